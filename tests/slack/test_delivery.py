"""Delivery: what is written reaches its reader once, in order, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import event, select

from bot.language.workdays import Calendar
from bot.matters import letters, nudges
from handlers.clockwork import deliver, tick
from handlers.slack.delivery import deliver_next
from handlers.slack.desk import Bot
from storage.matters.matter import Card
from storage.matters.outbox import Letter, LetterKind
from storage.matters.sending import LEASE
from tests.conftest import WEDNESDAY, scene
from tests.databases import in_a_file
from tests.door import Door, InProcess

SHANGHAI = ZoneInfo("Asia/Shanghai")


def calls(door: Door, method: str = "chat.postMessage", to: str = "DLINA") -> list[str]:
    """When Slack was called about one conversation, and what became of it."""
    known = {to, f"U{to[1:]}"}
    return [
        f"{one.at.astimezone(SHANGHAI):%H:%M:%S} {one.fate}"
        for one in door.slack.log.calls(method)
        if one.asked.get("channel") in known or one.asked.get("user_id") in known
    ]


def reminded(door: Door, who: str = "ULINA") -> int:
    """How many messages about the call somebody sees."""
    return sum("_call_" in text or "“call”" in text for text in door.reads(who)) - 1  # the card


def passes(door: Door, seconds: int) -> None:
    """Time, a second at a time."""
    for _ in range(seconds):
        door.clock.turn(seconds=1)
        deliver(door.bot)


def is_eleven(door: Door) -> None:
    door.waits_until(datetime(2026, 11, 25, 11, tzinfo=SHANGHAI))


@pytest.fixture
def due(door):
    """Li Na is to be reminded of a call at eleven; until now, nothing went wrong."""
    door.types("ULINA", "/office remind me to call today at 11:00")
    assert calls(door) == ["10:00:00 ok"]
    return door


# --- Slack asks us to wait ------------------------------------------------------------------------


def test_a_letter_waits_as_long_as_slack_says(due):
    due.slack.fault("chat.postMessage", "ratelimited", seconds=30)
    is_eleven(due)
    due.waits(seconds=29)
    assert reminded(due) == 0

    due.waits(seconds=1)

    assert reminded(due) == 1
    assert calls(due)[1:] == ["11:00:00 ratelimited", "11:00:30 ok"]
    assert calls(due, "conversations.history") == []  # Slack said no: there is nothing to look for


def test_only_that_letters_reader_waits(due):
    due.types("USUN", "/office 今天 11:00 提醒我 call")
    due.slack.fault("chat.postMessage", "ratelimited", seconds=30)
    is_eleven(due)
    assert (reminded(due), reminded(due, "USUN")) == (0, 1)
    due.waits(seconds=30)
    assert (reminded(due), reminded(due, "USUN")) == (1, 1)


def test_the_letters_of_one_reader_stay_in_order(door):
    """The card is told to wait; its story does not overtake it."""
    door.slack.fault("chat.postMessage", "ratelimited", times=2, seconds=20)
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    assert [door.reads(who) for who in ("UWANG", "ULINA")] == [[], []]

    door.waits(seconds=20)

    card, story = door.slack.sees("ULINA", "DM")[0], door.reads("ULINA")[1]
    assert story == "📝 王建国 assigned D-1 _Budget memo_ to Li Na 李娜, due Fri 27 Nov 17:00."
    assert len(door.slack.sees("ULINA", "DM", card.ts)) == 2


def test_a_home_tab_that_waits_holds_up_no_message(due):
    due.opens_home("ULINA")
    due.slack.fault("views.publish", "ratelimited", seconds=600)
    due.says("ULINA", "remind me to write tomorrow")
    is_eleven(due)
    assert reminded(due) == 1


# --- nobody saw how it ended ----------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["http_500", "internal_error", "drop_before"])
def test_what_may_not_have_arrived_is_looked_for_twice_then_posted_again(due, fault):
    due.slack.fault("chat.postMessage", fault)
    is_eleven(due)
    assert reminded(due) == 0
    passes(due, seconds=60)

    assert reminded(due) == 1
    assert calls(due)[1:] == [f"11:00:00 {fault}", "11:00:20 ok"]
    assert calls(due, "conversations.history") == ["11:00:10 ok", "11:00:20 ok"]


def test_what_arrived_though_the_connection_was_cut_is_found_and_not_doubled(due):
    due.slack.fault("chat.postMessage", "drop_after")
    is_eleven(due)
    passes(due, seconds=60)

    assert reminded(due) == 1
    assert calls(due)[1:] == ["11:00:00 drop_after"]
    assert calls(due, "conversations.history") == ["11:00:10 ok"]


def test_what_shows_up_late_in_history_is_found_by_the_second_look(due):
    due.slack.history_lag = 15
    due.slack.fault("chat.postMessage", "drop_after")
    is_eleven(due)
    passes(due, seconds=60)

    assert reminded(due) == 1
    assert calls(due)[1:] == ["11:00:00 drop_after"]


def test_what_was_found_can_be_changed_in_place(due):
    due.slack.fault("chat.postMessage", "drop_after")
    is_eleven(due)
    due.waits(seconds=10)

    due.presses("ULINA", "Done", about="F-1 _call_ ·")

    assert "✅ All of it is settled." in due.reads("ULINA")
    assert not any("F-1 _call_ ·" in text for text in due.reads("ULINA"))


def test_a_story_in_a_thread_is_looked_for_there(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.slack.fault("chat.postMessage", "drop_after", times=2)
    door.types("ULINA", "/draft accept D-1")
    passes(door, seconds=30)

    card = door.slack.sees("ULINA", "DM")[0]
    thread = [one.text for one in door.slack.sees("ULINA", "DM", card.ts)][1:]
    assert len(thread) == len(set(thread)) == 2
    assert len(door.slack.log.calls("conversations.replies")) == 2


def test_a_history_of_many_pages_is_read_to_its_end(due):
    """The message stands there, and three hundred others after it."""
    due.slack.fault("chat.postMessage", "drop_after")
    is_eleven(due)
    for n in range(300):
        asked = {"channel": "DLINA", "text": f"another {n}"}
        due.slack.api("chat.postMessage", due.slack.bot_token, asked)
    due.waits(seconds=10)
    due.waits(seconds=10)
    assert reminded(due) == 1


def test_slack_down_for_minutes_loses_nothing(due):
    due.slack.fault("chat.postMessage", "drop_before", times=2)
    due.slack.fault("conversations.history", "drop_before", times=3)
    is_eleven(due)
    for _ in range(30):
        due.waits(minutes=1)
    assert reminded(due) == 1


class Gateway(InProcess):
    """Something between us and Slack that answers with a page of its own, once."""

    asked = 0

    def api_call(self, api_method: str, **kwargs: Any) -> Any:
        self.asked += 1
        if self.asked == 1:
            page = {"status": 502, "headers": {}, "body": "<html>Bad gateway</html>"}
            raise SlackApiError("no JSON", page)
        return super().api_call(api_method, **kwargs)


def test_a_page_that_is_no_answer_of_slacks_leaves_it_in_doubt(due):
    bot = replace(due.bot, post=Gateway(due.slack))
    due.clock.turn(hours=1)
    tick(bot)
    deliver(bot)
    passes(due, seconds=30)
    assert reminded(due) == 1


# --- killed on the way ----------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends here: no line of ours runs after this one."""


