"""App Home: what is on my plate, what waits for me, whom I wait for, what I can start."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

EMPTY = (
    "Today: 0 due, 0 overdue, 0 waiting for you\n"
    "*On my plate*\n"
    "Nothing is on your plate. Drafts assigned to you and reminders appear here.\n"
    "*Waiting for me*\n"
    "Nobody waits for you. Drafts to review or sign appear here.\n"
    "*I wait for*\n"
    "You wait for nobody. What you ask of others appears here.\n"
    "*Start something*\n"
    "[Set a reminder] [What's overdue?] [What can I say?] [Who has what?]\n"
    "[Ask for a decision] [Give advice] [Supervise] [Start by the book] "
    "[Swap duty | Report an incident | Propose a topic | Plan a trip | Ask for help]"
)


def published(door, who):
    """How often this person's Home was drawn."""
    return len([c for c in door.slack.log.calls("views.publish") if c.asked["user_id"] == who])


@scene
def memo(door):
    """D-1 from 赵敏 to Li Na, to be reviewed and signed by 赵敏; both have opened their Home."""
    door.opens_home("ULINA")
    door.opens_home("UZHAO")
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday 5pm")
    return door


# --- what it shows -------------------------------------------------------------------


def test_an_empty_home_says_what_would_be_there(door):
    assert door.opens_home("ULINA") == EMPTY
    assert door.opens_home("USUN") == (
        "今天 0 件到期，0 件逾期，0 件等你\n"
        "*我手上的*\n"
        "手上没有事。派给你的文稿和你的提醒会出现在这里。\n"
        "*等我办的*\n"
        "没有人在等你。要你审核、签发、答复的会出现在这里。\n"
        "*我在等的*\n"
        "你没有在等谁。你派出去、交办出去的会出现在这里。\n"
        "*可以做的*\n"
        "[设提醒] [有哪些逾期] [怎么用] [谁手头空？]\n"
        "[请示] [提建议] [督办] [按流程办] [换班 | 报突发情况 | 提调研题 | 安排出行 | 说说难处]"
    )


def test_the_three_lists(memo):
    """Mine by due date, what waits for me, whom I wait for: as a draft goes its way."""
    memo.says("ULINA", "remind me to call the bank tomorrow at 9am")
    assert memo.home("ULINA").splitlines()[1:4] == [
        "*On my plate*",
        "F-2 _call the bank_ · Thu 26 Nov 09:00 (tomorrow) [Done]",
        "D-1 _Budget memo_ · accept and write it · Fri 27 Nov 17:00 (in 2 working days) [Accept]",
    ]
    assert memo.home("UZHAO").splitlines()[5:7] == [
        "*我在等的*",
        "D-1《Budget memo》 · Li Na 李娜：受领并起草 · "
        "11月27日 周五 17:00（还有 2 个工作日） [催办]",
    ]

    memo.says("ULINA", "submit D-1 https://docs.example/1")
    assert memo.home("ULINA").splitlines()[5:7] == [
        "*I wait for*",
        "D-1 _Budget memo_ · 赵敏: sign it off · Thu 26 Nov 18:00 (tomorrow) [Nudge]",
    ]
    assert memo.home("UZHAO").splitlines()[3:6] == [
        "*等我办的*",
        "D-1《Budget memo》 · 签发 · 11月26日 周四 18:00（明天）",
        "[签发] [打开] [退回修改]",
    ]


def test_today_in_one_line(memo):
    memo.says("ULINA", "remind me to lock up today at 18:00")
    memo.says("ULINA", "remind me to phone in 2 hours")
    memo.says("ULINA", "submit D-1 https://docs.example/1")
    assert memo.home("UZHAO").startswith("今天 0 件到期，0 件逾期，1 件等你\n")
    memo.waits(hours=3)
    assert memo.opens_home("ULINA").startswith("Today: 2 due, 0 overdue, 0 waiting for you\n")


@pytest.mark.parametrize(
    ("who", "starts"),
    [
        ("ULINA", "[Set a reminder] [What's overdue?] [What can I say?] [Who has what?]"),
        ("UCHEN", "[派稿] [设提醒] [有哪些逾期] [怎么用] [谁手头空？]"),
        ("UWANG", "[派稿] [设提醒] [有哪些逾期] [怎么用] [谁手头空？ | 本周梳理]"),
        ("UZHAO", "[派稿] [设提醒] [有哪些逾期] [怎么用] [谁手头空？ | 人员 | 设置 | 本周梳理]"),
    ],
)
def test_what_one_can_start_is_what_one_may_do(door, who, starts):
    assert door.opens_home(who).splitlines()[-2] == starts


