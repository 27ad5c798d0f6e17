"""Pictures of research topics: the pool, a ballot, a leader's choice, what came of the report, each
in both languages.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.pictures.office import Line, Office, Picture, side_by_side

STORY: tuple[Line, ...] = (
    ("11-24 09:05", "UZHANG", "/topic 提个调研题：老旧小区加装电梯为什么推不动"),
    ("11-24 09:10", "ULINA", "/topic we should look into why permits take so long"),
    ("11-24 09:15", "USUN", "/topic 建议调研一下基层为什么老是重复填表"),
    ("11-24 09:20", "UZHOU", "/topic 提个调研题：早餐店为什么越来越少"),
    ("11-24 09:25", "UZHOU", "/topic R-1 算我一个"),
    *((f"11-24 09:{30 + n}", "UCHEN", f"/topic R-{n} 入围") for n in (1, 2, 3)),
)


def pool(browser: Browser, office: Office) -> Page:
    office.says("UWANG", "每季度要2个调研题")
    office.says("UCHEN", "提个调研题：老旧小区电梯加装推进难")
    office.says("UCHEN", "调研题库")
    office.says("ULINA", "topic pool")
    return side_by_side(browser, office, "as=UCHEN&channel=DM", "as=ULINA&channel=DM")


def ballot(browser: Browser, office: Office) -> Page:
    office.says("UZHAO", "发起选题投票，周五下午5点截止，每人2票")
    for who in ("USUN", "ULINA"):
        office.presses(who, "*B-5*", "votes:cast")
    return side_by_side(browser, office, "as=USUN&channel=DM", "as=ULINA&channel=DM")


def decision(browser: Browser, office: Office) -> Page:
    for who, topic in (("USUN", "1"), ("ULINA", "1 2"), ("UZHANG", "1 3"), ("UZHOU", "3")):
        if who not in ("USUN", "ULINA"):
            office.presses(who, "*B-5*", "votes:cast")
        office.submits(who, topics=topic.split())
    office.says("UZHAO", "截止投票 B-5")
    office.says("UWANG", "B-5")
    office.says("UWANG", "定 R-1，李娜牵头，12月18日前出报告")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULINA&channel=DM")


def report(browser: Browser, office: Office) -> Page:
    """Handed in; a month later the leader is asked, and whoever led it reads the card."""
    office.says("ULINA", "accept R-1")
    found = "half of the lifts stall on one neighbour"
    office.says("ULINA", f"report on R-1: {found}, https://docs.example.com/r")
    office.turns_to("12-24 08:31")
    for who in ("UWANG", "ULINA"):
        office.says(who, "R-1")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULINA&channel=DM")


PICTURES: tuple[Picture, ...] = (
    ("pool", "11-24 15:00", pool),
    ("ballot", "11-24 15:04", ballot),
    ("decision", "11-24 16:00", decision),
    ("report", "11-24 16:05", report),
)
