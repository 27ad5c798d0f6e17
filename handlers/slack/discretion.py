"""No word of people's, no token and no address to answer at stands in any log, at any level.

Slack's libraries write whole requests at their lower levels: of theirs we keep the warnings. What
an exception says may hold what somebody wrote: of it we keep the kind, the place, and the SQL.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator

from slack_bolt import BoltResponse
from sqlalchemy.exc import StatementError

bolt_log = logging.getLogger("callboard.bolt")  # App hands its level on to all of Bolt's own
log = logging.getLogger(__name__)
SERVING = re.compile(r"\bserving \S+")
LINK = re.compile(r"\b(?:https?|wss?)://\S+")  # to a line, or to where one answer may be posted


def keep_to_ourselves() -> None:
    """For the whole process, before Slack is first called."""
    for name in ("callboard.bolt", "slack_bolt", "slack_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
    line = logging.getLogger("callboard.line")
    line.setLevel(logging.INFO)
    for logger in (line, bolt_log):
        logger.addFilter(_without_links)
    for name in ("apscheduler.executors.default", "waitress", "asyncio"):
        logging.getLogger(name).addFilter(_without_words)
    logging.getLogger("waitress").addFilter(_without_place)


def whence(error: BaseException) -> str:
    """What kind of thing went wrong, and where: nothing that anybody may have written."""
    return "\n".join(_whence(error))


def _whence(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or error.__context__
    if before is not None:
        yield from _whence(before)
        yield "and then:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    yield f"{type(error).__name__}: {_of_the_code(error)}".removesuffix(": ")


def _of_the_code(error: BaseException) -> str:
    """Of what an exception says, what stands in the code, and so is nobody's words."""
    if isinstance(error, StatementError):
        return str(error.statement or "")
    line = next((one.line for one in reversed(traceback.extract_tb(error.__traceback__))), "")
    return str(error) if str(error) in (line or "") else ""


def failed(error: Exception) -> BoltResponse | None:
    """For Bolt: what a listener let fall. Slack hears that it was not taken in, and tries again."""
    log.error("a request was not taken in: %s", whence(error))
    return None


def _without_words(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[1]:
        record.exc_text, record.exc_info = whence(record.exc_info[1]), None
    return True


def _without_place(record: logging.LogRecord) -> bool:
    """The server names what was asked for: that may be a secret address."""
    record.msg, record.args = SERVING.sub("serving …", record.getMessage()), None
    return True


def _without_links(record: logging.LogRecord) -> bool:
    record.msg, record.args = LINK.sub("…", record.getMessage()), None
    return _without_words(record)
