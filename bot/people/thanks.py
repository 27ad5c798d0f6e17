"""Thanks (A2.21): for the two of them; and, if it is wished, for the office. Nothing is counted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.refusals import Refused
from bot.matters import finding, journal, letters
from bot.matters.sight import may_see
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters.matter import Matter, Visibility
from storage.office.settings import settings
from storage.who.people import Person


def give(
    request: Request, to: Sequence[Person], words: str, number: str = "", *, office: bool = False
) -> None:
    """Each hears it in private, and of what, under its card, if they may see that; the office's
    channel reads it, too, if it is for the `office`. Raises Refused.
    """
    insist(request.me.insider, "insider")
    if request.person in to:
        raise Refused("thanks.oneself", field="people")
    about = finding.find(request, number) if number else None
    for one in to:
        _tell(request, one, words, about)
        of = {"of": about.number if about else ""}
        journal.record(request, "thanks.give", about=one, after=of, reason=words)
    if office:
        tell_the_office(request, to, words, number)


def _tell(request: Request, person: Person, words: str, about: Matter | None) -> None:
    session, said = request.session, {"by": request.person.name, "words": words}
    theirs = standing(session, person, request.now)
    if about is None or not may_see(session, theirs, about):
        letters.note(session, person.slack_id, "thanks.told", request.now, said)
        return
    key, of, said = "thanks.told-of", about.id, said | about.named
    letters.note(session, person.slack_id, key, request.now, said, matter_id=of, loud=True)


def tell_the_office(request: Request, to: Sequence[Person], words: str, number: str = "") -> None:
    """And of what, if the whole office may see it. Raises Refused where it has no channel."""
    channel = settings(request.session).channel
    if not channel:
        raise Refused("thanks.no-channel", field="seen")
    about = finding.find(request, number) if number else None
    said = {"by": request.person.name, "names": [one.name for one in to], "words": words}
    key = "thanks.office"
    if about is not None and about.visibility is Visibility.OFFICE:
        key, said = "thanks.office-of", said | about.named
    letters.note(request.session, channel, key, request.now, said)
