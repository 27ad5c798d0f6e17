"""Pictures of a trip: what falls due meanwhile, its card, the cars, each in both languages."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.pictures.office import Line, Office, Picture, side_by_side

STORY: tuple[Line, ...] = (
    ("11-24 08:40", "UZHAO", "/trip 登记车辆 鲁A12345 7座 司机周婷"),
    ("11-24 08:42", "UZHAO", "/trip 登记车辆 鲁B20188 4座"),
    ("11-24 08:43", "UZHAO", "/trip 登记地点 青山镇，又叫Qingshan township，属东平县"),
    ("11-24 08:45", "UZHAO", "/duty 张伟和李娜互为AB岗"),
    ("11-24 08:50", "UWANG", "/topic 就定加装电梯那个题，让孙磊牵头，12月18日前出报告"),
    ("11-24 08:55", "USUN", "/topic 受领 R-1"),
    ("11-24 09:05", "UWANG", "/draft 请 @li.na 起草欢迎辞，11月27日下班前交"),
    ("11-24 09:10", "ULINA", "/draft accept D-2"),
    ("11-24 09:15", "UZHAO", "/draft 请孙磊起草安全检查的通知，周四交，李娜审核"),
    ("11-24 09:20", "USUN", "/draft 受领 D-3"),
    ("11-24 09:25", "USUN", "/draft 交稿 D-3 https://docs.example.com/safety 第一稿"),
    (
        "11-24 09:30",
        "ULINA",
        "/trip trip to 青山镇 on Thursday, back on Friday by five with Sun Lei, for R-1",
    ),
    ("11-24 09:31", "ULINA", "/trip send T-4 for approval"),
)


def trip(browser: Browser, office: Office) -> Page:
    office.says("ULINA", "T-4 takes car 鲁A12345")
    office.presses("UCHEN", "这期间到期的事", "relief:agree")
    office.says("UCHEN", "批准 T-4")
    office.says("UCHEN", "T-4")
    office.says("ULINA", "T-4")
    return side_by_side(browser, office, "as=UCHEN&channel=DM", "as=ULINA&channel=DM")


def cars(browser: Browser, office: Office) -> Page:
    office.says("UZHANG", "周四上午9点去 Qingshan township 回访，周五下午5点回，要车")
    office.says("UZHANG", "用车安排")
    office.says("ULIU", "cars")
    return side_by_side(browser, office, "as=UZHANG&channel=DM", "as=ULIU&channel=DM")


PICTURES: tuple[Picture, ...] = (("trip", "11-24 10:00", trip), ("cars", "11-24 10:10", cars))
