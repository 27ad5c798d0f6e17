"""Appointments to talk at the desk: a card that says little; what is to be raised on a page."""

from __future__ import annotations

from bot.people import appointments
from bot.people.appointments import KIND
from bot.who.request import Request
from handlers.matters.life import Face
from handlers.matters.undo import undone
from handlers.people.paged import PagedDesk
from handlers.slack import read
from handlers.slack.blocks import Block, button
from handlers.slack.desk import Asked, Reply
from storage.people.appointments import Appointment, AppointmentState


def written(request: Request, item: Appointment) -> dict[str, str]:
    return {"agenda": item.agenda, "word": item.word}


def more(request: Request, item: Appointment) -> list[Block]:
    """Before it, whoever gives the talk prepares it; after it, they may note it for themselves."""
    if request.person is not item.host:
        return []
    other, say = item.matter.owner_id, request.say
    if item.matter.closed_at is None:
        return [button("talks:open", say("appointments.prepare"), other)]
    held = item.state is AppointmentState.HELD
    return [button("talks:note-with", say("talks.start"), other)] if held else []


def ask(request: Request, asked: Asked) -> Reply:
    return desk.begin(request, read.addressed(request, asked))


def plan(request: Request, asked: Asked) -> Reply:
    """For a day: without one a form asks for it."""
    return ask(request, asked if asked.get("due") else asked | {read.IN_PART: "yes"})


def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, appointments.take_back(request, int(asked["id"])).matter)


desk = PagedDesk(KIND, Face(signal="💬", more=more), written, ask=ask, plan=plan, undo=take_back)
