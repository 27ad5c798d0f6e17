"""Courtesy, talk, names: what changes nothing, and what is nobody."""

from __future__ import annotations

import pytest

from bot.language.names import with_mentions
from bot.language.phrases import Heard
from storage.who.people import Person
from tests.door import OUTSIDER_ZH
from tests.language.test_phrases import (
    LINA,
    OFFICE,
    asked,
    hear,
    meant,
)

# --- courtesy ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "麻烦提醒我周五开会，谢谢",
        "请提醒我周五开会",
        "请你帮我提醒一下我，周五开会",
        "你好，能不能周五提醒我开会？",
        "周五提醒我开会，好吗？",
        "提醒我周五开会吧。",
        "可以帮我周五提醒我开会吗？谢谢！",
        "别忘了周五提醒我开会",
        "　提醒我　周五　开会　",
    ],
)
def test_courtesy_changes_nothing(sentence):
    assert meant(sentence) == "followups:remind"
    assert asked(sentence) == {"title": "开会", "due": "周五"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Please remind me to call Tom on Friday",
        "could you please remind me to call Tom on Friday?",
        "Hi, can you remind me to call Tom on Friday? Thanks a lot!",
        "remind me to call Tom on Friday, please",
        "I'd like you to remind me to call Tom on Friday",
        "REMIND ME TO call Tom on Friday.",
    ],
)
def test_courtesy_changes_nothing_in_english(sentence):
    assert meant(sentence) == "followups:remind"
    assert asked(sentence) == {"title": "call Tom", "due": "on Friday"}


# --- what is no command --------------------------------------------------------------------------

NO_COMMANDS = [
    "the draft is nice",
    "the draft by Li Na is nice",
    "Li Na drafted the annual summary by Friday",
    "Li Na has written the summary",
    "I will draft the annual summary by Friday",
    "李娜今天请假",
    "李娜的年度总结写得不错",
    "李娜起草年度总结了吗？",
    "李娜起草了年度总结",
    "让李娜写的总结周五前要交",
    "别让李娜起草总结，周五前",
    "don't ask Li Na to draft the annual summary by Friday",
    "did you ask Li Na to draft the summary?",
    "can Li Na draft the summary by Friday?",
    "张伟昨天把稿子交给李娜了",
    "我明天到下周二去省里培训,手上的活儿请李娜代一下",
    "记一条谈心:今天和周婷聊了半小时,想少排夜班。别让别人看到",
    "把这条消息立为督办:请城管局牵头、住建局配合,十天内报结果",
    "which secretaries haven't been out with a leader this quarter?",
    "My mother is in hospital. I may need two weeks off.",
    "会议改到周五下午3点",
    "别让李娜周五前交材料",
    "did you tell Sun Lei to send the minutes by Friday?",
    "the meeting moved to Friday",
    "A4 paper is out",
    "😀😀😀",
    "。。。",
    "",
]


@pytest.mark.parametrize("sentence", NO_COMMANDS)
def test_what_asks_for_nothing_is_not_understood(sentence):
    assert meant(sentence) == "nothing"


@pytest.mark.parametrize(
    "sentence",
    [
        "D-12 交给孙磊了",
        "D-12 写得不错",
        "D-12 is nice",
        "D-12 可以签发吗？",
        "签发D-12和D-13",
        "先别签发D-12",
        "sign D-12 after Friday",
        "cancel D-12 and its reminder",
        "Has Li Na accepted D-12?",
        "did Sun Lei cancel D-12?",
        "孙磊取消D-12了吗？",
        "D-12，谢谢",
    ],
)
def test_talk_about_a_draft_only_shows_it(sentence):
    assert meant(sentence).removeprefix("?") == "drafts:show"
    assert asked(sentence)["number"] == "D-12"


# --- after a slash command of its own ------------------------------------------------------------


def test_after_its_command_the_verb_of_a_draft_need_not_be_said():
    heard = hear("@li.na annual summary by Friday 5pm", alone="drafts:assign")
    assert heard == Heard(
        "drafts",
        "assign",
        {"due": "by Friday 5pm", "person": "<@ULINA|li.na>", "title": "annual summary"},
        in_part=True,
    )
    assert hear("@li.na annual summary by Friday 5pm") is None
    assert hear("@li.na annual summary by Friday 5pm", alone="office:help") is None


def test_after_its_command_a_question_still_is_one():
    assert hear("is this thing on?", alone="drafts:assign") is None


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["李娜", "@李娜", "Li Na", "li na", "Na Li", "li.na", "@li.na", "Lina", "Li Na 李娜"]
)
def test_somebody_is_known_by_each_of_their_names(name):
    assert with_mentions(f"请{name}起草", OFFICE) == f"请<@ULINA|{name.lstrip('@')}>起草"


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        ("Remind Zhao Min to call me tomorrow at 3pm",
         {"person": "UZHAO", "title": "call me", "due": "tomorrow at 3pm"}),
        ("ask Li Na to draft the speech by Friday, reviewer Zhao Min",
         LINA | {"title": "speech", "due": "by Friday", "reviewer": "UZHAO"}),
        ("ask Li Na to draft the speech by Friday, signatory Wang Jianguo",
         LINA | {"title": "speech", "due": "by Friday", "signatory": "UWANG"}),
    ],
)  # fmt: skip
def test_a_handle_that_begins_a_longer_name_is_asked_about(sentence, slots):
    assert (meant(sentence)[0], asked(sentence)) == ("?", slots)


