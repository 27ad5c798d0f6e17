"""What people say in their own words: offered in one press, never done on a guess."""

from __future__ import annotations

import re
import time
from itertools import product

import pytest

from bot.hearing import families, hear, is_told, model, only_shows
from bot.hearing.verbs import tables_of
from bot.language.catalog import LANGUAGES, files
from bot.language.dates import Unsure
from bot.language.phrases import Heard, tables
from bot.language.refusals import Refused
from bot.language.understanding import acts
from bot.language.understanding.examples import sentences
from bot.language.understanding.features import features
from bot.language.understanding.guessing import taught
from bot.language.understanding.marks import known, pattern
from bot.language.understanding.model import learned
from bot.settings import DATA
from handlers.slack.desk import AskFirst, Form
from handlers.slack.heard import answers_for
from handlers.slack.wording import request_for
from storage.who.people import Person
from tests.conftest import WEDNESDAY, scene
from tests.door import OUTSIDER_ZH

# --- one press -----------------------------------------------------------------------------------


def test_what_is_likely_is_said_back_and_done_in_one_press(door):
    said = door.says("UZHAO", "帮我跟张伟说下，把防汛通知先弄个初稿，周四下午给我看看")
    assert said.startswith("是要：*派稿* · <@UZHANG> ·《")
    assert "防汛通知" in said
    assert "11月26日 周四" in said
    assert door.reads("UZHANG") == []

    done = door.presses("UZHAO", "就这样")
    assert "*D-1*" in done
    assert "*D-1*" in door.card("UZHANG")
    assert "[就这样]" not in "".join(door.reads("UZHAO"))


def test_it_is_changed_in_its_form_and_nothing_that_was_said_is_lost(door):
    said = door.says("ULIU", "Sun Lei could take the flood notice, Friday noon")
    assert said.startswith("Do you mean: *Assign a draft* · <@USUN> · ")
    door.presses("ULIU", "Change it")
    fields = {block["block_id"]: block.get("element") for block in door.form("ULIU")["blocks"]}

    assert fields["person"]["initial_user"] == "USUN"
    assert "flood notice" in fields["title"]["initial_value"]
    assert "Friday noon" in fields["due"]["initial_value"]
    assert door.reads("USUN") == []


ALWAYS_A_FORM = {
    "duty:publish",
    "calendar:import",
    "assessments:grades",
    "assessments:begin-year",
    "rules:change",
}


