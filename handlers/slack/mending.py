"""What becomes of a letter that Slack did not take: it waits, is said anew, or is set aside."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from bot.matters import letters
from bot.who import lookups
from handlers.slack import patience
from handlers.slack.desk import Bot
from storage.matters import paces, sending
from storage.matters.matter import Card
from storage.matters.outbox import Letter, LetterKind, LetterState
from storage.who.people import Person

log = logging.getLogger(__name__)

# What Slack says when somebody has deleted the message we mean.
GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"}
)
NO_SUCH_PLACE = "channel_not_found"  # of a direct message: the app is not the one that opened it
WHOLE_WORKSPACE = 2  # channels refused one after the other: it is not they that are full


def put_back(bot: Bot, letter: Letter, error: Exception, *, looking: bool = False) -> None:
    """Try again later, if later may help; otherwise set the letter aside for the admin."""
    said, now = patience.said(error), bot.clock()
    with bot.sessions.begin() as session:
        kept = sending.held_by(session, letter)
        if kept is None:
            return  # our lease ran out, and somebody else has it now
        kept.error = said
        if not looking:
            kept.doubt = kept.doubt and patience.may_stand(error)
        if said == NO_SUCH_PLACE and _forget_the_place(session, kept):
            return
        if said in GONE and _say_anew(session, kept):
            return
        if patience.is_nothing_taken(error) and _joins_the_parked(session, kept, letter, now):
            return
        if wait := patience.patience(error, kept, now):
            kept.state, kept.not_before = LetterState.WAITING, now + wait
            _slow_down(bot, session, letter, error, wait.total_seconds())
        else:
            set_aside(bot, session, kept, now)


def _slow_down(bot: Bot, session: Session, letter: Letter, error: Exception, wait: float) -> None:
    """Nobody asks before Slack's time: for this channel; for the whole workspace, if Slack means
    that.
    """
    now = bot.clock()
    if patience.is_paced(error) and letter.way in (sending.POST, sending.ENCLOSE):
        paces.hold(session, letter.to, now, wait, slower=False)
        bot.refused.add(letter.to)
        if len(bot.refused) >= WHOLE_WORKSPACE:
            paces.hold(session, letter.way, now, wait, slower=True)
    elif patience.is_paced(error):
        paces.hold(session, letter.way, now, wait, slower=True)


def _joins_the_parked(session: Session, kept: Letter, letter: Letter, now: datetime) -> bool:
    """Nothing is taken from us. The first letter that finds it out tries again, and so does one
    that was sent to see; any other was tried at the same time, and waits until one is taken.
    """
    was_sent_to_see = letter.is_parked and kept.attempts == 1
    if paces.park(session, now, was_sent_to_see=was_sent_to_see):
        if kept.attempts == 1 and not was_sent_to_see:
            log.error("Slack takes nothing from us: %s; all letters wait", kept.error)
        return False
    if kept.attempts > 1:
        return False
    kept.state, kept.attempts = LetterState.WAITING, 0
    return True


# --- said anew ------------------------------------------------------------------


def _say_anew(session: Session, letter: Letter) -> bool:
    """Somebody deleted the message we wanted to change or to answer: it is posted anew. False if
    there is none that we know of.
    """
    if letter.kind is LetterKind.ANSWER and letter.ts:  # whoever asked has thrown it away
        letter.state = LetterState.SKIPPED
        return True
    card = session.get(Card, (letter.matter_id, letter.to)) if letter.matter_id else None
    if card is None and not letter.ts:
        return False
    if card is not None:
        session.delete(card)
    letter.state, letter.ts, letter.error = LetterState.WAITING, "", ""
    return True


def _forget_the_place(session: Session, letter: Letter) -> bool:
    """A direct message Slack knows nothing of is not asked for again: the letter goes to its
    reader, wherever that is now. False if it went there already.
    """
    reader = session.get(Person, letter.to)
    card = session.get(Card, (letter.matter_id, letter.to)) if letter.matter_id else None
    told = str(letter.blanks.get("channel", ""))
    known = (letter.channel, told, card.channel if card else "", reader.dm if reader else "")
    if reader is None or not any(place.startswith("D") for place in known):
        return False
    reader.dm = letter.channel = ""
    if told:
        letter.blanks = letter.blanks | {"channel": letter.to}
    letter.state, letter.doubt, letter.error = LetterState.WAITING, False, ""
    if letter.ts or card is not None:
        _say_anew(session, letter)
    return True


def is_for_one(letter: Letter) -> bool:
    """Is it for the eyes of one person in a channel? Then it is in no history."""
    return "only_to" in letter.blanks


def say_in_their_messages(letter: Letter) -> None:
    """Nobody knows whether they have read it in the channel: they read it once more where it can be
    looked for, and why.
    """
    said = letter.blanks
    letter.blanks = {name: said[name] for name in ("text", "blocks") if name in said}
    letter.blanks |= {"channel": letter.to, "perhaps_in": said["channel"]}


# --- set aside ------------------------------------------------------------------


def set_aside(bot: Bot, session: Session, letter: Letter, now: datetime) -> None:
    """The next one goes out; whoever runs the bot sees on Home that this one did not, or reads
    why a group does not follow. Whoever asked for a file hears that it does not come.
    """
    log.error("letter %s cannot be delivered: %s", letter.id, letter.error)
    if letter.kind is LetterKind.GROUP:
        letter.state = LetterState.SKIPPED
        bot.desks["notices"].pictures["refused"](session, letter.to, letter.error, now)
        return
    letter.state = LetterState.FAILED
    if letter.kind is LetterKind.FILE:
        letters.note(session, letter.to, "files.not-sent", now, {"error": letter.error})
    if letter.kind is not LetterKind.HOME:  # that would go round in a ring
        letters.home(session, lookups.keepers(session), now)
