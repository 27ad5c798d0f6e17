"""The fire at three in the morning: pages go on until somebody has it, and then no page goes on."""

from __future__ import annotations

import pytest

from bot.duty import facts
from handlers.clockwork import deliver
from tests.conftest import scene
from tests.duty.test_roster import LINES, at

SAID = "紧急：03:10 城东化工园一仓库起火，两人轻伤，消防已到"


@scene
def night(door):
    """Thursday, ten past three: 王建国 leads, Li Na has the desk."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.says("UZHOU", "我的电话 13905310000")
    door.waits_until(at("11-26T03:10"))
    return door


@scene
def fire(night):
    night.says("UZHOU", SAID)
    return night


def paged(door, until):
    """Whom a page reached until then."""
    return sorted(one.split(":")[0] for one in door.waits_until(at(until)) if "🚨 I-" in one)


def test_it_goes_out_at_once_past_quiet_hours_with_what_is_known_and_what_is_not(fire):
    card = fire.card("UWANG", "I-1")
    assert "🚨 *I-1*“03:10 城东化工园一仓库起火，两人轻伤，消防已到” · 待接手" in card
    for line in (
        "时间：03:10",
        "地点：城东化工园一仓库",
        "伤亡：两人轻伤",
        "处置：消防已到",
        "还缺：",
    ):
        assert line.replace("：", "：") in card.replace(": ", "：")
    assert "03:25 前电话报告上级" in card
    page = fire.reads("ULINA")[-2:]
    assert any("reported by 周婷 13905310000" in one for one in page)
    assert "[I have it]" in page[-1]


def test_up_the_ladder_until_somebody_has_it_and_then_no_page_goes_on(fire):
    assert paged(fire, "11-26T03:15") == ["UZHAO"]
    assert paged(fire, "11-26T03:20") == ["UWANG", "UZHAO"]
    fire.says("UWANG", "我来处置 I-1")
    assert paged(fire, "11-26T03:24") == []
    assert "处置中" in fire.card("UZHOU", "I-1")


def test_whoever_has_it_is_reminded_of_the_clocks_and_asked_after_silence(fire):
    fire.says("UWANG", "我来处置 I-1")
    assert paged(fire, "11-26T03:25") == ["UWANG"]
    fire.presses("UWANG", "已电话报告", about="I-1")
    fire.fills_in("UWANG", words="市应急局值班室，已收到")
    assert "☎ 11月26日 周四 03:25 已电话报告" in fire.card("UWANG", "I-1")
    assert paged(fire, "11-26T03:41") == ["UWANG"]
    fire.says("UWANG", "I-1 续报：火已控制")
    assert paged(fire, "11-26T04:00") == []


def test_a_person_closes_it_and_the_report_is_drafted(fire):
    assert "*首报*" in fire.says("UWANG", "草拟 I-1 的报告")
    fire.says("UWANG", "我来处置 I-1")
    fire.says("UWANG", "I-1 续报：火已控制")
    assert "*续报*" in fire.says("UWANG", "草拟 I-1 的报告")
    assert "办公室主任或处置人" in fire.says("UZHANG", "结束 I-1：已扑灭")
    fire.says("UWANG", "结束 I-1：已扑灭，无人员伤亡")
    final = fire.says("UWANG", "草拟 I-1 的报告")
    assert "*终报*" in final
    assert "火已控制" in final
    assert paged(fire, "11-26T09:00") == []


def test_two_who_take_it_at_once(fire):
    fire.says("UWANG", "我来处置 I-1")
    assert "处置中" in fire.says("UZHAO", "我来处置 I-1")
    assert "→ *王建国*" in fire.card("UZHOU", "I-1")


def test_whoever_has_the_desk_was_paged_and_may_take_it(fire):
    fire.presses("ULINA", "I have it")
    assert "→ *Li Na 李娜*" in fire.card("UWANG", "I-1")
    assert "in hand" in fire.says("ULINA", "how is I-1 going?")


@pytest.mark.parametrize(
    "said", ["紧急：请李娜写一份通知，今晚交", "urgent: please ask Sun Lei to send the minutes"]
)
def test_what_is_no_incident_pages_nobody_unasked(night, said):
    asked = night.says("UZHANG", said)
    assert "[不是，派稿]" in asked
    assert not any("🚨" in one for one in night.reads("UWANG"))
    night.presses("UZHANG", "报告")
    assert "🚨" in night.card("UWANG", "I-1")


def test_reports_are_said_in_words(fire):
    fire.says("UWANG", "I-1 已电话报告市应急局")
    fire.says("UWANG", "I-1 已书面报告市政府")
    card = fire.card("UWANG", "I-1")
    assert "✅ ☎" in card
    assert "✅ ✎" in card


def test_with_nobody_on_duty_the_directors_hear(door):
    door.says("UZHANG", "urgent: fire at the town hall, nobody hurt")
    assert "I-1" in door.card("UZHAO", "I-1")


def test_a_page_goes_before_what_waits(night):
    for n in range(30):
        night.slack.commands("UWANG", "DM", f"/draft assign @li.na Memo {n} by Friday")
    night.slack.says("UZHOU", "DM", SAID)
    deliver(night.bot)
    news = night.reads("ULINA")
    first_page = next(n for n, one in enumerate(news) if "🚨 I-" in one)
    assert first_page < len(news) - 1


def test_an_outsider_finds_no_trace(fire):
    assert "化工园" not in fire.says("UHE", "I-31")
    assert not any("化工园" in one for one in fire.reads("UHE"))


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (SAID, {"time", "place", "what", "casualties", "handling"}),
        (
            "there's a fire in the east park, two injured, fire brigade on the way",
            {"place", "what", "casualties", "handling"},
        ),
        ("出事了", set()),
    ],
)
def test_what_is_understood_of_a_report(said, there):
    assert set(facts.found(said)) == there


@pytest.mark.parametrize("between", ["", "发生", "出", "突然发生"])
def test_the_name_of_a_place_is_left_whole(between):
    assert facts.found(f"发电厂锅炉房{between}爆炸")["place"] == "发电厂锅炉房"
