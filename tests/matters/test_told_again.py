"""What is late is told again: more and more seldom, and never to nobody."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.conftest import scene
from tests.people.test_assessments import never_by_itself

SHANGHAI = ZoneInfo("Asia/Shanghai")
BALANCE = ("*本周梳理", "*Major and routine this week*")


def at(text: str) -> datetime:
    year = 2027 if text < "06" else 2026
    return datetime.fromisoformat(f"{year}-{text}").replace(tzinfo=SHANGHAI)


def heard(door, moment: str) -> dict[str, str]:
    """Who reads something new at a moment; the week's balance is no nudge."""
    news = [line.partition(": ") for line in door.waits_until(at(moment))]
    return {who: text for who, _, text in news if not text.startswith(BALANCE)}


def listeners(door, *moments: str) -> list[list[str]]:
    return [sorted(heard(door, moment)) for moment in moments]


@scene
def late(door):
    """D-1 was due on Friday; it has gone up the line by Wednesday."""
    door.types("UZHAO", "/draft assign @zhang.wei 值班表 by 27 Nov 5pm")
    for moment in ("11-27 17:00", "11-30 08:30", "12-01 08:30", "12-02 08:30"):
        door.waits_until(at(moment))
    return door


def test_weekly_to_the_section_head_and_in_the_leaders_digest(late):
    never_by_itself(late)
    assert listeners(late, "12-03 08:30", "12-07 08:30", "12-08 08:30") == [[], [], []]
    told = heard(late, "12-09 08:30")
    assert told == {
        "UCHEN": "🔴 D-1《值班表》 · 张伟：受领并起草 · 11月27日 周五 17:00（逾期 8 个工作日）\n"
        "[催办] [看看] [为什么提醒我]",
        "UWANG": "⏳ 1 件仍在逾期\n*仍在逾期的*\n"
        "D-1《值班表》 · 张伟：受领并起草 · 11月27日 周五 17:00（逾期 8 个工作日） "
        "[催办 | 看看 | 为什么提醒我]",
    }
    assert listeners(late, "12-09 16:30", "12-10 08:30", "12-15 08:30") == [[], [], []]
    assert listeners(late, "12-16 08:30") == [["UCHEN", "UWANG"]]


def test_in_english_to_a_leader_who_reads_it(late):
    late.changes("UWANG", locale="en-US")
    assert heard(late, "12-09 08:30")["UWANG"].startswith(
        "⏳ 1 still late\n*Still late*\nD-1 “值班表” · 张伟: "
    )


def test_what_is_handed_in_is_not_told_again(late):
    late.says("UZHANG", "submit D-1 https://docs.example/1")
    late.types("UZHAO", "/draft sign D-1")
    late.types("UZHAO", "/draft file D-1")
    assert listeners(late, "12-09 08:30") == [[]]


def test_a_leader_who_wants_no_digest_hears_nothing_of_it(late):
    late.says("UWANG", "turn off my digest")
    assert listeners(late, "12-09 08:30") == [["UCHEN"]]


def test_after_a_long_sleep_it_is_told_once(late):
    assert listeners(late, "01-28 08:30") == [["UCHEN", "UWANG"]]
    assert listeners(late, "01-28 08:31", "01-29 08:30") == [[], []]


def test_where_there_is_no_section_head_the_director_hears(door):
    door.types("UWANG", "/draft assign @zhou.ting 值班表 by 27 Nov 5pm")
    door.waits_until(at("12-02 08:30"))
    assert listeners(door, "12-09 08:30") == [["UWANG", "UZHAO"]]


def test_of_what_nobody_above_may_see_its_writer_hears(door):
    """Internal-only, from the deputy to a section without a head; the director is not on it."""
    door.types("ULIU", "/draft")
    named = {"visibility": "named", "signatory": "ULIU", "reviewer": "ULIU"}
    told = {"person": "UZHOU", "title": "天璇", "due": "周五17:00"}
    assert door.fills_in("ULIU", **told, **named) == {}
    door.waits_until(at("12-02 08:30"))
    assert listeners(door, "12-09 08:30") == [["UZHOU"]]


def test_a_reminder_to_oneself_is_never_called_overdue(door):
    door.says("UZHANG", "提醒我今天11点给档案室回电话")
    door.says("UZHAO", "提醒张伟今天11点交党费")
    door.waits_until(at("11-25 11:00"))
    told = heard(door, "11-26 08:30")["UZHANG"].split("\n")
    assert told[0] == "⏳ 1 件逾期 · 1 件提醒"
    assert told[3:] == [
        "*提醒*",
        "F-1“给档案室回电话” · 时间是 11月25日 周三 11:00 "
        "[办好了 | 今天晚些 | 明天 | 改期 | 为什么提醒我]",
    ]
    assert door.opens_home("UZHANG").startswith("今天 0 件到期，1 件逾期，0 件等你\n")
    assert "F-1" not in door.says("UZHANG", "有哪些逾期了？")
    assert door.says("UZHANG", "F-1").startswith("⏳ *F-1*")
    assert listeners(door, "12-03 08:30", "12-10 08:30") == [[], []]
