"""From the signature to the files: signed on a version, re-checked, registered, issued, filed."""

from __future__ import annotations

from hashlib import sha256

import pytest

from bot.language.refusals import Refused
from bot.papers import numbers
from bot.papers.brief import DOC_TYPES
from bot.papers.drafts.filing import read_retention, suggested_retention
from handlers.papers.drafts.filing import section
from handlers.slack.wording import request_for
from storage.matters.followups import open_on
from storage.matters.journal import latest
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.who.people import Person, Role
from tests.conftest import scene
from tests.door import OUTSIDER_ZH, _flat

LINK = "https://docs.example/1"


def assigns(door, title, doc_type, who="UWANG", **more):
    """A draft of some type, handed in by Li Na and with its signatory."""
    door.types(who, "/draft")
    asked = {"person": "ULINA", "title": title, "due": "Friday 5pm", "doc_type": doc_type}
    assert door.fills_in(who, **asked, **more) == {}
    if door.slack.modal(who):  # of a big matter the dates are shown first
        assert door.fills_in(who) == {}
    door.says("ULINA", f"submit D-1 {LINK}")


@scene
def notice(door):
    assigns(door, "关于加强供暖的通知", "notice")
    return door


@scene
def signed(notice):
    notice.says("UWANG", "签发 D-1")
    return notice


@scene
def speech(door):
    assigns(door, "新年讲话", "speech")
    door.says("UWANG", "签发 D-1：同意")
    return door


def details(door, who):
    """What the details of the draft say of its signature to this person."""
    with door.bot.sessions() as session:
        request = request_for(door.bot, session, session.get(Person, who), door.clock.now())
        return _flat(section(request, session.get_one(Draft, 1)))


def owed(door):
    with door.bot.sessions() as session:
        return [(one.person_id, one.duty) for one in open_on(session.get_one(Matter, 1))]


# --- the signature -------------------------------------------------------------------


def test_a_signature_bears_opinion_name_full_date_and_a_hash_of_the_version(notice):
    notice.presses("UWANG", "签发")
    assert "你签的是第 1 版" in str(notice.form("UWANG"))
    notice.fills_in("UWANG", opinion="同意")

    digest = sha256(f"{LINK}\n1".encode()).hexdigest()
    assert details(notice, "UZHAO") == (
        "*签发、印发、归档*\n王建国 于 2026年11月25日 签发：“同意”\n"
        f"第 1 版，链接和版本号的校验值 {digest}；没有见到正文\n"
        "[复核通过] [有实质改动]"
    )
    assert f"hash of its link and number (SHA-256; the text was not seen): {digest}" in (
        notice.says("ULINA", "record D-1")
    )


TITLE = "关于加强供暖的通知"
BESIDE = {"zh": "[签发] [打开] [退回修改]", "en": "[Sign off] [Open] [Return]"}
SAID = {
    "zh": f"✅ 你签发了 D-1《{TITLE}》第 1 版，11月25日 周三 10:00。“同意”\n[打开] [撤回]",
    "en": f"✅ You signed off D-1 “{TITLE}”, version 1, on Wed 25 Nov 10:00. “同意”\n[Open] [Undo]",
}
LEFT = {"zh": "[打开] [撤回] [催办] [详情]", "en": "[Open] [Undo] [Nudge] [Details]"}


@pytest.fixture(params=["zh", "en"])
def lang(request, door):
    """The language the leader reads; a notice waits for the signature."""
    if request.param == "en":
        door.says("UWANG", "speak English")
    door.opens_home("UWANG")
    assigns(door, TITLE, "notice")
    return request.param


def test_beside_the_signature_stand_the_text_and_the_way_back_and_no_other_step_takes_its_place(
    door, lang
):
    assert BESIDE[lang] in door.card("UWANG")
    door.presses("UWANG", BESIDE[lang].split("]")[0].strip("["))
    door.fills_in("UWANG", opinion="同意")

    assert door.reads("UWANG")[-1] == SAID[lang]
    assert door.card("UWANG").endswith(LEFT[lang])
    [call] = [text for text in door.reads("UWANG") if text.startswith("Li Na 李娜")]
    assert call.endswith(LEFT[lang])
    assert primary(door, "UWANG") == []


def primary(door, who) -> list[str]:
    """What stands out in all that this person reads."""
    blocks = [one for message in door._messages(who, "DM") for one in message.blocks or []]
    buttons = [one for block in blocks for one in block.get("elements", [])]
    return [one["text"]["text"] for one in buttons if one.get("style") == "primary"]


