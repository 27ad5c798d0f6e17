"""The pool in one list; how many topics are wanted, and how often a leader leads one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.language.catalog import Markup, files
from bot.language.names import folded
from bot.matters.moves import Move
from bot.matters.sight import visible_to
from bot.research import gathering, topics, wanted
from bot.research.topics import KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import within_choices
from handlers.matters.life_form import step_form
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, row, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.said import outsider
from storage.research import topics as stored
from storage.research.topics import Topic, TopicState

LINES = 15  # of each list in the pool
LEAD_OFTEN: Move[Any] = Move(
    "lead-often", frozenset(), None, "leader", topics.may_decide, (wanted.PERIOD,)
)
WANT: Move[Any] = Move("want", frozenset(), None, "leader", topics.may_decide, wanted.WANT)


def credit(topic: Topic) -> dict[str, object]:
    facts = KIND.facts(topic)
    return {name: facts[name] for name in ("proposers", "origin")}


def called(asked: Asked, name: str) -> Asked:
    """What people call it, as the value the field has."""
    said, called = asked.get(name, ""), files()["topics"]["data"]["called"]
    return asked | {name: called.get(folded(said).strip(), said)} if said else asked


def pool(request: Request, asked: Asked) -> Reply:
    if not request.me.insider:
        return outsider(request)
    found, say = stored.pool(request.session, visible_to(request.me)), request.say
    text = say("topics.pool" if found else "topics.pool-empty", n=len(found))
    blocks = [section(text)]
    for state in (TopicState.SHORTLISTED, TopicState.PROPOSED, TopicState.PARKED):
        if there := [one for one in found if one.state is state]:
            blocks.append(section(f"*{say(f'topics.pool-{state}')}*"))
            blocks.append(section("\n".join(_pooled(request, one) for one in there[:LINES])))
            rest = len(there) - LINES
            blocks += [context(say("topics.pool-more", n=rest))] if rest > 0 else []
    return Words(text, [*blocks, *_notes(request, found), *row(_starts(request))])


def _pooled(request: Request, topic: Topic) -> Markup:
    return request.say("topics.pooled", **topic.matter.named, **credit(topic))


def _notes(request: Request, found: Sequence[Topic]) -> list[Block]:
    """Where they come from; how many are chosen of those wanted."""
    said = sources(request, found)
    if short := _wanted(request):
        said.append(short)
    return [context("\n".join(said))] if said else []


def sources(request: Request, found: Sequence[Topic]) -> list[Markup]:
    """How many from each of the five, and which of them nothing comes from."""
    if not found:
        return []
    say, counts = request.say, Counter(one.origin for one in found)
    mix = [Markup(f"{say(f'topics.origin-{one}')} {n}") for one, n in counts.most_common()]
    empty = [say(f"topics.origin-{one}") for one in gathering.empty_sources(found)]
    key = "topics.sources-empty" if empty else "topics.sources-all"
    mixed = say("topics.sources", mix=mix)
    return [mixed, say(key, names=empty)]


def _wanted(request: Request) -> Markup | None:
    aim = request.session.get(stored.Aim, 1)
    if aim is None or not aim.wanted:
        return None
    n = wanted.chosen_this_quarter(
        request.session, request.calendar.today(request.now), request.calendar
    )
    return request.say("topics.wanted", n=n, wanted=aim.wanted)


def _starts(request: Request) -> list[Block]:
    made = [button("topics:propose", request.say("topics.start"), style="primary")]
    if topics.may_decide(request.me):
        made.append(button("topics:decide", request.say("topics.verb-decide")))
    made.append(button("topics:reports", request.say("topics.reports-button")))
    if request.me.assigns:
        made.append(button("votes:open", request.say("votes.start")))
    return made


def want(request: Request, asked: Asked) -> Reply:
    insist(topics.may_decide(request.me), "leads")
    if read.lacking(request, asked, "wanted"):
        return Form(step_form(request, "topics", WANT, asked))
    n = wanted.want(request, asked["wanted"])
    return Words(request.say("topics.wants" if n else "topics.wants-none", n=n))


def lead_often(request: Request, asked: Asked) -> Reply:
    """How often a leader leads one: theirs alone."""
    insist(topics.may_decide(request.me), "leads")
    asked = within_choices(request, "topics", LEAD_OFTEN, called(asked, "period"))
    if read.lacking(request, asked, "period"):
        return Form(step_form(request, "topics", LEAD_OFTEN, asked))
    period = wanted.want_to_lead(request, asked["period"])
    return Words(request.say(f"topics.leads-{period}"))


def none_led(request: Request) -> tuple[str, list[Block]] | None:
    """To that leader, as long as it is so."""
    mine, office = request.session.get(stored.Leading, request.me.id), request.calendar
    if mine is None or mine.period not in wanted.MONTHS:
        return None
    if wanted.leads_one(request.session, mine, office.today(request.now), office):
        return None
    text = request.say(f"topics.unled-{mine.period}")
    show = button("topics:pool", request.say("topics.show-pool"), style="primary")
    return text, [section(text), buttons(show)]


def too_few(request: Request) -> tuple[str, list[Block]] | None:
    """To a leader, as long as it is so."""
    said = _wanted(request)
    if said is None or not wanted.are_too_few(request.session, request.now, request.calendar):
        return None
    found = stored.pool(request.session, visible_to(request.me))
    text = "\n".join([request.say("topics.too-few", said=said), *sources(request, found)])
    show = button("topics:pool", request.say("topics.show-pool"), style="primary")
    return text, [
        section(text),
        buttons(show, button("topics:decide", request.say("topics.verb-decide"))),
    ]
