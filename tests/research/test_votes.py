"""The vote on the shortlist: it advises, everybody's counts, and nobody can tell who chose what."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, select

from bot.matters import sealing
from handlers.slack.visit import Visit, answer
from storage.db import Base
from storage.matters.ballots import Sealed
from storage.matters.slips import Slip
from storage.research.votes import Vote
from tests.conftest import WEDNESDAY, empty_office, scene
from tests.databases import together
from tests.door import OUTSIDER_ZH, Door

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOPICS = ("老旧小区加装电梯为什么推不动", "基层为什么老是重复填表", "审批为什么慢")
VOTERS = ("UZHAO", "ULIU", "UCHEN", "UZHANG", "ULINA", "USUN", "UZHOU")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def plays(door: Door) -> Door:
    """Three topics are on the shortlist, and a vote is open until Friday at five."""
    for n, title in enumerate(TOPICS, 1):
        door.says("USUN", f"提个调研题：{title}")
        door.says("UZHAO", f"R-{n} 入围")
    door.says("UZHAO", "发起选题投票，周五下午5点截止，每人2票")
    return door


@scene
def voting(door):
    return plays(door)


def casts(door: Door, who: str, *topics: int) -> dict[str, str]:
    """On the ballot of the card; what comes back are the errors of the form."""
    door.presses(who, "Vote" if who in ("ULINA", "ULIU") else "投票", about="B-4")
    return door.fills_in(who, topics=[str(one) for one in topics])


def closes(door: Door) -> None:
    door.waits_until(at("11-27 17:00"))


# --- opening, choosing ---------------------------------------------------------------------------


def test_the_card_says_what_is_asked_and_who_sees_what(voting):
    assert voting.card("UZHANG", "B-4") == (
        "🔎 *B-4*“调研选题” · 投票中\n"
        "赵敏 发起 · 11月27日 周五 17:00 截止（还有 2 个工作日）\n"
        "• R-1“老旧小区加装电梯为什么推不动”\n• R-2“基层为什么老是重复填表”\n"
        "• R-3“审批为什么慢”\n"
        "每人 2 票，截止前可以改。谁选了什么，谁也查不出来，打开数据库的管理员也不行；"
        "谁投了也不显示。"
        "截止前没有任何结果；不足 4 张票，一个结果也不出。截止后投票人只看排名，领导看票数。"
        "投票供领导参考，由领导定题，不作其他用途。\n[投票] [记录]"
    )
    assert "[投票]" not in voting.card("UWANG", "B-4")  # who decides gives no advice
    assert "You have 2 votes and may change them" in voting.card("ULINA", "B-4")


def test_nobody_is_nudged_to_close_what_closes_by_itself(voting):
    assert voting.says("UZHANG", "催办 B-4") == "不用催：B-4 到 11月27日 周五 17:00 自动截止。"
    assert "催办" not in voting.card("UCHEN", "B-4") + voting.card("UWANG", "B-4")
    assert "[催办]" in voting.card("USUN", "R-1")  # a topic waits for whoever chooses


def test_voters_read_the_order_and_leaders_the_numbers_once_it_is_closed(voting):
    for who, chosen in (("UZHANG", (1, 2)), ("ULINA", (1,)), ("USUN", (1, 3)), ("UZHOU", (2, 1))):
        assert casts(voting, who, *chosen) == {}
    before = voting.card("UWANG", "B-4")
    assert "投票中" in before
    assert "第 1" not in before
    closes(voting)
    assert voting.card("UWANG", "B-4") == (
        "✅ *B-4*“调研选题” · 已截止\n赵敏 发起 · 原定 11月27日 周五 17:00 截止\n"
        "7 人中有 4 人投票\n第 1：R-1“老旧小区加装电梯为什么推不动” · 4 票\n"
        "第 2：R-2“基层为什么老是重复填表” · 2 票\n第 3：R-3“审批为什么慢” · 1 票\n[记录]"
    )
    assert voting.card("UCHEN", "B-4").split("\n")[3:5] == [
        "第 1：R-1“老旧小区加装电梯为什么推不动”",
        "第 2：R-2“基层为什么老是重复填表”",
    ]
    assert "votes" not in voting.card("ULINA", "B-4")


def test_under_four_ballots_there_is_nothing_for_anybody(voting):
    for who in ("UZHANG", "ULINA", "USUN"):
        casts(voting, who, 1)
    closes(voting)
    for who in ("UWANG", "UZHAO", "UZHANG"):
        assert "不足 4 张票：票已销毁，不出结果。" in voting.card(who, "B-4")
    with voting.bot.sessions() as session:
        assert session.scalars(select(Sealed)).all() == []
        vote = session.get_one(Vote, 4)
        assert [one.votes for one in vote.choices] == [0, 0, 0]
        assert (vote.ballots, vote.salt) == (0, "")


def test_it_may_be_changed_or_taken_back_until_it_closes_and_counts_once(voting):
    for who in VOTERS[:4]:
        casts(voting, who, 1)
    casts(voting, "UZHANG", 3)
    casts(voting, "ULINA", 2)
    assert "is in" in voting.reads("ULINA")[-1]
    casts(voting, "ULINA")
    assert voting.reads("ULINA")[-1].startswith("You have no ballot in B-4 now.")
    closes(voting)
    card = voting.card("UWANG", "B-4")
    assert "7 人中有 4 人投票" in card
    assert "R-1“老旧小区加装电梯为什么推不动” · 3 票" in card
    assert "R-3“审批为什么慢” · 1 票" in card
    assert "R-2“" not in card


def test_no_more_than_each_has(voting):
    voting.presses("UZHANG", "投票")
    element = voting.form("UZHANG")["blocks"][1]["element"]
    assert element["max_selected_items"] == 2
    assert "initial_options" not in element  # nothing opens a ballot, not even to its voter
    for forged in ("1 2 3", "4"):
        visit = Visit("UZHANG", "form", {"id": "4", "topics": forged})
        said = answer(voting.bot, visit, voting.bot.handler("votes:cast"))
        assert said.field == "topics"


@pytest.mark.parametrize("who", ["UWANG", "UHE", "UTOM"])
def test_leaders_outsiders_and_guests_have_no_vote(voting, who):
    said = voting.forges(who, "votes:cast", 4)
    assert said == OUTSIDER_ZH or "B-4 没有请你" in said or "answer its people" in said
    assert voting.slack.modal(who) is None


def test_nobody_votes_late_not_even_before_the_clock_has_beaten(voting):
    voting.presses("UZHANG", "投票")
    voting.clock.turn_to(at("11-27 17:00"))
    errors = voting.fills_in("UZHANG", topics=["1"])
    assert errors["topics"].startswith("没有办：B-4 已于 11月27日 周五 17:00 截止")
    closes(voting)
    assert voting.forges("UZHANG", "votes:cast", 4).startswith("没有办：B-4 现在是“已截止”")


def test_whoever_has_joined_since_was_not_asked_and_whoever_left_votes_no_more(voting):
    voting.changes("UZHOU", deleted=True)
    assert casts(voting, "UZHANG", 1) == {}
    voting.says("UZHAO", "何斌是文秘科的科员")
    said = voting.forges("UHE", "votes:cast", 4)
    assert voting.slack.modal("UHE") is None
    assert said


def test_sent_twice_by_slack_it_is_one_ballot(voting):
    for who in VOTERS[:4]:
        for _ in range(2):
            casts(voting, who, 1)
    closes(voting)
    assert "7 人中有 4 人投票" in voting.card("UWANG", "B-4")


# --- who may open and close it -------------------------------------------------------------------


def test_it_takes_two_topics_and_one_vote_at_a_time(door):
    door.says("USUN", f"提个调研题：{TOPICS[0]}")
    door.says("UZHAO", "R-1 入围")
    assert "至少要有两个，现在有 1 个" in door.says("UZHAO", "发起选题投票")
    door.says("USUN", f"提个调研题：{TOPICS[1]}")
    door.says("UZHAO", "R-2 入围")
    assert "只有 2 个题" in door.says("UZHAO", "发起选题投票，每人2票")
    assert "没有办" in door.says("USUN", "发起选题投票，每人1票")
    door.says("UCHEN", "vote on the topics, 1 vote each")
    assert "投票 B-3 还没有截止" in door.says("UZHAO", "发起选题投票，每人1票")


def test_a_deputy_closes_it_and_that_is_not_taken_back(voting):
    for who in VOTERS[:4]:
        casts(voting, who, 2)
    assert voting.forges("UZHANG", "votes:count", 4).startswith("没有办：只有发起的人、主任和领导")
    voting.presses("ULIU", "Close the vote", about="B-4")
    assert voting.fills_in("ULIU", words="all have voted") == {}
    assert "第 1：R-2" in voting.card("UWANG", "B-4")
    assert "[Undo]" not in voting.card("ULIU", "B-4")
    with voting.bot.sessions() as session:
        entry = session.get_one(Vote, 4).matter.last_deed.id
    assert voting.forges("ULIU", "votes:undo", entry).startswith("It cannot be taken back")
    voting.says("ULIU", "vote on the topics, 2 votes each")  # opened again it is a new vote
    assert "R-2 " in voting.card("UZHANG", "B-5").replace("“", " ")
    voting.waits(days=3)
    assert "不足 4 张票" in voting.card("UZHANG", "B-5")


@pytest.mark.parametrize("said", ["投票结束", "选题投票截止", "close the vote", "停止投票吧"])
def test_the_one_that_is_open_is_closed_in_its_form(voting, said):
    assert "[打开表单]" in voting.says("UWANG", said)
    voting.presses("UWANG", "打开表单")
    assert "投票中" in voting.card("UWANG", "B-4")
    assert voting.fills_in("UWANG") == {}
    assert "已截止" in voting.card("UWANG", "B-4")
    assert voting.says("UZHAO", said).startswith("现在没有投票。")


@pytest.mark.parametrize("said", ["投票结束", "close the vote"])
def test_by_words_too_nobody_else_closes_it(voting, said):
    assert voting.says("UZHANG", said).startswith("没有办：只有发起的人、主任和领导")
    assert voting.says("UHE", said) == OUTSIDER_ZH
    assert "投票中" in voting.card("UZHANG", "B-4")


def test_opened_by_mistake_it_is_taken_back_and_nothing_is_counted(voting):
    for who in VOTERS[:5]:
        casts(voting, who, 1)
    voting.presses("UZHAO", "撤回", about="B-4")
    assert voting.card("UZHANG", "B-4").split("\n")[0].endswith("已取消")
    with voting.bot.sessions() as session:
        assert session.scalars(select(Sealed)).all() == []
        assert sum(one.votes for one in session.get_one(Vote, 4).choices) == 0
    voting.says("UCHEN", "R-1 不列：重复")  # and it is free again
    assert voting.card("USUN", "R-1").split("\n")[0].endswith("不列")


@pytest.mark.parametrize("verb", ["merge", "park", "drop", "edit", "withdraw"])
def test_what_is_voted_on_stays_on_the_ballot(voting, verb):
    who = "USUN" if verb == "withdraw" else "UCHEN"
    said = voting.forges(who, f"topics:{verb}", 1)
    assert said.startswith("没有办：R-1 正在 B-4 里投票")
    assert "正在投票：B-4" in voting.card("USUN", "R-1")


def test_nor_is_a_place_on_the_shortlist_taken_back_meanwhile(door):
    for title in TOPICS:
        door.says("USUN", f"提个调研题：{title}")
    for n in (1, 2, 3):
        door.says("UCHEN", f"R-{n} 入围")
    door.says("UZHAO", "发起选题投票，周五下午5点截止，每人2票")
    door.presses("UCHEN", "撤回", about="R-3")
    assert door.card("USUN", "R-3").split("\n")[0].endswith("已入围，待定")


def test_the_choice_says_whether_it_is_as_the_vote_advised(voting):
    for who in VOTERS[:4]:
        casts(voting, who, 1)
    voting.says("UWANG", "定 R-3，孙磊牵头，12月15日前出报告")
    voting.presses("UWANG", "不等投票，就定")
    closes(voting)
    voting.says("UWANG", "定 R-1，孙磊牵头，12月15日前出报告")
    voting.says("UWANG", "定 R-2，孙磊牵头，12月15日前出报告")
    said = [voting.card("USUN", f"R-{n}").split("\n")[2].rsplit("· ", 1)[1] for n in (1, 2, 3)]
    assert said == ["与投票一致", "与投票不一致", "未经投票"]


# --- the last call -------------------------------------------------------------------------------


def test_whoever_has_not_voted_is_asked_once_and_nobody_else_hears(voting):
    casts(voting, "UZHANG", 1)
    assert voting.waits_until(at("11-27 10:59")) == []
    told = voting.waits_until(at("11-27 11:00"))
    assert {one.partition(":")[0] for one in told} == set(VOTERS) - {"UZHANG"}
    assert told[0].endswith("你还没有投。别人不会知道，也不会再提醒。\n[投票]")
    assert voting.waits_until(at("11-27 16:59")) == []
    casts(voting, "ULINA", 1)
    for who in VOTERS:
        record = voting.says(who, "记录 B-4") + voting.says(who, "李娜在忙什么")
        assert "投票了" not in record
        assert "B-4" not in record.replace("记录 B-4", "").split("\n", 1)[1].replace("*B-4*", "")


def test_by_words_the_ballot_opens_and_no_word_of_a_choice_is_kept(voting):
    for said in ("我投电梯", "投票给电梯那个", "我要改投填表那个", "vote for the lifts", "我投R-1"):
        assert "[打开表单]" in voting.says("UZHANG", said), said
    with voting.bot.sessions() as session:
        kept = [repr(one.asked) for one in session.scalars(select(Slip))]
    assert kept
    assert not [one for one in kept if "电梯那个" in one or "填表那个" in one or "the lifts" in one]
    voting.presses("UZHANG", "打开表单")
    assert voting.fills_in("UZHANG", topics=["1"]) == {}


HOW_IT_STANDS = (
    *("投票结果", "现在哪个题领先", "谁还没投票", "投票结束了吗", "投票现在谁领先？"),
    *("投票结果什么时候出", "投票结果怎么样", "who won the vote?"),
)


def test_asked_how_it_stands_it_says_what_may_be_known_and_no_more(voting):
    def asked() -> list[str]:
        return [voting.says("USUN", said).replace("[投票] ", "") for said in HOW_IT_STANDS]

    before = asked()
    for who in VOTERS[:4]:
        casts(voting, who, 1)
    assert asked() == before
    for told in before:
        assert told.startswith("🔎 *B-4*“调研选题” · 投票中")
        assert not [who for who in ("Li Na", "张伟", "周婷") if who in told]
    closes(voting)
    for told in asked():
        assert "第 1：R-1“老旧小区加装电梯为什么推不动”" in told
    for said in HOW_IT_STANDS:
        assert "B-4" not in (told := voting.says("UHE", said))
        assert "<@UZHAO>" in told


def test_before_the_first_vote_it_says_who_opens_one(door):
    assert door.says("ULINA", "the result of the vote").startswith("There has been no vote yet.")
    assert door.says("UHE", "投票结果") == OUTSIDER_ZH


def test_with_no_vote_open_it_says_who_opens_one(door):
    assert door.says("ULINA", "vote").startswith("No vote is open.")
    assert door.says("UHE", "投票") == OUTSIDER_ZH


# --- secrecy -------------------------------------------------------------------------------------

# What is drawn by lot: it differs between two offices in which the very same was done.
BY_LOT = {("inbox", "key"), ("stamp", "value"), ("votes", "salt")}
BY_LOT |= {("letters", "lease_owner")} | {("sealed_ballots", one) for one in ("mark", "sealed")}
Picture = Counter[tuple[str, str]]  # rows, whole: who stands beside what is what a link would be


def world(choices: dict[str, tuple[int, ...]], logged: list[str]) -> Iterator[Picture]:
    """All that the database holds, table and row, while a vote is open and afterwards; then all
    that anybody has read, been sent as a file, or had logged.
    """
    before = len(logged)
    logging.getLogger("handlers.slack").info("an office begins")  # what is logged is heard
    door = Door(empty_office(), WEDNESDAY)
    door.casts()
    plays(door)
    for who, chosen in choices.items():
        casts(door, who, *chosen)
    yield everything(door)
    for who in (*VOTERS, "UWANG"):  # what anybody may ask for, and export
        for asked in (
            "记录 B-4",
            "B-4",
            "题库",
            "谁手头比较空？",
            "我的台账",
            "/duty export",
            "/office export @li.na",
        ):
            door.says(who, asked) if asked[0] != "/" else door.types(who, asked)
    yield everything(door)
    closes(door)
    yield everything(door)
    read = [("read", f"{who} {text}") for who in (*VOTERS, "UWANG") for text in door.reads(who)]
    files = [("file", part) for one in door.slack.files.values() for part in held(one)]
    counted = [("metric", repr(one)) for one in door.bot.metrics.counts.items()]
    yield Counter([*read, *files, *counted, *(("log", one) for one in logged[before:])])
    door.closes()


def held(file: bytes) -> list[str]:
    """What a file says; of a sheet all but when it was made."""
    if not file.startswith(b"PK"):
        return [repr(file)]
    book = ZipFile(BytesIO(file))
    return [repr((one, book.read(one))) for one in book.namelist() if "core.xml" not in one]


def everything(door: Door) -> Picture:
    with door.bot.sessions() as session:
        return Counter(
            (
                table.name,
                repr(sorted((name, repr(one)) for name, one in row.items() if shown(table, name))),
            )
            for table in Base.metadata.tables.values()
            for row in session.execute(select(table)).mappings()
        )


def shown(table: Table, column: str) -> bool:
    return (table.name, column) not in BY_LOT


class Heard(logging.Handler):
    """Every line that is logged, of whatever level the running bot lets through."""

    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.INFO)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(f"{record.name} {record.levelname} {record.getMessage()}")


def test_whoever_chose_what_every_row_letter_log_line_and_file_is_the_same():
    """Two offices that differ in nothing but who chose what: as many chose each. Were a choice kept
    beside its voter anywhere, a row would differ, or a line, or a letter.
    """
    logged: list[str] = []
    empty_office()  # it is migrated once, and says so
    root, heard = logging.getLogger(), Heard(logged)
    before = root.level
    root.addHandler(heard)
    root.setLevel(logging.INFO)  # as the running bot is begun
    try:
        mine = {"ULINA": (1,), "UZHANG": (2,), "USUN": (3,), "UZHOU": (3,)}
        other = {"ULINA": (3,), "UZHANG": (3,), "USUN": (2,), "UZHOU": (1,)}
        first, second = (list(world(choices, logged)) for choices in (mine, other))
    finally:
        root.removeHandler(heard)
        root.setLevel(before)
    for one, another in zip(first, second, strict=True):
        assert one == another
    is_open, _, closed, read = first
    assert sum(n for (table, _), n in is_open.items() if table == "sealed_ballots") == 4
    assert not [table for table, _ in closed if table == "sealed_ballots"]
    assert {kind for kind, _ in read} == {"read", "file", "metric", "log"}
    lines = [text for kind, text in read if kind == "log"]
    assert not [text for text in lines for title in TOPICS if title in text]


def test_what_is_drawn_by_lot_names_nobody_and_nothing(voting):
    """What the picture above leaves out is looked at here, on a planted ballot."""
    casts(voting, "ULINA", 3)
    with voting.bot.sessions() as session:
        kept = [
            repr(value)
            for table, column in BY_LOT
            for value in session.scalars(select(Base.metadata.tables[table].c[column]))
        ]
    assert kept
    assert not [one for one in kept if any(word in one for word in (*VOTERS, *TOPICS, "R-3"))]


def test_the_planted_ballot_is_found_while_nothing_else_links_it(voting):
    """The one ballot for R-3 is Li Na's: with the secret it opens, without it nothing does."""
    casts(voting, "ULINA", 3)
    with voting.bot.sessions() as session:
        [kept] = session.scalars(select(Sealed))
        vote = session.get_one(Vote, 4)
    key = sealing.key_of(vote.salt)
    assert sealing.opened(key, kept.sealed) == [2]
    assert kept.mark == sealing.mark_of(key, "ULINA")
    assert "ULINA" not in repr((kept.mark, kept.sealed))
    assert sealing.opened(sealing.key_of("another"), kept.sealed) is None
    for said in ("B-4", "记录 B-4", "R-3", "记录 R-3", "题库"):
        for who in ("UWANG", "UZHAO"):
            assert "李娜" not in voting.says(who, said)


