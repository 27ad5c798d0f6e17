"""Parts: several people write one draft, and one of them makes it one text; leaders too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from storage.matters.journal import Entry
from storage.papers.parts import Part
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNKNOWN = "没有你能看到的 P-2。请核对编号，或者说 `我手上有什么`。"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def listeners(door, moment: str) -> list[str]:
    return sorted(line.partition(":")[0] for line in door.waits_until(at(moment)))


@scene
def speech(door):
    """D-1 from the director to Li Na, who reads English; P-2 of it is 张伟's."""
    door.types("UZHAO", "/draft assign @li.na 全会讲话 by 4 Dec 5pm")
    door.types("UZHAO", '/draft part D-1 @zhang.wei "基本情况" by 1 Dec')
    return door


@scene
def handed_in(speech):
    speech.says("UZHANG", "受领 P-2")
    speech.says("UZHANG", "交稿 P-2 https://docs.example/2")
    return speech


@scene
def internal(door):
    """D-1, internal-only: 陈静 has assigned it to 张伟, and 赵敏 signs it."""
    door.types("UCHEN", "/draft assign @zhang.wei 天璇 by 4 Dec 5pm internal-only")
    return door


# --- from hand to hand ---------------------------------------------------------------------------


def test_a_part_is_a_card_of_its_own_and_the_draft_counts_it(speech):
    assert speech.reads("UZHANG") == [
        "📝 *P-2*《基本情况》 · 待受领\n"
        "赵敏 → *张伟* · 12月1日 周二 18:00 前交（还有 4 个工作日）\n"
        "D-1《全会讲话》的一部分，由 Li Na 李娜 统稿\n"
        "[受领] [交稿] [说明困难] [申请延期] [转交 | 记录]",
        "📝 赵敏 请 张伟 写其中一部分：P-2《基本情况》，12月1日 周二 18:00 前交。",
    ]
    assert speech.card("ULINA").split("\n")[2] == "1 part: 0 handed in [Parts]"
    assert "D-1《全会讲话》 · 待受领" in speech.says("UZHANG", "D-1").replace("*", "")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("ULINA", "ask Sun Lei to write the data part of D-1 by Monday"),
        ("ULINA", "D-1 的数据部分请孙磊写，下周一前"),
        ("UZHAO", "分工 D-1 孙磊 数据 下周一前"),
        ("ULIU", "part D-1 Sun Lei: data, by Monday"),
    ],
)
def test_whoever_runs_or_writes_the_draft_divides_it_in_words(speech, who, said):
    told = speech.says(who, said)
    assert told.startswith("📝 *P-3*")
    assert (
        speech.card("USUN", "P-3")
        .split("\n")[1]
        .endswith("11月30日 周一 18:00 前交（还有 3 个工作日）")
    )


@pytest.mark.parametrize("who", ["USUN", "UZHANG", "UWANG", "UCHEN", "UHE"])
def test_nobody_else_divides_it(speech, who):
    said = speech.says(who, "D-1 的数据部分请周婷写，下周一前")
    refused = "没有办：只有派稿人、主任或文稿的承办人可以这样做。"
    unknown = {"USUN": UNKNOWN.replace("P-2", "D-1"), "UHE": OUTSIDER_ZH}
    assert said == unknown.get(who, refused)
    assert speech.reads("UZHOU") == []


