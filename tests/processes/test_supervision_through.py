"""Supervision followed through: who helps, colours and slips, whether it worked, lists, months."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.people.test_assessments import never_by_itself
from tests.processes.test_supervision import SAID, WAY, at

TITLE = "老旧小区改造"


@scene
def in_hand(door):
    """李娜 leads it, 陈静 looks after it, 王建国 has approved it; it is due on 10 December."""
    door.says("UCHEN", SAID)
    for who, label in WAY:
        door.presses(who, label)
    return door


@scene
def closed(in_hand):
    """Done for 周婷, verified and closed on 25 November."""
    in_hand.says("ULINA", "S-1 done: all 12 estates")
    in_hand.presses("UCHEN", "核查通过")
    in_hand.says("UCHEN", "S-1 回访周婷")
    in_hand.presses("UWANG", "销号")
    return in_hand


# --- did it work? ---------------------------------------------------------------------------------


def test_thirty_days_later_two_are_asked_and_what_did_not_work_is_begun_anew(closed):
    """From the instruction to verified, closed, asked about, and begun once more."""
    never_by_itself(closed)
    assert closed.waits_until(at("12-24 18:00")) == []
    asked = closed.waits_until(at("12-25 09:00"))
    assert [line.partition(":")[0] for line in asked] == ["UCHEN", "UZHOU"]
    assert "销号满 30 天了。见效了吗？按一下就行。\n[见效了] [部分见效] [没见效，重办]" in asked[1]
    closed.presses("UCHEN", "见效了")
    closed.presses("UZHOU", "没见效，重办")
    assert closed.fills_in("UZHOU", words="电梯又停了") == {}
    assert closed.card("ULINA", "S-1") == (
        "🟡 *S-1* · “老旧小区改造” · handed over, to be accepted\n"
        "王建国 → *Li Na 李娜* · looked after by 陈静 · "
        "due Mon 18 Jan 2027 18:00 (holidays not yet announced, in 15 working days)\n"
        "“电梯又停了”\n"
        "🟡 Sent back to be done properly\n"
        "Begun anew: round 2\n"
        "Done for 周婷, who is asked whether it worked\n"
        "[Accept] [Ask for help] [Set a milestone] [Report done] [Feedback | More time | Record]"
    )
    record = closed.says("UWANG", "记录 S-1")
    assert "回访：见效" in record
    assert "没见效，重办" in record
    assert "到期回访" in record


def test_begun_anew_it_is_asked_about_anew_and_what_was_asked_before_is_not(closed):
    closed.waits_until(at("12-25 09:00"))
    closed.says("UCHEN", "S-1 没见效：还是老样子")
    assert "[见效了]" not in closed.card("UZHOU", "S-1")
    for who, said in (("ULINA", "S-1 done: again"), ("UCHEN", "S-1 核查通过")):
        closed.says(who, said)
    closed.presses("UWANG", "销号")
    assert "[见效了]" not in closed.card("UZHOU", "S-1")
    assert [line for line in closed.waits_until(at("12-31 23:00")) if "见效" in line] == []
    asked = closed.waits(days=25)
    assert [line.partition(":")[0] for line in asked if "满 30 天" in line] == ["UCHEN", "UZHOU"]


def test_asked_after_30_60_and_90_days_and_never_again(closed):
    days = []
    for _ in range(5):
        said = closed.waits(days=32)
        days += [n for n in (30, 60, 90) if f"满 {n} 天" in "".join(said)]
        if days[-1] == 60:
            closed.says("UZHOU", "S-1 部分见效：还有两个小区没动")
    assert days == [30, 60, 90]
    assert "✓ 满 60 天 周婷：部分见效 “还有两个小区没动”" in closed.card("UWANG", "S-1")


def test_for_who_has_left_the_director_is_asked(closed):
    closed.changes("UCHEN", deleted=True)
    closed.changes("UZHOU", deleted=True)
    asked = closed.waits_until(at("12-25 09:00"))
    assert [line.partition(":")[0] for line in asked if "满 30 天" in line] == ["UZHAO"]
    closed.presses("UZHAO", "见效了", about="S-1")
    assert "✓ 满 30 天 赵敏：见效了" in closed.card("UWANG", "S-1")


def test_late_or_twice_it_is_said_once_and_can_be_taken_back(closed):
    closed.waits_until(at("12-25 09:00"))
    closed.presses("UZHOU", "见效了")
    before = closed.card("UZHOU", "S-1")
    assert closed.forges("UZHOU", "bits:worked", 1) == "没有办：只有被问到的人可以这样做。"
    assert closed.card("UZHOU", "S-1") == before
    closed.presses("UZHOU", "撤回")
    assert "[见效了] [部分见效]" in closed.card("UZHOU", "S-1")
    closed.says("UCHEN", "S-1 没见效：又停了")
    assert closed.forges("UZHOU", "bits:worked", 1).startswith("S-1 现在没有要协办或回访的人。")
    assert closed.forges("UCHEN", "supervision:reopen", 1).startswith("没有办：S-1 现在是“已交办")
    closed.presses("UCHEN", "撤回")
    assert closed.card("UZHOU", "S-1").startswith("✅ *S-1*")
    assert "[见效了]" in closed.card("UZHOU", "S-1")


def test_whoever_it_was_done_for_is_none_of_those_who_did_it(closed):
    for name in ("李娜", "陈静"):
        assert f"{name} 是承办或督查的人" in closed.says("UCHEN", f"S-1 回访{name}").replace(
            "Li Na ", ""
        )
    assert closed.says("ULINA", "S-1 回访孙磊").startswith("Not done: only whoever looks after it")


# --- who helps ------------------------------------------------------------------------------------


@scene
def helped(in_hand):
    """孙磊 draws, 张伟 asks for money; each has a day of their own."""
    in_hand.says("ULINA", "孙磊 helps with S-1: the drawings, by 27 Nov")
    in_hand.says("UCHEN", "S-1 请张伟协办：资金申请，12月3日前")
    return in_hand


def test_each_helper_has_a_small_clock_and_the_lead_sees_who_has_answered(helped):
    assert helped.card("USUN", "S-1").endswith("[报我这部分] [催办] [记录]")
    helped.says("UZHANG", "S-1 我这部分：已报财政局")
    assert helped.reads("ULINA")[-1].startswith("✓ 张伟 on their part of S-1")
    assert helped.card("ULINA", "S-1").split("\n")[2:] == [
        "▸ *孙磊* helps: the drawings, by Fri 27 Nov 18:00",
        "✓ 张伟: 资金申请 “已报财政局”",
        "[Report done] [Ask for help] [No help needed] [Set a milestone] "
        "[Feedback | More time | Record]",
    ]
    told = [line for line in helped.waits_until(at("11-27 08:30")) if "S-1" in line]
    assert [line.partition(":")[0] for line in told] == ["USUN"]
    helped.waits_until(at("11-30 09:00"))
    assert helped.card("UCHEN", "S-1").startswith("🟡 *S-1*")
    assert "🟡 有协办的人拖期" in helped.card("UCHEN", "S-1")
    assert "🔴 *孙磊* 协办：the drawings，原定 11月27日" in helped.card("UCHEN", "S-1")


def test_a_part_ends_with_the_whole_or_when_it_is_not_needed(helped):
    helped.says("UCHEN", "S-1 不用张伟协办了")
    assert "S-1 已不再由你参与" in "".join(helped.reads("UZHANG"))
    assert helped.says("UZHANG", "S-1").startswith("没有你能看到的 S-1")
    assert "S-1" in helped.opens_home("USUN")
    assert helped.says("ULINA", "S-1: 孙磊 helps: colours").startswith(
        "孙磊 is asked for a part of it already"
    )
    assert "12月10日" in helped.says("UCHEN", "S-1 请张伟协办：验收，12月18日前")
    helped.says("ULINA", "S-1 done: all of it")
    assert "S-1" not in helped.opens_home("USUN")
    assert "S-1" in helped.forges("USUN", "bits:answer", 1)
    helped.says("UCHEN", "退回 S-1：图纸不全")
    assert "S-1" in helped.opens_home("USUN")


def test_who_has_no_part_in_it_finds_no_trace_of_what_is_asked(helped):
    helped.says("UCHEN", "督办天璇专项，张伟承办（内部）")
    helped.says("UWANG", "S-2 立项")
    helped.says("UCHEN", "交办 S-2")
    helped.says("UCHEN", "S-2 请孙磊协办：摸底")
    assert "天璇" in helped.card("USUN", "S-2")
    for who in ("UZHAO", "UZHOU", "UHE"):
        for verb in ("add", "answer", "drop", "worked", "partly", "undo"):
            assert "天璇" not in helped.forges(who, f"bits:{verb}", 2)
        for said in ("S-2 见效了", "督办清单", "督办通报", "S-2 不用孙磊协办了", "督办事项"):
            assert "天璇" not in helped.says(who, said)
        for verb in ("reopen", "revisit", "out-of", "list", "word"):
            assert "天璇" not in helped.forges(who, f"supervision:{verb}", 2)


# --- colours and slips ----------------------------------------------------------------------------


def test_its_colour_says_how_near_its_day_is(in_hand):
    shown = {}
    for day in ("12-04 12:00", "12-07 09:00", "12-10 09:00", "12-11 09:00"):
        in_hand.waits_until(at(day))
        lines = in_hand.card("UCHEN", "S-1").split("\n")
        shown[day] = (lines[0][0], lines[2])
    assert list(shown.values()) == [
        ("⏳", "[要反馈] [请人协办] [设节点] [换承办人] [撤销督办 | 拆分 | 并入 | 催办 | 记录]"),
        ("🔵", "🔵 三个工作日内到期"),
        ("🟡", "🟡 今天到期"),
        ("🔴", "🔴 已逾期"),
    ]


def test_the_first_date_and_how_often_it_was_moved_stay(in_hand):
    in_hand.says("ULINA", "more time for S-1 until 18 Dec: rain")
    in_hand.presses("UWANG", "同意延期")
    in_hand.says("UWANG", "S-1 改到12月23日")
    moved = "原定 12月10日 周四 18:00，延期 2 次，共 9 个工作日"
    assert moved in in_hand.card("UCHEN", "S-1")
    in_hand.presses("UWANG", "撤回")
    assert "延期 1 次，共 6 个工作日" in in_hand.card("UCHEN", "S-1")
    in_hand.says("UWANG", "S-1 改到12月14日")
    assert "延期 1 次，共 2 个工作日" in in_hand.card("UCHEN", "S-1")


def test_that_the_lead_is_away_on_the_day_asked_for_is_seen_before_it_is_agreed_to(in_hand):
    in_hand.says("ULINA", "I am on leave from 17 Dec to 18 Dec")
    in_hand.says("ULINA", "more time for S-1 until 18 Dec: rain")
    assert "Li Na 李娜 12月18日 周五不在岗" in in_hand.card("UWANG", "S-1")
    in_hand.says("ULINA", "more time for S-1 until 21 Dec: rain")
    assert "不在岗" not in in_hand.card("UWANG", "S-1")


# --- a leader's own promise -----------------------------------------------------------------------


def test_what_a_leader_promises_stands_in_the_ledger_on_the_same_clock(door):
    door.says("UWANG", "我答应给青山镇答复修桥的事，12月4日前")
    assert door.card("UWANG", "S-1") == (
        "⏳ *S-1*“给青山镇答复修桥的事” · 承办中\n"
        "王建国 → *王建国* · 督查 赵敏 · 12月4日 周五 18:00 前办结（还有 7 个工作日）\n"
        "[报办结] [撤回] [请人协办] [设节点] [反馈 | 改期 | 换立项领导 | 记录]"
    )
    ledger = door.says("UWANG", "我的台账")
    assert ledger.index("答应过的") < ledger.index("S-1")
    told = [line for line in door.waits_until(at("12-03 08:30")) if "S-1" in line]
    assert [line.partition(":")[0] for line in told] == ["UWANG"]
    door.says("UWANG", "S-1 办结：已当面答复")
    assert "核查通过" in door.card("UZHAO", "S-1")
    assert "S-1" in door.says("UWANG", "我的台账")
    door.says("UZHAO", "S-1 核查通过")
    door.presses("UWANG", "销号")
    assert door.card("UWANG", "S-1").startswith("✅")


def test_only_leaders_promise_and_without_a_judge_nobody_does(door):
    assert "提醒我" in door.says("UCHEN", "我答应给青山镇答复修桥的事")


# --- where it comes from --------------------------------------------------------------------------


def test_what_a_meeting_agreed_comes_with_its_sentence(door):
    door.says("UCHEN", "办会：窗口服务专题会")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", held="12月1日上午9点", minutes="USUN", size="small")
    door.says("UZHAO", "K-1 这步办好了")
    door.says("UCHEN", "K-1 这步办好了")
    door.presses("UCHEN", "议题和材料")
    for _ in ("会场", "提醒参会"):
        door.says("UCHEN", "K-1 这步办好了")
    door.waits_until(at("12-01 11:00"))
    for who, said in (
        ("UCHEN", {"words": "到 8 人"}),
        ("USUN", {"evidence": "https://example.org/m"}),
    ):
        door.presses(who, "办好了", about="K-1")
        assert door.fills_in(who, **said) == {}
    door.presses("UZHAO", "办好了", about="K-1")
    door.says("UCHEN", "K-1 议定：窗口轮班不断档，李娜牵头，12月10日前")
    card = door.card("UWANG", "S-2").split("\n")
    assert card[2:4] == ["会议议定：“窗口轮班不断档”", "出自 K-1“窗口服务专题会”"]
    door.presses("UCHEN", "督办", about="K-1")
    door.fills_in("UCHEN", title="公开排班表", person="USUN")
    assert "→ S-2“窗口轮班不断档”\n→ S-3“公开排班表”" in door.card("UCHEN", "K-1")
    door.presses("UCHEN", "办好了", about="K-1")
    assert "“议定事项转督办”。“S-2 S-3”" in "".join(door.reads("UCHEN"))
    assert door.card("UCHEN", "K-1").startswith("✅")

    door.says("UCHEN", "办会：窗口服务第二次专题会")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", held="12月9日上午9点", minutes="UZHOU", size="small")
    left = "以前议定、还没办结的：\n• S-2“窗口轮班不断档”（Li Na 李娜，12月10日 周四 18:00 前）"
    assert left in door.card("UCHEN", "K-4")
    assert "S-3“公开排班表”" in door.card("UCHEN", "K-4").partition("还没办结的")[2]
    assert "窗口轮班" not in door.says("UZHOU", "K-4")  # who may not see it finds no trace
    door.says("UCHEN", "办会：防汛部署会")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", held="12月9日上午9点", minutes="UZHOU", size="small")
    assert "S-2" not in door.card("UCHEN", "K-5")


def test_what_was_promised_on_a_trip_is_put_under_supervision(door):
    door.says("USUN", "明天上午8点半去青山镇调研，1个人，下午5点回")
    door.presses("USUN", "送审")
    for who in ("UCHEN", "UZHAO", "UWANG"):
        door.says(who, "批准 T-1")
    door.waits_until(at("11-26 18:00"))
    door.says("USUN", "T-1 回来了")
    door.presses("USUN", "答应的事列督办", about="T-1")
    assert door.fills_in("USUN", title="修好青山桥", person="UZHANG") == {}
    assert "出自 T-1" in door.card("UWANG", "S-2")
    assert "→ S-2“修好青山桥”" in door.card("USUN", "T-1")
    door.says("USUN", "T-1 承诺：通村公交一天两班，张伟牵头")
    assert "下基层承诺：“通村公交一天两班”" in door.card("UWANG", "S-3")
    door.says("UWANG", "T-1 我答应了镇里月底前换3盏路灯，张伟盯着")
    assert "下基层承诺：“换3盏路灯”" in door.card("UWANG", "S-4")
    assert "T-1" not in door.says("UHE", "T-1 承诺：修路")
    door.presses("USUN", "结清", about="T-1")
    assert door.fills_in("USUN", cost="300", words="住在镇里，答应给小学送200本书") == {}
    door.presses("USUN", "答应的事列督办", about="T-1")
    assert door.fills_in("USUN", person="UZHANG") == {}  # the rest is there
    assert "给小学送200本书" in door.card("UWANG", "S-5").splitlines()[0]


# --- lists and the month --------------------------------------------------------------------------


def test_few_are_lines_and_many_a_table_with_colour_and_slips(in_hand):
    in_hand.says("UWANG", "S-1 改到12月14日")
    assert in_hand.says("UCHEN", "督办清单") == (
        "*督办* 1 件\n"
        " S-1“老旧小区改造” · Li Na 李娜 · 12月14日 周一 18:00 前 · 承办中 · "
        "原定 12月10日 周四 18:00，延期 1 次，共 2 个工作日"
    )
    for title in ("食堂整治", "档案数字化", "门前停车", "网站改版", "节能降耗"):
        in_hand.says("UCHEN", f"督办{title}，孙磊承办，12月2日前")
    in_hand.says("UCHEN", "有哪些督办")
    [table] = tables(in_hand, "UCHEN")
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert rows[0] == ["编号", "事项", "承办人", "期限", "亮灯", "延期次数", "进展"]
    assert ["S-1", TITLE, "Li Na 李娜", "12月14日 周一", "正常", "1", "承办中"] in rows
    assert [row[0] for row in rows[1:]] == ["S-2", "S-3", "S-4", "S-5", "S-6", "S-1"]
    assert "S-1" not in in_hand.says("UCHEN", "孙磊的督办事项")


def test_the_month_is_drafted_for_the_leader_and_can_be_taken_along(closed):
    closed.says("UCHEN", "督办食堂整治，孙磊承办，11月27日前")
    closed.says("UWANG", "S-2 立项")
    closed.says("UCHEN", "督办天璇专项，张伟承办（内部）")
    assert "通报" not in "".join(closed.waits_until(at("11-30 09:00")))
    closed.waits_until(at("12-01 09:00"))
    assert closed.reads("UWANG")[-1] == (
        "*督办通报（11月1日 周日至11月30日 周一，稿）*\n"
        "共 2 件；已销号 1 件，逾期 1 件，延过期 0 件。\n"
        "*🔴 已逾期*（1 件）\n"
        "S-2“食堂整治”：孙磊，11月27日 周五 18:00 到期\n"
        "*已销号*（1 件）\n"
        "S-1“老旧小区改造”：Li Na 李娜，12月10日 周四 18:00 到期；最近情况：“all 12 estates”\n"
        "[转成 Word]\n"
        "这是给你的稿子，改不改、发不发由你定。内部事项没有列入，也不排名。"
    )
    assert closed.waits_until(at("12-01 09:30")) == []
    closed.presses("UWANG", "转成 Word")
    assert "督办通报" in str(closed.slack.place("DM", "UWANG").messages)
    assert "天璇" not in closed.says("UZHAO", "督办通报")
    assert "只有" in closed.says("UCHEN", "拟一份督办通报")


def tables(door, who):
    return [
        block
        for message in door.slack.place("DM", who).messages.values()
        for block in message.blocks or []
        if block["type"] == "data_table"
    ]


@pytest.mark.parametrize(
    "said",
    ["我答应过什么", "我答应了哪些事还没办", "我答应不了", "我答应你", "I promised nothing"],
)
def test_what_only_speaks_of_promises_makes_none(door, said):
    assert "S-1" not in door.says("UWANG", said)


def test_who_may_not_ask_for_help_is_told_who_may(helped):
    assert helped.says("UZHANG", "S-1 请孙磊协办：看现场，周五前") == (
        "没有办：只有承办人、督查的人或立项领导可以这样做。"
    )


# --- whoever helps, and whoever leads -------------------------------------------------------------


def test_a_later_line_of_whoever_helps_is_of_their_part_and_never_the_leads(in_hand):
    door = in_hand
    door.says("ULINA", "S-1 请孙磊协办：出施工图，周五前")
    door.says("ULINA", "S-1 feedback: 3 estates done")
    assert door.says("USUN", "S-1 反馈：图纸画了一半").startswith("✓ 孙磊 回了 S-1")
    assert door.says("USUN", "S-1 反馈：图纸画完了") == (
        "孙磊 续报 S-1“老旧小区改造”的协办（出施工图）：“图纸画完了”\n[撤回]"
    )
    card = door.card("UCHEN", "S-1").split("\n")
    assert "“3 estates done”" in card
    assert "✓ 孙磊 协办：出施工图 “图纸画完了”" in card
    assert "没有变，也没有再通知别人" in door.says("USUN", "S-1 我这部分：图纸画完了")
    door.presses("USUN", "撤回", about="续报")
    assert "✓ 孙磊 协办：出施工图 “图纸画了一半”" in door.card("UCHEN", "S-1")
    assert door.says("USUN", "my part of S-1: drawings handed over").startswith("孙磊 续报")
    record = door.says("UCHEN", "记录 S-1")
    for said in ("图纸画了一半", "drawings handed over", "3 estates done"):
        assert said in record


def test_whoever_does_not_help_gives_no_feedback_and_none_is_given_once_it_is_over(in_hand):
    in_hand.says("ULINA", "S-1 请孙磊协办：出施工图，周五前")
    in_hand.says("USUN", "S-1 我这部分：图纸画完了")
    assert "没有你能看到的 S-1" in in_hand.says("UZHOU", "S-1 反馈：都好")
    in_hand.says("ULINA", "S-1 done: all 12 estates")
    assert "没有要协办或回访的人" in in_hand.says("USUN", "S-1 我这部分：又改了")
    assert "“图纸画完了”" in in_hand.card("UCHEN", "S-1")


@pytest.mark.parametrize("who", ["UCHEN", "UWANG"])
def test_what_is_closed_is_called_by_its_title_by_who_may_begin_it_anew(closed, who):
    closed.waits(days=20)
    said = closed.says(who, "老旧小区没见效，重办")
    assert said.startswith("是要：*没见效，重办* · S-1“老旧小区改造”")
    assert closed.card(who, "S-1").startswith("✅ *S-1*")
    closed.presses(who, "就这样")
    assert "🟡 *S-1*" in closed.card("UCHEN", "S-1")
    assert "S-1" not in closed.says("USUN", "老旧小区没见效，重办")
