"""Coordination among departments: positions that are superseded and never edited, side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.language.catalog import LANGUAGES
from storage.processes.cases import Case
from tests.conftest import WEDNESDAY, scene

MATTER = "老城区扫雪由谁负责"


@scene
def asked(door):
    """陈静 asks 孙磊 and 李娜; 王建国 chairs."""
    door.says("UCHEN", f"协调事项：{MATTER}")
    door.presses("UCHEN", "打开表单")
    said = {"question": "谁扫，钱从哪出", "departments": "USUN ULINA", "chair": "UWANG"}
    assert "应明确主办部门" in door.fills_in("UCHEN", **said)["lead"]
    assert door.fills_in("UCHEN", **said, lead="USUN") == {}
    return door


@scene
def differ(asked):
    asked.says("USUN", "K-1 这步办好了：同意牵头，市里出一半")
    asked.says("ULINA", "step done K-1: not agreed, we have no machines")
    return asked


def test_a_new_position_takes_the_place_of_the_old_one_which_stays_on_record(differ):
    door = differ
    card = door.card("UCHEN", "K-1")
    assert "• 孙磊（11月25日 周三 10:00）：同意牵头，市里出一半" in card
    assert "▸ *比对分歧、提出方案* 陈静" in card
    door.waits(days=1)
    door.says("ULINA", "new position on K-1: agreed, with machines from the city")
    assert "not agreed" not in door.card("UCHEN", "K-1")
    door.says("UCHEN", "K-1 意见对照")
    table = door._messages("UCHEN", "DM")[-1].text
    assert "agreed, with machines from the city" in table
    assert "原意见：not agreed, we have no machines" in table
    assert "“not agreed, we have no machines”" in door.says("UCHEN", "K-1 记录")
    door.says("ULINA", "positions on K-1")
    assert "• 孙磊, Wed 25 Nov 10:00: 同意牵头" in door._messages("ULINA", "DM")[-1].text


def test_a_new_position_that_is_taken_back_stands_no_more(differ):
    differ.says("ULINA", "new position on K-1: agreed")
    differ.presses("ULINA", "Undo", about="new position")
    assert "not agreed, we have no machines" in differ.card("UCHEN", "K-1")
    differ.says("UCHEN", "K-1 意见对照")
    assert "原意见" not in differ._messages("UCHEN", "DM")[-1].text


def test_said_twice_a_position_stands_and_nobody_is_told_again(asked):
    for who, said, again in (
        ("USUN", "K-1 同意", "你的意见本来就是“同意”，没有变，也没有再通知别人。"),
        ("ULINA", "K-1 agreed", "That is what you said already (“agreed”). It stands; nobody is "),
    ):
        asked.says(who, said)
        before = asked.reads("UCHEN")
        assert asked.says(who, said).startswith(again)
        assert asked.reads("UCHEN") == before


@pytest.mark.parametrize(
    ("who", "said", "stands"),
    [
        ("USUN", "K-1 没法同意", "没法同意"),
        ("USUN", "K-1 可以接受，市里出一半", "可以接受，市里出一半"),
        ("USUN", "K-1 原则同意，经费另议", "原则同意，经费另议"),
        ("USUN", "K-1 我们不反对", "不反对"),
        ("ULINA", "K-1 agreed, if the city pays half", "agreed, if the city pays half"),
        ("ULINA", "K-1 I can live with it", "I can live with it"),
        ("ULINA", "K-1 we cannot agree, the budget is gone", "we cannot agree, the budget"),
    ],
)
def test_a_position_is_given_in_plain_words(asked, who, said, stands):
    for stranger in ("UHE", "UZHOU"):
        assert "扫雪" not in asked.says(stranger, said)
    assert stands not in asked.card("UCHEN", "K-1")
    asked.says(who, said)
    assert f"）：{stands}" in asked.card("UCHEN", "K-1")


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        (
            "UCHEN",
            "我要协调一下停车位的事，请张伟、李娜、孙磊分别说说意见",
            "是要：*协调事项* · <@UZHANG> · <@ULINA> · <@USUN> ·《停车位》？",
        ),
        (
            "ULINA",
            "I need to coordinate the parking lot, Zhang Wei and Sun Lei should each say where "
            "they stand",
            "Do you mean: *Coordinate departments* · <@UZHANG> · <@USUN> · _parking lot_?",
        ),
    ],
)
def test_who_is_to_say_what_they_think_stands_in_the_form(door, who, said, offered):
    assert door.says(who, said).startswith(offered)
    door.presses(who, "就这样" if who == "UCHEN" else "Yes, do it")
    assert door.fills_in(who, question="where", lead="USUN") == {}
    door.says("UZHANG", "K-1 没法同意")
    assert "没法同意" in door.says(who, "K-1 记录")


def test_nobody_changes_the_position_of_another_nor_one_of_a_case_that_is_over(differ):
    door = differ
    assert "没有可以改的意见" in door.says("UCHEN", "K-1 改意见：都同意")
    with door.bot.sessions() as session:
        theirs = next(one.id for one in session.get_one(Case, 1).steps if one.person_id == "USUN")
    door.forges("ULINA", "steps:supersede", theirs)  # no matter of hers, nor a step
    assert "同意牵头" in door.card("UCHEN", "K-1")
    door.says("UCHEN", "K-1 不办了：并入专项行动")
    assert "没有可以改的意见" in door.says("USUN", "K-1 改意见：不同意")
    assert "同意牵头" in door.card("UCHEN", "K-1")


def test_the_leader_who_chairs_reads_who_differs_and_what_is_agreed_is_followed(differ):
    door = differ
    door.says("UCHEN", "K-1 这步办好了：分歧在经费；一、市区各半；二、全由市里出")
    assert "▸ *主持协调、定意见* 王建国" in (card := door.card("UWANG", "K-1"))
    assert "not agreed, we have no machines" in card
    assert "意见对照" in card.split("\n")[-1]
    door.says("UWANG", "K-1 这步办好了：市区各半")
    door.says("UCHEN", "K-1 议定：配齐扫雪车，孙磊牵头，12月10日前")
    door.presses("UCHEN", "办好了", about="K-1")
    assert "配齐扫雪车" in door.card("UCHEN", "K-1")


def test_pressed_twice_a_position_is_given_once(differ):
    with differ.bot.sessions() as session:
        theirs = next(one.id for one in session.get_one(Case, 1).steps if one.person_id == "USUN")
    assert "“已办”" in differ.forges("USUN", "steps:press-0", theirs)
    assert differ.card("UCHEN", "K-1").count("同意牵头") == 1


def test_whoever_is_not_asked_finds_no_trace(differ):
    for said in ("K-1 意见对照", "positions on K-1", "K-1 改意见：同意"):
        for who in ("UHE", "UZHOU"):
            answer = differ.says(who, said)
            assert "扫雪" not in answer, (who, said)
            assert "孙磊" not in answer, (who, said)


def test_positions_speak_both_languages(differ):
    heads = {
        "zh": differ.says("UCHEN", "K-1 意见对照").split("\n")[0],
        "en": differ.says("ULINA", "positions on K-1").split("\n")[0],
    }
    assert heads.keys() == set(LANGUAGES)
    assert "2 人中 2 人已表示" in heads["zh"]
    assert "2 of 2 have said" in heads["en"]


# --- no agreement by the day ----------------------------------------------------------------------


def test_what_is_not_agreed_on_by_its_day_goes_to_the_leader_who_chairs_once(asked):
    door = asked
    door.says("USUN", "K-1 这步办好了：同意牵头，市里出一半")
    before = door.waits_until(WEDNESDAY + timedelta(days=5, hours=5))  # Monday at three
    assert not [one for one in before if one.startswith("UWANG") and "K-1" in one]
    door.waits(hours=4)  # its time is over
    nudged = [one for one in door.waits(hours=14) if one.startswith("UWANG")]
    assert "到期没有一致意见：请看各方意见，主持协调" in "".join(nudged)
    assert "已报主持协调的王建国" in door.says("UCHEN", "K-1 记录") + "".join(door.reads("UCHEN"))
    told = door.presses("UWANG", "意见对照", about="到期没有一致意见")
    assert "2 人中 1 人已表示" in told
    table = door._messages("UWANG", "DM")[-1].text
    assert "Li Na 李娜：还没有" in table
    assert not [one for one in door.waits(days=9) if one.startswith("UWANG") and "到期没有" in one]


def test_who_chairs_already_or_where_all_is_settled_hears_nothing_of_it(differ):
    door = differ
    door.says("UCHEN", "K-1 这步办好了：分歧在经费")
    assert not [one for one in door.waits(days=4) if "到期没有" in one]
    door.says("UWANG", "K-1 这步办好了：市区各半")
    door.says("UCHEN", "K-1 这步办好了：市区各半")
    assert not [one for one in door.waits(days=9) if "到期没有" in one]


def test_where_nobody_was_named_who_chairs_it_goes_to_a_leader(door):
    door.says("ULIU", "coordinate: who clears the snow in the old town")
    door.presses("ULIU", "Open the form")
    said = {"question": "who pays", "departments": "USUN ULINA", "lead": "USUN"}
    assert door.fills_in("ULIU", **said) == {}
    door.waits_until(WEDNESDAY + timedelta(days=5, hours=5))
    door.waits(hours=4)
    nudged = [one for one in door.waits(hours=14) if "到期没有" in one or "no agreement" in one]
    assert [one.partition(":")[0] for one in nudged] == ["UWANG"]
