"""What duty says by itself: whose days have changed, who is on soon, what was not taken over."""

from __future__ import annotations

from datetime import date

from bot.language.catalog import Key, Markup
from bot.who.request import Request
from handlers.duty.roster import desk, phone_of, tier_of
from handlers.slack.blocks import Block, button, buttons, section, sections
from storage.duty import roster as stored
from storage.duty.roster import Shift
from storage.who.people import Person


@desk.draws("changed")
def changed(request: Request, lines: list[list[str | int]]) -> tuple[str, list[Block]]:
    """What days of theirs are new, and which are somebody else's now."""
    text = "\n".join([request.say("duty.changed"), *(_change(request, *one) for one in lines)])
    return text, sections(text)


def _change(
    request: Request, day: str | int, tier: str | int, gains: str | int, other: str | int = ""
) -> Markup:
    """One day, who had it and who has it now; letters of before 0031 do not say the other."""
    found = request.session.get(Person, other) if other else None
    key = "duty.you-gain" if gains else "duty.you-lose"
    said = {"day": date.fromisoformat(str(day)), "tier": Key(f"duty.tier-{tier}")}
    if found is None:
        return request.say(key, **said)
    return request.say(f"{key}-to" if not gains else f"{key}-from", name=found.name, **said)


def _shift(request: Request, number: int) -> Shift | None:
    return request.session.get(Shift, number)


@desk.draws("ahead")
def ahead(request: Request, shift: int) -> tuple[str, list[Block]] | None:
    """Early enough to plan around it, or to ask somebody for it."""
    found = _shift(request, shift)
    if found is None or found.person is not request.person:
        return None
    said = {"at": found.begins_at, "until": found.ends_at}
    text = request.say("duty.ahead", tier=tier_of(found.tier), **said)
    return text, [section(text), buttons(button("swaps:ask", request.say("swaps.start")))]


@desk.draws("soon")
def soon(request: Request, shift: int) -> tuple[str, list[Block]] | None:
    found = _shift(request, shift)
    if found is None or found.person is not request.person:
        return None
    others = [
        one for one in stored.between(request.session, found.day, found.day) if one is not found
    ]
    beside = Markup(" · ".join(_with(request, one) for one in others))
    key = "duty.soon-with" if others else "duty.soon"
    text = request.say(
        key, tier=tier_of(found.tier), at=found.begins_at, until=found.ends_at, others=beside
    )
    return text, [
        section(text),
        buttons(button("duty:take-over", request.say("duty.take-over"), shift, "primary")),
    ]


def _with(request: Request, shift: Shift) -> Markup:
    name, number = shift.person.name, phone_of(request, shift.person)
    return request.say("duty.beside", tier=tier_of(shift.tier), name=name, phone=number)


@desk.draws("retimed")
def retimed(request: Request, shift: int) -> tuple[str, list[Block]] | None:
    """The calendar is another, and so are the hours of a duty."""
    found = _shift(request, shift)
    if found is None or found.person is not request.person:
        return None
    said = {"day": found.day, "at": found.begins_at, "until": found.ends_at}
    text = request.say("duty.retimed", tier=tier_of(found.tier), **said)
    return text, sections(text)


@desk.draws("late")
def late(request: Request, shift: int) -> tuple[str, list[Block]] | None:
    found = _shift(request, shift)
    if found is None or found.taken_over_at is not None:
        return None
    before = stored.before_it(request.session, found)
    said = {
        "tier": tier_of(found.tier),
        "name": found.person.name,
        "phone": phone_of(request, found.person),
    }
    key = "duty.late-old" if before else "duty.late"
    text = request.say(key, old=before.person.name if before else "", **said)
    return text, sections(text)


@desk.draws("gap")
def gap(request: Request, day: str, tiers: list[str]) -> tuple[str, list[Block]]:
    names = Markup(" · ".join(request.say(f"duty.tier-{tier}") for tier in tiers))
    text = request.say("duty.gap-tomorrow", day=date.fromisoformat(day), tiers=names)
    return text, [section(text), buttons(button("duty:publish", request.say("duty.fill"), "-"))]
