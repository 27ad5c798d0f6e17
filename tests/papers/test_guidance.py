"""Guidance: three boxes half filled in, versions, the writer's mark for the assigner alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from bot.language.catalog import LANGUAGES, files
from bot.papers.guidance import BOXES, TYPES
from storage.matters.journal import Entry
from storage.papers.drafts import Draft
from storage.papers.guidance import Guidance, of_draft
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

TEMPLATES = files()["guidance"]["data"]["templates"]


@scene
def assigned(door):
    """王建国 has asked Li Na; both see it, and so does 赵敏, the director."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 9 Dec")
    door.presses("ULINA", "Accept")
    return door


@scene
def given(assigned):
    assigned.types("UWANG", "/draft guide D-1")
    assert assigned.fills_in("UWANG", angles="从三个方面", mind="", worries="怕数字对不上") == {}
    return assigned


def kept(door) -> list[Guidance]:
    with door.bot.sessions() as session:
        return list(of_draft(session.get_one(Draft, 1)))


def filled(door, who) -> dict[str, str]:
    inputs = [block for block in door.form(who)["blocks"] if block["type"] == "input"]
    return {one["block_id"]: one["element"].get("initial_value", "") for one in inputs}


# --- the templates we come with ----------------------------------------------------------------


def test_there_is_one_for_every_type_in_both_languages_and_it_says_it_is_no_rule():
    assert TEMPLATES["source_level"] == "custom"
    assert TEMPLATES["editable"] is True
    assert TEMPLATES.keys() - {"source", "source_level", "editable"} == set(TYPES)
    for doc_type in TYPES:
        for box in BOXES:
            assert TEMPLATES[doc_type][box].keys() == set(LANGUAGES)
            assert all(len(lines) >= 3 for lines in TEMPLATES[doc_type][box].values()), doc_type


def test_they_speak_as_the_rest_does():
    for doc_type in TYPES:
        for box in BOXES:
            zh = "\n".join(TEMPLATES[doc_type][box]["zh"])
            en = "\n".join(TEMPLATES[doc_type][box]["en"])
            assert not re.search(r"[!！您,;:?()]", zh), zh
            assert not re.search(r"[!，。；：？（）]", en), en


def test_a_form_begins_with_the_template_of_its_type_in_the_readers_language(door):
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", person="ULINA", title="讲话稿", due="9 Dec", doc_type="notice")
    door.presses("UWANG", "详情")
    door.presses_form("UWANG", "指导")

    assert "前三栏按自带模板（通知）预填：只是参考" in door.page("UWANG")
    assert filled(door, "UWANG")["angles"] == "\n".join(TEMPLATES["notice"]["angles"]["zh"])
    door.types("ULIU", "/draft guide D-1")
    assert filled(door, "ULIU")["mind"] == "\n".join(TEMPLATES["notice"]["mind"]["en"])
    assert filled(door, "ULIU")["ideas"] == ""


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("全市经济工作会议讲话稿", "speech"),
        ("政府工作报告任务分解方案", "plan"),
        ("第 21 次常务会议纪要", "minutes"),
        ("关于通知的说明", "any"),
        ("Budget memo", "any"),
        ("Speech at the twin-city forum", "speech"),
        ("Report on the speech", "report"),
    ],
)
def test_what_a_title_ends_in_is_its_type_if_none_was_said(door, title, doc_type):
    door.types("UWANG", f"/draft 派稿 @li.na《{title}》12月9日前")
    door.types("UWANG", "/draft guide D-1")
    assert filled(door, "UWANG")["angles"] == "\n".join(TEMPLATES[doc_type]["angles"]["zh"])


# --- given -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["给 D-1 定方向", "guidance for D-1", "D-1 的指导", "give direction to D-1"]
)
def test_it_is_given_in_words_by_a_form(assigned, line):
    assert "[打开表单]" in assigned.says("UWANG", line)
    assigned.presses("UWANG", "打开表单")
    assigned.fills_in("UWANG")
    assert assigned.reads("ULINA")[-1].startswith(
        "王建国 gave direction for D-1 _Budget memo_.\n[Hand in a version] [Direction]"
    )