class Dying(InProcess):
    """A process killed at its first post: before it is written, or once it is."""

    def __init__(self, door: Door, moment: str) -> None:
        super().__init__(door.slack)
        self.moment = moment

    def api_call(self, api_method: str, **kwargs: Any) -> Any:
        if self.moment == "after the post":
            super().api_call(api_method, **kwargs)
        raise Killed


@pytest.mark.parametrize("moment", ["before the post", "after the post"])
def test_killed_while_sending_it_is_neither_lost_nor_doubled(due, moment):
    due.clock.turn(hours=1)
    tick(due.bot)
    with pytest.raises(Killed):
        deliver_next(replace(due.bot, post=Dying(due, moment)))

    due.waits(seconds=LEASE.total_seconds() - 1)
    assert calls(due, "conversations.history") == []  # the dead are given their minute
    passes(due, seconds=30)

    assert reminded(due) == 1


def delivers_until_the_end(door: Door, bot: Bot) -> None:
    for _ in range(100):
        deliver(bot)
        door.clock.turn(seconds=5)


@pytest.mark.parametrize("times", [2, 5])
def test_killed_again_and_again(due, times):
    due.clock.turn(hours=1)
    tick(due.bot)
    for n in range(times):
        dying = Dying(due, "after the post" if n == times - 1 else "before the post")
        bot = replace(due.bot, post=dying)
        with pytest.raises(Killed):
            delivers_until_the_end(due, bot)
    for _ in range(30):
        due.waits(seconds=5)
    assert reminded(due) == 1


