"""Assessments: gathered, summed up, commented on, rated by somebody named; nudged twice at most."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from handlers.clockwork import tick
from storage.matters.journal import Entry
from storage.who.people import Person, Role
from tests.conftest import scene
from tests.matters.test_nudges import at
from tests.statements import counted, listed


@scene
def begun(door):
    """The director begins the quarter's assessment of Sun Lei and Li Na."""
    door.says("UWANG", "把省里的意见给孙磊看看，下周三前")
    door.presses("USUN", "我要")
    door.types("UZHAO", "/office 给孙磊、李娜发起季度考核")
    assert door.fills_in("UZHAO") == {}
    return door


def fills(door, who, label, **told):
    door.card(who, "J-2")
    door.presses(who, label, about="J-2")
    assert door.fills_in(who, **told) == {}


def page(door, who):
    door.says(who, "J-2")
    door.presses(who, "打开看", about="J-2")
    return json.dumps(door.form(who)["blocks"], ensure_ascii=False)


def test_from_the_record_to_a_grade_that_somebody_gives(begun):
    fills(begun, "USUN", "写小结", summary="两篇报告")
    begun.says("UWANG", "下周三常委会带孙磊去旁听")
    begun.presses("USUN", "我要")
    fills(begun, "UCHEN", "写评语", comment="扎实")
    fills(begun, "UZHAO", "定等次", grade="best")
    assert begun.card("USUN", "J-2") == (
        "✅🔒 *J-2*“2026年第4季度考核”：孙磊 · 已定等次\n"
        "陈静 写评语，*赵敏* 定等次 · 到 11月30日 周一 18:00\n"
        "等次：*好*\n"
        "[打开看] [记录]"
    )
    told = page(begun, "UWANG")
    assert "两篇报告" in told
    assert "O-1" in told
    assert "扎实" in told
    assert "O-4" not in told  # as it was when it was submitted


def test_what_is_written_in_a_sentence_is_kept_with_its_number(begun):
    assert "提交了 J-2" in begun.says("USUN", "J-2 小结：两篇报告")
    assert "给 J-2 写了评语" in begun.says("UCHEN", "J-2 评语：工作扎实，肯钻研")
    told = page(begun, "UZHAO")
    assert "两篇报告" in told
    assert "工作扎实，肯钻研" in told


def test_too_many_of_the_best_are_told_to_whoever_rates_in_the_offices_own_words(begun):
    begun.types("UZHAO", "/office 考核等次设置")
    assert begun.fills_in("UZHAO", best="优秀", most="20", source="本办规定") == {}
    fills(begun, "USUN", "写小结", summary="两篇报告")
    fills(begun, "UCHEN", "写评语", comment="扎实")
    fills(begun, "UZHAO", "定等次", grade="best")
    warned = "本期 2 人中有 1 人是“优秀”，按规定不超过 20%（本办规定）。"
    assert warned in begun.card("UZHAO", "J-2")
    assert "等次：*优秀*" in begun.card("USUN", "J-2")
    assert "⚠️" not in begun.card("USUN", "J-2")
    begun.types("UZHAO", "/office 考核等次设置")
    assert "100" in begun.fills_in("UZHAO", most="many")["most"]


def test_the_person_alone_is_reminded_before_the_quarters_end_and_once_after(begun):
    watched = ("ULINA", "UCHEN", "UZHAO")
    before = {who: len(begun.reads(who)) for who in watched}
    heard = {}
    for _ in range(50):
        begun.waits(days=1)
        for who in watched:
            for said in begun.reads(who)[before[who] :]:
                if "J-3" in said:
                    heard.setdefault(who, []).append(f"{begun.clock.now():%m-%d}")
            before[who] = len(begun.reads(who))
    assert heard == {"ULINA": ["12-24", "01-06"]}


def test_colleagues_find_no_trace_and_nobody_is_assessed_twice_or_by_themselves(begun):
    unknown = "没有你能看到的 J-2。请核对编号，或者说 `我手上有什么`。"
    assert begun.says("UZHANG", "J-2") == unknown
    assert begun.says("UZHOU", "J-2") == unknown
    begun.types("UZHAO", "/office assess <@USUN>")
    assert "已经发起过" in begun.fills_in("UZHAO")["people"]
    begun.types("UZHAO", "/office assess <@UZHOU>")
    assert "自己" in begun.fills_in("UZHAO", rater="UZHOU")["rater"]
    assert "没有办" in begun.says("UCHEN", "发起季度考核")


def test_what_was_finished_leads_to_each_matter_for_whoever_may_see_it(begun):
    """And stays as it was when it was submitted."""
    fills(begun, "USUN", "写小结", summary="两篇报告")
    page(begun, "UCHEN")
    ways = [one["accessory"] for one in begun.form("UCHEN")["blocks"] if "accessory" in one]
    assert [(one["action_id"], one["value"]) for one in ways] == [("opportunities:show", "1")]


