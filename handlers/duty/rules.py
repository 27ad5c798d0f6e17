"""The rules of duty at the desk: one form, for the director."""

from __future__ import annotations

from bot.duty import rules
from bot.duty.roster import may_publish
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack.blocks import Block, button, buttons, radio_field, section, text_field
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from storage.duty.rules import Approval
from storage.duty.rules import rules as kept_rules

desk = Desk("rules")


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    """What the office has settled; who may is given the way to change it."""
    insist(request.me.insider, "insider")
    text = _said(request)
    change = [button("rules:change", request.say("rules.edit"))]
    clocks = button("incidents:clocks", request.say("rules.clocks"))
    hours = button("tiers:show", request.say("rules.tiers"))
    made = [*(change if may_publish(request) else []), hours, clocks]
    return Words(text, [section(text), buttons(*made)])


@desk.does("change")
def change(request: Request, asked: Asked) -> Reply:
    insist(may_publish(request), "director")
    if asked.get("approval") not in (*Approval,):
        return Form(_form(request))
    rules.change(
        request,
        approval=Approval(asked["approval"]),
        upward=asked.get("upward", ""),
        passes_on=asked.get("passes_on") == "yes",
        tells=asked.get("tells") == "yes",
    )
    return Words(_said(request))


def _said(request: Request) -> str:
    say, kept = request.say, kept_rules(request.session)
    upward = say("rules.upward-is", upward=kept.upward) if kept.upward else say("rules.upward-none")
    passes = say("rules.passes-on-yes" if kept.passes_on else "rules.passes-on-no")
    tells = say("rules.tells-yes" if kept.tells else "rules.tells-no")
    lines = [say("rules.now"), say(f"rules.approval-{kept.approval}"), upward, passes, tells]
    return "\n".join(lines)


def _form(request: Request) -> Block:
    say, kept = request.say, kept_rules(request.session)
    approvals = {one.value: say(f"rules.approval-{one}") for one in Approval}
    passes = {one: say(f"rules.passes-on-{one}") for one in ("yes", "no")}
    tells = {one: say(f"rules.tells-{one}") for one in ("yes", "no")}
    fields = [
        radio_field("approval", say("rules.field-approval"), approvals, kept.approval.value),
        text_field(
            "upward", say("rules.field-upward"), kept.upward, hint=say("rules.hint-upward"),
            optional=True,
        ),
        radio_field(
            "passes_on", say("rules.field-passes-on"), passes, "yes" if kept.passes_on else "no"
        ),
        radio_field("tells", say("rules.field-tells"), tells, "yes" if kept.tells else "no"),
    ]  # fmt: skip
    return form(request, "rules:change", say("rules.form"), say("rules.save"), fields)
