"""What a test of ours shows already: a row each, held by the tests that are named.

They are the same that `make test` runs; here they stand beside what was measured.
"""

from __future__ import annotations

import subprocess
import sys

from tests.faults.office import ROOT
from tests.faults.rows import Found, row

STARTS, TROUBLE = "tests/whole/test_starts.py", "tests/slack/test_trouble.py"
DISCREET, PAGE = "tests/whole/test_discretion.py", "tests/rehearsal/test_control.py"
FILES = ("tests/slack/test_apart.py", "tests/whole/test_linear.py")
MOST = 300  # seconds


def _passes(*tests: str) -> Found:
    told = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *tests]
    ended = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, timeout=MOST)
    return Found(ended.stdout.strip().rpartition("\n")[2], ended.returncode == 0)


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
    return _passes("tests/whole/test_backup.py")


@row("every expression in a time that grows as its text does; hostile files are worked on apart")
def files_and_messages_are_hostile() -> Found:
    """Texts made to be hard for each expression there is; 200,000 line ends, bombs, guests."""
    return _passes(*FILES)


@row("done once; 401; not a word of it in any log, no line forged")
def somebody_forges_replays_and_reads_the_log() -> Found:
    """A signed command three times, a time that is none, words planted in both run modes."""
    return _passes(DISCREET, "tests/slack/test_logs.py")


@row("Host and Origin are looked at; JSON only")
def a_strangers_page_reaches_for_the_rehearsal() -> Found:
    """Another Host, another Origin, a form of another site."""
    return _passes(PAGE)
