"""Topics at the desk: near ones are shown before another is entered, or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.language.catalog import Key, Markup
from bot.leaders import reports
from bot.matters import life, moves, story
from bot.matters.moves import Move, Told
from bot.matters.sight import visible_to
from bot.research import fieldwork, gathering, topics
from bot.research.reporting import USES
from bot.research.topics import KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import away, same
from handlers.matters.life import (
    WORDS,
    Face,
    LifeDesk,
    last_words,
    time_asked,
    told,
)
from handlers.matters.life_form import step_form
from handlers.matters.undo import undone
from handlers.research import choosing, pool, trips
from handlers.research.pool import called, credit
from handlers.research.reports import (
    days,
    made_in_one_press,
    of_year,
    outcome,
    put,
    supervise,
    use_as,
    uses,
    when_to_go,
)
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, section, short
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.replies import keeping
from storage.matters.journal import Entry
from storage.research import topics as stored
from storage.research.topics import Topic, TopicState

MOST = 8  # topics to choose from
WITH_TEAM = (*stored.POOL, TopicState.PARKED, TopicState.GIVEN, *stored.IN_HAND)
ABOUT_TOPIC = ("why", "purpose", "scope", "expects")
ABOUT_REPORT = ("findings", "suggestions", "addressed")
DECIDE: Move[Any] = Move("decide", frozenset(), None, "decides", topics.may_decide, topics.DECIDE)


class TopicDesk(LifeDesk[Topic]):
    """Some of its steps are more than one row's affair."""

    def act(self, request: Request, item: Topic, verb: str, told: Told) -> Markup:
        if verb in ("write", "use"):
            return {"write": reports.write, "use": reports.use}[verb](request, item, told)
        said = super().act(request, item, verb, told)
        if verb == "merge":
            topics.gather(request, item.into)
        _show_vote(request, item)
        return said


def _show_vote(request: Request, topic: Topic) -> None:
    """Its card no longer lists what was chosen meanwhile."""
    if topic.vote is not None and not topics.no_vote_is_open(topic):
        story.show(request, topic.vote.matter)


def more(request: Request, topic: Topic) -> list[Block]:
    return [*when_to_go(request, topic), *made_in_one_press(request, topic)]


def lines(request: Request, topic: Topic) -> list[Markup]:
    say, matter, found = request.say, topic.matter, []
    if topic.state in stored.CHOSEN:
        vote = Key(f"topics.vote-{topic.by_vote}")
        lead = "led" if topics.is_led_by_a_leader(topic) else "lead"
        found.append(say(f"topics.card-{lead}", lead=matter.owner.name, vote=vote))
    if topic.into:
        found.append(say("topics.card-into", **topic.into.matter.named))
    about = ABOUT_REPORT if topic.state in KIND.moves["sum-up"].sources else ABOUT_TOPIC
    said = {name: short(getattr(topic, name), WORDS) for name in about}
    found += [say(f"topics.card-{name}", text=text) for name, text in said.items() if text]
    if topic.team and topic.state in WITH_TEAM:
        names = [one.name for one in topic.named(topic.team)]
        found.append(say("topics.card-team", names=names))
    if topic.vote and topic.state in stored.POOL and not topics.no_vote_is_open(topic):
        ballot = topic.vote.matter
        found.append(say("topics.card-ballot", vote=ballot.number, due=ballot.due_at))
    if topic.use:
        found.append(say("topics.card-use", use=Key(f"topics.use-{topic.use}")))
    found += [*last_words(request, topic.words), *time_asked(request, topic)]
    return found + outcome(request, topic) + trips.of_topic(request, topic)


def choices(request: Request, topic: Topic, move: Move[Topic]) -> list[Block]:
    """Whoever leads it hands in its report, and goes there first; what came of it is one press."""
    if move.verb != "deliver":
        return uses(request, topic, move)
    report = request.say("topics.verb-deliver")
    made = [button("topics:deliver", report, topic.id, "primary")]
    return [*made, button("trips:for-topic", request.say("trips.for-topic"), topic.id)]