def test_the_writer_reads_it_from_the_card(given):
    assert "Direction by 王建国, version 1: some of the three boxes filled" in given.card("ULINA")
    given.presses("ULINA", "Direction")

    page = given.page("ULINA")
    assert page.startswith(
        "Version 1 by 王建国, Wed 25 Nov 10:00, for version 1 of the text: "
        "some of the three boxes filled\n"
        "*Angles to think from*\n从三个方面\n"
    )
    assert "*What the leader worries about*\n怕数字对不上" in page
    assert page.endswith("[Helped] [Unclear]")
    assert "*Questions that open the mind*" not in page


def test_in_words_the_writer_gets_the_way_to_it(given):
    assert given.says("ULINA", "guidance for D-1") == (
        "The direction for D-1 _Budget memo_, version 1:\n[Direction]"
    )


def test_before_there_is_any_the_writer_is_told_how_to_ask(assigned):
    assert assigned.says("ULINA", "guidance for D-1") == (
        "No direction has been given for D-1 yet. What is unclear can be asked: `ask about D-1: …`"
    )


def test_what_was_added_is_a_new_version_and_the_old_ones_stay(given):
    given.says("ULINA", "submit D-1 https://docs.example/1")
    given.types("UWANG", "/draft guide D-1")
    assert "这是在第 1 稿上补充" in given.page("UWANG")
    assert filled(given, "UWANG")["worries"] == "怕数字对不上"
    assert given.fills_in("UWANG") == {"angles": "和已经给的一样：改一点再给，或者关掉表单。"}
    given.fills_in("UWANG", mind="能不能举个例子")

    assert given.reads("ULINA")[-1].startswith(
        "王建国 added to the direction for D-1 _Budget memo_: it is version 2 now."
    )
    assert [(one.number, one.round_n, one.mind) for one in kept(given)] == [
        (1, 1, ""),
        (2, 2, "能不能举个例子"),
    ]
    given.presses("ULINA", "Details")
    assert "Version 2 by 王建国" in given.page("ULINA")
    given.presses_form("ULINA", "Version 1")
    assert "能不能举个例子" not in given.page("ULINA")


def test_nothing_written_is_not_given(assigned):
    assigned.types("UWANG", "/draft guide D-1")
    assert assigned.fills_in("UWANG", angles="", collect="", mind="") == {"angles": "至少写一栏。"}
    assert kept(assigned) == []


def test_who_may_give_it(assigned):
    for who in ("UWANG", "UZHAO", "ULIU"):
        assigned.types(who, "/draft guide D-1")
        assert assigned.fills_in(who, angles=f"by {who}") == {}
    assert [one.by_id for one in kept(assigned)] == ["UWANG", "UZHAO", "ULIU"]
    for who in ("ULINA", "UCHEN"):
        assert "guidance:give" not in str(assigned.types(who, "/draft guide D-1"))
        assigned.forges(who, "guidance:give", 1)
    assert len(kept(assigned)) == 3


def test_it_is_taken_back_within_five_minutes(given):
    given.presses("UWANG", "撤回")
    assert kept(given) == []
    assert given.reads("ULINA")[-1].startswith("↩ 王建国 took back version 1 of the direction")
    assert "Direction by" not in given.card("ULINA")


def test_to_a_draft_that_is_over_no_direction_is_given(given):
    given.says("UWANG", "取消 D-1")
    given.forges("UWANG", "guidance:open", 1)
    assert given.fills_in("UWANG", angles="x") == {
        "angles": "没有办：D-1 现在是“已取消”。能做什么看它的卡片。"
    }


# --- asked for, once ---------------------------------------------------------------------------

ASKED = {"zh": "还没有给指导", "en": "No direction yet"}
PRESSES = {
    "zh": "[指导] [撤回] [催办] [改期] [转交 | 取消 | 详情]",
    "en": "[Direction] [Undo] [Nudge] [Change the date] [Hand over | Cancel it | Details]",
}


