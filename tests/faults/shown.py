"""What a test of ours shows already: a row each, held by the tests that are named.

They are the same that `make test` runs; here they stand beside what was measured. One run, on all
cores, plays all of them: the first row that asks waits for it.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.faults.office import ROOT
from tests.faults.rows import Found, row

STARTS, TROUBLE = "tests/whole/test_starts.py", "tests/slack/test_trouble.py"
BACKUP, PAGE = "tests/whole/test_backup.py", "tests/rehearsal/test_control.py"
DISCREET = ("tests/whole/test_discretion.py", "tests/slack/test_logs.py")
FILES = ("tests/slack/test_apart.py", "tests/whole/test_linear.py")
ALL = (STARTS, TROUBLE, BACKUP, *FILES, *DISCREET, PAGE)
TOGETHER = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")  # as in the Makefile
MOST = 900  # seconds, for all of them


def _passes(*files: str) -> Found:
    """Every test of these files does, and there is one in each."""
    fates = _fates()
    seen = sum((fates.get(file, Counter()) for file in files), Counter[str]())
    said = ", ".join(f"{many} {fate}" for fate, many in sorted(seen.items()))
    return Found(said or "none were played", seen.keys() == {"passed"} and fates.keys() >= {*files})


@cache
def _fates() -> dict[str, Counter[str]]:
    """What became of the tests of each file; nothing is known of any if they were not done."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        told = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TOGETHER]
        told += ["-o", "junit_family=xunit1", f"--junitxml={report}", *ALL]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(told, cwd=ROOT, capture_output=True, timeout=MOST)
        fates: dict[str, Counter[str]] = {}
        if not report.exists():
            return fates
        for case in ElementTree.parse(report).iter("testcase"):
            fate = next((one.tag for one in case if one.tag in ("failure", "error")), "passed")
            fate = "skipped" if case.find("skipped") is not None else fate
            fates.setdefault(case.get("file", ""), Counter())[fate] += 1
        return fates


@row(
    "the start waits, or ends with one line and status 2; SIGTERM ends it at once; no line to Slack"
)
def the_database_is_not_there_at_the_start() -> Found:
    """A server away at the start or during it; tables missing, old, or newer than the code."""
    return _passes(STARTS)


@row("a true sentence within 3 s, nothing changed, the admin hears; a file replaced: it stops")
def the_database_takes_nothing() -> Found:
    """Locked, full, read-only, its file replaced or removed, its server restarted."""
    return _passes(TROUBLE)


@row("nothing goes out a second time, no number is given twice")
def a_backup_is_restored() -> Found:
    """A backup of an hour ago is put back, of either database."""
    return _passes(BACKUP)


@row("every expression in a time that grows as its text does; hostile files are worked on apart")
def files_and_messages_are_hostile() -> Found:
    """Texts made to be hard for each expression there is; 200,000 line ends, bombs, guests."""
    return _passes(*FILES)


@row("done once; 401; not a word of it in any log, no line forged")
def somebody_forges_replays_and_reads_the_log() -> Found:
    """A signed command three times, a time that is none, words planted in both run modes."""
    return _passes(*DISCREET)


@row("Host and Origin are looked at; JSON only")
def a_strangers_page_reaches_for_the_rehearsal() -> Found:
    """Another Host, another Origin, a form of another site."""
    return _passes(PAGE)
