"""How long drafts take: by stage and by class, for who leads; nothing by person, nothing of few."""

from __future__ import annotations

import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from subprocess import run
from zoneinfo import ZoneInfo

import pytest

from bot.language.catalog import LANGUAGES, files
from bot.language.workdays import Calendar
from bot.papers.pace import Course, course, lessons, working_days
from handlers.clockwork import deliver
from handlers.papers.pace_picture import Bar, Chart
from storage.matters.journal import Entry
from storage.who.people import Person, Role
from tests.conftest import scene
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(SHANGHAI)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=SHANGHAI)


# --- working time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("11-25 08:30", "11-25 18:00", 1),
        ("11-25 08:30", "11-25 12:15", 3.5 / 7.5),
        ("11-25 12:30", "11-25 13:30", 0),  # the noon break
        ("11-25 18:00", "11-26 08:30", 0),
        ("11-25 10:00", "11-26 10:00", 1),
        ("11-27 08:30", "11-30 18:00", 2),  # over a weekend
        ("09-30 08:30", "10-08 18:00", 2),  # over National Day
        ("10-09 08:30", "10-12 18:00", 3),  # Saturday the 10th is worked
        ("11-28 09:00", "11-29 18:00", 0),
    ],
)
def test_working_days_between_two_moments(start, end, days):
    assert working_days(CALENDAR, at(start), at(end)) == pytest.approx(days)


# --- one draft, from its record -------------------------------------------------------------------

STATES = {
    "accept": "drafting", "submit": "in_review", "return": "returned", "pass": "leader_review",
    "sign": "signed_off", "problem": "problem_raised", "settle": "assigned",
}  # fmt: skip


def entry(moment: str, verb: str, **after: object) -> Entry:
    if verb in STATES:
        after = {"state": STATES[verb], **after}
    return Entry(at=at(moment), what=f"drafts.{verb}", after=after, before={}, reason="")


ASSIGNED = entry("11-02 08:30", "assign", reviewer_id="UCHEN", signatory_id="UWANG")


def went(*entries: Entry) -> tuple[dict[str, float], int]:
    made = course("speech", entries, CALENDAR)
    return dict(made.days), made.returns


def test_each_state_counts_for_its_stage_until_the_next():
    assert went(
        ASSIGNED,
        entry("11-03 08:30", "accept"),
        entry("11-05 08:30", "submit", version=1),
        entry("11-06 08:30", "return"),
        entry("11-09 08:30", "submit", version=2),
        entry("11-10 08:30", "pass"),
        entry("11-12 08:30", "sign"),
        entry("11-20 08:30", "press"),  # whatever is done later takes nobody's time
    ) == ({"accept": 1, "write": 2, "review": 2, "revise": 1, "sign": 2}, 1)


def test_a_step_aside_ends_no_stage():
    assert went(
        ASSIGNED,
        entry("11-03 08:30", "problem"),
        entry("11-04 08:30", "settle"),
        entry("11-05 08:30", "reschedule", due_at="2026-12-01T10:00:00+00:00"),
        entry("11-06 08:30", "accept"),
        entry("11-09 08:30", "submit"),
    ) == ({"accept": 3, "answer": 1, "write": 1}, 0)


def test_what_one_person_reviews_and_signs_waits_to_be_signed():
    both = entry("11-02 08:30", "assign", reviewer_id="UWANG", signatory_id="UWANG")
    days, _ = went(both, entry("11-03 08:30", "submit"), entry("11-05 08:30", "sign"))
    assert days == {"accept": 1, "sign": 2}


def test_who_takes_over_the_review_counts_from_then_on():
    days, _ = went(
        ASSIGNED,
        entry("11-02 08:30", "submit"),
        entry("11-03 08:30", "handover", reviewer_id="UWANG"),
        entry("11-05 08:30", "sign"),
    )
    assert days == {"accept": 0, "review": 1, "sign": 2}


def test_a_return_taken_back_was_none():
    back = entry("11-04 08:35", "undo", state="in_review")
    back.reason = "drafts.return"
    days, returns = went(
        ASSIGNED,
        entry("11-03 08:30", "submit"),
        entry("11-04 08:30", "return"),
        back,
        entry("11-05 08:30", "sign"),
    )
    assert returns == 0
    assert days["review"] == pytest.approx(2, abs=0.02)


# --- many drafts -------------------------------------------------------------------------------


