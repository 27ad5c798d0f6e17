"""A topic's report at the desk: what stands of it on the card, what comes of it in one press."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.language.catalog import Key, Markup
from bot.leaders import decisions, free, reports
from bot.leaders.free import Half
from bot.matters import life, moves
from bot.matters.kind import Kind
from bot.matters.moves import Move
from bot.processes import supervision
from bot.research.reporting import USES
from bot.research.topics import IN_HAND, KIND, REPORTED, is_concerned, is_led_by_a_leader
from bot.who.request import Request
from handlers.matters.life_form import step_form
from handlers.slack import read
from handlers.slack.blocks import Block, button, context, safe_link, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.said import outsider
from storage.matters.matter import Matter
from storage.research.topics import Topic
from storage.who.people import Person

LINES, RUNS = 40, 8  # reports of a year, runs of half days in one message


def topic_of(request: Request, asked: Asked) -> Topic:
    return request.session.get_one(Topic, read.matter(request, asked, KIND.name).id)


def outcome(request: Request, topic: Topic) -> list[Markup]:
    """The report, and what was made of it, as far as the reader may see that."""
    found, say = [], request.say
    if topic.evidence:
        found.append(say("topics.card-report", link=safe_link(topic.evidence)))
    if topic.draft_id or topic.delivered_at:
        found += [_made(request, *one) for one in reports.made(request, topic)]
    return found


def _made(request: Request, matter: Matter, state: Key | None) -> Markup:
    return request.say("topics.card-made", **matter.named, state=state or "")


def uses(request: Request, topic: Topic, move: Move[Topic]) -> list[Block]:
    """What came of it is chosen in one press, as long as it is not said."""
    if move.verb != "use" or topic.use:
        return []
    each = [(f"topics:use-{one}", request.say(f"topics.use-{one}")) for one in USES]
    return [button(what, label, topic.id) for what, label in each]


def use_as(use: str, request: Request, asked: Asked) -> Reply:
    topic = topic_of(request, asked)
    move = moves.check(KIND.moves, request.me, topic, "use")
    return Form(step_form(request, KIND.name, move, asked | {"use": use}, topic))


# --- what is made of it ---------------------------------------------------------------------------


def made_in_one_press(request: Request, topic: Topic) -> list[Block]:
    """For whoever takes part in it, or might."""
    if topic.state not in REPORTED or not is_concerned(request.me, topic):
        return []
    say, made = request.say, [button("topics:supervise", request.say("topics.supervise"), topic.id)]
    if request.me.id != topic.leader_id:  # nobody asks themselves
        made.append(button("topics:put", say("topics.put"), topic.id))
    return made


def when_to_go(request: Request, topic: Topic) -> list[Block]:
    """For whoever leads it, before they go."""
    if topic.state not in IN_HAND or not is_concerned(request.me, topic):
        return []
    return [button("topics:days", request.say("topics.days-button"), topic.id)]


def supervise(request: Request, asked: Asked) -> Reply:
    """A matter of supervision out of it: the form, with what is known."""
    topic = topic_of(request, asked)
    known = {"said": topic.words or topic.suggestions, "approver": topic.leader_id}
    return _begins(request, topic, supervision.KIND, known | {"origin": "research"})


def put(request: Request, asked: Asked) -> Reply:
    """The leader is asked to decide on it."""
    topic = topic_of(request, asked)
    return _begins(request, topic, decisions.KIND, {"person": topic.leader_id})


def _begins(request: Request, topic: Topic, kind: Kind[Any], known: dict[str, str]) -> Reply:
    moves.insist_in(topic, REPORTED)
    known |= {"title": topic.matter.title, "of": str(topic.id)}
    due = life.usual_due(request, kind)
    return Form(step_form(request, kind.name, kind.opening, known, due=due))


# --- of a year ------------------------------------------------------------------------------------


def of_year(request: Request, asked: Asked) -> Reply:
    """What came of the reports of a year: facts, in the order they were handed in."""
    if not request.me.insider:
        return outsider(request)
    said, say = asked.get("year", ""), request.say
    year = int(said) if said.isdecimal() else request.calendar.today(request.now).year
    found = reports.of_year(request, year)
    if not found:
        text = say("topics.reports-none", year=str(year))
        return Words(text, [section(text)])
    text = say("topics.reports", year=str(year), n=len(found))
    made = reports.made_of_each(request, found)
    lines = [_line(request, one, made.get(one.id, [])) for one in found[-LINES:]]
    return Words(
        text, [section(text), section("\n".join(lines)), context(_counted(request, found))]
    )


def _line(request: Request, topic: Topic, made: Sequence[Matter]) -> Markup:
    say = request.say
    came = say(f"topics.use-{topic.use or 'none'}")
    assert topic.delivered_at is not None  # it was found by this
    day = request.calendar.today(topic.delivered_at)
    named = {**topic.matter.named, "lead": topic.matter.owner.name, "day": day}
    return say("topics.reported", **named, came=came, made=" ".join(one.number for one in made))


def _counted(request: Request, found: Sequence[Topic]) -> Markup:
    counts = Counter(one.use or "none" for one in found)
    each = [f"{request.say(f'topics.use-{one}')} {n}" for one, n in counts.most_common()]
    return Markup(" · ".join(each))


# --- days to go -----------------------------------------------------------------------------------


def days(request: Request, asked: Asked) -> Reply:
    """Half days on which whoever leads it, the leader, and those who are named are all free."""
    topic = topic_of(request, asked)
    named = read.people(request, asked, "people")
    led = [topic.leader] if is_led_by_a_leader(topic) else []
    people = list(dict.fromkeys([*led, topic.matter.owner, *named]))
    names = [one.name for one in people]
    text = request.say("topics.days", **topic.matter.named, names=names)
    runs = free.offered(request, people)
    lines = [_run(request, one) for one in runs[:RUNS]] or [_nearest(request, people)]
    looked = context(request.say("topics.days-looked", n=free.AHEAD))
    return Words(text, [section(text), section("\n".join(lines)), looked])


def _run(request: Request, run: Sequence[Half]) -> Markup:
    first, last = run[0], run[-1]
    key = "topics.days-one" if first is last else "topics.days-run"
    ends = {"first": first.day, "last": last.day}
    halves = {"first_half": _half(first), "last_half": _half(last)}
    return request.say(key, **ends, **halves)


def _half(one: Half) -> Key:
    return Key(f"topics.half-{one.half}")


def _nearest(request: Request, people: Sequence[Person]) -> Markup:
    """Where somebody is always missing: the half day on which the fewest are."""
    one = min(free.halves(request, people), key=lambda half: len(half.busy))
    missing = [request.say(f"topics.busy-{why}", name=who.name) for who, why in one.busy]
    return request.say(
        "topics.days-none", n=free.AHEAD, day=one.day, half=_half(one), names=missing
    )
