"""Bits at the desk: an assistant says how their part is, somebody says whether it worked."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import moves
from bot.processes import bits, merging
from bot.processes.bits import KIND
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.slack import read
from handlers.slack.blocks import Block, button, short
from handlers.slack.desk import Asked, Reply
from storage.processes.supervision import Bit, BitState, Supervision

PARTS, EFFECTS = (BitState.ASKED, BitState.ANSWERED), (BitState.WONDERED, BitState.SAID)
SAID = 80  # letters of an answer on the card; the thread has all of it


def find(request: Request, asked: Asked) -> Bit:
    """By its number on the matter, by who was asked, or the one that waits for who speaks."""
    matter = read.matter(request, asked, "supervision")
    item = request.session.get_one(Supervision, matter.id)
    if asked.get("item", "").isdigit():
        return next(bit for bit in item.bits if bit.number == int(asked["item"]))
    open_now = [bit for bit in item.bits if bits.waits(bit)]
    if asked.get("person"):
        open_now = [bit for bit in open_now if bit.person_id == asked["person"]]
    mine = [bit for bit in open_now if request.me.is_or_stands_for(bit.person_id)]
    found = mine or open_now
    if not found:
        raise Refused("bits.none", number=matter.number)
    if len(found) > 1 and not mine:
        raise Refused("bits.which", number=matter.number)
    return found[0]


desk = LifeDesk(KIND, find=find)


def answer(request: Request, asked: Asked) -> Reply:
    """How a part is; once that was said, how it is by now."""
    item = request.session.get_one(Supervision, read.matter(request, asked, "supervision").id)
    told = bits.answered(request.me, item)
    open_now = [bit for bit in item.bits if bits.waits(bit)]
    if told and not any(request.me.is_or_stands_for(bit.person_id) for bit in open_now):
        return desk.take(request, told[-1], "again", asked)
    return desk.take(request, find(request, asked), "answer", asked)


def take_back(request: Request, asked: Asked) -> Reply:
    """As usual, but for what a merge added: that goes back with it."""
    merging.check_alone(request, int(asked["id"]))
    return desk.take_back(request, asked)


desk.verbs |= {"answer": answer, "undo": take_back}


# --- on the card of its item ----------------------------------------------------------------------


def lines(request: Request, item: Supervision) -> list[Markup]:
    """Who was asked for what, and who has answered; whether it worked, this time."""
    shown = bits.of(item, *PARTS), bits.of(item, *EFFECTS)
    return [_line(request, bit) for each in shown for bit in each if bit.round == item.round]


def _line(request: Request, bit: Bit) -> Markup:
    words = f"“{short(bit.words, SAID)}”" if bit.words else ""
    answer = Key(f"bits.answer-{bit.answer}") if bit.answer else ""
    names = {"to": bit.person.name, "asks": bit.asks, "due": bit.due_at, "n": bit.days}
    late = bit.state is BitState.ASKED and bit.due_at < request.now
    key = f"bits.line-{'late' if late else bit.state}"
    return request.say(key, **names, said=words, answer=answer)


def first(request: Request, item: Supervision) -> list[Block]:
    """What whoever reads is asked comes before all else."""
    mine = [bit for bit in item.bits if bits.waits(bit) and request.me.id == bit.person_id]
    open_now = moves.open_to(KIND.moves, request.me, mine[0], request.now) if mine else []
    labels = {move.verb: request.say(f"bits.verb-{move.verb}") for move in open_now}
    verbs = [verb for verb in labels if verb != "drop"]
    style = {verbs[0]: "primary"} if verbs else {}
    return [button(f"bits:{verb}", labels[verb], item.id, style.get(verb, "")) for verb in verbs]


def more(request: Request, item: Supervision) -> list[Block]:
    """For who may ask somebody for help, or need it no longer."""
    if item.state not in bits.RUNNING or not bits.asks_for_help(request.me, item):
        return []
    made = [button("bits:add", request.say("bits.verb-add"), item.id)]
    if any(bits.waits(bit) for bit in item.bits):
        made.append(button("bits:drop", request.say("bits.verb-drop"), item.id))
    return made