def took(kind: str, *writing: float) -> list[Course]:
    return [Course(kind, {"write": days}, returns=n) for n, days in enumerate(writing)]


def told(courses: list[Course]) -> tuple[list[tuple[str, int]], int]:
    found = lessons(courses)
    return [(one.kind, one.n) for one in found.told], found.untold


def test_classes_of_fewer_than_three_are_one():
    some = [*took("notice", 1, 2), *took("plan", 3), *took("speech", 1, 2, 3), *took("other", 9)]
    assert told(some) == ([("speech", 3), ("other", 4)], 0)


def test_what_is_left_over_is_not_told_if_it_is_too_few():
    assert told([*took("speech", 1, 2, 3), *took("plan", 9, 9)]) == ([("speech", 3)], 2)
    assert told([*took("speech", 1, 2), *took("plan", 9)]) == ([("other", 3)], 0)
    assert told(took("speech", 1, 2)) == ([], 2)
    assert told([]) == ([], 0)


def test_medians_are_of_all_drafts_and_returns_are_means():
    courses = took("speech", 1, 2, 9)
    courses[0].days["revise"] = 5
    [speech] = lessons(courses).told
    assert (speech.days["write"], speech.days["revise"], speech.whole) == (2, 0, 6)
    assert speech.returns == 1


# --- through the door ----------------------------------------------------------------------------


def signed_off(door, number: int, title: str, writer: str = "zhang.wei", how: str = "") -> None:
    """A draft of the leader's that is accepted in a day, written in two, signed in one."""
    who = {"zhang.wei": "UZHANG", "li.na": "ULINA"}[writer]
    steps = [
        ("UWANG", f"assign @{writer} {title} by 31 Dec 6pm {how}"),
        (who, f"accept D-{number}"),
        (who, f"submit D-{number} https://docs.example.com/{number}"),
        ("UWANG", f"sign D-{number}"),
    ]
    start = door.clock.now()
    for (by, said), days in zip(steps, (0, 1, 3, 4), strict=True):
        door.clock.turn_to(max(door.clock.now(), start + timedelta(days=days)))
        door.slack.commands(by, "DM", f"/draft {said}")


@scene
def year(door):
    """D-1 to D-3 speeches; D-4 and D-5 notices; D-6 a plan, internal-only."""
    door.clock.turn_to(at("11-02 08:30"))
    for number, title in enumerate(("大会讲话", "节日讲话", "年终讲话"), start=1):
        signed_off(door, number, title)
        door.clock.turn_to(at("11-02 08:30") + timedelta(weeks=number))
    for number, title in enumerate(("放假通知", "开会通知"), start=4):
        signed_off(door, number, title, "li.na")
        door.clock.turn_to(at("11-02 08:30") + timedelta(weeks=number - 1))
    signed_off(door, 6, "人事方案", how="internal-only")
    deliver(door.bot)
    return door


def asked(door, who: str, said: str) -> str:
    """The answer to a command, as it is read."""
    return door.types(who, said, "DM")


SPEECHES = "*讲话*（3 份）：全程 4 天\n受领 1 · 起草 2 · 签发 1 · 退回 0 次"
MEANT = (
    "已签发且你能看到的文稿，取中位数；退回次数取平均。只按文种，不按人；不足 3 份的归入“其他”。"
)
LEADERS_ANSWER = f"""\
*文稿办理时间*（最近 12 个月，按工作日计）
{SPEECHES}
*其他*（3 份）：全程 4 天
受领 1 · 起草 2 · 签发 1 · 退回 0 次
{MEANT}
图表发在私信里。"""


def test_the_leader_is_told_by_class(year):
    assert asked(year, "UWANG", "/office learning").partition("\n各环节")[0] == LEADERS_ANSWER


def test_what_its_reader_may_not_see_is_not_counted_and_two_are_not_told(year):
    answer = asked(year, "UZHAO", "/office 文稿一般要多久？")
    assert SPEECHES in answer
    assert "其他*" not in answer
    assert "另有 2 份没有列出" in answer
    answer = asked(year, "ULIU", "/office how long do drafts take?")
    assert "*Speech*, 3 drafts: 4 days in all\naccept 1 · write 2 · sign 1 · returned 0×" in answer
    assert "2 more drafts are not shown" in answer


