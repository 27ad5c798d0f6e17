"""A way of working begun by its name, the office's own as well as those that came with us."""

from __future__ import annotations

import pytest

from storage.processes.cases import Case
from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.processes.test_cases import OWN, publishes
from tests.processes.test_said_short import begins_with

LOAN = """
[data]
called = { en = "File loan", zh = "借阅档案" }
[data.field.title]
kind = "line"
needed = true
label = { en = "Which file", zh = "借什么" }
[data.field.reader]
kind = "person"
needed = true
label = { en = "Who reads it", zh = "借阅人" }
[data.field.back]
kind = "time"
label = { en = "Back by", zh = "归还时间" }
[[data.step]]
name = "lend"
called = { en = "Lend", zh = "借出" }
who = "director"
"""


@scene
def own(door):
    """Ways that the office has made for itself; nothing is learned anew."""
    publishes(door, LOAN, "loan")
    publishes(door, OWN)
    return door


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("UCHEN", "启动借阅档案：2019年会议纪要", "是要：*借阅档案* · “2019年会议纪要”？"),
        ("UCHEN", "借阅档案：2019年会议纪要", "是要：*借阅档案* · “2019年会议纪要”？"),
        ("UCHEN", "我要借阅档案，2019年会议纪要", "是要：*借阅档案* · “2019年会议纪要”？"),
        ("UCHEN", "走一下借阅档案的流程，2019年会议纪要", "是要：*借阅档案* · “2019年会议纪要”？"),
        ("UCHEN", "走一个失物流程：雨伞", "是要：*失物招领* · “雨伞”？"),
        ("ULINA", "start the file loan process for the 2019 minutes",
         "Do you mean: *File loan* · _2019 minutes_?"),
        ("ULINA", "file loan: 2019 minutes", "Do you mean: *File loan* · _2019 minutes_?"),
        ("ULINA", "I'd like a file loan for the 2019 minutes",
         "Do you mean: *File loan* · _2019 minutes_?"),
        ("UCHEN", "走一下用印的流程：合作协议", "是要：*申请用印* ·《合作协议》？"),
        ("UCHEN", "启动报修：三楼打印机", "是要：*报修* ·《三楼打印机》？"),
        ("ULINA", "start the seal process for the agreement",
         "Do you mean: *Use the seal* · _agreement_?"),
    ],
)  # fmt: skip
def test_it_is_offered_by_its_name_with_what_else_was_said(own, who, said, offered):
    assert own.says(who, said).split("\n")[0] == offered


@pytest.mark.parametrize(
    ("who", "said", "back"),
    [
        ("UCHEN", "按借阅档案办：2019年会议纪要，张伟借，周五还", "归还时间：11月27日 周五 18:00"),
        ("ULINA", "start a file loan for the 2019 minutes, Zhang Wei, by Friday",
         "Back by: Fri 27 Nov 18:00"),
    ],
)  # fmt: skip
def test_who_and_when_stand_in_its_fields(own, who, said, back):
    own.says(who, said)
    card = own.presses(who, "Yes, do it" if who == "ULINA" else "就这样")
    assert "2019" in card.split("\n")[0]
    assert "<@UZHANG>" in card
    assert back in card


def test_what_it_lacks_is_asked_for_in_its_form(own):
    own.says("UCHEN", "借阅档案：2019年会议纪要")
    own.presses("UCHEN", "就这样")
    assert begins_with(own, "UCHEN") == {"title": "2019年会议纪要"}


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UCHEN", "想把2019年的档案借来，档案借阅"),
        ("ULINA", "the loan of a file from 2019, please"),
    ],
)
def test_where_it_is_only_named_it_is_one_of_what_may_be_meant(own, who, said):
    answer = own.says(who, said)
    assert "[File loan]" in answer or "[借阅档案]" in answer
    own.presses(who, "File loan" if who == "ULINA" else "借阅档案")
    assert "title" in begins_with(own, who)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UCHEN", "借阅档案要走几步？"),
        ("UCHEN", "张伟说要启动借阅档案"),
        ("UCHEN", "先别启动借阅档案"),
        ("ULINA", "Zhang Wei already started a file loan"),
        ("ULINA", "don't start the file loan process"),
    ],
)
def test_what_is_asked_told_or_forbidden_begins_none(own, who, said):
    answer = own.says(who, said)
    assert "借阅档案*" not in answer
    assert "[借阅档案]" not in answer
    assert "File loan" not in answer


