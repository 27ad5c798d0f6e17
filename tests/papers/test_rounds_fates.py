"""What becomes of each comment: decided in one pass, told in one message, kept as a table."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from handlers.clockwork import deliver
from handlers.papers.rounds.details import section
from handlers.slack.wording import request_for
from rehearsal.blocks import check_message
from storage.matters.due import first
from storage.matters.outbox import Letter
from storage.papers import rounds as stored
from storage.papers.drafts import Draft
from storage.papers.rounds import Comment, Fate, Round, RoundState
from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY, scene

NOON = WEDNESDAY + timedelta(days=1, hours=2)  # on Thursday
EIGHT = ("UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "USUN", "UZHOU", "UMA")
NASTY = "=cmd|'/c calc'!A0 <!channel> & *_~` </w:t>\x07\ufffe 《数据》"


@scene
def closed(door):
    """Li Na has to decide on two comments of 张伟 and one of 孙磊."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UWANG", "D-1 请张伟、孙磊集体修改，明天中午截止")
    door.says("UZHANG", "D-1 意见：第二部分：数据旧，改为 11 月的，必改")
    door.says("UZHANG", "D-1 意见：结尾：太长")
    door.says("USUN", "D-1 意见：标题：太大")
    door.waits_until(NOON)
    return door


@scene
def crowd(door):
    """Eight people have made sixty comments, twelve of them must-fix."""
    door.joins("UMA", "马丽", locale="zh-CN")
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "UMA").role = Role.STAFF
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.presses("UWANG", "集体修改")
    door.fills_in("UWANG", people=list(EIGHT), due="明天中午")
    with door.bot.sessions.begin() as session:
        for n in range(46):
            session.add(
                Comment(
                    round_id=2, number=n + 1, person_id=EIGHT[n % 8], place=f"第{n}段",
                    problem=f"{n} {NASTY}", wording=NASTY, must=n % 4 == 0, at=WEDNESDAY,
                )
            )  # fmt: skip
    for who in EIGHT[:7]:
        door.says(who, "D-1 意见：最后一条")
        door.says(who, "D-1 意见：最后一条")
    door.waits_until(NOON)
    return door


def state(door, number=2):
    with door.bot.sessions() as session:
        return session.get_one(Round, number).state


# --- decided -------------------------------------------------------------------


def test_a_must_fix_that_is_not_taken_needs_a_reason_and_nothing_typed_is_lost(closed):
    closed.presses("ULINA", "Decide on them", about="*C-2*")
    assert closed.fills_in("ULINA", **{"fate-1": "not_taken", "fate-2": "taken"}) == {
        "reason-1": "Comment 1 is a must-fix. Say why it is not taken."
    }
    assert state(closed) is RoundState.CLOSED
    assert closed.fills_in("ULINA", **{"reason-1": "no data yet"}) == {}

    assert closed.reads("ULINA")[-1] == (
        "Saved. On D-1 1 of 3 comments are still to be decided.\n"
        "[Decide on them] [All comments] [Record]"
    )
    closed.presses("ULINA", "Decide on them", about="*C-2*")
    values = closed.slack.modal("ULINA").values
    assert values["fate-1"]["fate-1"]["selected_option"]["value"] == "not_taken"
    assert values["reason-1"]["reason-1"]["value"] == "no data yet"


def decides(door):
    door.presses("ULINA", "Decide on them", about="*C-2*")
    door.fills_in(
        "ULINA",
        **{"fate-1": "not_taken", "reason-1": "no data yet", "fate-2": "taken"},
        **{"fate-3": "taken", "reason-3": "made it shorter"},
    )


