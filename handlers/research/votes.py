"""Votes at the desk: a choice is made on the ballot alone, so that no message and no slip holds it.

The ballot does not show what was chosen before; nothing opens that until the vote is closed.
"""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.moves import Told
from bot.research import votes
from bot.research.votes import KIND, QUORUM
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk
from handlers.matters.undo import undone
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, choices_field, context, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from handlers.slack.said import outsider
from storage.matters import ballots
from storage.research import votes as stored
from storage.research.votes import Choice, Vote, VoteState


class VoteDesk(LifeDesk[Vote]):
    """Once it is closed, it is counted."""

    def act(self, request: Request, item: Vote, verb: str, told: Told) -> Markup:
        said = super().act(request, item, verb, told)
        if verb == "count":
            votes.count(request, item)
        return said


def first(request: Request, item: Vote) -> list[Block]:
    """The way to the ballot, for whoever was asked; it is no step of the matter itself."""
    voter = ballots.voter(request.session, item.id, request.me.id)
    if item.state is not VoteState.OPEN or voter is None:
        return []
    return [button("votes:cast", request.say("votes.cast"), item.id, "primary")]


def lines(request: Request, vote: Vote) -> list[Markup]:
    if vote.state is VoteState.OPEN:
        each = [request.say("votes.topic", **one.matter.named) for one in vote.choices]
        return [*each, _who_sees_what(request, vote)]
    if vote.state is VoteState.CALLED_OFF:
        return []
    return _result(request, vote)


def _who_sees_what(request: Request, vote: Vote) -> Markup:
    return request.say("votes.who-sees-what", n=vote.each, least=QUORUM)


def _result(request: Request, vote: Vote) -> list[Markup]:
    """The order, to whoever may see the vote; how many, to the leaders; of too few, nothing."""
    say = request.say
    if not vote.ballots:
        return [say("votes.nothing", least=QUORUM)]
    found = [say("votes.turnout", n=vote.ballots, all=len(vote.voters))]
    for place, alike in votes.order(vote):
        found += [_placed(request, place, one) for one in alike]
    return found


def _placed(request: Request, place: int, choice: Choice) -> Markup:
    said = {"place": place, **choice.matter.named}
    if request.me.keeps_ledger:
        return request.say("votes.placed-of", n=choice.votes, **said)
    return request.say("votes.placed", **said)


def open_(request: Request, asked: Asked) -> Reply:
    """Asked for in so many words it opens at once; a bare press opens its form."""
    if read.bare_press(request, asked):
        asked = asked | {read.IN_PART: "yes"}
    if read.IN_PART in asked:
        votes.check_opening(request)
        return Form(desk.form(request, KIND.opening, asked))
    reply = desk.begin(request, asked)
    running = stored.open_now(request.session)
    if running is not None and isinstance(reply, Words):
        votes.announce(request, running)
    return reply


def take_back(request: Request, asked: Asked) -> Reply:
    """One opened by mistake: what was cast meanwhile is destroyed and never counted."""
    vote = life.take_back(request, KIND, int(asked["id"]))
    votes.count(request, vote)
    return undone(request, vote.matter)


def show(request: Request, asked: Asked) -> Reply:
    """The one of the number; else the one that is open, or was last. Who has voted nobody reads."""
    if not request.me.insider:
        return outsider(request)
    if not (asked.get("id") or asked.get("number")):
        last = stored.latest(request.session)
        if last is None:
            return Words(request.say("votes.none-yet"))
        asked = asked | {"id": str(last.id)}
    return desk.show(request, asked)


desk = VoteDesk(KIND, Face(lines, signal="🔎", first=first), open=open_, undo=take_back, show=show)


# --- the ballot -----------------------------------------------------------------------------------


@desk.does("cast")
def cast(request: Request, asked: Asked) -> Reply:
    """From anywhere but its form it is the form, empty, whatever was said with it."""
    vote = _meant(request, asked)
    votes.insist_may_vote(request, vote)
    if request.surface != "form" or "topics" not in asked:
        return Form(_ballot(request, vote))
    chosen = [int(one) for one in asked["topics"].split()]
    key = "votes.is-cast" if votes.cast(request, vote, chosen) else "votes.is-taken-back"
    return Words(request.say(key, number=vote.matter.number, due=vote.matter.due_at))


def _meant(request: Request, asked: Asked) -> Vote:
    """The one of the button or the number; else the one that is open."""
    if asked.get("id", "").isdigit() or asked.get("number"):
        return desk.item(request, asked)
    running = stored.open_now(request.session) if request.me.insider else None
    if running is None:
        raise Refused("votes.none-open")
    return desk.item(request, {"id": str(running.id)})


def _ballot(request: Request, vote: Vote) -> Block:
    say, voter = request.say, ballots.voter(request.session, vote.id, request.me.id)
    options = {str(one.topic_id): say("votes.option", **one.matter.named) for one in vote.choices}
    voted = "votes.ballot-again" if voter and voter.voted else "votes.ballot"
    label, hint = say("votes.field-topics", n=vote.each), say("votes.hint-topics")
    field = choices_field("topics", label, options, most=vote.each, optional=True, hint=hint)
    top = section(say(voted, due=vote.matter.due_at))
    made = form(
        request, "votes:cast", say("votes.cast"), say("votes.submit"), [field], {"id": vote.id}
    )
    return made | {"blocks": [top, *made["blocks"], context(_who_sees_what(request, vote))]}


@desk.draws("last-call")
def last_call(request: Request, vote: int) -> tuple[str, list[Block]] | None:
    """To whoever has not voted when it is sent, as long as it is open."""
    found = request.session.get(Vote, vote)
    voter = ballots.voter(request.session, vote, request.me.id)
    if found is None or found.state is not VoteState.OPEN or voter is None or voter.voted:
        return None
    text = request.say("votes.last-call", **found.matter.named, due=found.matter.due_at)
    made = button("votes:cast", request.say("votes.cast"), vote, "primary")
    return text, [section(text), buttons(made)]