def test_whatever_opens_a_form_can_be_changed_before_it_is_done(door):
    """But for what opens one whatever is said."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec")
    orders = [one for one, table in tables_of().items() if not table.get("question")]
    opens = {one for one in orders for who in ("UZHAO", "ULINA") if opens_form(door, who, *one)}
    lost = {f"{one[0]}:{one[1]}" for one in opens if not is_told(Heard(*one))}
    assert lost == ALWAYS_A_FORM


def opens_form(door, who, feature, verb):
    for about in ({}, {"number": "D-1"}):
        with door.bot.sessions() as session:
            request = request_for(door.bot, session, session.get_one(Person, who), WEDNESDAY)
            try:
                asked = {"in_part": "yes", **about}
                reply = answers_for(door.bot, f"{feature}:{verb}")(request, asked)
            except (Refused, Unsure, AskFirst, AssertionError, LookupError):
                reply = None
        if isinstance(reply, Form) and "submit" in reply.view:
            return True
    return False


def test_an_opinion_that_may_be_added_is_asked_for_before_a_signature(to_sign):
    to_sign.says("UWANG", "D-1 我看行，可以发了吧")
    to_sign.presses("UWANG", "改一改")
    assert "opinion" in str(to_sign.form("UWANG")["blocks"])
    assert "待签发" in to_sign.card("UWANG")


def test_what_only_shows_something_is_shown_at_once(door):
    assert door.says("UZHAO", "孙磊最近咋样，忙不忙") == "孙磊 手上没有你能看到的事项。"


def test_what_is_unlikely_says_what_was_heard_with_the_nearest_as_buttons(door):
    said = door.says("UZHAO", "王局说让张伟周四前写个纪要，孙磊看看")
    assert said.startswith(
        "没有完全听懂。听到了：<@UWANG> · <@UZHANG> · <@USUN> · 11月26日 周四 18:00 前。"
    )
    assert 1 <= said.count("[") <= 3
    assert said.endswith("全部用法：`/office help`。")


def test_talk_gets_a_word_and_no_buttons(door):
    assert door.says("ULIU", "have a nice weekend, everybody") == (
        "All right. If you want something done, just say so."
    )


# --- late, twice, by somebody else ---------------------------------------------------------------


@scene
def offered(door):
    door.says("UZHAO", "Sun Lei could take the flood notice, Friday noon")
    return door


def test_pressed_twice_it_is_done_once(offered):
    [message] = [one for one in offered.slack.sees("UZHAO", "DM") if "就这样" in str(one.blocks)]
    slip = message.blocks[-1]["elements"][0]["value"]
    offered.slack.presses("UZHAO", "DM", message.ts, "就这样")

    gone = "这个问题已经过去了，请再说一遍。"
    assert offered.forges("UZHAO", "offers:take-0", slip).startswith(gone)
    assert sum("*D-1*" in text and "办理" not in text for text in offered.reads("USUN")) == 1
    assert offered.forges("ULIU", "offers:take-0", slip).startswith("That question is over.")
    assert offered.forges("UZHAO", "offers:change", slip).startswith("这个问题已经过去了")


def test_what_is_no_longer_open_is_refused_when_it_is_pressed(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    said = door.says("ULINA", "budget memo is fine by me, I'll get started on it")
    assert said.startswith("Do you mean: *Accept the draft* · D-1 _Budget memo_?")
    door.says("UWANG", "cancel D-1")
    assert door.presses("ULINA", "Yes, do it").startswith("Not done: D-1 is cancelled now.")


def test_more_time_until_friday_is_until_the_friday_after_it_is_due(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 2 Dec")
    said = door.says("ULINA", "D-1 周三交不了，能不能宽限到周五")
    assert "by Fri 4 Dec 18:00" in said
    assert "2 Dec" in door.card("ULINA")
    door.presses("ULINA", "Yes, do it")
    assert "Fri 4 Dec 18:00" in door.card("ULINA")


def test_an_outsider_is_offered_nothing(door):
    assert "[" not in door.says("UHE", "能不能让李娜写个通知")
    assert door.says("UHE", "孙磊最近咋样") == OUTSIDER_ZH


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("ULINA", "we might as well drop D-1, nobody needs it any longer"),
        ("USUN", "D-1 能不能再宽限两天"),
    ],
)
def test_of_a_number_that_is_not_there_or_not_for_them_nothing_is_offered(door, who, said):
    missing = door.says(who, said)
    assert missing.startswith(("There is no D-1 that you can see.", "没有你能看到的 D-1。"))

    door.types("UWANG", "/draft assign @zhang.wei 人事调整方案 by 4 Dec internal-only")
    assert door.says(who, said) == missing
    assert "D-1" in door.says("UZHANG", said)
    assert "没有你能看到的" not in door.says("UZHANG", said)


@pytest.mark.parametrize(
    ("who", "said", "answered"),
    [
        ("ULINA", "where does the road salt memo stand?", "*Show the draft*: of what? "),
        ("USUN", "那份撒盐方案写到哪了", "*看文稿*：说的是哪一件？"),
    ],
)
def test_what_can_only_be_done_with_something_that_is_not_there_says_so(door, who, said, answered):
    assert door.says(who, said).startswith(answered)
    door.types("UWANG", "/draft assign @zhang.wei 撒盐方案 road salt memo by 4 Dec internal-only")
    assert door.says(who, said).startswith(answered)
    assert "D-1" in door.says("UZHANG", said)


@pytest.mark.parametrize("said", ["我来答复他提的那几个问题", "I can take what he asked"])
def test_that_an_answer_is_to_come_is_no_answer(door, said):
    door.types("UWANG", "/draft assign @zhang.wei Flood notice by 4 Dec")
    door.says("UZHANG", "accept D-1")
    door.says("UZHANG", "ask about D-1: for whom is it written?")
    assert door.says("UWANG", said).startswith("是要：*答复提问* · D-1《Flood notice》？")
    door.presses("UWANG", "就这样")
    assert "initial_value" not in str(
        next(one for one in door.form("UWANG")["blocks"] if one.get("block_id") == "text")
    )
    assert "答复了" not in "".join(door.reads("UZHANG"))


@pytest.mark.parametrize("said", ["我刚派的那件撤掉吧", "drop the draft I just assigned"])
def test_what_was_begun_just_now_is_the_last_of_whoever_speaks(door, said):
    door.types("UWANG", "/draft assign @zhang.wei Flood notice by 4 Dec")
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec")
    assert "D-2" in door.says("UWANG", said)
    assert "[就这样]" in door.reads("UWANG")[-1]
    assert "D-2" not in door.says("UZHAO", said)
    door.presses("UWANG", "就这样")
    assert "已取消" in door.says("UWANG", "D-2")


def test_nobody_hears_of_a_title_they_may_not_see(door):
    door.types("UWANG", "/draft assign @zhang.wei 人事调整方案 by 4 Dec internal-only")
    said = door.says("ULINA", "how is the 人事调整方案 coming along, is it signed?")
    assert "D-1" not in said
    assert "D-1" in door.says("UZHANG", "那个人事调整方案到哪一步了")


# --- corrected, doubled, misspelled ---------------------------------------------------------------


def test_a_correction_changes_the_last_offer(offered):
    said = offered.says("UZHAO", "不是，是张伟")
    assert said.startswith("是要：*派稿* · <@UZHANG> ·《flood notice》· 11月27日 周五 12:00 前？")
    said = offered.says("UZHAO", "I meant Monday 5pm")
    assert said.startswith("是要：*派稿* · <@UZHANG> ·《flood notice》· 11月30日 周一 17:00 前？")
    offered.presses("UZHAO", "就这样")
    assert "*D-1*" in offered.card("UZHANG")
    assert offered.reads("USUN") == []


FLOOD = "帮我跟孙磊说下，把防汛通知先弄个初稿，周四下午给我看看"


@pytest.mark.parametrize(
    ("said", "who", "day"),
    [
        ("不是，是张伟", "UZHANG", "11月26日"),
        ("给张伟，不是孙磊", "UZHANG", "11月26日"),
        ("我说的是周五", "USUN", "11月27日"),
        ("不对，下周一", "USUN", "11月30日"),
        ("应该是张伟，周五", "UZHANG", "11月27日"),
        ("no, Zhang Wei", "UZHANG", "11月26日"),
        ("not Sun Lei, Zhang Wei", "UZHANG", "11月26日"),
        ("actually, by Monday", "USUN", "11月30日"),
        ("sorry, Zhang Wei and Monday", "UZHANG", "11月30日"),
        ("Monday, not Thursday", "USUN", "11月30日"),
    ],
)
def test_a_correction_is_said_in_many_ways(door, said, who, day):
    assert "<@USUN>" in door.says("UZHAO", FLOOD)
    meant = door.says("UZHAO", said)
    assert meant.startswith(f"是要：*派稿* · <@{who}> ·《防汛通知")
    assert f"》· {day} " in meant


def test_what_was_begun_a_moment_ago_is_put_right_by_its_own_step(door):
    door.says("UZHAO", "帮我跟孙磊说下，把防汛通知先弄个初稿，周四下午给我看看")
    door.clock.turn(seconds=20)
    assert "*D-1*" in door.says("UZHAO", "请张伟起草供暖通知，周四交")
    assert door.says("UZHAO", "不是，是孙磊").startswith(
        "是要：*转交* · D-1《供暖通知》· <@USUN>？"
    )
    door.presses("UZHAO", "就这样")
    assert "*孙磊*" in door.card("USUN")
    said = door.says("UZHAO", "我说的是周五")
    assert said.startswith("是要：*改期* · D-1《供暖通知》· 11月27日 周五")
    assert "D-1" not in door.says("UZHAO", "actually remind me to call Zhang Wei on Friday")


@pytest.mark.parametrize(
    "wishes",
    [
        "Sun Lei could take the flood notice, Friday noon\n请李娜起草年度总结，下周五前",
        "请孙磊写会议纪要，周四前交；请李娜写工作简报，周五前交",
        "安排孙磊弄个年终总结，下周一交；再让李娜写个值班通知，明天下午四点前",
        "Have Sun Lei write the minutes by Friday 3pm, and have Li Na draft a memo by Thursday",
    ],
)
def test_two_wishes_are_two_offers_and_neither_takes_the_other_along(door, wishes):
    door.says("UZHAO", wishes)
    first, second = door.reads("UZHAO")[-2:]
    assert first.startswith("是要：*派稿* · <@USUN> ·")
    assert second.startswith("是要：*派稿* · <@ULINA> ·")
    assert door.reads("USUN") == door.reads("ULINA") == []
    door.presses("UZHAO", "就这样", about="<@USUN>")
    assert "*D-1*" in door.card("USUN")
    door.presses("UZHAO", "就这样", about="<@ULINA>")
    assert "*D-2*" in door.card("ULINA", "D-2")


def test_a_command_with_two_wishes_binds_neither(door):
    said = door.types("UWANG", "/draft 请孙磊写会议纪要，周四前交；请李娜写工作简报，周五前交")
    assert said.startswith("是要：*派稿* · <@ULINA> ·《工作简报》")
    assert door.reads("USUN") == door.reads("ULINA") == []


def test_a_card_that_was_the_answer_knows_its_matter(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "where is D-1?")
    shown = door.slack.sees("ULINA", "DM")[-1]
    door.says("ULINA", "accept", thread_ts=shown.ts)
    assert "being written" in "".join(door.reads("ULINA"))


def test_who_may_not_assign_is_not_offered_to(door):
    assert "Assign" not in door.says(
        "ULINA", "Could you get Zhang Wei to draft a briefing, Friday?"
    )


def test_a_name_with_a_slip_is_that_of_the_likeliest(door):
    assert door.says("UZHAO", "Sun Lie could take the flood notice, Friday noon").startswith(
        "是要：*派稿* · <@USUN> ·《flood notice》"
    )


def test_groups_are_their_people_and_whoever_says_so_themselves(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm reviewer Chen Jing")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    said = door.says("UCHEN", "D-1 集体过一遍吧，写手们加我，明天下班前")
    assert said.startswith("是要：*集体修改* · D-1《Budget memo》· ")
    named = set(re.findall(r"<@(U\w+)>", said.split("\n")[0]))
    assert {"UZHANG", "USUN", "UCHEN"} <= named
    assert "ULINA" not in named  # she writes it
    assert "UHE" not in named


# --- what was chosen is an example of the office -------------------------------------------------


def buttons_of(said):
    return re.findall(r"\[([^\]]+)\]", said)


def agrees(door):
    door.types("UZHAO", "/office settings")
    door.fills_in("UZHAO", unread="on")


def test_what_was_chosen_comes_first_the_next_time_and_is_forgotten_on_demand(door):
    agrees(door)
    _, *offered = buttons_of(door.says("UZHAO", "孙磊 周五 年会的材料"))
    # The likeliest of the others that can be done: nobody has a duty to give away.
    other = next(one for one in offered if one not in ("改一改", "替人值班"))
    door.presses("UZHAO", other)
    assert other in door.says("UZHAO", "李娜 周四 年会的材料").split("]")[0]
    kept = door.types("UZHAO", "/office learned sentences")
    assert f"1. “[person] [time] …” → {other}" in kept
    assert door.says("UZHAO", "忘掉第9句").startswith("没有第 9 句。")
    assert door.says("UZHAO", "忘掉第1句") == "已忘掉 1 句。"
    assert door.types("UZHAO", "/office learned sentences").startswith("没有留存。")


def test_without_consent_nothing_is_kept_and_only_a_director_sees_it(offered):
    offered.presses("UZHAO", "就这样")
    assert offered.types("UZHAO", "/office learned sentences").startswith("没有留存。")
    assert offered.types("ULINA", "/office learned sentences").startswith("Not done: only")
    assert offered.says("ULINA", "forget sentence 1").startswith("Not done: only")


def test_of_an_internal_draft_no_word_is_kept(door):
    agrees(door)
    door.types("UWANG", "/draft assign @zhang.wei 人事调整方案 by 4 Dec internal-only")
    assert door.says("UZHANG", "人事调整方案我来写，没问题").startswith("是要：*受领文稿*")
    door.presses("UZHANG", "就这样")
    assert door.types("UZHAO", "/office learned sentences").startswith("没有留存。")


def test_a_hidden_matter_gives_away_neither_its_date_nor_its_writer(door):
    door.types("UWANG", "/draft assign @zhang.wei 人事调整方案 by 4 Dec 6pm internal-only")
    for said in ("D-1 能不能再给两个工作日", "D-9 能不能再给两个工作日"):
        answer = door.says("ULINA", said)
        assert "8 Dec" not in answer
        assert "人事" not in answer
    hidden, none = (
        door.says("ULINA", f"could I have two more working days for {one}").replace(one, "D-n")
        for one in ("D-1", "D-9")
    )
    assert hidden == none


def test_of_the_words_of_advice_none_is_kept(door):
    agrees(door)
    door.says("ULINA", "advise Wang Jianguo: Sun Lei should not be on duty alone on Friday")
    door.presses("ULINA", "Give advice")
    assert "duty" not in door.types("UZHAO", "/office learned sentences")


# --- under a card --------------------------------------------------------------------------------


@scene
def to_sign(door):
    """D-1 waits for the leader's signature."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    return door