def test_a_form_with_rows_gives_out_several_at_once(speech):
    speech.presses("ULINA", "Parts")
    speech.presses("ULINA", "Divide it")
    errors = speech.fills_in(
        "ULINA", title="Data", person="USUN", due="Monday", title2="The plan", due2="Tuesday"
    )
    assert errors == {"person2": "This cannot stay empty."}

    assert speech.fills_in("ULINA", person2="UWANG", unifier="UCHEN") == {}

    assert speech.reads("ULINA")[-1] == (
        "D-1 has 2 new parts:\n"
        "*Parts of D-1* “全会讲话” · 陈静 makes it one text\n"
        "P-2 “基本情况” · 张伟 · to be accepted · due Tue 1 Dec 18:00 [Show it]\n"
        "P-3 _Data_ · 孙磊 · to be accepted · due Mon 30 Nov 18:00 [Show it]\n"
        "P-4 _The plan_ · 王建国 · to be accepted · due Tue 1 Dec 18:00 [Show it]\n"
        "[Divide it] [Who unifies it]"
    )
    assert speech.reads("UCHEN")[-1] == "Li Na 李娜 请你为 D-1《全会讲话》统稿。"


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"due": "7 Dec"}, "due", "The whole draft is due Fri 4 Dec 17:00."),
        ({"due": "last Monday"}, "due", ""),
        ({"person": "UHE"}, "person", "何斌 is not of this office"),
        ({"title": "…"}, "title", "A title needs words"),
        ({"due2": "7 Dec", "title2": "x", "person2": "USUN"}, "due2", "The whole draft is due"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field_and_nothing_is_given_out(
    speech, wrong, field, says
):
    speech.types("ULINA", "/draft divide D-1")
    row = {"title": "Data", "person": "USUN", "due": "Monday"}
    errors = speech.fills_in("ULINA", **(row | wrong))
    assert list(errors) == [field]
    assert errors[field].startswith(says)
    assert speech.reads("USUN") == []


def test_words_or_a_link_are_handed_in_taken_in_and_the_writer_hears(handed_in):
    assert handed_in.reads("ULINA")[-1] == "张伟 handed in the part P-2 “基本情况”."
    assert handed_in.card("ULINA", "P-2") == (
        "📝 *P-2* · “基本情况” · handed in\n"
        "赵敏 → *张伟* · due Tue 1 Dec 18:00 (in 4 working days)\n"
        "Part of D-1 “全会讲话”; Li Na 李娜 makes it one text\n"
        "Handed in: <https://docs.example/2|open>\n"
        "[Take it in] [Return] [Change the date] [Hand over] [Cancel it | Record]"
    )
    plate = handed_in.says("ULINA", "what's on my plate?")
    assert "P-2 “全会讲话: 基本情况” · take this part in" in plate

    handed_in.presses("ULINA", "Take it in")

    assert "1 part: 1 handed in" in handed_in.card("ULINA")
    assert handed_in.card("UZHANG", "P-2").startswith("✅ *P-2*《基本情况》 · 已并入\n")
    assert handed_in.reads("UZHANG")[-1].startswith("✅ Li Na 李娜 已把 P-2《基本情况》并入统稿。")
    assert "P-2" not in handed_in.says("UZHANG", "我手上有什么")


def test_returned_with_words_and_a_date(handed_in):
    handed_in.presses("ULINA", "Return")
    assert list(handed_in.fills_in("ULINA", due="Monday")) == ["opinion"]
    handed_in.fills_in("ULINA", opinion="Half of it", due="Monday")

    assert handed_in.reads("UZHANG")[-1] == (
        "Li Na 李娜 退回 P-2《基本情况》这部分：“Half of it”，11月30日 周一 18:00 前改好。\n"
        "[交稿] [说明困难] [申请延期] [转交] [记录]"
    )


def test_words_up_to_three_thousand_are_kept_and_more_is_refused(speech):
    speech.presses("UZHANG", "交稿")
    assert speech.fills_in("UZHANG", text="一" * 3000) == {}
    assert "交来的文字：\n" + "一" * 1000 in speech.says("UZHANG", "P-2")
    assert speech.types("UZHANG", "/draft 交稿 P-2：" + "一" * 3001).startswith("正文有 3001 个字")


def test_what_the_unifier_writes_is_taken_in_at_once(speech):
    speech.says("ULINA", "part D-1 Li Na: opening, by Monday")
    speech.says("ULINA", "submit P-3: Comrades")
    assert speech.card("ULINA", "P-3").startswith("✅ *P-3* · _opening_ · taken in")


def test_a_problem_goes_to_who_gave_it_out_and_comes_back(speech):
    speech.says("UZHANG", "P-2 有困难：缺数据")
    assert "答复困难" in speech.says("UZHAO", "我手上有什么")
    speech.says("UZHAO", "答复 P-2：用去年的")
    assert "· 待受领" in speech.card("UZHANG", "P-2")


def test_more_time_asked_before_the_date_moves_it_and_after_it_is_a_promise(speech):
    speech.says("UZHANG", "P-2 申请延期到12月2日，等数据")
    speech.presses("UZHAO", "同意延期")
    assert "12月2日 周三 18:00 前交" in speech.card("UZHANG", "P-2")

    speech.waits_until(at("12-02 18:30"))
    speech.says("UZHANG", "P-2 申请延期到12月3日，还在等")
    speech.says("UZHAO", "同意 P-2 延期")
    assert "承诺 12月3日 周四 18:00 交，原定期限仍记录在案" in speech.card("UZHANG", "P-2")
    assert "12月2日 周三 18:00 前交" in speech.card("UZHANG", "P-2")


def test_each_step_can_be_taken_back_for_five_minutes(speech):
    was = speech.card("UZHANG", "P-2")
    speech.says("UZHANG", "受领 P-2")
    speech.presses("UZHANG", "撤回")
    assert speech.card("UZHANG", "P-2") == was

    speech.says("UZHANG", "受领 P-2")
    speech.waits(minutes=6)
    assert speech.forges("UZHANG", "parts:undo", 5).startswith("不能撤回了")


def test_giving_it_out_can_be_taken_back(speech):
    speech.presses("UZHAO", "撤回", "COFFICE")
    assert speech.reads("UZHANG")[-1].startswith("↩ 赵敏 撤回了对 P-2《基本情况》这部分的上一步")
    assert "handed in" not in speech.card("ULINA")
    assert "没有你能看到的 D-1" in speech.says("UZHANG", "D-1")


def test_a_late_press_and_a_second_one_change_nothing(handed_in):
    handed_in.presses("ULINA", "Take it in")
    for verb in ("take", "return", "cancel"):
        assert handed_in.forges("ULINA", f"parts:{verb}", 2).startswith(
            "Not done: P-2 is taken in now."
        )
    assert handed_in.card("UZHANG", "P-2").startswith("✅")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UZHANG", "P-2 并入"),
        ("UCHEN", "P-2 并入"),
        ("UZHAO", "退回 P-2：再改改，周一前"),
        ("ULINA", "submit P-2: mine"),
    ],
)
def test_only_the_unifier_takes_in_and_only_its_writer_hands_in(handed_in, who, said):
    assert handed_in.says(who, said).startswith(("没有办：只有", "Not done: only"))


