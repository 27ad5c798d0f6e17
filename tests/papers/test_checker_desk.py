"""The draft checker at the door: files in a thread, texts pasted, hints on the reviewer's card."""

from __future__ import annotations

import json
import struct
from functools import cache
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from sqlalchemy import select

from bot.language.refusals import Refused
from bot.papers.checker.file import LARGEST_XML, read
from bot.papers.checker.paper import Finding
from handlers.papers.checker.details import LINES, findings, section
from handlers.slack.blocks import Block
from handlers.slack.wording import request_for
from rehearsal.blocks import check_message
from storage.papers.checker import Checked
from storage.papers.drafts import Draft
from storage.who.people import Person
from tests.conftest import scene
from tests.door import OUTSIDER_ZH, _flat

SLIPS = ("关于加强供暖的通知", "各单位：", "（一）抓紧落实。", "根据鲁政发[2026]08号文件。")
IN_ENGLISH = (
    "Check of D-1 “关于加强供暖的通知”: 3 hints. They are advice; nothing is blocked.\n"
    "*Title*\n"
    "• Paragraph 1, “关于加强供暖的通知”: The issuer is missing before 关于.\n"
    "*Number*\n"
    "• Paragraph 4, “[2026]08号”: The year in four figures in 〔〕; no leading zero, no 第. "
    "Write: 〔2026〕8号\n"
    "*Headings*\n"
    "• Paragraph 3, “（一）”: A level is left out. The order is 一、 (一) 1. (1), the "
    "brackets full-width. Write: 一、\n"
    "Not checked: layout (fonts, lines, margins), the seal, facts, figures and quotations. After "
    "the 2012 Regulations on official papers and GB/T 9704-2012; length after local practice."
)


@cache
def word(*lines: str) -> bytes:
    """A .docx with a paragraph a line; a line with a bar is a row of a table."""
    made, packed = Document(), BytesIO()
    for line in lines:
        if "|" in line:
            cells = line.split("|")
            table = made.add_table(1, len(cells))
            for at, cell in enumerate(cells):
                table.cell(0, at).text = cell
        else:
            made.add_paragraph(line)
    made.save(packed)
    return packed.getvalue()


def a_file(name="供暖.docx", content=None):
    return {"name": name, "content": word(*SLIPS) if content is None else content}


@scene
def notice(door):
    door.types("UWANG", "/draft assign @li.na 关于加强供暖的通知 by Friday 5pm")
    door.says("ULINA", "accept D-1")
    return door


def in_thread(door, who, text="", **file):
    """A file in the thread under their card; what they read last comes back."""
    [card] = [m for m in door.slack.sees(who, "DM") if "*D-1*" in str(m.blocks) and not m.in_thread]
    door.slack.says(who, "DM", text, thread_ts=card.ts, files=[a_file(**file)])
    door.waits(seconds=1)
    return door.reads(who)[-1]


# --- files -------------------------------------------------------------------


def test_a_file_in_the_thread_of_a_draft_is_checked_for_who_shared_it_alone(notice):
    before = notice.reads("UWANG")
    assert in_thread(notice, "ULINA") == IN_ENGLISH
    assert notice.reads("UWANG") == before


def test_so_is_one_with_the_words_check_and_its_number(notice):
    assert notice.shares("ULINA", a_file(), text="check D-1") == IN_ENGLISH
    said = notice.shares("UWANG", a_file("a.txt", "\n\n".join(SLIPS)), text="检查 D-1")
    assert said.startswith(
        "检查 D-1《关于加强供暖的通知》：3 处提示，仅供参考，不影响办理。\n*标题*\n"
    )


def test_one_shared_alone_is_checked_as_a_text_of_no_draft(notice):
    assert notice.shares("USUN", a_file()).startswith("检查这段文字：3 处提示")


def test_who_may_not_see_the_draft_finds_no_trace_of_it(door):
    door.types("UWANG", "/draft assign @li.na 人事调整方案 by Friday, internal-only")
    unseen = door.shares("USUN", a_file(), text="检查 D-1")
    assert unseen == door.shares("USUN", a_file(), text="检查 D-9").replace("D-9", "D-1")
    assert door.shares("UHE", a_file(), text="检查 D-1") == OUTSIDER_ZH
    assert door.says("USUN", "检查 D-1") == unseen
    for press in ("checker:show", "checker:check"):
        assert door.forges("USUN", press, 1) == door.forges("USUN", press, 99)


def test_handed_in_with_a_word_it_is_a_version_of_which_the_hash_and_hints_are_kept(notice):
    said = in_thread(notice, "ULINA", "submit new figures in part two")
    assert said.startswith(
        "You handed in version 1 of D-1 “关于加强供暖的通知”. “new figures in part two”\n"
        "The file itself can be opened by the two of us only"
    )
    assert said.endswith(f"[Undo]\n{IN_ENGLISH}")
    with notice.bot.sessions() as session:
        [kept] = session.scalars(select(Checked))
    assert (kept.name, kept.digest) == ("供暖.docx", sha256("\n".join(SLIPS).encode()).hexdigest())
    assert [one["rule"] for one in kept.findings] == [
        *("title-issuer", "number-form", "heading-order")
    ]
    assert not any(line in json.dumps(kept.findings, ensure_ascii=False) for line in SLIPS)