def in_thread(door, who, text):
    [card] = [one for one in door.slack.sees(who, "DM") if "*D-1*" in str(one.blocks)][:1]
    return door.says(who, text, thread_ts=card.ts) or door.reads(who)[-1]


@pytest.mark.parametrize("said", ["同意，印发", "没意见，发吧", "good, approved, send it out"])
def test_the_leader_says_yes_under_the_card_and_signs_in_one_press(to_sign, said):
    asked = in_thread(to_sign, "UWANG", said)
    assert asked.startswith("是要：*签发* · D-1《Budget memo》")
    assert "待签发" in to_sign.card("UWANG")
    to_sign.presses("UWANG", "就这样")
    assert "已签发" in to_sign.card("UWANG")


@pytest.mark.parametrize("said", ["D-1行，就按这个来", "D-1不错，给大家发下去"])
def test_a_signature_is_offered_with_five_buttons_at_the_most(to_sign, said):
    asked = to_sign.says("UWANG", said)
    assert asked.startswith("是要：*签发*")
    assert "[退回修改]" in asked
    assert asked.count("[") <= 5


def test_an_opinion_is_kept_whole_where_the_matter_is_named_by_its_title(to_sign):
    said = to_sign.says("UWANG", "那个 Budget memo 我看了，还行，就签了吧")
    assert "“那个 Budget memo 我看了，还行，就签了吧”" in said