def test_outsiders_and_those_who_have_nothing_to_do_with_it_find_no_trace(handed_in):
    for who in ("UHE", "USUN"):
        handed_in.says(who, "P-2")
        for verb in ("show", "accept", "take", "return", "list", "divide", "relieve"):
            handed_in.forges(who, f"parts:{verb}", 2)
        handed_in.forges(who, "parts:list", 1)
        assert [text for text in handed_in.reads(who) if "基本情况" in text] == []
    assert handed_in.says("USUN", "P-2") == UNKNOWN


# --- what happens to the draft -------------------------------------------------------------------


def test_handed_over_the_draft_keeps_its_parts_and_the_new_writer_unifies(handed_in):
    handed_in.says("UZHAO", "D-1 交给孙磊")

    assert "由 孙磊 统稿" in handed_in.card("UZHANG", "P-2")
    assert "P-2《全会讲话: 基本情况》 · 并入统稿" in handed_in.says("USUN", "我手上有什么")
    assert "P-2" not in handed_in.says("ULINA", "what's on my plate?")
    assert "D-1" in handed_in.says("UZHANG", "D-1").split("\n")[0]
    assert handed_in.says("ULINA", "P-2").startswith("There is no P-2 that you can see.")


def test_a_named_unifier_stays_one_who_unified_as_writer_does_not(handed_in):
    handed_in.says("ULINA", "D-1 由陈静统稿")
    handed_in.says("UZHAO", "D-1 交给孙磊")
    assert "由 陈静 统稿" in handed_in.card("UZHANG", "P-2")

    handed_in.says("UZHAO", "D-1 交给陈静")
    handed_in.says("UZHAO", "D-1 交给 @li.na")
    assert "由 Li Na 李娜 统稿" in handed_in.card("UZHANG", "P-2")


def test_its_steps_drop_nobody_from_the_readers(speech):
    speech.says("ULINA", "accept D-1")
    speech.says("ULINA", "submit D-1 https://docs.example/1")
    assert "待签发" in speech.says("UZHANG", "D-1")


def test_a_part_handed_over_leaves_its_first_writer(speech):
    speech.says("UZHANG", "P-2 交给孙磊")
    assert speech.card("USUN", "P-2").startswith("📝 *P-2*《基本情况》 · 待受领")
    assert speech.reads("UZHANG")[0] == "P-2 已不再由你参与。"
    for number in ("P-2", "D-1"):
        assert speech.says("UZHANG", number) == UNKNOWN.replace("P-2", number)


def test_cancelled_or_signed_off_nobody_waits_for_its_parts_and_undone_they_do(speech):
    speech.says("UZHAO", "取消 D-1：不开了")
    assert speech.reads("UZHANG")[-1] == "P-2《基本情况》不用再写了：整篇文稿已签发或取消。"
    assert "P-2" not in speech.says("UZHANG", "我手上有什么")
    assert speech.says("UZHANG", "受领 P-2").startswith("没有办：P-2 所属的文稿已签发或取消。")
    assert speech.says("UZHAO", "分工 D-1 孙磊 数据 下周一前").startswith("没有办：D-1 现在是")

    speech.presses("UZHAO", "撤回", about="*D-1*")
    assert "P-2《全会讲话: 基本情况》" in speech.says("UZHANG", "我手上有什么")


def test_whose_writer_has_left_is_on_the_directors_list_and_handed_over(handed_in):
    handed_in.says("ULINA", "return P-2: again, by Monday")
    handed_in.changes("UZHANG", deleted=True)
    home = handed_in.opens_home("UZHAO")
    assert "无人承办" in home
    assert "P-2《全会讲话: 基本情况》 · 张伟：修改这部分" in home

    handed_in.presses_home("UZHAO", "转交")
    assert handed_in.fills_in("UZHAO", person="USUN") == {}
    assert handed_in.card("USUN", "P-2").startswith("📝 *P-2*《基本情况》 · 待受领")
    assert "无人承办" not in handed_in.home("UZHAO")


