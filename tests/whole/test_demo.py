"""The office that `make demo` begins with: all its lines are understood, and leave work."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.language.workdays import Calendar
from handlers.demo.lately import hints, lines
from handlers.demo.playing import play
from tests.conftest import WEDNESDAY

WELCOME_ZH = "办公室的文稿和提醒会到你这里来。"
WELCOME_EN = "The office's drafts and reminders come to you here."
STATES = (  # a week of work: to decide, to sign, a round, a vote, late, underway, a reminder
    ("UWANG", "A-7“座谈会在哪里开” · 张伟 请示"),
    ("UWANG", "D-1《全市经济工作会议讲话稿》 · 签发"),
    ("UWANG", "V-5“窗口中午不要断档，安排两人轮班” · 答复建议"),
    ("ULIU", "D-2 _welcome address for our guests_ · sign it off"),
    ("UZHANG", "C-13《元旦值班安排的通知》 · 提意见"),
    ("UZHAO", "B-11“调研选题” · 截止投票"),
    ("UZHAO", "D-12《电梯检修的通知》 · 孙磊：交稿 · 11月24日 周二 18:00（逾期 1 个工作日）"),
    ("ULINA", "S-6 “老旧小区改造” · do it and report"),
    ("UZHOU", "K-4“关于做好冬季供暖工作的通知 · 承办” · 办眼下这一步"),
    ("UCHEN", "“交周报” · 11月30日 周一 09:00"),
)
FORM = "[打开表单]"
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))


def test_what_was_said_in_the_last_days_is_understood_and_is_over_before_today(door):
    said = list(lines(WEDNESDAY, CALENDAR))
    assert [at for at, _, _ in said] == sorted(at for at, _, _ in said)
    assert all(at.astimezone(CALENDAR.tz).date() < WEDNESDAY.date() for at, _, _ in said)
    follows = [words for _, _, words in said[1:]] + [""]
    for (at, who, words), then in zip(said, follows, strict=True):
        door.waits_until(at)
        if isinstance(words, dict):
            assert door.fills_in(who, **words) == {}
            continue
        does = door.presses if words[0] == "[" else door.says
        answer = does(who, words.strip("[]")) + door.reads(who)[-1]
        refused = ("没有办", "Not done", "听懂", "understand", "要填一张表", "takes a form")
        refused += ("是要：", "没有你能看到")
        in_a_form = (then == FORM and FORM in answer) or words == FORM
        assert in_a_form or not any(one in answer for one in refused), (words, answer)
    door.waits_until(WEDNESDAY)
    assert [one for one in STATES if one[1] not in door.opens_home(one[0])] == []
    assert door.card("UZHAO", "S-6").startswith("🟡")
    assert "前：十二个小区都开工" in door.card("UZHAO", "S-6")
    assert "▸ *传阅* 孙磊，11月20日 周五 18:00（逾期）" in door.card("UCHEN", "K-4")
    assert "早餐店为什么越来越少" in door.says("UWANG", "今年的调研成果")
    assert "值班员 孙磊" in door.says("UZHANG", "11月28日谁值班")
    assert "换班" in door.card("USUN", "E-17")
    assert "已结束，待终报" in door.card("UZHAO", "I-20")
    assert "I-20" in door.opens_home("UZHAO")
    assert "带班领导：*" in door.says("UWANG", "今晚谁值班")


def test_everybody_is_welcomed_before_the_first_card(door):
    play(door.bot, door.clock, door.slack)
    for who in ("UWANG", "UZHAO", "UCHEN", "UZHANG", "USUN", "UZHOU"):
        assert door.reads(who)[0].startswith(WELCOME_ZH)
    assert door.reads("ULINA")[0].startswith(WELCOME_EN)
    assert door.clock.now() == WEDNESDAY


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_page_proposes_can_be_done(door, lang):
    proposed = hints()
    assert len(proposed["lines"]) == 3
    assert all(one[lang] for one in (proposed["title"], proposed["others"]))
    for line in proposed["lines"]:
        assert line["text"][lang]
        assert line.get("as") in (None, "UWANG", "ULINA")
    [first] = [line for line in proposed["lines"] if "says" in line]
    door.says(first["as"], first["says"][lang])
    assert door.card("ULINA").startswith("📝 *D-1*")