def test_a_label_alone_under_the_card_is_plain(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    in_thread(door, "ULINA", "accept")
    assert "being written" in door.card("ULINA")


def test_more_days_are_counted_from_the_date_that_is_moved(door):
    door.types("UWANG", "/draft assign @sun.lei 会议材料 by 4 Dec 6pm")
    asked = in_thread(door, "USUN", "时间太紧了，能不能再给两个工作日")
    assert asked.startswith("是要：*申请延期* · D-1《会议材料》· 12月8日 周二 18:00 前")
    door.presses("USUN", "就这样")
    assert "申请延期到 12月8日 周二 18:00" in door.card("USUN")


@pytest.mark.parametrize(
    "said",
    [
        "年终总结里产业那块让孙磊写，周二前",
        "Sun Lei writes the industry section of 年终总结 by Tuesday",
    ],
)
def test_a_piece_of_a_paper_is_no_paper_of_its_own_before_it_is_said_so(door, said):
    door.types("UWANG", "/draft assign @zhang.wei “年终总结” by 4 Dec")
    assert "分工" in door.says("UWANG", said)
    assert door.says("UWANG", "D-2").startswith("没有你能看到的 D-2")


def test_mine_is_a_yes_where_one_is_owed_and_a_list_where_none_is(door):
    door.types("UWANG", "/draft assign @li.na “summary” by 4 Dec")
    assert "*Accept" in in_thread(door, "ULINA", "ok mine")
    assert "*D-1*" in door.card("ULINA")  # still to be accepted: nothing is done unasked
    assert "*Accept" not in door.says("UZHANG", "mine")


def test_whoever_is_to_be_relieved_does_not_take_over(door):
    door.types("UWANG", "/draft assign @sun.lei 会议材料 by 4 Dec 6pm")
    assert "转交* · D-1《会议材料》？" in in_thread(door, "UWANG", "换个人写吧，孙磊这几天忙")


@pytest.mark.parametrize(
    "said", ["先别签发", "如果数字没问题就签发", "他说可以签发", "not approved yet"]
)
def test_what_is_no_order_signs_nothing_and_is_not_put_first(to_sign, said):
    asked = in_thread(to_sign, "UWANG", said)
    assert "待签发" in to_sign.card("UWANG")
    assert "[就这样]" not in asked


# --- nothing binds that is no order --------------------------------------------------------------

ORDERS = {
    "zh": (
        *("签发 D-1", "取消 D-1", "请李娜起草总结，下周五前", "D-1 交给孙磊", "印发 D-1 给各科室"),
        *("退回 D-1：太长", "D-1 改到下周一", "请示王局：在哪里开，方案一：甲；方案二：乙"),
    ),
    "en": (
        *("sign off D-1", "cancel D-1", "ask Li Na to draft the summary by Friday", "recheck D-1"),
        *("hand D-1 to Sun Lei", "issue D-1 to all sections", "move D-1 to Monday"),
    ),
}  # fmt: skip
WRAPS = {
    "zh": (
        "先别{}",
        "如果领导同意就{}",
        "要是来得及，{}",
        "王局说{}",
        "等数据到了再{}",
        "千万别{}",
    ),
    "en": ("don't {}", "if the leader agrees, {}", "he said: {}", "unless he objects, {}"),
}


@pytest.mark.parametrize(
    "said",
    [wrap.format(one) for lang in LANGUAGES for one, wrap in product(ORDERS[lang], WRAPS[lang])],
)
def test_a_wrapped_order_is_none(to_sign, said):
    with to_sign.bot.sessions.begin() as session:
        request = request_for(to_sign.bot, session, session.get_one(Person, "UWANG"), WEDNESDAY)
        heard = hear(request, said).heard
        assert heard is None or only_shows((heard.feature, heard.verb))


# --- examples and model --------------------------------------------------------------------------


def test_every_verb_has_a_name_and_examples_in_both_languages():
    for feature, verb, table in tables():
        assert table["called"].keys() == set(LANGUAGES), (feature, verb)
        for lang in LANGUAGES:
            assert len(table["examples"][lang]) >= 12, (feature, verb, lang)


def test_an_example_holds_no_place_that_nothing_fills():
    left = [text for text, _ in sentences(families()) if "{" in text or "[" in text or "(" in text]
    assert left == []


def test_the_same_examples_make_the_same_model_and_it_is_kept(tmp_path):
    [name] = [one.name for one in (DATA / "learned").iterdir()]
    (tmp_path / name).write_bytes(b"no model at all")
    anew = taught(families(), tmp_path)
    [kept] = tmp_path.iterdir()
    began = kept.stat().st_mtime_ns
    again = taught(families(), tmp_path)
    assert again.intents == anew.intents == model().intents
    assert kept.name == name
    assert kept.read_bytes() == (DATA / "learned" / name).read_bytes()
    assert 40_000 < kept.stat().st_size < 40_000_000
    assert kept.stat().st_mtime_ns == began  # it was read, not learned


def test_one_more_example_changes_no_other_sentence():
    """Of a tenth of the examples, as all of them take seconds: one in a hundred at most."""
    every = list(sentences(families()))
    rows, asked = every[::10], [features(text) for text, _ in every[5::97]]

    def means(said):
        taught_of = learned(said)
        return [taught_of.intents[taught_of.shares(one).argmax()] for one in asked]

    more = [*rows[:100], ("the lamp in the lift has died", "repair:start"), *reversed(rows[100:])]
    moved = [pair for pair in zip(means(rows), means(more), strict=True) if pair[0] != pair[1]]
    assert len(moved) <= len(asked) / 100, moved


def test_every_pattern_of_what_is_known_is_sound():
    for table in ("signs", "slots", "found"):
        for name in known()[table]:
            assert pattern(table, name)
    assert acts.signs("先别签") == {"forbids", "negated"}


@pytest.mark.parametrize(
    "said",
    [
        "去年的总结也是小孙写的",
        "I told Sun Lei yesterday to write the minutes, all good",
        "btw the fire at the mill last week was just a drill",
        "青山镇起火是演习",
    ],
)
def test_what_is_told_as_done_is_no_offer_of_its_own(door, said):
    answer = door.says("UCHEN", said)
    assert not answer.startswith(("是要：", "Do you mean:"))
    assert "D-1" not in answer


def test_dont_is_no_order_without_its_apostrophe_either(door):
    door.says("UZHAO", "assign Li Na a speech by Friday")
    assert not door.says("UZHAO", "dont cancel D-1 yet").startswith("是要：*取消")


HOSTILE = [
    "的" * 20_000,
    "a" * 40_000,
    "请" * 9_999 + "李娜",
    "9" * 40_000,
    "，。" * 20_000,
    "not " * 9_000,
]
HOSTILE += [
    f"{one} " * 4_000 for one in ("D-1", "周五", "Li Na", "by Friday", "《", "https://a.b/")
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_costs_no_more_than_a_page(door, text):
    with door.bot.sessions.begin() as session:
        request = request_for(door.bot, session, session.get_one(Person, "UWANG"), WEDNESDAY)
        began = time.process_time()
        meant = hear(request, text)
        assert time.process_time() - began < 0.5  # about 0.03 on an idle machine
        assert meant.heard is None or meant.heard.asked.get("title", "") in text
    assert files()


@pytest.mark.parametrize("said", ["市委办 0317 号文转给张伟", "paper no. 0317 is here"])
def test_the_number_on_a_paper_is_no_number_of_ours(door, said):
    assert "D-317" not in door.says("UCHEN", said)
    door.types("UWANG", "/draft assign @li.na “年终总结” by 4 Dec")
    assert "D-1" in door.says("UWANG", "1号稿退回，太长")
