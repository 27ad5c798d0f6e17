"""One person's data: handed out to them, and erased once they have left."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from handlers.slack import members
from storage.matters.journal import Entry
from storage.who.people import Leave, Person
from tests.conftest import scene
from tests.door import Door

WORDS = "提一条意见"


@scene
def lived(door: Door) -> Door:
    """Zhang Wei has been at work, and has seen and not seen this and that."""
    door.types("UWANG", "/draft assign @zhang.wei Budget memo by 4 Dec 5pm")
    door.types("UWANG", f"/draft assign @li.na {WORDS} by 4 Dec 5pm")
    door.says("UZHANG", "我的电话 13800000001")
    door.says("UZHANG", "我12月1日到3日休假")
    return door


def file_of(door: Door, who: str) -> dict[str, Any]:
    """What they were last sent as a file."""
    [*_, said] = [one for one in door._messages(who, "DM") if one.files]
    return dict(json.loads(door.slack.files[said.files[-1]["id"]]))


def about(door: Door, who: str) -> Person:
    with door.bot.sessions() as session:
        return session.get_one(Person, who)


def leaves(door: Door, who: str) -> None:
    door.changes(who, deleted=True)


def test_all_that_is_kept_goes_to_whom_it_is_about(lived):
    assert lived.types("ULIU", "/office export <@UZHANG>").startswith("All that I keep about 张伟")
    kept = file_of(lived, "UZHANG")
    assert kept["people"][0]["phone"] == "13800000001"
    assert kept["leaves"][0]["first"] == "2026-12-01"
    assert [one["matter_id"] for one in kept["followups"]] == [1]
    assert WORDS not in json.dumps(kept, ensure_ascii=False)
    assert not [one for one in lived._messages("ULIU", "DM") if one.files]


def test_of_who_has_left_the_admin_gets_what_is_of_no_matter(lived):
    leaves(lived, "UZHANG")
    assert "has left" in lived.types("ULIU", "/office export <@UZHANG>")
    kept = file_of(lived, "ULIU")
    assert kept["people"][0]["phone"] == "13800000001"
    assert not {"followups", "matters", "drafts", "journal", "comments"} & kept.keys()
    assert "Budget memo" not in json.dumps(kept)


def test_only_who_has_left_is_erased_and_only_after_one_more_press(lived):
    assert "still in the workspace" in lived.types("ULIU", "/office erase <@UZHANG>")
    leaves(lived, "UZHANG")
    said = lived.says("ULIU", "erase <@UZHANG>")
    assert "*This stays*: the record and the papers" in said
    assert about(lived, "UZHANG").phone == "13800000001"

    lived.presses("ULIU", "Erase")
    gone = about(lived, "UZHANG")
    assert (gone.name, gone.handle, gone.phone, gone.tz, gone.dm) == ("UZHANG", "", "", "", "")
    with lived.bot.sessions() as session:
        assert session.scalars(select(Leave)).all() == []
        whats = session.scalars(select(Entry.what)).all()
    assert whats[-1] == "privacy.erased"
    assert "drafts.assign" in whats
    assert "Budget memo" in lived.types("UWANG", "/office record D-1")
    assert "张伟" not in lived.types("UWANG", "/office record D-1")

    assert "only the id is left" in lived.forges("ULIU", "privacy:confirm", "UZHANG")
    assert "only the id is left" in lived.types("ULIU", "/office erase <@UZHANG>")


def test_slack_tells_of_them_again_and_nobody_listens_until_they_are_back(lived):
    leaves(lived, "UZHANG")
    lived.says("ULIU", "erase <@UZHANG>")
    lived.presses("ULIU", "Erase")
    bot = lived.bot
    members.meet_everybody(bot.sessions, bot.slack, bot.workspace, lived.clock.now())
    assert about(lived, "UZHANG").name == "UZHANG"
    lived.changes("UZHANG", deleted=False)
    back = about(lived, "UZHANG")
    assert (back.name, back.erased, back.phone) == ("张伟", False, "")


@pytest.mark.parametrize("verb", ["export", "erase"])
@pytest.mark.parametrize("who", ["USUN", "UWANG", "UHE"])
def test_nobody_else_may(lived, verb, who):
    leaves(lived, "UZHANG")
    before = {one: len(lived._messages(one, "DM")) for one in ("UZHANG", "ULIU")}
    lived.says(who, f"{verb} <@UZHANG>")
    lived.forges(who, "privacy:confirm", "UZHANG")
    assert about(lived, "UZHANG").phone == "13800000001"
    assert {one: len(lived._messages(one, "DM")) for one in before} == before


def test_without_a_name_a_form_asks_whose(lived):
    leaves(lived, "UZHAO")
    lived.types("ULIU", "/office export personal data")
    assert lived.form("ULIU")["title"]["text"] == "Hand out data"
    assert lived.fills_in("ULIU", person="UZHANG") == {}
    assert file_of(lived, "UZHANG")["people"][0]["slack_id"] == "UZHANG"