def test_wherever_it_is_to_be_signed_it_can_be_read_and_returned(door, lang):
    link, *options = {
        "zh": ("打开", "签发", "退回修改", "今天晚些", "明天", "为什么提醒我"),
        "en": ("open", "Sign off", "Return", "Later today", "Tomorrow", "Why me?"),
    }[lang]
    line = f" · <{LINK}|{link}> [{' | '.join(options)}]"
    assert line in door.home("UWANG")
    door.waits(hours=6, minutes=30)
    assert line in door.reads("UWANG")[-1]


def test_a_director_reads_it_on_home_and_in_the_nudge_too(door):
    door.opens_home("UZHAO")
    assigns(door, "关于值班的通知", "notice", who="UZHAO")
    assert "\n[签发] [打开] [退回修改]\n" in door.home("UZHAO")
    [nudge] = [text for text in door.waits(hours=31) if text.startswith("UZHAO: ⏳")]
    assert "\n[签发] [打开] [退回修改] [今天晚些] [明天 | 为什么提醒我]" in nudge
    door.presses("UZHAO", "退回修改", about="⏳")
    assert door.fills_in("UZHAO", opinion="再核一遍数字") == {}
    assert "· 已退回" in door.card("UZHAO")


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("D-1 行，印发吧", "[就这样] [改一改] [打开] [退回修改]"),
        ("D-1 行，没意见", "[就这样] [改一改] [打开] [退回修改]"),
        ("D-1 looks good, can go out with my name", "[就这样] [改一改] [打开] [退回修改]"),
    ],
)
def test_where_it_is_offered_it_can_be_read_and_returned(notice, said, offered):
    assert notice.says("UWANG", said).rpartition("\n")[2].startswith(offered)
    notice.presses("UWANG", "退回修改", about="就这样")
    assert notice.fills_in("UWANG", opinion="再核一遍数字") == {}
    assert "· 已退回" in notice.card("UWANG")


def test_what_was_offered_and_is_signed_leaves_the_text_where_the_button_was(notice):
    notice.says("UWANG", "D-1 行，印发吧")
    notice.presses("UWANG", "就这样")
    [said] = [text for text in notice.reads("UWANG") if text.startswith("✅ 你签发了")]
    assert said.endswith("第 1 版，11月25日 周三 10:00。“行，印发吧”\n[打开] [撤回]")


def test_who_signs_and_sends_out_reads_first(door):
    assigns(door, "关于值班的通知", "notice", who="UZHAO")
    door.says("UZHAO", "签发 D-1")
    assert door.card("UZHAO").endswith("[打开] [复核通过] [撤回] [有实质改动] [详情]")
    assert primary(door, "UZHAO") == []


def test_each_step_of_the_office_stands_first_when_its_turn_has_come(notice):
    notice.says("UWANG", "签发 D-1")
    shown = [notice.card("UZHAO").split("\n")[-1]]
    for line in ("复核 D-1", "登记 D-1 鲁府办〔2026〕8号", "印发 D-1 各科室"):
        notice.says("UZHAO", line)
        shown.append(notice.card("UZHAO").split("\n")[-1].replace("[撤回] ", ""))
    assert [line.split("]")[0] for line in shown] == ["[复核通过", "[登记文号", "[印发", "[归档"]


