"""The office itself: its settings, help, and an answer for every sentence."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.kinds import labels
from storage.matters.journal import Entry
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

NOT_YOURS_ZH = "没有办：只有办公室主任（没有主任时是管理员）可以这样做。"
NOT_YOURS_EN = "Not done: only the office director (or an admin, until one is named) can do that."

# --- settings -------------------------------------------------------------------


def settings(door, who, **values):
    """What the form of settings answers: its errors, or what they then read."""
    door.types(who, "/office settings")
    return door.fills_in(who, **values) or door.reads(who)[-1]


def test_the_form_shows_what_holds_now(door):
    door.types("ULIU", "/office settings")
    form = door.form("ULIU")
    shown = {block["block_id"]: block["element"] for block in form["blocks"]}

    assert form["title"]["text"] == "Office settings"
    assert shown["channel"]["initial_conversation"] == "COFFICE"
    assert shown["morning"]["initial_option"]["value"] == "on"
    assert shown["at"]["initial_value"] == "08:30"


def test_channel_and_hour_of_the_morning_line_are_chosen_and_said_back(door):
    said = settings(door, "UZHAO", channel="CGENERAL", at="9:05")
    assert said == "已保存。工作日 09:05 在 <#CGENERAL> 发早上的提示。"
    assert settings(door, "ULIU", at="08：15") == (
        "Saved. On working days the morning line appears in <#CGENERAL> at 08:15."
    )


@pytest.mark.parametrize("values", [{"morning": "off"}, {"channel": None}])
def test_without_channel_or_switched_off_there_is_no_morning_line(door, values):
    said = settings(door, "UZHAO", **values)
    assert said == "已保存。早上不发提示：已关掉，或者没有选频道。"
    door.types("UWANG", "/draft assign @li.na 预算 by Thursday open to the office")
    assert not [line for line in door.waits(hours=23) if line.startswith("#office")]


@pytest.mark.parametrize(
    "at", ["25:00", "8:75", "8点半", "half past eight", "0830", "08:30:10", "-1:20"]
)
def test_what_is_no_time_of_day_is_refused_on_its_field_and_stays_typed(door, at):
    assert settings(door, "UZHAO", at=at) == {"at": f"“{at}”不是时间。请写成 08:30 这样。"}
    assert door.slack.modal("UZHAO").values["at"]["at"]["value"] == at
    assert door.fills_in("UZHAO", at="8:30") == {}


def test_what_changed_is_in_the_journal(door):
    settings(door, "UZHAO", morning="off", at="7:45")
    with door.bot.sessions.begin() as session:
        [entry] = session.scalars(select(Entry).where(Entry.what == "office.settings"))
    assert (entry.person_id, entry.surface) == ("UZHAO", "form")
    assert entry.before == {"morning_on": True, "morning_at": "08:30"}
    assert entry.after == {"morning_on": False, "morning_at": "07:45"}


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UWANG", NOT_YOURS_ZH),
        ("UCHEN", NOT_YOURS_ZH),
        ("ULINA", NOT_YOURS_EN),
        ("UHE", OUTSIDER_ZH),
    ],
)
def test_others_have_no_settings(door, who, said):
    assert door.forges(who, "office:settings", "-") == said
    assert door.says(who, "设置") == said
    assert door.slack.modal(who) is None


# --- help, and never silence -------------------------------------------------------------------


def test_help_in_both_languages(door):
    english = door.types("ULINA", "/office help").splitlines()[7:]
    assert english[:2] == [
        "`/draft` opens the form for a new draft. For the rest a sentence will do, for example:",
        "*Drafts: asked for, written, signed off*",
    ]
    assert english[2].startswith(
        "`ask Li Na to draft the annual summary by next Friday` · `D-12` · `accept D-12`"
    )
    chinese = door.types("USUN", "/office 帮助").splitlines()[7:]
    assert chinese[:2] == [
        "`/draft` 打开派稿表单。别的都说一句话就行，比如：",
        "*文稿：派稿、起草、审签*",
    ]
    assert chinese[2].startswith("`请李娜起草年度总结，下周五下班前交` · `D-12` · `受领 D-12`")


@pytest.mark.parametrize("who", ["ULINA", "USUN"])
def test_help_names_every_kind_of_matter_and_fits_a_message(door, who):
    said = door.types(who, "/office help")
    assert all(f"`{prefix}-" in said or f" {prefix}-" in said for prefix in labels())
    assert len(said) < 4000


@pytest.mark.parametrize("asked", ["/office", "/office help", "/office 帮助"])
def test_every_way_of_asking_for_help(door, asked):
    assert door.types("USUN", asked).startswith("*给写稿人：三件事*\n")


ASSIGN = "要写东西：谁写、写什么、哪天交。\n`请李娜起草年度总结，下周五下班前交` [派稿]\n"
OVERDUE = "看什么逾期了、在谁手上，按一下就能催。\n`有哪些逾期了？` [有哪些逾期]\n"


@pytest.mark.parametrize(
    ("who", "first"),
    [
        (
            "UWANG",
            f"*给领导：三件事*\n{ASSIGN}"
            f"看有什么等着签、等着定、等着答复。\n`我的台账` [等我办的]\n{OVERDUE}",
        ),
        (
            "UZHAO",
            f"*给主任：三件事*\n{ASSIGN}{OVERDUE}"
            "谁在什么岗位、哪个科室，在这里设。\n`/office people` [人员]\n",
        ),
        (
            "UCHEN",
            f"*给科长：三件事*\n{ASSIGN}"
            f"看手上有什么、哪天交。\n`我手上有什么？` [我手上的]\n{OVERDUE}",
        ),
        (
            "ULINA",
            "*For a writer: three things*\n"
            "See what is with you, and by when.\n`what's on my plate?` [On my plate]\n"
            "Hand in by a link, or drop the file here.\n"
            "`submit D-12 https://docs.example.com/summary` [Hand in a version]\n"
            "Ask for more time before it is due.\n"
            "`more time for D-12 until Monday` [Ask for more time]\n",
        ),
        ("UHE", OUTSIDER_ZH),
        ("UTOM", OUTSIDER_EN),
    ],
)
def test_help_begins_with_what_its_reader_does_most(door, who, first):
    assert door.says(who, "help").startswith(first)


def test_what_help_offers_is_done_on_what_one_has(door):
    """Nothing, one thing, several: it says so, opens the form, asks which."""
    door.opens_home("ULINA")
    door.presses_home("ULINA", "What can I say?")
    door.presses_form("ULINA", "Hand in a version")
    assert door.page("ULINA").startswith("Nothing of yours is at that point now.")

    door.says("UZHAO", "请李娜起草年度总结，下周五下班前交")
    door.says("ULINA", "help")
    assert door.presses("ULINA", "Hand in a version") == ""
    assert door.fills_in("ULINA", link="https://docs.example.com/1") == {}
    door.says("UZHAO", "退回 D-1：数据要新，下周五前改好")

    door.says("UZHAO", "请李娜起草会议通知，下周五下班前交")
    assert door.presses("ULINA", "Ask for more time", about="three things").splitlines() == [
        "Which one?",
        "D-1 “年度总结” · revise it · Fri 4 Dec 18:00 (in 7 working days) [Ask for more time]",
        "D-2 “会议通知” · accept and write it · Fri 4 Dec 18:00 (in 7 working days) "
        "[Ask for more time]",
    ]
    door.presses("ULINA", "Ask for more time", about="Which one?")
    assert door.form("ULINA")["title"]["text"] == "More time: D-1"


SENTENCES = [
    "asdf",
    "👍",
    "？？？",
    "12345",
    "<!channel>",
    "x" * 3000,
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_not_understood_gets_three_examples(door, sentence):
    assert door.says("ULINA", sentence) == (
        "I did not understand that. You can say, for example:\n"
        "• `ask Li Na to draft the annual summary by next Friday`\n"
        "• `what's overdue?` or `what's on my plate?`\n"
        "• `remind me to call the Finance Bureau on Thursday at 9am`\n"
        "All of it: `/office help`."
    )


@pytest.mark.parametrize("who", ["UWANG", "ULINA", "UHE", "UTOM"])
@pytest.mark.parametrize("sentence", ["谢谢", "hello", "你好", "ok", "？", "D-1"])
def test_nobodys_sentence_gets_silence(door, who, sentence):
    assert door.says(who, sentence) != ""
    assert door.shares(who, "a.docx") != ""


def test_an_outsider_is_told_whom_to_ask_whatever_they_say(door):
    """One answer, whether it is asked for, refused, or not understood; and whatever there is."""
    door.says("UZHAO", "请李娜起草年度总结，下周五下班前交")
    sentences = ("谢谢", "帮助", "有哪些逾期了？", "我手上有什么", "今天天气不错", "D-1", "D-2")
    for sentence in (*sentences, "周四提醒我交表", "我明天请假", "本周梳理", "人员"):
        assert door.says("UHE", sentence) == OUTSIDER_ZH
    assert door.types("UTOM", "/draft D-1", "CGENERAL").startswith(OUTSIDER_EN)


def test_before_there_is_a_director_an_admin_is_asked(fresh_door):
    assert fresh_door.says("UHE", "D-1").endswith("请问 <@ULIU>。")


def test_in_a_channel_only_a_mention_is_answered_and_only_to_who_said_it(door):
    assert door.says("ULINA", "what's overdue?", "COFFICE") == ""
    assert door.says("ULINA", "<@UBOT> what's overdue?", "COFFICE") == (
        "Nothing that you can see is overdue."
    )
    assert "Nothing that you can see is overdue." not in door.reads("UZHAO", "COFFICE")


def test_a_mention_in_a_thread_is_answered_in_it(door):
    first = door.slack.says("ULINA", "COFFICE", "今天的安排")
    door.says("ULINA", "<@UBOT> what's overdue?", "COFFICE", thread_ts=first.ts)
    assert door.reads("ULINA", "COFFICE")[-1] == "Nothing that you can see is overdue."


def test_a_form_kept_for_one_person_opens_for_nobody_else(door):
    door.says("UZHAO", "请李娜起草年度总结")
    assert door.forges("USUN", "office:open", 1) == "这张表没有留着了，请再说一遍。"
    assert door.forges("USUN", "office:open", 99) == "这张表没有留着了，请再说一遍。"
    door.presses("UZHAO", "打开表单")
    assert door.form("UZHAO")["title"]["text"] == "派稿"
