"""Pictures of what is read and filled in by role: the digest, signing, help; and of rest days."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser import Seat
from tests.pictures.office import Line, Office, Picture, side_by_side

BOTH = ("as=UWANG&channel=DM", "as=ULIU&channel=DM")
STORY: tuple[Line, ...] = (
    ("11-23 09:05", "UWANG", "/draft 请 @zhang.wei 起草全市经济工作会议讲话稿，11月25日下班前交"),
    ("11-23 09:10", "ULIU", "/draft assign @li.na Welcome address for our guests by Thursday 5pm"),
    ("11-23 09:20", "UZHANG", "/draft 受领 D-1"),
    ("11-23 09:25", "ULINA", "/draft accept D-2"),
    ("11-23 10:00", "UWANG", "/draft 请 @sun.lei 起草元旦值班安排的通知，11月24日上午交"),
    ("11-24 14:40", "UZHANG", "/draft 交稿 D-1 https://docs.example.com/speech 第一稿"),
    ("11-24 15:10", "UCHEN", "/office 请示王局：座谈会在哪里开，方案一：会议室；方案二：开发区"),
    ("11-24 15:20", "UWANG", "/draft 请 @zhang.wei 起草办公室年度工作总结，11月25日下班前交"),
    ("11-24 15:25", "UZHANG", "/draft 受领 D-5"),
    ("11-24 15:40", "ULINA", "/draft submit D-2 https://docs.example.com/welcome A first version"),
)


def digest_in_chinese(browser: Browser, office: Office) -> Page:
    return Seat(browser, office.running.url, "UWANG").page


def digest_in_english(browser: Browser, office: Office) -> Page:
    office.closes("UWANG")
    office.reads_in("UWANG", "en-US")
    office.types("UZHANG", "/draft 交稿 D-5 https://docs.example.com/summary 第一稿")
    office.turns_to("11-25 16:31")
    return Seat(browser, office.running.url, "UWANG").page


def signing(browser: Browser, office: Office) -> Page:
    office.presses("UWANG", "*D-1*", "drafts:sign")
    office.presses("ULIU", "*D-2*", "drafts:sign")
    return side_by_side(browser, office, *BOTH)


def help_in_chinese(browser: Browser, office: Office) -> Page:
    return _help(browser, office, "UZHANG", "怎么用")


def help_in_english(browser: Browser, office: Office) -> Page:
    office.closes("UWANG")
    office.reads_in("UWANG", "en-US")
    return _help(browser, office, "UWANG", "What can I say?")  # and goes on reading it


def _help(browser: Browser, office: Office, who: str, label: str) -> Page:
    seat = Seat(browser, office.running.url, who)
    seat.shows("home")
    seat.presses(label)
    seat.page.wait_for_selector("dialog.modal")
    return seat.page


def rest_days(browser: Browser, office: Office) -> Page:
    office.says("USUN", "每月5号上午9点提醒我报考勤")
    office.says("ULINA", "remind me on the 5th of every month at 9am to report the attendance")
    return side_by_side(browser, office, "as=USUN&channel=DM", "as=ULINA&channel=DM")


PICTURES: tuple[Picture, ...] = (
    ("digest-zh", "11-25 08:31", digest_in_chinese),
    ("sign", "11-25 08:34", signing),
    ("help-zh", "11-25 08:36", help_in_chinese),
    ("help-en", "11-25 08:36", help_in_english),
    ("rest-days", "11-25 08:38", rest_days),
    ("digest-en", "11-25 16:29", digest_in_english),
)