def test_in_chinese_with_its_number_outside_of_the_thread(notice):
    said = notice.shares("ULINA", a_file(), text="交稿 D-1，第二部分换了数字")
    assert "“第二部分换了数字”" in said


def test_handed_in_for_no_draft_it_is_asked_which(notice):
    assert notice.shares("ULINA", a_file(), text="submit").startswith("Which draft is it?")


def test_only_its_writer_hands_a_version_in(notice):
    assert in_thread(notice, "UWANG", "交稿") == "没有办：只有承办人可以这样做。"
    with notice.bot.sessions() as session:
        assert session.scalars(select(Checked)).all() == []


def test_undone_nothing_of_it_is_kept(notice):
    in_thread(notice, "ULINA", "submit")
    notice.presses("ULINA", "Undo")
    with notice.bot.sessions() as session:
        assert session.scalars(select(Checked)).all() == []
    assert "Version" not in notice.card("ULINA")


def test_what_carries_a_mark_of_state_secrecy_inside_is_refused_and_not_kept(notice):
    secret = word("秘密★1年", *SLIPS)
    assert in_thread(notice, "ULINA", "submit", content=secret).startswith("🔒 Not taken in")
    with notice.bot.sessions() as session:
        assert session.scalars(select(Checked)).all() == []


# --- what the reviewer sees ----------------------------------------------------------------------


def test_on_the_reviewers_card_one_line_with_a_button_that_shows_the_hints(notice):
    in_thread(notice, "ULINA", "submit")
    assert "\n检查第 1 版：3 处提示 [看提示]\n" in notice.card("UWANG")
    assert "Checked" not in notice.card("ULINA")

    assert notice.presses("UWANG", "看提示") == (
        "检查 D-1《关于加强供暖的通知》第 1 版：3 处提示，仅供参考，不影响办理。\n"
        "*标题*\n• 第 1 段：“关于”前面缺发文机关。\n"
        "*文号*\n• 第 4 段：年份用四位数、六角括号，序号前不加 0，不写“第”。\n"
        "*层次序数*\n• 第 3 段：层次跳了级：依次用一、（一）、1.、（1）。\n"
        "没有检查：版式（字体、行距、版心）、印章、事实、数字和引文。"
        "依据《党政机关公文处理工作条例》（2012）和 GB/T 9704-2012；篇幅依据地方做法。"
    )
    notice.presses("UWANG", "签发")
    assert "检查第 1 版：3 处提示" in str(notice.form("UWANG"))


def test_a_version_that_is_only_a_link_has_no_such_line(notice):
    in_thread(notice, "ULINA", "submit")
    notice.says("ULINA", "submit D-1 https://docs.example/2")
    assert "检查" not in notice.card("UWANG")
    assert notice.forges("UWANG", "checker:show", 1).startswith("还没有见过这份稿子的正文")


def test_the_details_show_the_latest_and_offer_another(notice):
    def details(who):
        with notice.bot.sessions() as session:
            person, now = session.get(Person, who), notice.clock.now()
            request = request_for(notice.bot, session, person, now)
            return _flat(section(request, session.get_one(Draft, 1)))

    assert details("ULINA").endswith("with the word `submit`.\n[Check a text]")
    in_thread(notice, "ULINA", "submit")
    assert details("ULINA") == (
        "*Draft checker*\nChecked, version 1: 3 hints [Show hints]\n[Check a text]"
    )


# --- texts -------------------------------------------------------------------


def test_a_text_that_is_pasted_is_checked(notice):
    text = "\n".join(SLIPS)
    assert notice.says("ULINA", f"check D-1: {text}") == IN_ENGLISH
    assert notice.says("USUN", f"检查一下这段文字：{text}").startswith("检查这段文字：3 处提示")


def test_without_a_text_there_is_a_form(notice):
    notice.types("ULINA", "/draft check D-1")
    assert notice.fills_in("ULINA", text=" ") == {"text": "This cannot stay empty."}
    assert notice.fills_in("ULINA", text="\n".join(SLIPS)) == {}
    assert notice.reads("ULINA")[-1] == IN_ENGLISH


def test_a_text_in_english_is_not_judged_by_chinese_rules(notice):
    assert notice.says("ULINA", "check D-1: Budget memo for the year").endswith(
        "and this text is not in Chinese."
    )


