"""The draft checker's rules: a paper as it should be, and each slip. No database."""

from __future__ import annotations

import pytest

from bot.papers.brief import STATUTORY
from bot.papers.checker.body import arabic, chinese
from bot.papers.checker.paper import paper
from bot.papers.checker.rules import GROUPS, check
from bot.papers.checker.title import find_title, guessed, named

GOOD = """000001
特急
鲁中市人民政府文件
鲁政办〔2026〕8号
鲁中市人民政府办公室
关于加强冬季供暖保障工作的
通知（试行）
各县（市、区）人民政府，市政府各部门：
为做好今冬供暖保障工作，根据《意见》（鲁政发〔2025〕12号），现就有关事项通知如下。
一、提高认识
（一）加强领导。各单位要高度重视，1.5万户居民的供暖不能出问题。
1.压实责任。
（1）明确到人。
（2）明确到岗。
2.加强调度。
（二）加强协调。
二、抓好落实
（一）按时报送。各单位于2026年12月1日前报送方案（见附件1），联系人见附件2。
附件：1.任务分工表
2.联系人名单
鲁中市人民政府办公室
2026年11月25日
附件1
任务分工表
一、供热企业
三、物业公司
附件2
联系人名单"""


def found(text, doc_type=""):
    """What the rules say: rule, paragraph, words, what to write."""
    return [(one.rule, one.line, one.said, one.write) for one in check(paper(text, doc_type))]


def rules(text, doc_type=""):
    return [rule for rule, *_ in found(text, doc_type)]


def body(*lines, title="鲁中市人民政府关于供暖工作的通知"):
    return "\n".join([title, "各单位：", *lines])


def test_a_paper_as_it_should_be_is_left_alone():
    assert found(GOOD) == []
    assert found(GOOD, "notice") == []


# --- the head -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "doc_type", "expected"),
    [
        ("鲁中市人民政府关于供暖工作的通知", "", []),
        ("鲁中市人民政府关于印发供暖工作方案的通知", "", []),
        ("关于供暖工作的通知", "", ["title-issuer"]),
        ("供暖工作通知", "", ["title-matter"]),
        ("鲁中市人民政府公告", "", []),
        ("鲁中市人民政府令", "", []),
        ("第12次常务会议纪要", "", []),
        ("鲁中市人民政府关于供暖工作的情况", "", ["type-none"]),
        ("鲁中市人民政府关于供暖工作的情况", "report", ["type-missing"]),
        ("鲁中市人民政府关于供暖工作的报告", "notice", ["type-differs"]),
        ("鲁中市财政局关于增加经费的请示报告", "", ["type-mixed"]),
        ("在全市经济工作会议上的讲话", "", []),
        ("在全市经济工作会议上的讲话", "speech", []),
        ("全市供暖工作方案", "plan", []),
    ],
)
def test_a_title_has_issuer_matter_and_type(title, doc_type, expected):
    assert rules(title, doc_type) == expected


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("妥否，请批示。", "request"),
        ("特此报告。", "report"),
        ("特此通知。", "notice"),
        ("此复。", "reply"),
        ("盼复。", "letter"),
        ("以上各点。", ""),
    ],
)
def test_where_the_title_names_no_type_it_says_which_it_thinks(end, kind):
    text = body("情况如下。", end, title="鲁中市财政局关于供暖工作的情况")
    assert guessed(paper(text)) == kind
    [first, *_] = check(paper(text))
    assert (first.rule, first.kind) == ("type-guess" if kind else "type-none", kind)


def test_every_one_of_the_fifteen_is_known_by_its_name():
    names = [
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
    ]
    assert [named(f"某某关于某事的{name}") for name in names] == list(STATUTORY)
    assert named("某某关于某事的意见（征求意见稿）") == "opinion"


def test_a_title_over_three_lines_is_one_and_a_text_without_one_has_none():
    assert (
        find_title(paper(GOOD)).text == "鲁中市人民政府办公室关于加强冬季供暖保障工作的通知（试行）"
    )
    assert find_title(paper(GOOD))[1:] == (5, 7)
    assert rules("今年以来，全市供暖工作扎实推进，取得明显成效。") == ["type-none", "title-none"]


def test_a_request_holds_one_matter_and_has_one_addressee():
    title = "鲁中市财政局关于增加供暖经费的请示"
    one = [title, "市政府：", "现申请增加经费100万元。", "妥否，请批示。"]
    assert found("\n".join(one)) == []
    two = [title, "市政府、市人大：", "现请批准增加经费。", "另，请予批准增加编制。"]
    assert found("\n".join(two)) == [
        ("request-matter", 4, "请予批准", ""),
        ("request-addressee", 2, "市政府、市人大：", ""),
    ]
    several = "鲁中市财政局关于增加经费和关于增加编制等问题的请示"
    assert rules(several) == ["request-matter"]


