"""Thanks (A2.21): for the two of them; and, if it is wished, for the office. Nothing is counted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.refusals import Refused
from bot.matters import finding, journal, letters
from bot.who.request import Request
from bot.who.standing import insist
from storage.office.settings import settings
from storage.who.people import Person


def give(
    request: Request, to: Sequence[Person], words: str, number: str = "", *, office: bool = False
) -> None:
    """Each hears it in private, with what it is about if they may see that; the office's channel
    reads it, too, if it is for the `office`. Raises Refused.
    """
    insist(request.me.insider, "insider")
    if request.person in to:
        raise Refused("thanks.oneself", field="people")
    about = finding.find(request, number).number if number else ""
    said = {"by": request.person.name, "words": words, "about": f" ({about})" if about else ""}
    for one in to:
        letters.note(request.session, one.slack_id, "thanks.told", request.now, said)
        journal.record(request, "thanks.give", about=one, after={"of": about}, reason=words)
    if office:
        tell_the_office(request, to, words)


def tell_the_office(request: Request, to: Sequence[Person], words: str) -> None:
    """Raises Refused where the office has no channel."""
    channel = settings(request.session).channel
    if not channel:
        raise Refused("thanks.no-channel", field="seen")
    said = {"by": request.person.name, "names": [one.name for one in to], "words": words}
    letters.note(request.session, channel, "thanks.office", request.now, said)
