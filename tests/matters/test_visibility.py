"""Visibility V0 to V3 in one place, then at every surface: what a person may not see is not there.

The matter here is called 天璇 or has the number 1; whoever may not see it must read neither
anywhere, and be answered in the words that a number nobody has is answered with.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.matters.sight import may_see, visible_to
from bot.who.lookups import standing
from handlers.clockwork import deliver, tick
from handlers.slack.blocks import button, buttons, form, text_field
from storage.matters.journal import Entry
from storage.matters.matter import Matter, Visibility, set_readers
from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY
from tests.door import OUTSIDER_EN, OUTSIDER_ZH, words

TITLE = "天璇"

# --- the table -------------------------------------------------------------------

# The matter was opened by UCHEN, head of 文秘科, for UZHANG of the same section; UZHOU, of
# another section, takes part in it.
SEES = {
    Visibility.OFFICE: {"UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "USUN", "ULINA", "UZHOU"},
    Visibility.CHAIN: {"UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "UZHOU"},
    Visibility.NAMED: {"UCHEN", "UZHANG", "UZHOU"},
    Visibility.AUTHOR: {"UCHEN"},
}
READERS = {"UCHEN", "UZHANG", "UZHOU"}
EVERYBODY = ["UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "USUN", "ULINA", "UZHOU", "UHE", "UTOM"]


def sees(door):
    """Whom the rule lets see each; asked of one matter, also by who knows that somebody takes part
    in it, and of the list of all.
    """
    with door.bot.sessions.begin() as session:
        people = {who: session.get_one(Person, who) for who in EVERYBODY}
        stand = {who: standing(session, person, WEDNESDAY) for who, person in people.items()}
        matters = {level: open_matter(session, level) for level in Visibility}
        seen = {
            level: {who for who, me in stand.items() if may_see(session, me, matter)}
            for level, matter in matters.items()
        }
        for who in READERS:
            known = {level for level, one in matters.items()
                     if may_see(session, stand[who], one, reads=True)}  # fmt: skip
            assert known == {level for level, those in seen.items() if who in those}
        for who, me in stand.items():
            listed = {
                one.visibility for one in session.scalars(select(Matter).where(visible_to(me)))
            }
            assert listed == {level for level, those in seen.items() if who in those}
        session.rollback()
    return seen


def open_matter(session, visibility):
    matter = Matter(
        kind="drafts",
        prefix="D",
        title=TITLE,
        visibility=visibility,
        opened_by_id="UCHEN",
        owner_id="UZHANG",
        due_at=WEDNESDAY + timedelta(days=2),
        opened_at=WEDNESDAY,
    )
    session.add(matter)
    set_readers(session, matter, READERS)
    return matter


def has_post(door, who, role, section=""):
    with door.bot.sessions.begin() as session:
        person = session.get_one(Person, who)
        person.role, person.section = role, section


def test_who_sees_what(door):
    assert sees(door) == SEES


def test_a_guest_sees_nothing_whatever_role_was_written_down(door):
    for role in Role:
        has_post(door, "UTOM", role, "文秘科")
        assert sees(door) == SEES


UP_THE_LINE = [
    (Role.PRINCIPAL, "", True),
    (Role.LEADER, "", True),
    (Role.OTHER_LEADER, "", False),
    (Role.SECTION_HEAD, "文秘科", True),
    (Role.SECTION_HEAD, "值班室", False),
    (Role.SECTION_HEAD, "", False),
    (Role.STAFF, "文秘科", False),
    (Role.CONFIDENTIAL_CLERK, "文秘科", False),
]


def test_who_is_up_the_line_of_a_writer(door):
    for role, section, is_up in UP_THE_LINE:
        has_post(door, "USUN", role, section)
        assert ("USUN" in sees(door)[Visibility.CHAIN]) is is_up, (role, section)


def test_who_has_left_sees_nothing(door):
    door.changes("UCHEN", deleted=True)
    assert sees(door)[Visibility.AUTHOR] == set()


# --- every surface -------------------------------------------------------------------

LINES = [
    *("{n}", "accept {n}", "submit {n} https://x.example/1", "return {n}: again", "pass {n}"),
    *("sign {n}", "cancel {n}", "problem {n}: x", "answer {n}: x", "grant {n}", "decline {n}"),
    *("more time for {n} until Monday", "move {n} to Monday", "hand {n} to @sun.lei", "nudge {n}"),
    *(
        "recheck {n}",
        "register {n} as 鲁府办〔2026〕8号",
        "issue {n} to x",
        "file {n}",
        "check {n}",
    ),
    *("{n} 有实质改动：x", "keep {n} for 10 years", "检查 {n}：关于x的通知"),
    *(
        "round {n} @sun.lei @zhou.ting",
        "就 {n} 征求孙磊意见",
        "comment on {n}: x",
        "comments on {n}",
    ),
    *(
        "{n} 没有意见",
        "结束 {n} 的集体修改",
        "逐条定夺 {n} 的意见",
        "导出 {n} 的意见表",
        "round of {n}",
    ),
    *("record {n}", "done {n}", "call off {n}", "why {n}", "{n} 怎么样了", "催办 {n}", "{n}的记录"),
    *("weight {n} major", "{n} 列为大事"),
    *("part {n} @sun.lei x by Friday", "parts of {n}", "{n} 由陈静统稿", "{n}的基本观点"),
    *("details of {n}", "guidance for {n}", "dates for {n}", "outline of {n}: x", "{n} 排期"),
    *("fix the outline of {n}", "return the outline of {n}: x", "ask about {n}: x?"),
    *("answer {n} Q1: x", "defer {n} Q1 to Friday", "给 {n} 定方向", "{n} 详情"),
]
BUTTONS = [
    *("accept", "submit", "problem", "return", "pass", "sign", "settle", "extend", "reschedule"),
    *("handover", "cancel", "grant", "decline", "done", "show", "earlier", "undo"),
    *("recheck", "changed", "register", "issue", "file", "retain", "weigh"),
]
PRESSES = [
    *(f"drafts:{verb}" for verb in BUTTONS),
    *("checker:check", "checker:show"),
    *("followups:press", "followups:show", "followups:done", "followups:cancel"),
    *("followups:extend", "followups:undo", "followups:later", "followups:tomorrow"),
    *("followups:why", "journal:read", "office:open", "drafts:details"),
    *("parts:list", "parts:divide", "parts:ideas", "parts:unify", "parts:show", "parts:accept"),
    *("decisions:show", "decisions:choose-1", "decisions:delegate"),
    *(f"guidance:{verb}" for verb in ("open", "version", "helped", "unclear", "undo")),
    *("guidance:template-of", "plan:open", "plan:set", "plan:meet", "plan:undo"),
    *(f"outline:{verb}" for verb in ("hand-in", "judge", "show", "meet", "undo")),
    *(f"questions:{verb}" for verb in ("open", "ask", "answer", "defer", "meet", "undo")),
    *("rounds:open", "rounds:consult", "rounds:of", "rounds:show", "rounds:comment"),
    *("rounds:agree", "rounds:mine", "rounds:list", "rounds:from", "rounds:edit"),
    *("rounds:withdraw", "rounds:close", "rounds:extend", "rounds:decide", "rounds:explain"),
    *("rounds:export", "rounds:export-word", "rounds:meet", "rounds:undo"),
]
FORMS = [
    *("drafts:cancel", "drafts:sign", "drafts:reschedule", "drafts:handover", "followups:extend"),
    *("drafts:issue", "drafts:file", "drafts:changed", "drafts:register", "checker:check"),
    *("guidance:give", "plan:set", "outline:hand-in", "outline:judge", "questions:ask"),
    *("questions:answer", "questions:defer"),
]
FORMS += ["rounds:open", "rounds:comment", "rounds:edit", "rounds:extend", "rounds:decide"]


def all_that_is_read(door, who):
    """Whatever stands anywhere in Slack for this person, what they typed themselves left out."""
    places = door.slack.workspace.channels.values()
    there = [m for p in places if who in p.members for m in p.messages.values() if m.seen_by(who)]
    home, modal = door.slack.workspace.homes.get(who), door.slack.modal(who)
    shown = [view.content for view in (home, modal) if view]
    return repr([(m.text, m.blocks) for m in there if m.user == "UBOT"] + shown)


def sends_form(door, who, callback, matter_id):
    """A form that says it is about a matter nobody offered this person."""
    fields = [text_field(name, name, "x") for name in ("opinion", "due", "person")]
    view = form(callback, "t", "s", "c", fields, f'{{"id": "{matter_id}"}}')
    door.bot.post.views_open(trigger_id=door.slack.new_trigger(who), view=view)
    errors = door.fills_in(who, due="Monday", person="USUN")
    door.slack.closes(who)
    return errors


def commands(door, who, line):
    """The whole answer to a slash command."""
    return repr(door.slack.commands(who, "DM", f"/office {line}").ack)


def presses_forged(door, who, action, value):
    """What a button answers that was never drawn for this person."""
    blocks = [buttons(button(action, action, value))]
    said = door.bot.post.chat_postMessage(channel=who, text="-", blocks=blocks)
    door.slack.presses(who, "DM", said["ts"], action)
    return words(door.slack.sees(who, "DM")[-1])


def uses_everything(door, who, lines=LINES, presses=PRESSES, forms=FORMS):
    """All that a person can do to find a matter; every answer about it is as about none."""
    for line in lines:
        unseen, none = (commands(door, who, line.format(n=number)) for number in ("D-1", "D-9"))
        assert unseen.replace("D-1", "D-9") == none, line
    for press in presses:
        unseen, none = (presses_forged(door, who, press, number) for number in (1, 99))
        assert unseen == none, press
    for callback in forms:
        assert sends_form(door, who, callback, 1) == sends_form(door, who, callback, 99), callback


def asks_around(door, who):
    """The questions that list something, and a few that are about one matter."""
    for line in ("what's overdue?", "what's on my plate?", "what is 张伟 working on?"):
        commands(door, who, line)
    door.says(who, "D-1")
    uses_everything(door, who, ("{n}", "record {n}", "hand {n} to @sun.lei"), ("drafts:show",), ())
    door.slack.opens_home(who)


def assigned(door, how):
    """王建国 gives it to 张伟, with direction and an answer; nobody else takes part."""
    door.types("UWANG", f"/draft assign @zhang.wei {TITLE} by Friday {how}")
    door.types("UWANG", "/draft guide D-1")
    door.fills_in("UWANG", angles=TITLE)
    door.says("UZHANG", f"问一下 D-1：{TITLE}？")
    door.says("UWANG", f"答复 D-1 Q1：{TITLE}")
    door.says("UZHANG", f"问一下 D-1：{TITLE}？")
    door.says("UZHANG", f"D-1 提纲：{TITLE}")
    for who in EVERYBODY:
        door.slack.opens_home(who)
    deliver(door.bot)


def time_passes(door, **by):
    """Faster than `door.waits`, which reads everybody's messages."""
    door.clock.turn(**by)
    tick(door.bot)
    deliver(door.bot)


