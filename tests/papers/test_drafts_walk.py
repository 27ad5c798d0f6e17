"""However a draft goes from hand to hand: one person has the ball and owes just that, each step
can be taken back, and nothing ever breaks.
"""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from bot.matters.moves import open_to
from bot.papers.drafts.moves import MOVES
from bot.papers.life import AFTER, OPEN, ball, duty
from bot.who.lookups import standing
from handlers.clockwork import deliver, tick
from handlers.slack.desk import Form, Words
from handlers.slack.visit import Visit, answer
from storage.matters import outbox
from storage.matters.followups import open_on
from storage.matters.journal import latest
from storage.matters.matter import Matter, readers
from storage.papers.drafts import Draft
from storage.papers.plan import steps
from storage.who.people import Person

PEOPLE = ["UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "ULINA", "USUN", "UHE", "UTOM"]
STEPS = [verb for verb in MOVES if verb not in ("cancel", "file", "retain")]


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk(door, seed):
    chance = random.Random(seed)
    door.says("UCHEN", "请李娜起草年度总结，下周五下班前交")
    door.types("UCHEN", "/draft dates for D-1")
    door.fills_in("UCHEN")
    door.says("ULINA", "ask about D-1: which figures?")

    taken = sum(_step(door, chance) for _ in range(100))
    _over(door, chance)

    assert taken > 8  # of what people tried; the rest was refused
    deliver(door.bot)
    with door.bot.sessions() as session:
        assert outbox.set_aside(session) == []


def _step(door, chance) -> bool:
    """Somebody tries something; now and then, if it was done, they take it back."""
    who = chance.choice(PEOPLE)
    verb = chance.choice(_open_to(door, who) or STEPS)
    before = _picture(door)
    if not _asks(door, who, verb, chance):
        assert _picture(door) == before
        return False
    _all_is_well(door)
    if chance.random() < 0.4:
        with door.bot.sessions() as session:
            deed = latest(session, 1)
        assert _visit(door, who, "undo", {"id": str(deed.id)})
        assert _picture(door) == before
        _all_is_well(door)
    if chance.random() < 0.1:
        door.clock.turn(hours=chance.randint(1, 30))
        tick(door.bot)
    return True


def _open_to(door, who) -> list[str]:
    now = door.clock.now()
    with door.bot.sessions() as session:
        me = standing(session, session.get_one(Person, who), now)
        found = open_to(MOVES, me, session.get_one(Draft, 1))
    return [move.verb for move in found if move.verb in STEPS]


def _asks(door, who, verb, chance) -> bool:
    asked = {
        "id": "1",
        "opinion": chance.choice(["再改改", "looks fine", "*_~`<!channel>&"]),
        "due": chance.choice(["tomorrow", "下周五", "in 30 days", "昨天", "改天"]),
        "person": chance.choice(PEOPLE),
        "link": chance.choice(["https://docs.example/1", "nowhere"]),
        "version": chance.choice(["", "", "3", "x"]),
        "reference": chance.choice(["鲁府办〔2026〕8号", "鲁府办[2026]08号", "x"]),
        "to": "各科室",
    }
    return _visit(door, who, verb, asked)


def _visit(door, who, verb, asked) -> bool:
    reply = answer(door.bot, Visit(who, "form", asked), door.bot.handler(f"drafts:{verb}"))
    if isinstance(reply, Form):
        return not reply.over  # asked which time is meant, nothing is done
    assert "⚠️" not in reply.text
    return isinstance(reply, Words)


def _over(door, chance) -> None:
    """Whoever has assigned it ends it: what is signed is filed, the rest is called off."""
    assert _visit(door, "UCHEN", "file" if _is_signed(door) else "cancel", {"id": "1"})
    _all_is_well(door)
    assert not any(_asks(door, who, verb, chance) for who in PEOPLE for verb in STEPS)


def _is_signed(door) -> bool:
    with door.bot.sessions() as session:
        return session.get_one(Draft, 1).state in AFTER


def _picture(door):
    with door.bot.sessions() as session:
        draft = session.get_one(Draft, 1)
        row = (draft.state, draft.reviewer_id, draft.opinion, draft.wanted_due, draft.promised_at)
        matter = (draft.matter.owner_id, draft.matter.due_at, draft.matter.closed_at)
        filing = draft.filing and (draft.filing.clerk_id, draft.filing.reference)
        planned = [(one.name, one.due_at) for one in steps(draft)]
        numbers = [one.number for one in draft.versions]
        return row, matter, planned, filing or (None, None), numbers


def _all_is_well(door) -> None:
    with door.bot.sessions() as session:
        draft = session.get_one(Draft, 1)
        matter, holder = draft.matter, ball(draft)
        found = [(one.person_id, one.duty) for one in open_on(session.get_one(Matter, 1))]
        owed = [one for one in found if one[1].startswith("drafts.")]
        besides = [duty for _, duty in found if not duty.startswith("drafts.")]
        takes_part = {matter.owner_id, matter.opened_by_id, draft.reviewer_id, draft.signatory_id}
        takes_part |= {draft.filing.clerk_id} - {None} if draft.filing else set()

        assert owed == ([(holder.slack_id, duty(draft))] if holder else [])
        assert len(besides) == len(set(besides))
        assert not besides or draft.state in OPEN
        writes = {who for who, duty in found if duty in ("plan.duty-outline", "plan.duty-draft")}
        assert writes <= {matter.owner_id}
        assert (matter.closed_at is None) == (draft.state in OPEN | AFTER) == bool(holder)
        assert readers(session, matter) == takes_part
        assert draft.reviewer_id != matter.owner_id
        assert session.scalars(select(Draft)).all() == [draft]
