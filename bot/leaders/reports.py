"""A topic's report as a draft, each naming the other; and what comes of a report (A1.13, A3.2).

The draft's direction, rounds and signature are the ones that stand: signed, the topic is reported
by itself. Thirty days later its leader is asked what came of it, and again if nothing has yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import finding, followups, life, moves, story, titles
from bot.matters.moves import Told
from bot.matters.sight import visible_to
from bot.papers import parts
from bot.papers.brief import Brief
from bot.papers.drafts import steps
from bot.papers.life import SIGNED
from bot.research.topics import ITSELF, KIND, lead
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.leaders import reports as stored
from storage.leaders.decisions import Decision
from storage.matters.journal import Entry, latest
from storage.matters.matter import Matter, Visibility, come_of, hold
from storage.papers.drafts import Draft, DraftState
from storage.processes.supervision import Supervision
from storage.research.topics import Topic, TopicState
from storage.who.people import Person

ROWS: dict[str, type[Any]] = {"drafts": Draft, "decisions": Decision, "supervision": Supervision}


def write(request: Request, topic: Topic, told: Told) -> Markup:
    """Its report becomes a draft: of whoever is named, by the word of the leader who chose it, who
    signs it; of a leader who leads it the conclusions are a part. Raises Refused.
    """
    moves.check(KIND.moves, request.me, topic, "write")
    writer: Person = told["person"]
    if writer.role in BOARD:
        raise Refused("topics.a-leader-leads", field="person", name=writer.name)
    draft = steps.assign(request, _brief(request, topic, writer, told.get("due")))
    if lead(topic).role in BOARD:
        _conclude(request, topic, draft)
    return life.take(request, KIND, topic, "write", {**told, "draft": draft.matter})


def _brief(request: Request, topic: Topic, writer: Person, due: datetime | None) -> Brief:
    matter, level = topic.matter, Visibility.CHAIN
    if matter.visibility is Visibility.NAMED:
        level = Visibility.NAMED
    usual = matter.due_at if matter.due_at > request.now else followups.working_day(request, 5)
    signs, reviews = (
        one if one is not writer and not one.is_out else None
        for one in (topic.leader, topic.steward)
    )
    return Brief(
        owner=writer,
        title=_titled(request, writer, matter.title),
        due=due or usual,
        reviewer=reviews or signs,
        signatory=signs,
        visibility=level,
        of=matter,
        by=signs,
    )


def _titled(request: Request, writer: Person, title: str) -> str:
    """In the words of whoever writes it; of what is too long for that, as it is."""
    say = request.catalog.speak_to(writer, request.now)
    said = str(say("topics.report-title", title=Markup(title)))
    return said if len(said) <= titles.TITLE_MAX else title


def _conclude(request: Request, topic: Topic, draft: Draft) -> None:
    """The conclusions are the leader's own part, wanted before the draft is."""
    office, due = request.calendar, draft.matter.due_at
    before = office.closing(office.previous_working(office.today(due)))
    title = str(request.catalog.speak_to(lead(topic), request.now)("topics.conclusions"))
    part = {"title": title, "person": lead(topic), "due": before if before > request.now else due}
    life.hang(request, parts.KIND, part, draft)


def take_back(request: Request, entry: Entry) -> None:
    """What was begun as a draft just now is given up with it, and a matter that was named no longer
    comes of it. Raises Refused once the draft has moved on.
    """
    if entry.after.get("made"):
        _link(request, finding.find(request, entry.after["made"]), None)
    if entry.after.get("draft_id"):
        began = latest(request.session, entry.after["draft_id"], "drafts.assign")
        assert began is not None  # it was assigned
        steps.take_back(request, began.id)


def use(request: Request, topic: Topic, told: Told) -> Markup:
    """What came of it: with the matter that was made of it, each naming the other."""
    said = life.take(request, KIND, topic, "use", told)
    if told.get("made"):
        _link(request, finding.find(request, told["made"]), topic.matter)
    return said


def _link(request: Request, matter: Matter, of: Matter | None) -> None:
    topic, matter.comes_of = of or matter.comes_of, of
    for one in (matter, topic):
        if one is not None:
            story.show(request, one)


def made(request: Request, topic: Topic) -> list[tuple[Matter, Key | None]]:
    """What comes of it, as far as whoever asks may see it, and where that stands."""
    found = made_of_each(request, [topic]).get(topic.id, [])
    return [(one, _state(request, one)) for one in found]


def made_of_each(request: Request, topics: Sequence[Topic]) -> dict[int, list[Matter]]:
    """By topic, in the order it was begun, as far as whoever asks may see it."""
    found: dict[int, list[Matter]] = defaultdict(list)
    ids = [one.id for one in topics]
    for one in come_of(request.session, ids, visible_to(request.me)):
        found[one.comes_of_id or 0].append(one)
    return found


def _state(request: Request, matter: Matter) -> Key | None:
    row = ROWS.get(matter.kind)
    return moves.state_of(request.session.get_one(row, matter.id)) if row else None


def of_year(request: Request, year: int) -> Sequence[Topic]:
    """What was reported in it, as far as whoever asks may see it."""
    office = request.calendar
    first, last = (office.moment(date(one, 1, 1), time.min) for one in (year, year + 1))
    return stored.reported(request.session, first, last, visible_to(request.me))


# --- by itself ------------------------------------------------------------------------------------


OUT_OF_STEP = stored.out_of_step(SIGNED)


def follow(request: Request, topic: Topic) -> None:
    """Its draft is signed, or is not any more, or was called off; or its month is over."""
    hold(request.session, topic.id)
    request.session.refresh(topic)
    draft = request.session.get(Draft, topic.draft_id) if topic.draft_id else None
    if verb := _next(topic, draft, request.now):
        life.by_itself(request, KIND, topic, ITSELF[verb])


def _next(topic: Topic, draft: Draft | None, now: datetime) -> str:
    if draft is not None and topic.state is TopicState.REPORT_DRAFT:
        ended = draft.state is DraftState.CANCELLED
        return "sign" if draft.state in SIGNED else "call-off" if ended else ""
    if draft is not None and draft.state not in SIGNED and topic.state in stored.WAITS:
        return "reopen"
    return "ask-use" if topic.asks_at is not None and topic.asks_at <= now else ""
