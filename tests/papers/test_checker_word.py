"""What the checker reads of a Word document: changes, Word's own numbers, contents, dialects."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.language.refusals import Refused
from bot.papers.checker.body import headings
from bot.papers.checker.file import read

SCHEMAS = "http://schemas.openxmlformats.org"
TRANSITIONAL = (f"{SCHEMAS}/wordprocessingml/2006/main", f"{SCHEMAS}/officeDocument/2006")
STRICT = (
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument",
)


def rels(base: str, *targets: tuple[str, str]) -> str:
    named = "".join(
        f'<Relationship Id="r{n}" Type="{base}/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{named}</Relationships>'


def types(parts) -> str:
    """[Content_Types].xml, which says what each part is."""
    office = "application/vnd.openxmlformats"
    said = {"document": "document.main"}
    each = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{office}-officedocument.wordprocessingml.{said.get(name, name)}+xml"/>'
        for name in parts
    )
    default = f'<Default Extension="rels" ContentType="{office}-package.relationships+xml"/>'
    return f'<Types xmlns="{SCHEMAS}/package/2006/content-types">{default}{each}</Types>'


def docx(body: str, dialect=TRANSITIONAL, dangling=(), **beside: str) -> bytes:
    """A .docx of these parts and nothing else; `dangling`: what it names and does not have."""
    word, base = dialect
    parts = {name: f'<w:{name} xmlns:w="{word}">{xml}</w:{name}>' for name, xml in beside.items()}
    parts["document"] = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    named = [(name, f"{name}.xml") for name in (*beside, *dangling)]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types(parts))
        made.writestr("_rels/.rels", rels(base, ("officeDocument", "word/document.xml")))
        made.writestr("word/_rels/document.xml.rels", rels(base, *named))
        for name, xml in parts.items():
            made.writestr(f"word/{name}.xml", xml)
    return packed.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(text: str = "", properties: str = "", more: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{more}</w:p>"


def read_lines(body: str, **more) -> list[str]:
    return list(read("a.docx", docx(body, **more)).lines)


# --- changes --------------------------------------------------------------------------------------


def changed(change: str, text: str) -> str:
    return f"<w:{change}>{run(text)}</w:{change}>"


def ends_in(change: str) -> str:
    return f"<w:rPr><w:{change}/></w:rPr>"


def test_what_was_moved_is_read_once_where_it_stands_now():
    body = (
        p("甲", ends_in("moveFrom"))
        + p("", ends_in("moveFrom"), changed("moveFrom", "乙"))
        + p("丙")
        + p("", ends_in("moveTo"), changed("moveTo", "乙"))
    )
    assert read_lines(body) == ["甲丙", "乙"]


def test_paragraphs_that_were_joined_are_one():
    body = p("抓紧", ends_in("del"), changed("del", "认真")) + p("落实。") + p("完", ends_in("del"))
    assert read_lines(body + p("", "", changed("ins", "了"))) == ["抓紧落实。", "完了"]


# --- Word's own numbers ---------------------------------------------------------------------------


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


FOUR = (
    level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="1"/>'),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)
NUMBERS = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def lists(*levels: str, numbers: str = NUMBERS, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{more}{numbers}'


def at(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def found(body: str, **more) -> list[tuple[str, int, str]]:
    paper = read("a.docx", docx(body, **more))
    return [(one.rule, one.line, one.write) for one in headings(paper)]


def test_numbers_are_read_as_word_counts_them():
    levels = [0, 1, 1, 2, 2, 0, 1, 2, 3]
    body = "".join(p("工作", at(one)) for one in levels)
    numbered = ["一、", "（一）", "（二）", "1.", "2.", "二、", "（一）", "1.", "（1）"]
    assert read_lines(body, numbering=lists(*FOUR)) == [f"{one} 工作" for one in numbered]
    assert found(body, numbering=lists(*FOUR)) == []


def test_hints_on_headings_know_words_numbers_and_typed_ones_alike():
    body = p("甲", at(0)) + p("二、乙") + p("丙", at(0)) + p("丁", at(2))
    assert found(body, numbering=lists(*FOUR)) == [
        ("heading-count", 3, "三、"),
        ("heading-order", 4, "（一）"),
    ]


def test_a_style_may_number_and_a_paragraph_may_do_without():
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="my"><w:basedOn w:val="1"/></w:style>'
    )
    mine = '<w:pStyle w:val="my"/>'
    body = p("甲", mine) + p("乙", mine + at(0, 0)) + p("丙", mine)
    assert read_lines(body, styles=styles, numbering=lists(*FOUR)) == ["一、 甲", "乙", "二、 丙"]


def test_a_list_goes_on_or_begins_anew():
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
    )
    linked = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="mine"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="9"><w:styleLink w:val="mine"/>'
        + level(0, "decimalEnclosedCircle", "%1", '<w:suff w:val="nothing"/>')
        + "</w:abstractNum>"
    )
    body = "".join(p("项", at(0, number)) for number in (1, 2, 3, 3, 2, 4, 4))
    numbering = lists(*FOUR, numbers=NUMBERS + again, more=linked)
    assert read_lines(body, numbering=numbering) == [
        *("一、 项", "二、 项", "一、 项", "二、 项", "三、 项", "①项", "②项")
    ]


def test_a_paragraph_that_was_struck_out_is_not_counted():
    gone = p("", at(0) + ends_in("del"), changed("del", "乙"))
    body = p("甲", at(0)) + gone + p("丙", at(0))
    assert read_lines(body, numbering=lists(*FOUR)) == ["一、 甲", "二、 丙"]


MADE_UP = (
    '<w:numFmt w:val="decimal"/>',
    '<w:choice><w:numFmt w:val="custom" w:format="001, 002"/></w:choice>',
)
UNKNOWN = {
    "a form nobody knows": {"numbering": lists(level(0, "hebrew1", "%1"))},
    "a form somebody made": {"numbering": lists(level(0, "decimal", "%1").replace(*MADE_UP))},
    "a list that is missing": {"numbering": lists(*FOUR, numbers="")},
    "no lists": {},
    "lists that are missing": {"dangling": ("numbering",)},
    "a number without end": {"numbering": lists(level(0, "decimal", "%1" * 99))},
}


@pytest.mark.parametrize("why", UNKNOWN)
def test_where_a_number_cannot_be_read_nothing_is_said_of_headings(door, why):
    content = docx(p("（一）甲") + p("乙", at(0)) + p("三、丙"), **UNKNOWN[why])
    paper = read("a.docx", content)
    assert (paper.lines, list(headings(paper))) == (("（一）甲", "乙", "三、丙"), [])
    said = door.shares("USUN", {"name": "供暖.docx", "content": content})
    assert "层次序数*" not in said
    assert said.endswith("序号不在文字里，没有检查。 所以层次序数都没有检查。")


def test_a_bullet_is_no_number():
    body = p("甲", at(0)) + p("一、乙") + p("三、丙")
    assert found(body, numbering=lists(level(0, "bullet", "●"))) == [("heading-count", 3, "二、")]


# --- contents -------------------------------------------------------------------------------------


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


FIELD = f"{char('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{char('separate')}"
ENTRIES = (p("一、甲 1"), p("二、乙 3"))
CONTENTS = {
    "as Word inserts it": (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{''.join(ENTRIES)}</w:sdtContent></w:sdt>"
    ),
    "a field": p("", "", FIELD + run("一、甲 1")) + ENTRIES[1] + p("", "", char("end")),
    "a style": "".join(p(one, '<w:pStyle w:val="21"/>') for one in ("一、甲 1", "二、乙 3")),
}
STYLES = '<w:style w:type="paragraph" w:styleId="21"><w:name w:val="toc 1"/></w:style>'


@pytest.mark.parametrize("how", CONTENTS)
def test_a_table_of_contents_is_no_second_set_of_headings(how):
    content = docx(CONTENTS[how] + p("一、甲") + p("二、乙"), styles=STYLES)
    paper = read("a.docx", content)
    assert paper.lines == ("一、甲", "二、乙")
    assert paper.contents == ("一、甲 1", "二、乙 3")
    assert list(headings(paper)) == []


def test_nor_is_one_that_was_typed():
    typed = "一、甲......1\n二、乙……12\n一、甲\n二、乙"
    assert list(headings(read("a.txt", typed.encode()))) == []


def test_a_mark_of_secrecy_is_seen_in_it_too(door):
    styled = p("秘密★1年", '<w:pStyle w:val="21"/>')
    content = docx(styled + p("关于供暖的通知"), styles=STYLES)
    assert door.shares("USUN", {"name": "a.docx", "content": content}).startswith("🔒")


# --- characters -----------------------------------------------------------------------------------


def test_hyphens_that_do_not_break_and_symbols_are_kept():
    body = p(
        "GB",
        "",
        "<w:r><w:noBreakHyphen/><w:t>T</w:t><w:tab/>"
        '<w:sym w:font="宋体" w:char="3014"/><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:sym w:font="Wingdings" w:char="F020"/><w:sym w:font="x" w:char="D800"/></w:r>',
    )
    assert read_lines(body) == ["GB-T 〔☑\uf020"]


# --- the file -------------------------------------------------------------------------------------


def test_the_strict_dialect_is_read_as_well():
    body = p("甲", at(0)) + "<w:tbl><w:tr><w:tc>" + p("乙") + "</w:tc></w:tr></w:tbl>"
    assert read_lines(body, dialect=STRICT, numbering=lists(*FOUR)) == ["一、 甲", "乙"]


def test_parts_that_are_named_and_not_there_do_no_harm():
    assert read_lines(p("甲"), dangling=("image", "styles", "customXml")) == ["甲"]


@pytest.mark.parametrize(
    "body",
    ["<w:p/>" * 600_000, "<w:r/>" * 200_000, p("", "", char("begin")) * 100],
    ids=["paragraphs", "pieces", "fields"],
)
def test_a_small_file_of_very_many_pieces_is_not_read_to_its_end(body):
    content = docx(body + p("甲"))
    assert len(content) < 10_000
    with pytest.raises(Refused) as refusal:
        read("a.docx", content)
    assert refusal.value.key == "checker.too-big"