def test_nobody_is_named(year):
    said = asked(year, "UWANG", "/office learning") + pictures(year, "UWANG")[0]["alt_txt"]
    assert not any(name in said for name in ("张伟", "李娜", "Li Na", "王建国"))


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("ULINA", "Not done: only leaders and the office director can do that."),
        ("UCHEN", "没有办：只有领导和办公室主任可以这样做。"),
        ("UHE", OUTSIDER_ZH),
    ],
)
def test_the_others_are_refused_and_get_no_picture(year, who, answer):
    assert year.says(who, "文稿一般要多久？") == answer
    in_english = OUTSIDER_EN if answer == OUTSIDER_ZH else answer
    assert year.says(who, "how long do drafts take?") == in_english
    assert pictures(year, who) == []


def test_of_too_few_nothing_is_told(door):
    signed_off(door, 1, "大会讲话")
    signed_off(door, 2, "节日讲话")
    deliver(door.bot)
    said = door.says("UWANG", "文稿一般要多久？")
    assert said.startswith("文稿太少，还看不出规律：12 个月内至少要有 3 份已签发。")
    assert pictures(door, "UWANG") == []


def test_after_a_year_they_are_forgotten(year):
    year.clock.turn_to(at("11-02 08:30") + timedelta(days=500))
    assert asked(year, "UWANG", "/office learning").startswith("文稿太少")


# --- the picture ---------------------------------------------------------------------------------


def pictures(door, who: str) -> list[dict[str, object]]:
    return [file for message in door.slack.sees(who, "DM") for file in message.files]


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_picture_comes_in_the_direct_message_with_words_for_who_cannot_see_it(year):
    year.types("UWANG", "/office learning", "COFFICE")
    [file] = pictures(year, "UWANG")
    width, height = size(year.slack.files[file["id"]])
    assert (width, height) == (840, 579)
    assert file["title"] == "文稿办理时间"
    took = "受领 1 · 起草 2 · 签发 1"
    assert file["alt_txt"] == f"条形图：各环节工作日中位数。讲话：{took}。其他：{took}。"
    assert all(not m.files for m in year.slack.sees("UWANG", "COFFICE"))


def test_it_comes_for_words_and_from_the_weekly_note(year):
    year.says("UZHAO", "文稿一般要多久？")
    year.types("UWANG", "/draft assign @sun.lei Roster by 31 Dec")
    year.says("ULIU", "this week's balance")
    year.presses("ULIU", "How long drafts take")
    assert [pictures(year, who)[0]["title"] for who in ("UZHAO", "ULIU")] == [
        "文稿办理时间",
        "How long drafts took",
    ]


def test_who_leads_no_more_when_it_is_sent_gets_none(year):
    year.slack.fault("files.getUploadURLExternal", "ratelimited")
    year.types("UWANG", "/office learning")
    with year.bot.sessions.begin() as session:
        session.get_one(Person, "UWANG").role = Role.STAFF
    year.waits(minutes=5)
    assert pictures(year, "UWANG") == []


def labels(lang: str) -> list[str]:
    """All that can stand in a picture."""
    texts = files()
    stages = [v[lang] for k, v in texts["learning"].items() if k.startswith("stage-")]
    types = [v[lang] for k, v in texts["drafts"].items() if k.startswith("type-")]
    assert len(stages) == 6
    return [
        *stages,
        *types,
        *(texts["learning"][k][lang] for k in ("picture", "picture-unit", "other")),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_of_it_is_there_without_any_font_of_the_machine(lang):
    """A letter that is missing is a warning, and a warning is an error."""
    words = labels(lang)
    bars = [
        Bar(f"{name}（12 份）", [1, 0, 2, 3, 0, 0.5], "退回 1.6 次 returned 1×") for name in words
    ]
    width, _ = size(Chart(words[-3], words[-2], words[:6], bars).png())
    assert width >= 800


def test_bars_that_took_no_time_can_be_drawn():
    assert size(Chart("t", "u", list("abcdef"), [Bar("x", [0] * 6, "n")]).png())[0] == 840


def test_two_can_be_drawn_at_once():
    charts = [Chart("文稿", "天", list("abcdef"), [Bar("讲话", [n + 1] * 6, "")]) for n in range(4)]
    alone = [chart.png() for chart in charts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(Chart.png, charts * 2))
    assert together == alone * 2


def test_nothing_is_loaded_for_pictures_until_one_is_drawn():
    code = "import handlers, sys; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