def test_everybody_hears_the_fate_of_their_own_in_one_message_once(closed):
    decides(closed)
    assert state(closed) is RoundState.MERGED
    assert closed.reads("ULINA")[-1] == (
        "All comments on D-1 are decided (3): 2 taken, 1 not. "
        "Their authors hear of it once you press Tell them.\n"
        "[Decide on them] [Tell them] [All comments] [Record]"
    )
    before = {who: len(closed.reads(who)) for who in ("UZHANG", "USUN", "UWANG")}
    closed.presses("ULINA", "Tell them", about="*C-2*")

    assert {who: len(closed.reads(who)) - n for who, n in before.items()} == dict.fromkeys(
        before, 1
    )
    assert closed.reads("UZHANG")[-1] == (
        "Li Na 李娜 定夺了你对 D-1《Budget memo》第 1 轮集体修改提的 2 条意见："
        "采纳 1 条，未采纳 1 条。\n"
        "1. *未采纳* · 第二部分 · 数据旧 —— no data yet\n"
        "2. *采纳* · 结尾 · 太长\n"
        "[我提的] [全部意见] [记录]"
    )
    assert "3. *部分采纳* · 标题 · 太大 —— made it shorter" in closed.reads("USUN")[-1]
    assert closed.reads("UWANG")[-1].startswith(
        "Li Na 李娜 定夺了 D-1《Budget memo》第 1 轮集体修改的意见：采纳 2 条，已告知 2 人。"
    )
    assert state(closed) is RoundState.EXPLAINED
    assert closed.forges("ULINA", "rounds:explain", 2).startswith("Not done: C-2 is over now.")
    assert closed.waits(days=3) == [] or all("C-2" not in line for line in closed.waits(days=3))


def test_until_then_a_decision_can_be_changed_and_afterwards_it_stands(closed):
    decides(closed)
    closed.presses("ULINA", "Decide on them", about="*C-2*")
    closed.fills_in("ULINA", **{"fate-1": "taken", "reason-1": ""})
    closed.presses("ULINA", "Tell them", about="*C-2*")

    assert "1. *采纳* · 第二部分 · 数据旧" in closed.reads("UZHANG")[-1]
    assert "Decide on them" not in closed.card("ULINA", "C-2")
    with closed.bot.sessions() as session:
        said = stored.comments(session, 2)
        assert [(one.fate, one.reason) for one in said] == [
            (Fate.TAKEN, ""), (Fate.TAKEN, ""), (Fate.TAKEN, "made it shorter"),
        ]  # fmt: skip


@pytest.mark.parametrize("who", ["UWANG", "UZHANG", "UZHAO"])
def test_only_the_writer_decides_and_tells(closed, who):
    for said in ("逐条定夺 D-1 的意见", "告知各位 D-1 的采纳情况"):
        assert closed.says(who, said).startswith(("没有办：只有承办人", "没有办：C-2 现在是"))
    assert state(closed) is RoundState.CLOSED


def test_whoever_owes_the_decision_is_reminded(closed):
    news = closed.waits(days=1)
    assert [line for line in news if "decide on the comments" in line] != []
    closed.presses("ULINA", "Decide on them", about="*C-2*")
    assert closed.form("ULINA")["callback_id"] == "rounds:decide"


# --- eight people, sixty comments -------------------------------------------------------------


def test_sixty_comments_stay_readable(crowd):
    card = crowd.card("UWANG", "C-2")
    assert "8 人中 7 人已回 · 60 条意见：12 条必改，已定 0 条" in card
    assert len(card.split("\n")) == 7
    assert "第 1 轮集体修改已截止 · 60 条意见：12 条必改，已定 0 条" in crowd.card("UWANG")


def test_the_list_is_read_page_by_page_back_and_forth(crowd):
    first = crowd.says("UWANG", "D-1 的意见")
    assert first.count("<!channel>") == 0
    assert len([line for line in first.split("\n") if line.startswith("*") and "·" in line]) >= 10
    assert "第 1 到 10 条，共 60 条" in first
    crowd.presses("UWANG", "下一页 →")
    assert "第 11 到 20 条，共 60 条" in crowd.reads("UWANG")[-1]
    crowd.presses("UWANG", "← 上一页")
    assert "第 1 到 10 条，共 60 条" in crowd.reads("UWANG")[-1]


@pytest.mark.parametrize("who", ["UHE", "UTOM"])
def test_pages_are_as_unseen_as_the_draft(crowd, who):
    with crowd.bot.sessions() as session:
        first = session.scalars(select(Comment.id).limit(1)).one()
    for action in ("rounds:from", "rounds:onward"):
        assert crowd.forges(who, action, first) == crowd.forges(who, action, 99_999)


def decides_a_page(door, fate, **more):
    """Everything on the page that is open; the fields there were."""
    blocks = door.form("ULINA")["blocks"]
    fates = [b["block_id"] for b in blocks if b.get("block_id", "").startswith("fate-")]
    assert door.fills_in("ULINA", **dict.fromkeys(fates, fate), **more) == {}
    return fates