def test_what_may_still_go_out_is_filed_by_a_form_and_not_by_a_slip(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", f"submit D-1 {LINK}")
    door.says("UWANG", "签发 D-1")
    assert door.card("UZHAO").endswith("[复核通过] [归档] [有实质改动] [详情]")
    door.presses("UZHAO", "归档")
    assert "· 已签发" in door.card("UZHAO")
    door.slack.closes("UZHAO")
    door.says("UZHAO", "复核 D-1")
    assert "\n[登记文号] [印发] [归档] [撤回]" in door.card("UZHAO")
    door.says("UZHAO", "登记 D-1 鲁府办〔2026〕8号")
    assert "\n[印发] [归档] [登记文号] [撤回]" in door.card("UZHAO")
    door.presses("UZHAO", "归档")
    assert door.fills_in("UZHAO") == {}
    assert "· 已归档" in door.card("UZHAO")


@pytest.mark.parametrize("line", ["复核 D-1", "归档 D-1"])
def test_who_asked_for_it_and_signed_it_leaves_the_rest_to_the_office(signed, line):
    assert signed.says("UWANG", line).startswith("没有办：只有经办人、办公室主任或科室负责人")


def test_of_a_text_that_was_pasted_the_text_is_hashed(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.presses("ULINA", "Hand in a version")
    door.fills_in("ULINA", link=LINK, text="One line.\n\n  Another one. ")
    door.says("UWANG", "签发 D-1")

    digest = sha256(b"One line.\nAnother one.").hexdigest()
    assert details(door, "ULINA") == (
        "*Signing, issue, filing*\n"
        "Signed off by 王建国 on 25 November 2026: no opinion written; signing means agreement\n"
        f"Version 1, hash of its text {digest}"
    )


def test_a_delegate_signs_for_somebody_and_the_record_says_so(notice):
    notice.types("UWANG", "/office delegate @zhao until tomorrow")
    notice.says("UZHAO", "签发 D-1：代签，同意")
    assert "赵敏 代 王建国 于 2026年11月25日 签发：“代签，同意”" in details(notice, "UZHAO")


def test_a_signature_taken_back_leaves_the_version_and_nothing_owed_but_the_signature(signed):
    assert owed(signed) == [("UZHAO", "drafts.duty-recheck")]
    signed.presses("UWANG", "撤回")

    assert "待签发" in signed.card("UWANG")
    assert f"第 1 版：<{LINK}|打开>" in signed.card("UWANG")
    assert owed(signed) == [("UWANG", "drafts.duty-sign")]
    assert details(signed, "UWANG") == ""


def test_before_there_is_a_version_what_is_missing_is_said(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    assert door.says("UWANG", "签发 D-1") == (
        "D-1《Budget memo》还不能签发，还差：\n"
        "• 稿子。Li Na 李娜 还没有交稿；可以按卡片上的“催办”。"
    )
    door.says("ULINA", f"submit D-1 {LINK}")
    door.says("UWANG", "退回 D-1：数字核实，周五前改好")
    assert door.says("UWANG", "sign off D-1") == (
        "D-1《Budget memo》还不能签发，还差：\n"
        "• 新的一版。稿子在 Li Na 李娜 手上，还没有重新交来；可以按卡片上的“催办”。"
    )
    assert door.says("UZHAO", "签发 D-1").startswith("没有办：D-1 现在是“已退回”")


def test_what_goes_up_is_signed_by_the_principal_head_with_an_opinion(door):
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "UZHOU").role = Role.PRINCIPAL
    assigns(door, "关于增加经费的请示", "request")
    door.says("UWANG", "送签 D-1")

    assert door.says("UZHOU", "签发 D-1").startswith("这件事要填一张表")
    door.presses("UZHOU", "打开表单")
    assert door.fills_in("UZHOU", opinion=" ") == {"opinion": "这里不能空着。"}
    assert door.fills_in("UZHOU", opinion="同意上报") == {}
    assert door.card("UZHOU").startswith("✅")


def test_a_signatory_somebody_named_stays_and_the_form_says_who_usually_signs(door):
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "UZHOU").role = Role.PRINCIPAL
    assigns(door, "关于增加经费的请示", "request", signatory="UWANG")
    door.presses("UWANG", "签发")
    told = "上行文一般由主要领导 周婷 签发；这一件指定的签发人是 王建国。"
    assert told in str(door.form("UWANG"))
    assert door.fills_in("UWANG", opinion="同意") == {}


def test_the_writer_never_signs_as_the_principal_head(door):
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "ULINA").role = Role.PRINCIPAL
    assigns(door, "关于增加经费的请示", "request")
    assert "王建国" in door.card("ULINA").split("Waiting for ")[1]


# --- re-check, register, issue, file -------------------------------------------------------------


