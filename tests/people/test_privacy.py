"""One person's data: handed out to them, and erased once they have left."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from handlers.slack import members
from storage import TABLES, personal
from storage.matters.journal import Entry
from storage.people.hardship import Hardship
from storage.who.people import Leave, Person
from tests.clear import in_clear
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


def test_every_column_that_names_a_person_is_handed_out_or_named_by_others_and_erased_or_kept():
    """Whoever adds a table says what becomes of it: `storage/personal.py`."""
    names, tables = set(), set()
    for table in TABLES.sorted_tables:
        keys = [one for one in table.foreign_keys if one.column.table.name == "people"]
        points = {one.parent.name for one in keys}
        looks = {one.name for one in table.columns if one.name in ("to", "owner", "slack_id")}
        names |= points | looks & {"slack_id"}
        tables |= {table.name} if points | looks else set()
    assert names == {*personal.THEIRS, *personal.NAMED}
    assert not {*personal.THEIRS} & {*personal.NAMED}
    assert tables == personal.ERASED.keys() | personal.STAYS
    assert not personal.ERASED.keys() & personal.STAYS
    assert {*personal.EMPTIED, *personal.PLAIN, *personal.NOT_SHOWN} <= TABLES.tables.keys()


PLANTED = "PLANTEDWORD"


@scene
def confided(lived: Door) -> Door:
    """What came with the years: a goal, a strength, and a difficulty that is nobody's business."""
    lived.types("UZHAO", "/office 定目标")
    told = {"title": "文稿零逾期", "person": "UZHANG", "measure": "按期率", "due": "明年1月29日"}
    assert lived.fills_in("UZHAO", **told) == {}
    lived.says("UZHANG", "我擅长综合文稿")
    lived.types("UZHANG", "/office 说说难处")
    assert lived.fills_in("UZHANG", ask=f"孩子上学的事 {PLANTED}") == {}
    return lived


def test_what_is_theirs_by_its_matter_is_handed_out_and_what_is_sealed_is_not(confided):
    confided.types("ULIU", "/office export <@UZHANG>")
    kept = file_of(confided, "UZHANG")
    assert [one["measure"] for one in kept["goals"]] == ["按期率"]
    assert [one["name"] for one in kept["strengths"]] == ["综合文稿"]
    assert [one["id"] for one in kept["drafts"]] == [1]
    assert PLANTED not in json.dumps(kept, ensure_ascii=False)
    assert "孩子" not in json.dumps(kept, ensure_ascii=False)


def test_the_words_of_a_difficulty_go_and_its_number_stays(confided):
    def asked() -> list[str]:
        with confided.bot.sessions() as session:
            return [*session.scalars(select(Hardship.ask))]

    assert PLANTED in asked()[0]
    leaves(confided, "UZHANG")
    confided.says("ULIU", "erase <@UZHANG>")
    confided.presses("ULIU", "Erase")
    assert asked() == [""]
    assert in_clear(confided, "13800000001") == []
    confided.types("ULIU", "/office export <@UZHANG>")
    assert "综合文稿" not in json.dumps(file_of(confided, "ULIU"), ensure_ascii=False)
