"""The weight of a draft: major, routine or ad hoc; said at assignment, by its type, or later."""

from __future__ import annotations

import pytest

from bot.papers.doc_types import class_of
from bot.papers.drafts.weight import read_weight
from handlers.papers.drafts.weight import section
from handlers.slack.wording import request_for
from storage.matters.journal import of_matter
from storage.papers.drafts import Draft, Weight
from storage.who.people import Person
from tests.conftest import scene

TITLES = [
    ("全市经济工作会议讲话稿", "speech"),
    ("关于召开年度工作会议的通知", "notice"),
    ("关于请示报告制度的意见", "opinion"),
    ("Annual report", "report"),
    ("Report on the five-year plan", "report"),
    ("Minutes of the speech rehearsal", "minutes"),
    ("Address list", ""),
    ("Roster", ""),
]


@pytest.mark.parametrize(("title", "named"), TITLES)
def test_a_title_says_what_it_is(title, named):
    assert class_of("", title) == named
    assert class_of("letter", title) == "letter"


def weight(door, number: int = 1) -> Weight:
    with door.bot.sessions.begin() as session:
        return session.get_one(Draft, number).weight


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("请李娜写年度总结，下周五下班前交", "routine"),
        ("请李娜写全市会议讲话稿，下周五下班前交", "major"),
        ("请李娜写全市会议讲话稿，常规，下周五下班前交", "routine"),
        ("请李娜写年度总结（大事），下周五下班前交", "major"),
        ("请李娜写情况说明，下周五下班前交，这是一件临时任务", "ad_hoc"),
        ("请李娜写年度大事记，下周五下班前交", "routine"),
        ("ask Li Na to draft the annual summary by 4 Dec, major", "major"),
        ("ask Li Na to draft the work plan by 4 Dec, it's routine", "routine"),
        ("ask Li Na to draft a note on major cities by 4 Dec", "routine"),
        ("ask Li Na to draft the talking points (ad hoc) by 4 Dec", "ad_hoc"),
    ],
)
def test_it_is_said_in_the_sentence_or_goes_by_the_type(door, said, expected):
    door.says("UWANG", said)
    assert weight(door) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [({"doc_type": "speech"}, "major"), ({"doc_type": "speech", "weight": "ad_hoc"}, "ad_hoc")],
)
def test_the_form_has_a_field_for_it(door, chosen, expected):
    door.types("UWANG", "/draft")
    brief = {"person": "ULINA", "title": "New Year", "due": "Friday"}
    assert door.fills_in("UWANG", **brief, **chosen) == {}
    if door.slack.modal("UWANG"):  # of a big matter the dates are shown first
        assert door.fills_in("UWANG") == {}
    assert weight(door) == expected


def test_what_the_sentence_said_is_chosen_in_the_form(door):
    door.types("UWANG", "/draft 请李娜写年度总结（大事）")
    [field] = [b for b in door.form("UWANG")["blocks"] if b.get("block_id") == "weight"]
    assert field["element"]["initial_option"]["value"] == "major"


@scene
def assigned(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday")
    return door


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/draft weight D-1 major", "王建国 把 D-1《Budget memo》列为大事。"),
        ("/draft D-1 列为大事", "王建国 把 D-1《Budget memo》列为大事。"),
        ("/draft D-1 is ad hoc", "王建国 把 D-1《Budget memo》列为临时。"),
    ],
)
def test_it_is_changed_in_words(assigned, line, expected):
    assert assigned.types("UWANG", line).split("\n")[0] == expected


def test_its_readers_see_it_in_the_small_print_and_in_the_thread(assigned):
    assigned.says("UZHAO", "D-1 列为大事")
    assert assigned.card("ULINA").split("\n")[2] == "Weight: major"
    assert assigned.card("UWANG").split("\n")[3] == "分量：大事"
    assert "赵敏 counts D-1 _Budget memo_ as major now." in assigned.reads("ULINA")


def test_without_a_weight_its_form_opens_with_what_it_is_now(assigned):
    assigned.types("UWANG", "/draft weight D-1")
    [field] = assigned.form("UWANG")["blocks"]
    assert field["element"]["initial_option"]["value"] == "routine"
    assert assigned.fills_in("UWANG", weight="major") == {}
    assert weight(assigned) == "major"


def test_what_it_is_already_is_no_change(assigned):
    assigned.types("UWANG", "/draft weight D-1")
    assert assigned.fills_in("UWANG", weight="routine") == {"weight": "不用改：D-1 已经列为常规。"}
    assigned.says("UWANG", "D-1 列为大事")
    assert assigned.says("UWANG", "D-1 列为大事") == "不用改：D-1 已经列为大事。"


def test_it_is_on_record_and_can_be_taken_back(assigned):
    assigned.says("UWANG", "D-1 列为大事")
    assert assigned.says("UWANG", "D-1的记录").split("\n")[-2:] == [
        "11月25日 周三 10:00 · 王建国 · 调整轻重",
        "    轻重：常规 → 大事",
    ]
    assigned.presses("UWANG", "撤回")
    assert weight(assigned) == "routine"
    assert len(assigned.card("ULINA").split("\n")) == 3
    with assigned.bot.sessions.begin() as session:
        last = of_matter(session, 1)[-1]
    assert (last.what, last.before, last.after) == (
        "drafts.undo",
        {"weight": "major"},
        {"weight": "routine"},
    )


@pytest.mark.parametrize("who", ["ULINA", "UCHEN"])
def test_nobody_but_the_assigner_and_the_director_changes_it(assigned, who):
    refused = assigned.types(who, "/draft weight D-1 major")
    assert refused.startswith(
        ("Not done: only whoever", "没有办：只有派稿人或办公室主任可以这样做")
    )
    assert weight(assigned) == "routine"


def test_who_may_not_see_it_finds_no_trace(door):
    door.says("UWANG", "请李娜写人事名单（内部），周五下班前交")
    there, nowhere = (door.types("UZHAO", f"/draft weight D-{n} major") for n in (1, 9))
    assert there.replace("D-1", "D-9") == nowhere
    assert weight(door) == "routine"


def test_one_that_is_over_keeps_its_weight(assigned):
    assigned.says("UWANG", "取消 D-1")
    assert "D-1 现在是“已取消”" in assigned.types("UWANG", "/draft weight D-1 major")


@pytest.mark.parametrize(("who", "presses"), [("UZHAO", True), ("UCHEN", False)])
def test_among_the_details_it_has_a_button_for_who_may(assigned, who, presses):
    now = assigned.clock.now()
    with assigned.bot.sessions.begin() as session:
        request = request_for(assigned.bot, session, session.get(Person, who), now)
        [block] = section(request, session.get_one(Draft, 1))
    assert block["text"]["text"] == "轻重：常规"
    assert ("accessory" in block) is presses
    if presses:
        assigned.forges(who, block["accessory"]["action_id"], block["accessory"]["value"])
        assert assigned.fills_in(who, weight="ad_hoc") == {}
        assert weight(assigned) == "ad_hoc"


def test_what_it_may_be_called():
    assert [read_weight(one) for one in ("", "major", "Ad-hoc", "日常", "要事")] == [
        None,
        *("major", "ad_hoc", "routine", "major"),
    ]