def test_a_notice_goes_the_whole_way(signed):
    assert signed.card("UZHAO") == (
        "✅ *D-1*《关于加强供暖的通知》 · 已签发\n"
        "王建国 → *Li Na 李娜* · 原定 11月27日 周五 17:00\n"
        f"第 1 版：<{LINK}|打开>\n"
        "等你复核，11月26日 周四 18:00 前完成\n"
        "通知\n"
        "[复核通过] [有实质改动] [详情]"
    )
    signed.presses("UZHAO", "复核通过")
    signed.presses("UZHAO", "登记文号")
    assert signed.fills_in("UZHAO", reference="鲁府办[2026]第08号") == {
        "reference": "还没有登记。这个文号的规范写法是：鲁府办〔2026〕8号"
    }
    assert signed.fills_in("UZHAO", reference="鲁府办〔2026〕8号") == {}
    signed.presses("UZHAO", "印发")
    assert signed.fills_in("UZHAO", to="各科室") == {}
    signed.presses("UZHAO", "归档")
    assert signed.fills_in("UZHAO", retention="permanent") == {}

    assert signed.card("ULINA") == (
        "✅ *D-1* · “关于加强供暖的通知” · filed\n"
        "王建国 → *Li Na 李娜* · was due Fri 27 Nov 17:00\n"
        f"Version 1: <{LINK}|open>\n"
        "Notice · 鲁府办〔2026〕8号 · issued on Wed 25 Nov · kept permanently\n"
        "[Details]"
    )
    story = [text for text in signed.reads("ULINA") if text.startswith("赵敏")]
    assert story == [
        "赵敏 re-checked D-1 “关于加强供暖的通知”.",
        "赵敏 registered D-1 “关于加强供暖的通知” as 鲁府办〔2026〕8号.",
        "赵敏 issued D-1 “关于加强供暖的通知” on Wed 25 Nov, to 各科室.",
        "赵敏 filed D-1 “关于加强供暖的通知”, kept permanently.",
    ]
    assert owed(signed) == []
    assert signed.waits(days=9) == []


def test_the_same_in_words(signed):
    assert "re-checked D-1" in signed.says("ULIU", "recheck D-1")
    assert signed.says("ULIU", "issue D-1 to all sections") == (
        "Not done: D-1 has no register number yet. Press “Register number” first, or say for "
        "example `register D-1 as 鲁府办〔2026〕8号`."
    )
    assert "as 鲁府办〔2026〕8号" in signed.says("ULIU", "register D-1 as 鲁府办〔2026〕8号")
    assert "to all sections" in signed.says("ULIU", "issue D-1 to all sections")
    said = signed.says("UCHEN", "归档 D-1，保管30年")
    assert said.endswith("陈静 把 D-1《关于加强供暖的通知》归档，保管期限：30 年。\n[撤回]")
    assert "保管期限改为：永久" in signed.says("UCHEN", "D-1 保管期限改为永久")


def test_a_speech_is_filed_by_one_press_and_says_where_its_time_comes_from(speech):
    assert speech.card("UZHAO").endswith("[归档] [有实质改动] [详情]")
    assert speech.says("UZHAO", "复核 D-1").startswith("没有办：D-1 这种文稿不编文号")
    speech.presses("UZHAO", "归档", about="等你归档")

    assert "· 已归档" in speech.card("UZHAO")
    assert "保管期限 10 年" in speech.card("UZHAO")
    speech.presses("UZHAO", "撤回")
    assert "· 已签发" in speech.card("UZHAO")
    assert speech.says("UZHAO", "归档 D-1") == (
        "赵敏 把 D-1《新年讲话》归档，保管期限：10 年。\n"
        "保管期限 10 年 是按文种的建议，依据国家档案局令第 8 号（2006）；"
        "要改按卡片上的“改保管期限”。\n[撤回]"
    )
    speech.presses("UZHAO", "改保管期限")
    assert speech.fills_in("UZHAO", retention="30") == {}
    assert "保管期限 30 年" in speech.card("UZHAO")


def test_a_double_click_files_once(speech):
    speech.forges("UZHAO", "drafts:file", 1)
    assert speech.forges("UZHAO", "drafts:file", 1).startswith("没有办：D-1 现在是“已归档”")


def test_a_notice_is_not_filed_before_it_is_issued(signed):
    assert signed.says("UZHAO", "归档 D-1") == (
        "没有办：D-1 这种公文要先印发再归档。下一步看它的卡片。"
    )


def test_what_is_still_to_come_is_no_date_of_issue(signed):
    signed.says("UZHAO", "复核 D-1")
    signed.says("UZHAO", "登记 D-1 鲁府办〔2026〕8号")
    signed.presses("UZHAO", "印发")
    errors = signed.fills_in("UZHAO", to="各科室", day="2026-12-01")
    assert errors == {"day": "没有办：12月1日 周二 还没到。请填实际印发的日期。"}


