"""What we build on is what we chose: pinned, with hashes, and there as pinned."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.audit import told

ROOT = Path(__file__).parents[2]
PIN = re.compile(
    r"^([\w.-]+)==(\S+?)(?: ; [^\\\n]+?)? \\$(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+",
    re.MULTILINE,
)


def pinned(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall((ROOT / lock).read_text("utf-8")):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_line_is_pinned_with_its_hashes(lock):
    written = (ROOT / lock).read_text("utf-8")
    named = set(re.findall(r"^([\w.-]+)(?=[=<>~!@ \[])", written, re.MULTILINE))
    assert named == pinned(lock).keys()
    assert len(named) > 30
    assert not re.search(r"https?:|file:|git\+", written)


def test_what_runs_is_what_is_pinned():
    """None is missing, none is of another version; the runtime's are those of the dev lock."""
    there = {re.sub(r"[-_.]+", "-", one.name).lower(): one.version for one in distributions()}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        for name, versions in pinned(lock).items():
            assert name not in there or there[name] in versions
    known = pinned("requirements-dev.lock")
    assert {name: known[name] for name in pinned("requirements.lock")} == pinned(
        "requirements.lock"
    )


def test_an_audit_fails_for_a_known_weakness_alone():
    weak = {"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}
    fine = {"name": "b", "version": "1", "vulns": []}
    unknown = {"name": "c", "skip_reason": "not found"}
    assert told([weak, fine, unknown]) == ("known weaknesses in a 1", True)
    assert told([fine, unknown]) == ("nothing known of 1 of 2", False)
    assert told([unknown]) == ("not made: the service knows none of 1", False)