# --- proposing ------------------------------------------------------------------------------------


def propose(request: Request, asked: Asked) -> Reply:
    """With a source out of its words, which the form and the card let change."""
    if title := asked.get("title", "").strip():
        source = gathering.suggested(f"{title} {asked.get('why', '')}")
        asked = asked | {"origin": asked.get("origin") or source}
    if read.missing(asked, "title") or "near" in asked:
        return desk.begin(request, asked)
    found = gathering.near(request, title)
    return _is_it_one(request, found, asked) if found else desk.begin(request, asked)


def _is_it_one(request: Request, found: Sequence[Topic], asked: Asked) -> Reply:
    """Nothing that was typed is lost: it is on the slip behind "enter it anyway"."""
    text = request.say("topics.near", title=asked["title"])
    slip = slips.keep(request, "topics:propose", asked | {"near": "yes"})
    each = [_near(request, one) for one in found]
    anyway = button("topics:anyway", request.say("topics.anyway"), slip.id)
    return Words(text, [section(text), *each, buttons(anyway)])


def _near(request: Request, topic: Topic) -> Block:
    """With the button to be one of its proposers, if one can be."""
    joins = KIND.moves["join"]
    may = topic.state in joins.sources and joins.allows(request.me, topic)
    verb, label = ("join", "topics.verb-join") if may else ("show", "topics.show")
    return section(_line(request, topic), button(f"topics:{verb}", request.say(label), topic.id))


def _line(request: Request, topic: Topic) -> Markup:
    state = Key(f"topics.state-{topic.state}")
    return request.say("topics.line", **topic.matter.named, state=state, **credit(topic))


def from_words(request: Request, asked: Asked) -> Reply:
    """A message becomes a topic; where it is not for everybody, its link alone."""
    said = "" if asked.get(read.PRIVATE) else read.in_names(request, asked.get("title", ""))
    kept = {"title": said, "source": asked.get("source", ""), read.IN_PART: "yes"}
    return propose(request, kept)


def take_back(request: Request, asked: Asked) -> Reply:
    """Not while it is voted on; what is merged no longer gives its credit back; with its report
    goes the draft that was begun.
    """
    entry = request.session.get(Entry, int(asked["id"]))
    topic = request.session.get(Topic, entry.matter_id) if entry else None
    into = topic.into if topic else None
    if topic and entry and entry.person_id == request.me.id and topic.state not in stored.CHOSEN:
        topics.insist_not_voted_on(topic)
    topic = life.take_back(request, KIND, int(asked["id"]))
    assert entry is not None  # it was found, and taken back
    reports.take_back(request, entry)
    topics.gather(request, into)
    fieldwork.follow(request, topic)
    _show_vote(request, topic)
    return undone(request, topic.matter)


def choose(request: Request, asked: Asked) -> Reply:
    return _chosen(request, desk.item(request, asked), "choose", asked)


def _chosen(request: Request, topic: Topic, verb: str, asked: Asked) -> Reply:
    """Once it is settled who leads, and that no vote is waited for."""
    move = moves.check(KIND.moves, request.me, topic, verb, request.now)
    asked = choosing.understood(asked)
    form = partial(desk.form, request, move, asked, topic)
    if question := choosing.question(request, topic, move, asked, form):
        return question
    reply = desk.take(request, topic, verb, asked)
    if isinstance(reply, Form) and choosing.VOTED in asked:
        return Form(keeping(reply.view, **{choosing.VOTED: "yes"}))
    return reply


def accept(request: Request, asked: Asked) -> Reply:
    """A leader who says so of what is not chosen yet chooses it by that, and leads it."""
    topic, lead = desk.item(request, asked), KIND.moves["lead"]
    leads = topic.state in lead.sources and lead.allows(request.me, topic)
    if leads:
        return _chosen(request, topic, "lead", asked)
    return desk.take(request, topic, "accept", asked)


