"""Ways of working changed in the chat, step by step: in a sentence, or in the form of a step."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters.moves import Field
from bot.processes import editing, making, ways
from bot.processes.template import SOMEBODY, Step, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import fields
from handlers.processes import cases
from handlers.processes.case_form import which_form
from handlers.processes.ways import desk, named_in, published
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, AskFirst, Form, Reply, Words
from handlers.slack.forms import form
from handlers.slack.said import unmarked
from storage.processes.cases import Process
from storage.who.people import Person

AT_ONCE = 40  # steps with a button
BOTH = (  # of a step, the fields in which each language stands
    ("called", "chinese", "english"),
    ("how", "how-zh", "how-en"),
    ("standard", "standard-zh", "standard-en"),
)
CHANGE = (
    *(Field("chinese", "line"), Field("english", "line"), Field("doer", "line")),
    *(Field(one, "line", needed=False) for one in ("limit", "shows", "after")),
    *(Field(one, "line", needed=False) for pair in BOTH[1:] for one in pair[1:]),
)


def _process(request: Request, asked: Asked) -> Process:
    """The one that is meant, for whoever directs; where none is named, it is asked which. Raises
    Refused.
    """
    insist(request.me.directs, "director")
    said = asked.get("way", "").strip()
    if not said:
        raise AskFirst(lambda anew: Form(which_form(anew, "ways:steps")))
    process = ways.named(request, said)
    if process is None:
        raise Refused("cases.no-such-way", field="way", name=said)
    return process


def _number(asked: Asked, field: str = "step") -> int:
    said = asked.get(field, "").strip()
    return int(said) if said.isdecimal() else 0


# --- what there is -------------------------------------------------------------------------------


@desk.does("steps")
def steps(request: Request, asked: Asked) -> Reply:
    """Its steps by number, each with who, how long and what is shown; for a director with a
    button to change it.
    """
    insist(request.me.insider, "insider")
    process = ways.named(request, asked.get("way", ""))
    if process is None:
        return Form(which_form(request, "ways:steps"))
    way = way_of(process)
    head = request.say("ways.steps-head", way=way.called, version=process.version)
    lines = [_line(request, way, n, one) for n, one in enumerate(way.steps.values(), 1)]
    shown = [
        section(head),
        *(_with_button(request, process, n, one) for n, one in enumerate(lines, 1)),
    ]
    if request.me.directs:
        label = request.say("ways.insert")
        insert_ = button("ways:insert", label, f"{process.id}-{len(lines) + 1}")
        retire = button("ways:retire", request.say("ways.retire"), process.name)
        shown.append(buttons(insert_, retire))
    return Words(Markup("\n".join([head, *lines])), shown)


def _with_button(request: Request, process: Process, n: int, line: Markup) -> Block:
    made = section(line)
    if request.me.directs and n <= AT_ONCE:
        made["accessory"] = button("ways:change", request.say("ways.change"), f"{process.id}-{n}")
    return made


def _line(request: Request, way: Template, n: int, step: Step) -> Markup:
    who = _who(request, way, step)
    shows = request.say(f"ways.shows-{step.evidence}")
    within = Markup(cases.limits_of(request, step, way)) if step.due else "–"
    return request.say("ways.step", n=n, step=step.called, who=who, within=within, shows=shows)


def _who(request: Request, way: Template, step: Step) -> object:
    ask = way.fields.get(step.who)
    if step.waits:
        return way.fields[way.draft].label
    if step.who.startswith(SOMEBODY):
        return request.session.get_one(Person, step.who.removeprefix(SOMEBODY)).name
    return ask.label if ask else Key(f"ways.who-{step.who}")


# --- changed -------------------------------------------------------------------------------------


@desk.does("change")
def change(request: Request, asked: Asked) -> Reply:
    """A step says something else from now on: `chief, 2 d` in a sentence, all of it in a form."""
    asked = _meant(request, asked)
    process, n = _process(request, asked), _number(asked)
    way = way_of(process)
    if asked.get("lines"):
        to = editing.read_lines(way, named_in(request, asked["lines"]))
    elif "chinese" in asked:
        to = _told(request, way, n, asked)
    else:
        return Form(_form(request, process, way, n))
    return published(request, process.name, editing.changed(way, process.text, n, to))


def _meant(request: Request, asked: Asked) -> Asked:
    """A button says which version, and which step of it. Raises Refused for an older version."""
    told, _, n = asked.get("id", "").partition("-")
    if not told:
        return asked
    process = request.session.get(Process, int(told))
    if process is None or ways.newer(request, process):
        raise Refused("office.old-button")
    kept = {name: said for name, said in asked.items() if name != "id"}
    return kept | {"way": process.name, "step": n}


def _told(request: Request, way: Template, n: int, asked: Asked) -> dict[str, str]:
    """What the form says, where it says something else than the step."""
    step, found = editing.step(way, n), dict[str, str]()
    shown = _now(request, way, step)
    for name in ("doer", "limit", "shows"):
        if (said := asked.get(name, "").strip()) and said != shown[name]:
            found |= editing.read_lines(way, named_in(request, said))
    if (said := asked.get("after", "").strip()) and said != shown["after"]:
        found |= editing.read_lines(way, f"after {said}")
    for key, zh, en in BOTH:
        words = editing.both_in([asked.get(zh, ""), asked.get(en, "")])
        if words and words != getattr(step, key):
            found[key] = making.both(words)
    return found


def _form(request: Request, process: Process, way: Template, n: int) -> Block:
    step = editing.step(way, n)
    said = _now(request, way, step)
    for key, zh, en in BOTH:
        words: Mapping[str, str] = getattr(step, key) or {}
        said |= {zh: words.get("zh", ""), en: words.get("en", "")}
    made = fields(request, "ways:change", CHANGE, said)
    title, submit = request.say("ways.form-change", n=n), request.say("ways.publish")
    return form(request, "ways:change", title, submit, made, {"way": process.name, "step": n})


def _now(request: Request, way: Template, step: Step) -> dict[str, str]:
    """As it stands in the form."""
    shows = unmarked(request, f"ways.shows-{step.evidence}")
    who = unmarked(request, "ways.doer", who=_who(request, way, step))
    named = {"doer": who, "limit": editing.limit_of(step), "shows": shows}
    return named | {"after": editing.place_of(way, step)}


@desk.does("insert")
def insert(request: Request, asked: Asked) -> Reply:
    """One more step before the one that is named, or after the last."""
    asked = _meant(request, asked)
    process = _process(request, asked)
    way = way_of(process)
    if read.lacking(request, asked, "lines"):
        return Form(_insert_form(request, process, asked))
    n = _number(asked) or len(way.steps) + 1
    to = making.told_in(named_in(request, asked["lines"]))
    return published(request, process.name, editing.inserted(way, process.text, n, to))


INSERT = (Field("lines", "line"), Field("step", "line", needed=False))


def _insert_form(request: Request, process: Process, asked: Asked) -> Block:
    title, submit = request.say("ways.form-insert"), request.say("ways.publish")
    made = fields(request, "ways:insert", INSERT, asked)
    return form(request, "ways:insert", title, submit, made, {"way": process.name})


@desk.does("remove")
def remove(request: Request, asked: Asked) -> Reply:
    process = _process(request, asked)
    text = editing.removed(way_of(process), process.text, _number(asked))
    return published(request, process.name, text)


@desk.does("move")
def move(request: Request, asked: Asked) -> Reply:
    process = _process(request, asked)
    n, to = _number(asked), _number(asked, "spot")
    return published(request, process.name, editing.moved(way_of(process), process.text, n, to))


FIELD = (Field("lines", "line"),)


@desk.does("field")
def field(request: Request, asked: Asked) -> Reply:
    """One more to fill in; or one that is there is of another kind from now on."""
    process = _process(request, asked)
    if read.lacking(request, asked, "lines"):
        title, submit = request.say("ways.form-field"), request.say("ways.publish")
        made = fields(request, "ways:field", FIELD, asked)
        return Form(form(request, "ways:field", title, submit, made, {"way": process.name}))
    text = editing.with_field(way_of(process), process.text, asked["lines"])
    return published(request, process.name, text)


@desk.does("choice")
def choice(request: Request, asked: Asked) -> Reply:
    """One more to choose from in a field of it: another room."""
    process = _process(request, asked)
    called = making.pair(asked.get("words", ""))
    text = editing.with_choice(way_of(process), process.text, asked.get("to", ""), called)
    return published(request, process.name, text)
