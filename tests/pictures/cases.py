"""Pictures of work that goes its fixed way: a case from two chairs, all the ways there are, one of
them being changed, positions side by side.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser import PHONE, Seat
from tests.pictures.office import Line, Office, Picture, side_by_side

PAPER = {"urgency": "urgent", "handler": "UZHANG", "readers": ["USUN", "ULINA"]}
SNOW = {"question": "谁来扫，钱从哪里出", "departments": ["USUN", "ULINA"], "lead": "USUN"}
SNOW |= {"chair": "UWANG"}
STORY: tuple[Line, ...] = (
    ("11-23 09:00", "UCHEN", "/office 收文：关于做好冬季供暖工作的通知", PAPER),
    ("11-23 09:20", "UCHEN", "/office K-1 这步办好了"),
    ("11-23 09:40", "UCHEN", "/office K-1 这步办好了"),
    ("11-23 10:10", "UZHAO", "/office K-1 这步办好了"),
    ("11-23 15:00", "USUN", "/office K-1 这步办好了"),
    ("11-24 09:00", "UZHAO", "/office incoming paper: figures on public parking", PAPER),
    ("11-24 10:00", "UCHEN", "/office 协调事项：老城区扫雪由谁负责", SNOW),
    ("11-24 15:10", "USUN", "/office K-3 这步办好了：同意牵头，经费市里出一半"),
    ("11-24 16:40", "ULINA", "/office step done K-3: not agreed, we have no machines"),
    ("11-25 09:30", "ULINA", "/office new position on K-3: agreed, with machines from the city"),
    ("11-25 10:30", "UCHEN", "/office K-3 这步办好了：分歧只在经费；一、市区各半；二、全由市里出"),
)


def case(browser: Browser, office: Office) -> Page:
    office.says("UZHANG", "K-1")
    office.says("ULINA", "K-1")
    return side_by_side(browser, office, "as=UZHANG&channel=DM", "as=ULINA&channel=DM")


def processes(browser: Browser, office: Office) -> Page:
    office.says("UZHAO", "流程")
    office.says("ULIU", "processes")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULIU&channel=DM")


def positions(browser: Browser, office: Office) -> Page:
    """As the leader who chairs reads them, and one of those who were asked."""
    office.says("UWANG", "K-3 意见对照")
    office.says("ULINA", "positions on K-3")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULINA&channel=DM")


def way(browser: Browser, office: Office) -> Page:
    """Changed by a director, read by anybody."""
    office.says("UZHAO", "用印流程步骤")
    office.says("ULIU", "steps of use of the seal")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULIU&channel=DM")


def case_on_a_phone(browser: Browser, office: Office) -> Page:
    office.says("ULINA", "K-1")
    return Seat(browser, office.running.url, "ULINA", PHONE, scale=1.5).page


PICTURES: tuple[Picture, ...] = (
    ("case", "11-26 10:00", case),
    ("processes", "11-26 10:05", processes),
    ("positions", "11-26 10:10", positions),
    ("way", "11-26 10:15", way),
    ("case-phone", "11-26 10:20", case_on_a_phone),
)
