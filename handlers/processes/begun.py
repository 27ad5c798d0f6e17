"""A desk for each way that came with us, so that it is begun, and asked about, in its own words."""

from __future__ import annotations

from functools import partial

from bot.processes import ways
from bot.processes.reading import read
from bot.who.request import Request
from handlers.processes import booked, cases, letting_go
from handlers.slack.desk import Asked, Desk, Reply


def _desk(name: str, text: str) -> Desk:
    made = Desk(name)
    made.verbs["start"] = partial(_start, name)
    way = read(name, text)
    if way.alone and way.alone.what in way.fields:
        made.verbs |= {"free": partial(booked.free, name), "book": partial(booked.book, name)}
        made.verbs["off"] = partial(letting_go.off, name)
        made.verbs |= {f"off-{n}": letting_go.press for n in range(letting_go.A_FEW)}
    return made


def _start(name: str, request: Request, asked: Asked) -> Reply:
    return cases.start(request, ways.current(request, name), asked)


DESKS = [_desk(name, text) for name, text in ways.shipped().items()]
