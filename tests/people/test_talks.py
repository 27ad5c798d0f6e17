"""Talks: notes for their author's eyes; a planted word is looked for wherever it could be."""

from __future__ import annotations

import json
import logging

import pytest
from sqlalchemy import select

from handlers.clockwork import tidy
from storage import sealed
from storage.db import Base
from storage.people.talks import Talk
from tests.clear import in_clear
from tests.conftest import scene
from tests.door import Door

PLANTED = "PLANTEDWORD"
SAID = f"Private note: spoke to Zhou Ting about the nights, {PLANTED}, she took it well"
KEPT = "只给你自己留着，到 2027年12月2日 周四 删除。清单、搜索、管理员页面里都没有。\n[打开] [删除]"


@scene
def noted(door):
    assert door.says("UWANG", SAID) == KEPT
    return door


def page(door: Door, who: str) -> str:
    door.presses(who, "打开" if who != "ULIU" else "Open")
    return json.dumps(door.form(who)["blocks"], ensure_ascii=False)


def test_only_its_author_reads_it_on_a_page_and_nothing_is_kept_in_clear(noted, caplog):
    caplog.set_level(logging.DEBUG)
    assert PLANTED in page(noted, "UWANG")
    assert in_clear(noted, PLANTED) == []
    noted.says("UWANG", f"only for me: {PLANTED} again, I had a chat with Zhou Ting, sort of")
    noted.says("UWANG", f"跟周婷谈心了，别让人看到，{PLANTED}")
    assert in_clear(noted, PLANTED) == []  # where it is only guessed at, too
    assert PLANTED not in caplog.text
    for who in ("UZHAO", "ULIU", "UCHEN"):
        noted.says(who, "my talks")
        assert PLANTED not in page(noted, who)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        *(("UZHAO", ""), ("UZHANG", ""), ("UCHEN", ""), ("ULIU", ""), ("UZHOU", ""), ("UHE", "")),
        ("UZHANG", "other_leader"),  # another leader
        ("ULIU", "outsider"),  # whoever only looks after the bot
    ],
)
def test_nobody_learns_whether_there_was_one(noted, who, role):
    if role:
        noted.types("UZHAO", "/office people")
        noted.presses("UZHAO", "设置角色", "COFFICE")
        assert noted.fills_in("UZHAO", person=who, role=role) == {}
    asked = ("what did the leader talk with {} about yesterday?", "王局昨天跟{}谈了什么？")
    for said in asked:
        same = noted.says(who, said.format("Zhou Ting")), noted.says(who, said.format("Sun Lei"))
        assert same[0].replace("周婷", "孙磊").replace("UZHOU", "USUN") == same[1]


def test_a_promise_is_a_reminder_that_betrays_nothing(door):
    door.types("UWANG", "/office note a talk")
    told = {"person": "USUN", "words": PLANTED, "promise": "周五"}
    assert door.fills_in("UWANG", **told) == {}
    assert "谈话时答应的事" in door.says("UWANG", "我手上有什么")
    assert "孙磊" not in door.says("UWANG", "F-1")
    door.says("UWANG", "跟孙磊谈话前看看")
    assert "我答应过的" in page(door, "UWANG")
    assert in_clear(door, PLANTED) == []


def kept(door: Door) -> int:
    with door.bot.sessions() as session:
        return len(session.scalars(select(Talk)).all())


def test_it_is_deleted_on_request_and_by_nobody_else(noted):
    assert noted.forges("UZHAO", "talks:forget", 1) == noted.forges("UZHAO", "talks:forget", 9)
    assert kept(noted) == 1
    noted.presses("UWANG", "删除")
    assert kept(noted) == 0


def test_it_goes_when_its_time_is_over(noted):
    noted.waits(days=371)
    tidy(noted.bot)
    assert kept(noted) == 1
    noted.waits(days=2)
    tidy(noted.bot)
    assert kept(noted) == 0


def test_a_new_key_opens_what_the_old_one_sealed_and_takes_its_place(noted):
    with noted.bot.sessions.begin() as session:
        sealed.begin_with(["old"])
        session.add(Talk(author_id="UZHAO", said='{"words": "x"}', keep_until=noted.clock.now()))
    sealed.begin_with(["new", "old"])
    with noted.bot.sessions.begin() as session:
        assert sealed.seal_anew(session, Base) >= 1
        assert sealed.seal_anew(session, Base) == 0
    sealed.begin_with(["new"])
    with noted.bot.sessions() as session:
        assert session.scalars(select(Talk.said).where(Talk.author_id == "UZHAO")).all() == [
            '{"words": "x"}'
        ]


def hints(door: Door, who: str) -> str:
    door.says(who, "我的谈话记录")
    page(door, who)
    return door.page(who)


def test_what_calls_for_a_talk_is_a_hint_to_whoever_gives_one_until_they_have(door):
    told = {"title": "零差错", "person": "USUN", "measure": "差错", "due": "12月31日"}
    door.types("UZHAO", "/office 定目标")
    assert door.fills_in("UZHAO", **told) == {}
    door.presses("UZHAO", "未达成", about="Y-1")
    assert door.fills_in("UZHAO", words="人手不够") == {}
    door.types("UZHAO", "/office people")
    door.presses("UZHAO", "设置角色", "COFFICE")
    assert door.fills_in("UZHAO", person="UZHOU", role="staff", section="综合科") == {}
    assert "• 孙磊：有目标没达成，11月25日 周三" in hints(door, "UWANG")
    assert "• 周婷：岗位有变动，11月25日 周三" in hints(door, "UWANG")
    assert "周婷：" not in hints(door, "UCHEN")  # of another section
    assert "• 孙磊：有目标没达成" in hints(door, "UCHEN")
    door.types("UWANG", "/office note a talk")
    assert door.fills_in("UWANG", person="USUN", words="说开了") == {}
    assert "孙磊：" not in hints(door, "UWANG").partition("近来可以谈谈的")[2]
    assert "• 孙磊：有目标没达成" in hints(door, "UCHEN")
    assert not [said for who in ("USUN", "UZHOU") for said in door.reads(who) if "谈谈" in said]


def test_back_from_a_long_leave_or_a_posting_calls_for_a_talk_and_what_is_undone_does_not(door):
    door.says("UZHANG", "我11月30日到12月18日休假")
    told = {"title": "零差错", "person": "USUN", "measure": "差错", "due": "12月31日"}
    door.types("UZHAO", "/office 定目标")
    assert door.fills_in("UZHAO", **told) == {}
    door.presses("UZHAO", "未达成", about="Y-1")
    assert door.fills_in("UZHAO", words="人手不够") == {}
    door.presses("UZHAO", "撤回", about="Y-1")
    assert "近来可以谈谈的" not in hints(door, "UWANG")
    door.waits_until(door.clock.now().replace(month=12, day=21))
    said = hints(door, "UWANG").partition("近来可以谈谈的*\n")[2]
    assert said.startswith("• 张伟：休长假回来，12月18日 周五\n")
    assert "孙磊：" not in said