def test_nothing_found_is_said_and_so_is_what_was_not_looked_at(notice):
    said = notice.says("USUN", "检查一下这段文字：鲁中市人民政府关于供暖工作的通知")
    assert said.startswith("检查这段文字：没有发现问题。\n没有检查：版式")


def test_ten_hints_at_most_and_how_many_more(notice):
    text = "\n".join([SLIPS[0], *(f"定于2026年0{n % 9 + 1}月03日。" for n in range(14))])
    said = notice.says("USUN", f"检查一下这段文字：{text}")
    assert said.startswith("检查这段文字：15 处提示")
    assert len([line for line in said.splitlines() if line.startswith("•")]) == LINES
    assert "\n另有 5 处\n" in said


@pytest.mark.parametrize("who", ["UWANG", "ULINA"])
def test_the_longest_answer_fits_slack(notice, who):
    with notice.bot.sessions() as session:
        person, now = session.get(Person, who), notice.clock.now()
        request = request_for(notice.bot, session, person, now)
        long = [Finding("date-form", 99_999, "&" * 900, "&" * 20) for _ in range(999)]
        text, blocks = findings(request, request.say("checker.what-text"), long)
        shown: list[Block] = blocks
    check_message(shown)
    assert len(text) < 300


# --- hostile files -------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def repacked(name: str, content: bytes) -> bytes:
    """A good .docx with one part changed."""
    packed = BytesIO()
    with ZipFile(BytesIO(word(*SLIPS))) as good, ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for part in good.namelist():
            made.writestr(part, content if part == name else good.read(part))
    return packed.getvalue()


def locked() -> bytes:
    """One whose parts say they are encrypted."""
    data = bytearray(word(*SLIPS))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", data, at + 8, 1)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b']><w:document xmlns:w="x">&m;</w:document>'
)
HOSTILE = {
    "a bomb": (zipped(word__document=b"0" * (LARGEST_XML + 1)), "checker.too-big"),
    "a bomb of pictures": (zipped(word__media__a=b"0" * 34_000_000), "checker.too-big"),
    "many parts": (zipped(**{f"p{n}": b"" for n in range(1001)}), "checker.too-big"),
    "a table": (zipped(xl__workbook=b"<a/>"), "checker.broken"),
    "no zip": (b"PK\x03\x04 nothing", "checker.broken"),
    "cut off": (word(*SLIPS)[:2000], "checker.broken"),
    "locked": (locked(), "checker.broken"),
    "a billion laughs": (repacked("word/document.xml", BILLION), "checker.broken"),
    "no xml": (repacked("word/document.xml", b"<<<"), "checker.broken"),
    "another root": (repacked("word/document.xml", b"<a/>"), "checker.broken"),
    "a text": (b"\xe5\x85\xb3", "checker.not-a-text"),
    "nothing": (b"", "checker.not-a-text"),
    "an old one": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "checker.not-a-text"),
    "no words": (word(), "checker.no-words"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_a_clear_word(kind):
    content, key = HOSTILE[kind]
    with pytest.raises(Refused) as refusal:
        read("供暖.docx", content)
    assert (refusal.value.key, refusal.value.blanks) == (key, {"name": "供暖.docx"})


@pytest.mark.parametrize("name", ["a.doc", "a.pdf", "a.wps"])
def test_what_is_not_read_says_what_to_do(notice, name):
    said = notice.shares("USUN", a_file(name))
    assert said == f"没有读“{name}”：它不是 .docx，也不是纯文本。请另存为 .docx 再发。"


def test_a_broken_file_at_the_door_changes_nothing(notice):
    said = in_thread(notice, "ULINA", "submit", content=HOSTILE["a billion laughs"][0])
    assert said.startswith("“供暖.docx” was not read: it is no Word document, or a damaged one.")
    assert "· being written" in notice.card("ULINA")


def test_a_word_file_called_txt_is_read_all_the_same():
    assert read("a.txt", word(*SLIPS)).lines == SLIPS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_usual_encodings(encoding):
    assert read("a.txt", "关于供暖\r\n\r\n一、好".encode(encoding)).lines == ("关于供暖", "一、好")


def test_no_text_is_refused():
    for content in (b"\x00\x01\x02", b"\xff" * 9, b"\xff\xfe\x00"):
        with pytest.raises(Refused):
            read("a.txt", content)


def test_tables_are_read_in_order_and_automatic_numbers_are_owned_up_to(notice):
    assert read("a.docx", word("甲", "乙|丙", "丁")).lines == ("甲", "乙", "丙", "丁")
    made, packed = Document(), BytesIO()
    made.add_paragraph("鲁中市人民政府关于供暖工作的通知")
    numbers = made.add_paragraph("抓紧落实")._p.get_or_add_pPr().get_or_add_numPr()
    numbers.get_or_add_numId().val = 1
    made.save(packed)
    said = notice.shares("USUN", a_file(content=packed.getvalue()))
    assert "有的段落用了 Word 自动编号，序号不在文字里，没有检查。" in said
