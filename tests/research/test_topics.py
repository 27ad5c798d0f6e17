"""Topics: from an idea to the leader's choice; whoever proposed one hears what becomes of it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.research.gathering import suggested
from bot.research.nearness import NEAR, likeness
from storage.research.topics import Topic
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIFTS = "提个调研题：老旧小区加装电梯为什么推不动"
UNKNOWN = "没有你能看到的 R-1。请核对编号，或者说 `我手上有什么`。"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def heads(door, who, number="R-1"):
    return door.card(who, number).split("\n")[0]


@scene
def proposed(door):
    """张伟 proposes to look into the lifts."""
    door.says("UZHANG", LIFTS)
    return door


@scene
def pooled(proposed):
    """Two more topics; two of the three are on the shortlist."""
    proposed.says("USUN", "建议调研一下基层为什么老是重复填表")
    proposed.says("ULINA", "we should look into why permits take so long")
    proposed.says("UCHEN", "R-1 入围")
    proposed.says("UCHEN", "R-2 入围")
    return proposed


# --- proposing -----------------------------------------------------------------------------------


def test_whoever_sorts_it_gets_a_card_and_anybody_of_the_office_sees_it(proposed):
    assert proposed.card("UCHEN", "R-1") == (
        "🔎 *R-1*“老旧小区加装电梯为什么推不动” · 新提，待筛选\n"
        "张伟 · 群众关心 · 12月9日 周三 18:00 前（还有 10 个工作日）\n"
        "[入围] [合并] [暂缓] [不列] [同一件事，算我一个 | 修改 | 记录]"
    )
    assert "R-1“老旧小区加装电梯为什么推不动” · 筛选选题" in proposed.opens_home("UCHEN")
    assert "R-1“老旧小区加装电梯为什么推不动” · 陈静：筛选选题" in proposed.opens_home("UZHANG")
    assert proposed.says("UZHOU", "R-1").startswith("🔎 *R-1*“老旧小区加装电梯为什么推不动”")
    assert not [one for one in proposed.reads("UWANG") if "R-1" in one]


@pytest.mark.parametrize(
    ("said", "title", "origin"),
    [
        (LIFTS, "老旧小区加装电梯为什么推不动", "群众关心"),
        ("建议调研一下基层为什么老是重复填表", "基层为什么老是重复填表", "苗头倾向"),
        ("我想提个选题：民营企业怎么看营商环境", "民营企业怎么看营商环境", "全局"),
        ("我们应该调研一下年度要点的落实", "年度要点的落实", "中心工作"),
        ("书记关注的夜间经济值得调研", "书记关注的夜间经济", "领导关注"),
        ("we should look into why permits take so long", "why permits take so long", "群众关心"),
        ("propose a topic: risks in old houses", "risks in old houses", "苗头倾向"),
        ("it's worth looking into our work points", "our work points", "中心工作"),
    ],
)
def test_said_in_any_words_with_a_source_out_of_them(door, said, title, origin):
    card = door.says("UZHOU", said).split("\n")
    assert title in card[0]
    assert origin in card[1]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (
            "propose a topic: where delivery riders rest at noon",
            "where delivery riders rest at noon",
        ),
        ("提个调研题：外卖骑手晚上在哪里休息", "外卖骑手晚上在哪里休息"),
        ("提个调研题：学校门口周一早上为什么排长队", "学校门口周一早上为什么排长队"),
        ("想提个调研方向：菜市场3点以后为什么收摊", "菜市场3点以后为什么收摊"),
    ],
)
def test_a_time_in_a_title_is_part_of_it(door, said, title):
    door.says("USUN", said)
    assert f"“{title}”" in heads(door, "USUN")


def test_by_command_the_form_holds_what_was_typed_and_its_source_may_be_changed(door):
    door.types("ULINA", "/topic 早餐店为什么越来越少")
    asked = {one["block_id"]: one["element"] for one in door.form("ULINA")["blocks"][2:]}
    assert asked["origin"]["initial_option"]["value"] == "signs"
    assert door.fills_in("ULINA", origin="public", why="residents ask", source="x")["source"]
    assert door.fills_in("ULINA", source="https://example.org/1") == {}
    assert door.card("ULINA", "R-1").split("\n")[1:4] == [
        "Li Na 李娜 · what people talk of · by Wed 9 Dec 18:00 (in 10 working days)",
        "Why now: residents ask",
        "<https://example.org/1|Where it comes from>",
    ]
    door.presses("ULINA", "Correct")
    assert door.fills_in("ULINA", title="Breakfast shops", origin="whole") == {}
    assert "Breakfast shops" in heads(door, "ULINA")
    door.presses("ULINA", "Undo")
    assert "早餐店为什么越来越少" in heads(door, "ULINA")


def test_who_might_go_is_kept_with_it_and_filled_in_when_its_trip_is_planned(door):
    door.types("ULINA", "/topic 早餐店为什么越来越少")
    assert door.fills_in("ULINA", expects="a paper for the leaders", team="USUN UZHOU") == {}
    assert "To come of it: a paper for the leaders\nMight go: 孙磊, 周婷" in door.card(
        "ULINA", "R-1"
    )
    door.says("UWANG", "定 R-1，李娜牵头，12月15日前出报告")
    door.says("ULINA", "accept R-1")
    door.presses("ULINA", "Plan a trip", about="R-1")
    assert door.fills_in("ULINA", place="Qingshan", leaves_at="Friday") == {}
    assert "Li Na 李娜, 孙磊, 周婷 (3 in all)" in door.card("ULINA", "T-2")


def test_words_that_speak_for_none_are_of_the_whole_place():
    assert suggested("abc") == "whole"


@pytest.mark.parametrize(
    ("channel", "words"), [("COFFICE", "停车难怎么办"), ("GLEADERS", ""), ("DM", "")]
)
def test_of_a_message_that_not_everybody_reads_the_link_alone_is_kept(door, channel, words):
    said = door.slack.says("UZHAO", channel, "停车难怎么办")
    place = door.slack.place(channel, "UZHAO").id
    door.uses_shortcut("UZHAO", "topics:from-words", place, said.ts)
    asked = {one["block_id"]: one.get("element") for one in door.form("UZHAO")["blocks"]}
    assert asked["title"].get("initial_value", "") == words
    door.fills_in("UZHAO", title="停车")
    assert door.card("UZHAO", "R-1").split("\n")[2].endswith("|来源>")
    with door.bot.sessions() as session:
        kept = repr(session.execute(select(Topic.__table__)).all())
    assert "停车难怎么办" not in kept


# --- the same topic ------------------------------------------------------------------------------


def test_what_is_near_is_shown_before_it_is_entered_and_one_press_adds_a_name(proposed):
    assert proposed.says("UCHEN", "提个调研题：老旧小区电梯加装推进难") == (
        "“老旧小区电梯加装推进难”和最近提过的像是同一件事。是不是其中一个？\n"
        "R-1“老旧小区加装电梯为什么推不动” · 新提，待筛选 · 群众关心 · 张伟 [同一件事，算我一个]\n"
        "[不是，照样提]"
    )
    proposed.presses("UCHEN", "同一件事，算我一个", about="像是同一件事")
    assert "张伟、陈静 · 群众关心" in proposed.card("UZHANG", "R-1")
    assert "陈静 也提了 R-1" in proposed.reads("UZHANG")[-1]
    said = proposed.forges("UCHEN", "topics:join", 1)
    assert said == "没有办：只有还没有提过它的人可以这样做。"
    proposed.presses("UCHEN", "撤回")
    assert "陈静" not in proposed.card("UZHANG", "R-1")


def test_it_never_stands_in_the_way(proposed):
    proposed.types("ULINA", "/topic propose")
    assert proposed.fills_in("ULINA", title="老旧小区电梯加装", scope="3 districts") == {}
    assert "seems to be about the same" in proposed.reads("ULINA")[-1]
    proposed.presses("ULINA", "Another: enter it anyway")
    assert "范围：3 districts" in proposed.card("UCHEN", "R-2")
    with pytest.raises(LookupError):
        proposed.presses("ULINA", "Another: enter it anyway")


def test_what_was_dropped_lately_is_shown_too_but_not_after_ninety_days(proposed):
    proposed.says("UCHEN", "R-1 不列：审计刚做过")
    assert "· 不列 ·" in proposed.says("USUN", "提个调研题：老旧小区电梯加装推进难")
    proposed.waits(days=91)
    assert "新提" in proposed.says("USUN", "提个调研题：老旧小区电梯加装推进难")


# --- sorting -------------------------------------------------------------------------------------


def test_merged_it_keeps_the_credit_of_both_and_both_hear_the_end(pooled):
    pooled.says("USUN", "提个调研题：多层住宅装电梯的钱从哪来")
    pooled.presses("UCHEN", "合并", about="R-4")
    choices = pooled.form("UCHEN")["blocks"][0]["element"]["options"]
    assert next(one["value"] for one in choices) == "R-1"
    assert pooled.fills_in("UCHEN", into="R-1") == {}
    assert "张伟、孙磊" in pooled.card("UZHANG", "R-1")
    assert "并入 R-1，提的人一并列名" in pooled.reads("USUN")[-1]
    assert heads(pooled, "USUN", "R-4").endswith("· 已合并")
    pooled.presses("UCHEN", "撤回", about="R-4")
    assert "孙磊" not in pooled.card("UZHANG", "R-1")
    pooled.says("UCHEN", "把 R-4 并入 R-1")
    pooled.says("UWANG", "R-1 不列：今年不做")
    for who in ("UZHANG", "USUN"):
        assert "R-1" in pooled.reads(who)[-1]
        assert "“今年不做”" in pooled.reads(who)[-1]


@pytest.mark.parametrize("said", ["R-1 并入 R-1", "R-1 并入 R-9", "merge R-1 into R-4"])
def test_not_into_what_is_not_open(pooled, said):
    pooled.says("UCHEN", "drop R-3: no")
    answer_ = pooled.says("UCHEN", said.replace("R-4", "R-3"))
    assert "R-1 不是还在题库里的题" in answer_ or "R-3 不是" in answer_ or "R-9" in answer_
    assert heads(pooled, "UZHANG").endswith("已入围，待定")


@pytest.mark.parametrize(
    ("label", "said", "state"),
    [("暂缓", "R-3 暂缓：等规划", "put aside"), ("不列", "R-3 不列：等规划", "dropped")],
)
def test_put_aside_or_dropped_only_with_a_reason_that_is_read(pooled, label, said, state):
    pooled.presses("UCHEN", label, about="R-3")
    assert pooled.fills_in("UCHEN", words="")
    pooled.says("UCHEN", said)
    assert heads(pooled, "ULINA", "R-3").endswith(f"· {state}")
    assert "“等规划”" in pooled.reads("ULINA")[-1]
    pooled.presses("UCHEN", "撤回", about="R-3")
    assert heads(pooled, "ULINA", "R-3").endswith("to be sorted")


def test_what_was_put_aside_can_come_back(pooled):
    pooled.says("UCHEN", "R-3 暂缓：等规划")
    assert "*暂缓*\nR-3" in pooled.says("UZHOU", "题库")
    pooled.says("UCHEN", "shortlist R-3")
    assert heads(pooled, "ULINA", "R-3").endswith("shortlisted")


@pytest.mark.parametrize("who", ["ULINA", "UZHOU"])
def test_staff_sort_and_choose_nothing(proposed, who):
    for verb in ("shortlist", "merge", "park", "drop", "choose", "accept", "deliver", "grant"):
        said = proposed.forges(who, f"topics:{verb}", 1)
        assert said.startswith(("没有办：", "Not done:"))
    proposed.forges(who, "topics:decide", "-")
    assert proposed.slack.modal(who) is None
    assert heads(proposed, "UCHEN").endswith("新提，待筛选")


def test_pressed_late_or_twice_it_is_done_once(proposed):
    button = proposed.finds("UCHEN", "入围")
    for _ in range(2):
        proposed.slack.presses("UCHEN", "DM", *button)
    said = proposed.forges("UCHEN", "topics:shortlist", 1)
    assert said == "没有办：R-1 现在是“已入围，待定”。能做什么看它的卡片。"


def test_only_whoever_proposed_it_withdraws_it(proposed):
    assert proposed.forges("UCHEN", "topics:withdraw", 1) == "没有办：只有提的人可以这样做。"
    proposed.says("UZHANG", "撤回选题 R-1：有人做过了")
    assert heads(proposed, "UCHEN").endswith("已撤回")


# --- the pool ------------------------------------------------------------------------------------


def test_the_pool_says_which_source_is_empty(pooled):
    assert pooled.types("UZHOU", "/topic pool") == (
        "🔎 调研题库：3 个题\n*已入围*\n"
        "R-1“老旧小区加装电梯为什么推不动” · 群众关心 · 张伟\n"
        "R-2“基层为什么老是重复填表” · 苗头倾向 · 孙磊\n"
        "*待筛选*\nR-3“why permits take so long” · 群众关心 · Li Na 李娜\n"
        "来源：群众关心 2、苗头倾向 1\n"
        "还没有题的来源：全局、中心工作、领导关注\n[提调研题] [调研成果]"
    )
    assert "Nothing yet from: the place as a whole" in pooled.says("ULINA", "topic pool")


def test_an_empty_pool_says_how_to_fill_it(door):
    assert door.says("ULINA", "topic pool").startswith("🔎 The pool is empty. Anybody may propose")


def test_too_few_for_the_quarter_nudges_the_leader_alone_and_once(pooled):
    assert "每季度想要 2 个调研题" in pooled.says("UWANG", "每季度要2个调研题")
    assert "本季度已定 0 个，想要 2 个" in pooled.says("UZHOU", "题库")
    assert "只有领导" in pooled.says("UCHEN", "每季度要9个调研题")
    told = [line for day in ("11-26", "11-27") for line in pooled.waits_until(at(f"{day} 09:00"))]
    few = [line for line in told if "本季度已定" in line]
    assert [line.partition(":")[0] for line in few] == ["UWANG"]
    assert few[0].endswith(
        "来源：群众关心 2、苗头倾向 1\n还没有题的来源：全局、中心工作、领导关注\n"
        "[看题库] [直接定题]"
    )
    assert not [one for one in pooled.waits_until(at("12-31 09:00")) if "本季度已定" in one]
    assert "想要 2 个" in "".join(pooled.waits_until(datetime(2027, 2, 18, 9, tzinfo=SHANGHAI)))


@pytest.mark.parametrize("wanted", ["21", "-1", "many"])
def test_the_number_wanted_is_a_number(door, wanted):
    door.says("UWANG", "topics a quarter")
    door.presses("UWANG", "打开表单")
    assert door.fills_in("UWANG", wanted=wanted) == {"wanted": "请填 0 到 20 的数。"}
    assert door.fills_in("UWANG", wanted="三") == {}


# --- the choice ----------------------------------------------------------------------------------


def test_any_day_in_one_sentence_and_nothing_binds_on_a_guess(pooled):
    said = pooled.says("UWANG", "就定加装电梯那个题，让李娜牵头，12月15日出报告")
    assert said == (
        "“加装电梯”：是不是题库里的这个？\n"
        "R-1“老旧小区加装电梯为什么推不动” · 已入围，待定 · 群众关心 · 张伟 [就定 R-1]\n"
        "[不是，定个新题]"
    )
    assert heads(pooled, "UZHANG").endswith("已入围，待定")
    pooled.presses("UWANG", "就定 R-1")
    assert pooled.card("ULINA", "R-1") == (
        "🔎 *R-1* · “老旧小区加装电梯为什么推不动” · chosen, to be accepted\n"
        "张伟 · what people talk of · by Tue 15 Dec 18:00 (in 14 working days)\n"
        "*Li Na 李娜* leads and reports · without a vote\n[Accept] [Record]"
    )
    assert pooled.reads("UZHANG")[-1].startswith("✅ 王建国 定了 R-1")
    assert "R-1" in pooled.opens_home("ULINA")
    pooled.presses("ULINA", "Accept")
    assert heads(pooled, "UWANG").endswith("· 已确定")
    record = pooled.says("UZHANG", "记录 R-1")
    assert all(one in record for one in ("提出选题", "列为入围", "定题", "受领"))


def test_a_topic_of_the_leaders_own_takes_three_fields(door):
    door.types("UWANG", "/topic decide on a topic")
    assert door.fills_in("UWANG", title="夜间经济", person="USUN")["due"]
    assert door.fills_in("UWANG", due="12月18日") == {}
    assert heads(door, "USUN").endswith("· 已确定，待受领")
    door.presses("UWANG", "撤回")
    assert heads(door, "UWANG").endswith("· 新提，待筛选")
    door.says("UWANG", "定 R-1，王建国牵头，12月18日前出报告")
    assert heads(door, "UWANG").endswith("· 已确定")  # who chooses to lead has accepted


@pytest.mark.parametrize("said", ["我亲自牵头", "这个题我来牵头", "I'll lead this topic myself"])
def test_a_leader_who_says_not_which_chooses_one_to_lead(pooled, said):
    assert pooled.says("UWANG", said).startswith("亲自牵头哪个题？")
    pooled.presses("UWANG", "牵头 R-1")
    assert pooled.fills_in("UWANG", due="12月18日") == {}
    assert "*王建国* 亲自牵头" in pooled.card("UWANG", "R-1")
    assert pooled.says("UZHANG", said).startswith("没有办")


def test_all_who_proposed_it_hear_the_choice_with_its_reason(pooled):
    pooled.says("UZHOU", "R-1 算我一个")
    pooled.presses("UWANG", "定题", about="R-1")
    assert pooled.fills_in("UWANG", person="USUN", due="12月15日", words="群众意见最集中") == {}
    for who in ("UZHANG", "UZHOU"):
        assert "孙磊 牵头，12月15日 周二 18:00 前出报告。“群众意见最集中”" in pooled.reads(who)[-1]


def test_the_report_is_reminded_of_and_goes_up_the_line(pooled):
    pooled.says("UWANG", "定 R-1，李娜牵头，12月10日前出报告")
    pooled.says("ULINA", "accept R-1")
    told = {}
    for day in ("12-07 08:30", "12-10 18:00", "12-11 08:30", "12-14 08:30"):
        for line in pooled.waits_until(at(day)):
            if "R-1" in line and "件等你办" not in line:
                told.setdefault(line.partition(":")[0], day)
    assert (told["ULINA"], told["UCHEN"], told["UZHAO"]) == (
        "12-07 08:30", "12-11 08:30", "12-14 08:30",
    )  # fmt: skip


def test_more_time_is_asked_of_the_leader_another_leads_and_the_report_is_read(pooled):
    pooled.says("UWANG", "定 R-1，李娜牵头，12月10日前出报告")
    pooled.says("ULINA", "accept R-1")
    pooled.says("ULINA", "more time for R-1 until 22 December: the trip was moved")
    pooled.presses("UWANG", "同意延期")
    assert "by Tue 22 Dec" in pooled.card("ULINA", "R-1")
    pooled.says("UWANG", "R-1 换孙磊牵头")
    assert heads(pooled, "USUN").endswith("已确定，待受领")
    assert pooled.forges("ULINA", "topics:deliver", 1).startswith("Not done")
    pooled.says("USUN", "受领 R-1")
    accepted = heads(pooled, "USUN")
    assert "已经在 孙磊 手上了" in pooled.says("UWANG", "R-1 换孙磊牵头")
    assert heads(pooled, "USUN") == accepted
    pooled.says("USUN", "R-1 交报告：卡在低层住户 https://example.org/r")
    assert heads(pooled, "UZHANG").startswith("✅")
    assert "<https://example.org/r|调研报告>" in pooled.card("UZHANG", "R-1")
    assert "“卡在低层住户”" in pooled.reads("UWANG")[-1]


# --- who sees it ---------------------------------------------------------------------------------


def test_an_outsider_finds_no_trace(pooled):
    for said in (LIFTS, "题库", "R-1", "投票", "记录 R-1", "每季度要2个调研题"):
        assert pooled.says("UHE", said) == OUTSIDER_ZH
    for verb in ("show", "join", "shortlist", "choose", "undo", "anyway", "pool", "want", "decide"):
        assert pooled.forges("UHE", f"topics:{verb}", 1) == OUTSIDER_ZH
    assert pooled.types("UHE", "/topic pool", "DM") == OUTSIDER_ZH
    assert "电梯" not in pooled.opens_home("UHE")


def test_internal_only_others_find_no_trace_and_are_not_asked_whether_it_is_the_same(door):
    door.says("UZHANG", LIFTS + "（内部）")
    assert door.card("UCHEN", "R-1").startswith("🔎🔒 *R-1*")
    for said in ("R-1", "记录 R-1"):
        assert door.says("USUN", said) == UNKNOWN
    assert door.says("USUN", "题库").startswith("🔎 题库还是空的")
    assert "*R-2*" in door.says("USUN", "提个调研题：老旧小区电梯加装推进难")
    door.says("UWANG", "R-1 入围")
    door.says("UCHEN", "R-1 入围")
    assert "现在有 0 个" in door.says("UCHEN", "发起选题投票")


@pytest.mark.parametrize("said", ["把 R-3 并到 R-1 去", "把R-3并入R-1里"])
def test_into_which_it_is_merged_is_read_to_the_end(pooled, said):
    pooled.says("UCHEN", said)
    assert "并入 R-1" in pooled.card("ULINA", "R-3") or "Goes on as R-1" in pooled.card(
        "ULINA", "R-3"
    )


@pytest.mark.parametrize("said", ["加装电梯难在哪儿", "老楼装电梯推进慢的原因"])
def test_what_says_the_same_in_few_other_words_is_shown_first(proposed, said):
    assert proposed.says("USUN", f"提个调研题：{said}").startswith(
        f"“{said}”和最近提过的像是同一件事。是不是其中一个？\nR-1“老旧小区加装电梯为什么推不动”"
    )


def test_of_thirty_pairs_near_and_far_most_are_told_apart():
    """Printed by `pytest -s`: what is found of what is near, and asked of what is not."""
    pairs = tomllib.loads((Path(__file__).parent / "near_topics.toml").read_text("utf-8"))
    near, far = ([one for one in pairs[name] if likeness(*one) >= NEAR] for name in ("near", "far"))
    print(f"found {len(near)} of {len(pairs['near'])}, asked {len(far)} of {len(pairs['far'])}")
    assert len(near) >= 27
    assert len(far) <= 6