def lead(request: Request, asked: Asked) -> Reply:
    """Where it is not said which, those a leader may choose from, with what was said kept."""
    if asked.get("id", "").isdigit() or asked.get("number"):
        return _chosen(request, desk.item(request, asked), "lead", asked)
    insist(topics.may_decide(request.me), "leads")
    found = stored.pool(request.session, visible_to(request.me))
    text = request.say("topics.lead-which" if found else "topics.lead-none")
    nearest = sorted(found, key=lambda one: one.state is not TopicState.SHORTLISTED)[:MOST]
    return Words(text, [section(text), *(_to_lead(request, one, asked) for one in nearest)])


def _to_lead(request: Request, topic: Topic, asked: Asked) -> Block:
    kept = {name: asked[name] for name in ("due", "words") if asked.get(name)}
    slip = slips.keep(request, "topics:lead", kept | {"number": topic.matter.number})
    label = request.say("topics.lead-it", number=topic.matter.number)
    return section(_line(request, topic), button("topics:anyway", label, slip.id))


def use(request: Request, asked: Asked) -> Reply:
    return desk.take(request, desk.item(request, asked), "use", called(asked, "use"))


# --- any day: three fields ------------------------------------------------------------------------


def decide(request: Request, asked: Asked) -> Reply:
    """A leader chooses: what stands in the pool, if it is that one, or a topic of their own."""
    if asked.get("number") or asked.get("id", "").isdigit():
        return desk.verbs["choose"](request, asked)
    insist(topics.may_decide(request.me), "leads")
    if read.lacking(request, asked, *DECIDE.needs):
        return Form(step_form(request, "topics", DECIDE, asked))
    chosen = told(request, DECIDE, asked)
    found = [one for one in gathering.near(request, chosen["title"]) if topics.can_be_chosen(one)]
    if found and "near" not in asked:
        return _is_it_in_the_pool(request, found, asked)
    form = partial(step_form, request, "topics", DECIDE, asked)
    what, lead = "topics:decide", chosen["person"]
    if question := away.question(request, what, asked, lead, chosen["due"], form):
        return question
    topic = topics.decide(request, chosen)
    return Words(*desk.card(request, topic.matter), shown=True)


def _is_it_in_the_pool(request: Request, found: Sequence[Topic], asked: Asked) -> Reply:
    text = request.say("topics.which", title=asked["title"])
    each = [_to_choose(request, one, asked) for one in found]
    slip = slips.keep(request, "topics:decide", asked | {"near": "yes"})
    new = button("topics:anyway", request.say("topics.choose-new"), slip.id)
    return Words(text, [section(text), *each, buttons(new)])


def _to_choose(request: Request, topic: Topic, asked: Asked) -> Block:
    rest = {name: asked[name] for name in ("person", "due", "words") if asked.get(name)}
    slip = slips.keep(request, "topics:choose", rest | {"number": topic.matter.number})
    label = request.say("topics.choose-it", number=topic.matter.number)
    return section(_line(request, topic), button("topics:anyway", label, slip.id, "primary"))


face = Face(lines, signal="🔎", choices=choices, more=more)
desk = TopicDesk(
    KIND, face, propose=propose, choose=choose, accept=accept, lead=lead, use=use, undo=take_back
)
desk.command, desk.alone = "/topic", "propose"
desk.shortcuts["from-words"] = "message"
desk.verbs |= {"from-words": from_words, "decide": decide, "anyway": same.anyway}
desk.verbs |= {
    "pool": pool.pool,
    "want": pool.want,
    "lead-often": pool.lead_often,
    "reports": of_year,
    "days": days,
    "supervise": supervise,
    "put": put,
    **{f"use-{use}": partial(use_as, use) for use in USES},
}
desk.pictures |= {"too-few": pool.too_few, "none-led": pool.none_led}