def lives_on(door):
    """It is late, nudged up the line, its writer leaves: all that could tell somebody of it."""
    time_passes(door, days=2)
    time_passes(door, days=8)
    door.says("UWANG", "催办 D-1")
    time_passes(door, days=1)
    door.changes("UZHANG", deleted=True)
    for who in EVERYBODY:
        if who != "UZHANG":
            door.slack.opens_home(who)
    deliver(door.bot)


UNSEEING = {
    "internal-only": ["UZHAO", "ULIU", "UCHEN", "ULINA", "USUN", "UZHOU", "UHE", "UTOM"],
    "chain": ["ULINA", "USUN", "UZHOU", "UHE", "UTOM"],
    "office": ["UHE", "UTOM"],
}
WORDS = {"internal-only": "internal-only", "chain": "", "office": "open to the office"}


@pytest.mark.parametrize("visibility", list(UNSEEING))
def test_who_may_not_see_it_finds_no_trace_anywhere(door, visibility):
    has_post(door, "UTOM", Role.LEADER)
    assigned(door, WORDS[visibility])
    lives_on(door)
    for who in UNSEEING[visibility]:
        asks_around(door, who)
    deliver(door.bot)

    seeing = set(EVERYBODY) - {"UZHANG", *UNSEEING[visibility]}
    for who in seeing:
        commands(door, who, "what's overdue?")
    assert {who for who in EVERYBODY if TITLE in all_that_is_read(door, who)} == {
        "UZHANG",
        *seeing,
    }


