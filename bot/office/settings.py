"""What the office settles for itself: its channel, and the morning line in it."""

from __future__ import annotations

from datetime import time

from bot.language.refusals import Refused
from bot.matters import changes, journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.office.settings import Settings, settings


def change_settings(
    request: Request, *, channel: str, morning_on: bool, at: str, keeps_unread: bool = False
) -> Settings:
    """Choose the office's channel and its morning line, and whether words that were not understood
    as a time may be kept. Raises Refused for a bad time of day.
    """
    insist(request.me.directs or request.person.admin, "director")
    kept = settings(request.session)
    values = {
        "channel": channel,
        "morning_on": morning_on,
        "morning_at": _time_of_day(at),
        "keeps_unread": keeps_unread,
    }
    before, after = changes.apply((kept,), values)
    journal.record(request, "office.settings", before=before, after=after)
    return kept


def _time_of_day(text: str) -> str:
    """ "8:30" as "08:30". Raises Refused for what is none."""
    try:
        hour, minute = text.replace("：", ":").split(":")
        return f"{time(int(hour), int(minute)):%H:%M}"
    except ValueError:
        raise Refused("office.bad-time", field="at", text=text) from None
