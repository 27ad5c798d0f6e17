"""Pictures of supervision: an item with its helpers, and the list, each in both languages."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.pictures.office import Line, Office, Picture, side_by_side

STORY: tuple[Line, ...] = (
    (
        "11-16 09:00",
        "UCHEN",
        "/office 督办老旧小区改造，李娜承办，11月27日前，批示：“要见成效”",
    ),
    ("11-16 09:10", "UWANG", "/office 立项 S-1"),
    ("11-16 09:20", "UCHEN", "/office 交办 S-1"),
    ("11-16 09:30", "ULINA", "/office accept S-1"),
    ("11-16 09:40", "ULINA", "/office <@USUN> helps with S-1: list of lifts, by 20 November"),
    ("11-16 09:45", "UCHEN", "/office S-1 请张伟协办：资金申请，11月25日前"),
    ("11-18 10:00", "UZHANG", "/office S-1 我这部分：已报财政局"),
    ("11-18 10:10", "ULINA", "/office more time for S-1 until 30 November: rain"),
    ("11-18 10:20", "UWANG", "/office 同意 S-1 延期"),
    ("11-18 10:30", "UCHEN", "/office 督办食堂整治，孙磊承办，11月23日前"),
    ("11-18 10:31", "UCHEN", "/office 督办档案数字化，张伟承办，11月26日前"),
    ("11-18 10:32", "UCHEN", "/office 督办门前停车，孙磊承办，12月18日前"),
    ("11-18 10:33", "UCHEN", "/office 督办网站改版，李娜承办，12月4日前"),
    ("11-18 10:34", "UCHEN", "/office 督办节能降耗，张伟承办，11月24日前"),
)


def item(browser: Browser, office: Office) -> Page:
    office.says("UCHEN", "S-1")
    office.says("ULINA", "S-1")
    return side_by_side(browser, office, "as=UCHEN&channel=DM", "as=ULINA&channel=DM")


def listed(browser: Browser, office: Office) -> Page:
    office.says("UCHEN", "督办清单")
    office.says("ULIU", "what is under supervision?")
    return side_by_side(browser, office, "as=UCHEN&channel=DM", "as=ULIU&channel=DM")


PICTURES: tuple[Picture, ...] = (
    ("supervision", "11-24 10:00", item),
    ("supervised", "11-24 10:10", listed),
)
