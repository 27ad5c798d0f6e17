"""Details: all of a draft on one page, whatever it holds, for those who see the draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.matters import life
from bot.papers import guidance, outline, questions
from bot.papers.drafts.steps import take
from handlers.papers.drafts.details import details
from handlers.slack.wording import request_for
from rehearsal.blocks import check_view
from storage.papers.drafts import Draft
from storage.who.people import Person
from tests.conftest import scene


@scene
def assigned(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 9 Dec")
    door.presses("ULINA", "Accept")
    return door


def test_it_holds_the_brief_and_what_could_be_there(assigned):
    assigned.says("UWANG", "D-1 改到12月10日")
    assigned.presses("ULINA", "Details")
    assert assigned.page("ULINA").split("\n") == [
        "*D-1* · _Budget memo_",
        "As assigned by 王建国 on Wed 25 Nov 10:00: to Li Na 李娜, due Wed 9 Dec 18:00",
        "Weight: routine",
        "*Direction*",
        "No direction has been given yet.",
        "*Dates*",
        "No dates have been set for the steps.",
        "[Hand in outline]",
        "*Questions*",
        "Nobody has asked anything yet. Answers stay here, with their source.",
        "[Ask]",
        "D-1 _Budget memo_ is not divided: Li Na 李娜 writes all of it.",
        "[Divide it] [Who unifies it] [Ask for the basic ideas]",
        "*Draft checker*",
        "No text of this draft was seen yet. Its writer can share the file in the thread under the "
        "card with the word `submit`.",
        "[Check a text]",
        "[Record]",
    ]


def test_it_has_no_button_to_send_and_a_title_that_fits(assigned):
    assigned.presses("UWANG", "详情")
    form = assigned.form("UWANG")
    assert (form["title"]["text"], form["close"]["text"]) == ("详情 D-1", "关闭")
    assert "submit" not in form


def test_versions_are_on_it_the_newest_first(assigned):
    assigned.says("ULINA", "submit D-1 https://docs.example/1 first figures")
    assigned.says("ULINA", "submit D-1 https://docs.example/2")
    assigned.presses("UWANG", "详情")
    assert (
        "*历次来稿*\n"
        "<https://docs.example/2|第 2 版> · Li Na 李娜，11月25日 周三 10:00\n"
        "<https://docs.example/1|第 1 版> · Li Na 李娜，11月25日 周三 10:00 “first figures”\n"
        "[记录]"
    ) in assigned.page("UWANG")


@pytest.mark.parametrize("line", ["details of D-1", "D-1 详情"])
def test_in_words_it_is_one_press_away(assigned, line):
    assert assigned.says("ULINA", line) == "*D-1* · _Budget memo_ [Details]".replace(" [", "\n[")
    assigned.presses("ULINA", "Details")
    assert "As assigned by" in assigned.page("ULINA")
    assigned.slack.closes("ULINA")
    assert assigned.types("ULINA", f"/draft {line}") == ""
    assert "As assigned by" in assigned.page("ULINA")


def test_the_record_is_at_its_end(assigned):
    assigned.presses("ULINA", "Details")
    assigned.presses_form("ULINA", "Record")
    assert assigned.page("ULINA").startswith("*Record of D-1* _Budget memo_")


@pytest.mark.parametrize("who", ["USUN", "UHE", "UTOM"])
def test_who_does_not_see_the_draft_gets_no_page(assigned, who):
    none = assigned.says(who, "details of D-9").replace("D-9", "D-1")
    assert assigned.says(who, "details of D-1") == none
    assert assigned.forges(who, "drafts:details", 1) == assigned.forges(who, "drafts:details", 99)
    assert assigned.slack.modal(who) is None


@pytest.mark.parametrize(
    ("who", "filler"), [("UWANG", "&"), ("ULINA", "字"), ("UZHAO", "👩🏽"), ("UWANG", "a\n")]
)
def test_however_much_there_is_it_fits(assigned, who, filler):
    """Three thousand letters in every field, a dozen questions, many answered five times."""

    def long(most: int) -> str:
        return (filler * most)[: most - 1] + "x"

    with assigned.bot.sessions() as session:
        people = {one.slack_id: one for one in session.scalars(select(Person))}
        now = assigned.bot.clock() + timedelta(hours=1)
        lina, wang, reader = (
            request_for(assigned.bot, session, people[one], now) for one in ("ULINA", "UWANG", who)
        )
        draft = session.get_one(Draft, 1)
        for n in range(7):
            fields = {field: f"{n}{long(2990)}" for field in guidance.FIELDS}
            guidance.give(wang, draft, fields)
            guidance.mark(lina, draft, helped=n % 2 == 0)
        life.hang(lina, outline.KIND, {"text": long(3000)}, draft)
        for _ in range(12):
            asked = {"text": long(1000), "to": people["UWANG"]}
            life.hang(lina, questions.KIND, asked, draft)
        for question in questions.questions.of_draft(draft)[-4:]:
            for _ in range(5):
                questions.answer(wang, question, long(1000), long(1000))
        for n in range(12):
            told = {"link": f"https://x.example/{n}", "note": long(900)}
            take(lina, draft, "submit", told)
        view = details(reader, draft)
        session.rollback()
    check_view(view, "modal")
    assert len(view["blocks"]) <= 100
    assert view["blocks"][-1]["elements"][0]["action_id"] == "journal:read"
