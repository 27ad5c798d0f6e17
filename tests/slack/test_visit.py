"""The front desk: one transaction a request, and whatever goes wrong turned into words."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from bot.language.refusals import Refused
from bot.matters import journal, letters
from handlers.clockwork import deliver
from handlers.desks import DESKS
from handlers.slack.blocks import form, text_field
from handlers.slack.desk import Desk, Form, Words
from storage.matters.journal import Entry
from storage.matters.outbox import Letter
from storage.who.people import Person
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door

WORDS = "北斗七星"  # what somebody wrote; it belongs in no log
BROKEN = re.compile(r"⚠️ 系统出了问题，什么都没有改动。请把编号 `([0-9a-f]{6})` 告诉管理员。")
BUSY = "刚刚有人改过了。请再看一眼，需要的话再来一次。"

trial = Desk("trial")


def leaves_traces(request):
    """What a transaction that is rolled back must take with it."""
    request.person.section = WORDS
    journal.record(request, "trial.traces")
    letters.note(request.session, "ULINA", "home.retried", request.now, {})


@trial.does("bug")
def bug(request, asked):
    leaves_traces(request)
    raise RuntimeError("a bug")


@trial.does("clash")
def clash(request, asked):
    """The database itself objects, with the row in its mouth."""
    leaves_traces(request)
    request.session.add(Person(slack_id="UWANG", name=WORDS))
    request.session.flush()


@trial.does("refuse")
def refuse(request, asked):
    leaves_traces(request)
    raise Refused("matters.gone")


@trial.does("stale")
def stale(request, asked):
    leaves_traces(request)
    raise StaleDataError("somebody was first")


@trial.does("locked")
def locked(request, asked):
    leaves_traces(request)
    raise OperationalError("UPDATE", {}, Exception("database is locked"))


@trial.does("fine")
def fine(request, asked):
    leaves_traces(request)
    return Words("好了")


@trial.does("form")
def a_form(request, asked):
    fields = [text_field("words", "写点什么")]
    return Form(form(f"trial:{asked['id']}", "表", "发", "关", fields))


def breaks(request, asked):
    leaves_traces(request)
    raise RuntimeError("a bug in a sentence")


@pytest.fixture
def door():
    """The office, with a desk more, and one where every question about what is overdue breaks."""
    desks = DESKS | {"trial": trial, "followups": Desk("followups", verbs={"overdue": breaks})}
    opened = Door(empty_office(), WEDNESDAY, desks)
    opened.casts()
    yield opened
    opened.closes()


def traces(door):
    with door.bot.sessions.begin() as session:
        sections = session.scalars(select(Person.section).where(Person.section == WORDS)).all()
        entries = session.scalars(select(Entry.what)).all()
        return [
            *sections,
            *entries,
            *session.scalars(select(Letter.key).where(Letter.to == "ULINA")),
        ]


def only_reference(said):
    match = BROKEN.fullmatch(said)
    assert match, said
    return match[1]


def test_what_goes_well_is_kept_and_told(door):
    assert door.forges("USUN", "trial:fine", 1) == "好了"
    assert traces(door) == [WORDS, "trial.traces", "home.retried"]
    assert door.reads("ULINA") == ["They are on their way again."]


@pytest.mark.parametrize("verb", ["bug", "clash", "refuse", "stale", "locked"])
def test_what_goes_wrong_leaves_nothing_behind(door, verb):
    assert door.forges("USUN", f"trial:{verb}", 1) != ""
    assert traces(door) == []
    assert door.reads("ULINA") == []


def test_a_bug_is_told_with_a_reference_that_stands_in_the_log(door, caplog):
    reference = only_reference(door.forges("USUN", "trial:bug", 1))
    assert f"request failed, ref {reference}" in caplog.text
    assert "RuntimeError: a bug" in caplog.text


def test_each_bug_has_its_own_reference(door):
    assert only_reference(door.forges("USUN", "trial:bug", 1)) != only_reference(
        door.forges("USUN", "trial:bug", 2)
    )


def test_a_bug_is_told_in_the_readers_language(door):
    said = door.forges("ULINA", "trial:bug", 1)
    assert said.startswith("⚠️ Something broke on our side. Nothing was changed. Tell the admin")


def test_what_people_wrote_is_in_no_log_even_when_the_database_complains(door, caplog):
    caplog.set_level(logging.DEBUG)
    only_reference(door.forges("USUN", "trial:clash", 1))
    assert "IntegrityError" in caplog.text
    assert "INSERT INTO people" in caplog.text
    assert WORDS not in caplog.text


def test_tokens_are_in_no_log(door, caplog):
    caplog.set_level(logging.INFO)
    door.forges("USUN", "trial:bug", 1)
    door.says("USUN", "有哪些逾期了？")
    assert "request failed" in caplog.text
    assert door.slack.bot_token not in caplog.text


@pytest.mark.parametrize("verb", ["stale", "locked"])
def test_who_comes_second_is_asked_to_look_again(door, verb, caplog):
    assert door.forges("USUN", f"trial:{verb}", 1) == BUSY
    assert door.forges("ULINA", f"trial:{verb}", 1) == (
        "Someone else has just changed this. Look again, then repeat it."
    )
    assert [one.levelname for one in caplog.records] == ["WARNING"] * 2


@pytest.mark.parametrize("old", ["drafts:dance", "typewriters:repair", "nonsense", "drafts:", ":"])
def test_a_button_nobody_answers_for_any_more_still_gets_an_answer(door, old):
    assert door.forges("USUN", old, 1) == (
        "这是旧消息里的按钮，已经失效。请直接说要办什么，或者打开主页。"
    )
    assert traces(door) == []


def test_a_form_nobody_answers_for_any_more_stays_open_with_what_was_typed(door):
    door.forges("USUN", "trial:form", "gone")
    assert door.fills_in("USUN", words=WORDS) == {
        "words": "这是旧消息里的按钮，已经失效。请直接说要办什么，或者打开主页。"
    }
    assert door.slack.modal("USUN").values["words"]["words"]["value"] == WORDS


def test_a_form_in_which_something_breaks_stays_open_and_can_be_sent_again(door):
    door.forges("USUN", "trial:form", "bug")
    first, second = (door.fills_in("USUN", words=WORDS)["words"] for _ in range(2))
    assert only_reference(first) != only_reference(second)
    assert door.slack.modal("USUN").values["words"]["words"]["value"] == WORDS


def test_a_sentence_in_which_something_breaks_is_answered_once_and_not_heard_again(door):
    only_reference(door.says("USUN", "有哪些逾期了？"))
    before = door.reads("USUN")

    door.clock.turn(minutes=10)
    door.slack.run_due()
    deliver(door.bot)

    assert door.reads("USUN") == before
    assert traces(door) == []


def test_in_a_channel_a_breakage_is_told_to_nobody_else(door):
    only_reference(door.says("USUN", "<@UBOT> 有哪些逾期了？", "COFFICE"))
    assert not [said for said in door.reads("UZHAO", "COFFICE") if "系统出了问题" in said]


def test_a_command_in_which_something_breaks(door):
    only_reference(door.types("USUN", "/office 有哪些逾期了？"))


def test_a_desk_has_one_handler_for_a_verb():
    with pytest.raises(ValueError, match="two handlers for 'fine'"):
        trial.does("fine")(fine)