def test_they_are_decided_in_one_pass_page_by_page_and_what_was_chosen_stays(crowd):
    crowd.presses("ULINA", "Decide on them", about="*C-2*")
    first = decides_a_page(crowd, "taken")
    second = decides_a_page(crowd, "taken", **{"next-1": "0"})
    chosen = crowd.slack.modal("ULINA").values[first[0]][first[0]]["selected_option"]
    assert chosen["value"] == "taken"
    pages = [decides_a_page(crowd, "taken") for _ in range(6)]

    assert [len(page) for page in pages] == [10] * 6
    assert pages[:2] == [first, second]
    assert crowd.slack.modal("ULINA") is None
    assert state(crowd) is RoundState.MERGED
    assert crowd.reads("ULINA")[-1].startswith("All comments on D-1 are decided (60): 60 taken")


def test_whoever_stops_half_way_goes_on_where_it_is_open(crowd):
    crowd.presses("ULINA", "Decide on them", about="*C-2*")
    first = decides_a_page(crowd, "taken", **{"next-0": "done"})
    assert "Saved. On D-1 50 of 60 comments are still to be decided." in crowd.reads("ULINA")[-1]

    crowd.presses("ULINA", "Decide on them", about="*C-2*")
    assert decides_a_page(crowd, "taken") != first


def test_one_message_tells_of_all_ones_own_however_many(crowd):
    with crowd.bot.sessions.begin() as session:
        for one in stored.comments(session, 2):
            one.fate, one.reason = Fate.NOT_TAKEN, f"{NASTY}{'理' * 3000}"
            one.person_id = "UZHANG"
        session.get_one(Round, 2).state = RoundState.MERGED
    crowd.says("ULINA", "tell them about the comments on D-1")

    [told] = [text for text in crowd.reads("UZHANG") if "定夺了你对" in text]
    assert "提的 60 条意见：采纳 0 条，未采纳 60 条" in told
    assert "条，见全部意见" in told
    assert len(told) < 4000
    assert "<!channel>" not in told
    with crowd.bot.sessions() as session:
        assert [one.error for one in session.scalars(select(Letter)) if one.error] == []


def test_the_details_of_the_draft_tell_of_its_rounds(closed):
    decides(closed)
    closed.says("ULINA", "submit D-1 https://docs.example/2")
    closed.says("UWANG", "就 D-1 征求陈静意见")
    with closed.bot.sessions() as session:
        who = session.get_one(Person, "UWANG")
        request = request_for(closed.bot, session, who, closed.clock.now())
        blocks = section(request, session.get_one(Draft, 1))
    check_message(blocks)

    assert blocks[0]["text"]["text"].split("\n") == [
        "*第 1 轮* 集体修改（第 1 版） · 已定夺，待告知 · 2 人中 2 人已回 · "
        "3 条意见：1 条必改，已定 3 条 · 之后交来第 2 版",
        "*第 2 轮* 征求意见（第 2 版） · 进行中 · 1 人中 0 人已回 · 还没有意见",
    ]
    assert [one["text"]["text"] for one in blocks[1]["elements"]] == ["看这一轮"]


# --- the table -------------------------------------------------------------------


def files(door, who):
    shown = [file for message in door.slack.sees(who, "DM") for file in message.files]
    return {file["name"]: door.slack.files[file["id"]] for file in shown}


def rows(content):
    return [
        [cell.value or "" for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0]
    ]


def test_the_table_comes_as_a_file_in_the_language_of_whoever_asks(closed):
    decides(closed)
    assert closed.says("UWANG", "导出 D-1 的意见表").startswith("D-1《Budget memo》第 1 轮集体修改")
    closed.presses("ULINA", "All comments", about="*C-2*")
    closed.presses("ULINA", "As Excel")

    [content] = files(closed, "UWANG").values()
    [name] = files(closed, "UWANG")
    assert re.fullmatch(r"D-1 第 1 轮意见表-\d+\.xlsx", name)
    assert rows(content)[2:] == [
        ["序号", "提出人", "时间", "位置", "问题", "建议改为", "性质", "处理", "理由"],
        [1, "张伟", "2026-11-25 10:00", "第二部分", "数据旧", "11 月的", "必改", "未采纳",
         "no data yet"],
        [2, "张伟", "2026-11-25 10:00", "结尾", "太长", "", "建议", "采纳", ""],
        [3, "孙磊", "2026-11-25 10:00", "标题", "太大", "", "建议", "部分采纳",
         "made it shorter"],
    ]  # fmt: skip
    [english] = files(closed, "ULINA").values()
    assert rows(english)[2][0] == "No."
    answers = load_workbook(BytesIO(english)).worksheets[1]
    assert [cell.value for cell in answers[2]][:2] == ["孙磊", "1 comment"]