def test_whose_unifier_has_left_gets_another(handed_in):
    handed_in.says("ULINA", "D-1 由陈静统稿")
    handed_in.changes("UCHEN", deleted=True)
    handed_in.opens_home("UZHAO")
    handed_in.presses_home("UZHAO", "转交")
    handed_in.fills_in("UZHAO", unifier="USUN")
    assert "由 孙磊 统稿" in handed_in.card("UZHANG", "P-2")


# --- internal-only -------------------------------------------------------------------------------


def test_only_who_assigned_an_internal_only_draft_lets_more_people_read_it(internal):
    refused = internal.says("UZHANG", "分工 D-1 孙磊 数据 下周一前")
    assert refused.startswith("孙磊 不在这份内部件的名单里，只有派稿人可以加人。")
    assert internal.says("UZHAO", "D-1 由孙磊统稿") == refused
    assert internal.reads("USUN") == []

    internal.says("UCHEN", "分工 D-1 孙磊 数据 下周一前")

    assert internal.card("USUN", "P-2").startswith("📝🔒 *P-2*《数据》")
    assert "📝🔒 *D-1*《天璇》" in internal.says("USUN", "D-1")
    assert "名单中：孙磊" in internal.says("UCHEN", "record D-1")
    for who in ("UWANG", "UHE", "ULIU"):
        internal.says(who, "P-2")
        assert [text for text in internal.reads(who) if "数据" in text or "天璇" in text] == []


def test_who_leaves_the_list_again_is_on_record_too(internal):
    internal.says("UCHEN", "分工 D-1 孙磊 数据 下周一前")
    internal.says("UCHEN", "取消 P-2")

    assert internal.says("USUN", "D-1") == UNKNOWN.replace("P-2", "D-1")
    with internal.bot.sessions.begin() as session:
        found = session.scalars(select(Entry).where(Entry.what == "parts.readers")).all()
        assert [(entry.before, entry.after) for entry in found] == [
            ({"reader_id": None}, {"reader_id": "USUN"}),
            ({"reader_id": "USUN"}, {"reader_id": None}),
        ]


def test_a_section_head_who_sees_the_part_alone_reads_nothing_of_its_draft(door):
    """陈静 heads 孙磊's section, not 周婷's."""
    door.types("UZHAO", "/draft assign @zhou.ting 天璇 by 4 Dec 5pm")
    door.says("UZHAO", "分工 D-1 孙磊 数据 下周一前")
    assert "《数据》" in door.says("UCHEN", "P-2")
    assert "天璇" not in "".join(door.reads("UCHEN"))


# --- the leader ----------------------------------------------------------------------------------


@scene
def ideas(door):
    """The whole office may read the draft; the basic ideas in it are the leader's."""
    door.types("UZHAO", "/draft assign @li.na 全会讲话 by 11 Dec 5pm open to the office")
    door.says("ULINA", "请王建国给 D-1 提基本观点，12月1日前")
    return door


def test_the_leader_owns_the_basic_ideas_like_any_writer(ideas):
    assert ideas.card("UWANG", "P-2").startswith("📝 *P-2*《基本观点》 · 待受领\n")
    ideas.presses("UWANG", "受领")
    ideas.presses("UWANG", "交稿")
    ideas.fills_in("UWANG", text="抓三件事")
    assert "Handed in:\n抓三件事" in ideas.card("ULINA", "P-2")


def test_the_leader_is_reminded_in_private_and_nobody_above_or_in_the_channel_hears(ideas):
    days = ("11-25 16:00", "11-26 08:30", "11-30 08:30", "12-01 08:30", "12-01 18:00")
    assert [listeners(ideas, day) for day in days] == [["ULINA", "UWANG"], *[["UWANG"]] * 4]

    later = [line for n in range(2, 9) for line in ideas.waits_until(at(f"12-0{n} 08:30"))]
    told = [line.partition(":")[0] for line in later if "基本观点" in line]
    assert set(told) == {"UWANG"}


def test_a_writers_part_goes_up_the_line_like_a_draft(speech):
    speech.says("UZHANG", "受领 P-2")
    speech.waits_until(at("12-01 18:00"))
    assert listeners(speech, "12-02 08:30") == ["UCHEN"]


def test_there_is_one_follow_up_a_part_and_none_when_it_is_in(handed_in):
    handed_in.presses("ULINA", "Take it in")
    with handed_in.bot.sessions.begin() as session:
        [part] = session.scalars(select(Part))
        assert part.matter.closed_at is not None
