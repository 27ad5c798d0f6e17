"""Pictures of duty: a roster before it counts and asked about, a swap, an incident at night."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, Page

from tests.browser import PHONE, Seat
from tests.pictures.office import Line, Office, Picture, side_by_side

LINES = "11.24 王建国 李娜\n11.25 刘洋 孙磊\n11.26 赵敏 张伟\n11.28 王建国 陈静\n12.1 刘洋 李娜"
LEADERS, OFFICERS = ("王建国", "刘洋", "赵敏"), ("李娜", "孙磊", "张伟", "陈静", "周婷")
DECEMBER = "\n".join(f"12.{n} {LEADERS[n % 3]} {OFFICERS[n % 5]}" for n in range(2, 32))
NIGHT = (
    "市委办来电：明早八点报防汛值守人数，待回复",
    "The province asks for tomorrow's delegation list, to be answered by 10, pending",
    "三号楼停电，物业已到场", "Lift in building 2 stuck for ten minutes, nobody in it",
    "已向各科室转发寒潮蓝色预警", "Guest house: two rooms more for the delegation",
    "信访局来电，说明情况，已登记", "Security round at nine, all in order", "三号楼已恢复供电",
    "A caller about the bus line, told to ring the hotline", "值班电话检查，正常",
)  # fmt: skip
STORY: tuple[Line, ...] = (("11-24 09:05", "UZHAO", "/duty publish", {"lines": LINES}),)


def roster(browser: Browser, office: Office) -> Page:
    office.presses("UZHAO", "个班变化", "duty:sure")
    office.says("UZHAO", "今晚谁值班？")
    office.says("ULINA", "who's on this weekend?")
    office.says("ULINA", "when am I on duty?")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULINA&channel=DM")


def swap(browser: Browser, office: Office) -> Page:
    office.says("ULINA", "swap my duty on 1 Dec with Sun Lei")
    return side_by_side(browser, office, "as=USUN&channel=DM", "as=ULINA&channel=DM")


def incident(browser: Browser, office: Office) -> Page:
    """At ten past three, after both have taken over in the evening."""
    office.says("UWANG", "接班")
    office.says("ULINA", "taking over")
    office.turns_to("11-25 03:10")
    office.says("UZHOU", "紧急：03:10 城东化工园一仓库起火，两人轻伤，消防已到")
    return side_by_side(browser, office, "as=UWANG&channel=DM", "as=ULINA&channel=DM")


def on_a_phone(browser: Browser, office: Office) -> Page:
    """For whoever has it in hand, as the first clock runs out."""
    office.presses("UWANG", "还没有人接手", "incidents:acknowledge")
    office.turns_to("11-25 03:26")
    return Seat(browser, office.running.url, "UWANG", PHONE, scale=1.5).page


def log(browser: Browser, office: Office) -> Page:
    """What an evening has left behind, read in the morning in both languages."""
    for n, said in enumerate(NIGHT):
        office.turns_to(f"11-25 {17 + n // 3}:{n % 3 * 17 + 5:02}")
        office.types("ULINA" if said.isascii() else "UZHANG", f"/duty log {said}")
    office.turns_to("11-26 08:20")
    office.says("UZHAO", "昨晚有什么事？")
    office.says("ULINA", "what happened last night?")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULINA&channel=DM")


def month(browser: Browser, office: Office) -> Page:
    """The rest of December, pasted and published first."""
    office.types("UZHAO", "/duty publish")
    office.submits("UZHAO", lines=DECEMBER)
    time.sleep(1.5)
    office.presses("UZHAO", "有 60 个班变化", "duty:sure")
    office.says("UZHAO", "12月值班表")
    office.says("ULINA", "duty counts of December")
    return side_by_side(browser, office, "as=UZHAO&channel=DM", "as=ULINA&channel=DM")


PICTURES: tuple[Picture, ...] = (
    ("roster", "11-24 15:00", roster),
    ("swap", "11-24 15:04", swap),
    ("incident", "11-24 16:50", incident),
    ("incident-phone", "11-25 03:12", on_a_phone),
    ("roster-month", "11-25 10:00", month),
    ("duty-log", "11-25 16:40", log),
)
