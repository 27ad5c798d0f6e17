"""Swaps at the desk: which shift is meant is read from the days that are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.duty import relief, swaps
from bot.duty.relief import said
from bot.duty.swaps import KIND, OFFERS
from bot.language.catalog import Markup
from bot.language.dates import read_days
from bot.language.refusals import Refused
from bot.matters import moves
from bot.matters.moves import Move
from bot.who.lookups import colleague
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import Face, LifeDesk, last_words, told
from handlers.matters.undo import undone
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from storage.duty import roster as stored
from storage.duty.roster import Shift
from storage.duty.swaps import Swap, SwapState

ALL = "all"  # whoever is free is asked


def lines(request: Request, swap: Swap) -> list[Markup]:
    back = [request.say("swaps.card-back", shift=said(request, swap.back))] if swap.back else []
    open_to_several = swap.state is SwapState.ASKED and len(swap.waits_for) > 1
    first = [request.say("swaps.first-come")] if open_to_several else []
    facts = {"taker": swaps.taker(swap).name, "giver": swap.giver.name}
    offered = [request.say("swaps.offered", **facts)] if swap.is_offer else []
    return [*offered, *first, *back, *last_words(request, swap.words)]


def choices(request: Request, swap: Swap, move: Move[Swap]) -> list[Block]:
    """Of an offer, whoever has the shift says yes to another taking it."""
    if move.verb != "accept" or not swap.is_offer:
        return []
    return [button("swaps:accept", request.say("swaps.confirm"), swap.id, "primary")]


def ask(request: Request, asked: Asked) -> Reply:
    """The day one gives away is said first; the day in return is the other's."""
    insist(request.me.insider, "insider")
    whose = "" if request.me.directs else request.me.id
    if not stored.to_come(request.session, request.now, whose):
        raise Refused("swaps.none-to-give")
    asked = asked | _of_day(request, asked, "first", "shift", request.me.id)
    if asked.get("first", "").strip() and not asked.get("shift") and not request.me.directs:
        raise Refused("swaps.no-duty-that-day", words=_said(asked, "first"))
    if asked.get("person"):
        to = colleague(request, asked["person"])
        back = _of_day(request, asked, "last", "back", to.slack_id)
        if asked.get("last", "").strip() and not (back or asked.get("back")):
            raise Refused("swaps.no-duty-of-theirs", name=to.name, words=_said(asked, "last"))
        asked = asked | {"people": to.slack_id} | back
    named = bool(asked.get("people")) or ALL in asked or request.surface == "form"
    if read.lacking(request, asked, "shift") or not named:
        return Form(desk.form(request, KIND.opening, asked))
    swap = swaps.ask(request, told(request, KIND.opening, asked))
    return Words(*desk.card(request, swap.matter), shown=True)


def call(request: Request, asked: Asked) -> Reply:
    """All who are free and rested are asked; the first has it."""
    return ask(request, asked | {ALL: "yes"})


def offer(request: Request, asked: Asked) -> Reply:
    """Whose shift, and which, is said; else the form asks."""
    moves.check_opening(OFFERS.opening, request.me, None)
    if asked.get("person") and not asked.get("shift"):
        whose = colleague(request, asked["person"])
        found = _shifts_of(request, whose.slack_id, asked, "first")
        if not found:
            raise Refused("swaps.whose-duty", name=whose.name)
        asked = asked | {"shift": str(found[0].id)}
    if not asked.get("shift") and not relief.theirs(request, None):
        raise Refused("swaps.no-shift", field="shift")
    if read.lacking(request, asked, "shift"):
        return Form(desk.form(request, OFFERS.opening, asked))
    swap = swaps.offer(request, told(request, OFFERS.opening, asked))
    return Words(*desk.card(request, swap.matter), shown=True)


def _shifts_of(request: Request, whose: str, asked: Asked, field: str) -> Sequence[Shift]:
    """Of somebody, on the days that are named; of none, the one they have now or next."""
    on = [one for one in stored.running(request.session, request.now) if one.person_id == whose]
    coming = [*on, *stored.to_come(request.session, request.now, whose)]
    words = asked.get(field, "").strip()
    if not words:
        return coming
    if chosen := read.picked(words):
        return [one for one in coming if one.day == chosen]
    read.insist_on_one_week(request, asked, field)
    try:
        first, last = read_days(words, request.now, request.calendar)
    except Refused:
        return []
    return [one for one in coming if first <= one.day <= last]


def _said(asked: Asked, field: str) -> date | str:
    """A day that was chosen is said as all days are."""
    return read.picked(asked[field]) or asked[field].strip()


def _of_day(request: Request, asked: Asked, day: str, name: str, whose: str) -> Asked:
    """The shift of that person on the day that is named; of none, the form asks."""
    if not asked.get(day, "").strip() or asked.get(name):
        return {}
    found = [one for one in _shifts_of(request, whose, asked, day) if one.begins_at > request.now]
    return {name: str(found[0].id)} if len(found) == 1 else {}


def answers(verb: str) -> Handler:
    def answer(request: Request, asked: Asked) -> Reply:
        swap = desk.item(request, asked)
        move = moves.check(KIND.moves, request.me, swap, verb, request.now)
        said_so = swaps.answer(request, swap, verb, told(request, move, asked))
        return desk.done(request, swap.matter, said_so, pressed=True)

    return answer


def undo(request: Request, asked: Asked) -> Reply:
    return undone(request, swaps.undo(request, int(asked["id"])).matter)


def give_back(request: Request, asked: Asked) -> Reply:
    """Whoever was relieved offers to take a shift of whoever relieved them."""
    swap = request.session.get(Swap, int(asked["id"]))
    if swap is None or swap.giver_id != request.me.id:
        raise Refused("office.old-button")
    shift = relief.to_give_back(request, swap)
    if shift is None:
        raise Refused("swaps.no-longer")
    back = swaps.offer(request, {"shift": str(shift.id), "returns": swap.id})
    return Words(*desk.card(request, back.matter), shown=True)


desk = LifeDesk(
    KIND,
    Face(lines, choices=choices),
    ask=ask,
    call=call,
    offer=offer,
    undo=undo,
    **{verb: answers(verb) for verb in ("accept", "decline", "approve", "refuse")},
)
desk.does("give-back")(give_back)


@desk.draws("return")
def returned(request: Request, swap: int) -> tuple[str, list[Block]] | None:
    """A shift in return (还班) is proposed to whoever was relieved."""
    found = request.session.get(Swap, swap)
    shift = relief.to_give_back(request, found) if found else None
    if found is None or shift is None:
        return None
    facts = {"taker": swaps.taker(found).name, "day": found.shift.day}
    text = request.say("swaps.return", back=said(request, shift), **facts)
    made = button("swaps:give-back", request.say("swaps.give-back"), found.id)
    return text, [section(text), buttons(made)]
