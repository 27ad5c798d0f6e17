"""The kill test: the bot is killed at random moments while nudges fall due; the rehearsal's own
history then tells what was lost and what was said twice.

`python -m tests.kill` runs it in full: 50 kills, 500 nudges.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from slack_sdk import WebClient
from sqlalchemy import func, select

from handlers.slack import members
from handlers.slack.members import Workspace
from rehearsal import Clock, Rehearsal
from rehearsal.control import add_members
from storage.db import Sessions, open_database
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Reader, Visibility
from storage.matters.outbox import Letter, LetterState
from storage.schema import migrate
from storage.who.people import Person, Role
from tests.bot_process import Stage

MANIFEST = Path(__file__).parent.parent / "manifest.json"
WEDNESDAY = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # nine in Shanghai: hours till it is quiet
BETWEEN_KILLS = timedelta(seconds=65)  # a lease has run out by then
LIFE = 0.7  # seconds the bot lives, at most, once it listens
PATIENCE = 120  # seconds for what is left in the end
POST_TAKES = 0.06  # seconds: a kill between the post and the note of it is likely


@dataclass
class Outcome:
    kills: int
    caught: int  # kills that found a letter on its way
    due: int
    posted: int
    lost: int
    doubled: int
    seconds: float


def rehearse(kills: int, nudges: int, seed: int = 0) -> Outcome:
    """Kill the bot so many times while so many nudges fall due, one to each member of a crowd."""
    began, dice, clock = time.monotonic(), random.Random(seed), Clock()
    clock.turn_to(WEDNESDAY)
    app = json.loads(MANIFEST.read_text("utf-8"))
    with TemporaryDirectory() as folder, Rehearsal(app, clock=clock) as slack:
        stage = Stage(slack, Path(folder), slack_app_token=slack.app_token)
        crowd = add_members(slack.slack, nudges)
        sessions = open_database(stage.settings.database_url)
        _open_followups(sessions, slack, crowd, kills * BETWEEN_KILLS)
        slack.slack.fault("chat.postMessage", "slow", times=10**9, seconds=POST_TAKES)
        caught = sum(_kill_one(stage, sessions, dice) for _ in range(kills))
        _until_all_is_sent(stage, sessions)
        sessions.kw["bind"].dispose()
        told = Counter({who: len(slack.slack.sees(who, "DM")) for who in crowd})
    return Outcome(
        kills,
        caught,
        due=nudges,
        posted=told.total(),
        lost=sum(told[who] == 0 for who in crowd),
        doubled=sum(told[who] - 1 for who in crowd if told[who] > 1),
        seconds=time.monotonic() - began,
    )


def _open_followups(
    sessions: Sessions, slack: Rehearsal, crowd: list[str], during: timedelta
) -> None:
    """Everybody in the crowd is to be reminded of something, one after the other."""
    migrate(sessions)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    members.meet_everybody(sessions, client, Workspace(), WEDNESDAY)
    with sessions.begin() as session:
        for n, who in enumerate(crowd):
            session.get_one(Person, who).role = Role.STAFF
            due = WEDNESDAY + during * (n + 1) / len(crowd)
            session.add(_followup(who, f"Paper {n}", due))
        session.flush()
        for matter in session.scalars(select(Matter)):
            session.add(Reader(matter_id=matter.id, person_id=matter.owner_id))


def _followup(who: str, title: str, due: datetime) -> FollowUp:
    matter = Matter(
        kind="followups",
        prefix="F",
        title=title,
        visibility=Visibility.NAMED,
        opened_by_id=who,
        owner_id=who,
        due_at=due,
        opened_at=WEDNESDAY,
    )
    return FollowUp(
        matter=matter,
        person_id=who,
        asked_by_id=who,
        duty="followups.duty",
        ladder="reminder",
        opened_at=WEDNESDAY,
        due_at=due,
        nudge_at=due,
    )


def _kill_one(stage: Stage, sessions: Sessions, dice: random.Random) -> bool:
    """One life of the bot: one in four ends while it starts, the others while it works.
    True if a letter was on its way when it ended.
    """
    stage.turn(seconds=BETWEEN_KILLS.total_seconds())
    bot = stage.starts_bot()
    if dice.random() > 1 / 4:
        _wait_until_it_listens(stage, bot)
    time.sleep(dice.uniform(0, LIFE))
    bot.kill()
    bot.join()
    with sessions.begin() as session:
        on_its_way = Letter.state == LetterState.SENDING
        until = stage.slack.slack.clock.now() + timedelta(seconds=30)
        chosen = select(func.count()).where(on_its_way, Letter.lease_until > until)
        return bool(session.scalar(chosen))


def _wait_until_it_listens(stage: Stage, bot: BaseProcess) -> None:
    """A link is asked for twice: once to see that it can be had, once to take it."""
    asked = len(stage.slack.slack.log.calls("apps.connections.open"))
    while len(stage.slack.slack.log.calls("apps.connections.open")) == asked and bot.is_alive():
        time.sleep(0.01)


def _opened(stage: Stage) -> int:
    """How often the bot has said that it is at work."""
    return (stage.folder / "bot.log").read_text().count("the office is open")


def _until_all_is_sent(stage: Stage, sessions: Sessions) -> None:
    stage.slack.slack.faults.clear()
    before = _opened(stage)
    bot, until = stage.starts_bot(), time.monotonic() + PATIENCE
    while not (_all_is_sent(sessions) and _opened(stage) > before):
        if not bot.is_alive() or time.monotonic() > until:
            raise TimeoutError((stage.folder / "bot.log").read_text())
        stage.turn(seconds=10)
        time.sleep(0.1)
    bot.terminate()
    bot.join()
    assert bot.exitcode == 0, f"the bot ended with {bot.exitcode}"


def _all_is_sent(sessions: Sessions) -> bool:
    unsent = Letter.state.in_((LetterState.WAITING, LetterState.SENDING))
    unswept = FollowUp.nudge_at == FollowUp.due_at
    with sessions.begin() as session:
        letters = session.scalar(select(func.count()).where(unsent))
        return not letters and not session.scalar(select(func.count()).where(unswept))


if __name__ == "__main__":
    print(rehearse(kills=50, nudges=500))
