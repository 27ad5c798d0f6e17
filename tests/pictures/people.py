"""Pictures of what people are offered and have done, who fits a task, and what a rule says; each in
both languages.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser import PHONE, Seat
from tests.pictures.office import Line, Office, Picture, side_by_side

STORY: tuple[Line, ...] = (
    ("11-23 09:05", "USUN", "/office 给王局提个建议：窗口中午不要断档"),
    ("11-23 09:20", "UWANG", "/office 采纳 V-1"),
    ("11-23 09:30", "USUN", "/office 我擅长会务和数据，想学综合文稿"),
    (
        "11-23 09:40",
        "ULINA",
        "/office I am good at speeches, I would like to learn data",
    ),
    ("11-23 10:00", "UCHEN", "/office 确认孙磊的特长"),
    ("11-23 10:01", "UCHEN", "/office 确认李娜的特长"),
    ("11-23 10:20", "UWANG", "/office 把省里的意见给孙磊看看，周五前"),
    ("11-23 10:30", "USUN", "/office O-2 我要"),
    ("11-23 11:00", "UZHAO", "/office 岗位文稿：张伟、李娜，职责：讲话稿；全会报告"),
    ("11-23 11:01", "UZHAO", "/office 岗位会务：孙磊、周婷，职责：会议通知；会场；记录"),
    ("11-23 11:05", "USUN", "/office 我11月24日休假，周婷代我"),
    ("11-24 09:00", "UWANG", "/office 12月2日全市经济工作会有两个旁听席，给孙磊和李娜"),
)


def growth(browser: Browser, office: Office) -> Page:
    """A writer's own page, and the record as the leader reads it."""
    office.says("USUN", "想看看自己还缺哪块历练")
    office.says("ULINA", "what have I not had yet?")
    return side_by_side(browser, office, "as=USUN&channel=DM", "as=ULINA&channel=DM")


def fitting(browser: Browser, office: Office) -> Page:
    office.says("UWANG", "周五前的讲话谁写合适？")
    office.says("ULIU", "who could write a speech for the mayor by Friday?")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULIU&channel=DM")


def posts(browser: Browser, office: Office) -> Page:
    """The posts as anybody reads them, one of them with who covers it today."""
    office.says("UZHAO", "岗位有哪些")
    office.says("ULINA", "posts")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULINA&channel=DM")


def strengths(browser: Browser, office: Office) -> Page:
    office.says("UCHEN", "李娜擅长什么？")
    office.says("ULINA", "what am I good at")
    return side_by_side(browser, office, "as=UCHEN&channel=DM", "as=ULINA&channel=DM")


def chance(browser: Browser, office: Office) -> Page:
    return Seat(browser, office.running.url, "ULINA", PHONE, scale=1.5).page


def rule(browser: Browser, office: Office) -> Page:
    office.says("UCHEN", "来8个人，陪餐最多几个人，依据是哪条？")
    office.says("ULINA", "what does the rule say about hosts at table with 12 guests")
    return side_by_side(browser, office, "as=UCHEN&channel=DM", "as=ULINA&channel=DM")


PICTURES: tuple[Picture, ...] = (
    ("chance-phone", "11-24 10:00", chance),
    ("growth", "11-24 10:05", growth),
    ("fitting", "11-24 10:10", fitting),
    ("rule", "11-24 10:15", rule),
    ("strengths", "11-24 10:20", strengths),
    ("posts", "11-24 10:25", posts),
)