def test_killed_between_the_sweep_and_the_commit_nothing_was_claimed(due):
    now = due.clock.turn(hours=1)
    session = due.bot.sessions()
    assert nudges.sweep(session, now, Calendar(due.bot.tz)) is False
    assert session.scalar(select(Letter).where(Letter.kind == LetterKind.NUDGE)) is not None
    session.rollback()

    due.waits(seconds=1)

    assert reminded(due) == 1


def test_a_sender_slower_than_its_lease_spoils_nothing(due):
    """Frozen for minutes; meanwhile another has looked, found nothing, and sent the letter."""
    due.opens_home("ULIU")
    due.clock.turn(hours=1)
    tick(due.bot)

    frozen = Meanwhile(due, lambda: passes(due, seconds=100), fails=True)
    deliver_next(replace(due.bot, post=frozen))
    passes(due, seconds=30)

    assert reminded(due) == 1
    assert "could not be delivered" not in due.opens_home("ULIU")


class Noting(InProcess):
    """Notes each call in a list that others write in, too."""

    def __init__(self, door: Door, noted: list[object]) -> None:
        super().__init__(door.slack)
        self.noted = noted

    def api_call(self, api_method: str, **kwargs: Any) -> Any:
        self.noted.append(api_method)
        return super().api_call(api_method, **kwargs)


def test_that_an_attempt_begins_is_on_the_disk_before_slack_is_called(tmp_path):
    """SQLite waits for the disk at that commit (2), and at no other (1)."""
    sessions = in_a_file(tmp_path / "office.db")
    door, noted = Door(sessions, WEDNESDAY), []
    with sessions.begin() as session:
        letters.note(session, "ULINA", "people.welcome", door.clock.now(), {})
        letters.note(session, "USUN", "people.welcome", door.clock.now(), {})

    @event.listens_for(sessions.kw["bind"], "commit")
    def note(connection: Any) -> None:
        driver = connection.connection.driver_connection
        noted.append(driver.execute("PRAGMA synchronous").fetchone()[0])

    deliver(replace(door.bot, post=Noting(door, noted)))

    assert noted == [2, "chat.postMessage", 1] * 2 + [2]
    door.closes()


# --- changed on the way ---------------------------------------------------------------------------


class Meanwhile(InProcess):
    """A post that takes its time: something else happens before it is through."""

    def __init__(self, door: Door, deed: Callable[[], object], *, fails: bool = False) -> None:
        super().__init__(door.slack)
        self.deed, self.fails = deed, fails

    def api_call(self, api_method: str, **kwargs: Any) -> Any:
        self.deed()
        if self.fails:
            self.slack_core.fault(api_method, "restricted_action")
        return super().api_call(api_method, **kwargs)


def test_a_line_added_while_the_message_is_on_its_way_is_added_to_it(due):
    due.types("ULINA", "/office remind me to write today at 12:00")
    due.clock.turn(hours=1)
    tick(due.bot)

    def another() -> None:
        with due.bot.sessions.begin() as session:
            at = due.clock.now()
            letters.nudge(session, "ULINA", [(2, "now")], at, now=at)

    deliver_next(replace(due.bot, post=Meanwhile(due, another)))
    deliver(due.bot)

    grouped = [text for text in due.reads("ULINA") if "coming up" in text or "today" in text]
    assert sum("_call_" in text and "_write_" in text for text in grouped) == 1


def test_settled_while_it_is_on_its_way_the_message_says_so(due):
    due.clock.turn(hours=1)
    tick(due.bot)
    deliver(due.bot)
    press = due.finds("ULINA", "Tomorrow", about="F-1 _call_ ·")
    due.slack.presses("ULINA", "DM", *press)
    done = due.finds("ULINA", "Done", about="F-1 _call_ ·")

    def finishes() -> None:
        due.clock.turn(seconds=1)
        due.slack.presses("ULINA", "DM", *done)

    deed = Meanwhile(due, finishes)
    deliver_next(replace(due.bot, post=deed))
    deliver(due.bot)

    assert "✅ All of it is settled." in due.reads("ULINA")


