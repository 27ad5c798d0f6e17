"""Supervision: from a leader's words to the closing, and nobody is asked more than need be."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import scene
from tests.language.test_phrases import LINA, asked
from tests.people.test_people import sets_role

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAID = "督办老旧小区改造，李娜承办，12月10日前"
WAY = (("UWANG", "立项"), ("UCHEN", "交办"), ("ULINA", "Accept"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@scene
def proposed(door):
    """陈静 proposes it: she looks after it, 李娜 is to lead it, 王建国 to approve."""
    door.says("UCHEN", SAID)
    return door


@scene
def in_hand(proposed):
    for who, label in WAY:
        proposed.presses(who, label)
    return proposed


@pytest.mark.parametrize(
    "said", ["S-1 延到12月18日吧", "S-1 往后推到12月18日", "extend S-1 to 18 Dec"]
)
def test_who_decides_on_its_date_asks_nobody_for_more_time(in_hand, said):
    in_hand.says("UWANG", said)
    assert "12月18日 周五 18:00 前办结" in in_hand.card("UWANG", "S-1")
    in_hand.says("ULINA", "S-1 申请延期到12月23日，居民意见不一")
    assert "12月18日 周五 18:00 前办结" in in_hand.card("UWANG", "S-1")
    assert "12月23日" in in_hand.card("UWANG", "S-1")  # it is asked for


# --- proposing -----------------------------------------------------------------------------------


def test_a_leader_approves_in_one_press_and_nobody_else_hears_yet(proposed):
    assert proposed.card("UWANG", "S-1") == (
        "⏳ *S-1*“老旧小区改造” · 待立项\n"
        "王建国 → *Li Na 李娜* · 督查 陈静 · 12月10日 周四 18:00 前办结（还有 11 个工作日）\n"
        "[立项] [不予立项] [换承办人] [换立项领导] [并入 | 记录]"
    )
    assert proposed.reads("ULINA") == proposed.reads("UZHAO") == []
    assert "S-1“老旧小区改造” · 立项" in proposed.opens_home("UWANG")
    assert "S-1“老旧小区改造” · 王建国：立项" in proposed.opens_home("UCHEN")


def test_the_form_begins_with_the_usual_and_keeps_what_was_typed(door):
    door.types("UZHANG", "/office 督办")
    starts = {one["block_id"]: one["element"] for one in door.form("UZHANG")["blocks"][3:]}
    assert starts["approver"]["initial_user"] == "UWANG"
    assert starts["origin"]["initial_option"]["value"] == "instruction"
    errors = door.fills_in("UZHANG", title="食堂整治", person="USUN", approver="UZHAO")
    assert errors == {"approver": "督办要由领导立项。请选一位领导。"}
    errors = door.fills_in("UZHANG", approver="UWANG", source="会议纪要")
    assert errors == {"source": "链接要以 https:// 开头；没有就不填。"}
    door.fills_in("UZHANG", source="https://example.org/7", said="月底见成效", origin="meeting")
    assert door.card("UWANG", "S-1") == (
        "⏳ *S-1*“食堂整治” · 待立项\n"
        "王建国 → *孙磊* · 督查 张伟 · 12月16日 周三 18:00 前办结（还有 15 个工作日）\n"
        "会议议定：“月底见成效”\n"
        "<https://example.org/7|来源>\n"
        "[立项] [不予立项] [换承办人] [换立项领导] [并入 | 记录]"
    )


@pytest.mark.parametrize(("who", "said"), [("ULINA", SAID), ("UCHEN", "督办食堂整治，王建国承办")])
def test_nobody_judges_what_they_lead(door, who, said):
    assert "Choose somebody else" in door.says(who, said) or "请换一位" in door.says(who, said)
    assert not [one for one in door.reads("UWANG") if "S-" in one]


def test_what_a_leader_proposes_is_handed_over_at_once(door):
    door.says("UWANG", SAID + "，批示：“三个月内见成效”")
    assert "handed over, to be accepted" in door.card("ULINA", "S-1")
    assert "A leader's instruction: “三个月内见成效”" in door.card("ULINA", "S-1")


def test_a_message_is_put_under_supervision(door):
    said = door.slack.says("UWANG", "COFFICE", "<@ULINA> 老旧小区改造要抓紧")
    door.uses_shortcut("UZHANG", "supervision:from-words", "COFFICE", said.ts)
    assert door.fills_in("UZHANG", title="老旧小区改造", person="USUN") == {}
    card = door.card("UWANG", "S-1").split("\n")
    assert card[2] == "领导批示：“Li Na 李娜 老旧小区改造要抓紧”"
    assert card[3].endswith("|来源>")


def test_of_a_message_that_is_under_supervision_another_item_is_made_only_if_that_is_meant(door):
    said = door.slack.says("UWANG", "COFFICE", "<@ULINA> 老旧小区改造要抓紧")
    for who, title in (("UZHANG", "老旧小区改造"), ("ULINA", "小区电梯"), ("UCHEN", "小区水管")):
        door.uses_shortcut(who, "supervision:from-words", "COFFICE", said.ts)
        if who == "UCHEN":  # who may see the others; whoever may not is asked nothing
            assert "S-1“老旧小区改造”正在办，像是同一件事" in door.reads("UCHEN")[-1]
            door.presses("UCHEN", "不是一件事，照提")
        assert door.fills_in(who, title=title, person="USUN") == {}
    assert "老旧小区改造要抓紧" in door.card("UCHEN", "S-3")


def test_proposed_in_words():
    estates, renewal = LINA | {"title": "estates"}, LINA | {"title": "老旧小区改造"}
    assert asked("supervise the estates with Li Na by 10 Dec") == estates | {"due": "by 10 Dec"}
    assert asked("put estates under supervision, led by Li Na") == estates
    assert asked("请李娜牵头办好老旧小区改造，列入督办") == renewal
    assert asked("把老旧小区改造列入督办，由李娜负责") == renewal
    assert asked("把这件事列入督办：老旧小区改造，李娜承办") == renewal
    assert asked("督办老旧小区改造，李娜承办（内部）") == renewal | {"visibility": "named"}


# --- the same matter -----------------------------------------------------------------------------


def test_what_is_open_already_is_said_before_it_binds(proposed):
    said = proposed.says("UCHEN", "督办城镇老旧小区的改造，孙磊承办")
    assert said == (
        "S-1“老旧小区改造”正在办，像是同一件事。是不是它？\n[看 S-1] [不是一件事，照提]"
    )
    assert "*S-1*" in proposed.presses("UCHEN", "看 S-1")
    assert not [one for one in proposed.reads("UWANG") if "城镇" in one]
    proposed.presses("UCHEN", "不是一件事，照提")
    assert proposed.card("UWANG", "S-2").startswith("⏳ *S-2*“城镇老旧小区的改造” · 待立项")
    assert not [one for one in proposed.reads("UCHEN") if "[看 S-1]" in one]


def test_in_a_form_it_is_said_in_the_form(proposed):
    proposed.types("UZHAO", "/office supervise")
    proposed.fills_in("UZHAO", title="老旧小区改造提升", person="USUN")
    assert proposed.page("UZHAO").startswith("S-1“老旧小区改造”正在办，像是同一件事。")
    assert proposed.fills_in("UZHAO") == {}
    assert "“老旧小区改造提升” · 待立项" in proposed.card("UWANG", "S-2")


def test_what_one_may_not_see_is_read_by_whoever_approves_it_and_what_is_over_by_nobody(proposed):
    proposed.says("USUN", "督办老旧小区改造，张伟承办")
    same = "⚠ S-1“老旧小区改造”正在办，像是同一件事"
    assert same in proposed.card("UWANG", "S-2").split("\n")
    assert "S-1" not in proposed.card("USUN", "S-2")
    for number in ("S-1", "S-2"):
        proposed.says("UWANG", f"{number} 不予立项：重复")
    assert "待立项" in proposed.says("UCHEN", SAID)


# --- the way -------------------------------------------------------------------------------------


def test_accepted_reported_returned_verified_closed(proposed):
    proposed.says("UWANG", "S-1 立项：要见成效")
    assert proposed.reads("UCHEN")[-1].startswith("王建国 已将 S-1“老旧小区改造”立项。“要见成效”")
    proposed.presses("UCHEN", "交办")
    proposed.presses("ULINA", "Accept")
    proposed.says("ULINA", "S-1 done: all 12 estates, https://example.org/photos")
    assert proposed.card("UCHEN", "S-1") == (
        "⏳ *S-1*“老旧小区改造” · 已报办结，待核查\n"
        "王建国 → *Li Na 李娜* · 督查 陈静 · 12月10日 周四 18:00 前办结（还有 11 个工作日）\n"
        "领导批示：“要见成效”\n“all 12 estates”\n"
        "佐证：<https://example.org/photos|打开>\n"
        "[核查通过] [退回] [回访谁] [撤销督办] [并入 | 记录]"
    )
    assert "S-1“老旧小区改造” · 核查 · 12月2日 周三 18:00" in proposed.opens_home("UCHEN")
    proposed.says("UCHEN", "退回 S-1：缺 3 号楼的照片")
    assert "“缺 3 号楼的照片”" in proposed.reads("ULINA")[-1]
    proposed.presses("ULINA", "Report done")
    assert proposed.fills_in("ULINA", words="with building 3") == {}
    proposed.says("UCHEN", "S-1 核查通过")
    proposed.presses("UWANG", "销号")
    assert proposed.card("ULINA", "S-1") == (
        "✅ *S-1* · “老旧小区改造” · closed\n"
        "王建国 → *Li Na 李娜* · looked after by 陈静 · was due Thu 10 Dec 18:00\n"
        "A leader's instruction: “要见成效”\n“with building 3”\n"
        "[Record]"
    )
    assert "S-1" not in proposed.opens_home("UCHEN")


def test_feedback_is_asked_for_weekly_at_most_and_given_at_any_time(in_hand):
    in_hand.presses("UWANG", "要反馈")
    assert in_hand.reads("ULINA")[-1].startswith("王建国 asks how S-1 “老旧小区改造” stands.")
    assert in_hand.says("UCHEN", "S-1 要反馈").startswith("没有催：上次是 11月25日 周三 10:00")
    for words in ("half done", "two thirds done"):
        in_hand.says("ULINA", f"feedback on S-1: {words}")
        assert f"“{words}”" in in_hand.reads("UWANG")[-1]
    in_hand.waits(days=7, minutes=1)
    assert "问 S-1" in in_hand.says("UCHEN", "S-1 要反馈")


def test_more_time_is_asked_for_before_it_is_due_only(in_hand):
    in_hand.says("ULINA", "more time for S-1 until 18 Dec: rain")
    assert in_hand.reads("UWANG")[-1].startswith(
        "Li Na 李娜 为 S-1“老旧小区改造”申请延期到 12月18日 周五 18:00。“rain”\n[同意延期]"
    )
    assert "只有立项领导" in in_hand.says("UCHEN", "同意 S-1 延期")
    in_hand.presses("UWANG", "同意延期")
    assert "due Fri 18 Dec 18:00" in in_hand.card("ULINA", "S-1")
    in_hand.waits_until(at("12-19 09:00"))
    assert "[More time]" not in in_hand.card("ULINA", "S-1")
    assert in_hand.says("ULINA", "more time for S-1 until 25 Dec: snow").startswith(
        "Not done: S-1 was due Fri 18 Dec 18:00, and that stands for the record."
    )
    assert in_hand.says("UWANG", "S-1 改到12月25日").startswith("没有办：S-1 已于 12月18日")


def test_proposing_can_be_taken_back(proposed):
    proposed.presses("UCHEN", "撤回")
    assert "已撤销" in proposed.card("UWANG", "S-1")
    assert "S-1" not in proposed.opens_home("UWANG")


@pytest.mark.parametrize(("who", "label"), WAY)
def test_each_step_can_be_taken_back(proposed, who, label):
    for one, press in WAY[: WAY.index((who, label))]:
        proposed.presses(one, press)
    before = proposed.card(who, "S-1").split("\n")[0]
    proposed.presses(who, label)
    assert proposed.card(who, "S-1").split("\n")[0] != before
    proposed.presses(who, "Undo" if who == "ULINA" else "撤回")
    assert proposed.card(who, "S-1").split("\n")[0] == before


def test_pressed_twice_or_late_it_is_done_once(in_hand):
    assert in_hand.forges("UWANG", "supervision:approve", 1) == (
        "没有办：S-1 现在是“承办中”。能做什么看它的卡片。"
    )


# --- nudges, and who has left --------------------------------------------------------------------


def test_not_accepted_then_overdue_it_goes_up_the_line(proposed):
    proposed.says("UWANG", "立项 S-1")
    proposed.says("UCHEN", "交办 S-1")
    told: list[set[str]] = []
    first, late = (
        ("11-25 16:30", "12-07 08:30", "12-10 18:00"),
        ("11 08:30", "14 08:30", "15 16:30"),
    )
    for day in (*first, *(f"12-{one}" for one in late)):
        lines = proposed.waits_until(at(day))
        told.append({line.partition(":")[0] for line in lines if "S-1" in line})
    assert told == [{"ULINA"}, {"ULINA"}, {"ULINA"}, {"UCHEN"}, {"UZHAO"}, {"UWANG"}]


def test_a_leader_hears_in_the_digest_alone(proposed):
    told = set()
    for day in ("11-26 08:30", "11-26 18:00", "11-27 08:30", "11-30 08:30", "12-01 08:30"):
        told |= {line.partition(":")[0] for line in proposed.waits_until(at(day)) if "S-1" in line}
    assert told == {"UWANG"}


def test_withdrawn_by_who_looks_after_it_and_by_a_director_once_they_have_left(in_hand):
    for who in ("UWANG", "ULINA", "UZHAO"):
        assert "S-1" not in in_hand.forges(who, "supervision:withdraw", 1)
        assert in_hand.slack.modal(who) is None
    in_hand.changes("UCHEN", deleted=True)
    in_hand.says("UZHAO", "撤销 S-1：县里已经办了")
    assert in_hand.card("UWANG", "S-1").startswith("⏳ *S-1*“老旧小区改造” · 已撤销")
    assert in_hand.reads("ULINA")[-1].startswith("赵敏 withdrew S-1 “老旧小区改造”: “县里已经办了”")


def test_what_a_lead_who_left_had_in_hand_goes_to_another(in_hand):
    in_hand.changes("ULINA", deleted=True)
    in_hand.opens_home("UZHAO")
    in_hand.presses_home("UZHAO", "转交")
    errors = in_hand.fills_in("UZHAO", person="UCHEN")
    assert errors["person"].startswith("陈静 已经是承办、督查或立项的人")
    assert in_hand.fills_in("UZHAO", person="USUN") == {}
    assert in_hand.card("USUN", "S-1").split("\n")[0].endswith("已交办，待受领")
    in_hand.says("UCHEN", "S-1 改由张伟承办")
    assert "王建国 → *张伟* · 督查 陈静" in in_hand.says("UZHANG", "S-1")
    assert in_hand.forges("USUN", "supervision:report", 1).startswith("没有你能看到的这件事")


def test_what_a_leader_who_left_had_to_approve_goes_to_another(proposed):
    sets_role(proposed, "UZHAO", "UZHOU", "other_leader")
    proposed.changes("UWANG", deleted=True)
    proposed.opens_home("UZHAO")
    proposed.presses_home("UZHAO", "转交")
    assert proposed.fills_in("UZHAO", person="USUN")["person"].startswith("督办要由领导立项。")
    assert proposed.fills_in("UZHAO", person="UZHOU") == {}
    proposed.presses("UZHOU", "立项")
    assert proposed.card("UCHEN", "S-1").split("\n")[1].startswith("周婷 → *Li Na 李娜*")


def test_who_stands_in_for_a_clerk_who_left_verifies_nothing_of_their_own(door):
    door.says("USUN", "督办食堂整治，赵敏承办")
    for who, label in (("UWANG", "立项"), ("USUN", "交办"), ("UZHAO", "受领")):
        door.presses(who, label)
    door.says("UZHAO", "S-1 办结：都改了")
    door.changes("USUN", deleted=True)
    assert door.forges("UZHAO", "supervision:verify", 1) == "没有办：只有督查的人可以这样做。"
    door.says("ULIU", "S-1 verified")
    assert door.card("UWANG", "S-1").split("\n")[0].endswith("已核查，待销号")


# --- who sees it ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["UZHAO", "USUN", "UHE"])
def test_internal_only_nobody_else_finds_a_trace(door, who):
    door.says("UCHEN", "督办天璇专项，李娜承办（内部）")
    assert door.card("UWANG", "S-1").startswith("⏳🔒 *S-1*“天璇专项”")
    for said in ("S-1", "督办天璇专项，张伟承办", "我手上有什么", "记录 S-1", "有哪些逾期"):
        assert "陈静" not in door.says(who, said)
    for verb in ("show", "approve", "withdraw", "relieve", "meet", "undo", "anyway"):
        assert "天璇" not in door.forges(who, f"supervision:{verb}", 1)
    assert "陈静" not in door.opens_home(who)


def test_a_colleague_of_another_section_finds_no_trace(in_hand):
    assert in_hand.says("UZHOU", "S-1").startswith("没有你能看到的 S-1。")
    for verb in ("accept", "close", "feedback"):
        said = in_hand.forges("UZHOU", f"supervision:{verb}", 1)
        assert said == "没有你能看到的这件事。说 `我手上有什么` 看看现有的。"


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        (
            "ULINA",
            "I need another week for S-1, waiting for the bureau's figures",
            "· by Tue 22 Dec 18:00 · “waiting for the bureau's figures”?",
        ),
        ("ULINA", "the samples are late, I need another 3 working days for S-1",
         "· by Fri 18 Dec 18:00 · “the samples are late”?"),
        ("USUN", "S-1 再给一周，等局里的数据", "· 12月22日 周二 18:00 前 · “等局里的数据”？"),
    ],
)  # fmt: skip
def test_more_time_is_offered_with_the_date_reckoned_and_the_reason(door, who, said, offered):
    lead = {"ULINA": "李娜", "USUN": "孙磊"}[who]
    door.says("UWANG", f"督办：老旧小区改造，{lead}牵头，12月15日前")
    door.says(who, "accept S-1")
    assert offered in door.says(who, said)
    assert "申请延期到" not in door.card("UWANG", "S-1")
    door.presses(who, "Yes, do it" if who == "ULINA" else "就这样")
    assert "申请延期到 12月" in door.card("UWANG", "S-1")
