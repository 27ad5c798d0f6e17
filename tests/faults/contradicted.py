"""What Slack contradicts, does not tell, or does not take: nobody is left without a word."""

from __future__ import annotations

from bot.matters import letters
from rehearsal.workspace import BOT_USER
from storage.who.people import Person
from tests.faults.office import Office, office, until
from tests.faults.rows import Found, row

ANSWER = "overdue"


@row("seen once, or the second time with a word that it may be the second")
def an_answer_for_one_may_have_come() -> Found:
    """The answer to an answer that one person sees in a channel is lost: it was stored."""
    with office(people=1) as opened:
        opened.begins()
        opened.slack.fault("chat.postEphemeral", "drop_after")
        opened.slack.says("ULINA", "COFFICE", f"<@{BOT_USER}> what's overdue?")
        until(lambda: opened.calls("chat.postEphemeral"), 10)
        opened.until_all_is_settled()
        seen = [*_answers(opened, "COFFICE"), *_answers(opened, "DM")]
        said = sum(text.startswith("Slack did not say") for text in seen)
        return Found(f"seen {len(seen)} times, {said} of them with a word", len(seen) - said <= 1)


def _answers(opened: Office, channel: str) -> list[str]:
    there = opened.slack.sees("ULINA", channel)
    return [one.text for one in there if ANSWER in one.text and one.user == BOT_USER]


@row("the letter arrives where its reader is now, Home is there, none is set aside")
def the_app_was_made_anew() -> Found:
    """The app is made anew: our direct messages have other ids, and Home is empty."""
    with office(people=1) as opened:
        opened.begins()
        opened.slack.opens_home("ULINA")
        opened.writes(each=1)
        opened.until_all_is_settled()
        with opened.sessions.begin() as session:
            for who in ("ULINA", *opened.crowd):
                session.get_one(Person, who).dm = "DBEFORE"
        del opened.slack.workspace.homes["ULINA"]
        opened.writes(each=1)
        opened.until_all_is_settled()
        opened.slack.opens_home("ULINA")
        home = until(lambda: opened.slack.home("ULINA"), 5)
        seen = (
            f"lost {opened.lost()}, {opened.failed()} set aside; Home is {'' if home else 'not '}"
        )
        return Found(f"{seen}there", home and not opened.lost() and not opened.failed())


@row("whoever asked hears, in their language")
def a_file_cannot_be_uploaded() -> Found:
    """A file is asked for, and Slack does not take it."""
    with office(people=1) as opened:
        opened.begins()
        opened.slack.fault("files.getUploadURLExternal", "missing_scope", times=100)
        with opened.sessions.begin() as session:
            days = {"first": "2026-12-01", "last": "2026-12-07", "as": "csv"}
            letters.file(session, "ULINA", "sheets:file", opened.now(), days)
        opened.until_all_is_settled()
        heard = until(lambda: opened.slack.sees("ULINA", "DM"), 5)
        told = [one.text for one in opened.slack.sees("ULINA", "DM")]
        return Found(f"read: {told or 'nothing'}", heard)
