"""Relief: what falls due on a trip is seen to; it comes back when the trip is off, or over."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from storage.matters.followups import FollowUp
from storage.who.people import Leave
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def due(door, number, who="ULINA"):
    """When what somebody owes on a matter is due, in Shanghai; None when they owe nothing."""
    with door.bot.sessions() as session:
        owed = session.query(FollowUp).filter_by(person_id=who, settled_at=None)
        found = [one.due_at for one in owed if one.matter.number == number]
    return found[0].astimezone(SHANGHAI).strftime("%m-%d %H:%M") if found else None


def approves(door):
    for who in ("UCHEN", "UZHAO", "UWANG"):
        door.presses(who, "批准", about="T-3")


@scene
def loaded(door):
    """李娜 writes D-1 until Friday, and reviews D-2 of 孙磊; she and 张伟 are an A/B post."""
    door.says("UZHAO", "张伟和李娜互为AB岗")
    door.says("UWANG", "请李娜起草欢迎辞，周五下班前交")
    door.says("ULINA", "accept D-1")
    door.says("UZHAO", "请孙磊起草通知，周四交，李娜审核")
    door.says("USUN", "受领 D-2")
    door.says("USUN", "交稿 D-2 https://docs.example.com/a 初稿")
    return door


@scene
def sent(loaded):
    loaded.says("ULINA", "trip to Qingshan on Thursday, back on Friday at 6pm")
    loaded.presses("ULINA", "Send for approval")
    return loaded


@scene
def agreed(sent):
    sent.presses("UCHEN", "同意")
    approves(sent)
    return sent


def test_what_falls_due_is_listed_for_whoever_goes_and_whoever_agrees(sent):
    listed = (
        "🔎 T-3“Qingshan”：*Li Na 李娜* 这期间到期的事，拟这样处理\n"
        "• D-2“通知” · 审核 · 11月26日 周四 18:00 → *转交*\n"
        "• D-1“欢迎辞” · 交稿 · 11月27日 周五 18:00 → *推迟*\n"
        "推迟的：到 12月1日 周二 18:00\n"
        "转交的：由 张伟 代，回来交还\n"
    )
    assert listed + "[同意] [修改]" in sent.reads("UCHEN")
    assert any("what would become of it" in text for text in sent.reads("ULINA"))
    assert "推迟 1（到 12月1日 周二 18:00），转 张伟 1 · 待 陈静 同意" in sent.card("UCHEN", "T-3")
    assert due(sent, "D-1") == "11-27 18:00"  # proposed is not done


def test_only_both_words_make_it_so(sent):
    approves(sent)
    assert due(sent, "D-1") == "11-27 18:00"
    sent.says("UCHEN", "同意 T-3 腾时间")
    assert due(sent, "D-1") == "12-01 18:00"
    assert "12月1日 周二 18:00 前交" in sent.card("UWANG", "D-1")
    told = "Li Na 李娜 要出行：D-1“欢迎辞”（交稿）推迟到 12月1日 周二 18:00。"
    assert any(told in text for text in sent.reads("UWANG"))


def test_a_second_press_changes_nothing(agreed):
    before = due(agreed, "D-1"), agreed.card("UWANG", "D-1")
    assert "没有办" in agreed.forges("UCHEN", "relief:agree", 1)
    assert (due(agreed, "D-1"), agreed.card("UWANG", "D-1")) == before


def test_whoever_stands_in_hears_what_was_handed_over_and_nothing_else(agreed):
    assert any("Li Na 李娜 11月26日 周四 到 11月27日 周五 出行，由你代" in text
               for text in agreed.reads("UZHANG"))  # fmt: skip
    told = [one for one in agreed.waits_until(at("11-26T08:31")) if "D-2" in one]
    assert [one.split(":")[0] for one in told] == ["UZHANG"]
    assert "Li Na 李娜 出行到 11月27日 周五，这件转交了，所以提醒你。" in told[0]


def test_it_is_all_theirs_again_on_return(agreed):
    agreed.waits_until(at("11-27T18:10"))
    agreed.says("ULINA", "T-3 is back")
    with agreed.bot.sessions() as session:
        [leave] = session.query(Leave).filter_by(trip_id=3)
        assert (leave.last, leave.handed) == (date(2026, 11, 27), [])
    told = agreed.waits_until(at("11-30T08:31"))
    assert not any(one.startswith("UZHANG") and "审核" in one for one in told)
    agreed.says("UZHAO", "催办 D-2")
    assert "催办" not in agreed.reads("UZHANG")[-1]
    assert "D-2" in agreed.reads("ULINA")[-1]
    assert any(one.startswith("UZHANG") and "事情交还本人" in one for one in told)
    assert due(agreed, "D-1") == "12-01 18:00"


def test_called_off_everything_is_as_it_was(agreed):
    agreed.says("ULINA", "call off T-3: the road is closed")
    assert due(agreed, "D-1") == "11-27 18:00"
    assert "11月27日 周五 18:00 前交" in agreed.card("UWANG", "D-1")
    with agreed.bot.sessions() as session:
        assert session.query(Leave).count() == 0
    assert any("不出行了，不用你代了" in text for text in agreed.reads("UZHANG"))
    agreed.presses("ULINA", "Undo")
    assert due(agreed, "D-1") == "12-01 18:00"


def test_shortened_what_can_be_done_in_time_is_moved_back(agreed):
    agreed.says("ULINA", "T-3 is back earlier: Thursday 8pm")
    assert due(agreed, "D-1") == "11-27 18:00"
    assert "Li Na 李娜 in the meantime: 1 to 张伟 · agreed" in agreed.card("ULINA", "T-3")
    agreed.presses("ULINA", "Undo", about="*T-3*")
    assert due(agreed, "D-1") == "12-01 18:00"
    assert "1 put off to Tue 1 Dec 18:00, 1 to 张伟" in agreed.card("ULINA", "T-3")


def test_what_was_given_another_time_since_stays_there(agreed):
    agreed.says("UWANG", "D-1 改到12月8日")
    agreed.says("ULINA", "cancel T-3")
    assert due(agreed, "D-1") == "12-08 18:00"


def test_a_step_on_the_way_leaves_it_put_off(agreed):
    agreed.says("ULINA", "problem with D-1: no figures yet")
    agreed.says("UWANG", "D-1 的问题这样办：用去年的")
    agreed.says("ULINA", "accept D-1")
    assert due(agreed, "D-1") == "12-01 18:00"


def test_it_may_be_chosen_otherwise_and_is_agreed_anew(agreed):
    agreed.types("ULINA", "/trip relief for T-3")
    fields = [one["block_id"] for one in agreed.form("ULINA")["blocks"] if one["type"] == "input"]
    lines = [one for one in fields if one.startswith("line-")]
    assert len(lines) == 2
    assert agreed.fills_in("ULINA", **dict.fromkeys(lines, "keep")) == {}
    assert due(agreed, "D-1") == "11-27 18:00"
    assert "自己办 2 · 待 陈静 同意" in agreed.card("UCHEN", "T-3")
    agreed.presses("ULINA", "Undo")
    assert due(agreed, "D-1") == "12-01 18:00"


def test_what_is_sent_anew_is_listed_anew(sent):
    sent.presses("UCHEN", "同意")
    sent.presses("ULINA", "Change", about="*T-3*")
    assert sent.fills_in("ULINA", returns_at="Thursday 8pm", people="ULINA USUN") == {}
    assert "meantime" not in sent.card("ULINA", "T-3")
    sent.presses("ULINA", "Send for approval")
    assert "Li Na 李娜 in the meantime: 1 to 张伟 · 陈静 is to agree" in sent.card("ULINA", "T-3")


def test_nobody_stands_in_for_what_they_wait_for_themselves(sent):
    sent.types("ULINA", "/trip relief for T-3")
    first = next(one["block_id"] for one in sent.form("ULINA")["blocks"] if one["type"] == "input")
    assert list(sent.fills_in("ULINA", person="USUN")) == [first]
    assert list(sent.fills_in("ULINA", person="ULINA")) == ["person"]
    assert list(sent.fills_in("ULINA", person="UZHANG", due="Thursday 9pm")) == ["due"]
    assert sent.fills_in("ULINA", due="3 December") == {}


def test_what_the_head_may_not_see_is_not_listed(door):
    door.says("ULINA", "remind me to call the bureau on Friday at 9")
    door.says("ULINA", "trip to Qingshan on Friday")
    door.presses("ULINA", "Send for approval")
    assert "meanwhile" not in "".join(door.reads("ULINA"))
    assert "F-1" not in "".join(door.reads("UCHEN"))


# --- others see that they are away ----------------------------------------------------------------


def test_whoever_assigns_into_the_window_sees_it_before_it_is_sent(agreed):
    said = "请李娜起草慰问信，周五下午3点前交"
    assert agreed.says("UZHAO", said) == (
        "Li Na 李娜 11月26日 周四 到 11月27日 周五 出行在外，还是照发吗？转交的事由 张伟 代。\n"
        "[照发] [改一改]"
    )
    assert [text for text in agreed.reads("ULINA") if "慰问信" in text] == []
    agreed.presses("UZHAO", "照发")
    assert any("D-4" in text for text in agreed.reads("ULINA"))
    agreed.waits(minutes=1)
    assert not any("D-5" in text for text in agreed.reads("UZHAO"))


def test_in_a_form_it_is_said_in_the_form(agreed):
    agreed.types("UZHAO", "/draft 派稿")
    told = {"person": "ULINA", "title": "慰问信", "due": "周五下午3点"}
    assert agreed.fills_in("UZHAO", **told) == {}
    assert "出行在外，还是照发吗？" in agreed.page("UZHAO")
    assert agreed.fills_in("UZHAO") == {}
    assert agreed.card("UZHAO", "D-4").startswith("📝 *D-4*《慰问信》")


def test_other_work_too_and_nothing_is_asked_of_other_days(agreed):
    assert "出行在外，还是照发吗？" in agreed.says("UZHAO", "督办老旧小区改造，李娜承办，周五前")
    assert "还是照发吗" not in agreed.says("UZHAO", "请李娜起草慰问信，12月10日前交")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UZHAO", "提醒李娜和孙磊周五下午3点报名"),
        ("UZHANG", "remind Li Na to call the bureau on Friday at 3pm"),
        ("USUN", "问李娜 D-2：会议室定哪间"),
        ("UZHAO", "D-2 请李娜、周婷明天中午前集体修改"),
        ("UWANG", "就定夜市摊贩那个题，让李娜牵头，周五下午3点出报告"),
    ],
)
def test_whatever_is_given_out_otherwise_is_asked_about_too_and_sent_once(agreed, who, said):
    before = len(agreed.reads("ULINA"))
    answer = agreed.says(who, said)
    assert "出行在外，还是照发吗？" in answer
    assert len(agreed.reads("ULINA")) == before
    agreed.presses(who, "照发")
    assert len(agreed.reads("ULINA")) > before
    with pytest.raises(LookupError):
        agreed.presses(who, "照发")


def test_a_part_of_a_draft_too(agreed):
    agreed.says("USUN", "分工 D-2")
    agreed.presses("USUN", "打开表单")
    part = {"title": "第二部分", "person": "ULINA", "due": "周四中午"}
    assert agreed.fills_in("USUN", **part) == {}
    assert "出行在外，还是照发吗？" in agreed.page("USUN")
    assert not [text for text in agreed.reads("ULINA") if "第二部分" in text]
    assert agreed.fills_in("USUN") == {}
    assert [text for text in agreed.reads("ULINA") if "第二部分" in text]


def test_it_stands_among_who_is_away_and_no_duty_is_planned_for_them(agreed):
    assert "Li Na 李娜 · 11月26日–27日（出行）" in agreed.says("UZHOU", "谁在休假")
    agreed.says("UZHAO", "排本周的班")
    planned = agreed.reads("UZHAO")[-1]
    days = [line for line in planned.split("\n") if line[:6] in ("11月26日", "11月27日")]
    assert len(days) == 2
    assert not any("李娜" in line for line in days)


def test_duty_in_the_window_is_told_of_and_may_be_swapped(loaded):
    loaded.types("UZHAO", "/duty publish", "DM")
    loaded.fills_in("UZHAO", lines="11.27 赵敏 李娜")
    loaded.presses("UZHAO", "发布")
    loaded.says("ULINA", "trip to Qingshan on Thursday, back on Friday at 6pm")
    loaded.presses("ULINA", "Send for approval")
    assert "[Swap Fri 27 Nov]" in loaded.reads("ULINA")[-1]
    approves(loaded)
    assert any(
        "Li Na 李娜 要出行，这期间有班" in text and "11月27日" in text
        for text in loaded.reads("UZHAO")
    )


def test_an_outsider_finds_no_trace_of_it(agreed):
    assert agreed.says("UHE", "T-3 腾时间") == OUTSIDER_ZH
    assert OUTSIDER_ZH in agreed.forges("UHE", "relief:agree", 1)


@pytest.mark.parametrize("who", ["UZHOU", "UZHANG"])
def test_only_the_head_agrees(sent, who):
    assert "没有办" in sent.forges(who, "relief:agree", 1)
    assert due(sent, "D-1") == "11-27 18:00"


def test_what_another_trip_waits_for_before_it_leaves_is_not_put_off(loaded):
    loaded.says("ULINA", "trip to Nanshan on Friday morning, back for lunch")
    loaded.says("ULINA", "trip to Qingshan on Thursday, back on Friday at 6pm")
    loaded.says("ULINA", "send T-4 for approval")
    listed = next(one for one in reversed(loaded.reads("UCHEN")) if "这期间到期的事" in one)
    assert "T-3“Nanshan” · 出行送审 · 11月27日 周五 08:30 → *自己办*" in listed
    assert "D-1“欢迎辞” · 交稿 · 11月27日 周五 18:00 → *推迟*" in listed


# --- one of them stays ----------------------------------------------------------------------------


@scene
def along(loaded):
    """孙磊 leads; 李娜 goes along, and her D-1 is put off for it."""
    loaded.says("USUN", "我和李娜周四去青山镇调研，周五下午6点回")
    loaded.presses("USUN", "送审")
    loaded.presses("UCHEN", "同意")
    approves(loaded)
    assert due(loaded, "D-1") == "12-01 18:00"
    return loaded


def test_whoever_goes_along_stays_and_the_trip_stands(along):
    there = len(along.reads("UCHEN"))
    along.says("ULINA", "I'm not coming along on T-3: my mother is ill")
    head, _, when = along.card("USUN", "T-3").split("\n")[:3]
    assert "已批准，待出发" in head
    assert when.endswith("孙磊（共 1 人）")
    told = "行程不变，去的是 孙磊。“my mother is ill”"
    assert any(told in one for one in along.reads("USUN"))
    assert len(along.reads("UCHEN")) > there  # has approved it
    assert due(along, "D-1") == "11-27 18:00"
    with along.bot.sessions() as session:
        assert [one.person_id for one in session.query(Leave)] == ["USUN"]
    assert "who goes: USUN ULINA → USUN" in along.types("ULINA", "/trip record T-3")
    along.presses("ULINA", "Undo")
    assert along.card("USUN", "T-3").split("\n")[2].endswith("（共 2 人）")
    assert due(along, "D-1") == "12-01 18:00"


def test_it_is_asked_first_and_twice_changes_nothing_more(along):
    along.presses("ULINA", "I stay here", about="*T-3*")
    assert along.card("USUN", "T-3").split("\n")[2].endswith("（共 2 人）")
    along.fills_in("ULINA", words="")
    along.says("ULINA", "I stay here on T-3")
    assert along.card("USUN", "T-3").split("\n")[2].endswith("孙磊（共 1 人）")


@pytest.mark.parametrize(
    ("who", "said"), [("USUN", "T-3 我不随行"), ("UHE", "T-3 我不随行"), ("UCHEN", "T-3 我不随行")]
)
def test_only_whoever_goes_along_stays(along, who, said):
    along.says(who, said)
    assert along.card("UZHAO", "T-3").split("\n")[2].endswith("（共 2 人）")


def test_whoever_goes_along_does_not_call_it_off(along):
    refused = along.says("ULINA", "cancel T-3")
    assert "whoever leads, planned or has approved it" in refused
    assert "Call off" not in along.card("ULINA", "T-3")
    assert "已批准" in along.card("USUN", "T-3")
    along.says("USUN", "取消 T-3")
    assert "已取消" in along.card("USUN", "T-3")


# --- of several who go ----------------------------------------------------------------------------


@scene
def both(door):
    """张伟 and 李娜 go, and each has a draft that falls due meanwhile."""
    door.says("UZHAO", "请张伟起草预算说明，周五下午4点前")
    door.says("UZHAO", "请李娜起草接待方案，周五下午3点前")
    door.says("UZHANG", "接收 D-1")
    door.says("ULINA", "accept D-2")
    door.says("UZHANG", "后天上午8点半去青山镇调研，带李娜，下午5点回")
    door.says("UZHANG", "T-3 送审")
    return door


def test_whose_relief_is_left_is_said_with_a_button(both):
    said = both.says("UCHEN", "同意 T-3 腾时间")
    assert said.startswith("✅ 陈静 同意了 张伟 在 T-3“青山镇调研”期间的工作安排。")
    assert said.endswith(
        "Li Na 李娜 这期间的工作安排还等你同意：同意之前不推迟，也不转交。 [同意 Li Na 李娜 的]"
    )
    both.presses("UCHEN", "同意 Li Na 李娜 的")
    for who in ("UCHEN", "UZHAO", "UWANG"):
        assert "还等你同意" not in both.says(who, "批准 T-3")
    assert "12月1日 周二 18:00 前" in both.card("UZHAO", "D-2")


def test_whoever_approves_reads_whose_relief_nobody_has_agreed_to(both):
    both.says("UCHEN", "同意 T-3 腾时间")
    assert both.says("UCHEN", "批准 T-3").endswith("[同意 Li Na 李娜 的]")
    assert both.says("UZHAO", "批准 T-3").endswith(
        "Li Na 李娜 这期间的工作安排，陈静 还没有同意：同意之前不推迟，也不转交。"
    )
