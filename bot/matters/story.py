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
from bot.who.request import Request
from storage.matters import outbox
from storage.matters.matter import Matter, drawn_before, holders_of
from storage.matters.outbox import LetterKind
from storage.who.people import people_by_id

BY_ITSELF = "clockwork"  # the surface of what nobody does: its time has come
A_FEW = 20  # cards drawn anew at a time: nobody waits behind them


def redraw(session: Session, now: datetime, calendar: Calendar) -> None:
    """What a card says of "tomorrow" is true for a day: the next day it is drawn anew."""
    midnight = calendar.moment(calendar.today(now), time.min)
    for card in drawn_before(session, midnight, A_FEW):
        card.drawn_at = now
        letters.cards(session, [card.person_id], card.matter_id, now)


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
    """Tell of a deed; the sentence comes back in the words of whoever did it.

    `called` are the people it asks something of, or was done to; who is among those who `know`
    has heard of it in other words.
    """
    session, now = request.session, request.now
    by = "" if request.surface == BY_ITSELF else request.me.id
    blanks |= {"by": request.person.name, **matter.named}
    holders = holders_of(session, matter)
    readers = holders | set(called) | {request.me.id}
    if holders:
        outbox.redraw_calls(session, matter.id, now)
    posted = [written(LetterKind.CARD, who, now, matter.id) for who in sorted(readers)]
    if readers != {request.me.id}:  # whoever is alone with a matter needs no story
        said = letters.packed(blanks)
        for who in sorted(readers - set(know)):
            loud = who in called and who != by and who in holders
            posted.append(written(LetterKind.NOTE, who, now, matter.id, key, said, loud=loud))
    outbox.post(session, [*posted, *letters.homes(people_by_id(session, readers), now)])
    return request.say(key, **blanks)
