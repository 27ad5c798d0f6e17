"""The secrecy register: a number that says nothing, who has it, until when; and not a word more."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select

from bot.office.custody import KIND
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.office.custody import Custody
from storage.who.people import Person, Role
from tests.conftest import scene

TOLD = {"person", "due", "day"}  # what a step of it may be told


@scene
def kept(door):
    """周婷 is confidential clerk, and keeps Z-1."""
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "UZHOU").role = Role.CONFIDENTIAL_CLERK
    door.says("UZHOU", "登记一件涉密件")
    return door


@scene
def lent(kept):
    kept.says("UZHOU", "Z-1 借给 <@ULINA>，周五前还")
    return kept


def test_nothing_can_be_entered_but_people_and_days():
    moves = [KIND.opening, *KIND.moves.values()]
    assert {field.kind for move in moves for field in move.told} <= TOLD
    written = {one.name for one in inspect(Custody).columns if "id" not in one.name}
    assert written == {"state", "row_version"}


@pytest.mark.parametrize(
    ("who", "said"),
    [("UZHOU", "登记一件涉密件：某年某号文"), ("UZHOU", "register an item about the harbour")],
)
def test_what_is_said_beside_it_is_kept_nowhere(kept, who, said):
    kept.says(who, said)
    words = said.partition("：")[2] or "harbour"
    with kept.bot.sessions() as session:
        assert not [one for one in session.scalars(select(Matter)) if words in one.title]
        assert not [one for one in session.scalars(select(Entry)) if words in str(vars(one))]


def test_lent_it_is_to_be_back_and_both_know(lent):
    door = lent
    assert door.card("ULINA", "Z-1") == (
        "⏳🔒 *Z-1* · Registered item · lent\n"
        "kept by *周婷* · by Fri 27 Nov 18:00 (in 2 working days)\n[Brought back] [Record]"
    )
    said = door.waits(days=1)
    mine = [text for text in said if text.startswith("ULINA")]
    assert "bring a registered item back" in "".join(mine)
    assert not [text for text in said if text.startswith(("UWANG", "UZHAO", "UCHEN", "UHE"))]
    door.says("ULINA", "I brought Z-1 back")
    assert "[已收回]" in door.card("UZHOU", "Z-1")
    door.presses("UZHOU", "已收回", about="Z-1")
    assert "Z-1" not in door.says("ULINA", "registered items")
    assert "*Z-1* · 周婷 保管" in door.says("UZHOU", "在册涉密件")


def test_the_first_line_of_a_month_counts_all_that_is_kept(kept):
    door = kept
    door.says("UZHOU", "登记一件涉密件")
    door.says("UZHOU", "Z-2 借给 <@ULINA>，周五前还")
    door.says("UZHOU", "在册涉密件")
    assert "在管 1 件，借出 1 件" in door.presses("UZHOU", "都在：1 件")
    assert "12月" in door.card("UZHOU", "Z-1")


def test_it_ends_with_a_second_person_present_and_is_lent_no_more(kept):
    door = kept
    assert "不能兼监销人" in door.says("UZHOU", "Z-1 已销毁，<@UZHOU>监销")
    assert "两人在场" in door.says("UZHOU", "Z-1 已销毁，<@UCHEN>监销")
    assert door.card("UZHOU", "Z-1").startswith("✅🔒 *Z-1* 在册涉密件 · 已销毁")
    assert "“已销毁”" in door.says("UZHOU", "Z-1 借给 <@ULINA>，周五前还")


def test_nobody_else_keeps_any_nor_finds_a_trace(lent):
    door = lent
    assert "机要员" in door.says("UCHEN", "登记一件涉密件")
    for who in ("UCHEN", "UWANG", "UHE"):
        for said in ("Z-1", "在册涉密件", "Z-1 已收回"):
            assert "周婷" not in door.says(who, said), (who, said)
        assert "Z-1" not in door.opens_home(who)
    assert "only whoever keeps it" in door.says("ULINA", "Z-1 is back")
    assert "借出" in door.card("UZHOU", "Z-1")
