"""A decision as its reader sees it: what is asked, the options, one button for each."""

from __future__ import annotations

from bot import decisions_life as life
from bot import moves
from bot.catalog import Key, Markup
from bot.decisions import named
from bot.people import may_see
from bot.request import Request
from handlers.blocks import Block, button, row, section, short
from handlers.drafts_card import distance
from handlers.undo import undo_button
from storage.decisions import Decision
from storage.decisions import DecisionState as State
from storage.matters import Matter, Visibility

WORDS = 300  # characters of what was said last; the thread has all of it
OTHERS = ("return", "delegate", "again", "withdraw")


def card(request: Request, matter: Matter) -> tuple[str, list[Block]]:
    decision = request.session.get_one(Decision, matter.id)
    text = _headline(request, decision)
    details = "\n".join([*options(request, decision), *_details(request, decision)])
    return text, [section(text), section(details), *steps(request, matter)]


def _headline(request: Request, decision: Decision) -> Markup:
    say, matter = request.say, decision.matter
    clock = say("decisions.clock-over", due=matter.due_at)
    if decision.state in life.OPEN:
        apart = distance(request, matter.due_at)
        clock = say("decisions.clock", due=matter.due_at, distance=apart)
    return say(
        "decisions.card",
        signal=Markup(_signal(request, decision)),
        number=matter.number,
        title=matter.title,
        state=moves.state_of(decision),
        asker=matter.owner.name,
        decider=decision.decider.name,
        clock=clock,
    )


def _signal(request: Request, decision: Decision) -> str:
    late = decision.state in life.WAITING and request.now > decision.matter.due_at
    sign = "✅" if decision.state is State.DECIDED else "🔴" if late else "⏳"
    return sign + ("🔒" if decision.matter.visibility is Visibility.NAMED else "")


def options(request: Request, decision: Decision) -> list[Markup]:
    """The options people wrote, a line each, the recommended one marked."""
    return [
        request.say(
            "decisions.option-recommended" if n == decision.recommended else "decisions.option",
            n=n,
            option=said,
        )
        for n, said in enumerate(named(decision), 1)
    ]


def _details(request: Request, decision: Decision) -> list[Markup]:
    say, lines = request.say, []
    if decision.chosen:
        said = named(decision)[decision.chosen - 1]
        lines.append(say("decisions.card-chosen", option=said))
    elif decision.otherwise:
        text = short(decision.otherwise, WORDS)
        lines.append(say("decisions.card-otherwise", text=text))
    if decision.words:
        lines.append(say("drafts.card-opinion", opinion=short(decision.words, WORDS)))
    return lines


def steps(request: Request, matter: Matter) -> list[Block]:
    """One button an option for who decides; the record is always among them."""
    decision, say = request.session.get_one(Decision, matter.id), request.say
    made = presses(request, decision)
    if back := undo_button(request, matter):
        made.insert(0, back)
    holder = life.ball(decision)
    if holder is not None and holder.slack_id != request.me.id:
        made.append(button("followups:press", say("followups.press"), matter.id))
    return row([*made[:8], button("journal:read", say("journal.button"), matter.id)])


def presses(request: Request, decision: Decision) -> list[Block]:
    """What this reader may do with it: decide in one press, return, delegate."""
    if not may_see(request.session, request.me, decision.matter):
        return []
    say = request.say
    open_now = {move.verb for move in moves.open_to(life.MOVES, request.me, decision)}
    made = _choices(request, decision) if "decide" in open_now else []
    made += [
        button(f"decisions:{verb}", say(f"decisions.verb-{verb}"), decision.id)
        for verb in OTHERS
        if verb in open_now
    ]
    return made


def _choices(request: Request, decision: Decision) -> list[Block]:
    made = []
    for n, said in enumerate(named(decision), 1):
        own = isinstance(said, Key)  # our own yes and no need no number
        label = request.say(said) if own else request.say("decisions.option", n=n, option=said)
        style = "primary" if n == decision.recommended else ""
        made.append(button(f"decisions:choose-{n}", label, decision.id, style))
    return made
