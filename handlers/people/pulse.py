"""The pulse at the desk: answers are given in its form alone, so that no message holds them."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life, moves
from bot.matters.moves import Told
from bot.people import pulse
from bot.people.pulse import ANSWERS, KIND, QUESTIONS, QUORUM
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, told
from handlers.matters.undo import undone
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, radio_field, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from storage.matters import ballots
from storage.people import pulse as stored
from storage.people.pulse import Pulse, PulseState


class PulseDesk(LifeDesk[Pulse]):
    """Once it is closed, it is counted."""

    def act(self, request: Request, item: Pulse, verb: str, told: Told) -> Markup:
        said = super().act(request, item, verb, told)
        pulse.count(request, item)
        return said


def first(request: Request, item: Pulse) -> list[Block]:
    """The way to the ballot, for whoever was asked; it is no step of the matter itself."""
    voter = ballots.voter(request.session, item.id, request.me.id)
    if item.state is not PulseState.OPEN or voter is None:
        return []
    return [button("pulse:answer", request.say("pulse.reply"), item.id, "primary")]


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


def take_back(request: Request, asked: Asked) -> Reply:
    """One opened by mistake: what was answered meanwhile is destroyed and never counted."""
    item = life.take_back(request, KIND, int(asked["id"]))
    pulse.count(request, item)
    return undone(request, item.matter)


desk = PulseDesk(KIND, Face(lines, signal="🌡", first=first), open=open_, undo=take_back)


@desk.does("answer")
def answer(request: Request, asked: Asked) -> Reply:
    """From anywhere but its form it is the form, empty, whatever was said with it."""
    item = _meant(request, asked)
    pulse.insist_may_answer(request, item)
    if request.surface != "form":
        return Form(_questions(request, item))
    key = (
        "pulse.is-in"
        if pulse.answer(request, item, [asked.get(one, "") for one in QUESTIONS])
        else "pulse.is-taken-back"
    )
    return Words(request.say(key, number=item.matter.number, due=item.matter.due_at))


def _meant(request: Request, asked: Asked) -> Pulse:
    """The one of the button or the number; else the one that is open."""
    if asked.get("id", "").isdigit() or asked.get("number"):
        return desk.item(request, asked)
    running = stored.open_now(request.session) if request.me.insider else None
    if running is None:
        raise Refused("pulse.none-open")
    return desk.item(request, {"id": str(running.id)})


def _questions(request: Request, item: Pulse) -> Block:
    say = request.say
    options = {one: say(f"pulse.answer-{one}") for one in ANSWERS}
    made = [
        radio_field(one, say(f"pulse.question-{one}"), options, "", optional=True)
        for one in QUESTIONS
    ]
    keep = {"id": item.id}
    shown = form(request, "pulse:answer", say("pulse.reply"), say("pulse.submit"), made, keep)
    blocks = [*shown["blocks"], context(say("pulse.who-sees-what", least=QUORUM))]
    return shown | {"blocks": blocks}


@desk.draws("last-call")
def last_call(request: Request, vote: int) -> tuple[str, list[Block]] | None:
    """To whoever has not answered when it is sent, as long as it is open."""
    found = request.session.get(Pulse, vote)
    voter = ballots.voter(request.session, vote, request.me.id)
    if found is None or found.state is not PulseState.OPEN or voter is None or voter.voted:
        return None
    text = request.say("pulse.last-call", number=found.matter.number, due=found.matter.due_at)
    made = button("pulse:answer", request.say("pulse.reply"), vote, "primary")
    return text, [section(text), buttons(made)]
