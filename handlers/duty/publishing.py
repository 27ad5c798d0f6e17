"""Publishing a roster at the desk: what it changes is shown before it counts, and can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.duty import doubts, lines, planning, reach, roster
from bot.duty.filling import Why
from bot.duty.roster import Change
from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.roster import desk, tier_of
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, section, sections, text_field
from handlers.slack.desk import Asked, Form, Reply, Then, Words
from handlers.slack.forms import form
from storage.duty import blocks
from storage.duty.roster import Tier
from storage.matters.slips import tear

FEW = 3  # doubts of one sort that each stand on their line


@desk.does("publish")
def publish(request: Request, asked: Asked) -> Reply:
    """Lines are read and shown as what they change; nothing counts before that was seen."""
    insist(roster.may_publish(request), "director")
    if read.missing(asked, "lines"):
        return Form(publishing_form(request, asked.get("lines", "")))
    read_in = days_in(request, asked["lines"])
    if asked.get("sure") != "yes":
        return preview(request, read_in, asked["lines"])
    found, entry_id = roster.publish(request, read_in)
    text = request.say("duty.published", n=len(found))
    back = button("duty:undo", request.say("undo.button"), entry_id)
    return Words(text, [section(text), buttons(back)])


def days_in(request: Request, text: str) -> lines.Days:
    """Raises Refused, with each line that cannot be read and why."""
    found, problems = lines.read(request, text)
    if problems:
        why = [request.say(f"duty.line-{one.key}", n=one.n, line=one.line) for one in problems[:10]]
        if len(problems) > len(why):
            why.append(request.say("duty.line-more", n=len(problems) - len(why)))
        raise Refused("duty.bad-lines", field="lines", why=Markup("\n".join(why)))
    return found


@desk.does("undo")
def undo(request: Request, asked: Asked) -> Reply:
    return Words(request.say("duty.unpublished", n=roster.take_back(request, int(asked["id"]))))


def preview(
    request: Request, said_days: lines.Days, text: str, more: Sequence[Markup] = ()
) -> Reply:
    """Who gains and who loses which day, with a button to publish it and one to change it."""
    found = roster.changes(request, said_days)
    if not found and not more:
        return Words(request.say("duty.nothing-new"))
    slip = slips.keep(request, "duty:publish", {"lines": text})
    said = [request.say("duty.preview", n=len(found)), *differences(request, found), *more]
    said += _in_blocks(request, {one.day for one in found})
    said += _not_reached(request, found)
    made = [button("duty:sure", request.say("duty.publish"), slip.id, "primary")] if found else []
    made.append(button("duty:edit", request.say("duty.edit"), slip.id))
    return Words("\n".join(said), [*sections("\n".join(said)), buttons(*made)])


def _in_blocks(request: Request, days: Collection[date]) -> list[Markup]:
    """Days that a special block has: what is published now goes before it."""
    known = blocks.blocks(request.session, min(days), max(days)) if days else ()
    found = [(day, one.name) for day in sorted(days) for one in known if one.holds(day)]
    return [request.say("duty.in-block", day=day, name=name) for day, name in found]


def _not_reached(request: Request, found: Iterable[Change]) -> list[Markup]:
    """Who is to be on duty and cannot be reached, before anybody relies on them."""
    new = {one.now.slack_id: one.now for one in found}.values()
    why = [(one, reach.why_not(request.session, one)) for one in new]
    said = [request.say("duty.not-reached", name=one.name, why=key) for one, key in why if key]
    mute = " · ".join(one.name for one in new if not one.phone)
    return said + ([request.say("duty.without-phone", names=mute)] if mute else [])


def differences(request: Request, found: Iterable[Change]) -> list[Markup]:
    """A line a day, all of them: nobody publishes what they have not seen. What stands against
    many of them alike is said once, below.
    """
    found, said = list(found), []
    why = doubts.of_changes(request, found)
    often = [one for one, n in Counter(why.values()).items() if n > FEW]
    beside = {slot: one for slot, one in why.items() if one not in often}
    for day, of in groupby(found, key=lambda one: one.day):
        each = [_difference(request, one, beside.get((one.day, one.tier))) for one in of]
        said.append(request.say("duty.new", day=day, names=Markup(" · ".join(each))))
    alike = ([one for one in found if why.get((one.day, one.tier)) is of] for of in often)
    return said + [_often(request, of, those) for of, those in zip(often, alike, strict=True)]


def _often(request: Request, why: Why, those: Sequence[Change]) -> Markup:
    """How many, and the first few of them."""
    first = [request.say("duty.one-of", day=one.day, name=one.now.name) for one in those[:FEW]]
    said = {"n": len(those), "why": Key(f"duty.because-{why}")}
    return request.say("duty.doubt-often", some=Markup(" · ".join(first)), **said)


def _difference(request: Request, one: Change, why: Why | None) -> Markup:
    was = one.was.name if one.was else ""
    key = "duty.was" if one.was else "duty.holder"
    said = request.say(key, tier=tier_of(one.tier), name=one.now.name, was=was)
    strange = one.tier is Tier.LEAD and one.now.role not in planning.LEADS
    if why is not None:
        return request.say("duty.doubt", shift=said, why=Key(f"duty.because-{why}"))
    return Markup(f"⚠ {said}") if strange else said


@desk.does("sure")
def sure(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    kept = dict(slip.asked)
    tear(request.session, slip)
    return Then("duty:publish", kept | {"sure": "yes"})


@desk.does("edit")
def edit(request: Request, asked: Asked) -> Reply:
    return Form(publishing_form(request, slips.find(request, asked).asked["lines"]))


def publishing_form(request: Request, text: str) -> Block:
    say = request.say
    field = text_field(
        "lines", say("duty.field-lines"), text, example=say("duty.example-lines"),
        hint=say("duty.hint-lines"), long=True,
    )  # fmt: skip
    return form(request, "duty:publish", say("duty.form-publish"), say("duty.see"), [field], {})