def test_a_seal_tells_nothing_by_its_length_nor_twice_the_same():
    key = sealing.key_of("salt")
    each = [sealing.seal(key, places) for places in ([], [0], [0], [0, 1, 255])]
    assert len({len(one) for one in each}) == 1
    assert len(set(each)) == len(each)
    assert [sealing.opened(key, one) for one in each] == [[], [0], [0], [0, 1, 255]]
    assert sealing.opened(key, each[1][:-1] + bytes([each[1][-1] ^ 1])) is None


def test_with_another_secret_nothing_is_opened_and_what_is_closed_stays(voting, caplog):
    for who in VOTERS[:5]:
        casts(voting, who, 1)
    before = list(sealing._secret)
    sealing.begin_with("another")
    try:
        closes(voting)
    finally:
        sealing._secret[:] = before
    assert "不足 4 张票" in voting.card("UWANG", "B-4")
    assert "5 ballots were sealed with another secret" in caplog.text


# --- at the same moment --------------------------------------------------------------------------


@pytest.fixture
def crowd(sessions) -> Iterator[Door]:
    opened = Door(sessions, WEDNESDAY)
    opened.casts()
    yield plays(opened)
    opened.closes()


def test_votes_at_the_same_moment_all_count(crowd):
    views = {}
    for who in VOTERS:
        crowd.presses(who, "Vote" if who in ("ULINA", "ULIU") else "投票", about="B-4")
        views[who] = crowd.slack.modal(who)
    together(len(VOTERS), lambda n: crowd.slack.submits(VOTERS[n], topics=["2"]))
    closes(crowd)
    assert "R-2“基层为什么老是重复填表” · 7 票" in crowd.card("UWANG", "B-4")


@pytest.mark.parametrize(
    ("said", "each"),
    [
        ("发起投票，每人投一票，周五下班前结束", "每人 1 票"),
        ("发起选题投票，周五下午5点截止，每人两票", "每人 2 票"),
        ("vote on the topics until Friday 5pm, one vote each", "每人 1 票"),
    ],
)
def test_how_many_votes_each_has_may_be_said_in_words(voting, said, each):
    voting.says("UZHAO", "截止投票 B-4")
    voting.says("UCHEN", said)
    card = voting.card("UCHEN", "B-5")
    assert card.startswith("🔎 *B-5*“调研选题” · 投票中\n陈静 发起 · 11月27日 周五")
    assert each in card


@pytest.mark.parametrize("said", ["我弃权", "I abstain"])
def test_whoever_abstains_reads_that_nothing_is_to_be_done(voting, said):
    assert voting.says("USUN", said).startswith("B-4 11月27日 周五 17:00 截止。不投就是弃权")
    assert voting.says("USUN", said).endswith("[投票]")
