"""Special blocks at the desk: shown as what they change, set as one, ended as one."""

from __future__ import annotations

from bot.duty import blocks, roster
from bot.matters.moves import Field
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.publishing import days_in, differences
from handlers.matters.life_form import fields
from handlers.matters.undo import with_undo
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, section, sections
from handlers.slack.desk import Asked, Desk, Form, Reply, Then, Words
from handlers.slack.forms import form
from storage.duty.blocks import Block as Special
from storage.matters.slips import tear

desk = Desk("blocks")
SET = (Field("name", "line"), Field("lines", "text"))


@desk.does("set")
def put(request: Request, asked: Asked) -> Reply:
    """Lines are read and shown as what they change; nothing counts before that was seen."""
    insist(roster.may_publish(request), "director")
    if read.missing(asked, "name", "lines"):
        return Form(_form(request, asked))
    days = days_in(request, asked["lines"])
    found = blocks.preview(request, asked["name"], days)
    if asked.get("sure") == "yes":
        block, entry_id = blocks.put(request, asked["name"], days)
        text = request.say("blocks.set", n=len(found), **_named(block))
        return with_undo(request, text, "blocks", entry_id)
    kept = {"name": asked["name"], "lines": asked["lines"]}
    slip = slips.keep(request, "blocks:set", kept)
    facts = {"name": asked["name"].strip(), "first": min(days), "last": max(days)}
    said = [request.say("blocks.preview", n=len(found), **facts), *differences(request, found)]
    made = [
        button("blocks:sure", request.say("blocks.do-set"), slip.id, "primary"),
        button("blocks:edit", request.say("duty.edit"), slip.id),
    ]
    return Words("\n".join(said), [*sections("\n".join(said)), buttons(*made)])


@desk.does("sure")
def sure(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    kept = dict(slip.asked)
    tear(request.session, slip)
    return Then("blocks:set", kept | {"sure": "yes"})


@desk.does("edit")
def edit(request: Request, asked: Asked) -> Reply:
    return Form(_form(request, slips.find(request, asked).asked))


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """Those to come, each with the way to end it, for whoever may."""
    found = blocks.in_force(request)
    if not found:
        return Words(request.say("blocks.none"))
    lines = [request.say("blocks.line", **_named(one)) for one in found]
    may, label = roster.may_publish(request), request.say("blocks.end")
    ends = [button("blocks:end", label, one.id) if may else None for one in found]
    rows = [section(line, end) for line, end in zip(lines, ends, strict=True)]
    return Words("\n".join(lines), rows)


@desk.does("end")
def end(request: Request, asked: Asked) -> Reply:
    """The one of the button, or that is named; of none, those that there are."""
    insist(roster.may_publish(request), "director")
    number = asked.get("id", "")
    named = [str(one.id) for one in blocks.in_force(request) if one.name == asked.get("name")]
    if not number and len(named) != 1:
        return list_(request, asked)
    block, n = blocks.end(request, int(number or named[0]))
    return Words(request.say("blocks.ended", n=n, **_named(block)))


@desk.does("undo")
def undo(request: Request, asked: Asked) -> Reply:
    block, n = blocks.take_back(request, int(asked["id"]))
    return Words(request.say("blocks.ended", n=n, **_named(block)))


def _named(block: Special) -> dict[str, object]:
    return {"name": block.name, "first": block.first, "last": block.last}


def _form(request: Request, asked: Asked) -> Block:
    made = fields(request, "blocks:set", SET, asked)
    title, submit = request.say("blocks.form-set"), request.say("duty.see")
    return form(request, "blocks:set", title, submit, made)
