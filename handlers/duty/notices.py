"""Duty in the office's channel and its user group: their settings, and how they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.duty import notices, roster
from bot.duty.roster import ONE_DAY
from bot.language.catalog import Key, Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty import tables
from handlers.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    radio_field,
    section,
    text_field,
)
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from storage.duty import notices as stored
from storage.duty import roster as shifts
from storage.duty.roster import Shift, Tier
from storage.office.settings import settings as of_office

desk = Desk("notices")

# What Slack says, and what to do about it.
SCOPE, PLAN = ("missing_scope",), ("paid_teams_only", "plan_upgrade_required")
RIGHT = ("permission_denied", "restricted_action", "not_allowed_token_type")
NONE = ("no_such_subteam", "subteam_not_found", "invalid_usergroup")
ADVICE = {
    **dict.fromkeys(SCOPE, "notices.trouble-scope"),
    **dict.fromkeys(PLAN, "notices.trouble-plan"),
    **dict.fromkeys(RIGHT, "notices.trouble-right"),
    **dict.fromkeys(NONE, "notices.trouble-none"),
}


@desk.does("settings")
def settings(request: Request, asked: Asked) -> Reply:
    insist(roster.may_publish(request), "director")
    if "eve_at" not in asked:
        return Form(_form(request))
    notices.change(
        request,
        eve=(asked.get("eve") == "on", asked["eve_at"]),
        week=(asked.get("week") == "on", asked.get("week_at", "")),
        lead=asked.get("lead_group", ""),
        officer=asked.get("officer_group", ""),
    )
    there = of_office(request.session).channel
    return Words(request.say("notices.saved" if there else "notices.saved-silent"))


def _form(request: Request) -> Block:
    say, kept = request.say, stored.settings(request.session)
    switch = {"on": say("notices.on"), "off": say("notices.off")}
    hint, example = say("notices.group-hint"), "S0123ABCD"
    fields = [
        radio_field("eve", say("notices.field-eve"), switch, "on" if kept.eve_on else "off"),
        text_field("eve_at", say("notices.field-eve-at"), kept.eve_at, example="16:00"),
        radio_field("week", say("notices.field-week"), switch, "on" if kept.week_on else "off"),
        text_field("week_at", say("notices.field-week-at"), kept.week_at, example="08:30"),
        text_field(
            "lead_group", say("notices.field-lead"), kept.lead_group, example=example,
            optional=True,
        ),
        text_field(
            "officer_group", say("notices.field-officer"), kept.officer_group, example=example,
            hint=hint, optional=True,
        ),
    ]  # fmt: skip
    return form(request, "notices:settings", say("notices.title"), say("office.save"), fields)


# --- in the channel -------------------------------------------------------------------------------


@desk.draws("eve")
def eve(request: Request, first: str, last: str) -> tuple[str, list[Block]] | None:
    """Tomorrow's duty, as it is now: nobody is called."""
    day = date.fromisoformat(first)
    found = shifts.between(request.session, day, day)
    if not found:
        return None
    names = [_holder(request, tier, found) for tier in _tiers(request, day, found)]
    text = request.say("notices.eve", at=found[0].begins_at, names=Markup(" · ".join(names)))
    return text, [section(text)]


@desk.draws("week")
def week(request: Request, first: str, last: str) -> tuple[str, list[Block]] | None:
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    found = shifts.between(request.session, begins, ends)
    if not found:
        return None
    each = [begins + n * ONE_DAY for n in range((ends - begins).days + 1)]
    head = request.say("notices.week", first=begins, last=ends)
    lines = []
    for day in each:
        on = [one for one in found if one.day == day]
        there = (_holder(request, tier, on) for tier in _tiers(request, day, on))
        names = Markup(" · ".join(there))
        lines.append(request.say("notices.line", day=day, names=names))
    now = _now_and_next(request, found)
    text = "\n".join([head, *lines, *now])
    below = [context("\n".join(now))] if now else []
    return text, [section(head), tables.grid(request, each, found), *below]


def _now_and_next(request: Request, week: Sequence[Shift]) -> list[Markup]:
    """Who is on as it is read, and who comes next (anchors A1, 23)."""
    said = []
    if on := shifts.running(request.session, request.now):
        names = Markup(" · ".join(_holder(request, one.tier, on) for one in on))
        said.append(request.say("notices.now", names=names, until=max(one.ends_at for one in on)))
    coming = [one for one in week if one.begins_at > request.now]
    if next_ := [one for one in coming if one.begins_at == coming[0].begins_at]:
        names = Markup(" · ".join(_holder(request, one.tier, next_) for one in next_))
        said.append(request.say("duty.next", at=next_[0].begins_at, names=names))
    return said


def _tiers(request: Request, day: date, on: Sequence[Shift]) -> list[Tier]:
    """Those that somebody has that day, or has to have."""
    there = {*roster.wanted(request.session, request.calendar, day), *(one.tier for one in on)}
    return [tier for tier in Tier if tier in there]


def _holder(request: Request, tier: Tier, on: Sequence[Shift]) -> Markup:
    there = [one for one in on if one.tier is tier and not one.person.is_out]
    key = "duty.holder" if there else "duty.gap"
    name = there[0].person.name if there else ""
    return request.say(key, tier=Key(f"duty.tier-{tier}"), name=name)


# --- the group ------------------------------------------------------------------------------------


@desk.draws("group")
def group(request: Request, which: str) -> list[str]:
    return notices.members(request.session, which)


@desk.draws("followed")
def followed(session: Session, which: str) -> None:
    notices.followed(session, which)


@desk.draws("refused")
def refused(session: Session, which: str, error: str, now: datetime) -> None:
    notices.refused(session, which, error, now)


@desk.draws("trouble")
def trouble(request: Request, group: str, error: str) -> tuple[str, list[Block]]:
    advice = request.say(ADVICE.get(error, "notices.trouble-other"), group=group, error=error)
    text = request.say("notices.trouble", group=group, advice=advice)
    return text, [
        section(text),
        buttons(button("notices:settings", request.say("notices.open"))),
    ]