def test_an_outsider_finds_nothing_but_whom_to_ask(memo):
    memo.types("UZHAO", "/draft assign @li.na Roster by Friday open to the office")
    assert memo.opens_home("UHE") == OUTSIDER_ZH
    assert memo.opens_home("UTOM") == OUTSIDER_EN


# --- one press -------------------------------------------------------------------


def test_one_press_on_my_plate(memo):
    memo.presses_home("ULINA", "Accept")
    assert "_Budget memo_ · hand in a version" in memo.home("ULINA")
    memo.presses_home("ULINA", "Done: hand in")
    assert memo.fills_in("ULINA", link="https://docs.example/1") == {}
    assert "*Waiting for me*\nNobody waits for you." in memo.home("ULINA")


def test_one_press_on_what_waits_for_me(memo):
    memo.says("ULINA", "submit D-1 https://docs.example/1")
    memo.presses_home("UZHAO", "签发")
    assert memo.fills_in("UZHAO") == {}
    assert "D-1《Budget memo》 · 归档" in memo.home("UZHAO")
    memo.presses_home("UZHAO", "归档")
    assert memo.fills_in("UZHAO") == {}
    assert "没有人在等你" in memo.home("UZHAO")
    assert memo.home("ULINA") == EMPTY


def test_one_press_on_whom_i_wait_for(memo):
    memo.presses_home("UZHAO", "催办")
    assert memo.page("UZHAO") == "已向 Li Na 李娜 催办 D-1《Budget memo》。"
    memo.presses_home("UZHAO", "催办")
    assert memo.page("UZHAO").startswith("没有发：你 11月25日 周三 10:00 已经催过")


@pytest.mark.parametrize(
    ("who", "label", "begins"),
    [
        ("UZHAO", "派稿", ""),
        ("UZHAO", "设提醒", ""),
        ("UZHAO", "有哪些逾期", "你能看到的事项没有逾期的。"),
        ("UZHAO", "人员", "*办公室人员*"),
        ("UZHAO", "怎么用", "*给主任：三件事*"),
        ("UWANG", "本周梳理", "现在没有在办的文稿"),
        ("ULINA", "What's overdue?", "Nothing that you can see is overdue."),
        ("ULINA", "What can I say?", "*For a writer: three things*"),
    ],
)
def test_what_a_button_asks_or_answers_opens_there(door, who, label, begins):
    """A form or a page over Home, under the button's own name; nothing elsewhere."""
    door.opens_home(who)
    before = door.reads(who)
    door.presses_home(who, label)
    assert door.form(who)["title"]["text"] == label
    assert door.page(who).startswith(begins)
    assert door.reads(who) == before


def test_a_page_on_home_is_worked_in_and_holds_no_more_than_slack_takes(door):
    """What is pressed in it opens over it; the third page changes in its place."""
    for n in range(45):
        door.slack.commands("UWANG", "DM", f"/office remind @zhao to do {n} on Thursday at 9am")
    door.opens_home("UZHAO")
    door.waits(days=2)
    before = door.reads("UZHAO")
    door.presses_home("UZHAO", "有哪些逾期")
    assert door.page("UZHAO").startswith("🔴 45 件逾期")
    assert len(door.form("UZHAO")["blocks"]) <= 100
    door.presses_form("UZHAO", "为什么提醒我")
    assert door.page("UZHAO").startswith("因为")
    assert door.reads("UZHAO") == before


def test_slack_stacks_three_pages_and_the_third_changes_in_its_place(memo):
    memo.presses_home("UZHAO", "有哪些逾期")
    before = memo.reads("UZHAO")
    for label, begins in (
        ("看看", "📝 *D-1*《Budget memo》"),
        ("详情", "*D-1*《Budget memo》"),
        ("记录", "*D-1《Budget memo》的记录*"),
    ):
        memo.presses_form("UZHAO", label)
        assert memo.page("UZHAO").startswith(begins)
    memo.slack.closes("UZHAO")
    assert memo.page("UZHAO").startswith("📝 *D-1*")
    assert memo.reads("UZHAO") == before


