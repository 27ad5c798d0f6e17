"""A leader's ledger: one private place, for the leader and whom the leader names."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.matters.journal import Entry
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

EMPTY = (
    "*你的台账*\n"
    "现在没有事。请你定的、要你写的、要你签的、你答应过的会出现在这里。\n"
    "只有你能看。要给别人看：`台账给 @某人 看`"
)


@scene
def busy(door):
    """A decision, a part, a draft to sign, a promise and a draft of his own."""
    door.says("UWANG", "周四上午9点提醒我看牙医")
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    door.says("ULINA", "submit D-2 https://docs.example/2")
    door.types("UZHAO", "/draft assign @wang 工作要点 by 11 Dec 5pm")
    door.types("UZHAO", "/draft assign @zhang.wei 全会讲话 by 9 Dec 5pm")
    door.says("UZHANG", "请王建国给 D-4 提基本观点，12月7日前")
    door.says("UZHANG", "请示王建国：座谈会在哪里开，方案一：会议室；方案二：开发区")
    return door


def test_an_empty_ledger_says_what_would_be_there(door):
    assert door.says("UWANG", "我的台账") == EMPTY


def test_all_that_is_his_in_its_groups(busy):
    presses = "今天晚些 | 明天 | 为什么提醒我"
    assert busy.says("UWANG", "我的台账") == (
        "*你的台账*\n"
        "*待定的*\n"
        "A-6“座谈会在哪里开” · 张伟 请示 · 11月27日 周五 18:00 前（还有 2 个工作日）\n"
        "1. 会议室\n2. 开发区\n"
        "[1. 会议室] [2. 开发区] [退回] [转人办]\n"
        "*要写、要统的*\n"
        "P-5《全会讲话: 基本观点》 · 受领并起草这部分 · 12月7日 周一 18:00（还有 8 个工作日） "
        "[受领 | 今天晚些 | 明天 | 申请延期 | 为什么提醒我]\n"
        "*待审签的*\n"
        "D-2《Budget memo》 · 签发 · 11月26日 周四 18:00（明天） · <https://docs.example/2|打开> "
        f"[签发 | 退回修改 | {presses}]\n"
        "*答应过的*\n"
        "F-1“看牙医” · 11月26日 周四 09:00（明天） "
        "[办好了 | 今天晚些 | 明天 | 改期 | 为什么提醒我]\n"
        "*牵头的*\n"
        "D-3《工作要点》 · 受领并起草 · 12月11日 周五 17:00（还有 12 个工作日） "
        "[受领 | 今天晚些 | 明天 | 申请延期 | 为什么提醒我]\n"
        "只有你能看。要给别人看：`台账给 @某人 看`"
    )


@pytest.mark.parametrize("said", ["my ledger", "ledger", "台账", "看看我的台账", "有什么等我定？"])
def test_it_is_asked_for_in_words(busy, said):
    assert busy.says("UWANG", said).startswith("*你的台账*\n*待定的*\nA-6")


def test_behind_the_command_and_in_a_channel_only_the_leader_reads_it(busy):
    assert "A-6" in busy.types("UWANG", "/office ledger")
    assert "A-6" in busy.says("UWANG", "<@UBOT> 我的台账", "COFFICE")
    for who in ("UZHAO", "UZHANG", "USUN"):
        assert "台账" not in "".join(t for t in busy.reads(who, "COFFICE") if "UBOT" not in t)


def test_decided_delegated_and_returned_from_there(busy):
    busy.says("UWANG", "我的台账")
    assert busy.presses("UWANG", "2. 开发区", about="你的台账").startswith("✅ 王建国 对 A-6")
    busy.says("UZHANG", "请示王建国：买打印机")
    busy.says("UWANG", "我的台账")
    busy.presses("UWANG", "转人办", about="你的台账")
    busy.fills_in("UWANG", person="UZHAO")
    assert "[同意]" in busy.card("UZHAO", "A-7")


def test_it_stands_at_the_top_of_home_and_no_list_below_repeats_it(busy):
    home = busy.opens_home("UWANG").split("\n")
    assert home[1:3] == [
        "*待定的*",
        "A-6“座谈会在哪里开” · 张伟 请示 · 11月27日 周五 18:00 前（还有 2 个工作日）",
    ]
    for number in ("A-6", "P-5", "D-2", "D-3", "F-1"):
        assert len([line for line in home if line.startswith(number)]) == 1
    titles = [line for line in home if line.startswith("*")]
    assert titles == [
        "*待定的*",
        "*要写、要统的*",
        "*待审签的*",
        "*我手上的*",
        "*我在等的*",
        "*可以做的*",
    ]


def test_one_press_on_home_decides(busy):
    busy.opens_home("UWANG")
    busy.presses_home("UWANG", "1. 会议室")
    assert "*待定的*" not in busy.home("UWANG")
    assert busy.page("UWANG").endswith("已定：会议室。\n[撤回]")
    busy.presses_form("UWANG", "撤回")
    assert "*待定的*" in busy.home("UWANG")


def test_the_lists_on_home_are_short(busy):
    for n in range(5):
        busy.says("UZHANG", f"请示王建国：事项{n}号")
    home = busy.opens_home("UWANG")
    assert home.count("张伟 请示") == 3
    assert "还有 3 件，说 `我的台账` 可以看全" in home
    assert busy.says("UWANG", "我的台账").count("张伟 请示") == 5


def test_nobody_else_has_one(busy):
    assert busy.says("UZHANG", "我的台账") == ("台账是领导用的。你手上的事：`我手上有什么`。")
    for verb in ("share", "end-share", "digest-off", "digest-on", "show"):
        assert busy.forges("USUN", f"ledger:{verb}", "USUN").startswith("台账是领导用的")
        assert busy.forges("UHE", f"ledger:{verb}", "UHE") == OUTSIDER_ZH


# --- sharing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["UZHAO", "UZHANG", "ULIU", "UHE"])
def test_whom_he_has_not_named_sees_nothing(busy, who):
    empty = busy.says(who, "王建国的台账")
    unnamed = ("王建国 没有把台账给你看", "The ledger of 王建国 is not open", OUTSIDER_ZH)
    assert empty.startswith(unnamed)
    assert "看牙医" not in busy.says(who, "王建国在忙什么？")


def test_whom_he_names_sees_it_on_record_and_as_far_as_they_may(busy):
    busy.types("UCHEN", "/draft assign @zhang.wei 天璇 by 4 Dec 5pm internal-only, signed by @wang")
    busy.says("UZHANG", "交稿 D-7 https://docs.example/7")
    busy.says("UCHEN", "D-7 送签")
    assert "天璇" in busy.says("UWANG", "我的台账")

    said = busy.types("UWANG", "/office ledger share @zhao")

    assert said.startswith("赵敏 从现在起能看你的台账，包括你给自己设的提醒；")
    assert busy.reads("UZHAO")[-1] == ("王建国 把台账给你看了：说 `王建国 的台账` 就能看到。")
    shown = busy.says("UZHAO", "王建国的台账")
    assert shown.startswith("*王建国 的台账*（只列你能看的）\n*待定的*\nA-6")
    assert all(number in shown for number in ("P-5", "D-2", "F-1", "D-3"))
    assert "天璇" not in shown
    assert "[1. 会议室]" not in shown
    assert "只有你和 赵敏 能看" in busy.says("UWANG", "我的台账")
    assert busy.says("ULIU", "ledger of 王建国").startswith("The ledger of 王建国 is not open")


def test_it_ends_any_time(busy):
    busy.types("UWANG", "/office ledger share @zhao")
    assert "F-1" in busy.says("UZHAO", "F-1")
    busy.presses("UWANG", "结束", "COFFICE")
    assert busy.reads("UWANG", "COFFICE")[-1] == "赵敏 不再能看你的台账，已记录在案。"

    assert busy.says("UZHAO", "王建国的台账").startswith("王建国 没有把台账给你看")
    assert busy.says("UZHAO", "F-1").startswith("没有你能看到的 F-1")
    assert busy.says("UWANG", "结束共享台账") == "现在没有别人能看你的台账。"
    with busy.bot.sessions.begin() as session:
        found = session.scalars(select(Entry).where(Entry.what.startswith("ledger.")))
        assert [(entry.what, entry.about_id) for entry in found] == [
            ("ledger.share", "UZHAO"),
            ("ledger.end-share", "UZHAO"),
        ]


def test_who_no_longer_leads_shows_nobody_a_ledger(busy):
    busy.types("UWANG", "/office ledger share @zhao")
    busy.types("UZHAO", "/office people")
    busy.presses("UZHAO", "设置角色", "COFFICE")
    assert busy.fills_in("UZHAO", person="UWANG", role="staff") == {}
    assert busy.says("UZHAO", "王建国的台账").startswith("王建国 没有把台账给你看")
    assert busy.says("UZHAO", "F-1").startswith("没有你能看到的 F-1")


def test_in_a_form_and_what_cannot_be(busy):
    busy.types("UWANG", "/office ledger share")
    assert list(busy.fills_in("UWANG", person="UHE")) == ["person"]
    assert list(busy.fills_in("UWANG", person="UWANG")) == ["person"]
    assert busy.fills_in("UWANG", person="UZHAO") == {}
    assert busy.says("UWANG", "台账给赵敏看") == "赵敏 已经能看了。"


def test_a_share_says_nothing_of_reminders_between_two(busy):
    """What 王建国 wants of 张伟 is theirs; only what he set for himself is shown."""
    busy.says("UWANG", "提醒张伟周五前交天璇")
    busy.types("UWANG", "/office ledger share @zhao")
    assert "天璇" not in busy.says("UZHAO", "王建国的台账")
    assert "天璇" not in busy.says("UZHAO", "张伟在忙什么？")
