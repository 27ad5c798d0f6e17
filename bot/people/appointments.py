"""Appointments to talk, one to one (约谈心, A2.16): given by whoever leads, or asked of them, who
answers with a day or with a word on why not now. Whoever is talked with writes what they want to
raise. Only the two know of it; title, card, nudge and record say nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter

from sqlalchemy.orm import Session

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS, Standing
from storage.matters.journal import Entry
from storage.matters.matter import Visibility
from storage.people import appointments as stored
from storage.people.appointments import Appointment
from storage.people.appointments import AppointmentState as S
from storage.who.people import Person, Role

MOST, DAYS = 1500, 3  # characters; working days until whoever is asked answers
KEPT = timedelta(days=31)  # what was to be raised, once it is over
ASKED, PLANNED = frozenset({S.ASKED}), frozenset({S.PLANNED})
OPEN = ASKED | PLANNED
guest, host = attrgetter("matter.owner"), attrgetter("host")


def gives(me: Standing, other: Person) -> bool:
    """Does one of these two give the other the day? A leader does; of two leaders, who asks."""
    leads = other.role not in BOARD or me.role in BOARD
    return me.assigns and me.answers_for(other) and leads


def _ask(request: Request, _: object, told: Told) -> Values:
    """For a day, by whoever gives it; else it waits for the day of whoever is asked."""
    other: Person = told["person"]
    if other is request.person:
        raise Refused("people.not-oneself", field="person")
    _check(told.get("agenda", ""), "agenda")
    given: Values = {"title": str(request.say("appointments.title"))}
    given |= {"visibility": Visibility.NAMED, "agenda": told.get("agenda", "")}
    if gives(request.me, other):
        if "due" not in told:
            raise Refused("appointments.when", field="due")
        both = {"owner": other, "host": request.person}
        return given | both | {"state": S.PLANNED, "due_at": told["due"]}
    if other.role not in BOARD | DIRECTORS | {Role.SECTION_HEAD}:
        raise Refused("appointments.no-host", field="person", name=other.name)
    return given | {"owner": request.person, "host": other, "due_at": told.get("due")}


def _check(words: str, field: str) -> None:
    if len(words) > MOST:
        raise Refused("appointments.long", field=field, most=MOST)


def _fix(request: Request, item: Appointment, told: Told) -> Values:
    return {"due_at": life.to_come(request, told["due"])}


def _written(field: str, request: Request, item: Appointment, told: Told) -> Values:
    _check(told[field], field)
    return {field: told[field]}


def _facts(item: Appointment) -> dict[str, object]:
    how = Key(f"appointments.how-{item.state}") if item.state in OPEN else ""
    return {"who": guest(item).name, "host": host(item).name, "how": how}


def take_back(request: Request, entry_id: int) -> Appointment:
    """Undo one's own last step; of what was to be raised nothing is left then. Raises Refused."""
    item: Appointment = life.take_back(request, KIND, entry_id)
    if request.session.get_one(Entry, entry_id).what == f"{KIND.name}.agenda":
        item.agenda = ""
    return item


def ahead(request: Request, other: Person | None) -> Sequence[Appointment]:
    """What whoever asks is to talk about, with somebody or with all: the next first."""
    found = stored.ahead(request.session, request.me.id)
    return [one for one in found if other in (None, guest(one))]


def tidy(session: Session, now: datetime) -> None:
    """What was to be raised goes, a month after it was."""
    stored.forget(session, now - KEPT)


ASK = (
    *(Field("person", "person"), Field("due", "due", needed=False)),
    Field("agenda", "text", needed=False),
)
RAISE, WORD = (Field("agenda", "text", own=True),), (Field("word", "text"),)
hosts, visits = is_(host), is_(guest)
either = or_director_once_gone(lambda me, item: hosts(me, item) or visits(me, item), host)
stage = partial(Stage[Appointment], relief="call-off")
COMES = stage("come", guest, host, "agenda", ladder="once")  # on its day the guest is reminded, too

KIND: Kind[Appointment] = Kind(
    "appointments", "L", Appointment, days=DAYS,
    opening=Move("ask", frozenset(), S.ASKED, "insider", insider, ASK, _ask, (guest, host)),
    moves=table(
        Move("reschedule", OPEN, S.PLANNED, "host", hosts, (Field("due", "due"),), _fix, (guest,)),
        Move("decline", ASKED, S.DECLINED, "host", hosts, WORD, partial(_written, "word"),
             (guest,)),
        Move("agenda", OPEN, None, "guest", visits, RAISE, partial(_written, "agenda")),
        Move("held", PLANNED, S.HELD, "host", hosts),
        Move("call-off", OPEN, S.CALLED_OFF, "either", either, calls=(host, guest)),
    ),
    stages={
        S.ASKED: stage("answer", host, guest, "reschedule", days=DAYS, ladder="private"),
        S.PLANNED: stage("talk", host, guest, "held", ladder="talk", beside=COMES),
    },
    undone=S.CALLED_OFF,
    people=lambda item: {item.matter.owner_id, item.host_id},
    facts=_facts,
)  # fmt: skip
