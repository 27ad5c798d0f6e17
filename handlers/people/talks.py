"""Talks at the desk: noted in a line or a form, read on a page that is nowhere kept."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import moves
from bot.matters.moves import Field
from bot.people import appointments, occasions, talks
from bot.people.talks import Note
from bot.who.lookups import colleague
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import asked_form
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, divider, page, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.people.appointments import Appointment
from storage.who.people import Person

desk = Desk("talks")
NOTE = (
    Field("person", "person"),
    Field("words", "text"),
    Field("promise", "due", needed=False),
    Field("months", "choice", False, start=lambda *_: talks.MONTHS[0], choices=talks.MONTHS),
)
A_FEW = 10  # to choose from


def _to_release(request: Request, _: object) -> dict[str, str]:
    """Those of one's own, by whom and when; nobody but their author is ever asked this."""
    own = [one for one in talks.mine(request) if not one.by][:A_FEW]
    return {str(one.id): _named(request, one) for one in own}


RELEASE = (Field("note", "choice", choices=_to_release), Field("person", "person"))
SHOWN = 20


@desk.does("note")
def note(request: Request, asked: Asked) -> Reply:
    """What is said back says nothing of it: an answer is kept until it is sent."""
    insist(request.me.assigns, "heads")
    if read.lacking(request, asked, "person", "words"):
        return Form(asked_form(request, "talks:note", NOTE, asked))
    person = colleague(request, read.slack_ids(asked["person"])[0])
    promise = read.due(request, asked, "promise") if asked.get("promise") else None
    kept = talks.note(request, person, asked["words"].strip(), promise, asked.get("months", ""))
    text = request.say("talks.kept", until=kept.keep_until)
    ways = [
        button("talks:open", request.say("talks.read")),
        button("talks:forget", request.say("talks.forget"), kept.id),
    ]
    return Words(text, [section(text), buttons(*ways)])


@desk.does("mine")
def mine(request: Request, asked: Asked) -> Reply:
    """The way to one's own notes; it says the same whether there are any."""
    insist(request.me.assigns, "heads")
    person = read.person(request, asked)
    text = request.say("talks.ask")
    value = person.slack_id if person else "-"
    ways = [
        button("talks:open", request.say("talks.read"), value),
        button("talks:note", request.say("talks.start")),
    ]
    return Words(text, [section(text), buttons(*ways)])


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    """Before the next talk: what I owe, their agenda, and last time; made at this moment, and not
    kept.
    """
    with_id = asked.get("id", "-")
    person = request.session.get(Person, with_id) if with_id != "-" else None
    notes, say = talks.mine(request, person), request.say
    blocks: list[Block] = [context(say("talks.yours-alone"))]
    if promised := talks.owed(request, notes):
        lines = [say("talks.owe"), *(say("talks.owed", **one.named) for one in promised)]
        blocks.append(section("\n".join(lines)))
    blocks += [_ahead(request, one) for one in appointments.ahead(request, person)]
    blocks += [block for one in notes[:SHOWN] for block in _note(request, one)]
    if not notes:
        blocks.append(section(say("talks.none")))
    if person is None:
        blocks += _hints(request)
    title = say("talks.title")
    return Form(page(title, say("office.close"), blocks))


def _ahead(request: Request, one: Appointment) -> Block:
    """What they want to raise, the next time they come."""
    other, say = one.matter.owner, request.say
    words = one.agenda or say("talks.no-agenda")
    about = {**one.matter.named, "name": other.name, "state": moves.state_of(one)}
    return section(say("talks.agenda", **about, due=one.matter.due_at, words=words))


def _named(request: Request, one: Note) -> Markup:
    person = request.session.get(Person, one.with_id)
    return request.say("talks.named", name=person.name if person else "", on=one.on)


def _note(request: Request, one: Note) -> list[Block]:
    """With the ways to let somebody have it, and to delete it."""
    say, by = request.say, request.session.get(Person, one.by) if one.by else None
    told = {"named": _named(request, one), "words": one.words, "until": one.keep_until}
    shown = [divider(), section(say("talks.note", **told))]
    if by is not None:
        shown.append(context(say("talks.from", name=by.name)))
    ways = [] if by else [button("talks:release", say("talks.release"), one.id)]
    return [*shown, buttons(*ways, button("talks:forget", say("talks.forget"), one.id))]


def _hints(request: Request) -> list[Block]:
    """Whom one might talk with, and why; who has waited for long."""
    say, found = request.say, occasions.found(request)[:SHOWN]
    lines = [say("occasions.line", name=one.person.name, why=one.why, on=one.on) for one in found]
    shown = [section("\n".join([say("occasions.title"), *lines]))] if lines else []
    names = [one.name for one in occasions.long_without(request)]
    waits = [context(say("occasions.long-without", names=names))] if names else []
    return [divider(), *shown, *waits] if shown or waits else []


@desk.does("note-with")
def note_with(request: Request, asked: Asked) -> Reply:
    """After a talk: of whom is known."""
    insist(request.me.assigns, "heads")
    return Form(asked_form(request, "talks:note", NOTE, {"person": asked["id"]}))


@desk.does("release")
def release(request: Request, asked: Asked) -> Reply:
    """Which note, and to whom, is asked on a form of its author's."""
    insist(request.me.assigns, "heads")
    if request.surface != "form":
        if not _to_release(request, None):
            raise Refused("talks.none-to-release")
        given = asked | ({"note": asked["id"]} if asked.get("id", "-") != "-" else {})
        return Form(asked_form(request, "talks:release", RELEASE, given), over=True)
    to = colleague(request, read.slack_ids(asked["person"])[0])
    copy = talks.release(request, int(asked["note"]), to)
    text = request.say("talks.has-it", name=to.name)
    back = button("talks:hold-back", request.say("undo.button"), copy)
    return Words(text, [section(text), buttons(back)])


@desk.does("hold-back")
def hold_back(request: Request, asked: Asked) -> Reply:
    talks.hold_back(request, int(asked["id"]))
    return Words(request.say("talks.held-back"), answers=True)


@desk.does("forget")
def forget(request: Request, asked: Asked) -> Reply:
    talks.forget(request, int(asked["id"]))
    return Words(request.say("talks.forgotten"), answers=True)