@pytest.mark.parametrize("who", ["USUN", "UHE"])
def test_whatever_they_try_it_is_answered_as_if_there_were_none(door, who):
    assigned(door, "internal-only")
    uses_everything(door, who)
    assert TITLE not in all_that_is_read(door, who)


def test_those_who_take_part_in_an_internal_only_draft_see_it(door):
    assigned(door, "internal-only")
    for who in ("UWANG", "UZHANG"):
        assert f"📝🔒 *D-1*《{TITLE}》" in door.says(who, "D-1")
        assert TITLE in door.home(who)


def test_counts_do_not_tell_either(door):
    assigned(door, "internal-only")
    lives_on(door)
    for who in ("UZHAO", "UCHEN", "USUN"):
        assert door.home(who).startswith("今天 0 件到期，0 件逾期，0 件等你")
        assert door.says(who, "有哪些逾期了？") == "你能看到的事项没有逾期的。"
        assert "无人承办" not in door.home(who)


@pytest.mark.parametrize(
    ("how", "told"), [("internal-only", 0), ("", 0), ("open to the office", 1)]
)
def test_the_channel_hears_only_of_what_the_whole_office_sees(door, how, told):
    assigned(door, how)
    news = door.waits_until(WEDNESDAY + timedelta(days=1, hours=22, minutes=35))
    heard = [line for line in news if line.startswith("#office")]
    assert len(heard) == told
    assert all(TITLE in line for line in heard)


