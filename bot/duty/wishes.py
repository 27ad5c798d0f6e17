"""Wishes of duty: a person says which days they cannot have, and which they would rather have.
Who cannot is not planned; a wish is met where nobody does more for it. Directors see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.duty.roster import ONE_DAY
from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import journal, letters, undo
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import roster as stored
from storage.duty import wishes as kept
from storage.duty.roster import Shift
from storage.duty.wishes import Wish

LONGEST = 92  # days of one wish
MOST = 20  # of one person
HALF_THE_WEEK = 3  # weekdays that one person can be unable to have
Facts = dict[str, object]


def say(
    request: Request, *, never: bool, days: tuple[date, date] | None, weekday: int | None = None
) -> tuple[int, list[Shift]]:
    """One's own word on a span of days, or on a day of every week (Monday is 0). What it is taken
    back by comes back, and one's duties it is too late for: they need a swap. Raises Refused.
    """
    insist(request.me.insider, "insider")
    today = request.calendar.today(request.now)
    first, last = days or (None, None)
    if first and last:
        _can_be(first, last, today)
    mine = kept.wishes(request.session, today, request.me.id)
    wish = Wish(person=request.person, never=never, first=first, last=last, weekday=weekday)
    if any(_facts(one) == _facts(wish) for one in mine):
        raise Refused("wishes.twice", field="first")
    if len(mine) >= MOST:
        raise Refused("wishes.most", most=MOST)
    weekdays = {one.weekday for one in mine if one.never} | {weekday}
    if never and weekday is not None and len(weekdays - {None}) > HALF_THE_WEEK:
        raise Refused("wishes.whole-week", field="first", most=HALF_THE_WEEK)
    request.session.add(wish)
    request.session.flush()
    _tell(request, wish)
    entry_id = journal.record(request, "wishes.say", after=_facts(wish) | {"wish": wish.id})
    return entry_id, _on_those_days(request, wish) if never else []


def _can_be(first: date, last: date, today: date) -> None:
    if last < first:
        raise Refused("calendar.last-first", field="last")
    if last < today:
        raise Refused("wishes.over", field="first")
    if last - first >= LONGEST * ONE_DAY:
        raise Refused("wishes.long", field="last", most=LONGEST)


def _on_those_days(request: Request, wish: Wish) -> list[Shift]:
    coming = stored.to_come(request.session, request.now, request.me.id)
    return [one for one in coming if wish.is_of(one.day)]


def drop(request: Request, number: int) -> int:
    """One's own word is no longer so. Raises Refused for what is another's, or gone."""
    insist(request.me.insider, "insider")
    wish = request.session.get(Wish, number)
    if wish is None or wish.person_id != request.me.id:
        raise Refused("wishes.gone")
    facts = _facts(wish) | {"wish": wish.id}
    request.session.delete(wish)
    request.session.flush()
    return journal.record(request, "wishes.drop", before=facts)


def take_back(request: Request, entry_id: int) -> None:
    """Within minutes, by whoever said or dropped it, unless it was said or dropped since."""
    entry = undo.own_deed(request, entry_id, "wishes")
    said = entry.after or entry.before
    there = request.session.get(Wish, said["wish"])
    if (there is None) == (entry.what == "wishes.say"):
        raise Refused("undo.changed")
    if there is not None:
        request.session.delete(there)
    else:
        first, last = (date.fromisoformat(one) if one else None for one in said["days"])
        weekday, never = said["weekday"], said["never"]
        wish = Wish(person=request.person, never=never, first=first, last=last, weekday=weekday)
        request.session.add(wish)
    request.session.flush()
    journal.record(
        request, "wishes.undo", before=entry.after, after=entry.before, reason=entry.what
    )


def seen(request: Request) -> Sequence[Wish]:
    """One's own; of all, for whoever directs."""
    insist(request.me.insider, "insider")
    today = request.calendar.today(request.now)
    whose = "" if request.me.directs else request.me.id
    return [one for one in kept.wishes(request.session, today, whose) if not one.person.is_out]


def _tell(request: Request, wish: Wish) -> None:
    """Whoever directs hears: they plan."""
    days = spell(wish)
    key = f"wishes.cannot-{days}" if wish.never else f"wishes.would-{days}"
    for director in lookups.directors(request.session):
        if director.slack_id != request.me.id:
            said = {"by": request.person, **named(wish)}
            letters.note(request.session, director.slack_id, key, request.now, said)


def named(wish: Wish) -> Facts:
    """What texts may name of the days."""
    if wish.weekday is not None:
        return {"weekday": Key(f"wishes.weekday-{wish.weekday}")}
    return {"first": wish.first, "last": wish.last}


def spell(wish: Wish) -> str:
    """Which text fits: a day of every week, one day, or a span."""
    if wish.weekday is not None:
        return "weekly"
    return "day" if wish.first == wish.last else "span"


def _facts(wish: Wish) -> Facts:
    days = [one.isoformat() if one else "" for one in (wish.first, wish.last)]
    return {"never": wish.never, "days": days, "weekday": wish.weekday}
