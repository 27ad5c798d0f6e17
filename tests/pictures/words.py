"""Pictures of what is said in one's own words: an offer, what is heard and unsure, a thread."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.pictures.office import Line, Office, Picture, side_by_side

STORY: tuple[Line, ...] = (
    ("11-24 09:05", "UWANG", "/draft 请 @zhang.wei 起草全市经济工作会议讲话稿，12月4日下班前交"),
    ("11-24 09:20", "ULIU", "/draft assign @li.na Welcome address for our guests by Friday 5pm"),
    ("11-24 14:40", "UZHANG", "/draft 交稿 D-1 https://docs.example.com/speech 第一稿"),
    ("11-24 14:45", "ULINA", "/draft accept D-2"),
)


def offer(browser: Browser, office: Office) -> Page:
    office.says("UZHAO", "帮我跟张伟说下，把防汛通知先弄个初稿，周四下午给我看看")
    office.says("ULIU", "Sun Lei could take the flood notice, Friday noon")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULIU&channel=DM")


def unsure(browser: Browser, office: Office) -> Page:
    office.says("UZHAO", "王局说让张伟周四前写个纪要，孙磊看看")
    office.says("ULIU", "maybe Sun Lei on Friday for the flood thing")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULIU&channel=DM")


def thread(browser: Browser, office: Office) -> Page:
    places = []
    for who, number, words in (
        ("UWANG", "*D-1*", "没意见，发吧"),
        ("ULINA", "*D-2*", "the figures are late, can I have till Monday?"),
    ):
        channel, ts = office.finds(who, number)
        office.says(who, words, thread=ts)
        places.append(f"as={who}&channel={channel}&thread={ts}")
    return side_by_side(browser, office, *places)


PICTURES: tuple[Picture, ...] = (
    ("offer", "11-24 15:00", offer),
    ("unsure", "11-24 15:02", unsure),
    ("under-a-card", "11-24 15:04", thread),
)
