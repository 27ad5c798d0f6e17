"""The pictures of the pages, taken in a real Chromium: `python -m tests.pictures`, or with the
names of some of them.

An office's ordinary Tuesday and Wednesday morning are played first, so that there is something
to see.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import PHONE, Seat, chromium, demo
from tests.pictures import (
    cases,
    depth,
    duty,
    load,
    pages,
    people,
    research,
    supervision,
    trips,
    words,
)
from tests.pictures.office import Line, Office, Picture, side_by_side
from tests.pictures.png import slim

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
OTHERS = (depth, words, duty, load, pages, research, trips, supervision, cases, people)

STORY: tuple[Line, ...] = (
    ("11-23 15:50", "ULINA", "/office remind me to call the interpreter on Wednesday at 3pm"),
    ("11-23 16:20", "UZHAO", "/draft 请 @zhang.wei 起草市政府第21次常务会议纪要，11月24日下班前交"),
    ("11-23 16:41", "UZHANG", "/draft 受领 D-2"),
    ("11-23 17:02", "ULIU", "/draft assign @li.na Reply to the Finance Bureau by Wednesday noon"),
    ("11-23 17:10", "ULINA", "/draft accept D-3"),
    ("11-24 09:05", "UWANG", "/draft 请 @zhang.wei 起草全市经济工作会议讲话稿，12月4日下班前交"),
    (
        "11-24 09:12",
        "UCHEN",
        "/draft 请 @sun.lei 起草元旦值班安排的通知，11月25日下班前交，全办公室可见",
    ),
    ("11-24 09:20", "UZHAO", "/draft assign @li.na Welcome address for our guests by Thursday 5pm"),
    ("11-24 09:31", "UZHANG", "/draft 受领 D-4"),
    ("11-24 09:33", "USUN", "/draft 受领 D-5"),
    ("11-24 09:48", "ULINA", "/draft accept D-6"),
    ("11-24 10:15", "UZHAO", "/draft 请 @zhang.wei 起草办公室年度工作总结，11月25日下班前交"),
    ("11-24 10:20", "UZHANG", "/draft 受领 D-7"),
    ("11-24 14:40", "UZHANG", "/draft 交稿 D-4 https://docs.example.com/speech 第一稿"),
    ("11-24 15:26", "UWANG", "/draft 退回 D-4：第二部分请补上前三季度的数据"),
    ("11-24 17:31", "UZHANG", "/draft 交稿 D-4 https://docs.example.com/speech 数据已补"),
    ("11-24 17:40", "ULINA", "/draft submit D-6 https://docs.example.com/welcome A first version"),
    ("11-24 17:56", "UZHAO", "/draft return D-6: please add a line on the twin-city agreement"),
)


def main(wanted: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    series = (
        (STORY, PICTURES),
        *((one.STORY, one.PICTURES) for one in OTHERS),
    )
    for story, pictures in series:
        if chosen := [one for one in pictures if not wanted or one[0] in wanted]:
            takes(story, chosen)


def takes(story: Sequence[Line], pictures: Sequence[Picture]) -> None:
    with demo() as running, chromium() as browser:
        office = Office(running)
        office.plays(story)
        for name, when, take in pictures:
            office.turns_to(when)
            page = take(browser, office)
            page.wait_for_timeout(1000)
            file = FOLDER / f"{name}.png"
            file.write_bytes(slim(page.screenshot()))
            print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1000} kB")
            page.close()


def card_in_chinese(browser: Browser, office: Office) -> Page:
    return _card(browser, office, "UWANG", "D-4")


def card_in_english(browser: Browser, office: Office) -> Page:
    return _card(browser, office, "ULINA", "D-6")


def _card(browser: Browser, office: Office, who: str, number: str) -> Page:
    channel, ts = office.finds(who, f"*{number}*")
    seat = Seat(browser, office.running.url, who)
    seat.goes(channel, thread=ts)
    return seat.page


def form_in_both(browser: Browser, office: Office) -> Page:
    office.types("UWANG", "/draft 请孙磊起草《政府工作报告》任务分解方案")
    office.types("ULIU", "/draft ask Zhang Wei to draft a briefing on the e-government platform")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULIU&channel=DM")


def date_in_both(browser: Browser, office: Office) -> Page:
    """What may mean two days is asked about, in a message and over a form."""
    office.says("UWANG", "请孙磊写一份督查情况通报，下周五下班前交")
    office.says("UWANG", "请张伟起草春节值班通知，12月26日前交")
    office.says(
        "ULIU", "ask Zhang Wei to draft a briefing on the e-government platform by next Friday"
    )
    office.says("ULIU", "ask Li Na to draft the minutes, by 12 o'clock")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULIU&channel=DM")


def calendar_in_both(browser: Browser, office: Office) -> Page:
    office.says("UZHAO", "12月24日放假")
    office.says("ULIU", "I am on leave from 1 Dec to 3 Dec")
    office.says("UZHAO", "日历")
    office.says("ULIU", "calendar")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULIU&channel=DM")


def calendar_form_in_chinese(browser: Browser, office: Office) -> Page:
    return _calendar_form(browser, office, "日历", "添加")


def calendar_form_in_english(browser: Browser, office: Office) -> Page:
    office.closes("UZHAO")
    office.reads_in("UZHAO", "en-US")
    return _calendar_form(browser, office, "calendar", "Add days")  # the last of them


def _calendar_form(browser: Browser, office: Office, said: str, label: str) -> Page:
    office.says("UZHAO", said)
    seat = Seat(browser, office.running.url, "UZHAO")
    seat.presses(label)
    return seat.page


def home_in_both(browser: Browser, office: Office) -> Page:
    return side_by_side(
        browser, office, "as=UZHANG&channel=DM&tab=home", "as=ULINA&channel=DM&tab=home"
    )


def morning(browser: Browser, office: Office) -> Page:
    return Seat(browser, office.running.url, "UZHANG").page


def phone(browser: Browser, office: Office) -> Page:
    return Seat(browser, office.running.url, "ULINA", PHONE, scale=1.5).page


PICTURES: tuple[Picture, ...] = (
    ("card-zh", "11-24 17:58", card_in_chinese),
    ("card-en", "11-24 17:58", card_in_english),
    ("home", "11-25 08:31", home_in_both),
    ("morning", "11-25 08:31", morning),
    ("phone", "11-25 08:31", phone),
    ("form", "11-25 08:34", form_in_both),
    ("calendar", "11-25 08:36", calendar_in_both),
    ("calendar-form-zh", "11-25 08:36", calendar_form_in_chinese),
    ("date-asked", "11-25 08:38", date_in_both),
    ("calendar-form-en", "11-25 08:40", calendar_form_in_english),
)


if __name__ == "__main__":
    main(sys.argv[1:])
