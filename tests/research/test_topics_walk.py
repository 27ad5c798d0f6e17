"""However a topic goes, from the pool to what came of its report: one person has it or nobody, what
its draft and its trips are it is too, each step can be taken back, and nothing ever breaks.
"""

from __future__ import annotations

import random

import pytest

from bot.matters.moves import open_to
from bot.papers.drafts.moves import MOVES
from bot.papers.life import OPEN, SIGNED
from bot.research import trips
from bot.research.topics import KIND, WRITING
from bot.who.lookups import standing
from handlers.clockwork import deliver, tick
from handlers.slack.desk import Words
from handlers.slack.visit import Visit, answer
from storage.matters import undelivered
from storage.matters.followups import open_on
from storage.matters.journal import latest
from storage.matters.matter import Matter, readers
from storage.papers.drafts import Draft
from storage.research.topics import IN_HAND, REPORTED, Topic, TopicState
from storage.research.trips import AWAY, MADE, Trip, TripState
from storage.who.people import Person
from tests.conftest import scene

PEOPLE = ["UWANG", "UZHAO", "UCHEN", "UZHANG", "ULINA", "USUN", "UHE", "UTOM"]
DAYS = ["12月10日", "21 Dec", "in 30 working days"]
ROW = {"drafts": Draft, "topics": Topic, "trips": Trip}
TRIP = {verb: move for verb, move in trips.KIND.moves.items() if verb != "edit"}
TABLES = {"drafts": MOVES, "topics": KIND.moves, "trips": TRIP}
BACK = ["cancel", "return", "reschedule"]
FORTH = [verb for verb in TRIP if verb not in (*BACK, "shorten")]
PAPER = [verb for verb in MOVES if verb in ("accept", "submit", "pass", "sign", "cancel", "return")]


@scene
def pooled(door):
    for n, said in enumerate(("电梯为什么推不动", "为什么老是填表", "审批为什么慢"), 1):
        door.says("UZHANG", f"提个调研题：{said}")
        door.says("UCHEN", f"R-{n} 入围")
    return door


@scene
def chosen(pooled):
    pooled.says("UWANG", "定 R-1，李娜牵头，12月10日前出报告")
    pooled.says("ULINA", "accept R-1")
    return pooled


def test_a_random_walk_in_the_pool(pooled):
    assert _walks(pooled, random.Random(1), 40, (1, 2, 3)) > 5


@pytest.mark.parametrize("seed", range(2))
def test_a_random_walk_from_the_choice_to_what_came_of_it(chosen, seed):
    assert _walks(chosen, random.Random(seed), 60, (1,)) > 8


@pytest.mark.parametrize("seed", range(2))
def test_a_random_walk_with_a_trip_for_it(chosen, seed):
    chosen.says("ULINA", "trip for R-1 to Qingshan today at 11 with Zhang Wei, back by five")
    chance, seen = random.Random(seed), set()
    for _ in range(40):
        back = BACK if chance.random() < 0.1 else []
        _asks(chosen, chance, "trips", TRIP, back or FORTH, 4)
        _all_is_well(chosen)
        if chance.random() < 0.2:
            _takes_back(chosen, chance, 4, "trips")
            _all_is_well(chosen)
        if chance.random() < 0.1:
            _walks(chosen, chance, 1, (1,))
        seen.add(_states(chosen)[0])
    assert len(seen) > 2


def _walks(door, chance, steps, numbers) -> int:
    """How many steps were taken of those that were tried."""
    taken = 0
    for _ in range(steps):
        number, before = chance.choice(numbers), _states(door)
        if draft := chance.random() < 0.6 and _draft_of(door, number):
            _asks(door, chance, "drafts", MOVES, PAPER, draft)
            tick(door.bot)
        else:
            _asks(door, chance, "topics", KIND.moves, list(KIND.moves), number)
        _all_is_well(door)
        taken += _states(door) != before
        if chance.random() < 0.3:
            _takes_back(door, chance, number)
            tick(door.bot)
            _all_is_well(door)
        if chance.random() < 0.1:
            door.clock.turn(days=chance.choice([0, 1, 31]))
            tick(door.bot)
            _all_is_well(door)
    deliver(door.bot)
    with door.bot.sessions() as session:
        assert undelivered.set_aside(session) == []
    return taken