def test_as_word_it_is_a_table_too(closed):
    closed.says("UWANG", "导出 D-1 的意见表为 Word")

    [(name, content)] = files(closed, "UWANG").items()
    paper = Document(BytesIO(content))
    assert re.fullmatch(r"D-1 第 1 轮意见表-\d+\.docx", name)
    assert paper.paragraphs[0].text == "D-1《Budget memo》"
    assert paper.tables[0].rows[1].cells[4].text == "数据旧"
    assert paper.tables[1].rows[1].cells[0].text == "孙磊"


def test_what_people_wrote_reckons_nothing_and_breaks_nothing(crowd):
    for said in ("导出 D-1 的意见表", "导出 D-1 的意见表为 Word"):
        crowd.says("UWANG", said)

    xlsx, docx = files(crowd, "UWANG").values()
    sheet = load_workbook(BytesIO(xlsx)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    words = [cell for cell in cells if cell.data_type == "s"]
    assert sorted(cell.value for cell in cells if cell not in words) == list(range(1, 61))
    assert all(cell.quotePrefix for cell in words)
    assert len(rows(xlsx)) == 3 + 60
    assert "\x07" not in "".join(cell.value for cell in words)
    assert len(Document(BytesIO(docx)).tables[0].rows) == 1 + 60


@pytest.mark.parametrize("who", ["UHE", "UTOM", "USUN"])
def test_who_may_not_see_the_draft_gets_no_table(door, who):
    door.says("UWANG", "请李娜起草人事调整方案（内部），陈静审核，周五下班前交")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UWANG", "就 D-1 征求陈静意见")
    told = door.says(who, "导出 D-1 的意见表")

    assert told == door.says(who, "导出 D-99 的意见表").replace("D-99", "D-1")
    assert door.forges(who, "rounds:export", 2) == door.forges(who, "rounds:export", 99)
    assert files(door, who) == {}


def test_who_lost_sight_of_it_meanwhile_gets_none_either(closed):
    with closed.bot.sessions.begin() as session:
        session.add(
            Letter(kind="file", to="UHE", key="rounds:table", blanks={"id": 2, "as": "xlsx"},
                   not_before=NOON)
        )  # fmt: skip
    deliver(closed.bot)
    assert files(closed, "UHE") == {}


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_an_upload_that_fails_is_tried_again(closed, method):
    closed.slack.fault(method, "http_500")
    closed.says("UWANG", "导出 D-1 的意见表")
    told = len(closed.reads("UWANG"))
    assert files(closed, "UWANG") == {}

    for _ in range(3):  # it is looked for twice before it is sent again
        closed.waits(minutes=1)
    assert len(files(closed, "UWANG")) == 1
    closed.waits(minutes=10)
    assert len(closed.reads("UWANG")) == told + 1


# --- two processes -------------------------------------------------------------------


def test_of_two_sweeps_one_closes_it(door):
    """Both have read that it is due; the second finds it closed, or given more time."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UWANG", "D-1 请张伟、孙磊集体修改，明天中午截止")
    with door.bot.sessions() as session:
        seen = stored.open_on(session.get_one(Draft, 1))
        session.expunge_all()
    door.says("UWANG", "D-1 的集体修改延到周五")
    with door.bot.sessions.begin() as session:
        assert stored.claim(session, seen, NOON) is False

    news = door.waits(days=3)
    assert len([line for line in news if "到时截止" in line]) == 1
    with door.bot.sessions.begin() as session:
        assert first(session, stored.ROUNDS_OVER, door.clock.now()) is None
        assert stored.claim(session, session.get_one(Round, 2), door.clock.now()) is False


def test_in_part_is_a_choice_of_its_own_and_wants_to_know_which_part(closed):
    closed.presses("ULINA", "Decide on them", about="*C-2*")
    chosen = {"fate-1": "partly", "fate-2": "taken"}
    assert closed.fills_in("ULINA", **chosen) == {"reason-1": "Say which part is taken."}
    assert closed.fills_in("ULINA", **{"reason-1": "the figures"}) == {}
    closed.presses("ULINA", "Decide on them", about="*C-2*")
    [first] = [one for one in closed.form("ULINA")["blocks"] if one.get("block_id") == "fate-1"]
    assert first["element"]["initial_option"]["value"] == "partly"
