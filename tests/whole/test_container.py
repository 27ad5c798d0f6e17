"""The image and what runs it, as far as can be seen without an engine: nobody's user, nothing
written, no secret inside, and all that the bot needs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot_process import typed

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
LAST = DOCKERFILE.rpartition("\nFROM ")[2]
SECRETS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "BALLOT_SECRET")


def copied() -> list[str]:
    """What of ours goes in."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    return [name for line in lines for name in line.split()]


def test_it_runs_as_nobody_and_is_looked_after():
    assert re.search(r"^USER [1-9]\d+$", LAST, re.MULTILINE)
    assert "HEALTHCHECK" in LAST
    assert "/healthz" in LAST
    assert 'ENTRYPOINT ["/venv/bin/python", "-m", "bot"]' in LAST
    assert LAST.index("USER 10001") < LAST.index("ENTRYPOINT")


def test_there_is_no_secret_in_it_and_nothing_of_this_machine():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    assert sorted(copied()) == sorted(line[1:] for line in ignored if line.startswith("!"))
    for name in (*SECRETS, "xoxb-", "xapp-"):
        assert name not in DOCKERFILE
    assert not re.search(r"(TOKEN|SECRET|PASSWORD)[\"']?[:=] *[\"']?[\w/+-]{8}", COMPOSE)
    assert "--require-hashes" in DOCKERFILE


def test_its_settings_are_ours():
    said = re.findall(r"\b([A-Z_]+)=", LAST[LAST.index("ENV ") : LAST.index("EXPOSE")])
    known = {name.upper() for name in Settings.model_fields}
    assert set(said) - {"MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE"} <= known


@pytest.mark.parametrize("service", ["bot", "migrate", "web", "worker"])
def test_each_service_may_do_as_little_as_it_needs(service):
    """All are made of one pattern."""
    [body] = re.findall(rf"^  {service}:\n((?:    .*\n|\n)+)", COMPOSE, re.MULTILINE)
    assert "<<: *bot" in body or "<<: *many" in body
    pattern = COMPOSE[COMPOSE.index("x-bot:") : COMPOSE.index("services:")]
    for word in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "mem_limit"):
        assert word in pattern
    for word in ("privileged", "user:", "network_mode", "docker.sock"):
        assert word not in body


def test_what_it_is_told_to_do_is_known():
    modes = re.findall(r"command: \[(\w+)\]", COMPOSE)
    assert modes == ["migrate", "web", "worker"]
    said = typed("nonsense").stderr
    assert set(modes) <= set(re.findall(r"\w+", said.partition("python -m bot")[2]))


def test_what_goes_in_is_enough_to_start_and_needs_no_place_to_write(tmp_path):
    image = tmp_path / "app"
    image.mkdir()
    for name in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, image / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, image / name)
    url = f"sqlite:///{tmp_path}/bot.db"
    kept = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "DATABASE_URL": url}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        cwd=image, env=kept, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not list(image.rglob("*.pyc"))
