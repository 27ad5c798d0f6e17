"""Work on what somebody else has made, in a process of its own: whatever a file does to whoever
reads it, nobody waits for that. It may take so much time and memory, and no more.

The process is started when it is first needed and kept; one that takes too long is ended, and the
next work has a new one.
"""

from __future__ import annotations

import atexit
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

SECONDS = 5.0  # of a processor, for one work
BUSY = 4  # times as long by the clock: others may be at work beside it; and for a free process
MEMORY = 512 * 1024 * 1024  # bytes beyond what the process has when it begins
AT_ONCE = 2
NICE = 5  # whoever answers comes first
ROOT = Path(__file__).parents[2]
BEGIN = (
    "import sys; from multiprocessing.connection import Connection; "
    "from handlers.slack.apart import serve; serve(Connection(int(sys.argv[1])))"
)
STATM = Path("/proc/self/statm")


class TooMuchError(Exception):
    """It took more time or memory than it may."""


class _Worker:
    """One process, and the line to it."""

    def __init__(self) -> None:
        self.line, theirs = Pipe()
        number = theirs.fileno()
        self.process = subprocess.Popen(
            [sys.executable, "-c", BEGIN, str(number)],
            pass_fds=[number],
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ},
        )
        theirs.close()
        self.line.recv()  # it is ready: its time begins when it has work

    def does(self, work: Callable[..., Any], args: tuple[Any, ...], seconds: float) -> Any:
        """What comes of it, or the exception it ended with. Raises TooMuchError."""
        try:
            self.line.send((work, args, seconds))
            if not self.line.poll(seconds * BUSY):
                raise TooMuchError
            return self.line.recv()
        except (EOFError, OSError) as gone:
            raise TooMuchError from gone

    def ends(self) -> None:
        self.process.kill()
        self.process.wait()
        self.line.close()


class Apart:
    """A few processes, for whoever needs one."""

    def __init__(self, at_once: int = AT_ONCE, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.free: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(at_once):
            self.free.put(None)  # not started yet

    def __call__(self, work: Callable[..., Any], *args: Any) -> Any:
        """What comes of it; an exception of the work is raised here. Raises TooMuchError."""
        try:
            worker = self.free.get(timeout=self.seconds * BUSY)
        except Empty:
            raise TooMuchError from None
        try:
            worker = worker or _Worker()
            done = worker.does(work, args, self.seconds)
        except TooMuchError:
            if worker is not None:
                worker.ends()
            worker = None
            raise
        finally:
            self.free.put(worker)
        if isinstance(done, BaseException):
            raise done
        return done

    def closes(self) -> None:
        while not self.free.empty():
            if (worker := self.free.get()) is not None:
                worker.ends()


_made: list[Apart] = []
_making = threading.Lock()


def apart(work: Callable[..., Any], *args: Any) -> Any:
    """By the processes of this one, of which there are a few."""
    with _making:
        if not _made:
            _made.append(Apart())
            atexit.register(_made[0].closes)
    return _made[0](work, *args)


# --- in the process itself -----------------------------------------------------------------------


def serve(line: Connection) -> None:
    os.nice(NICE)
    line.send("ready")
    limited = False
    while True:
        try:
            work, args, seconds = line.recv()
        except EOFError:  # whoever has started us is gone
            return
        if not limited:  # what the first work loads is no part of it
            limited = True
            _limit()
        signal.setitimer(signal.ITIMER_PROF, seconds)  # who takes longer is ended by it
        done = _outcome(work, args)
        signal.setitimer(signal.ITIMER_PROF, 0)
        line.send(done)


def _outcome(work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    try:
        return work(*args)
    except MemoryError:
        return TooMuchError()
    except Exception as error:
        return error.with_traceback(None)


def _limit() -> None:
    """No more memory than it may; nothing written to any disk, no process of its own."""
    limits = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if STATM.exists():  # elsewhere than on Linux time alone is limited
        used = int(STATM.read_text().split()[0]) * resource.getpagesize()
        limits[resource.RLIMIT_AS] = used + MEMORY
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
