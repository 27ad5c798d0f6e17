"""A nudge, and every list of what is owed: one line a follow-up, what can be done in one press."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.kinds import KINDS
from bot.language.catalog import Key, Markup
from bot.matters import followups, reminders
from bot.matters.instead import INSTEAD, hears
from bot.matters.sight import may_see
from bot.who.days import leave_at
from bot.who.request import Request
from handlers.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    link_button,
    more,
    row,
    safe_link,
    section,
)
from handlers.slack.said import distance
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.who.people import Leave, Person

GROUPS = ("overdue", "passed", "today", "soon")
LINES = 10
TO_SIGN = "drafts.duty-sign"


def nudge(
    request: Request, lines: list[list[Any]], *, stands: bool
) -> tuple[str, list[Block]] | None:
    """Follow-ups and why each speaks, as one message; None when nothing is left to say, unless
    the message `stands` already and has to say so.
    """
    found = [(request.session.get_one(FollowUp, one), str(reason)) for one, reason in lines]
    open_ones = [(owed, why) for owed, why in found if not _is_over(request, owed)]
    session, me = request.session, request.me
    left = [(owed, why) for owed, why in open_ones if may_see(session, me, owed.matter)]
    left = [(owed, why) for owed, why in left if why != INSTEAD or _is_for(request, owed)]
    if not left:
        return _all_settled(request) if stands else None
    if len(left) == 1:
        return _one(request, *left[0])
    text, blocks = _many(request, [owed for owed, _ in left])
    return text, [*blocks, *_away(request, [owed for owed, why in left if why == INSTEAD])]


def _is_for(request: Request, owed: FollowUp) -> bool:
    """Does this reader still hear it in place of whoever owes it?"""
    return hears(request.session, owed, request.now, request.calendar) is request.person


def _is_over(request: Request, owed: FollowUp) -> bool:
    """Settled; or done for this time, and to come again."""
    return owed.settled_at is not None or bool(owed.repeats and owed.due_at > request.now)


def _away(request: Request, owed: Sequence[FollowUp]) -> list[Block]:
    """Who is on leave or on a trip, and so hears nothing of it."""
    people = {one.person_id: one.person for one in owed}.values()
    found = [(one, leave_at(request.session, one, request.now)) for one in people]
    return [context(_why(request, who, leave)) for who, leave in found if leave is not None]


def _why(request: Request, who: Person, leave: Leave) -> Markup:
    key = "followups.in-place-of-trip" if leave.trip_id else "followups.in-place-of"
    return request.say(key, who=who.name, last=leave.last)


def _all_settled(request: Request) -> tuple[str, list[Block]]:
    text = request.say("followups.nothing-left")
    return text, [section(text)]


def _one(request: Request, owed: FollowUp, reason: str) -> tuple[str, list[Block]]:
    late = _group(request, owed) == "overdue" and not _only_reminds(owed, reason)
    signal = Markup("🔴" if late else "⏳")
    text = request.say("followups.nudge-one", signal=signal, what=line(request, owed, reason))
    made = presses(request, owed)
    made[1:1] = _open_text(request, owed)
    return text, [section(text), *row(made), *_away(request, [owed] if reason == INSTEAD else [])]


def _many(request: Request, owed: Sequence[FollowUp]) -> tuple[str, list[Block]]:
    """Overdue, reminders, today, soon; the oldest first; ten lines, then how many more."""
    groups = {name: [one for one in owed if _group(request, one) == name] for name in GROUPS}
    counts = [
        request.say(f"followups.count-{name}", n=len(group))
        for name, group in groups.items()
        if group
    ]
    text = request.say("followups.nudge-many", parts=Markup(" · ".join(counts)))
    blocks, left = [section(text)], LINES
    for name, group in groups.items():
        if group and left > 0:
            in_order = sorted(group, key=lambda one: (one.due_at, one.id))
            blocks += [section(request.say(f"followups.group-{name}"))]
            blocks += [_line_block(request, one) for one in in_order[:left]]
            left -= len(in_order)
    return text, [*blocks, *_rest(request, "followups.more", len(owed) - LINES)]


def listed(request: Request, owed: Sequence[FollowUp], most: int) -> list[Block]:
    """A list somebody asked for: a line each, then how many it leaves out."""
    lines = [_line_block(request, one) for one in owed[:most]]
    return [*lines, *_rest(request, "followups.left-out", len(owed) - most)]


def at_home(request: Request, owed: Sequence[FollowUp], most: int) -> list[Block]:
    """A list on Home: a line each, with the likeliest step as its one button; for what is signed
    beside the text and the way back.
    """
    blocks = [block for one in owed[:most] for block in _at_home(request, one)]
    return [*blocks, *_rest(request, "followups.more", len(owed) - most)]


def _at_home(request: Request, owed: FollowUp) -> list[Block]:
    said, made = line(request, owed), presses(request, owed)
    if not _text_to_sign(request, owed):
        return [section(said, made[0])]
    return [section(said), buttons(made[0], *_open_text(request, owed), made[1])]


def _rest(request: Request, key: str, n: int) -> list[Block]:
    return [context(request.say(key, n=n))] if n > 0 else []


def _line_block(request: Request, owed: FollowUp) -> Block:
    options, said = presses(request, owed), line(request, owed)
    if link := _text_to_sign(request, owed):
        said = request.say("followups.line-text", line=said, link=safe_link(link))
    return section(said, more(options, f"more:{owed.id}") if options else None)


def _text_to_sign(request: Request, owed: FollowUp) -> str:
    """The link to what this reader is asked to sign: nobody signs what they cannot read."""
    if owed.duty != TO_SIGN or owed.person_id != request.me.id:
        return ""
    handed_in = request.session.get_one(Draft, owed.matter_id).versions
    return handed_in[-1].link if handed_in else ""


def _open_text(request: Request, owed: FollowUp) -> list[Block]:
    link = _text_to_sign(request, owed)
    made = link_button("drafts:text", request.say("drafts.open-text"), link) if link else None
    return [made] if made else []


def _group(request: Request, owed: FollowUp) -> str:
    if owed.due_at <= request.now:
        return "passed" if reminders.is_to_oneself(owed) else "overdue"
    same_day = request.calendar.today(owed.due_at) == request.calendar.today(request.now)
    return "today" if same_day else "soon"


def line(request: Request, owed: FollowUp, reason: str = "") -> Markup:
    """One follow-up in one line: number, title, what is owed, by when, how far off."""
    say = request.say
    blanks = owed.matter.named | {"title": _title(request, owed), "due": owed.due_at}
    passed = _group(request, owed) == "passed"
    far = say("followups.passed") if passed else distance(request, owed.due_at)
    blanks |= {"distance": far}
    reminds = owed.matter.kind == reminders.KIND
    if owed.person_id != request.me.id:
        blanks |= {"who": owed.person.name, "duty": Key(owed.duty)}
        return say("followups.line-reminder-other" if reminds else "followups.line-other", **blanks)
    if reason == "not-accepted":
        said = say("followups.line-not-accepted", **blanks)
    elif _only_reminds(owed, reason):
        by = "" if owed.asked_by is owed.person else "-by"
        said = say(f"followups.line-now{by}", by=owed.asked_by.name, **blanks)
    elif passed:
        said = say("followups.line-passed", **blanks)
    elif reminds:
        said = say("followups.line-reminder", **blanks)
    else:
        said = say("followups.line", duty=Key(owed.duty), **blanks)
    if owed.snoozed_until and owed.snoozed_until > request.now:
        return say("followups.line-snoozed", line=said, at=owed.snoozed_until)
    return said


def _title(request: Request, owed: FollowUp) -> str:
    """Of what lives inside another with that one's: a part's heading alone says little."""
    lived = KINDS.get(owed.matter.kind)
    if lived is None or lived.listed is None:
        return owed.matter.title
    return lived.listed(request.session.get_one(lived.row, owed.matter_id), owed.item)


def _only_reminds(owed: FollowUp, reason: str) -> bool:
    """A reminder at its moment, or at the one it was put off to, is not late."""
    return owed.matter.kind == reminders.KIND and reason in ("now", "asked")


def presses(request: Request, owed: FollowUp) -> list[Block]:
    """What this reader can do about it in one press; in a channel, nothing."""
    say, kind, matter = request.say, owed.matter.kind, owed.matter_id
    if not request.me.id:
        return []
    why = button("followups:why", say("followups.why"), owed.id)
    shared = kind in followups.SHARED
    others = owed.person_id != request.me.id
    if others and shared:  # who runs it does so on its card
        return [button(f"{kind}:show", say("followups.show"), matter), why]
    if owed.person.is_out or (others and owed.matter.owner.is_out):
        return [*_left_behind(request, owed), button(f"{kind}:show", say("followups.show"), matter)]
    if others and request.me.is_or_stands_for(owed.person_id):  # what they may do is on its card
        return [button(f"{kind}:show", say("followups.show"), matter, "primary"), why]
    if others:
        show = button(f"{kind}:show", say("followups.show"), matter)
        return [button("followups:press", say("followups.press"), matter), show, why]
    back = button("drafts:return", say("drafts.verb-return"), matter)
    made = [
        button(f"{_feature(owed)}:meet", say(f"{owed.duty}-done"), owed.id, "primary"),
        *([back] if owed.duty == TO_SIGN else []),
        button("followups:later", say("followups.later"), owed.id),
        button("followups:tomorrow", say("followups.tomorrow"), owed.id),
    ]
    if (
        owed.matter.owner_id == request.me.id and not shared and _has_date(request, owed.matter)
    ):  # whoever judges it has none of theirs
        more_time = "drafts.verb-reschedule" if kind == reminders.KIND else "followups.extend"
        made.append(button(f"{kind}:extend", say(more_time), matter))
    return [*made, why]


def _has_date(request: Request, matter: Matter) -> bool:
    """Can more time be asked for, or another time set?"""
    if matter.kind not in KINDS:
        return True
    move = KINDS[matter.kind].moves.get("extend")
    return move is not None and not move.comes_late(matter, request.now)


def _feature(owed: FollowUp) -> str:
    """Whose duty it is: the one who knows how it is met."""
    return owed.duty.partition(".")[0]


def _left_behind(request: Request, owed: FollowUp) -> list[Block]:
    """Who has it has left: a reminder is called off, anything else is handed over."""
    matter, me = owed.matter, request.me
    if matter.kind == reminders.KIND:
        said = request.say("followups.verb-cancel")
        ours = reminders.may_call_off(me, owed)
        return [button("followups:cancel", said, matter.id)] if ours else []
    said = request.say("followups.hand-over")
    return [button(f"{matter.kind}:relieve", said, matter.id)] if me.directs else []
