"""Opportunities: to read, to sit in, to go along, to be posted; offered, and taken up or not."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from storage.matters.followups import FollowUp
from storage.matters.journal import Entry
from tests.conftest import scene

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNKNOWN = "没有你能看到的 O-1。请核对编号，或者说 `我手上有什么`。"


@scene
def offered(door):
    """The leader lets Li Na read something, and says why."""
    door.types("UWANG", "/office 给个机会")
    told = {"people": ["ULINA"], "title": "省里的意见", "due": "下周三", "why": "明年这块由你写"}
    assert door.fills_in("UWANG", **told) == {}
    return door


def test_it_is_offered_in_private_and_taken_up_in_one_press(offered):
    assert offered.card("ULINA", "O-1") == (
        "⏳ *O-1* · “省里的意见” · offered, to be answered\n"
        "王建国 → *Li Na 李娜* · Wed 2 Dec 18:00 (in 5 working days)\n"
        "Something to read\n"
        "Why: “明年这块由你写”\n"
        "[Gladly] [Not this time] [Record]"
    )
    offered.presses("ULINA", "Gladly")
    assert "Li Na 李娜 接受了 O-1" in offered.reads("UWANG")[-1]
    before = len(offered.reads("ULINA"))
    offered.waits(days=30)
    nudges = [text for text in offered.reads("ULINA")[before:] if "O-1" in text]
    assert len(nudges) == 1  # the day after it was to be read; and never again
    assert "O-1" not in "".join(offered.reads("UCHEN") + offered.reads("UZHAO"))

    offered.says("ULINA", "O-1 read, I saw how the province counts")
    assert offered.card("ULINA", "O-1").startswith("✅ *O-1*")
    assert "I saw how the province counts" in offered.reads("UWANG")[-1]


def test_what_is_declined_stays_between_the_two(offered):
    assert "*O-1*" in offered.says("UCHEN", "O-1")  # the head of her section
    offered.presses("ULINA", "Not this time")
    assert "这次不去 O-1" in offered.reads("UWANG")[-1]
    for who in ("UCHEN", "UZHAO", "USUN"):
        assert offered.says(who, "O-1") == UNKNOWN
    assert "O-1" not in offered.says("UZHAO", "/office load") + offered.says(
        "UCHEN", "谁手头有什么"
    )


def test_several_are_asked_and_each_answers_for_themselves(door):
    said = door.says("UZHAO", "10号全市经济工作会有两个旁听席，给孙磊和李娜")
    assert said.endswith("《全市经济工作会》已给出，各自答复：\n• *O-1* 孙磊\n• *O-2* Li Na 李娜")
    door.presses("USUN", "我要")
    assert "已接受" in door.card("USUN", "O-1")
    assert "offered, to be answered" in door.card("ULINA", "O-2")
    assert door.says("USUN", "O-2").startswith("没有你能看到的 O-2")


def test_a_posting_is_recommended_before_anybody_hears_of_it(door):
    door.says("UZHAO", "推荐张伟去营商专班")
    door.presses("UZHAO", "打开表单")
    assert door.fills_in("UZHAO", due="") == {
        "due": "什么时候？会议、出行填时间，一线岗位填返回的日子。"
    }
    assert door.fills_in("UZHAO", due="明年6月30日", mentor="ULIU", cover="孙磊接手简报") == {}
    assert door.card("UWANG", "O-1") == (
        "⏳🔒 *O-1*“营商专班” · 待举荐\n"
        "赵敏 → *张伟* · 2027年6月30日 周三 18:00（放假安排待定，还有 146 个工作日）\n"
        "一线岗位\n"
        "带教：Liu Yang 刘洋\n"
        "手头的活：孙磊接手简报\n"
        "[举荐] [暂不举荐] [记录]"
    )
    assert door.reads("UZHANG") == []
    assert door.says("UZHANG", "O-1") == UNKNOWN

    door.presses("UWANG", "举荐")
    door.presses("UZHANG", "我要")
    assert "在岗" in door.card("UZHANG", "O-1")
    with door.bot.sessions() as session:
        owed = session.scalars(select(FollowUp.due_at).where(FollowUp.settled_at.is_(None))).all()
    assert [f"{at.astimezone(SHANGHAI):%m-%d %a %H:%M}" for at in owed] == ["03-15 Mon 18:00"]
    door.waits(days=110)
    assert "O-1" in door.reads("ULIU")[-1]  # half of the time is over: the mentor is reminded
    door.says("ULIU", "talk held O-1")
    assert "在岗，后半程" in door.card("UZHANG", "O-1")
    door.waits(days=95)
    assert "O-1" in door.reads("UZHANG")[-1]  # ten working days before the return


def test_staff_offer_nothing_and_outsiders_learn_nothing(offered):
    refusal = "没有办：只有领导、主任和科室负责人可以这样做。"
    assert offered.says("USUN", "把省里的意见给张伟看看") == refusal
    assert offered.says("USUN", "谁最久没有机会了？") == refusal
    assert offered.says("UHE", "O-1") == offered.says("UHE", "O-7")


def test_who_has_had_nothing_for_longest_comes_first(offered):
    offered.presses("ULINA", "Gladly")
    assert offered.says("UWANG", "谁最久没有机会了？") == (
        "最久没有机会的排在前面（阅读、列席、随同、一线都算）：\n"
        "• 周婷：还没有过\n• 孙磊：还没有过\n• 张伟：还没有过\n"
        "• Li Na 李娜：上次是 11月25日 周三 10:00\n[给个机会]"
    )


def test_a_step_is_taken_back_and_a_late_or_second_press_does_nothing(offered):
    offered.presses("ULINA", "Gladly")
    assert "O-1" in offered.forges("ULINA", "opportunities:take-up", 1)  # said, and not done twice
    offered.presses("ULINA", "Undo")
    assert "offered, to be answered" in offered.card("ULINA", "O-1")
    offered.says("UWANG", "收回 O-1")
    assert "withdrawn" in offered.forges("ULINA", "opportunities:take-up", 1)
    with offered.bot.sessions() as session:
        deeds = session.scalars(select(Entry.what).where(Entry.matter_id == 1)).all()
    assert deeds == [f"opportunities.{one}" for one in ("offer", "take-up", "undo", "withdraw")]


def test_what_a_leader_says_against_somebody_is_for_the_two(door):
    door.types("UZHAO", "/office 给个机会")
    told = {"people": ["UZHANG"], "title": "营商专班", "sort": "posting", "due": "明年6月30日"}
    assert door.fills_in("UZHAO", **told) == {}
    door.says("UWANG", "O-1 暂不举荐：太年轻")
    assert "太年轻" in door.reads("UZHAO")[-1]
    for who in ("ULIU", "UCHEN", "UZHANG"):
        assert "太年轻" not in door.says(who, "O-1") + door.says(who, "/office record O-1")


def test_a_title_holds_neither_who_else_is_asked_nor_until_when(door):
    door.says("UWANG", "10号的经济工作会让孙磊和李娜列席")
    door.presses("UWANG", "就这样")
    assert "“经济工作会” · 已给出" in door.card("USUN", "O-1")
    assert "孙磊" not in door.card("ULINA", "O-2")
    door.says("UWANG", "推荐张伟去营商专班，到明年6月30日")
    assert "“营商专班” · 已给出" in door.card("UZHANG", "O-3")
    assert "为什么是你" not in door.card("UZHANG", "O-3")


# --- too late, and no seat left -------------------------------------------------------------------


@scene
def seats(door):
    """One seat at a meeting, and two are asked."""
    said = door.says("UZHAO", "12月10号全市经济工作会有一个旁听席，给孙磊和李娜")
    assert "• *O-1* 孙磊\n• *O-2* Li Na 李娜" in said
    return door


def test_a_seat_that_another_has_is_not_taken_a_second_time(seats):
    assert "名额 1 个，已有 0 人要" in seats.card("UZHAO", "O-1")
    assert "名额" not in seats.card("USUN", "O-1")
    seats.presses("USUN", "我要")
    said = seats.presses("ULINA", "Gladly")
    assert said.startswith("No seat is left (1 in all). 赵敏 can add one")
    assert "孙磊" not in said
    assert "offered, to be answered" in seats.card("ULINA", "O-2")
    assert "接受了 O-2" not in "".join(seats.reads("UZHAO"))
    seats.says("UZHAO", "收回 O-1")  # and there is room again
    seats.presses("ULINA", "Gladly", about="O-2")
    assert "taken up" in seats.card("ULINA", "O-2")


def test_whoever_found_no_seat_hears_when_one_is_free_again_and_nobody_else_does(seats):
    seats.presses("USUN", "我要")
    seats.presses("ULINA", "Gladly")
    others = {one: seats.reads(one) for one in ("UZHANG", "UCHEN", "UHE")}
    seats.presses("USUN", "撤回")
    told = seats.reads("ULINA")[-1]
    assert told.startswith("A seat is free again: O-2")
    assert "孙磊" not in told
    assert {one: seats.reads(one) for one in others} == others
    seats.presses("ULINA", "Gladly")
    assert "taken up" in seats.card("ULINA", "O-2")


def test_whom_to_take_along_is_not_what_it_is_called(door):
    door.says("UWANG", "带李娜周五一起下去走走")
    door.presses("UWANG", "就这样")
    titles = [one for one in door.form("UWANG")["blocks"] if one.get("block_id") == "title"]
    assert "initial_value" not in titles[0]["element"]
    assert not any("O-" in one for one in door.reads("ULINA"))


def test_what_is_over_is_taken_up_no_more_and_what_to_do_is_said(seats):
    seats.waits(days=20)
    said = seats.presses("USUN", "我要", about="O-1")
    assert said.startswith("来不及了：时间是 12月10日 周四 18:00。")
    assert "已给出，待答复" in seats.card("USUN", "O-1")
    seats.says("UZHAO", "O-1 改到12月18日")
    seats.presses("USUN", "我要", about="O-1")
    assert "已接受" in seats.card("USUN", "O-1")


def test_a_paper_is_not_too_late_to_read(offered):
    offered.waits(days=20)
    offered.presses("ULINA", "Gladly", about="O-1")
    assert "taken up" in offered.card("ULINA", "O-1")


def test_seats_nobody_has_are_told_to_whoever_gives_them_five_working_days_before(seats):
    heard = {}
    for _ in range(12):
        seats.waits(days=1)
        for who in ("UZHAO", "UWANG", "USUN", "ULINA", "UCHEN"):
            if "还没有人的名额" in "".join(seats.reads(who)):
                heard.setdefault(who, f"{seats.clock.now():%m-%d}")
    assert heard == {"UZHAO": "12-03"}
    [said] = [one for one in seats.reads("UZHAO") if "还没有人的名额" in one]
    assert "还空 1 个，已请未答复 2 人。最久没有机会的：周婷、张伟" in said
    seats.presses("UZHAO", "再请一位")
    assert seats.fills_in("UZHAO") == {}
    assert "全市经济工作会" in seats.card("UZHOU", "O-3")


def test_a_full_meeting_is_told_to_nobody(seats):
    seats.presses("USUN", "我要")
    seats.waits(days=12)
    assert "还没有人的名额" not in "".join(seats.reads("UZHAO"))


def test_of_seats_that_are_withdrawn_nobody_hears_any_more(seats):
    seats.says("UZHAO", "收回 O-1")
    seats.says("UZHAO", "收回 O-2")
    heard = {who: len(seats.reads(who)) for who in ("UZHAO", "USUN", "ULINA")}
    for _ in range(9):
        seats.waits(days=1)
    for who, before in heard.items():
        assert "全市经济工作会" not in "".join(seats.reads(who)[before:])


@pytest.mark.parametrize("n", ["0", "51", "many"])
def test_how_many_seats_is_a_number(door, n):
    door.types("UZHAO", "/office 给个机会")
    told = {"people": ["USUN"], "title": "会", "sort": "seat", "due": "12月10日", "seats": n}
    assert "1 到 50" in door.fills_in("UZHAO", **told)["seats"]


def test_what_is_still_to_come_has_not_been_had(door):
    door.says("UWANG", "12月1日去青山镇带上孙磊见识见识")
    door.presses("USUN", "我要")
    assert door.says("USUN", "O-1 已历练：渠修了一半").startswith("没有记：时间是 12月1日 周二")
    door.waits(days=6)
    assert "已历练" in door.says("USUN", "O-1 已历练：渠修了一半")


def test_what_was_told_of_a_trip_in_a_sentence_is_not_told_again_when_it_is_supervised(door):
    door.says("UWANG", "12月1日去青山镇带上孙磊见识见识")
    door.presses("USUN", "我要")
    door.waits(days=7)
    door.says("USUN", "O-1 已历练：渠修了一半，答应村里年前通水")
    door.presses("USUN", "答应的事列督办")
    assert door.fills_in("USUN", person="UZHANG", due="12月31日") == {}
    assert "村里年前通水" in door.card("UWANG", "S-2").splitlines()[0]
    assert "“渠修了一半，答应村里年前通水”" in door.card("UWANG", "S-2")


def test_after_a_trip_three_lines_and_a_promise_under_supervision(door):
    door.says("UWANG", "12月1日去青山镇带上孙磊见识见识")
    door.presses("USUN", "我要")
    door.waits(days=7)
    door.presses("USUN", "已历练", about="O-1")
    three = {"seen": "渠修了一半", "learned": "怎么跟村里算账", "promised": "年前通水"}
    assert door.fills_in("USUN", **three) == {}
    assert "“渠修了一半 · 怎么跟村里算账 · 年前通水”" in door.card("UWANG", "O-1")
    door.card("USUN", "O-1")
    door.presses("USUN", "答应的事列督办")
    assert door.fills_in("USUN", person="UZHANG", due="12月31日") == {}  # the rest is there
    assert "年前通水" in door.card("UWANG", "S-2").splitlines()[0]
    assert "出自 O-1" in door.card("UWANG", "S-2")
    assert "渠" not in door.says("UZHANG", "O-1")


# --- in words -------------------------------------------------------------------------------------


def filled(door, who):
    """What stands in the form that is open, by field."""
    found = {}
    for block in (one for one in door.form(who)["blocks"] if one.get("element")):
        said = [one for name, one in block["element"].items() if name.startswith("initial_")]
        found[block["block_id"]] = said[0] if said else ""
    return found


@pytest.mark.parametrize(
    ("said", "title", "due", "why", "mentor"),
    [
        ("提议让周婷去信访专班三个月，跟着王主任学接访", "信访专班", "三个月后",
         "跟着王主任学接访", "UWANG"),
        ("I propose sending Zhou Ting to the petitions task force for three months, "
         "to learn reception with Liu Yang", "the petitions task force", "in three months",
         "to learn reception with Liu Yang", "ULIU"),
    ],
)  # fmt: skip
def test_a_posting_that_is_proposed_opens_its_form_filled(door, said, title, due, why, mentor):
    door.says("UZHAO", said)
    door.presses("UZHAO", "打开表单")
    form = filled(door, "UZHAO")
    assert form["sort"]["value"] == "posting"
    told = {"people": ["UZHOU"], "title": title, "due": due, "why": why, "mentor": mentor}
    assert {name: form[name] for name in told} == told
    assert door.reads("UZHOU") == []


@pytest.mark.parametrize(
    ("said", "title", "why"),
    [
        ("把年度工作安排给李娜看看，下周三前", "年度工作安排", ""),
        ("把干部选拔推荐给李娜看看", "干部选拔推荐", ""),
        ("a seat for Li Na at the Listening Day for Thailand on Monday",
         "the Listening Day for Thailand", ""),
        ("把省里的意见给李娜看看，因为她在写贯彻方案", "省里的意见", "她在写贯彻方案"),
        ("let Li Na read the provincial guidance because she is writing the plan",
         "the provincial guidance", "she is writing the plan"),
    ],
)  # fmt: skip
def test_a_title_is_cut_at_no_half_word_and_why_is_no_title(door, said, title, why):
    if "就这样" in door.says("UWANG", said):
        door.presses("UWANG", "就这样")
    card = door.card("ULINA", "O-1")
    assert card.split("\n")[0].split(" · ")[1].strip("_“”") == title
    assert (f"Why: “{why}”" in card) is bool(why)
