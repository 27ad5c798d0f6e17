"""The week's balance: major and routine, on its last working day, to who leads and wants it."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.papers.routine import kind_of
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.who.people import Person, Role
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
TITLE = re.compile(r"\*(?:本周梳理：大事与常规|Major and routine this week)\*.*", re.DOTALL)
LEADING = ("UWANG", "UZHAO", "ULIU")


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=SHANGHAI)


def notes(door, moment: str) -> dict[str, str]:
    """The balance that each person newly has at a moment."""
    news = [line.partition(": ") for line in door.waits_until(at(moment))]
    found = {who: TITLE.search(text) for who, _, text in news}
    return {who: title[0] for who, title in found.items() if title}


def finished(door, number: int, writer: str = "UZHANG") -> None:
    door.types(writer, f"/draft submit D-{number} https://docs.example.com/{number}")
    door.types("UZHAO", f"/draft sign D-{number}")


@scene
def week(door):
    """D-1 a speech due on Thursday; D-2 to D-4 bulletins, finished; D-5 a roster, assigned and
    left; D-6 a plan that is moved; D-7 internal-only, which the director does not see.
    """
    door.types("UWANG", "/draft assign @li.na 全市会议讲话稿 by 26 Nov 6pm")
    for issue in (47, 48, 49):
        door.types("UZHAO", f"/draft assign @zhang.wei 第{issue}期简报 by 27 Nov 6pm")
    door.types("UWANG", "/draft assign @sun.lei 值班表 by 18 Dec 6pm")
    door.types("UWANG", "/draft assign @zhang.wei 工作方案 by 3 Dec 6pm")
    door.types("UWANG", "/draft assign @zhang.wei 人事方案 by 26 Nov 6pm internal-only")
    for number in (2, 3, 4):
        finished(door, number)
    door.types("UWANG", "/draft move D-6 to 10 Dec 6pm")
    return door


DIRECTORS_NOTE = """\
*本周梳理：大事与常规*
办结 3 件，其中大事 0 件（0%）
在办 3 件，其中大事 2 件（67%）
*推后的大事*（同期办结其他文稿 3 件）：
D-1《全市会议讲话稿》：逾期 1 个工作日
D-6《工作方案》：从 12月3日 周四 18:00 改到 12月10日 周四 18:00
*可以合并或不办的常规*
D-4《第49期简报》：一年内同类办结 3 件，可以定模板或合并办理
[看看]
只算你能看到的文稿。只看事，不看人，不作考核依据。
[文稿要多久] [以后不用发给我]"""

DEPUTYS_NOTE = """\
*Major and routine this week*
Finished: 0 of 3 drafts were major (0%)
In hand: 2 of 3 drafts are major (67%)
*Left behind* while 3 other drafts were finished:
D-1 “全市会议讲话稿”: 1 working day overdue
D-6 “工作方案”: moved from Thu 3 Dec 18:00 to Thu 10 Dec 18:00
*Routine to batch, or to drop*
D-4 “第49期简报”: 3 of its kind finished in a year. One template, or one paper for several?
[Show it]
Drafts you may see. About work, not about people; no part of any appraisal.
[How long drafts take] [Send me none of these]"""


def test_on_friday_at_four_who_leads_has_it_once_in_their_language(week):
    assert notes(week, "11-27 15:59") == {}
    found = notes(week, "11-27 16:00")
    assert set(found) == set(LEADING)
    assert found["UZHAO"] == DIRECTORS_NOTE
    assert found["ULIU"] == DEPUTYS_NOTE
    assert [notes(week, f"11-27 {hour}") for hour in ("16:01", "18:00", "19:30")] == [{}, {}, {}]


def test_what_its_reader_may_not_see_is_in_no_line_and_in_no_count(week):
    found = notes(week, "11-27 16:00")
    assert "在办 4 件，其中大事 3 件（75%）" in found["UWANG"]
    assert "D-7《人事方案》：逾期 1 个工作日" in found["UWANG"]
    assert "D-7" not in found["UZHAO"] + found["ULIU"]
    assert "人事方案" not in found["UZHAO"] + found["ULIU"]


def test_it_names_nobody(week):
    for text in notes(week, "11-27 16:00").values():
        assert not any(name in text for name in ("张伟", "李娜", "Li Na", "孙磊", "王建国", "赵敏"))


def test_after_a_long_sleep_it_is_not_said_any_more(week):
    assert notes(week, "11-27 19:01") == {}
    assert notes(week, "11-30 16:00") == {}


@pytest.mark.parametrize(
    ("early", "last"),
    [
        ("2027-01-01", None),  # a Friday, and New Year's Day: the week ends on Thursday
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_it_comes_on_the_last_working_day_whatever_that_is(week, early, last):
    moment = datetime.fromisoformat(f"{early} 16:00").replace(tzinfo=SHANGHAI)
    news = [line for line in week.waits_until(moment) if "本周梳理：大事与常规" in line]
    assert bool(news) is (last is not None)


def test_routine_that_lies_idle_can_be_shown_or_cancelled_by_who_may(week):
    found = notes(week, "12-04 16:00")
    assert "D-5《值班表》：已有 7 个工作日没有进展\n[看看] [取消]" in found["UWANG"]
    week.presses("UWANG", "取消", about="本周梳理")
    assert week.form("UWANG")["title"]["text"] == "取消 D-5"
    assert week.fills_in("UWANG") == {}
    assert week.card("USUN", "D-5").startswith("📝 *D-5*《值班表》 · 已取消")
    assert "D-5" not in week.says("UWANG", "本周梳理")


def test_who_may_not_cancel_it_is_only_shown_it(week):
    with week.bot.sessions.begin() as session:
        session.get_one(Person, "UCHEN").role = Role.PRINCIPAL
    found = notes(week, "12-04 16:00")
    assert "D-5《值班表》：已有 7 个工作日没有进展\n[看看]\n只算" in found["UCHEN"]


def test_nothing_is_crowded_out_where_no_routine_was_finished(week):
    assert "推后的大事" not in notes(week, "12-04 16:00")["UZHAO"]


def test_a_date_moved_and_moved_back_was_not_moved(week):
    week.presses("UWANG", "撤回", about="D-6")
    assert "D-6" not in notes(week, "11-27 16:00")["UZHAO"]


@pytest.mark.parametrize(
    ("said", "by"),
    [("/office balance", "UWANG"), ("/office 本周梳理", "UZHAO"), ("/office balance", "ULIU")],
)
def test_it_is_there_on_demand(week, said, by):
    text = week.types(by, said)
    assert text.startswith(
        ("*本周梳理：大事与常规*\n办结 3 件", "*Major and routine this week*\nFinished")
    )


@pytest.mark.parametrize("said", ["this week's balance", "本周梳理"])
def test_it_is_there_for_words_and_on_home(week, said):
    assert week.says("UZHAO", said).startswith("*本周梳理：大事与常规*\n办结 3 件")
    week.opens_home("UZHAO")
    week.presses_home("UZHAO", "本周梳理")
    assert week.page("UZHAO").startswith("*本周梳理：大事与常规*\n办结 3 件")


REFUSED_EN = "Not done: only leaders and the office director can do that."
REFUSED_ZH = "没有办：只有领导和办公室主任可以这样做。"


@pytest.mark.parametrize(
    ("who", "answer"), [("ULINA", REFUSED_EN), ("UCHEN", REFUSED_ZH), ("UHE", OUTSIDER_ZH)]
)
@pytest.mark.parametrize("said", ["本周梳理", "不用发本周梳理了", "每周发本周梳理"])
def test_the_others_are_refused(week, who, said, answer):
    assert week.says(who, said) == answer


def test_its_reader_turns_it_off_and_on_again(week):
    notes(week, "11-27 16:00")
    week.presses("UZHAO", "以后不用发给我")
    assert "想恢复就说 `每周发本周梳理`" in week.reads("UZHAO")[-1]
    assert week.says("UZHAO", "不用发本周梳理了") == "每周的梳理已经不发给你了。"
    assert set(notes(week, "12-04 16:00")) == {"UWANG", "ULIU"}

    week.says("UZHAO", "本周梳理")
    week.presses("UZHAO", "每周发给我")
    assert week.types("ULIU", "/office balance on").startswith(
        "The weekly note comes to you already"
    )
    assert set(notes(week, "12-11 16:00")) == set(LEADING)


def test_turned_off_between_the_writing_and_the_sending_it_is_not_sent(week):
    week.slack.fault("chat.postMessage", "ratelimited", times=100, seconds=600)
    assert notes(week, "11-27 16:00") == {}
    week.types("UZHAO", "/office balance off")
    week.slack.faults.clear()
    assert set(notes(week, "11-27 16:30")) == {"UWANG", "ULIU"}


def test_an_office_without_drafts_hears_nothing_unless_it_asks(door):
    assert notes(door, "11-27 16:00") == {}
    assert door.says("UZHAO", "本周梳理").startswith("现在没有在办的文稿，本周也没有办结的。")


def test_a_long_week_says_how_many_more(door):
    for n in range(7):
        door.types("UWANG", f"/draft assign @li.na 讲话稿{n} by 26 Nov 6pm")
    door.types("UZHAO", "/draft assign @zhang.wei 值班表 by 27 Nov 6pm")
    finished(door, 8)
    text = notes(door, "11-27 16:00")["UZHAO"]
    assert text.count("：逾期 1 个工作日") == 5
    assert "\n还有 2 件\n" in text


OVERDUE = """\
*本周梳理：大事与常规*
办结：没有
在办 2 件，其中大事 1 件（50%）
*逾期的*
D-1《值班表》：逾期 2 个工作日
D-2《讲话稿》：逾期 1 个工作日
只算"""


def test_what_is_late_is_in_it_whether_or_not_anything_was_finished(door):
    door.types("UZHAO", "/draft assign @zhang.wei 值班表 by 25 Nov 6pm")
    door.types("UZHAO", "/draft assign @li.na 讲话稿 by 26 Nov 6pm")
    found = notes(door, "11-27 16:00")
    assert found["UZHAO"].startswith(OVERDUE)
    english = (
        "\n*Overdue*\nD-1 “值班表”: 2 working days overdue\nD-2 “讲话稿”: 1 working day overdue\n"
    )
    assert english in found["ULIU"]


def test_what_was_left_behind_is_not_said_twice(week):
    week.types("UZHAO", "/draft assign @sun.lei 通讯录 by 26 Nov 6pm")
    text = notes(week, "11-27 16:00")["UZHAO"]
    assert text.count("D-1《") == 1
    assert "\n*其他逾期的*\nD-8《通讯录》：逾期 1 个工作日\n*可以合并" in text


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("第47期简报", "第48期简报", True),
        ("11月工作信息", "12月工作信息", True),
        ("November roster", "December roster", True),
        ("关于 2026 年元旦放假的通知", "关于2027年元旦放假的通知", True),
        ("March report", "Marketing report", False),
        ("值班表", "通讯录", False),
    ],
)
def test_papers_of_one_kind_differ_in_numbers_and_days_only(one, other, alike):
    kinds = {kind_of(Draft(doc_type="", matter=Matter(title=title))) for title in (one, other)}
    assert (len(kinds) == 1) is alike
