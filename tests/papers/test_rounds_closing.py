"""A round closes once, whoever looks: any number of sweeps, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from storage.matters.due import first
from storage.matters.matter import Matter, Visibility
from storage.papers import rounds
from storage.papers.drafts import Draft, DraftState
from storage.papers.rounds import Answer, Invited, Round, RoundKind, RoundState
from tests.databases import NOW, add_people, together


def add_round(sessions):
    add_people(sessions, "UWANG", "ULINA", "UZHANG")
    with sessions.begin() as session:
        about = {"title": "Budget memo", "visibility": Visibility.CHAIN, "opened_by_id": "UWANG"}
        about |= {"owner_id": "ULINA", "due_at": NOW, "opened_at": NOW - timedelta(days=1)}
        draft = Draft(
            matter=Matter(kind="drafts", prefix="D", **about),
            state=DraftState.IN_REVIEW,
            reviewer_id="UWANG",
            signatory_id="UWANG",
        )
        session.add(draft)
        session.flush()
        session.add(
            Round(
                matter=Matter(kind="rounds", prefix="C", **about),
                draft=draft,
                number=1,
                kind=RoundKind.REVISION,
                state=RoundState.OPEN,
                version=1,
                closes_at=NOW,
                invited=[Invited(person_id="UZHANG", answer=Answer.NONE)],
            )
        )


def test_of_many_sweeps_at_once_one_closes_it(sessions):
    add_round(sessions)

    def sweep(_: int) -> bool:
        with sessions.begin() as session:
            found = first(session, rounds.ROUNDS_OVER, NOW)
            return found is not None and rounds.claim(session, found, NOW)

    assert sorted(together(6, sweep)) == [False] * 5 + [True]
    with sessions() as session:
        assert session.get_one(Round, 2).state is RoundState.CLOSED


def test_none_closes_before_its_time(sessions):
    add_round(sessions)
    with sessions() as session:
        assert first(session, rounds.ROUNDS_OVER, NOW - timedelta(seconds=1)) is None
