"""Relief at the desk: what falls due meanwhile is listed, each with what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life, moves
from bot.matters.sight import may_see
from bot.research import following, relief
from bot.research.relief import CHOICES, KIND, POSTPONE
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.matters.life_form import fields
from handlers.matters.undo import undone
from handlers.slack import read
from handlers.slack.blocks import Block, button, radio_field, row, section, sections
from handlers.slack.desk import NOTHING, Asked, Form, Reply, Words
from handlers.slack.forms import form
from storage.duty import roster
from storage.matters.followups import FollowUp
from storage.research.relief import Relief, ReliefState
from storage.research.trips import Trip

MOST = 20  # follow-ups in one form
Drawn = tuple[str, list[Block]]


def find(request: Request, asked: Asked) -> Relief:
    """By the id of a form or a button; by the trip: one's own, or the one that waits for whoever
    asks.
    """
    if number := asked.get("relief") or (asked.get("id", "") if "number" not in asked else ""):
        found = request.session.get(Relief, int(number))
        if found is None or not may_see(request.session, request.me, found.matter):
            raise Refused("matters.gone")
        return found
    trip = request.session.get_one(Trip, read.matter(request, asked, "trips").id)
    return _of_trip(request, trip, asked.get("item", ""))


def _of_trip(request: Request, trip: Trip, item: str) -> Relief:
    each: list[Relief] = trip.reliefs
    asked_for = [one for one in each if str(one.number) == item]
    mine = [one for one in each if one.person is request.person]
    waiting = [one for one in each if relief.head(one) is request.person]
    waiting.sort(key=lambda one: one.state is not ReliefState.PROPOSED)
    if found := next(iter([*asked_for, *mine, *waiting, *each]), None):
        return found
    if trip.line:
        raise Refused("relief.none", number=trip.matter.number, who=request.person.name)
    raise Refused("relief.not-sent", number=trip.matter.number)


# --- steps ----------------------------------------------------------------------------------------


def choose(request: Request, asked: Asked) -> Reply:
    """What becomes of each, in a form; what whoever fills it in may not see stays as it is."""
    found = desk.item(request, asked)
    moves.check(KIND.moves, request.me, found, "choose")
    if request.surface != "form":
        return Form(_form(request, found))
    lines = {
        number: asked.get(f"line-{number}", choice)
        for number, choice in found.lines.items()
        if asked.get(f"line-{number}", choice) in CHOICES
    }
    told = {"lines": lines, "person": read.person(request, asked), "due": _until(request, asked)}
    said = life.take(request, KIND, found, "choose", told)
    following.keep_up(request, found.trip)
    following.show_relief(request, found)
    return desk.done(request, found.matter, said)


def _until(request: Request, asked: Asked) -> object:
    if not asked.get("due", "").strip():
        raise Refused("office.empty", field="due")
    return read.due(request, asked)


def agree(request: Request, asked: Asked) -> Reply:
    found = desk.item(request, asked)
    reply = desk.take(request, found, "agree", asked)
    following.keep_up(request, found.trip)
    return with_left(request, found.trip, reply)


def take_back(request: Request, asked: Asked) -> Reply:
    found = life.take_back(request, KIND, int(asked["id"]))
    following.keep_up(request, found.trip)
    return undone(request, found.matter)


def of_trip(request: Request, asked: Asked) -> Reply:
    """From the card of the trip: one's own, or the one that waits for whoever presses."""
    trip = request.session.get_one(Trip, read.matter(request, asked, "trips").id)
    found = _of_trip(request, trip, "")
    drawn = asked_for(request, found.id)
    return Words(*drawn) if drawn else NOTHING


desk = LifeDesk(KIND, find=find, propose=choose, choose=choose, agree=agree, undo=take_back)
desk.verbs["of-trip"] = of_trip


def _form(request: Request, found: Relief) -> Block:
    say = request.say
    each = relief.followups_of(request, found)[:MOST]
    made = [_line_field(request, found, one, choice) for one, choice in each]
    until = f"{found.until.astimezone(request.calendar.tz):%Y-%m-%d %H:%M}"
    now = {"person": found.stand_in_id or "", "due": until}
    made += fields(request, "relief:choose", relief.LINES[1:], now)
    title, submit = say("relief.form-choose", who=found.person.name), say("relief.submit-choose")
    return form(request, "relief:choose", title, submit, made, {"relief": found.id})