def test_a_number_is_given_once_and_the_next_one_is_proposed(signed):
    signed.says("UZHAO", "复核 D-1")
    signed.says("UZHAO", "登记 D-1 鲁府办〔2026〕8号")
    signed.types("UWANG", "/draft")
    asked = {"person": "USUN", "title": "关于值班的通知", "due": "Friday 5pm"}
    signed.fills_in("UWANG", **asked, doc_type="notice")
    signed.says("USUN", f"交稿 D-2 {LINK}")
    signed.says("UWANG", "签发 D-2")
    signed.says("UZHAO", "复核 D-2")

    assert signed.says("UZHAO", "登记 D-2 鲁府办〔2026〕8号") == (
        "还没有登记：鲁府办〔2026〕8号 已经给了另一份公文。下一个可用的是 鲁府办〔2026〕9号。"
    )
    signed.presses("UZHAO", "登记文号", about="D-2")
    assert "鲁府办〔2026〕9号" in str(signed.form("UZHAO"))
    assert signed.fills_in("UZHAO") == {}
    assert "鲁府办〔2026〕9号" in signed.card("UZHAO", "D-2")
    assert "鲁府办〔2026〕8号" in signed.says("UZHAO", "登记 D-1 鲁府办〔2026〕8号")  # its own


# --- who may, and a change of substance ----------------------------------------------------------


@pytest.mark.parametrize("line", ["复核 D-1", "D-1 有实质改动：x", "归档 D-1"])
def test_only_the_office_does_it(signed, line):
    refusal = "没有办：只有经办人、办公室主任或科室负责人可以这样做。"
    signed.types("UZHAO", "/office settings")
    for who in ("USUN", "UHE"):
        assert signed.says(who, line).startswith(("没有你能看到的 D-1", refusal, OUTSIDER_ZH))
    assert signed.says("ULINA", line).startswith("Not done: only")
    assert "已签发" in signed.card("UWANG")


def test_the_head_of_the_section_may_and_the_writer_who_is_head_may_not(door):
    door.types("UWANG", "/draft assign @chen.jing 年度总结 by Friday")
    door.says("UCHEN", f"交稿 D-1 {LINK}")
    door.says("UWANG", "签发 D-1")
    assert owed(door) == [("UZHAO", "drafts.duty-file")]
    assert door.says("UCHEN", "归档 D-1").startswith("没有办")


def test_who_assigns_in_the_offices_line_has_it_in_hand(door):
    assigns(door, "关于值班的通知", "notice", who="UCHEN")
    door.says("UCHEN", "送签 D-1")
    door.says("UZHAO", "签发 D-1")
    assert owed(door) == [("UCHEN", "drafts.duty-recheck")]


def test_of_an_internal_only_draft_the_director_hears_nothing(door):
    assigns(door, "关于人事的通知", "notice", visibility="named")
    door.says("UWANG", "签发 D-1")
    assert owed(door) == [("UWANG", "drafts.duty-recheck")]
    assert [text for text in door.reads("UZHAO") if "人事" in text] == []


def test_a_change_of_substance_goes_back_to_the_signatory_with_the_new_text(signed):
    signed.says("UZHAO", "复核 D-1")
    signed.presses("UZHAO", "有实质改动")
    assert signed.fills_in("UZHAO", opinion="第二部分换了数字", link="https://docs.example/2") == {}

    card = signed.card("UWANG")
    assert card.startswith("📝 *D-1*《关于加强供暖的通知》 · 待签发\n")
    assert "“第二部分换了数字”\n第 2 版：<https://docs.example/2|打开>\n等你签发" in card
    assert signed.reads("UWANG")[-1].startswith(
        "赵敏 复核 D-1《关于加强供暖的通知》时发现实质性改动：“第二部分换了数字”请重新签发。"
    )
    with signed.bot.sessions() as session:
        assert latest(session, 1).reason == "第二部分换了数字"
    signed.says("UWANG", "签发 D-1")
    assert "第 2 版" in details(signed, "UZHAO")


def test_a_change_needs_its_words(signed):
    signed.presses("UZHAO", "有实质改动")
    assert signed.fills_in("UZHAO", opinion=" ") == {"opinion": "这里不能空着。"}


def test_a_later_version_is_refused_unless_it_is_sent_back(signed):
    assert signed.says("ULINA", "submit D-1 https://docs.example/2") == (
        "Not taken in: D-1 is signed. If its substance has to change, the office sends it back: "
        "`D-1 changed in substance: …`; then it is signed again."
    )
    signed.says("UZHAO", "D-1 有实质改动：数字有误")
    signed.says("UWANG", "退回 D-1：请李娜改，周五前改好")
    assert "handed in version 2" in signed.says("ULINA", "submit D-1 https://docs.example/2")


