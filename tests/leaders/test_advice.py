"""Advice: anybody of the office advises a leader, who notes it, takes it up or says why not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.matters.titles import first_words
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADVISE = "给王局提个建议：窗口中午不要断档"
UNKNOWN = "没有你能看到的 V-1。请核对编号，或者说 `我手上有什么`。"
GONE = "没有你能看到的这件事。说 `我手上有什么` 看看现有的。"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@scene
def advised(door):
    """张伟 advises the leader to keep the counter open at noon."""
    door.says("UZHANG", ADVISE)
    return door


# --- giving it -----------------------------------------------------------------------------------


def test_the_leader_gets_a_private_card_and_answers_in_one_press(advised):
    assert advised.card("UWANG", "V-1") == (
        "⏳🔒 *V-1*“窗口中午不要断档” · 待阅\n"
        "张伟 → *王建国* · 12月9日 周三 18:00 前答复（还有 10 个工作日）\n"
        "[阅知] [采纳] [不采纳] [已阅待复] [记录]"
    )
    assert advised.card("UZHANG", "V-1").endswith("\n[收回] [撤回] [催办] [记录]")

    advised.presses("UWANG", "阅知")
    assert advised.card("UZHANG", "V-1") == (
        "✅🔒 *V-1*“窗口中午不要断档” · 已阅知\n"
        "张伟 → *王建国* · 原定 12月9日 周三 18:00 前答复\n[记录]"
    )
    assert advised.reads("UZHANG")[-1] == "✅ 王建国 阅知 V-1“窗口中午不要断档”。\n[记录]"
    assert advised.forges("UWANG", "advice:note", 1).startswith("没有办：V-1 现在是“已阅知”")
    heard = [text for text in advised.reads("UWANG") if "✅ 王建国 阅知" in text]
    assert len(heard) == 1
    assert "V-1" not in advised.says("UWANG", "我手上有什么")


def test_in_a_form_it_keeps_what_was_typed_and_makes_its_own_title(door):
    door.types("ULINA", "/office advise")
    asked = [one["block_id"] for one in door.form("ULINA")["blocks"] if one["type"] == "input"]
    assert asked == ["person", "advice", "title", "options", "evidence", "visibility"]
    advice = "Keep the counter open at noon, with two people taking turns. Others do."
    assert door.fills_in("ULINA", person="USUN", advice=advice) == {
        "person": "孙磊 is neither a leader nor a director. Choose one of them: advice goes to "
        "whoever can act on it."
    }
    assert door.fills_in("ULINA", person="ULINA") == {
        "person": "Choose somebody other than yourself."
    }
    assert door.fills_in("ULINA", person="ULIU", advice="x" * 301) == {
        "advice": "The advice has 301 characters; 300 fit. Keep the point, and link the rest as "
        "evidence."
    }
    link = "https://example.org/a?b=1"
    assert door.fills_in("ULINA", advice=advice, options="shifts\nseven", evidence=link) == {}
    assert door.card("ULIU", "V-1") == (
        "⏳🔒 *V-1* · _Keep the counter open at noon…_ · sent, not read yet\n"
        "Li Na 李娜 → *Liu Yang 刘洋* · an answer by Wed 9 Dec 18:00 (in 10 working days)\n"
        "“Keep the counter open at noon, with two people taking turns. Others do.”\n"
        "Options: shifts seven\n"
        "Evidence: <https://example.org/a?b=1>\n"
        "[Noted] [Take up] [Do not take up] [Mark read] [Record]"
    )


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("窗口中午不断档。安排两人轮班", "窗口中午不断档"),
        ("Open at 8.30. Others do", "Open at 8.30"),
        ("窗口" * 30, "窗口" * 23 + "窗…"),
        ("keep the counter open at noon and after five because people work then",
         "keep the counter open at noon and after five…"),
    ],
)  # fmt: skip
def test_a_title_out_of_the_words(said, title):
    assert first_words(said) == title


def test_all_of_these_send_it_or_open_the_form_filled_in(door):
    sent = [
        *(ADVISE, "建议王局：窗口不断档", "我建议王局长周五前定值班表", "@wang 我有个建议：轮班"),
        *(
            "王局，我有个建议：轮班",
            "向王局提一条建议，关于窗口值守：轮班",
            "我有个建议给王局：轮班",
        ),
        *("关于窗口值守，给王建国提个建议：轮班", "给赵主任提点建议：文印室挪到一楼"),
        *("帮我给王局提个建议：窗口能不能不断档？", "给王局提个建议：不断档，方案：轮班；外包"),
        *("advise @wang: keep it open at noon", "advise Wang to keep it open at noon"),
        *("I have a suggestion for Wang: keep it open", "suggestion for Wang - keep it open"),
        *("here is some advice for Director Zhao: move", "suggest to Wang that it stays open"),
        *("advise @wang on opening hours: keep it open", "give Wang a suggestion: keep it open"),
        *("please advise @wang: why not keep it open?", "send Wang my advice: do not close"),
        *("Wang, I have a suggestion: keep it open", "advise @wang: open, see https://a.example/1"),
    ]
    for n, said in enumerate(sent, 1):
        assert f"*V-{n}*" in door.says("ULINA", said), said
    assert "*V-9*“文印室挪到一楼”" in door.card("UZHAO", "V-9")
    forms = [
        *("提建议", "给王局提个建议", "建议：不断档", "给领导提个建议：轮班", "给李局提建议：轮班"),
        *("advise", "advise @wang", "I have a suggestion for the leader: keep it open"),
        *("建议王局：轮班（全办公室可见）", "I have an idea"),
    ]  # fmt: skip
    for said in forms:
        assert "This takes a form" in door.says("ULINA", said), said
        door.presses("ULINA", "Open the form")
        filled = {one["block_id"]: str(one["element"]) for one in door.form("ULINA")["blocks"][:2]}
        assert ("UWANG" in filled["person"]) == ("李局" not in said)
        words = said.replace("：", ":").partition(":")[2].removesuffix("（全办公室可见）").strip()
        assert words in filled["advice"]
    said = door.says("ULINA", "advise Wang Jianguo: keep it open")
    assert said.startswith("Do you mean: *Give advice* · <@UWANG> · “keep it open”?")
    assert "_keep it open_ · sent" in door.presses("ULINA", "Yes, do it")


# --- answering it --------------------------------------------------------------------------------


def test_read_is_no_answer_and_does_not_stop_the_clock(advised):
    advised.presses("UWANG", "已阅待复")
    assert advised.card("UWANG", "V-1") == (
        "⏳🔒 *V-1*“窗口中午不要断档” · 已阅，待答复\n"
        "张伟 → *王建国* · 12月9日 周三 18:00 前答复（还有 10 个工作日）\n"
        "[阅知] [撤回] [采纳] [不采纳] [记录]"
    )
    assert advised.reads("UZHANG")[-1] == "王建国 已阅 V-1“窗口中午不要断档”，待答复。"
    assert "V-1“窗口中午不要断档” · 王建国：答复建议" in advised.opens_home("UZHANG")


def test_taken_up_as_a_matter_that_is_there_or_in_words(advised):
    advised.says("UWANG", "请李娜起草窗口值守方案，12月4日前")
    advised.presses("UWANG", "采纳")
    errors = advised.fills_in("UWANG", words="D-9")
    assert errors["words"].startswith("没有你能看到的 D-9。")
    assert advised.fills_in("UWANG", words="d2") == {}
    assert advised.card("UZHANG", "V-1").split("\n")[2] == "采纳，转为：*D-2*"
    assert advised.reads("UZHANG")[-1] == "✅ 王建国 采纳 V-1“窗口中午不要断档” → D-2\n[记录]"
    advised.presses("UWANG", "撤回", about="V-1")
    assert "· 待阅" in advised.card("UZHANG", "V-1")
    assert "D-2" not in advised.card("UZHANG", "V-1")

    advised.says("ULINA", "advise @wang: keep the counter open at noon")
    advised.says("UWANG", "采纳 V-3")
    assert advised.reads("ULINA")[-1].startswith(
        "✅ 王建国 takes up V-3 _keep the counter open at noon_\n"
    )


def test_not_taken_needs_a_reason(advised):
    advised.presses("UWANG", "不采纳")
    assert advised.form("UWANG")["blocks"][0]["optional"] is False
    advised.fills_in("UWANG", words="今年没有编制")
    assert advised.card("UZHANG", "V-1").startswith("✅🔒 *V-1*“窗口中午不要断档” · 未采纳")
    assert "未采纳：“今年没有编制”" in advised.card("UZHANG", "V-1")
    assert advised.reads("UZHANG")[-1] == (
        "✅ 王建国 未采纳 V-1“窗口中午不要断档”：“今年没有编制”\n[记录]"
    )


@pytest.mark.parametrize(
    ("said", "state"),
    [
        *(("V-1 阅知", "已阅知"), ("note V-1", "已阅知"), ("V-1 知道了：会上议", "已阅知")),
        *(("V-1 已阅", "已阅，待答复"), ("mark V-1 read", "已阅，待答复")),
        *(("V-1 采纳：列入春季方案", "已采纳"), ("take up V-1 as the spring plan", "已采纳")),
        *(("V-1 不采纳：没有编制", "未采纳"), ("don't take up V-1: no staff", "未采纳")),
    ],
)
def test_answered_in_words(advised, said, state):
    advised.says("UWANG", said)
    assert f"· {state}" in advised.card("UWANG", "V-1").split("\n")[0]


@pytest.mark.parametrize("said", ["V-1 采纳了吗？", "what came of V-1?", "V-1 看了吗", "V-1"])
def test_a_question_changes_nothing(advised, said):
    assert advised.says("UZHANG", said).startswith("⏳🔒 *V-1*“窗口中午不要断档” · 待阅")


@pytest.mark.parametrize("who", ["UZHANG", "UZHAO", "UCHEN", "USUN", "UHE"])
def test_nobody_else_answers(advised, who):
    for verb in ("note", "take-up", "decline", "read", "relieve"):
        said = advised.forges(who, f"advice:{verb}", 1)
        author = who == "UZHANG" and verb == "relieve"  # who may withdraw it
        refused = {"UZHANG": "没有办：只有收到建议的领导", "UHE": OUTSIDER_ZH}.get(who, GONE)
        assert said.startswith(refused) or author
    assert "· 待阅" in advised.card("UWANG", "V-1")


def test_its_author_withdraws_it_or_takes_it_back(advised):
    advised.presses("UZHANG", "收回")
    assert advised.fills_in("UZHANG", words="已经安排了") == {}
    assert advised.reads("UWANG")[-1].startswith("张伟 收回了 V-1“窗口中午不要断档”。“已经安排了”")
    advised.says("USUN", "建议王局：轮班")
    advised.presses("USUN", "撤回")
    assert advised.card("UWANG", "V-2").split("\n")[0].endswith("已收回")
    assert "V-" not in advised.says("UWANG", "我手上有什么")


# --- who sees it, and who hears of it ------------------------------------------------------------


@pytest.mark.parametrize("who", ["UZHAO", "UCHEN", "USUN", "UHE"])
def test_nobody_else_finds_a_trace(advised, who):
    advised.presses("UWANG", "已阅待复")
    if who != "UHE":
        advised.says("UWANG", f"台账给 <@{who}> 看")
    for verb in ("show", "note", "withdraw", "relieve", "undo", "meet"):
        advised.forges(who, f"advice:{verb}", 1)
    advised.forges(who, "journal:read", 1)
    for said in ("V-1", "记录 V-1", "催办 V-1", "王建国的台账", "王建国在忙什么", "有哪些逾期了"):
        advised.says(who, said)
    advised.waits_until(at("12-14 08:30"))
    seen = "".join([*advised.reads(who), advised.opens_home(who), *advised.reads(who, "COFFICE")])
    assert "断档" not in seen
    assert advised.says(who, "V-1") == (OUTSIDER_ZH if who == "UHE" else UNKNOWN)


def test_the_director_sees_it_if_its_author_agrees(door):
    door.says("UZHANG", "建议王局：窗口不要断档（主任可以看）")
    assert door.says("UZHAO", "V-1").startswith("⏳ *V-1*“窗口不要断档” · 待阅")
    assert door.says("USUN", "V-1") == UNKNOWN
    assert door.forges("UZHAO", "advice:note", 1).startswith("没有办：只有收到建议的领导可以这样做")
    assert door.forges("UZHAO", "advice:withdraw", 1).startswith("没有办：只有提建议的人")
    door.changes("UZHANG", deleted=True)
    assert "V-1“窗口不要断档”" in door.opens_home("UZHAO")
    door.forges("UZHAO", "advice:relieve", 1)
    assert door.fills_in("UZHAO") == {}
    assert "已收回" in door.card("UWANG", "V-1")


@pytest.mark.parametrize(("to", "who"), [("王局", "UWANG"), ("赵主任", "UZHAO")])
def test_only_whoever_it_is_for_is_reminded_and_not_before_it_is_near(door, to, who):
    door.says("UZHANG", f"建议{to}：窗口不要断档，主任可以看")  # and yet nobody above hears
    told: dict[str, list[str]] = {}
    days = ["11-25 16:30", *(f"{day} 08:30" for day in ("11-30", "12-04", "12-07", "12-08"))]
    days += ["12-09 08:30", "12-09 18:00", *(f"12-{day} 08:30" for day in (10, 11, 14))]
    for day in days:
        for line in door.waits_until(at(day)):
            if "V-1" in line:
                told.setdefault(line.partition(":")[0], []).append(day)
    assert told.keys() == {who}
    assert min(told[who]) >= "12-04"
    assert door.says("USUN", "V-1") == UNKNOWN


def test_the_digest_counts_it_and_one_press_there_answers(advised):
    advised.waits_until(at("12-08 08:30"))
    [digest] = [text for text in advised.reads("UWANG") if "件等你办" in text]
    assert digest.split("\n")[:2] == ["⏳ 1 件等你办", "*等你办的*"]
    assert "V-1“窗口中午不要断档” · 答复建议" in digest
    advised.presses("UWANG", "阅知", about="件等你办")
    assert "已阅知" in advised.card("UZHANG", "V-1")


def test_the_record_tells_what_came_of_it(advised):
    advised.says("UWANG", "V-1 不采纳：没有编制")
    record = advised.says("UZHANG", "记录 V-1")
    assert "提建议" in record
    assert "没有编制" in record
