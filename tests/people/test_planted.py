"""A word planted in what is private is looked for wherever it could have come to: as every role."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from storage.matters.matter import Matter
from tests.clear import in_clear
from tests.conftest import scene
from tests.door import Door
from tests.slack.test_trouble import read_only
from tests.whole.test_health import asks

PLANTED = "PLANTEDWORD"
SAID = f"阀门的事 {PLANTED}"  # whoever searches says the first half of it
EVERYBODY = ("UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "ULINA", "USUN", "UZHOU", "UHE")
# What could bring it up: lists, records, a search, the library, an answer made of the record.
ASKS = (
    *("我手上有什么", "谁手头有什么", "有什么逾期", "我的成长", "孙磊的成长档案", "岗位覆盖检查"),
    *("阀门的事怎么规定的？", "阀门的事怎么样了", "王局昨天跟孙磊谈了什么？", "帮助"),
    "谁能写阀门的事？",
)


def fills(door: Door, who: str, line: str, **told: object) -> None:
    door.types(who, line)
    assert door.fills_in(who, **told) == {}


def steps(door: Door, who: str, label: str, about: str, **told: object) -> None:
    door.presses(who, label, about=about)
    assert door.fills_in(who, **told) == {}


def numbers(door: Door) -> list[str]:
    """Of all that was opened, the newest first."""
    with door.bot.sessions() as session:
        return [one.number for one in session.scalars(select(Matter).order_by(Matter.id.desc()))]


def newest(door: Door) -> str:
    return numbers(door)[0]


def talk(door: Door) -> None:
    fills(door, "UWANG", "/office note a talk", person="USUN", words=SAID, promise="周五")


def appointment(door: Door) -> None:
    fills(door, "USUN", "/office 约领导谈谈", person="UWANG", agenda=SAID)
    steps(door, "UWANG", "先不谈", newest(door), word=SAID)


def hardship(door: Door) -> None:
    fills(door, "USUN", "/office 说说难处", ask=SAID)
    door.says("UCHEN", f"{newest(door)} 答应办，周五前")
    steps(door, "UCHEN", "已解决", newest(door), answer=SAID)


def recommendation(door: Door) -> None:
    fills(door, "UCHEN", "/office 推荐 <@USUN>", words=SAID)
    door.says("UWANG", f"同意推荐 {newest(door)}")


def assessment(door: Door) -> None:
    fills(door, "UZHAO", "/office 给孙磊发起季度考核")
    steps(door, "USUN", "写小结", newest(door), summary=SAID)
    steps(door, "UCHEN", "写评语", newest(door), comment=SAID)


PRIVATE = (talk, appointment, hardship, recommendation, assessment)


@scene
def quiet(door):
    """An office with something to list: a draft that is due."""
    door.types("UWANG", "/draft assign @sun.lei Budget memo by Friday 5pm")
    return door


def read_by(door: Door, who: str) -> Iterator[str]:
    """All that came before somebody's eyes: messages, files, the channel, Home; no page they open
    themselves, which is not kept.
    """
    yield from door.reads(who)
    if who != "UHE":
        yield from door.reads(who, "COFFICE")
    for message in door._messages(who, "DM"):
        yield from (str(door.slack.files[one["id"]]) for one in message.files)
    yield door.opens_home(who)


def test_it_is_in_no_table_log_list_home_export_or_metric(quiet, caplog):
    caplog.set_level(logging.DEBUG)
    for plant in PRIVATE:
        plant(quiet)
    planted = numbers(quiet)[:-1]
    assert len(planted) >= len(PRIVATE)
    asked = (*ASKS, *planted, *(f"{number} 的记录" for number in planted))
    for who in EVERYBODY:
        for said in asked:
            quiet.says(who, said)
        for whom in ("USUN", "UWANG", "UCHEN"):
            quiet.types(who, f"/office export <@{whom}>", "DM")
    quiet.waits(days=8)  # nudges, digests, the morning
    found = [who for who in EVERYBODY for said in read_by(quiet, who) if PLANTED in said]
    assert found == []
    assert in_clear(quiet, PLANTED) == []
    assert PLANTED not in caplog.text
    assert PLANTED not in asks(quiet, "/metrics")[1] + asks(quiet, "/healthz")[1]


def test_what_this_looks_for_would_be_found(quiet):
    """In what is not private the same word is everywhere these look."""
    quiet.types("UWANG", f"/draft assign @sun.lei {SAID} by Friday 5pm")
    assert "matters" in in_clear(quiet, PLANTED)
    quiet.types("UZHAO", "/office export <@USUN>", "DM")
    assert any(PLANTED in said for said in read_by(quiet, "USUN"))


@pytest.mark.parametrize(
    ("who", "line", "told"),
    [
        ("UWANG", "/office note a talk", {"person": "USUN", "words": SAID}),
        ("USUN", "/office 说说难处", {"ask": SAID}),
        ("USUN", "/office 约领导谈谈", {"person": "UWANG", "agenda": SAID}),
        ("UCHEN", "/office 推荐 <@USUN>", {"words": SAID}),
    ],
)
def test_what_cannot_be_kept_is_said_to_nobody_and_is_in_no_log(quiet, caplog, who, line, told):
    caplog.set_level(logging.DEBUG)
    quiet.types(who, line)
    with read_only(quiet):
        quiet.slack.submits(who, **told)
    assert "READ" in caplog.text.upper()  # that it could not be written is in the log
    assert PLANTED not in caplog.text
    assert [one for one in EVERYBODY if PLANTED in "".join(quiet.reads(one))] == []
    assert in_clear(quiet, PLANTED) == []


WOOD = "WOODPECKER"
HALF_SAID = (
    ("UCHEN", f"向组织推荐张伟：他{WOOD}特别肯干"),  # its form waits behind a button
    ("UCHEN", f"我想向上面推荐一下张伟，他{WOOD}特别肯干"),  # it is only guessed
    ("UCHEN", f"private note: he {WOOD} would like to go out more"),  # with whom is asked
    ("UWANG", f"刚跟孙磊聊了聊，记一笔，他{WOOD}想多下去走走"),
    ("USUN", f"跟陈科长说说我的难处：家里{WOOD}老人病了"),
    ("USUN", f"我家里{WOOD}出了点事，想找人说说"),
)


@pytest.mark.parametrize(("who", "said"), HALF_SAID)
def test_what_was_only_begun_to_be_said_is_in_no_table_in_clear(quiet, caplog, who, said):
    """The form or the question that it leads to waits on a slip, and that is sealed."""
    caplog.set_level(logging.DEBUG)
    quiet.says(who, said)
    quiet.types(who, f"/office {said}")
    assert in_clear(quiet, WOOD) == []
    assert WOOD not in caplog.text


@pytest.mark.parametrize(
    ("who", "line", "told"),
    [
        ("UCHEN", "/office 推荐 <@USUN>", {"person": "UCHEN", "words": WOOD}),
        ("UWANG", "/office note a talk", {"person": "UWANG", "words": WOOD}),
        ("USUN", "/office 说说难处", {"person": "USUN", "ask": WOOD}),
    ],
)
def test_a_form_that_is_refused_leaves_nothing_in_clear(quiet, caplog, who, line, told):
    caplog.set_level(logging.DEBUG)
    quiet.types(who, line)
    assert quiet.fills_in(who, **told) != {}
    assert in_clear(quiet, WOOD) == []
    assert WOOD not in caplog.text


def test_what_waits_behind_a_button_is_there_when_it_is_pressed(quiet):
    said = quiet.says("UCHEN", f"向组织推荐张伟：他{WOOD}特别肯干")
    assert "[打开表单]" in said
    quiet.presses("UCHEN", "打开表单")
    assert WOOD in str(quiet.form("UCHEN"))
