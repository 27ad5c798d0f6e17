"""A stage for each, in real Chromium: a chance from its offer to the record, a post handed over for
a leave and taken back, and a talk whose promise is kept.
"""

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, Seat, chromium, demo, where

MORNING = datetime(2026, 11, 25, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def seats():
    if not where():
        assert os.environ.get("CALLBOARD_BROWSER") != "required", "there is no chromium"
        pytest.skip("there is no chromium on PATH")
    with demo() as running, chromium() as browser:
        running.turns_to(MORNING)
        wang, sun = Seat(browser, running.url, "UWANG"), Seat(browser, running.url, "USUN", PHONE)
        lina = Seat(browser, running.url, "ULINA")
        yield running, wang, sun, lina


@pytest.mark.browser
def test_a_chance_from_its_offer_to_the_record(seats):
    running, wang, sun, _ = seats
    wang.types("12月2日全市经济工作会让孙磊列席")
    wang.reads("O-1“全市经济工作会” · 已给出，待答复")
    sun.presses("我要")
    wang.reads("孙磊 接受了 O-1")
    running.turns_to(MORNING + timedelta(days=8))
    sun.types("O-1 参加了：看到了会是怎么开的")
    wang.reads("孙磊 已历练：O-1")
    sun.types("想看看自己还缺哪块历练")
    expect(sun.reads("我的成长")).to_contain_text("O-1“全市经济工作会” · 列席会议")
    wang.types("孙磊的成长档案")
    expect(wang.reads("孙磊 的成长档案")).to_contain_text("还没有过：阅读重要文件、随同领导下基层")


@pytest.mark.browser
def test_a_talk_whose_promise_is_kept(seats):
    _, wang, _, _ = seats
    wang.types("记谈话")
    wang.presses("打开表单")
    wang.fills_in(person="USUN", words="想多下去走走", promise="12月11日")
    wang.reads("只给你自己留着")
    wang.types("跟孙磊谈话前看看")
    wang.presses("打开")
    expect(wang.form).to_contain_text("我答应过的")
    expect(wang.form).to_contain_text("想多下去走走")
    wang.closes()
    wang.types("我手上有什么")
    owed = wang.reads("谈话时答应的事")
    expect(owed).not_to_contain_text("孙磊")
    owed.get_by_role("button", name="办好了", exact=True).click()
    expect(wang.reads("谈话时答应的事” · 已了结")).not_to_contain_text("孙磊")
    wang.types("跟孙磊谈话前看看")
    wang.presses("打开")
    expect(wang.form).to_contain_text("想多下去走走")
    expect(wang.form).not_to_contain_text("我答应过的")
    wang.closes()


@pytest.mark.browser
def test_a_post_is_handed_over_for_a_leave_and_taken_back(seats):
    running, wang, sun, lina = seats
    director = Seat(sun.page.context.browser, running.url, "UZHAO")
    director.types("岗位会务：孙磊、李娜，职责：排会议室；记录")
    sun.reads("设进岗位“会务”")
    wang.types("请孙磊起草春节值班的通知，12月18日前交")
    sun.presses("受领")
    sun.types("我12月7日到8日休假，李娜代我")
    expect(lina.reads("You stand in for them")).to_contain_text("Post: 会务 (排会议室, 记录)")
    lina.presses("I stand in")
    sun.reads("已答应 12月7日 周一 到 12月8日 周二 代你")
    running.turns_to(MORNING + timedelta(days=12, hours=1))
    wang.types("会务岗位是谁的？")
    expect(wang.reads("A 角 孙磊")).to_contain_text("孙磊 休假到 12月8日 周二，由 Li Na 李娜 顶岗")
    running.turns_to(MORNING + timedelta(days=14, hours=1))
    sun.reads("你回来了")
    lina.reads("has it again")
    lina.presses("Report back")
    lina.fills_in(words="两场会都有记录，周五的会议室已订")
    sun.reads("交还代岗：“两场会都有记录，周五的会议室已订”")