def test_a_report_carries_no_request():
    text = body(
        "情况如下。", "恳请予以支持，妥否，请批示。", title="鲁中市财政局关于供暖工作的报告"
    )
    assert found(text) == [("report-request", 4, "恳请予以支持", "")]
    assert rules(text.replace("报告", "通知")) == []


@pytest.mark.parametrize(
    ("said", "write"),
    [
        ("[2026]8号", "〔2026〕8号"),
        ("（2026）8号", "〔2026〕8号"),
        ("〔2026〕第8号", "〔2026〕8号"),
        ("〔2026〕08号", "〔2026〕8号"),
        ("〔26〕8号", "〔2026〕8号"),
        ("〔2026〕8号", None),
    ],
)
def test_a_number_has_hexagonal_brackets_and_no_zero(said, write):
    expected = [("number-form", 3, said, write)] if write else []
    assert found(body(f"根据鲁政发{said}文件。")) == expected


# --- the body -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("一、甲 （一）乙 1.丙 （1）丁 二、戊", []),
        ("一、甲 1.乙", [("heading-order", 4, "1.", "（一）")]),
        ("（一）甲", [("heading-order", 3, "（一）", "一、")]),
        ("一、甲 三、乙", [("heading-count", 4, "三、", "二、")]),
        ("一、甲 （一）乙 （三）丙", [("heading-count", 5, "（三）", "（二）")]),
        ("一、甲 (一)乙", [("heading-form", 4, "(一)", "（一）")]),
        ("一、甲 （一）乙 1、丙", [("heading-form", 5, "1、", "1.")]),
        ("一、甲 （一）乙 二、丙 （一）丁", []),
        ("3.5万户居民", []),
        ("十一月份，一、二线城市", []),
    ],
)
def test_headings_go_down_a_level_at_a_time_and_count_from_one(lines, expected):
    assert found(body(*lines.split(" "))) == expected


def test_numerals_up_to_ninety_nine():
    assert [arabic(chinese(n)) for n in range(1, 100)] == list(range(1, 100))
    assert (chinese(10), chinese(23), arabic("二三")) == ("十", "二十三", 0)


@pytest.mark.parametrize(
    ("said", "write"),
    [
        ("2026年05月03日", "2026年5月3日"),
        ("05月3日", "5月3日"),
        ("二〇二六年十二月一日", "2026年12月1日"),
        ("二○二六年十一月二十五日", "2026年11月25日"),
        ("2026.12.1", "2026年12月1日"),
        ("2026-12-01", "2026年12月1日"),
        ("2026年12月1日", None),
        ("版本2026.1.2.3", None),
        ("10月", None),
    ],
)
def test_dates_are_in_arabic_figures_without_zeros(said, write):
    expected = [("date-form", 3, said, write)] if write else []
    assert found(body(f"会议定于{said}召开。")) == expected


def test_length_is_told_with_its_limit_and_a_speech_is_as_long_as_it_is():
    long, longer = body("好" * 4200), body("好" * 5200)
    [one] = check(paper(long))
    assert (one.rule, one.n, one.most) == ("length-special", 4200 + 20, 4000)
    assert [(one.rule, one.most) for one in check(paper(longer))] == [("length-general", 5000)]
    assert rules(longer, "speech") == []
    assert rules(body("好" * 3900)) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["附件：任务分工表"], []),
        (["附件：1.任务分工表"], ["attachment-single"]),
        (["附件：1.甲", "2.乙"], []),
        (["附件：1.甲", "3.乙"], ["attachment-order"]),
        (["见附件3。", "附件：1.甲", "2.乙"], ["attachment-missing"]),
        (["见附件1。"], ["attachment-missing"]),
        (["附件：1.甲", "2.乙", "附件1"], ["attachment-count"]),
        (["附件：甲", "附件"], []),
    ],
)
def test_attachments_are_named_in_order_and_all_there(lines, expected):
    assert rules(body(*lines)) == expected


def test_what_is_not_chinese_is_left_alone():
    text = paper("Budget memo\n1. Figures as of 2026-05-03, see [2026]08号")
    assert not text.is_chinese
    assert check(text) == []


@pytest.mark.parametrize(
    "text", ["", "。", "一、", "附件：", "关于的", "（", "〔〕号", "\u3000" * 99, "一" * 9000]
)
def test_nothing_breaks_it(text):
    assert {one.group for one in check(paper(text))} <= set(GROUPS)
