"""One line of welcome over a first message that is a card; and what strangers read."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from storage.who.people import Person, Role
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

ZH, EN = "办公室的文稿和提醒会到你这里来。", "The office's drafts and reminders come to you here."


def arrives(door, who, **facts):
    """Somebody of the office whom nobody has told anything yet."""
    door.joins(who, facts.pop("name"), **facts)
    with door.bot.sessions.begin() as session:
        role = {"role": Role.STAFF, "section": "文秘科"}
        session.execute(update(Person).where(Person.slack_id == who).values(**role))


@pytest.mark.parametrize(("locale", "line"), [("zh-CN", ZH), ("en-US", EN)])
def test_it_stands_over_the_first_card_alone_and_stays_there(door, locale, line):
    arrives(door, "UNEW", name="Ma Li 马丽", locale=locale)
    door.says("UZHAO", "请 <@UNEW> 起草年度总结，下周五前交")
    door.says("UZHAO", "请 <@UNEW> 起草会议通知，下周五前交")

    first, second = door.reads("UNEW")[:2]
    assert first.startswith(line)
    assert "*D-1*" in first
    assert line not in second
    door.presses("UNEW", {ZH: "受领", EN: "Accept"}[line], about="D-1")
    assert door.reads("UNEW")[0].startswith(line)  # drawn anew, it still says so
    assert sum(line in text for text in door.reads("UNEW")) == 1


def test_whoever_was_told_before_is_not_told_again(door):
    door.joins("UNEW", "Ma Li 马丽", locale="zh-CN")
    door.types("UZHAO", "/office people")
    arrives(door, "UNEWER", name="Wu 吴", locale="zh-CN")
    door.says("UNEWER", "我手上有什么")
    door.says("UZHAO", "请 <@UNEWER> 起草年度总结，下周五前交")
    assert not any(ZH in text for text in door.reads("UNEWER"))


@pytest.mark.parametrize(
    ("who", "said", "read"),
    [
        ("UHE", "could you tell me what this is", OUTSIDER_EN),
        ("UHE", "这个是干什么用的", OUTSIDER_ZH),
        ("UTOM", "这个是干什么用的", OUTSIDER_ZH),
        ("UTOM", "D-1", OUTSIDER_EN),  # nothing plain in it: as they read
        ("UHE", "通知 please send it over to me", OUTSIDER_ZH),  # some of both
        ("UTOM", "通知 please send it over to me", OUTSIDER_EN),
        ("UTOM", "请把会议通知发给 the ministry", OUTSIDER_ZH),
    ],
)
def test_a_stranger_reads_the_refusal_in_the_language_of_what_they_said(door, who, said, read):
    assert door.says(who, said) == read