# --- refused for good -----------------------------------------------------------------------------


@scene
def refused(due):
    """The reminder is refused for good; the admin, Liu Yang, has Home open, and so has Zhao."""
    due.opens_home("ULIU")
    due.opens_home("UZHAO")
    due.opens_home("UZHANG")
    due.slack.fault("chat.postMessage", "restricted_action")
    is_eleven(due)
    return due


def test_a_letter_refused_for_good_is_set_aside_and_the_next_one_goes_out(refused):
    assert reminded(refused) == 0
    answer = refused.says("ULINA", "what's on my plate?")
    assert "_call_" in answer


def test_who_looks_after_the_bot_sees_on_home_how_many_and_why_not_what(refused):
    notice = "⚠️ 1 message could not be delivered: restricted_action"
    assert notice in refused.home("ULIU")
    assert "⚠️ 有 1 条消息没有送到：restricted_action" in refused.home("UZHAO")
    assert "restricted_action" not in refused.home("UZHANG")
    assert "call" not in refused.home("ULIU")


def test_the_admin_can_have_it_sent_again(refused):
    refused.presses_home("ULIU", "Send again")
    assert reminded(refused) == 1
    assert "could not be delivered" not in refused.home("ULIU")
    assert "没有送到" not in refused.opens_home("UZHAO")


def test_sent_again_what_was_in_doubt_is_looked_for_first(due):
    """It arrived, but history may not be read: only an admin can tell. Then it may."""
    due.opens_home("ULIU")
    due.slack.fault("chat.postMessage", "drop_after")
    due.slack.fault("conversations.history", "missing_scope")
    is_eleven(due)
    due.waits(seconds=10)
    assert "missing_scope" in due.home("ULIU")
    due.waits(hours=3)

    due.presses_home("ULIU", "Send again")
    passes(due, seconds=30)

    assert reminded(due) == 1
    assert calls(due)[1:] == ["11:00:00 drop_after"]


def test_those_who_have_left_get_no_letter(due):
    due.slack.changes_profile("ULINA", deleted=True)
    is_eleven(due)
    assert calls(due)[1:] == []
    assert calls(due, "views.publish") == []


# --- what people delete ---------------------------------------------------------------------------


def deletes(door: Door, ts: str) -> None:
    """Somebody deletes a message of ours by hand."""
    asked = {"channel": "DLINA", "ts": ts}
    door.slack.api("chat.delete", door.slack.bot_token, asked)


def test_a_card_deleted_by_hand_is_posted_anew_and_its_story_goes_on_there(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    deletes(door, door.slack.sees("ULINA", "DM")[0].ts)

    door.types("ULINA", "/draft accept D-1")

    card = door.slack.sees("ULINA", "DM")[-1]
    assert card.text.startswith("📝 *D-1* · _Budget memo_")
    (_, story) = door.slack.sees("ULINA", "DM", card.ts)
    assert story.text.startswith("You accepted D-1")
    with door.bot.sessions() as session:
        assert session.get(Card, (1, "ULINA")).ts == card.ts


def test_a_nudge_deleted_by_hand_comes_back_only_if_something_is_left_to_say(due):
    is_eleven(due)
    nudge = due.slack.sees("ULINA", "DM")[-1]
    assert "F-1 _call_ ·" in nudge.text
    press = due.finds("ULINA", "Done", about="F-1 _call_ ·")
    deed = Meanwhile(due, lambda: deletes(due, nudge.ts))
    due.slack.presses("ULINA", "DM", *press)

    deliver(replace(due.bot, post=deed))
    deliver(due.bot)

    assert "✅ All of it is settled." not in due.reads("ULINA")


# --- Home -----------------------------------------------------------------------------------------


def test_home_is_published_only_when_it_would_show_something_else(due):
    due.opens_home("ULINA")
    assert calls(due, "views.publish") == ["10:00:00 ok"]
    due.opens_home("ULINA")
    due.opens_home("ULINA")
    assert calls(due, "views.publish") == ["10:00:00 ok"]
    due.says("ULINA", "F-1 done")
    assert calls(due, "views.publish") == ["10:00:00 ok"] * 2


def test_nobodys_home_is_published_before_they_opened_it(due):
    is_eleven(due)
    assert calls(due, "views.publish") == []