def _line_field(request: Request, found: Relief, one: FollowUp, choice: str) -> Block:
    label = request.say("relief.label", **relief.said_of(one))
    can = {each: request.say(f"relief.choice-{each}") for each in relief.open_to(found.trip, one)}
    return radio_field(f"line-{one.id}", label, can, choice)


def with_left(request: Request, trip: Trip, reply: Reply) -> Reply:
    """And whose work nobody has agreed to yet: it falls due meanwhile, as if nobody went."""
    left = [one for one in trip.reliefs if KIND.is_live(one) and one.lines]
    left = [one for one in left if one.state is ReliefState.PROPOSED]
    if not left or not isinstance(reply, Words):
        return reply
    blocks = [*(reply.blocks or [section(reply.text)]), *(_left(request, one) for one in left)]
    return replace(reply, blocks=blocks, shown=False)


def _left(request: Request, one: Relief) -> Block:
    names = {"who": one.person.name, "head": relief.head(one).name}
    if not relief.agrees(request.me, one):
        return section(request.say("relief.left", **names))
    label = request.say("relief.agree-too", who=one.person.name)
    return section(
        request.say("relief.left-to-you", **names), button("relief:agree", label, one.id)
    )


# --- what is said of it ---------------------------------------------------------------------------


@desk.draws("asked")
def asked_for(request: Request, relief_id: int) -> Drawn | None:
    """To whoever goes, and to whoever agrees."""
    found = request.session.get(Relief, relief_id)
    if found is None or not may_see(request.session, request.me, found.matter):
        return None
    say, each = request.say, relief.followups_of(request, found)
    text = say("relief.asked", **found.matter.named, who=found.person.name)
    lines = [text, *(_line(request, one, choice) for one, choice in each)]
    if found.count(POSTPONE):
        lines.append(say("relief.until", until=found.until))
    if found.stand_in is not None:
        lines.append(say("relief.to", stand_in=found.stand_in.name))
    made = [
        button(f"relief:{one.verb}", say(f"relief.verb-{one.verb}"), found.id, _style(one.verb))
        for one in reversed(moves.open_to(KIND.moves, request.me, found))
    ]
    return text, [*sections("\n".join(lines)), *row(made + _swaps(request, found))]


def _style(verb: str) -> str:
    return "primary" if verb == "agree" else ""


def _line(request: Request, one: FollowUp, choice: str) -> Markup:
    said = Key(f"relief.choice-{choice}")
    return request.say("relief.line", **relief.said_of(one), choice=said)


def _swaps(request: Request, found: Relief) -> list[Block]:
    """Duty of one's own in that time may be somebody else's."""
    if found.person is not request.person:
        return []
    first, last, _ = following.days_of(request, found.trip)
    coming = roster.to_come(request.session, request.now, request.me.id)
    return [
        button("duty:give-away", request.say("relief.give-away", day=one.day), one.id)
        for one in coming
        if first <= one.day <= last
    ][:2]


def lines_of(request: Request, trip: Trip) -> list[Markup]:
    """On the card of the trip: how many of each, and whether that is agreed."""
    live = [one for one in trip.reliefs if KIND.is_live(one) and one.lines]
    each = [_counted(request, one) for one in live if one.state is not ReliefState.OVER]
    return [one for one in each if one]


def _counted(request: Request, one: Relief) -> Markup | None:
    facts = KIND.facts(one)
    comma = "，" if request.catalog.lang_of(request.person) == "zh" else ", "
    counts = [
        request.say(f"relief.count-{choice}", **{**facts, "n": n})
        for choice in CHOICES
        if (n := one.stands(choice))
    ]
    if not counts:
        return None
    state = request.say(f"relief.state-{one.state}", head=facts["head"])
    said = Markup(comma.join(counts))
    return request.say("relief.card", who=one.person.name, counts=said, state=state)
