"""Letters: what the office writes to people, in the same breath as the change it tells of.

A letter holds a key and blanks, never a sentence: it is put into words when it is sent,
in the language its reader has then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.language.catalog import Both, Key, Markup, Say
from storage.matters import outbox, shown
from storage.matters.outbox import COPY, Letter, LetterKind, Rank
from storage.who.people import Person


class Lines(list[tuple[str, Mapping[str, object]]]):
    """A blank that is several sentences, each a key with blanks of its own, one below the other."""


Line = tuple[int, str]  # of a nudge: the follow-up, and the reason it speaks


Written = Mapping[str, Any]


def note(
    session: Session,
    to: str,
    key: str,
    now: datetime,
    blanks: Mapping[str, object],
    *,
    matter_id: int | None = None,
    loud: bool = False,
) -> None:
    """A sentence for a person or channel. With a matter it goes in the thread under the card;
    `loud` shows it outside the thread too, with the steps that are open to the reader.
    """
    said = packed(blanks)
    outbox.post(session, [written(LetterKind.NOTE, to, now, matter_id, key, said, loud=loud)])


def cards(session: Session, to: Collection[str], matter_id: int, now: datetime) -> None:
    """Show readers where a matter stands."""
    outbox.post(session, [written(LetterKind.CARD, who, now, matter_id) for who in to])


def home(session: Session, people: Iterable[Person], now: datetime) -> None:
    """Refresh the Home tab of those who have ever opened theirs."""
    outbox.post(session, homes(people, now))


def homes(people: Iterable[Person], now: datetime) -> list[Written]:
    at_home = (person.slack_id for person in people if person.home and person.active)
    return [written(LetterKind.HOME, who, now) for who in at_home]


def written(
    kind: LetterKind,
    to: str,
    now: datetime,
    matter_id: int | None = None,
    key: str = "",
    said: Mapping[str, Any] | None = None,
    *,
    loud: bool = False,
) -> Written:
    """A letter to be posted together with others; `said`: its blanks, packed."""
    told = {"key": key, "blanks": said or {}, "loud": loud}
    return {"kind": kind, "to": to, "not_before": now, "matter_id": matter_id, **told}


def nudge(session: Session, to: str, lines: Sequence[Line], at: datetime, *, now: datetime) -> None:
    """Remind somebody of follow-ups at a moment: all that waits to be said then is one message.

    A message of the same minute that went out already gets the lines added.
    """
    found = outbox.unsent_nudge(session, to, now) if at <= now else None
    if found is None:
        slot = f"nudge:{to}:{at.astimezone(UTC):%Y-%m-%dT%H:%M}"
        said = {"lines": [list(line) for line in lines]}
        new = Letter(kind=LetterKind.NUDGE, to=to, blanks=said, slot=slot, not_before=at)
        found = outbox.put_in_slot(session, new)
    told = {one for one, _ in lines}
    kept = [old for old in found.blanks["lines"] if old[0] not in told]
    outbox.say_more(found, {"lines": [*kept, *(list(line) for line in lines)]}, at)


def page(
    session: Session,
    to: str,
    picture: str,
    blanks: Mapping[str, object],
    at: datetime,
    *,
    loud: bool = False,
) -> None:
    """A message a feature draws when it is sent: `picture` is "feature:name". One that is `loud`
    waits for nothing that was written to its reader before.
    """
    said = packed(blanks)
    outbox.post(session, [written(LetterKind.PAGE, to, at, None, picture, said, loud=loud)])


def file(
    session: Session, to: str, key: str, now: datetime, blanks: Mapping[str, Any] | None = None
) -> None:
    """A file for a person, made when it is sent: `key` names the desk and its picture."""
    outbox.post(session, [written(LetterKind.FILE, to, now, None, key, blanks)])


def answer(
    session: Session, to: str, message: dict[str, Any], now: datetime, *, shows: int = 0
) -> None:
    """Something the reader asked for a moment ago: ready as it is. A card it `shows`, of the matter
    of that id, stays as true as the card itself.
    """
    if shows and "only_to" not in message:
        shown.grow_old(session, to, shows, message.get("thread_ts", ""), now)
        new = Letter(kind=LetterKind.ANSWER, to=to, matter_id=shows, key=COPY)
    else:
        new = Letter(kind=LetterKind.ANSWER, to=to)
    new.blanks, new.not_before, new.rank = message, now, Rank.ANSWER
    session.add(new)


def put_right(
    session: Session, to: str, message: dict[str, Any], place: tuple[str, str], at: datetime
) -> None:
    """What stands in a place says something else from a moment on."""
    said = {"channel": place[0], "text": message["text"], "blocks": message["blocks"]}
    new = Letter(kind=LetterKind.ANSWER, to=to, blanks=said, not_before=at)
    new.channel, new.ts = place
    session.add(new)


def packed(blanks: Mapping[str, object]) -> dict[str, Any]:
    """Blanks as JSON: people, moments, days and keys are told apart from words."""

    def pack(value: object) -> Any:
        match value:
            case Person():
                return {"person": value.slack_id}
            case datetime():
                return {"at": value.isoformat()}
            case date():
                return {"day": value.isoformat()}
            case Key():
                return {"key": str(value)}
            case Both():
                return {"both": dict(value)}
            case Lines():
                return {"lines": [[key, packed(inner)] for key, inner in value]}
        return value

    return {name: pack(value) for name, value in blanks.items()}


def unpacked(session: Session, blanks: dict[str, Any], say: Say) -> dict[str, object]:
    """What `packed` made, as the catalog wants it."""

    def unpack(value: Any) -> object:
        match value:
            case {"person": slack_id}:
                return session.get_one(Person, slack_id)
            case {"at": moment}:
                return datetime.fromisoformat(moment)
            case {"day": day}:
                return date.fromisoformat(day)
            case {"key": key}:
                return Key(key)
            case {"both": words}:
                return Both(words)
            case {"lines": lines}:
                said = (say(key, **unpacked(session, inner, say)) for key, inner in lines)
                return Markup("\n".join(said))
        return value

    return {name: unpack(value) for name, value in blanks.items()}
