"""The pictures of a draft in depth: its direction, a round of comments, a leader's ledger."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser import Seat
from tests.pictures.office import Line, Office, Picture

STORY: tuple[Line, ...] = (
    (
        "11-24 09:05",
        "UWANG",
        "/draft 请 @zhang.wei 起草全市经济工作会议讲话稿，大事，12月4日下班前交",
    ),
    (
        "11-24 09:07",
        "UWANG",
        "/draft 给 D-1 定方向",
        {
            "ideas": "抓项目就是抓发展；少讲成绩，多讲怎么干。",
            "must_say": "口径以 11 月 20 日班子会为准，六项任务一项不少。",
            "worries": "前后数字对不上；讲成工作总结。",
        },
    ),
    ("11-24 09:12", "UZHANG", "/draft 受领 D-1"),
    (
        "11-24 09:20",
        "ULIU",
        "/draft assign @li.na Speech at the twin-city forum, major, by 4 December",
    ),
    (
        "11-24 09:24",
        "ULIU",
        "/draft guide D-2",
        {
            "ideas": "A partnership is people, not agreements.",
            "must_say": "Ten years of the partnership; the school exchange goes on.",
            "mind": "What do listeners want to hear that nobody else says\n"
            "Can the whole be put in three sentences",
            "worries": "Too long. Eight minutes, interpreter included.",
        },
    ),
    ("11-24 09:30", "ULINA", "/draft accept D-2"),
    ("11-24 09:40", "UWANG", "/draft 请 @sun.lei 起草元旦慰问信，12月8日下班前交"),
    ("11-24 14:00", "UZHANG", "/draft 交稿 D-1 https://docs.example.com/speech 第一稿"),
    ("11-24 14:05", "UWANG", "/draft 集体修改 D-1 @li.na @sun.lei @chen.jing 今天下班前"),
    (
        "11-24 14:20",
        "USUN",
        "/draft D-1 意见：第二部分第三段：数据是十月的，改为十一月的，必改",
    ),
    (
        "11-24 14:30",
        "UCHEN",
        "/draft D-1 意见：第三部分：保障措施没有责任单位，改为逐条写明牵头单位，必改",
    ),
    ("11-24 14:31", "UCHEN", "/draft D-1 意见：结尾：口号多了些"),
    ("11-24 14:50", "ULINA", "/draft comment on D-1: Section 1: six tasks are hard to remember"),
    ("11-24 15:10", "UWANG", "/draft 结束 D-1 的集体修改"),
    (
        "11-24 15:30",
        "UZHANG",
        "/draft 逐条定夺 D-1 的意见",
        {
            "fate-1": "taken",
            "fate-2": "taken",
            "reason-2": "牵头单位写到科室，时限另发通知",
            "fate-3": "taken",
            "fate-4": "not_taken",
            "reason-4": "班子会定的六项",
        },
    ),
    ("11-24 15:31", "UZHANG", "/draft 告知各位 D-1 的采纳情况"),
    ("11-24 16:00", "UZHANG", "/draft 交稿 D-1 https://docs.example.com/speech-2 意见已改"),
    ("11-24 16:10", "ULINA", "/draft submit D-2 https://docs.example.com/forum"),
    ("11-24 16:12", "ULIU", "/draft round D-2 @zhang.wei @sun.lei @chen.jing until tomorrow noon"),
    (
        "11-24 16:30",
        "UZHANG",
        "/draft comment on D-2: Opening: two sentences on the partnership are enough, must-fix",
    ),
    (
        "11-24 16:40",
        "USUN",
        "/draft comment on D-2: Page 2: the school has a new name, "
        "change to Riverside Secondary School, must-fix",
    ),
    ("11-24 16:41", "USUN", "/draft comment on D-2: Closing: thank the interpreters, too"),
    ("11-24 16:50", "ULIU", "/draft 请王建国给 D-2 提基本观点，周五前"),
    (
        "11-24 17:00",
        "USUN",
        "/office 请示王建国，企业座谈会在哪里开；方案：会议室／开发区；建议方案二",
    ),
    ("11-24 17:05", "UWANG", "/office 周五上午9点提醒我给财政局打电话"),
)


def direction_in_chinese(browser: Browser, office: Office) -> Page:
    return _direction(browser, office, "UZHANG", "/draft D-1 的指导")


def direction_in_english(browser: Browser, office: Office) -> Page:
    return _direction(browser, office, "ULINA", "/draft guidance for D-2")


def _direction(browser: Browser, office: Office, who: str, asked: str) -> Page:
    """The page its writer reads."""
    assert office.types(who, asked)
    return Seat(browser, office.running.url, who).page


def round_in_chinese(browser: Browser, office: Office) -> Page:
    return _says(browser, office, "UWANG", "D-1 的集体修改", "D-1 的意见")


def round_in_english(browser: Browser, office: Office) -> Page:
    return _says(browser, office, "ULINA", "the round of D-2", "comments on D-2")


def _says(browser: Browser, office: Office, who: str, *lines: str) -> Page:
    seat = Seat(browser, office.running.url, who)
    for line in lines:
        seat.types(line)
        seat.page.wait_for_timeout(1000)
    return seat.page


def ledger_in_chinese(browser: Browser, office: Office) -> Page:
    return _says(browser, office, "UWANG", "我的台账")


def ledger_in_english(browser: Browser, office: Office) -> Page:
    """The same leader's, once their Slack speaks English."""
    office.reads_in("UWANG", "en-GB")
    return _says(browser, office, "UWANG", "my ledger")


PICTURES: tuple[Picture, ...] = (
    ("round-zh", "11-24 17:40", round_in_chinese),
    ("round-en", "11-24 17:40", round_in_english),
    ("guidance-zh", "11-24 17:42", direction_in_chinese),
    ("guidance-en", "11-24 17:42", direction_in_english),
    ("ledger-zh", "11-25 09:05", ledger_in_chinese),
    ("ledger-en", "11-25 09:10", ledger_in_english),
)
