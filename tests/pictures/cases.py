"""Pictures of work that goes its fixed way: a case from two chairs, and all the ways there are."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.pictures.office import Line, Office, Picture, side_by_side

PAPER = {"urgency": "urgent", "handler": "UZHANG", "readers": ["USUN", "ULINA"]}
STORY: tuple[Line, ...] = (
    ("11-23 09:00", "UCHEN", "/office 收文：关于做好冬季供暖工作的通知", PAPER),
    ("11-23 09:20", "UCHEN", "/office K-1 这步办好了"),
    ("11-23 09:40", "UCHEN", "/office K-1 这步办好了"),
    ("11-23 10:10", "UZHAO", "/office K-1 这步办好了"),
    ("11-23 15:00", "USUN", "/office K-1 这步办好了"),
    ("11-24 09:00", "UZHAO", "/office incoming paper: figures on public parking", PAPER),
)


def case(browser: Browser, office: Office) -> Page:
    office.says("UZHANG", "K-1")
    office.says("ULINA", "K-1")
    return side_by_side(browser, office, "as=UZHANG&channel=DM", "as=ULINA&channel=DM")


def processes(browser: Browser, office: Office) -> Page:
    office.says("UZHAO", "流程")
    office.says("ULIU", "processes")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULIU&channel=DM")


PICTURES: tuple[Picture, ...] = (
    ("case", "11-26 10:00", case),
    ("processes", "11-26 10:05", processes),
)
