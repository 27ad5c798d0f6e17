"""What is asked before a topic is chosen: who of several leads it, and whether a vote is to end."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.catalog import files
from bot.language.names import folded
from bot.matters.moves import Move
from bot.research import topics
from bot.who.lookups import colleague
from bot.who.request import Request
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.replies import keeping
from storage.research.topics import Topic

VOTED = "voted"  # that it is voted on was said, and it is to be chosen all the same


def understood(asked: Asked) -> Asked:
    """Whoever helps goes into the team; what says who leads is no reason, and is looked at."""
    if asked.get("helps"):
        asked = {name: said for name, said in asked.items() if name not in ("helps", "others")} | {
            "team": asked.get("others", "")
        }
    given = files()["topics"]["data"]["no-reason"]
    if any(folded(asked.get("words", "")).strip(" ，,").startswith(one) for one in given):
        return asked | {"words": "", read.IN_PART: "yes"}
    return asked


def question(
    request: Request, topic: Topic, move: Move[Topic], asked: Asked, form: Callable[[], Block]
) -> Reply | None:
    """None if there is nothing to ask, or it was asked already."""
    leads = " ".join(asked.get(name, "") for name in ("person", "others"))
    if len(several := list(dict.fromkeys(read.slack_ids(leads)))) > 1:
        return _who_leads(request, topic, move, asked, several)
    if topics.no_vote_is_open(topic) or VOTED in asked:
        return None
    return _while_voted(request, topic, move, asked, form)


def _who_leads(
    request: Request, topic: Topic, move: Move[Topic], asked: Asked, several: list[str]
) -> Reply:
    text = request.say("topics.one-leads", **topic.matter.named)
    kept = {name: said for name, said in asked.items() if name not in ("others", "id")}
    made = [section(text)]
    for one in several:
        team = " ".join([asked.get("team", ""), *(each for each in several if each != one)])
        told = kept | {"number": topic.matter.number, "person": one, "team": team.strip()}
        slip = slips.keep(request, f"topics:{move.verb}", told)
        name = colleague(request, one, "person").name
        label = request.say("topics.leads-it", name=name)
        made.append(section(f"*{name}*", button("topics:anyway", label, slip.id)))
    return Words(text, made)


def _while_voted(
    request: Request, topic: Topic, move: Move[Topic], asked: Asked, form: Callable[[], Block]
) -> Reply:
    """What becomes of the vote is said; over a form in the form."""
    assert topic.vote is not None  # it is open
    ballot = topic.vote.matter
    text = request.say(
        "topics.voted-on", **topic.matter.named, vote=ballot.number, due=ballot.due_at
    )
    ends = button("votes:count", request.say("votes.verb-count"), ballot.id)
    if request.surface == "form":
        return Form(keeping(form(), [section(text)], **{VOTED: "yes"}))
    told = {name: said for name, said in asked.items() if name != "id"}
    told |= {"number": topic.matter.number, VOTED: "yes"}
    slip = slips.keep(request, f"topics:{move.verb}", told)
    now = button("topics:anyway", request.say("topics.choose-now"), slip.id)
    return Words(text, [section(text), buttons(now, ends)])
