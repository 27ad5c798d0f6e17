"""Nobody was there to hear it: what was said is answered late, or said to be missed."""

from __future__ import annotations

from sqlalchemy import select

from rehearsal.workspace import BOT_USER
from storage.matters.listened import Listened
from tests.faults.office import Office, office, until
from tests.faults.rows import Found, row

MINE = "remind me to call the bank tomorrow"
LATE, MISSED = "I could not hear you then", "Nothing was done about it"


@row("after 20 min done once, with a word ahead; after 2 h said to be missed, and no form offered")
def it_was_not_running() -> Found:
    """The bot is down for 20 min, then for 2 h; each time it is asked for something meanwhile."""
    with office(people=1) as opened:
        opened.begins()
        opened.slack.says("ULINA", "DM", "help")
        until(lambda: len(_read(opened)) == 1, 10)
        soon, late = _away_for(opened, 20), _away_for(opened, 120)
        done = sum("*F-" in one for one in soon) == 1 and sum(LATE in one for one in soon) == 1
        is_missed = [MISSED in one for one in late] == [True]
        said = f"after 20 min {'done once' if done else soon}; "
        said += f"after 2 h {'missed, and said so once' if is_missed else late}"
        return Found(said, done and is_missed)


def _away_for(opened: Office, minutes: int) -> list[str]:
    """What is newly read, once the bot is back."""
    until(lambda: _is_listened(opened) and opened.is_settled(), 10)
    opened.stops()
    before = len(_read(opened))
    opened.slack.says("ULINA", "DM", MINE)
    for _ in range(minutes):
        opened.stage.turn(minutes=1)
        opened.slack.run_due()  # Slack says it again, and gives up
    opened.begins()
    until(lambda: len(_read(opened)) > before, 30)
    opened.until_all_is_settled()
    return _read(opened)[before:]


def _is_listened(opened: Office) -> bool:
    with opened.looks() as connection:
        return connection.scalar(select(Listened.until)) is not None


def _read(opened: Office) -> list[str]:
    told = [one for one in opened.slack.sees("ULINA", "DM") if one.user == BOT_USER]
    return [str(one.blocks) + one.text for one in told]
