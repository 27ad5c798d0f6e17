"""News of a matter: its cards change in place, the thread under each tells the story, and
whoever is called on hears it outside the thread too.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.language.catalog import Markup
from bot.language.workdays import Calendar
from bot.matters import letters
from bot.matters.letters import written
from bot.matters.undo import CLOSED, is_open
from bot.who.request import Request
from storage.matters import outbox, shown
from storage.matters.journal import BY_ITSELF
from storage.matters.matter import Matter, drawn_before, holders_of
from storage.matters.outbox import Letter, LetterKind
from storage.who.people import people_by_id

THE_DAY, THE_WAY_BACK = "day", "undo"  # which moment a card is drawn for, beside that of a deed
A_FEW = 20  # cards drawn anew at a time: nobody waits behind them


def redraw(session: Session, now: datetime, calendar: Calendar) -> None:
    """What a card says of "tomorrow" is true for a day: the next day it is drawn anew."""
    midnight = calendar.moment(calendar.today(now), time.min)
    for card in drawn_before(session, midnight, A_FEW):
        card.drawn_at = now
        drawn = written(LetterKind.CARD, card.person_id, now, card.matter_id, THE_DAY)
        outbox.post(session, [drawn])


def draw_along(session: Session, letter: Letter, now: datetime) -> None:
    """With a card that a moment has come for go the other places where its reader sees it."""
    if letter.matter_id is None:
        return
    if letter.key == THE_DAY:
        shown.redraw_copies(session, letter.matter_id, now, to=letter.to)
    elif letter.key == THE_WAY_BACK:
        shown.redraw_calls(session, letter.matter_id, now, to=letter.to)


def show(request: Request, matter: Matter, also: Collection[str] = ()) -> None:
    """Whoever has a card of it, or is to have one, sees it as it stands now."""
    who = holders_of(request.session, matter) | set(also)
    letters.cards(request.session, sorted(who), matter.id, request.now)


def tell(
    request: Request,
    matter: Matter,
    key: str,
    called: Collection[str],
    know: Collection[str] = (),
    /,
    **blanks: object,
) -> Markup:
    """Tell of a deed; the sentence comes back in the words of whoever did it: where there is a
    text for it (`KEY-own`), as "you"; and whose the matter is reads `KEY-theirs`, where there is.

    `called` are the people it asks something of, or was done to; who is among those who `know`
    has heard of it in other words.
    """
    session, now = request.session, request.now
    by = "" if request.surface == BY_ITSELF else request.me.id
    blanks |= {"by": request.person.name, **matter.named}
    own, theirs = (
        f"{key}-{whose}" if request.catalog.has(f"{key}-{whose}") else key
        for whose in ("own", "theirs")
    )
    holders = holders_of(session, matter)
    readers = holders | set(called) | {request.me.id}
    if holders:
        shown.redraw_calls(session, matter.id, now)
    posted = [written(LetterKind.CARD, who, now, matter.id) for who in sorted(readers)]
    posted += _without_the_way_back(request, matter)
    if readers != {request.me.id}:  # whoever is alone with a matter needs no story
        said = letters.packed(blanks)
        for who in sorted(readers - set(know)):
            loud = who in called and who != by and who in holders
            told = own if who == by else theirs if who == matter.owner_id else key
            posted.append(written(LetterKind.NOTE, who, now, matter.id, told, said, loud=loud))
    outbox.post(session, [*posted, *letters.homes(people_by_id(session, readers), now)])
    return request.say(own if by else key, **blanks)


def _without_the_way_back(request: Request, matter: Matter) -> list[letters.Written]:
    """The card of whoever did it, once that cannot be taken back any more."""
    last = matter.last_deed
    if last is None or not is_open(request, last, last.what.partition(".")[0]):
        return []
    at = request.now + CLOSED
    return [written(LetterKind.CARD, request.me.id, at, matter.id, THE_WAY_BACK)]
