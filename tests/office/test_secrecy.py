"""The secrecy guard: what carries a state-secret mark is not stored, not echoed, not logged."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select

from bot.office.secrecy import is_marked
from storage import TABLES
from storage.matters.journal import Entry

TOLD_EN = (
    "🔒 Not taken in: this carries a mark of state secrecy. None of it was kept. "
    "If a message of yours holds it, delete that message, and hand the matter to the "
    "confidential clerk (机要员). What is not secret can be said without the mark and the "
    "document number."
)
TOLD_ZH = (
    "🔒 没有收下：内容带有国家秘密标志，没有留存任何内容。已经发出的消息请删除，"
    "按保密规定交机要员办理。不涉密的事项，去掉标志和文号后再说。"
)
CONTENT = "北斗七星"  # a word of the secret, which must turn up nowhere
SECRET = f"机密★10年 {CONTENT}方案"
FILE = f"{CONTENT}（机密）.docx"

MARKED = [
    *("机密★10年", "绝密 ★ 长期", "秘密⭐5年", "机密:star:", "★机密", "机密＊10年", "机密10年"),
    *("机 密 ★", "机·密★5年", "机\u200b密★", "*机密*★5年", "請起草機密★方案", "絕密级"),
    *("【机密】方案", "（秘密）方案", "机密：方案", "绝密——方案", "机密\n关于开展检查的通知"),
    *(
        "密级：秘密",
        "密 级 ： 机 密",
        "密级为机密",
        "绝密级",
        "秘密级方案",
        "秘密件",
        "一份机密文件",
    ),
    *("中密发〔2026〕12号", "密〔２０２６〕３号", "密[2026]第3号", "厅密电(2026)7号"),
    *(
        "TOP SECRET plan",
        "the top-secret plan",
        "ＴＯＰ ＳＥＣＲＥＴ",
        "SECRET//NOFORN",
        "SECRET: plan",
    ),
    *("CONFIDENTIAL★5 years", "Classified: Secret", "classified as confidential"),
    *("稿子在 https://pan.example/%E7%BB%9D%E5%AF%86.docx", "<https://x.example/机密.pdf|稿子>"),
]
HARMLESS = [
    *(
        "保密工作总结",
        "信息系统机密性测评",
        "秘书工作要点",
        "机要员值班",
        "密切联系群众",
        "秘密花园",
    ),
    *("商业秘密保护工作方案", "保守国家秘密法宣传", "国家秘密级别说明", "机密文件管理办法"),
    *("涉密文件清退通知", "计算机密级标识管理", "手机密码", "随机密码", "把时机密切结合起来"),
    *("国保密〔2026〕3号", "办发〔2026〕12号", "★重点工作", "五星★级酒店", "第10年"),
    *(
        "the confidential clerk",
        "keep it confidential",
        "Confidentiality agreement",
        "Secret Santa",
    ),
    *("the secretary's notes", "state secrets law training", "D-12", ""),
    *("https://office.slack.com/archives/C1/p1700000000", "https://wiki.example/机密性"),
]
MARKED_NAMES = [
    "绝密.docx",
    "机密-方案.pdf",
    "方案(秘密).docx",
    "机 密.doc",
    "TOP_SECRET.pdf",
    "A SECRET.doc",
]
HARMLESS_NAMES = [
    "保密总结.docx",
    "计算机密码.txt",
    "保守国家秘密法.pdf",
    "秘密花园.pdf",
    "secret_santa.xlsx",
]


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_seen_however_it_is_spelt(text):
    assert is_marked([text])
    assert is_marked(["nothing here", f"关于某事\n{text}"])


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_office_words_pass(text):
    assert not is_marked([text])


@pytest.mark.parametrize("name", MARKED_NAMES)
def test_file_names_are_judged_more_strictly(name):
    assert is_marked([], [name])


@pytest.mark.parametrize("name", HARMLESS_NAMES)
def test_ordinary_file_names_pass(name):
    assert not is_marked([], [name])


# --- at the desk: every way in -------------------------------------------------------------------


def by_command(door):
    return door.types("UZHAO", f"/draft assign @li.na {SECRET} by Friday")


def by_message(door):
    return door.says("UZHAO", f"请李娜起草{SECRET}，下周五交")


def by_mention(door):
    return door.says("UZHAO", f"<@UBOT> 请李娜起草{SECRET}，下周五交", "COFFICE")


def by_chatter(door):
    return door.says("UZHAO", SECRET)


def by_file(door):
    return door.shares("UZHAO", FILE)


def by_file_with_words(door):
    return door.shares("UZHAO", "ok.docx", FILE, text="请李娜起草年度总结，下周五交")


def by_shortcut(door):
    said = door.slack.says("UCHEN", "COFFICE", SECRET)
    door.uses_shortcut("UZHAO", "drafts:from-message", "COFFICE", said.ts)
    return door.reads("UZHAO")[-1]


def by_shortcut_on_a_file(door):
    said = door.slack.says("UCHEN", "COFFICE", "稿子", files=[{"name": "a.docx", "title": FILE}])
    door.uses_shortcut("UZHAO", "drafts:from-message", "COFFICE", said.ts)
    return door.reads("UZHAO")[-1]


WAYS_IN = [
    *(by_command, by_message, by_mention, by_chatter),
    *(by_file, by_file_with_words, by_shortcut, by_shortcut_on_a_file),
]


def forms(door):
    """Every kind of field in which something may be written, and who has the form open."""
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday")
    door.types("UZHAO", "/draft")
    yield "UZHAO", {"person": "ULINA", "title": SECRET, "due": "周五"}
    door.slack.closes("UZHAO")
    door.types("UZHAO", "/office remind")
    yield "UZHAO", {"title": "打电话", "due": SECRET}
    door.slack.closes("UZHAO")
    door.presses("ULINA", "Hand in a version")
    yield "ULINA", {"link": f"https://x.example/{SECRET.replace(' ', '')}"}
    yield "ULINA", {"link": "https://x.example/1", "note": SECRET}
    door.slack.closes("ULINA")
    door.presses("ULINA", "Raise a problem")
    yield "ULINA", {"opinion": SECRET}
    door.slack.closes("ULINA")
    door.types("UZHAO", "/office people")
    door.presses("UZHAO", "设置角色", "COFFICE")
    yield "UZHAO", {"person": "UHE", "role": "staff", "section": SECRET}


def everything_stored(door):
    """All tables, all rows, as one text."""
    with door.bot.sessions.begin() as session:
        tables = [session.execute(select(table)).all() for table in TABLES.sorted_tables]
    return repr(tables)


def everything_posted(door):
    """All that the bot has ever shown to anybody."""
    channels = door.slack.workspace.channels.values()
    messages = [m for c in channels for m in c.messages.values() if m.user == "UBOT"]
    homes = [view.content for view in door.slack.workspace.homes.values()]
    return repr([(m.text, m.blocks) for m in messages] + homes)


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_nothing_of_it_is_kept_shown_or_logged(door, way_in, caplog):
    caplog.set_level(logging.INFO)
    door.opens_home("UZHAO")
    door.opens_home("ULINA")

    assert way_in(door) == TOLD_ZH

    assert CONTENT not in everything_stored(door)
    assert CONTENT not in everything_posted(door)
    assert CONTENT not in caplog.text
    assert door.reads("ULINA") == []


def test_a_form_is_refused_whatever_field_holds_it_and_keeps_what_was_typed(door, caplog):
    caplog.set_level(logging.INFO)
    for who, typed in forms(door):
        first = next(b["block_id"] for b in door.form(who)["blocks"] if b["type"] == "input")
        assert door.fills_in(who, **typed) == {first: TOLD_EN if who == "ULINA" else TOLD_ZH}
        values = door.slack.modal(who).values
        assert SECRET.replace(" ", "") in repr(values).replace(" ", "")

        assert CONTENT not in everything_stored(door)
        assert CONTENT not in everything_posted(door)
    assert CONTENT not in caplog.text


def test_a_refused_form_can_be_mended_and_sent_again(door):
    door.types("UZHAO", "/draft")
    assert door.fills_in("UZHAO", person="ULINA", title=SECRET, due="周五") == {"person": TOLD_ZH}
    assert door.fills_in("UZHAO", title="方案") == {}
    assert "“方案”" in door.reads("ULINA")[0]


def test_in_a_channel_it_is_said_to_nobody_else(door):
    by_mention(door)
    assert door.reads("UZHAO", "COFFICE")[-1] == TOLD_ZH
    assert TOLD_ZH not in door.reads("UCHEN", "COFFICE")


def test_everybody_is_told_in_their_language(door):
    assert door.says("ULINA", SECRET) == TOLD_EN
    assert door.says("UHE", SECRET) == TOLD_ZH
    assert door.says("UTOM", SECRET) == TOLD_ZH  # a stranger: as they wrote


@pytest.fixture
def clerk(door):
    door.types("UZHAO", "/office people")
    door.presses("UZHAO", "设置角色", "COFFICE")
    door.fills_in("UZHAO", person="UZHOU", role="confidential_clerk")
    return "UZHOU"


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_the_confidential_clerk_hears_that_but_not_what(door, clerk, way_in):
    before = door.reads(clerk)
    way_in(door)
    assert door.reads(clerk)[len(before) :] == [
        "🔒 11月25日 周三 10:00，<@UZHAO> 发来的内容带有国家秘密标志，已拒收，没有留存内容。"
        "请与本人核处。"
    ]


def test_a_clerk_needs_no_notice_of_themselves(door, clerk):
    before = len(door.reads(clerk))
    assert door.says(clerk, SECRET) == TOLD_ZH
    assert len(door.reads(clerk)) == before + 2  # what they said, and the answer


def test_the_journal_says_that_but_not_what(door):
    by_command(door)
    with door.bot.sessions.begin() as session:
        entry = session.scalars(select(Entry)).one()
    said = (entry.person_id, entry.what, entry.surface, entry.before, entry.after, entry.reason)
    assert said == ("UZHAO", "secrecy.refused", "command", {}, {}, "")
    assert entry.matter_id is entry.about_id is None


def test_what_is_not_marked_goes_its_way(door):
    assert "《保密工作总结》" in door.says("UZHAO", "请李娜起草保密工作总结，下周五交")
    assert "信息系统机密性测评" in door.types(
        "UZHAO", "/draft assign @li.na 信息系统机密性测评 by Friday"
    )
    assert door.shares("UZHAO", "保密总结.docx") != TOLD_ZH
