"""After a back-up is put back: what went out since it was made stands in Slack and does not go
again, and no number that was given is given a second time.

Each of our messages bears the number of its letter; a nudge, in its buttons, those of what it
reminds of. What the office would write anew, as it has forgotten that it has, is held against the
words that stand there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.matters import nudges
from bot.who import days
from handlers.clockwork import tick
from handlers.slack.desk import Bot
from handlers.slack.files import shared
from handlers.slack.files_sent import conversation
from handlers.slack.looking import EVENT
from handlers.slack.wording import worded
from storage import backup
from storage.matters import listened
from storage.matters.followups import FollowUp
from storage.matters.matter import Card, Matter
from storage.matters.outbox import Letter, LetterKind, LetterState
from storage.office.settings import settings
from storage.who.people import Person

CLOCKS_DIFFER = timedelta(hours=1)  # ours and Slack's; and what was done the minute before
LONG_AGO = timedelta(days=400)  # of an office in which nothing has happened
LETTERS, MATTERS = 10_000, 10  # numbers left out beyond those seen: not all can be seen
HEADLINE = re.compile(r"\*[A-Z]{1,2}-(\d{1,9})\*")  # in titles that star is another letter
FILE = re.compile(r"-(\d{1,9})(?:\.\w+)?$")
WHY = "followups:why"  # a button that stands at every line of a nudge
EMOJI = re.compile(r":[a-z0-9_+-]+:")
Payload = dict[str, Any]


@dataclass(frozen=True)
class Ours:
    """A message of ours: of which letter, what it says, what it reminds of."""

    channel: str
    ts: str
    letter: int
    words: str
    numbers: frozenset[int]
    owed: frozenset[int]

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(float(self.ts), UTC)


@dataclass
class CaughtUp:
    """What came of it."""

    since: datetime
    messages: int = 0
    kept_back: int = 0
    next_number: int = 1
    unread: int = 0


@dataclass
class _Seen:
    """What stands in Slack: our messages, where each person reads us, what could not be read."""

    ours: list[Ours] = field(default_factory=list)
    at: dict[str, str] = field(default_factory=dict)  # a person or channel: the conversation
    unread: set[str] = field(default_factory=set)

    @property
    def by_letter(self) -> dict[int, Ours]:
        return {one.letter: one for one in self.ours}


def catch_up(bot: Bot) -> CaughtUp:
    """Take into a restored database what Slack knows better, and what is due by now."""
    now = bot.clock()
    since = backup.last_moment(bot.sessions) or now - LONG_AGO
    seen = _look(bot, since - CLOCKS_DIFFER)
    result = CaughtUp(since, sum(one.at > since for one in seen.ours), unread=len(seen.unread))
    with bot.sessions.begin() as session:
        top = _highest(session, seen)
    result.next_number = top[0] + 1
    backup.goes_on_after(bot.sessions, *top, now)
    with bot.sessions.begin() as session:
        result.kept_back += _letters_that_are_out(session, seen, since)
        result.kept_back += _nudges_that_are_out(bot, session, seen, now)
        _draw_anew(session)
        listened.note(session, now)  # what was said since then may have been answered
    tick(bot)
    with bot.sessions.begin() as session:
        result.kept_back += _words_that_are_out(bot, session, seen, now)
    return result


def _highest(session: Session, seen: _Seen) -> tuple[int, int]:
    """Of matters and of letters: up to which number none is given any more."""
    numbers = (number for one in seen.ours for number in one.numbers)
    matter = max(session.scalar(select(func.max(Matter.id))) or 0, *numbers, 0)
    letter = max(session.scalar(select(func.max(Letter.id))) or 0, *seen.by_letter, 0)
    return matter + MATTERS, letter + LETTERS


# --- looking -------------------------------------------------------------------


def _look(bot: Bot, since: datetime) -> _Seen:
    seen = _Seen()
    for whom in _places(bot):
        try:
            channel = conversation(bot, whom)
            seen.at[whom] = seen.at[channel] = channel
            seen.ours += [one for one in _history(bot, channel, since) if one is not None]
        except SlackApiError:
            seen.unread.add(whom)
    return seen


def _places(bot: Bot) -> Sequence[str]:
    """Whoever is of the office, whoever we have written to, and the channels we speak in."""
    with bot.sessions.begin() as session:
        people = session.scalars(select(Person).where(Person.active, ~Person.robot)).all()
        ours = {one.slack_id for one in people if one.dm or not one.is_out}
        letters = session.scalars(select(Letter.to).where(Letter.to.startswith("C")).distinct())
        return sorted({*ours, *letters, settings(session).channel} - {""})


def _history(bot: Bot, channel: str, since: datetime) -> Iterator[Ours | None]:
    """What we have said there, in threads, too."""
    window = {"oldest": str(since.timestamp()), "include_all_metadata": True, "limit": 200}
    threads = set(_threads(bot, channel))
    for message in _pages(bot.slack.conversations_history, channel=channel, **window):
        yield _ours(channel, message)
        if message.get("reply_count"):
            threads.add(message["ts"])
    for ts in sorted(threads):
        for message in _pages(bot.slack.conversations_replies, channel=channel, ts=ts, **window):
            yield _ours(channel, message)


def _threads(bot: Bot, channel: str) -> Iterable[str]:
    """Cards there of what is still going on: what is written about it is written under them."""
    cards = select(Card.ts).join(Matter, Matter.id == Card.matter_id)
    waits = select(Letter.matter_id).where(Letter.state.in_(TO_GO), Letter.matter_id.is_not(None))
    with bot.sessions.begin() as session:
        chosen = cards.where(Card.channel == channel, Matter.id.in_(waits))
        return session.scalars(chosen).all()


TO_GO = (LetterState.WAITING, LetterState.SENDING)


def _pages(method: Any, **asked: Any) -> Iterator[Payload]:
    cursor = ""
    while True:
        page = method(**asked, cursor=cursor or None)
        yield from page["messages"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _ours(channel: str, message: Payload) -> Ours | None:
    mark, letter = message.get("metadata") or {}, ""
    if mark.get("event_type") == EVENT:
        letter = str(mark["event_payload"].get("letter", ""))
    elif message.get("bot_id") and (files := shared(message)):
        found = FILE.search(str(files[0].get("name", "")))
        letter = found[1] if found else ""
    if not letter.isdecimal():
        return None
    blocks, text = json.dumps(message.get("blocks") or []), message.get("text") or ""
    return Ours(
        channel, message["ts"], int(letter), _bare(text),
        frozenset(map(int, HEADLINE.findall(f"{text} {blocks}"))),
        frozenset(_reminds_of(message.get("blocks") or [])),
    )  # fmt: skip


def _reminds_of(blocks: list[Payload]) -> Iterator[int]:
    """Follow-ups: of each line somebody may ask why it is said."""
    for block in blocks:
        for one in (*block.get("elements", ()), block.get("accessory") or {}):
            if one.get("action_id") == WHY:
                yield int(one["value"])
            for option in one.get("options", ()):
                what, _, value = str(option["value"]).rpartition(":")
                if what == WHY:
                    yield int(value)


def _bare(text: str) -> str:
    """Words alone: Slack writes signs its own way."""
    return re.sub(r"\W+", "", EMOJI.sub("", text))


# --- what is out already ------------------------------------------------------------------------


def _letters_that_are_out(session: Session, seen: _Seen, since: datetime) -> int:
    """What was to go when the back-up was made; where nobody could look, the sender looks."""
    found = 0
    for letter in _to_go(session):
        if one := seen.by_letter.get(letter.id):
            _is_out(session, letter, one)
            found += 1
        elif letter.to in seen.unread:
            letter.doubt, letter.looks, letter.channel = True, 0, letter.to
            letter.first_attempt_at = letter.first_attempt_at or since
    return found


def _to_go(session: Session) -> Sequence[Letter]:
    """New messages: what only changes one that stands may well be said once more."""
    waits = select(Letter).where(Letter.state.in_(TO_GO), Letter.ts == "")
    drawn = (LetterKind.HOME, LetterKind.GROUP)
    return session.scalars(waits.where(Letter.kind.not_in(drawn)).order_by(Letter.id)).all()


def _is_out(session: Session, letter: Letter, one: Ours) -> None:
    letter.state, letter.doubt, letter.error = LetterState.SENT, False, ""
    letter.channel, letter.ts = one.channel, one.ts
    if letter.kind is LetterKind.CARD and letter.matter_id is not None:
        session.merge(
            Card(
                matter_id=letter.matter_id, person_id=letter.to, channel=one.channel, ts=one.ts,
                drawn_at=one.at,
            )
        )  # fmt: skip


def _nudges_that_are_out(bot: Bot, session: Session, seen: _Seen, now: datetime) -> int:
    """What was reminded of since then is not reminded of again before its next time."""
    office, found = days.of_office(session, bot.tz), 0
    for followup in session.scalars(select(FollowUp).where(FollowUp.nudge_at <= now)):
        told = [one.at for one in seen.ours if followup.id in one.owed]
        if followup.nudge_at and told and max(told) >= followup.nudge_at:
            nudges.was_told(session, followup, min(max(told), now), office)
            found += 1
    return found


def _words_that_are_out(bot: Bot, session: Session, seen: _Seen, now: datetime) -> int:
    """What the office writes now, as it has forgotten that it has said so."""
    said = {(one.channel, one.words): one for one in seen.ours}
    found = 0
    for letter in _to_go(session):
        if letter.not_before > now:
            continue
        with suppress(LookupError, ValueError):  # it has no words: whoever sends it says so
            message = worded(bot, session, letter, now)
            if message is None or message.only_to:
                continue
            if one := said.get((seen.at.get(message.channel, ""), _bare(message.text))):
                _is_out(session, letter, one)
                found += 1
    return found


def _draw_anew(session: Session) -> None:
    """Cards and Home tabs of the time that is forgotten show what is known."""
    session.execute(update(Person).where(Person.home != "").values(home="opened"))
    opened = select(Matter.id).where(Matter.closed_at.is_(None))
    old = datetime(2000, 1, 1, tzinfo=UTC)
    session.execute(update(Card).where(Card.matter_id.in_(opened)).values(drawn_at=old))
