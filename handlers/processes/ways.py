"""Ways of working at the desk: listed, taken away as a file, published anew, made in a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.hearing import called, hear
from bot.language.catalog import Both, Markup
from bot.language.names import with_mentions
from bot.language.refusals import Refused
from bot.matters import letters
from bot.matters.moves import Field
from bot.processes import earlier, making, turns, ways
from bot.processes.template import Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import fields
from handlers.processes import health, retiring, told
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section, sections
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.files import File
from handlers.slack.files_sent import Enclosure
from handlers.slack.forms import form
from storage.processes import cases as stored
from storage.processes.cases import Case, Process
from storage.who.people import everyone

desk = Desk("ways")
desk.verbs |= health.VERBS
desk.pictures |= health.PICTURES
MAKE = (Field("chinese", "line"), Field("english", "line"), Field("lines", "text"))


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """Each with its version, how many steps it has, and how many cases run by which version."""
    insist(request.me.insider, "insider")
    say, found = request.say, ways.known(request)
    text = say("ways.title", n=len(found))
    said = Markup("\n".join([f"*{text}*", *(_line(request, one) for one in found)]))
    made = [button("cases:start", say("cases.start"))]
    made += [button("ways:make", say("ways.make"))] if request.me.directs else []
    return Words(said, [*sections(said), buttons(*made), *retiring.gone(request)])


def _line(request: Request, one: Process) -> Markup:
    way, running = way_of(one), stored.running(request.session, one.name)
    told = " · ".join(request.say("ways.runs", n=n, version=v) for v, n in running.items())
    names = {"way": way.called, "n": len(way.steps), "version": one.version}
    return request.say("ways.line", **names, running=Markup(f" · {told}" if told else ""))


@desk.does("running")
def running(request: Request, asked: Asked) -> Reply:
    """The cases of one way that run: which step, who has it, and for when, if they are for a
    time.
    """
    insist(request.me.insider, "insider")
    process = ways.ever_named(request, asked.get("way", ""))
    if process is None:
        raise Refused("cases.no-such-way", field="way", name=asked.get("way", ""))
    found, way = earlier.running(request, process.name), way_of(process)
    head = request.say("ways.running-head", way=way.called, n=len(found))
    lines = [_runs(request, one) for one in found]
    text = Markup("\n".join([head, *lines, *_in_all(request, way, found)]))
    return Words(text, sections(text))


def _in_all(request: Request, way: Template, found: Sequence[Case]) -> list[Markup]:
    """What is added up, such as what all that is asked for would cost."""
    sums = (
        (ask, sum(int(one.facts.get(ask.name) or 0) for one in found))
        for ask in way.fields.values()
        if ask.adds
    )
    return [request.say("ways.running-sum", label=ask.label, n=f"{n:,}") for ask, n in sums if n]


def _runs(request: Request, case: Case) -> Markup:
    way, now = way_of(case.process), turns.live(case)
    step = turns.called(now[0]) if now else ""
    who = list(dict.fromkeys(one.person.name for one in now))
    said = request.say("ways.running-line", **case.matter.named, step=step, who=who)
    only, booking = way.alone, case.booking
    if only is None or booking is None:
        return said
    times = {"begins": booking.begins_at, "ends": booking.ends_at}
    line = request.say("ways.running-when", what=told.had(request, case, only), **times)
    return Markup(f"{said} · {line}")


# --- as a file -----------------------------------------------------------------------------------


@desk.does("get")
def get(request: Request, asked: Asked) -> Reply:
    """The file of one, to be edited and sent back."""
    insist(request.me.insider, "insider")
    process = ways.named(request, asked.get("way", ""))
    if process is None:
        raise Refused("cases.no-such-way", field="way", name=asked.get("way", ""))
    letters.file(request.session, request.me.id, "ways:file", request.now, {"id": process.id})
    return Words(request.say("ways.comes", way=way_of(process).called))


@desk.draws("file")
def file(request: Request, blanks: Mapping[str, Any]) -> Enclosure | None:
    process = request.session.get(Process, int(blanks["id"])) if request.me.insider else None
    if process is None:
        return None
    name = f"{process.name}.toml"
    text = request.say("ways.here", way=way_of(process).called, version=process.version)
    return Enclosure(name, name, process.text.encode, text)


@desk.opens("toml")
def read_file(request: Request, file: File) -> Reply:
    """A file that comes back is the next version of the way it is named after."""
    return published(request, file.name.rpartition(".")[0], file.text)


def published(request: Request, name: str, text: str) -> Reply:
    """It counts from now on; what runs goes on as it began."""
    made, entry = ways.publish(request, name, text)
    older = sum(stored.running(request.session, name).values())
    key = "ways.published-running" if older else "ways.published"
    said = request.say(key, version=made.version, n=older, **_named(request, made))
    start = button("cases:start", request.say("cases.start"))
    back = button("ways:undo", request.say("undo.button"), entry)
    lost = [section(one) for one in _means_else(request, made)]
    return Words(said, [section(said), *lost, buttons(start, back)])


def _means_else(request: Request, process: Process) -> Iterator[Markup]:
    """Where its name alone, or before a colon, is heard as something else: what that is, and how
    this one is begun.
    """
    if process.name in ways.shipped():
        return
    for lang, name in way_of(process).called.items():
        for said in (name, f"{name}: {name}"):
            heard = hear(request, said).heard
            if heard is not None and heard.feature != desk.name:
                what = called(heard, request.catalog.lang_of(request.person))
                how = request.say(f"ways.begin-{lang}", way=name)
                yield request.say("ways.means-else", said=name, called=what, how=how)
                break


def _named(request: Request, process: Process) -> dict[str, object]:
    """What it is called, and its steps in their order."""
    lang, way = request.catalog.lang_of(request.person), way_of(process)
    each = (f"{n}. {one.called[lang]}" for n, one in enumerate(way.steps.values(), 1))
    return {"way": way.called, "steps": " ".join(each)}


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    """A version that was published by mistake: the one before it counts again."""
    made = ways.take_back(request, int(asked["id"]))
    if made is None:
        return Words(request.say("ways.gone"))
    if made.retired_at is not None:
        return Words(request.say("ways.retired", way=way_of(made).called))
    blanks = {"version": made.version, **_named(request, made)}
    return Words(request.say("ways.taken-back", **blanks))


desk.verbs |= retiring.VERBS


# --- made in a form ------------------------------------------------------------------------------


@desk.does("make")
def make(request: Request, asked: Asked) -> Reply:
    """Of lines: what, who, how long. It counts from then on, as one of the office's own."""
    insist(request.me.directs, "director")
    if read.lacking(request, asked, "chinese", "english", "lines"):
        return Form(_form(request, asked))
    called = Both({"zh": asked["chinese"].strip(), "en": asked["english"].strip()})
    lines = named_in(request, asked["lines"])
    return published(request, making.name_of(called), making.written(called, lines))


def named_in(request: Request, lines: str) -> str:
    """With a mention for each of the office who is named there."""
    return with_mentions(lines, [one for one in everyone(request.session) if one.active])


def _form(request: Request, asked: Asked) -> Block:
    title, submit = request.say("ways.form"), request.say("ways.publish")
    return form(request, "ways:make", title, submit, fields(request, "ways:make", MAKE, asked))
