"""Votes at the desk: a choice is made on the ballot alone, so that no message and no slip holds it.

The ballot does not show what was chosen before; nothing opens that until the vote is closed.
"""

from __future__ import annotations

from bot.language.catalog import Markup, files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.research import votes
from bot.research.votes import KIND, QUORUM
from bot.who.request import Request
from handlers.matters.ballots import BallotDesk
from handlers.matters.life import Face, within_choices
from handlers.slack import read
from handlers.slack.blocks import Block, choices_field, context, row, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from handlers.slack.said import outsider
from storage.matters import ballots
from storage.research import votes as stored
from storage.research.votes import Choice, Vote, VoteState


def lines(request: Request, vote: Vote) -> list[Markup]:
    if vote.state is VoteState.OPEN:
        there = votes.standing(request, vote)
        each = [request.say("votes.topic", **one.matter.named) for one in there]
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
    asked = within_choices(request, KIND.name, KIND.opening, _in_figures(asked))
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


def _in_figures(asked: Asked) -> Asked:
    """ "Two votes each", 每人两票."""
    said, known = asked.get("each", ""), files()["votes"]["data"]["each"]
    return asked | {"each": known.get(folded(said), said)} if said else asked


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


desk = BallotDesk(KIND, Face(lines, signal="🔎"), "cast", votes.count, open=open_, show=show)
desk.verbs["count"] = lambda request, asked: desk.close(request, asked, stored.open_now)


# --- the ballot -----------------------------------------------------------------------------------


@desk.does("cast")
def cast(request: Request, asked: Asked) -> Reply:
    """From anywhere but its form it is the form, empty, whatever was said with it."""
    vote = desk.meant(request, asked, stored.open_now)
    votes.insist_may_vote(request, vote)
    if asked.get("abstains"):
        return _abstains(request, vote)
    if not votes.standing(request, vote):
        raise Refused("votes.all-chosen", number=vote.matter.number)
    if request.surface != "form" or "topics" not in asked:
        return Form(_ballot(request, vote))
    chosen = [int(one) for one in asked["topics"].split()]
    key = "votes.is-cast" if votes.cast(request, vote, chosen) else "votes.is-taken-back"
    return Words(request.say(key, number=vote.matter.number, due=vote.matter.due_at))


def _abstains(request: Request, vote: Vote) -> Reply:
    """It is nothing to be done, and is on no record; with the way to the ballot."""
    text = request.say("votes.abstains", number=vote.matter.number, due=vote.matter.due_at)
    return Words(text, [section(text), *row(desk.ways(request, vote))])


def _ballot(request: Request, vote: Vote) -> Block:
    say, voter = request.say, ballots.voter(request.session, vote.id, request.me.id)
    there = votes.standing(request, vote)
    options = {str(one.topic_id): say("votes.option", **one.matter.named) for one in there}
    voted = "votes.ballot-again" if voter and voter.voted else "votes.ballot"
    label, hint = say("votes.field-topics", n=vote.each), say("votes.hint-topics")
    field = choices_field("topics", label, options, most=vote.each, optional=True, hint=hint)
    top = section(say(voted, due=vote.matter.due_at))
    made = form(
        request, "votes:cast", say("votes.cast"), say("votes.submit"), [field], {"id": vote.id}
    )
    return made | {"blocks": [top, *made["blocks"], context(_who_sees_what(request, vote))]}
