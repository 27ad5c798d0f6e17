"""The life of a draft as a table: in each state, who may take which steps. No database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.language.refusals import Refused
from bot.matters import moves
from bot.papers.drafts.moves import MOVES
from bot.papers.life import AFTER, OPEN, OVER, STAGES, ball, duty
from bot.who.standing import Standing
from storage.matters.matter import Matter, Visibility
from storage.papers.drafts import Draft, DraftState
from storage.who.people import Person, Role

FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)


def person(slack_id: str, role: Role, section: str = "", **more: bool) -> Person:
    known = {"active": True, "guest": False, "name": slack_id} | more
    return Person(slack_id=slack_id, role=role, section=section, **known)


WRITER = person("UWRITER", Role.STAFF, "文秘科")
ASSIGNER = person("UASSIGNER", Role.OTHER_LEADER)
REVIEWER = person("UREVIEWER", Role.STAFF)
SIGNATORY = person("USIGNATORY", Role.LEADER)
DIRECTOR = person("UDIRECTOR", Role.DIRECTOR)
HEAD = person("UHEAD", Role.SECTION_HEAD, "文秘科")
COLLEAGUE = person("UCOLLEAGUE", Role.STAFF, "文秘科")


def draft(state: str = "assigned", owner: Person = WRITER, opened_by: Person = ASSIGNER) -> Draft:
    matter = Matter(
        id=1,
        kind="drafts",
        prefix="D",
        title="Budget memo",
        visibility=Visibility.CHAIN,
        owner=owner,
        owner_id=owner.slack_id,
        opened_by=opened_by,
        opened_by_id=opened_by.slack_id,
        due_at=FRIDAY,
    )
    return Draft(
        matter=matter,
        state=DraftState(state),
        reviewer=REVIEWER,
        reviewer_id=REVIEWER.slack_id,
        signatory=SIGNATORY,
        signatory_id=SIGNATORY.slack_id,
    )


def steps(who: Person | Standing, it: Draft) -> str:
    me = who if isinstance(who, Standing) else Standing(who)
    return " ".join(move.verb for move in moves.open_to(MOVES, me, it))


RUNS_IT = "reschedule handover cancel weigh"
AT_OFFICE = "changed register issue file"  # of a draft whose type nobody has said


@pytest.mark.parametrize(
    ("state", "writer", "assigner", "reviewer", "signatory", "head"),
    [
        ("assigned", "accept submit problem extend handover", RUNS_IT, "", "", "handover"),
        (
            "problem_raised",
            "accept submit extend handover",
            f"settle {RUNS_IT}",
            "",
            "",
            "handover",
        ),
        ("drafting", "submit problem extend handover", RUNS_IT, "", "", "handover"),
        ("in_review", "submit handover", RUNS_IT, "pass return", "sign return", "handover"),
        ("returned", "submit problem extend handover", RUNS_IT, "", "", "handover"),
        ("leader_review", "handover", RUNS_IT, "", "sign return", "handover"),
        ("signed_off", "", "recheck changed file", "", "", "recheck changed file"),
        ("rechecked", "", AT_OFFICE, "", "", AT_OFFICE),
        ("issued", "", "file", "", "", "file"),
        ("filed", "", "retain", "", "", "retain"),
        ("cancelled", "", "", "", "", ""),
    ],
)
def test_each_state_opens_the_right_steps_to_the_right_people(
    state, writer, assigner, reviewer, signatory, head
):
    it = draft(state)

    seen = [steps(who, it) for who in (WRITER, ASSIGNER, REVIEWER, SIGNATORY, HEAD)]

    assert seen == [writer, assigner, reviewer, signatory, head]


@pytest.mark.parametrize("state", list(DraftState))
def test_a_director_may_do_what_the_assigner_may(state):
    assert steps(DIRECTOR, draft(state)) == steps(ASSIGNER, draft(state))


@pytest.mark.parametrize("state", list(DraftState))
def test_a_delegate_on_record_may_do_what_the_signatory_may(state):
    delegate = Standing(COLLEAGUE, signs_for=frozenset({"USIGNATORY"}))

    assert steps(delegate, draft(state)) == steps(SIGNATORY, draft(state))
    assert steps(Standing(COLLEAGUE, signs_for=frozenset({"UHEAD"})), draft(state)) == ""


def test_a_delegate_does_not_sign_what_they_wrote():
    writer = Standing(WRITER, signs_for=frozenset({"USIGNATORY"}))

    assert steps(writer, draft("in_review")) == steps(WRITER, draft("in_review"))


@pytest.mark.parametrize("state", list(DraftState))
def test_everybody_else_may_do_nothing(state):
    other_head = person("UOTHER", Role.SECTION_HEAD, "值班室")
    nowhere = person("UNOWHERE", Role.SECTION_HEAD, "")
    another_leader = person("UBOSS", Role.PRINCIPAL)

    for who in (COLLEAGUE, other_head, nowhere, another_leader):
        assert steps(who, draft(state)) == ""


@pytest.mark.parametrize(
    "gone",
    [
        person("UWRITER", Role.OUTSIDER),
        person("UWRITER", Role.STAFF, guest=True),
        person("UWRITER", Role.STAFF, active=False),
    ],
    ids=["outsider", "guest", "deactivated"],
)
def test_who_is_not_of_the_office_may_do_nothing_even_with_what_was_once_theirs(gone):
    assert steps(gone, draft()) == ""
    with pytest.raises(Refused) as refusal:
        moves.check(MOVES, Standing(gone), draft(), "accept")
    assert (refusal.value.key, refusal.value.blanks) == (
        "office.not-for-you",
        {"who": "drafts.who-owner"},
    )


@pytest.mark.parametrize("state", sorted(OPEN))
def test_time_that_was_asked_for_is_granted_by_whoever_runs_it_and_nobody_else(state):
    it = draft(state)
    it.wanted_due = FRIDAY

    answering = {
        who.slack_id
        for who in (WRITER, ASSIGNER, REVIEWER, SIGNATORY, DIRECTOR, HEAD, COLLEAGUE)
        if "grant decline" in steps(who, it)
    }
    assert answering == {"UASSIGNER", "UDIRECTOR"}


def test_a_director_who_writes_for_another_cannot_move_their_own_date():
    theirs = draft("drafting", owner=DIRECTOR)
    theirs.wanted_due = FRIDAY

    assert steps(DIRECTOR, theirs) == "submit problem extend handover"


def test_who_assigned_it_to_themselves_both_writes_and_runs_it():
    own = draft("drafting", owner=ASSIGNER)

    assert steps(ASSIGNER, own) == f"submit problem extend {RUNS_IT}"


def test_a_reviewer_who_signs_too_passes_nothing_on():
    it = draft("in_review")
    it.reviewer, it.reviewer_id = SIGNATORY, "USIGNATORY"

    assert steps(SIGNATORY, it) == "sign return"


def test_a_step_at_the_wrong_time_is_refused_with_the_state():
    with pytest.raises(Refused) as refusal:
        moves.check(MOVES, Standing(WRITER), draft("cancelled"), "submit")

    assert refusal.value.key == "office.too-late"
    assert refusal.value.blanks == {"number": "D-1", "state": "drafts.state-cancelled"}


def test_every_state_but_the_last_two_has_a_way_out_and_every_state_a_way_in():
    sources = {state for move in MOVES.values() for state in move.sources}
    targets = {move.target for move in MOVES.values()} - {None}

    leaving = {state for move in MOVES.values() if move.target for state in move.sources}
    assert set(DraftState) - leaving == OVER
    assert set(DraftState) - sources == {"cancelled"}
    assert targets == set(DraftState)
    assert leaving == OPEN | AFTER


@pytest.mark.parametrize("state", list(DraftState))
def test_whoever_has_the_ball_can_play_it(state):
    it = draft(state)
    holder = ball(it)

    assert (holder is not None) == (state in OPEN | AFTER)
    if holder is not None:
        assert STAGES[state].done in steps(holder, it).split()
        assert duty(it).startswith("drafts.duty-")