@pytest.mark.parametrize(
    "said", ["@Zhao Min", "zhao Min", "Zhao Budget", "Zhao Friday", "Zhao min"]
)
def test_what_follows_a_handle_need_not_be_a_name(said):
    name, _, rest = said.partition(" ")
    assert with_mentions(said, OFFICE) == f"<@UZHAO|{name.lstrip('@')}> {rest}"


@pytest.mark.parametrize("text", ["linac", "Marlina", "call the bank", "《李娜》", "`li.na`"])
def test_parts_of_words_and_quotations_are_nobody(text):
    assert with_mentions(text, OFFICE) == text


def test_a_name_two_people_share_is_nobodys():
    two = [*OFFICE, Person(slack_id="UZHANG2", name="张伟", handle="zhang.wei2")]
    assert with_mentions("张伟 zhang.wei", two) == "张伟 <@UZHANG|zhang.wei>"


def test_the_longest_name_counts():
    longer = [*OFFICE, Person(slack_id="ULINA2", name="李娜娜", handle="nana")]
    assert with_mentions("李娜娜和李娜", longer) == "<@ULINA2|李娜娜>和<@ULINA|李娜>"


# --- through the door ----------------------------------------------------------------------------


def test_a_sentence_understood_in_part_offers_its_form_filled_in(door):
    said = door.says("UWANG", "李娜来写年度总结，下周五前，陈静审核")
    assert said == (
        "是要：*派稿* · <@ULINA> · <@UCHEN> 审核 ·《年度总结》· 12月4日 周五 18:00 前？\n"
        "[就这样] [改一改]"
    )
    door.presses("UWANG", "改一改")
    fields = {block["block_id"]: block.get("element") for block in door.form("UWANG")["blocks"]}
    assert fields["person"]["initial_user"] == "ULINA"
    assert fields["title"]["initial_value"] == "年度总结"
    assert fields["due"]["initial_value"] == "下周五前"
    assert fields["reviewer"]["initial_user"] == "UCHEN"
    assert door.reads("ULINA") == []
    assert door.fills_in("UWANG") == {}
    assert "*D-1*《年度总结》" in door.reads("UWANG")[-2]


def test_a_command_without_its_verb_opens_the_form_filled_in(door):
    assert door.types("ULIU", "/draft @li.na Budget memo by Friday 5pm") == ""
    fields = {block["block_id"]: block.get("element") for block in door.form("ULIU")["blocks"]}
    assert fields["person"]["initial_user"] == "ULINA"
    assert fields["title"]["initial_value"] == "Budget memo"
    assert fields["due"]["initial_value"] == "by Friday 5pm"


@pytest.mark.parametrize("sentence", NO_COMMANDS[:-1])
def test_talk_binds_nobody_and_is_answered(door, sentence):
    assert door.says("ULIU", sentence)
    assert door.opens_home("ULINA").count("D-1") == 0
    assert door.says("UWANG", "D-1") == "没有你能看到的 D-1。请核对编号，或者说 `我手上有什么`。"


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("UWANG", "谢谢！", "不客气。"),
        ("ULINA", "thanks a lot", "You're welcome."),
        (
            "UZHANG",
            "收到",
            "好的。只说这句，文稿不会有变化：请按卡片上的按钮，或者说 `受领 D-12`。",
        ),
        (
            "ULINA",
            "hi",
            "Hello Li Na 李娜. Say what you need: `what's on my plate?` for example. "
            "All of it: `help`.",
        ),
        (
            "UHE",
            "你好",
            OUTSIDER_ZH,
        ),
    ],
)
def test_a_greeting_is_answered_in_a_line(door, who, said, answer):
    assert door.says(who, said) == answer


def test_a_number_among_other_words_says_that_nothing_was_done(door):
    door.says("UWANG", "请李娜起草年度总结，下周五前")
    card = door.says("ULINA", "D-1")
    assert door.says("ULINA", "how is D-1 going?") == card
    assert not door.says("ULINA", "D-1 is a nice one").startswith("📝")
    assert not door.says("UWANG", "D-1 写得不错").startswith("📝")
    assert door.says("ULINA", "D-1") == card


@pytest.mark.parametrize(
    ("sentence", "at"),
    [
        ("remind me to call Tom tmrw morning", "Thu 26 Nov 09:00"),
        ("remind me to call Tom tomorrow morning", "Thu 26 Nov 09:00"),
        ("remind me to call Tom this morning", "Wed 25 Nov 12:00"),
        ("提醒我明天上午给Tom打电话", "Thu 26 Nov 09:00"),
        ("提醒我明天上午10点给Tom打电话", "Thu 26 Nov 10:00"),
        ("ask Li Na to draft the memo by tomorrow morning", "Thu 26 Nov 12:00"),
    ],
)
def test_one_is_reminded_when_a_morning_begins_and_late_when_it_ends(door, sentence, at):
    door.says("ULIU", sentence)
    assert at in "\n".join(door.reads("ULIU"))


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("请李娜起草年度总结，2月30日交", "2月30日交"),
        ("请李娜起草年度总结，昨天交", "昨天交"),
        ("ask Li Na to draft the annual summary by 30 Feb", "by 30 Feb"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_its_words(door, sentence, why):
    assert why in door.says("UWANG", sentence).split("\n")[0]
    assert door.reads("ULINA") == []
