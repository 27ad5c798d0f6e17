"""Pictures of the board: who has what, who is away, on duty; in both languages, and on a phone."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser import PHONE, Seat
from tests.pictures.office import Line, Office, Picture, side_by_side

STORY: tuple[Line, ...] = (
    ("11-23 16:20", "UZHAO", "/draft 请 @zhang.wei 起草市政府第21次常务会议纪要，11月27日下班前交"),
    ("11-23 17:02", "ULIU", "/draft assign @li.na Reply to the Finance Bureau by Wednesday noon"),
    ("11-24 09:05", "UWANG", "/draft 请 @zhang.wei 起草全市经济工作会议讲话稿，12月4日下班前交"),
    ("11-24 09:12", "UCHEN", "/draft 请 @sun.lei 起草元旦值班安排的通知，11月30日下班前交"),
    ("11-24 09:20", "UZHAO", "/draft assign @li.na Welcome address for our guests by Thursday 5pm"),
    ("11-24 09:25", "UZHAO", "/duty publish", {"lines": "11.26 王建国 李娜\n11.28 赵敏 陈静"}),
    ("11-24 09:40", "UZHANG", "/office 我11月26日到27日休假，孙磊代我"),
)


def board(browser: Browser, office: Office) -> Page:
    office.presses("UZHAO", "个班变化", "duty:sure")
    office.says("UWANG", "谁手头比较空？")
    office.says("ULINA", "who has time this week?")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULINA&channel=DM")


def on_a_phone(browser: Browser, office: Office) -> Page:
    return Seat(browser, office.running.url, "UWANG", PHONE, scale=1.5).page


PICTURES: tuple[Picture, ...] = (
    ("board", "11-24 15:00", board),
    ("board-phone", "11-24 15:02", on_a_phone),
)