def test_what_slack_will_not_open_any_more_is_read_in_the_messages(door):
    door.opens_home("ULINA")
    door.slack.fault("views.open", "expired_trigger_id")
    door.presses_home("ULINA", "What's overdue?")
    door.presses("ULINA", "Open")
    assert door.page("ULINA") == "Nothing that you can see is overdue."


# --- when it is drawn -------------------------------------------------------------------


def test_it_is_drawn_again_when_something_changes_for_its_reader(memo):
    """Every deed that touches a plate, and nobody's Home but theirs."""
    for deed in ("accept D-1", "submit D-1 https://docs.example/1"):
        before = {who: published(memo, who) for who in ("ULINA", "UZHAO")}
        memo.says("ULINA", deed)
        assert {who: published(memo, who) for who in before} == {
            who: times + 1 for who, times in before.items()
        }


def test_putting_something_off_shows(memo):
    memo.forges("ULINA", "followups:tomorrow", 1)
    assert "💤 D-1 _Budget memo_" in memo.home("ULINA")


def test_one_of_yesterday_is_of_today_once_it_is_pressed(memo):
    before = memo.opens_home("ULINA")
    memo.waits(days=1)
    assert memo.home("ULINA") == before

    memo.presses_home("ULINA", "What's overdue?")
    assert memo.home("ULINA") != before


def test_it_is_not_drawn_again_when_nothing_changed(memo):
    before = published(memo, "ULINA")
    for _ in range(3):
        memo.opens_home("ULINA")
    memo.says("ULINA", "what's overdue?")
    memo.types("ULINA", "/office help")
    assert published(memo, "ULINA") == before


def test_it_is_drawn_once_for_many_changes_at_once(door):
    door.opens_home("ULINA")
    before = published(door, "ULINA")
    for n in range(3):
        door.slack.commands("UZHAO", "DM", f"/draft assign @li.na Memo {n} by Friday")
    door.opens_home("ULINA")
    assert published(door, "ULINA") == before + 1


def test_who_never_opened_it_gets_none(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday")
    assert published(door, "ULINA") == 0


def test_who_has_left_gets_none_any_more(memo):
    before = published(memo, "ULINA")
    memo.changes("ULINA", deleted=True)
    memo.says("UZHAO", "D-1 改到下周一")
    assert published(memo, "ULINA") == before


def test_another_language_is_another_home(door):
    door.opens_home("ULINA")
    door.types("ULINA", "/office language 中文")
    assert door.home("ULINA").startswith("今天 0 件到期")


# --- much, and trouble -------------------------------------------------------------------


def test_however_much_there_is_it_stays_within_slacks_hundred_blocks(door):
    for n in range(9):
        door.slack.commands("ULIU", "DM", f"/office remind me to do {n} by Friday")
        door.slack.commands("ULIU", "DM", f"/office remind @li.na to do {n} by Friday")
        door.slack.commands("UWANG", "DM", f"/draft assign @zhang.wei Memo {n} by Friday")
    door.changes("UZHANG", deleted=True)
    home = door.opens_home("ULIU")

    assert len(door.slack.home("ULIU").blocks) <= 100
    assert (home.count("[Done]"), home.count(" · Li Na 李娜 · ")) == (8, 8)
    assert home.count("[Hand over]") == 8
    assert home.count("and 1 more: say `what's on my plate?`") == 3


def test_what_slack_would_not_take_is_shown_to_the_admin_who_can_send_it_again(door):
    door.opens_home("UZHAO")
    door.types("UZHAO", "/office people")
    door.presses("UZHAO", "设置角色", "COFFICE")
    door.slack.fault("chat.postMessage", "restricted_action", times=2)
    door.fills_in("UZHAO", person="UHE", role="staff")

    shown = door.opens_home("UZHAO")
    assert "⚠️ 有 2 条消息没有送到：restricted_action\n[重新发送]" in shown
    assert "没有送到" not in door.opens_home("UWANG")

    door.presses_home("UZHAO", "重新发送")
    assert door.page("UZHAO") == "已经重新发送。"
    assert door.reads("UHE")[-1].startswith("<@UZHAO> 在办公室名单里把你设为：秘书、干事。")
    assert "没有送到" not in door.home("UZHAO")


@pytest.mark.parametrize("who", ["UWANG", "UHE", "UTOM"])
def test_others_cannot_send_it_again(door, who):
    said = door.forges(who, "home:retry", "-")
    assert said.startswith("没有办：") or said in (OUTSIDER_ZH, OUTSIDER_EN)
