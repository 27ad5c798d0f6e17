"""News of a matter: its cards change in place, the thread under each tells the story, and
whoever is called on hears it outside the thread too.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from bot import letters
from bot.catalog import Markup
from bot.request import Request
from storage.matters import Card, Matter
from storage.people import Person


def tell(
    request: Request, matter: Matter, key: str, called: Collection[str], **blanks: object
) -> Markup:
    """Tell of a deed; the sentence comes back in the words of whoever did it.

    `called` are the people it asks something of, or was done to.
    """
    session = request.session
    blanks |= {"by": request.person.name, "number": matter.number, "title": matter.title}
    holders = set(session.scalars(select(Card.person_id).where(Card.matter_id == matter.id)))
    readers = holders | set(called) | {request.me.id}
    letters.cards(session, sorted(readers), matter.id, request.now)
    if readers != {request.me.id}:  # whoever is alone with a matter needs no story
        for who in sorted(readers):
            loud = who in called and who != request.me.id and who in holders
            letters.note(session, who, key, request.now, blanks, matter_id=matter.id, loud=loud)
    concerned = session.scalars(select(Person).where(Person.slack_id.in_(readers)))
    letters.home(session, concerned, request.now)
    return request.say(key, **blanks)
