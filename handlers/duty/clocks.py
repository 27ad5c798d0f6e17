"""The clocks of incidents at the desk: seen before anything happens, changed by the director."""

from __future__ import annotations

from bot.duty import clocks
from bot.duty.clocks import Clocks
from bot.duty.roster import may_publish
from bot.language.catalog import Key, Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack.blocks import Block, button, section, text_field
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from storage.duty.incidents import Grade


def show(request: Request, asked: Asked) -> Reply:
    """Every grade with its clocks and where they are from; and the ladder, before it is needed."""
    insist(request.me.insider, "insider")
    made: list[Block] = [section(request.say("incidents.clocks-head"))]
    for n, grade in enumerate(Grade):
        change = button("incidents:clocks-edit", request.say("incidents.clocks-change"), n)
        made.append(section(_of(request, grade), change if may_publish(request) else None))
    made.append(section(request.say("incidents.clocks-note")))
    return Words("\n".join(one["text"]["text"] for one in made), made)


def _of(request: Request, grade: Grade) -> str:
    say, its = request.say, clocks.of_grade(request.session, grade)
    said = [say("incidents.clocks-of", grade=Key(f"incidents.grade-{grade}"))]
    said += [say(f"incidents.clock-{name}", n=its[name]) for name in clocks.UPWARD if its[name]]
    if its["followups"]:
        said.append(say("incidents.clock-followups", times=its["followups"]))
    said.append(say("incidents.clock-final", n=clocks.days(its, "final")))
    said.append(say("incidents.clock-ladder", **{one: its[one] for one in clocks.LADDER}))
    return "\n".join([" · ".join(said), say("incidents.from", source=source(request, grade, its))])


def source(request: Request, grade: Grade, its: Clocks) -> Markup | str:
    """Where the clocks are from, in the words of the office where it has its own."""
    return str(its["source"]) or request.say(f"incidents.source-{grade}")


def edit(request: Request, asked: Asked) -> Reply:
    insist(may_publish(request), "director")
    n = int(asked["id"]) if asked.get("id", "").isdigit() else 0
    grade = list(Grade)[n]
    if "source" not in asked:
        return Form(_form(request, n, grade))
    clocks.change(request, grade, asked)
    return Words(_of(request, grade))


def reset(request: Request, asked: Asked) -> Reply:
    """Every grade has the clocks it came with."""
    for grade in Grade:
        clocks.change(request, grade, {})
    return show(request, asked)


def _form(request: Request, n: int, grade: Grade) -> Block:
    say, its = request.say, clocks.of_grade(request.session, grade)
    fields = [
        text_field(one, say(f"incidents.field-{one}"), str(its[one])) for one in clocks.MINUTES
    ]
    days = str(clocks.days(its, "final"))
    fields.append(text_field("final", say("incidents.field-final"), days))
    times = say("incidents.field-followups")
    hint = say("incidents.hint-followups")
    fields.insert(2, text_field("followups", times, its["followups"], hint=hint, optional=True))
    where = text_field(
        "source", say("incidents.field-source"), str(source(request, grade, its)),
        hint=say("incidents.hint-source"),
    )  # fmt: skip
    title = say("incidents.form-clocks", grade=Key(f"incidents.grade-{grade}"))
    return form(
        request, "incidents:clocks-edit", title, say("rules.save"), [*fields, where], {"id": n}
    )