def test_of_a_paper_that_is_called_alike_and_for_who_is_not_of_the_office_it_is_none(own):
    said = own.says("UWANG", "给李娜派个稿：借阅档案管理办法，周五前")
    assert "*D-1*《借阅档案管理办法》" in said
    assert own.says("UHE", "启动借阅档案：2019年会议纪要") == OUTSIDER_ZH


# --- a name that something else has already -------------------------------------------------------


def makes(door, chinese, english):
    door.types("UZHAO", "/office 新建流程")
    lines = "填单，发起人\n审批，主任"
    assert door.fills_in("UZHAO", chinese=chinese, english=english, lines=lines) == {}
    return door.reads("UZHAO")[-1]


def test_a_name_that_is_heard_as_something_else_is_told_with_the_words_that_find_it(door):
    told = makes(door, "收文", "Leave")
    assert "单说“收文”还是当作：收文办理。要启动这个流程，请说：`走收文流程`。" in told
    assert "单说“Leave”还是当作：登记休假。" in told
    for who, said in (
        ("UCHEN", "/office 走收文流程"),
        ("ULINA", "/office start the process Leave"),
    ):
        door.types(who, said)
        assert [one["block_id"] for one in door.form(who)["blocks"]] == ["title"], who
        assert door.fills_in(who, title="一份来文") == {}
    assert "填单" in door.card("UCHEN", "K-1")
    door.says("UCHEN", "收文：供暖通知")
    door.presses("UCHEN", "打开表单")
    assert len(door.form("UCHEN")["blocks"]) > 1  # what it was heard as before


def test_of_two_that_are_called_alike_the_offices_own_is_meant(door):
    assert "`走用车流程`" in makes(door, "用车", "Car, our way")
    door.types("UCHEN", "/office 走用车流程")
    assert [one["block_id"] for one in door.form("UCHEN")["blocks"]] == ["title"]


def test_of_a_name_that_is_free_nothing_is_said(door):
    assert "单说" not in makes(door, "借钥匙", "Key loan")


# --- one that is not there ------------------------------------------------------------------------


NONE = {
    "UCHEN": "没有启动：没有叫“{}”的流程。请另选一个；`/office 流程` 看全部。\n{}[走哪个流程]",
    "ULINA": "Nothing was begun: there is no way of working called “{}”. Choose another; "
    "`/office processes` lists them.\n{}[Which way of working]",
    "UHE": OUTSIDER_ZH,
}


@pytest.mark.parametrize(
    ("who", "said", "called", "near"),
    [
        ("UCHEN", "发起宇航流程", "宇航", ""),
        ("UCHEN", "走一下接代流程", "接代", "[公务接待] "),
        ("ULINA", "start the space process", "space", ""),
        ("ULINA", "start the process infromation", "infromation", "[Information report] "),
        ("UHE", "发起宇航流程", "", ""),
    ],
)
def test_of_that_name_there_is_none_and_the_nearest_are_to_choose_from(
    door, who, said, called, near
):
    assert door.says(who, said) == NONE[who].format(called, near)


def test_one_press_opens_the_form_of_the_nearest_or_all_to_choose_from(door):
    door.says("UCHEN", "发起接代流程")
    door.presses("UCHEN", "公务接待")
    assert "guests" in [one["block_id"] for one in door.form("UCHEN")["blocks"]]
    door.says("ULINA", "start the space process")
    door.presses("ULINA", "Which way of working")
    assert door.fills_in("ULINA", way="seal") == {}
    with door.bot.sessions() as session:
        assert session.get(Case, 1) is None
