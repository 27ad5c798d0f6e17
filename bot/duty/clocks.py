"""The clocks of an incident by its grade: minutes, times of day, and where each is from.

They stand in data (domain.md 2.4); the office may change them, for incidents to come. An incident
keeps those it began with, until its grade is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.duty.roster import ONE_DAY, may_publish
from bot.language.catalog import files
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty.incidents import Grade
from storage.duty.rules import OwnClocks

Clocks = Mapping[str, Any]
UPWARD, LADDER = ("phone", "written"), ("directors", "leaders", "again", "silence")
MINUTES, DAYS = (*UPWARD, *LADDER), ("final",)
MOST_DAYS = 10
MOST = 48 * 60  # minutes
MET_BEFORE = timedelta(hours=1)  # a report so shortly before 08:00 is that of 08:00
LONGEST = 200  # characters of a source


def of_grade(session: Session, grade: Grade) -> dict[str, Any]:
    """Those that an incident of this grade begins with; `source` is empty where they are ours."""
    own = session.get(OwnClocks, grade.value)
    return dict(own.clocks) if own else built_in(grade)


def built_in(grade: Grade) -> dict[str, Any]:
    return {**files()["incidents"]["data"]["clocks"][grade.value], "source": ""}


def minutes(clocks: Clocks, name: str) -> timedelta:
    """Nothing: there is no such clock."""
    return timedelta(minutes=int(clocks[name]))


def days(clocks: Clocks, name: str) -> int:
    """So many working days; one where those of an incident say nothing of it."""
    return int(clocks.get(name, 1))


def followup(clocks: Clocks, told_at: datetime | None, calendar: Calendar) -> datetime | None:
    """When the next follow-up report is due, after what was last reported upward in writing."""
    times = [time.fromisoformat(one) for one in str(clocks["followups"]).split()]
    if told_at is None or not times:
        return None
    day = calendar.today(told_at)
    moments = [calendar.moment(day + n * ONE_DAY, at) for n in range(3) for at in times]
    return min(at for at in moments if at > told_at + MET_BEFORE)


def change(request: Request, grade: Grade, said: Mapping[str, str]) -> None:
    """The office has clocks of its own from now on; with nothing said, ours again. Raises Refused
    for what is no number or no time, on its field.
    """
    insist(may_publish(request), "director")
    before = of_grade(request.session, grade)
    own = request.session.get(OwnClocks, grade.value)
    if not said and own is None:
        return
    after = read(said) if said else built_in(grade)
    if not said:
        request.session.delete(own)
    elif own is None:
        request.session.add(OwnClocks(grade=grade.value, clocks=after))
    else:
        own.clocks = after
    journal.record(
        request, "incidents.clocks", before={grade.value: before}, after={grade.value: after}
    )


def read(said: Mapping[str, str]) -> dict[str, Any]:
    """As they are written in the form. Raises Refused."""
    found: dict[str, Any] = {name: _number(name, said.get(name, "")) for name in MINUTES}
    found |= {name: _number(name, said.get(name, "1")) for name in DAYS}
    if not found["directors"] <= found["leaders"]:
        raise Refused("incidents.ladder-order", field="leaders")
    times = re.findall(r"[^\s,，、;；]+", said.get("followups", "").replace("：", ":"))
    found["followups"] = " ".join(_time(one) for one in times)
    found["source"] = said.get("source", "").strip()[:LONGEST]
    if not found["source"]:
        raise Refused("office.empty", field="source")
    return found


def _number(name: str, said: str) -> int:
    least, most = 0 if name in UPWARD else 1, MOST_DAYS if name in DAYS else MOST
    words = said.strip()
    if not (words.isascii() and words.isdigit() and least <= int(words) <= most):
        key = "incidents.no-days" if name in DAYS else "incidents.no-minutes"
        raise Refused(key, field=name, least=least, most=most)
    return int(words)


def _time(said: str) -> str:
    """ "8:00" as "08:00". Raises Refused."""
    hour, _, minute = said.partition(":")
    try:
        return f"{time(int(hour), int(minute)):%H:%M}"
    except ValueError:
        raise Refused("office.bad-time", field="followups", text=said) from None
