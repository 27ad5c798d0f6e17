"""Ledgers at the desk: a leader's own, whom they let see it, and their digests."""

from __future__ import annotations

from collections.abc import Sequence

from bot.leaders import ledger
from bot.who.request import Request
from handlers.leaders.digest import digest
from handlers.leaders.lists import DECISIONS, LINES, drawn
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, person_field, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from storage.leaders import ledger as stored
from storage.who.people import Person

desk = Desk("ledger")
desk.draws("digest")(digest)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    leader = ledger.whose(request, read.person(request, asked) or request.person)
    lists, mine = ledger.lists(request, leader), leader is request.person
    key = "ledger.title" if mine else "ledger.title-of"
    title = request.say(key, name=leader.name)
    nothing = request.say("ledger.nothing" if mine else "ledger.nothing-of")
    blocks = drawn(request, lists, DECISIONS, LINES) or [section(nothing)]
    small = [context(_who_sees(request))] if mine else []
    return Words(title, [section(title), *blocks, *small])


def _who_sees(request: Request) -> str:
    seen_by = stored.readers_of(request.session, request.me.id)
    if not seen_by:
        return request.say("ledger.yours-alone")
    return request.say("ledger.shared-by", names=_names(seen_by))


def _names(people: Sequence[Person]) -> list[str]:
    return [one.name for one in people]


@desk.does("share")
def share(request: Request, asked: Asked) -> Reply:
    ledger.whose(request, request.person)
    if read.lacking(request, asked, "person"):
        return Form(_share_form(request))
    to = read.person(request, asked)
    assert to is not None  # `lacking` looked
    ledger.share(request, to)
    said = request.say("ledger.shared", name=to.name)
    return Words(said, [section(said), buttons(_end(request, to))])


def _end(request: Request, to: Person) -> Block:
    return button("ledger:end-share", request.say("ledger.end"), to.slack_id)


def _share_form(request: Request) -> Block:
    say = request.say
    field = person_field("person", say("ledger.field-person"))
    title, submit = say("ledger.share-form"), say("ledger.share-submit")
    return form(request, "ledger:share", title, submit, [field])


@desk.does("end-share")
def end_share(request: Request, asked: Asked) -> Reply:
    named = asked.get("person") or asked.get("id", "")
    to = request.session.get(Person, named) if named else None
    ended = ledger.end_share(request, to)
    return Words(request.say("ledger.ended", names=_names(ended)))


@desk.does("digest-off")
def digest_off(request: Request, asked: Asked) -> Reply:
    ledger.set_digest(request, on=False)
    return Words(request.say("ledger.digest-off"))


@desk.does("digest-on")
def digest_on(request: Request, asked: Asked) -> Reply:
    ledger.set_digest(request, on=True)
    return Words(request.say("ledger.digest-on"))
