"""The pulse at the desk: answers are given in its form alone, so that no message holds them."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.matters import moves
from bot.people import pulse
from bot.people.pulse import ANSWERS, KIND, QUESTIONS, QUORUM
from bot.who.request import Request
from handlers.matters.ballots import BallotDesk
from handlers.matters.life import Face, told
from handlers.slack import read
from handlers.slack.blocks import Block, context, radio_field
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from storage.people import pulse as stored
from storage.people.pulse import Pulse, PulseState


def lines(request: Request, item: Pulse) -> list[Markup]:
    say = request.say
    if item.state is PulseState.OPEN:
        return [say("pulse.who-sees-what", least=QUORUM)]
    if item.state is PulseState.CALLED_OFF:
        return []
    if not item.ballots:
        return [say("pulse.nothing", least=QUORUM)]
    each = [_sum(request, name, sums) for name, sums in zip(QUESTIONS, item.sums, strict=True)]
    return [say("pulse.turnout", n=item.ballots), *each]


def _sum(request: Request, name: str, sums: list[int]) -> Markup:
    yes, partly, no = sums
    question = Key(f"pulse.question-{name}")
    return request.say("pulse.sums", question=question, yes=yes, partly=partly, no=no)


def open_(request: Request, asked: Asked) -> Reply:
    """Its form says how often; asked for in so many words it opens at once."""
    if read.bare_press(request, asked) or read.IN_PART in asked:
        moves.check_opening(KIND.opening, request.me, None)
        return Form(desk.form(request, KIND.opening, asked))
    item = pulse.open_(request, told(request, KIND.opening, asked))
    if asked.get("often"):
        pulse.settle(request, asked["often"])
    return Words(*desk.card(request, item.matter), shown=True)


desk = BallotDesk(KIND, Face(lines, signal="🌡"), "reply", pulse.count, open=open_)
desk.verbs["count"] = lambda request, asked: desk.close(request, asked, stored.open_now)


@desk.does("reply")
def reply(request: Request, asked: Asked) -> Reply:
    """From anywhere but its form it is the form, empty, whatever was said with it."""
    item = desk.meant(request, asked, stored.open_now)
    pulse.insist_may_answer(request, item)
    if request.surface != "form":
        return Form(_questions(request, item))
    key = (
        "pulse.is-in"
        if pulse.answer(request, item, [asked.get(one, "") for one in QUESTIONS])
        else "pulse.is-taken-back"
    )
    return Words(request.say(key, number=item.matter.number, due=item.matter.due_at))


def _questions(request: Request, item: Pulse) -> Block:
    say = request.say
    options = {one: say(f"pulse.answer-{one}") for one in ANSWERS}
    made = [
        radio_field(one, say(f"pulse.question-{one}"), options, "", optional=True)
        for one in QUESTIONS
    ]
    keep = {"id": item.id}
    shown = form(request, "pulse:reply", say("pulse.reply"), say("pulse.submit"), made, keep)
    blocks = [*shown["blocks"], context(say("pulse.who-sees-what", least=QUORUM))]
    return shown | {"blocks": blocks}