def test_up_the_line_an_internal_only_draft_is_late_in_silence(door):
    door.types("UCHEN", f"/draft assign @zhang.wei {TITLE} by Friday internal-only")
    news = door.waits(days=9)
    told = {line.partition(":")[0] for line in news if TITLE in line}
    assert told <= {"UCHEN", "UZHANG", "UZHAO"}  # 赵敏 is its signatory
    assert TITLE not in all_that_is_read(door, "UWANG")


def test_who_is_handed_it_sees_it_and_who_hands_it_away_does_not(door):
    door.types("UCHEN", f"/draft assign @zhang.wei {TITLE} by Friday internal-only")
    before = door.says("USUN", "D-1")
    door.says("UZHANG", "D-1 交给孙磊")

    assert f"*D-1*《{TITLE}》" in door.says("USUN", "D-1")
    assert door.says("UZHANG", "D-1") == before


def test_a_forged_undo_is_answered_like_one_of_nothing(door):
    assigned(door, "internal-only")
    with door.bot.sessions.begin() as session:
        [entry] = session.scalars(select(Entry).where(Entry.what == "drafts.assign"))
    for who in ("UZHAO", "UHE", "UTOM"):
        assert door.forges(who, "drafts:undo", entry.id) == door.forges(who, "drafts:undo", 999)
        assert door.forges(who, "followups:undo", entry.id) == door.forges(
            who, "followups:undo", 99
        )
    assert "待受领" in door.says("UWANG", "D-1")


@pytest.mark.parametrize("who", ["UHE", "UTOM", "USUN"])
def test_who_may_not_assign_gets_no_form_from_a_message(door, who):
    said = door.slack.says("UZHAO", "CGENERAL" if who != "USUN" else "COFFICE", "起草年度总结")
    door.uses_shortcut(who, "drafts:from-message", said.channel, said.ts)
    assert door.slack.modal(who) is None
    said = door.reads(who)[-1]
    assert said.startswith("没有办：") or said in (OUTSIDER_ZH, OUTSIDER_EN)


# --- delegates -------------------------------------------------------------------


def test_a_delegate_sees_what_they_may_sign_and_nothing_else_of_the_leaders(door):
    door.types("UWANG", f"/draft assign @zhang.wei {TITLE} by Friday internal-only")
    door.says("UWANG", "周四上午9点提醒我看牙医")
    none = door.says("UCHEN", "D-1")

    door.types("UWANG", "/office delegate @chen.jing until Thursday 5pm")
    assert TITLE in door.says("UCHEN", "D-1")
    assert "看牙医" not in door.says("UCHEN", "what is 王建国 working on?")
    assert door.says("UCHEN", "F-2") == none.replace("D-1", "F-2")

    door.waits(days=2)
    assert door.says("UCHEN", "D-1") == none


def test_a_look_that_was_refused_is_on_record_for_those_who_may_see_it(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday 5pm, internal-only")
    for said in ("D-1", "D-9999"):
        door.says("UHE", said)

    assert "何斌 · asked to see it and was refused" in door.says("ULINA", "record D-1")
    assert door.presses("UZHAO", "撤回") == ""  # a look is no deed: the last step can be undone