@scene
def speech(door):
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", person="ULINA", title="讲话稿", due="9 Dec", doc_type="speech")
    door.fills_in("UWANG")
    return door


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_big_matter_that_leaves_without_it_asks_for_it_on_its_card_and_nowhere_else(door, lang):
    if lang == "en":
        door.says("UWANG", "speak English")
    before = door.reads("UWANG")
    door.says("UWANG", "请李娜写一份讲话稿，12月9日前")

    news = [said for said in door.reads("UWANG") if said not in before]
    [asks] = [said for said in news if ASKED[lang] in said]
    assert asks == door.card("UWANG")
    assert asks.endswith(PRESSES[lang])
    assert [said for said in news if said.count("[") > 1] == [asks]
    assert [said for said in door.reads("ULINA") if "direction" in said] == []


def test_it_is_asked_for_there_until_there_is_a_text_and_never_again(speech):
    speech.presses("UWANG", "指导")
    assert filled(speech, "UWANG")["angles"].startswith("讲给谁听")
    speech.slack.closes("UWANG")
    speech.says("ULINA", "accept D-1")
    speech.waits(days=5)
    assert ASKED["zh"] in speech.card("UWANG")
    assert stands_out(speech, "UWANG") == ["指导"]

    speech.says("ULINA", "submit D-1 https://docs.example/1")
    speech.says("UWANG", "退回 D-1：数字核实，12月8日前")
    assert ASKED["zh"] not in "".join(speech.reads("UWANG"))
    assert "[指导]" in speech.card("UWANG")
    assert stands_out(speech, "UWANG") == []


def test_once_given_it_is_asked_for_no_more(speech):
    speech.presses("UWANG", "指导")
    assert speech.fills_in("UWANG", ideas="抓项目就是抓发展") == {}
    assert ASKED["zh"] not in speech.card("UWANG")
    assert stands_out(speech, "UWANG") == []


def stands_out(door, who) -> list[str]:
    """The green buttons in all that this person reads."""
    blocks = [one for message in door._messages(who, "DM") for one in message.blocks or []]
    buttons = [one for block in blocks for one in block.get("elements", [])]
    return [one["text"]["text"] for one in buttons if one.get("style") == "primary"]


def test_a_leader_writes_their_basic_ideas_for_a_big_matter_and_others_need_not(speech):
    speech.presses("UWANG", "指导", about="D-1")
    assert speech.fills_in("UWANG", ideas="  ") == {
        "ideas": "大事的稿子，请写一两句基本思想：主要观点、意见、办法。"
    }
    assert speech.fills_in("UWANG", ideas="抓项目就是抓发展") == {}
    speech.types("UZHAO", "/draft guide D-1")
    assert speech.fills_in("UZHAO", ideas="", worries="数字对不上") == {}


def test_for_a_routine_draft_nobody_asks(assigned):
    assert [said for said in assigned.reads("UWANG") if "没有给指导" in said] == []
    assert "[指导]" not in assigned.card("UWANG")


# --- helped, unclear ---------------------------------------------------------------------------


def everything_read(door, who) -> str:
    door.types(who, "/draft details of D-1")
    page = door.page(who)
    door.slack.closes(who)
    return page + door.says(who, "record D-1") + "\n".join(door.reads(who))


@pytest.mark.parametrize(("label", "told", "kept_as"), [
    ("Helped", "有帮助", "有帮助 · 只有你看得到"),
    ("Unclear", "没看明白", "没看明白 · 只有你看得到"),
])  # fmt: skip
def test_the_writers_mark_is_for_the_assigner_alone(given, label, told, kept_as):
    given.types("UZHAO", "/draft D-1")
    given.presses("ULINA", "Direction")
    given.presses_form("ULINA", label)
    assert given.page("ULINA") == "Noted. Only 王建国 sees it."
    given.slack.closes("ULINA")
    given.slack.closes("ULINA")

    assert told in given.reads("UWANG")[-1]
    given.presses("UWANG", "详情")
    assert f"Li Na 李娜：{kept_as}" in given.page("UWANG")
    given.slack.closes("UWANG")
    for who in ("UZHAO", "ULIU", "UCHEN"):
        read = everything_read(given, who)
        assert "Version 1" in read or "第 1 稿" in read
        for mark in ("有帮助", "没看明白", "helped", "unclear", "Helped", "Unclear"):
            assert mark not in read, (who, mark)
    assert "只有你看得到" not in given.says("UWANG", "record D-1")


