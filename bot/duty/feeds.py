"""The roster as a calendar to subscribe to, at an address that only its owner knows.

Of the address nothing is kept but a digest, so it is shown once; it is renewed and revoked by its
owner, and is dead once they are no longer of the office. No phone number stands in any feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from hashlib import sha256
from secrets import token_hex

import icalendar
from sqlalchemy.orm import Session

from bot.duty.roster import may_publish
from bot.language.catalog import Catalog, Key, Markup, Say, unescape
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.db import add_if_new
from storage.duty import feeds as stored
from storage.duty import roster
from storage.duty.feeds import OFFICE, Feed
from storage.duty.roster import Shift
from storage.office.settings import own_names

BACK, AHEAD = timedelta(days=92), timedelta(days=366)  # of the roster
SECRET = 32  # bytes: 256 bits, in digits that Slack styles no words by


def owner_of(request: Request, *, whole: bool) -> str:
    """Whose feed it is. Raises Refused for who may not have it."""
    insist(request.me.insider, "insider")
    insist(not whole or may_publish(request), "director")
    return OFFICE if whole else request.me.id


def make(request: Request, *, whole: bool, turn: int = 0) -> str:
    """A new secret; the one before is dead. `turn`: what the feed was at when it was asked for,
    0 for none. Raises Refused if that is over.
    """
    owner, secret = owner_of(request, whole=whole), token_hex(SECRET)
    _turn(request, owner, turn, _digest(secret))
    journal.record(request, "feeds.make", after={"owner": owner})
    return secret


def revoke(request: Request, *, whole: bool, turn: int) -> None:
    """Whoever asks there finds nothing any more. Raises Refused if it is another by now."""
    owner = owner_of(request, whole=whole)
    _turn(request, owner, turn, None)
    journal.record(request, "feeds.revoke", before={"owner": owner})


def _turn(request: Request, owner: str, turn: int, digest: str | None) -> None:
    now = {"digest": digest, "made_by_id": request.me.id, "made_at": request.now, "turn": turn + 1}
    if turn:
        done = stored.change(request.session, owner, turn, now)
    else:
        done = add_if_new(request.session, Feed(owner=owner, **now)) is not None
    if not done:
        raise Refused("feeds.changed")


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def tidy(session: Session) -> None:
    """The addresses of those who have left are no longer kept: they do not come back with them."""
    for feed in stored.all_of_them(session):
        if feed.made_by.is_out and feed.digest is not None:
            feed.digest, feed.turn = None, feed.turn + 1


# --- what is read there ---------------------------------------------------------------------------


def read(
    session: Session, secret: str, now: datetime, catalog: Catalog, calendar: Calendar
) -> bytes | None:
    """The calendar behind a secret, as text of iCalendar; None if there is none, or no longer. It
    is looked for by its digest: how long that takes says nothing about the secret.
    """
    feed = stored.at(session, _digest(secret))
    if feed is None or feed.made_by.is_out:
        return None
    whole, today = feed.owner == OFFICE, calendar.today(now)
    lang = catalog.lang if whole else catalog.lang_of(feed.made_by)
    say = catalog.speak(lang, calendar.tz, now, calendar, own_names(session))
    shifts = roster.between(session, today - BACK, today + AHEAD)
    chosen = [one for one in shifts if whole or one.person_id == feed.owner]
    days: dict[object, list[Shift]] = {}
    for one in shifts:
        days.setdefault(one.day, []).append(one)
    stamp = calendar.moment(today, time.min)
    return _written(say, whole, (_event(say, calendar, whole, s, days, stamp) for s in chosen))


def _written(say: Say, whole: bool, events: Iterable[icalendar.Event]) -> bytes:
    made = icalendar.Calendar()
    name = _plain(say, "feeds.name-office" if whole else "feeds.name")
    made.add("prodid", "-//Callboard//Duty//")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for event in events:
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(
    say: Say,
    calendar: Calendar,
    whole: bool,
    shift: Shift,
    days: Mapping[object, list[Shift]],
    stamp: datetime,
) -> icalendar.Event:
    """A shift in the office's wall time; its day is not painted busy. It is the same event for as
    long as its tier has this day, whoever has it.
    """
    said = {"tier": Key(f"duty.tier-{shift.tier}"), "name": Markup(shift.person.name)}
    key = "feeds.event-gone" if shift.person.is_out else "feeds.event"
    event = icalendar.Event()
    event.add("uid", f"{shift.day.isoformat()}-{shift.tier.value}@callboard.duty")
    event.add("sequence", shift.revision)
    event.add("dtstamp", stamp)
    event.add("dtstart", shift.begins_at.astimezone(calendar.tz))
    event.add("dtend", shift.ends_at.astimezone(calendar.tz))
    event.add("summary", _plain(say, key if whole else "feeds.event-mine", **said))
    others = [one for one in days[shift.day] if one is not shift and not one.person.is_out]
    if others and not whole:
        beside = " · ".join(
            _plain(say, "feeds.event", tier=Key(f"duty.tier-{o.tier}"), name=Markup(o.person.name))
            for o in others
        )
        event.add("description", _plain(say, "feeds.beside", others=Markup(beside)))
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _plain(say: Say, key: str, **blanks: object) -> str:
    return unescape(say(key, **blanks))
