"""What people get wrong about a draft: each gets an answer in their own language that says what
to do; nothing else changes, and nothing they typed is lost.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, select

from storage.matters.journal import Entry
from storage.papers.drafts import Draft
from tests.conftest import scene
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

NOT_HERE_EN = (
    "{} is not of this office (or has left). Choose somebody on the list of `/office people`."
)
NOT_HERE_ZH = "{} 不在本办公室（或已离开）。请在 `/office people` 的名单里选一位。"
MENDED = {"reviewer": "UZHAO", "signatory": "UWANG", "use_on": "2026-11-30"}
TYPED = {"person": "ULINA", "title": "Budget memo", "due": "Friday 5pm"}


def everything(door):
    """All drafts and deeds there are."""
    with door.bot.sessions() as session:
        drafts = [
            (one.id, one.state, one.matter.title, one.matter.owner_id, one.matter.due_at)
            for one in session.scalars(select(Draft).order_by(Draft.id))
        ]
        return drafts, [(one.what, one.person_id) for one in session.scalars(select(Entry))]


def filled(door, who):
    """What stands in the fields of the form that is open."""
    view = door.slack.modal(who)
    entries = {name: next(iter(field.values())) for name, field in view.values.items()}
    values = {
        name: entry.get("value") or entry.get("selected_user") or entry.get("selected_date")
        for name, entry in entries.items()
    }
    return {name: value for name, value in values.items() if value}


@scene
def assigned(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    return door


@scene
def in_review(assigned):
    assigned.says("ULINA", "submit D-1 https://docs.example/1")
    return assigned


# --- the form: each refusal stands on its field, and the form stays open with what was typed

WRONG: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "an outsider as writer": (
        {"person": "UHE"},
        "person",
        NOT_HERE_EN.format("何斌"),
        NOT_HERE_ZH.format("何斌"),
    ),
    "a guest as writer": (
        {"person": "UTOM"},
        "person",
        NOT_HERE_EN.format("Tom Baker"),
        NOT_HERE_ZH.format("Tom Baker"),
    ),
    "a guest as signatory": (
        {"signatory": "UTOM"},
        "signatory",
        NOT_HERE_EN.format("Tom Baker"),
        NOT_HERE_ZH.format("Tom Baker"),
    ),
    "a past date": (
        {"due": "yesterday"},
        "due",
        "“yesterday” is already over. "
        "Give a time still to come, such as `tomorrow` or `next Friday`.",
        "“yesterday”已经过去了。请写还没到的时间，如 `明天` 或 `下周五`。",
    ),
    "an unclear date": (
        {"due": "改天"},
        "due",
        "I cannot read “改天” as a time. Try `Friday 5pm`, `4 Dec` or `in 3 working days`.",
        "看不懂“改天”是什么时间。可以写 `周五下午5点`、`12月4日` 或 `3个工作日内`。",
    ),
    "a date decades away": (
        {"due": "2049-01-01"},
        "due",
        "“2049-01-01” is more than ten years away. Give a nearer time, such as `31 Dec`.",
        "“2049-01-01”在十年以后。请写近一些的时间，如 `12月31日`。",
    ),
    "a time that repeats": (
        {"due": "every Friday"},
        "due",
        "“every Friday” comes again and again, and a deadline is one day. Give the first, or set a "
        "reminder: `remind me every Friday 9am to …`.",
        "“every Friday”是重复的时间，截止时间只能是一个。"
        "请写这一次的，或者设提醒：`每周五上午9点提醒我…`。",
    ),
    "an empty title": (
        {"title": "《》，。"},
        "title",
        "It needs a title. Write what it is, in a few words.",
        "还缺题目。请用几个字写明是什么。",
    ),
    "a title of emoji": (
        {"title": "🎉 :tada:"},
        "title",
        "A title needs words or figures, not only signs or emoji.",
        "题目里要有文字或数字，不能只有符号或表情。",
    ),
    "a title too long": (
        {"title": "总结" * 100},
        "title",
        "The title has 200 characters; 150 fit. Write a short one, and put the rest in the thread.",
        "题目有 200 个字，最多 150 个。请写短些，其余的话放到讨论串里。",
    ),
    "a date of use before the due date": (
        {"use_on": "2026-11-26"},
        "use_on",
        "It would be used on Thu 26 Nov, but is due only Fri 27 Nov 17:00. "
        "Give a later date of use, or an earlier due date.",
        "11月26日 周四 就要用，期限却是 11月27日 周五 17:00。请把使用日期推后，或把期限提前。",
    ),
    "their own reviewer": (
        {"reviewer": "ULINA"},
        "reviewer",
        "Li Na 李娜 would review their own draft. "
        "Choose somebody else as reviewer, or leave it empty.",
        "Li Na 李娜 不能审自己的稿子。请换一位审核人，或者留空。",
    ),
}


@pytest.mark.parametrize(("wrong", "field", "en", "zh"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("who", ["ULIU", "UWANG"])
def test_the_form_says_what_is_wrong_and_is_mended_and_sent_again(door, who, wrong, field, en, zh):
    door.types(who, "/draft")

    errors = door.fills_in(who, **TYPED | wrong)

    assert errors == {field: en if who == "ULIU" else zh}
    assert filled(door, who) == TYPED | wrong
    assert everything(door) == ([], [])
    assert door.reads("ULINA") == []
    assert door.fills_in(who, **TYPED | MENDED) == {}
    assert door.fills_in(who) == {}  # the second leaf, with the dates that follow from it
    assert len(everything(door)[0]) == 1


def test_the_forms_of_steps_refuse_the_same_way(in_review):
    before = everything(in_review)

    in_review.presses("ULINA", "Hand in a version")
    assert in_review.fills_in("ULINA", link="on my desk", note="second") == {
        "link": (
            "That is not a link. Paste the address of the text, beginning with https://, "
            "or the link of a Slack message (⋯ → Copy link)."
        )
    }
    assert in_review.fills_in("ULINA", link="https://docs.example/2", version="1") == {
        "version": "Version 1 is there already. Write 2 or more, or leave it empty."
    }
    assert in_review.fills_in("ULINA", version="two") == {
        "version": "A version number is a whole number such as 2. Leave it empty and it is 2."
    }
    assert filled(in_review, "ULINA") == {
        "link": "https://docs.example/2",
        "note": "second",
        "version": "two",
    }
    in_review.presses("UWANG", "退回修改")
    assert in_review.fills_in("UWANG", opinion="数字核实", due="昨天") == {
        "due": "“昨天”已经过去了。请写还没到的时间，如 `明天` 或 `下周五`。"
    }
    in_review.slack.closes("UWANG")
    in_review.presses("UWANG", "转交")
    assert in_review.fills_in("UWANG", person="ULINA") == {
        "person": "已经在 Li Na 李娜 手上了，请换一位。"
    }
    assert in_review.fills_in("UWANG", person="UHE") == {
        "person": "何斌 不在本办公室（或已离开）。请在 `/office people` 的名单里选一位。"
    }
    assert everything(in_review) == before


def test_a_form_sent_after_the_draft_was_cancelled_keeps_what_was_typed(assigned):
    assigned.presses("ULINA", "Hand in a version")
    assigned.says("UWANG", "取消 D-1")
    before = everything(assigned)

    errors = assigned.fills_in("ULINA", link="https://docs.example/1", note="done at last")

    assert errors == {"link": "Not done: D-1 is cancelled now. Its card shows what can be done."}
    assert filled(assigned, "ULINA") == {"link": "https://docs.example/1", "note": "done at last"}
    assert everything(assigned) == before


def test_a_form_sent_twice_assigns_once(door):
    door.types("UWANG", "/draft")
    view = door.slack.modal("UWANG")
    door.fills_in("UWANG", **TYPED)

    door.slack.workspace.stacks["UWANG"].append(view)  # the first answer was lost on the way
    assert door.fills_in("UWANG", **TYPED) == {}

    assert len(everything(door)[0]) == 1


# --- in words: a refused command is given back as it was typed --------------------------------

SAID = {
    "@he.bin Budget memo by Friday": NOT_HERE_EN.format("何斌"),
    "@tom Budget memo by Friday": NOT_HERE_EN.format("Tom Baker"),
    "@li.na 🎉🎉 by Friday": "A title needs words or figures, not only signs or emoji.",
    "@li.na Budget memo by Friday, reviewer @li.na": (
        "Li Na 李娜 would review their own draft. "
        "Choose somebody else as reviewer, or leave it empty."
    ),
}


@pytest.mark.parametrize(("typed", "no"), SAID.items(), ids=SAID)
def test_a_refused_command_is_given_back(door, typed, no):
    told = door.types("ULIU", f"/draft assign {typed}")

    given_back = typed
    for handle, slack_id in (("he.bin", "UHE"), ("tom", "UTOM"), ("li.na", "ULINA")):
        given_back = given_back.replace(f"@{handle}", f"<@{slack_id}|{handle}>")
    assert told == f"{no}\nYou typed: assign {given_back}"
    assert everything(door) == ([], [])
    assert door.says("ULIU", f"assign {typed}") == no  # a message stays where it was written
    assert everything(door) == ([], [])


def test_somebody_nobody_knows_leaves_the_writer_to_be_chosen(door):
    assert door.types("UWANG", "/draft assign @nobody Budget memo by Friday") == ""

    assert filled(door, "UWANG") == {"title": "@nobody Budget memo", "due": "by Friday"}
    assert everything(door) == ([], [])


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("@li.na Budget memo by Friday or Monday", "Budget memo by Friday or Monday"),
        ("@li.na Budget memo by whenever", "Budget memo by whenever"),
    ],
)
def test_a_date_that_is_none_leaves_the_form_to_be_completed(door, typed, title):
    assert door.types("UWANG", f"/draft assign {typed}") == ""

    assert filled(door, "UWANG") == {"person": "ULINA", "title": title}
    assert everything(door) == ([], [])


def test_a_date_gone_by_is_refused_by_its_words_and_what_was_typed_given_back(door):
    told = door.types("UWANG", "/draft assign @li.na Budget memo by yesterday")

    assert told.startswith("“by yesterday”已经过去了。请写还没到的时间，如 `明天` 或 `下周五`。")
    assert "Budget memo by yesterday" in told
    assert everything(door) == ([], [])


def test_a_title_of_ten_thousand_characters_is_refused_and_given_back_whole(door):
    long = "年度总结" * 2500

    told = door.types("UWANG", f"/draft assign @li.na {long} by Friday")

    assert told.startswith("题目有 10000 个字，最多 150 个。请写短些，其余的话放到讨论串里。\n")
    assert told.replace("\n", "").count(long) == 1
    assert door.slack.modal("UWANG") is None
    assert everything(door) == ([], [])


def test_a_message_of_ten_thousand_characters_becomes_a_form_to_shorten(door):
    said = door.slack.says("UZHAO", "COFFICE", "年度总结" * 2500)

    door.uses_shortcut("UWANG", "drafts:from-message", "COFFICE", said.ts)

    assert filled(door, "UWANG")["title"] == ("年度总结" * 2500)[:3000]
    errors = door.fills_in("UWANG", person="ULINA", due="周五")
    assert errors == {"title": "题目有 3000 个字，最多 150 个。请写短些，其余的话放到讨论串里。"}


# --- numbers and buttons ---------------------------------------------------------------------


def test_a_number_nobody_has_and_a_draft_one_may_not_see_are_answered_word_for_word_alike(door):
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", **TYPED, visibility="named")

    for who in ("USUN", "UZHAO", "UCHEN", "UHE", "UTOM"):
        unseen, missing = door.says(who, "D-1"), door.says(who, "D-9999")
        assert unseen == missing.replace("D-9999", "D-1")
        assert unseen.startswith(("没有你能看到的 D-1。", OUTSIDER_ZH, OUTSIDER_EN))
        assert door.forges(who, "drafts:accept", 1) == door.forges(who, "drafts:accept", 9999)


def test_a_button_on_an_old_card_says_how_things_stand(in_review):
    in_review.says("UWANG", "签发 D-1")
    before = everything(in_review)

    assert in_review.forges("UWANG", "drafts:return", 1) == (
        "没有办：D-1 现在是“已签发”。能做什么看它的卡片。"
    )
    assert everything(in_review) == before


def test_the_same_button_pressed_twice_acts_once(assigned):
    first = assigned.forges("ULINA", "drafts:accept", 1)
    second = assigned.forges("ULINA", "drafts:accept", 1)

    assert "Not done" not in first
    assert "Not done: D-1 is being written now. Its card shows what can be done." in second
    assert [what for what, _ in everything(assigned)[1]].count("drafts.accept") == 1


def test_a_press_from_the_wrong_person_is_refused_in_private(assigned):
    assert "没有办：只有承办人可以这样做。" in assigned.forges("UWANG", "drafts:accept", 1)
    assert "待受领" in assigned.reads("UWANG")[0]


def test_a_button_nobody_knows_any_more_says_so(assigned):
    assert "no longer works" in assigned.forges("ULINA", "drafts:no-such-verb", 1)


# --- two people at once ----------------------------------------------------------------------


def test_of_two_at_once_one_wins_and_the_other_is_asked_to_look_again(assigned):
    with somebody_quicker(assigned):
        told = assigned.says("ULINA", "accept D-1")

    assert told == "Someone else has just changed this. Look again, then repeat it."
    assert "· to be accepted" in assigned.reads("ULINA")[0]
    assert ("drafts.accept", "ULINA") not in everything(assigned)[1]
    assert assigned.says("ULINA", "accept D-1").startswith("You accepted D-1")


class somebody_quicker:
    """Between our reading of the draft and our change of it, another's change is there first."""

    def __init__(self, door):
        self.engine = door.bot.sessions.kw["bind"]

    def __enter__(self):
        event.listen(self.engine, "before_cursor_execute", self.change)

    def __exit__(self, *_):
        event.remove(self.engine, "before_cursor_execute", self.change)

    def change(self, _connection, cursor, statement, *_):
        if statement.startswith("UPDATE drafts"):
            cursor.execute("UPDATE drafts SET row_version = row_version + 1")