def _asks(door, chance, feature, moves, verbs, number) -> None:
    """Somebody takes a step that is open to them; now and then anybody tries anything."""
    who, verb = chance.choice(PEOPLE), chance.choice(verbs)
    could = [one for one in _open(door, moves, number) if one[1] in verbs]
    if could and chance.random() < 0.8:
        who, verb = chance.choice(could)
    asked = {"id": str(number), "person": chance.choice(PEOPLE[:6]), "due": chance.choice(DAYS)}
    asked |= {"words": "因为", "into": f"R-{chance.randint(1, 3)}", "title": f"题{number}甲乙"}
    asked |= {"evidence": "https://example.org/1", "opinion": "…", "origin": "plan"}
    asked |= {"findings": "卡在一户", "use": chance.choice(["instruction", "information"])}
    asked |= {"link": "https://example.org/2"} if feature == "drafts" else {}
    asked |= {"cost": "800", "returns_at": "今天 17:00"} if feature == "trips" else {}
    asked |= {"leaves_at": "下周二", "returns_at": ""} if verb == "reschedule" else {}
    _answered(door, who, f"{feature}:{verb}", asked)


def _open(door, moves, number) -> list[tuple[str, str]]:
    now, found = door.clock.now(), []
    with door.bot.sessions() as session:
        row = next(ROW[one] for one, table in TABLES.items() if table is moves)
        item = session.get_one(row, number)
        for who in PEOPLE:
            me = standing(session, session.get_one(Person, who), now)
            found += [(who, one.verb) for one in open_to(moves, me, item, now)]
    return found


def _answered(door, who, what, asked) -> None:
    said = answer(door.bot, Visit(who, "form", asked), door.bot.handler(what))
    assert "⚠️" not in getattr(said, "text", "")


def _takes_back(door, chance, number, feature="topics") -> None:
    draft = _draft_of(door, number) if feature == "topics" else 0
    of = chance.choice([one for one in (number, draft) if one])
    with door.bot.sessions() as session:
        deed = latest(session, of)
    handler = door.bot.handler(f"{feature if of == number else 'drafts'}:undo")
    said = answer(door.bot, Visit(deed.person_id, "button", {"id": str(deed.id)}), handler)
    assert isinstance(said, Words) or said.text


def _draft_of(door, number) -> int:
    with door.bot.sessions() as session:
        return session.get_one(Topic, number).draft_id or 0


def _states(door):
    with door.bot.sessions() as session:
        return [session.get_one(Topic, n).state for n in (1, 2, 3)]


def _all_is_well(door) -> None:
    with door.bot.sessions() as session:
        for number in (1, 2, 3):
            topic = session.get_one(Topic, number)
            _has_one_holder(session, topic)
            _is_what_its_draft_is(session, topic)
            _is_where_its_trips_are(session, topic)


def _has_one_holder(session, topic) -> None:
    """One has it or nobody, and it is over then; its proposers read it; who proposed it stays."""
    stage, matter = KIND.stage(topic), topic.matter
    owed = [(one.person_id, one.duty) for one in open_on(matter)]
    assert owed == ([(stage.holder(topic).slack_id, KIND.duty(stage))] if stage else [])
    assert (matter.closed_at is None) == (stage is not None)
    assert readers(session, matter) == KIND.people(topic)
    assert topic.proposers[0] is matter.opened_by
    assert (topic.into is not None) == (topic.state is TopicState.MERGED)


def _is_what_its_draft_is(session, topic) -> None:
    """Reported is what is signed, or was handed in; asked is what was reported a month ago."""
    reported, draft = topic.state in REPORTED, session.get(Draft, topic.draft_id or 0)
    assert topic.state not in WRITING or (draft is not None and draft.state in OPEN)
    if draft is not None and topic.state in (TopicState.DELIVERED, TopicState.ASKED):
        assert draft.state in SIGNED
    assert reported == (topic.delivered_at is not None)
    assert (topic.asks_at is not None) == (topic.state is TopicState.DELIVERED)
    assert not topic.use or topic.state in (TopicState.USED, TopicState.SHELVED)
    assert topic.chosen_at is not None or not reported
    for one in session.query(Matter).filter(Matter.comes_of_id == topic.id):
        assert one.kind == "drafts"


def _is_where_its_trips_are(session, topic) -> None:
    """As long as whoever leads it has it."""
    there = {one.state for one in session.query(Trip).filter(Trip.topic_id == topic.id)}
    if topic.state in IN_HAND:
        left = there & {TripState.OUT, *MADE}
        stands = TopicState.PLANNED if there & {*AWAY} else TopicState.CHOSEN
        assert topic.state is (TopicState.FIELDWORK if left else stands)
