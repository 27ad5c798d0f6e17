"""What is said of duty in the office's channel by itself, and the user group that follows it.

The channel reads who has tomorrow's duty the afternoon before, and on Mondays the week: once each,
for all, without calling anybody. A group is asked to change only when who is on duty does; while
nobody is, it keeps whom it has: Slack's groups cannot be empty (usergroups.users.update).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.duty.roster import ONE_DAY, may_publish
from bot.duty.rules import time_of_day
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import changes, journal, letters
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import notices as stored
from storage.duty import roster
from storage.duty.notices import DutySettings
from storage.duty.roster import Tier
from storage.matters import outbox
from storage.matters.outbox import Letter, LetterKind
from storage.office.settings import known

WINDOW = timedelta(hours=3)  # later than this it is no news
WEEK = 7
GROUP = re.compile(r"<!subteam\^(?P<said>S[A-Z0-9]+)(?:\|[^>]*)?>|(?P<id>S[A-Z0-9]+)")


def change(
    request: Request, *, eve: tuple[bool, str], week: tuple[bool, str], lead: str, officer: str
) -> DutySettings:
    """Whether and when the channel reads of duty ("16:00"), and which group follows which tier.
    Whatever went wrong with a group is tried again. Raises Refused.
    """
    insist(may_publish(request), "director")
    kept = stored.settings(request.session)
    values = {
        "eve_on": eve[0],
        "eve_at": time_of_day(eve[1], "eve_at"),
        "week_on": week[0],
        "week_at": time_of_day(week[1], "week_at"),
        "lead_group": _group(lead, "lead_group"),
        "officer_group": _group(officer, "officer_group"),
    }
    before, after = changes.apply((kept,), values)
    kept.asked, kept.trouble = {}, {}
    journal.record(request, "notices.settings", before=before, after=after)
    return kept


def _group(text: str, field: str) -> str:
    found = GROUP.fullmatch(text.strip())
    if text.strip() and found is None:
        raise Refused("notices.bad-group", field=field, text=text.strip())
    return (found["said"] or found["id"]) if found else ""


# --- in the channel -------------------------------------------------------------------------------


def speak(session: Session, now: datetime, calendar: Calendar) -> None:
    """What the channel is to read now, once: nothing where nobody has published anything."""
    office, today = known(session), calendar.today(now)
    if office is None or not office.channel:
        return
    kept, channel = stored.settings(session), office.channel
    if kept.eve_on and _is_time(calendar, today, kept.eve_at, now):
        _say(session, channel, "eve", today + ONE_DAY, today + ONE_DAY, now)
    if kept.week_on and today.weekday() == 0 and _is_time(calendar, today, kept.week_at, now):
        _say(session, channel, "week", today, today + (WEEK - 1) * ONE_DAY, now)


def _is_time(calendar: Calendar, today: date, at: str, now: datetime) -> bool:
    starts = calendar.moment(today, time.fromisoformat(at))
    return starts <= now < starts + WINDOW


def _say(
    session: Session, channel: str, picture: str, first: date, last: date, now: datetime
) -> None:
    slot = f"duty-{picture}:{first}"
    if outbox.in_slot(session, slot) or not roster.between(session, first, last):
        return
    said = {"first": first.isoformat(), "last": last.isoformat()}
    letter = Letter(
        kind=LetterKind.PAGE, to=channel, key=f"notices:{picture}", blanks=said, slot=slot,
        not_before=now,
    )  # fmt: skip
    outbox.put_in_slot(session, letter)


# --- the group that follows -----------------------------------------------------------------------


def follow(session: Session, now: datetime) -> None:
    """Ask Slack to put in each group who is on duty now, if that is not what it was asked last."""
    kept = stored.settings(session)
    desk = kept.officer_group
    groups = {Tier.LEAD: kept.lead_group, Tier.OFFICER: desk, Tier.DAY: desk, Tier.RESERVE: ""}
    if not any(groups.values()):
        return
    wanted: dict[str, set[str]] = {}
    for shift in roster.running(session, now):
        if groups[shift.tier] and not shift.person.is_out:
            wanted.setdefault(groups[shift.tier], set()).add(shift.person_id)
    for group, people in wanted.items():
        members = sorted(people)
        if kept.asked.get(group) != members:
            kept.asked = kept.asked | {group: members}
            session.add(Letter(kind=LetterKind.GROUP, to=group, not_before=now))


def members(session: Session, group: str) -> list[str]:
    """Who is to be in it; nobody where no tier has it any more."""
    kept = stored.settings(session)
    found: list[str] = kept.asked.get(group, [])
    return found if group in (kept.lead_group, kept.officer_group) else []


def followed(session: Session, group: str) -> None:
    """Slack has done it: what was against it is over."""
    kept = stored.settings(session)
    if group in kept.trouble:
        kept.trouble = {name: one for name, one in kept.trouble.items() if name != group}


def refused(session: Session, group: str, error: str, now: datetime) -> None:
    """The admins read what to do about it, once: it is tried again when who is on duty changes."""
    kept = stored.settings(session)
    if kept.trouble.get(group) == error:
        return
    kept.trouble = kept.trouble | {group: error}
    for keeper in lookups.keepers(session):
        said = {"group": group, "error": error}
        letters.page(session, keeper.slack_id, "notices:trouble", said, now)