def test_whoever_rates_reads_the_page_from_the_start_as_far_as_they_may_see(door):
    for title, level in (("公开的通报", "office"), ("科里的小结", "chain")):
        door.types("UWANG", "/draft")
        told = {"person": "USUN", "title": title, "due": "12-04 17:00", "visibility": level}
        assert door.fills_in("UWANG", **told) == {}
    for number in ("D-1", "D-2"):
        door.types("USUN", f"/draft submit {number} https://example.org/1")
        door.types("UWANG", f"/draft sign {number}")
    door.types("UZHAO", "/office 给孙磊发起季度考核")
    assert door.fills_in("UZHAO", rater="UZHANG") == {}
    for who, sees in (("UZHANG", False), ("UCHEN", True)):
        door.says(who, "J-3")
        door.presses(who, "打开看", about="J-3")
        read = json.dumps(door.form(who)["blocks"], ensure_ascii=False)
        assert "公开的通报" in read
        assert ("科里的小结" in read) is sees


# --- by itself ------------------------------------------------------------------------------------


def never_by_itself(door):
    """The director settles that assessments begin when somebody begins them."""
    door.types("UZHAO", "/office 考核等次设置")
    assert door.fills_in("UZHAO", begins="never") == {}


BEGUN = "📋 到考核的时候了，已给 "


def test_in_december_the_years_is_begun_for_all_the_staff_once(door):
    door.waits_until(at("12-14 18:00"))
    assert BEGUN not in "".join(door.reads("UZHAO"))
    door.waits_until(at("12-15 09:00"))
    [told] = [one for one in door.reads("UZHAO") if BEGUN in one]
    assert "周婷" in told
    assert "2026年度考核" in door.card("USUN", "J-2")
    door.waits(days=10)
    assert len([one for one in door.reads("UZHAO") if BEGUN in one]) == 1
    assert "2026年度考核" not in "".join(door.reads("UCHEN") + door.reads("UHE"))


def test_for_each_of_a_larger_staff_as_much_is_asked_and_no_more(door):
    """What others have is looked at once, however many they are."""
    with door.bot.sessions.begin() as session:
        session.add_all(Person(slack_id=f"UNEW{n}", name="新人", role=Role.STAFF) for n in range(8))
    door.waits_until(at("12-15 08:29"))
    door.clock.turn_to(at("12-15 08:30"))
    with counted(door.bot.sessions) as sent:
        tick(door.bot)
    begun = [one for one in sent if one.startswith("INSERT INTO assessments")]
    assert len(begun) == 12
    assert len(sent) <= 10 * len(begun) + 35, listed(sent)
    assert not [one for one in sent if one.startswith("SELECT assessments")], listed(sent)


def test_how_often_is_the_directors_to_settle_and_on_record(door):
    never_by_itself(door)
    door.waits_until(at("12-15 09:00"))
    assert BEGUN not in "".join(door.reads("UZHAO"))
    with door.bot.sessions() as session:
        deeds = session.scalars(select(Entry.what).where(Entry.what.like("assessments.%"))).all()
    assert deeds == ["assessments.begins", "assessments.grades"]


def test_whoever_has_one_of_the_year_gets_no_second(door):
    door.types("UZHAO", "/office 给孙磊发起年度考核")
    assert door.fills_in("UZHAO") == {}
    door.waits_until(at("12-15 09:00"))
    [told] = [one for one in door.reads("UZHAO") if BEGUN in one]
    assert "孙磊" not in told


def test_a_year_has_its_own_grades(door):
    door.types("UZHAO", "/office 给孙磊发起年度考核")
    assert door.fills_in("UZHAO") == {}
    for who, label, told in (
        ("USUN", "写小结", {"summary": "两篇报告"}),
        ("UCHEN", "写评语", {"comment": "扎实"}),
        ("UZHAO", "定等次", {"grade": "best"}),
    ):
        door.card(who, "J-1")
        door.presses(who, label, about="J-1")
        assert door.fills_in(who, **told) == {}
    card = door.card("UZHAO", "J-1")
    assert "等次：*优秀*" in card
    assert "不超过 20%（公务员考核规定，2020）" in card


def chosen(door, who):
    [field] = [one["element"] for one in door.form(who)["blocks"] if "element" in one]
    return field.get("initial_option", {}).get("text", {}).get("text", "")


@pytest.mark.parametrize(
    ("said", "grade"),
    [("J-2 定等次：较好", "较好"), ("rate J-2: good", "好"), ("J-2 定等次：特别好", "")],
)
def test_a_grade_that_is_named_is_chosen_in_the_form_and_given_by_whoever_rates(begun, said, grade):
    fills(begun, "USUN", "写小结", summary="两篇报告")
    fills(begun, "UCHEN", "写评语", comment="扎实")
    begun.types("UZHAO", f"/office {said}")
    assert chosen(begun, "UZHAO") == grade
    assert "待定等次" in begun.card("USUN", "J-2")


def test_of_a_year_the_grades_to_choose_from_are_those_of_a_year(begun):
    begun.types("UZHAO", "/office 给周婷发起年度考核")
    assert begun.fills_in("UZHAO") == {}
    begun.says("UZHOU", "J-4 小结：全年值班")
    begun.says("UZHAO", "J-4 评语：可靠")
    begun.types("UZHAO", "/office J-4 定等次：称职")
    assert chosen(begun, "UZHAO") == "称职"
    assert "优秀" in json.dumps(begun.form("UZHAO"), ensure_ascii=False)