def test_only_the_writer_marks_and_a_mark_may_change(given):
    for who in ("UZHAO", "UWANG"):
        assert "只有承办人" in given.forges(who, "guidance:helped", 1)
    before = given.reads("UWANG")
    given.forges("ULINA", "guidance:unclear", 1)
    given.forges("ULINA", "guidance:unclear", 1)
    given.forges("ULINA", "guidance:helped", 1)
    news = [said for said in given.reads("UWANG") if said not in before]
    assert ["没看明白" in said for said in news] == [True, False]


def test_the_record_tells_of_no_mark(given):
    given.forges("ULINA", "guidance:unclear", 1)
    with given.bot.sessions() as session:
        [entry] = session.scalars(select(Entry).where(Entry.what == "guidance.mark"))
        assert (entry.matter_id, entry.before, entry.after, entry.reason) == (None, {}, {}, "")


# --- the office's own templates ----------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["/office template speech", "/office 模板 讲话", "/draft 模板 讲话"]
)
def test_the_director_edits_a_template_and_it_wins(door, line):
    door.types("UZHAO", line)
    assert filled(door, "UZHAO")["angles"] == "\n".join(TEMPLATES["speech"]["angles"]["zh"])
    door.fills_in("UZHAO", angles="本办公室的讲话三问")
    assert door.reads("UZHAO")[-1] == "已保存。以后给这类文稿（讲话）定指导，就从这里开始。"

    door.types("UWANG", "/draft")
    door.fills_in("UWANG", person="ULINA", title="讲话稿", due="9 Dec", doc_type="speech")
    door.fills_in("UWANG")
    for who in ("UWANG", "ULIU"):
        door.types(who, "/draft guide D-1")
        assert filled(door, who)["angles"] == "本办公室的讲话三问"
    assert "the office's own template for this type (Speech), by 赵敏" in door.page("ULIU")
    with door.bot.sessions() as session:
        [entry] = session.scalars(select(Entry).where(Entry.what == "guidance.template"))
        assert entry.before["angles"].startswith("讲给谁听")
        assert entry.after["angles"] == "本办公室的讲话三问"


def test_left_empty_ours_counts_again(door):
    for angles in ("一问", ""):
        door.types("UZHAO", "/office template notice")
        door.fills_in("UZHAO", angles=angles, collect="", mind="")
    assert door.reads("UZHAO")[-1] == "本办公室的版本已去掉，这类文稿（通知）恢复用自带模板。"
    door.types("UZHAO", "/office template notice")
    assert filled(door, "UZHAO")["angles"] == "\n".join(TEMPLATES["notice"]["angles"]["zh"])


def test_which_template_is_chosen_from_a_list_or_asked_back(door):
    door.types("UZHAO", "/office 模板")
    door.fills_in("UZHAO", doc_type="request")
    assert "*请示*" in door.page("UZHAO")
    assert door.types("UZHAO", "/office 模板 情书").startswith("没有“情书”这个文种。")


def test_others_of_the_office_read_templates_and_outsiders_do_not(door):
    door.types("ULINA", "/office template speech")
    page = door.form("ULINA")
    assert "submit" not in page
    assert "*Angles to think from*\nWho listens" in door.page("ULINA")
    assert door.types("UHE", "/office template speech", "CGENERAL").startswith(OUTSIDER_ZH)
    door.forges("UWANG", "guidance:keep-template", "speech")
    door.types("UZHAO", "/office template speech")
    assert filled(door, "UZHAO")["angles"] == "\n".join(TEMPLATES["speech"]["angles"]["zh"])
