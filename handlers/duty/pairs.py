"""A/B posts at the desk: who stands for whom, said, shown and taken back."""

from __future__ import annotations

from bot.duty import pairs
from bot.matters.moves import Field
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import fields
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section, sections
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from storage.who import pairs as stored

desk = Desk("pairs")
JOIN = (Field("people", "people"),)


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    say = request.say
    found = [one for one in stored.pairs(request.session) if not one.a.is_out and not one.b.is_out]
    lines = [say("pairs.pair", one=one.a.name, other=one.b.name) for one in found]
    text = "\n".join([say("pairs.title"), *lines]) if lines else say("pairs.none")
    more = [button("pairs:join", say("pairs.form-join"))] if request.me.directs else []
    return Words(text, [*sections(text), *([buttons(*more)] if more else [])])


@desk.does("join")
def join(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    if read.missing(asked, "people"):
        return Form(_form(request, "join", asked))
    two = read.people(request, asked, "people")
    return _told(request, "pairs.joined", asked, pairs.join(request, two))


@desk.does("part")
def part(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    if read.missing(asked, "people"):
        return Form(_form(request, "part", asked))
    two = read.people(request, asked, "people")
    return _told(request, "pairs.parted", asked, pairs.part(request, two))


@desk.does("undo")
def undo(request: Request, asked: Asked) -> Reply:
    pairs.take_back(request, int(asked["id"]))
    return Words(request.say("pairs.undone"))


def _told(request: Request, key: str, asked: Asked, entry_id: int) -> Reply:
    one, other = read.people(request, asked, "people")
    text = request.say(key, one=one.name, other=other.name)
    back = button("pairs:undo", request.say("undo.button"), entry_id)
    return Words(text, [section(text), buttons(back)])


def _form(request: Request, verb: str, asked: Asked) -> Block:
    """`verb`: they are of one post, or no longer."""
    say, what = request.say, f"pairs:{verb}"
    joins = verb == "join"
    title = say("pairs.form-join") if joins else say("pairs.form-part")
    submit = say("pairs.submit-join") if joins else say("pairs.submit-part")
    return form(request, what, title, submit, fields(request, what, JOIN, asked))
