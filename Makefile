# Everything `make` sets up lives in .venv; a stamp in it says which lock it was filled from.
.DEFAULT_GOAL := help
.PHONY: help demo test check audit bench faults manifest docs lock clean

venv := .venv
python := $(venv)/bin/python
# A file's tests stay together: what is costly to set up is set up once. What is compiled is kept,
# even where nothing else is, for all the processes that are started.
tests := PYTHONDONTWRITEBYTECODE= $(python) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder
uv := $(shell command -v uv 2>/dev/null)

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(venv)/runtime.stamp  ## the bot in a Slack of your own, in the browser
	@exec $(python) -m bot demo

test: $(venv)/dev.stamp  ## all tests
	@$(tests)

# The audit asks a service on the net: where none answers it says so, and does not fail.
check: $(venv)/dev.stamp  ## format, lint, types, imports, migrations, audit, tests
	@$(venv)/bin/ruff format --check --quiet .
	@$(venv)/bin/ruff check --quiet .
	@$(venv)/bin/mypy --no-error-summary
	@$(venv)/bin/lint-imports --no-logo
	@$(python) -m bot db-check
	@-$(MAKE) --no-print-directory $(venv)/audit.stamp >/dev/null 2>&1
	@if [ -e $(venv)/audit.stamp ]; then $(MAKE) --no-print-directory audit; else echo "audit not made: no pip-audit to be had"; fi
	@$(tests)

audit: $(venv)/audit.stamp  ## what is known of the libraries we pin; it asks a service
	@$(venv)/audit/bin/python -m tests.audit

bench: $(venv)/dev.stamp  ## what the bot costs beside a bare echo
	@$(python) -m tests.bench

faults: $(venv)/dev.stamp  ## what the bot does when things go wrong, a row each
	@$(python) -m tests.faults

manifest: $(venv)/runtime.stamp  ## write manifest.json for a real Slack app
	@$(python) -m bot manifest

docs: $(venv)/runtime.stamp  ## write docs/commands.md from the phrases
	@$(python) -m bot docs

# The locks name no registry and no path, so they hold wherever their hashes do.
compile = $(or $(uv),$(venv)/lock/bin/uv) pip compile pyproject.toml --quiet $(UPGRADE) \
  --universal --python-version 3.11 --generate-hashes \
  --no-config --no-header --no-emit-index-url --no-emit-find-links

lock: $(if $(uv),,$(venv)/lock/bin/uv)  ## pin again; UPGRADE=--upgrade takes newer versions
	@$(compile) --output-file requirements.lock
	@$(compile) --extra dev --constraints requirements.lock --output-file requirements-dev.lock
	@! grep -nE 'index-url|find-links|file:|https?:' requirements.lock requirements-dev.lock

clean:  ## remove all that make has set up; data/ stays
	@rm -rf $(venv) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- setting up -----------------------------------------------------------------------------

define fill
@echo "Filling $(venv) from $< ..."
@$(if $(uv),$(uv) pip install --python $(python),$(python) -m pip install \
  --disable-pip-version-check) --quiet --require-hashes --requirement $<
@touch $@
endef

$(venv)/runtime.stamp: requirements.lock $(python)
	$(fill)

# The dev lock holds the runtime lock whole: who has it, has both.
$(venv)/dev.stamp: requirements-dev.lock $(python)
	$(fill)
	@touch $(venv)/runtime.stamp

$(python):
	@rm -rf $(venv)
	@for candidate in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
	  $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  $(if $(uv),$(uv) venv --quiet --seed --python "$$(command -v $$candidate)",$$candidate -m venv) $(venv) \
	    && exit; \
	  echo "$$candidate cannot make $(venv); on Debian: apt install python3-venv" >&2; exit 1; \
	done; echo "Callboard needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3" >&2; exit 1

$(venv)/audit.stamp: $(python)
	@$(python) -m venv $(venv)/audit
	@$(venv)/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	@touch $@

$(venv)/lock/bin/uv: $(python)
	@$(python) -m venv $(venv)/lock
	@$(venv)/lock/bin/pip install --quiet --disable-pip-version-check uv
