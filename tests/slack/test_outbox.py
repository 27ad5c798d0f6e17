"""Storage where many work at once: nothing is taken twice, nothing is lost, on every database."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.language.workdays import Calendar
from bot.matters import nudges
from storage import TABLES
from storage.db import Sessions
from storage.matters import outbox, sending, turned
from storage.matters.followups import FollowUp
from storage.matters.journal import Entry
from storage.matters.matter import Matter, Visibility
from storage.matters.outbox import Letter, LetterKind, LetterState
from storage.matters.paces import Budget
from storage.matters.sending import LEASE
from storage.papers.drafts import Draft
from tests.databases import NOW, add_followup, add_people, together

UNPACED = Budget(ahead=10.0**6, ahead_of_rest=10.0**6)
OFFICE = Calendar(ZoneInfo("Asia/Shanghai"))


def write(sessions: Sessions, readers: int, each: int) -> None:
    """Letters for so many readers, written in turn."""
    with sessions.begin() as session:
        for n in range(each):
            for reader in range(readers):
                letter = Letter(kind=LetterKind.NOTE, to=f"U{reader}", key=str(n), not_before=NOW)
                session.add(letter)
                session.flush()


def begun(session: Session, at: datetime) -> Letter | None:
    """The next letter, its attempt begun."""
    letter = sending.take(session, at, UNPACED)
    if letter is not None and not sending.begin(session, letter, at, "a postman", UNPACED):
        session.rollback()
        return None
    return letter


def send_all(sessions: Sessions, order: dict[str, list[str]]) -> None:
    """One postman takes and sends, noting what, until there has been nothing left for a while."""
    idle = 0
    while idle < 10:
        with sessions.begin() as session:
            letter = begun(session, NOW)
        idle = 0 if letter else idle + 1
        if letter:
            order[letter.to].append(letter.key)
            with sessions.begin() as session:
                session.get_one(Letter, letter.id).state = LetterState.SENT


def kept(sessions: Sessions, kind: LetterKind = LetterKind.NUDGE) -> list[Letter]:
    with sessions.begin() as session:
        return list(session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.to)))


# --- letters --------------------------------------------------------------------------------------


def test_six_postmen_send_every_letter_once(sessions):
    write(sessions, readers=20, each=2)
    order: dict[str, list[str]] = defaultdict(list)

    together(6, lambda n: send_all(sessions, order))

    assert order == {f"U{n}": ["0", "1"] for n in range(20)}


def test_the_letters_of_one_reader_are_taken_in_order_whoever_takes_them(sessions):
    write(sessions, readers=2, each=10)
    order: dict[str, list[str]] = defaultdict(list)

    together(4, lambda n: send_all(sessions, order))

    assert order == {reader: [str(n) for n in range(10)] for reader in ("U0", "U1")}


def test_what_slack_allows_is_spent_once_whoever_asks(sessions):
    """Ten calls to one reader, each of them free to go before the others: four are allowed."""
    call = {"kind": LetterKind.PAGE, "to": "U1", "key": "x", "matter_id": None, "blanks": {}}
    with sessions.begin() as session:
        outbox.post(session, [call | {"loud": True, "not_before": NOW} for _ in range(10)])
    budget, went = Budget(step=1.0, ahead=3.0), []

    def send(n: int) -> None:
        for _ in range(10):
            with sessions.begin() as session:
                letter = sending.take(session, NOW, budget)
                if letter is None:
                    continue
                if sending.begin(session, letter, NOW, f"postman {n}", budget):
                    went.append(letter.id)
                else:
                    session.rollback()

    together(6, send)

    assert len(went) == len(set(went)) == 4


@pytest.mark.postgres
def test_whoever_starts_waits_for_no_letter_that_is_in_hand(postgres):
    """Two that start at once, in a backlog, would wait for each other."""
    sessions = postgres.empty_office()
    write(sessions, readers=2, each=1)
    with sessions.begin() as hand, sessions.begin() as starts:
        assert begun(hand, NOW) is not None
        turned.clip(starts, NOW - timedelta(days=1))
    with sessions.begin() as session:
        due = session.scalars(select(Letter.not_before).order_by(Letter.id)).all()
    assert due == [NOW, NOW]
    sessions.kw["bind"].dispose()


def test_a_letter_whose_sender_has_lost_it_is_not_theirs(sessions):
    write(sessions, readers=1, each=1)
    with sessions.begin() as session:
        first = begun(session, NOW)
    with sessions.begin() as session:
        second = begun(session, NOW + LEASE)
    with sessions.begin() as session:
        assert sending.held_by(session, first) is None
        assert sending.held_by(session, second).attempts == 2


def test_a_letter_that_was_taken_is_given_to_nobody_else_until_its_lease_runs_out(sessions):
    write(sessions, readers=1, each=2)

    def take(at):
        with sessions.begin() as session:
            letter = begun(session, at)
            return letter and (letter.key, letter.attempts)

    assert take(NOW) == ("0", 1)
    assert take(NOW + LEASE - timedelta(seconds=1)) is None
    assert take(NOW + LEASE) == ("0", 2)


def test_a_taker_who_dies_before_the_commit_took_nothing(sessions):
    write(sessions, readers=1, each=1)
    session = sessions()
    assert begun(session, NOW) is not None
    session.close()
    with sessions.begin() as session:
        assert begun(session, NOW).attempts == 1


def test_letters_are_posted_in_their_order_and_what_is_drawn_when_sent_waits_once(sessions):
    a_note, home = (LetterKind.NOTE, "U1", "told"), (LetterKind.HOME, "U1", "")
    posted = [home, a_note, a_note, home, (LetterKind.HOME, "U2", "")]
    rows = [
        {"kind": kind, "to": to, "key": key, "matter_id": None, "blanks": {"n": n}, "loud": False}
        | {"not_before": NOW}
        for n, (kind, to, key) in enumerate(posted)
    ]
    with sessions.begin() as session:
        outbox.post(session, rows)
    with sessions.begin() as session:
        session.scalars(select(Letter).where(Letter.kind == LetterKind.HOME)).first().doubt = True
        outbox.post(session, rows[:1])  # what is in doubt may have been sent
    with sessions.begin() as session:
        written = session.scalars(select(Letter).order_by(Letter.id)).all()
        assert [one.blanks["n"] for one in written] == [0, 1, 2, 4, 0]
        assert {one.state for one in written} == {LetterState.WAITING}


def test_a_slot_holds_one_letter_whoever_comes_first(sessions):
    def put(n: int) -> int:
        with sessions.begin() as session:
            letter = Letter(kind=LetterKind.NUDGE, to=f"U{n}", slot="morning", not_before=NOW)
            return outbox.put_in_slot(session, letter).id

    assert len(set(together(6, put))) == 1
    assert len(kept(sessions)) == 1


# --- follow-ups -----------------------------------------------------------------------------------


def test_six_sweeps_at_once_remind_everybody_of_everything_once(sessions):
    readers = [f"U{n:02}" for n in range(10)]
    add_people(sessions, *readers)
    owed = {who: {add_followup(sessions, who, f"{who} {n}") for n in range(5)} for who in readers}

    def sweep(n: int) -> None:
        more = True
        while more:
            with sessions.begin() as session:
                more = nudges.sweep(session, NOW, OFFICE)

    together(6, sweep)

    letters = kept(sessions)
    assert [letter.to for letter in letters] == readers
    for letter in letters:
        told = [one for one, _ in letter.blanks["lines"]]
        assert (len(told), set(told)) == (5, owed[letter.to])


def test_sweeps_that_share_one_reader_lose_no_line(sessions):
    """Small batches, many sweeps, one letter: each adds its lines to what the others wrote."""
    add_people(sessions, "UONE")
    owed = {add_followup(sessions, "UONE", f"Paper {n}") for n in range(30)}

    def sweep(n: int) -> None:
        for _ in range(10):
            with sessions.begin() as session:
                nudges.sweep(session, NOW, OFFICE, batch=2)

    together(6, sweep)

    (letter,) = kept(sessions)
    assert {one for one, _ in letter.blanks["lines"]} == owed


def test_a_swept_followup_waits_for_its_next_moment(sessions):
    add_people(sessions, "UONE")
    known = add_followup(sessions, "UONE", "Paper")
    with sessions.begin() as session:
        nudges.sweep(session, NOW, OFFICE)
    with sessions.begin() as session:
        assert session.get_one(FollowUp, known).nudge_at == NOW.replace(day=26, hour=0, minute=30)


# --- what the schema forbids ----------------------------------------------------------------------


def test_the_migrations_make_the_tables_of_the_code(sessions):
    with sessions.kw["bind"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES) == []


def test_the_journal_is_only_added_to(sessions):
    add_people(sessions, "UONE")
    with sessions.begin() as session:
        session.add(
            Entry(person_id="UONE", at=NOW, what="people.post", surface="", before={}, after={})
        )
    for deed in ("UPDATE journal SET reason = 'another'", "DELETE FROM journal"):
        with pytest.raises(DatabaseError, match="append-only"), sessions.begin() as session:
            session.execute(text(deed))
    with sessions.begin() as session:
        assert [entry.reason for entry in session.scalars(select(Entry))] == [""]


def test_two_who_change_one_draft_at_once_the_second_is_told(sessions):
    add_people(sessions, "UONE")
    known = add_draft(sessions)
    with sessions() as reading:
        stale = reading.get_one(Draft, known)
        reading.commit()
        with sessions.begin() as session:
            session.get_one(Draft, known).opinion = "first"
        stale.opinion = "second"
        with pytest.raises(StaleDataError):
            reading.flush()
    with sessions.begin() as session:
        assert session.get_one(Draft, known).opinion == "first"


def add_draft(sessions: Sessions) -> int:
    with sessions.begin() as session:
        matter = Matter(
            kind="drafts",
            prefix="D",
            title="Budget memo",
            visibility=Visibility.CHAIN,
            opened_by_id="UONE",
            owner_id="UONE",
            due_at=NOW,
            opened_at=NOW,
        )
        draft = Draft(matter=matter, reviewer_id="UONE", signatory_id="UONE")
        session.add(draft)
        session.flush()
        return draft.id