def test_a_change_taken_back_is_signed_again_as_before(signed):
    signed.presses("UZHAO", "有实质改动")
    signed.fills_in("UZHAO", opinion="x", link="https://docs.example/2")
    signed.presses("UZHAO", "撤回")
    assert "· 已签发" in signed.card("UZHAO")
    assert f"第 1 版：<{LINK}|打开>" in signed.card("UZHAO")
    assert owed(signed) == [("UZHAO", "drafts.duty-recheck")]


# --- what is owed -------------------------------------------------------------------


def test_who_has_it_in_hand_is_reminded_lightly_and_nobody_above_at_once(signed):
    told = signed.waits(days=1, hours=9)
    assert [line.split(":")[0] for line in told if "D-1" in line] == ["UZHAO"]
    assert "复核" in "".join(told)
    signed.presses("UZHAO", "复核过了")
    assert owed(signed) == [("UZHAO", "drafts.duty-issue")]
    signed.waits(hours=14)
    signed.presses("UZHAO", "登记、印发")
    assert signed.fills_in("UZHAO", reference="鲁府办〔2026〕1号") == {}
    assert owed(signed) == [("UZHAO", "drafts.duty-issue")]


def test_who_leaves_with_it_in_hand_is_relieved(signed):
    signed.changes("UZHAO", deleted=True)
    with signed.bot.sessions.begin() as session:
        session.get_one(Person, "ULIU").role = Role.DIRECTOR
    assert "[Choose somebody else]" in signed.says("ULIU", "D-1")
    signed.presses("ULIU", "Choose somebody else")
    assert signed.fills_in("ULIU", person="UZHANG") == {}
    assert owed(signed) == [("UZHANG", "drafts.duty-recheck")]
    assert "[复核通过]" in signed.card("UZHANG")
    signed.presses("UZHANG", "复核通过")
    assert "· 已复核" in signed.card("UZHANG")


def test_with_its_writer_gone_it_is_filed_by_who_has_it(signed):
    signed.opens_home("UZHAO")
    signed.changes("ULINA", deleted=True)
    assert signed.says("UZHAO", "D-1 交给孙磊").startswith("没有办：D-1 现在是“已签发”")
    assert signed.forges("UZHAO", "drafts:relieve", 1).startswith("没有办：D-1 现在的")
    signed.says("UZHAO", "复核 D-1")
    assert "· 已复核" in signed.card("UZHAO")


# --- tables -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "write"),
    [
        ("鲁府办[2026]8号", "鲁府办〔2026〕8号"),
        ("鲁府办（2026）第8号", "鲁府办〔2026〕8号"),
        ("鲁府办〔2026〕08号", "鲁府办〔2026〕8号"),
        ("鲁府办〔26〕8号", "鲁府办〔2026〕8号"),
        ("鲁府办【2026】12", "鲁府办〔2026〕12号"),
        ("鲁府办 〔2026年〕 8 号", "鲁府办〔2026〕8号"),
    ],
)
def test_a_number_that_is_nearly_right_is_given_back_as_it_should_be(said, write):
    with pytest.raises(Refused) as refusal:
        numbers.read(said)
    assert (refusal.value.key, refusal.value.blanks) == ("filing.bad-reference", {"write": write})


@pytest.mark.parametrize(
    "said", ["8号", "〔2026〕8号", "鲁府办2026-8", "鲁府办〔2026〕0号", "x" * 99, ""]
)
def test_what_is_no_number_is_refused(said):
    with pytest.raises(Refused) as refusal:
        numbers.read(said)
    assert refusal.value.key in ("filing.no-reference", "filing.bad-reference")


def test_a_number_as_it_should_be_stays():
    assert numbers.read(" 鲁府办〔2026〕128号 ") == "鲁府办〔2026〕128号"


def test_every_type_has_a_suggested_time():
    kept = {one: suggested_retention(Draft(doc_type=one)).value for one in (*DOC_TYPES, "")}
    assert {one for one, time in kept.items() if time == "permanent"} == {
        *("resolution", "decision", "order", "communique", "opinion", "request", "reply", "bill"),
        "minutes",
    }
    assert (kept["notice"], kept["speech"], kept[""]) == ("30", "10", "10")


def test_how_long_is_said_in_both_languages():
    said = ("permanently", "永久", "for 30 years", "三十年", "10年", "ten years")
    assert [read_retention(one).value for one in said] == [
        *("permanent", "permanent", "30", "30", "10", "10")
    ]
    with pytest.raises(Refused):
        read_retention("for a while")
