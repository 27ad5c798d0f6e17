"""What the rule says, at the desk: the section, its version, since when; the steps it is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.catalog import Key, Markup, escape, files
from bot.language.names import folded
from bot.matters.moves import Field
from bot.processes import asking, ways
from bot.processes.asking import Answer, Found
from bot.processes.regulations import own, when
from bot.processes.regulations.library import CATEGORIES, Passage, Shelved, shipped
from bot.processes.template import RULES
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import asked_form
from handlers.processes.cases import guide
from handlers.slack.blocks import Block, button, buttons, section, sections, short
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.processes.regulations import Regulation

SNIPPET = 400  # characters of a section; its button has all of it
STEPS = 2  # ways of working to begin


def ask(request: Request, asked: Asked) -> Reply:
    """In force on the day asked about, which is today unless one is named; or it is not there."""
    insist(request.me.insider, "insider")
    said = _said(asked)
    if not said or folded(said) in _data()["list"]:
        return list_(request, {})
    today = request.calendar.today(request.now)
    question, day = when.asked(said, today)
    then = date.fromisoformat(asked["day"]) if asked.get("day") else day or today
    answer = asking.search(request, question or said, then)
    found = answer.says
    if not found:
        key = "regulations.none" if then == today else "regulations.none-then"
        return _not_there(request, answer, request.say(key, day=on(request, then)))
    lines = [request.say("regulations.then", day=on(request, then))] * (then != today)
    lines += _hosts(request, said) + [_answer(request, one) for one in found]
    text = Markup("\n".join(lines))
    return Words(text, [*sections(text), *_presses(request, found)])


def _not_there(request: Request, answer: Answer, none: Markup) -> Reply:
    """What was looked for; the nearest as nothing more than that."""
    lines = [none, request.say("regulations.looked-for", words=answer.sought)]
    lines += [
        request.say("regulations.nearest", head=_named(request, one)) for one in answer.nearest
    ]
    text = Markup("\n".join(lines))
    return Words(text, [*sections(text), *_presses(request, answer.nearest)])


def _named(request: Request, one: Passage | Found) -> Markup:
    return head(request, one) if isinstance(one, Passage) else _step(request, one)


def _said(asked: Asked) -> str:
    """Without the word that only says that it is a question."""
    said = (asked.get("words") or asked.get("title", "")).strip()
    if (day := asked.get("first", "").strip()) and folded(day) not in _data()["no-day"]:
        return f"{said} as of {day}"
    verb, _, rest = said.partition(" ")
    return rest.strip() if folded(verb) in _data()["ask"] else said


def _data() -> dict[str, list[str]]:
    found: dict[str, list[str]] = files()["regulations"]["data"]
    return found


def on(request: Request, day: date) -> str:
    return _on(request, day.isoformat())


def _on(request: Request, day: str) -> str:
    return when.said(day, request.catalog.lang_of(request.person))


def _hosts(request: Request, question: str) -> list[Markup]:
    told = asking.hosts_for(question)
    return [request.say("ways.hosts", n=told[0], most=told[1])] if told else []


def _answer(request: Request, one: Passage | Found) -> Markup:
    if isinstance(one, Passage):
        used = [_step(request, each) for each in asking.used_by(request, one)[:STEPS]]
        return Markup("\n".join([head(request, one), *_under(request, one, SNIPPET), *used]))
    names = {"way": one.way.called, "step": one.step.called, "version": one.process.version}
    said = [request.say("ways.found", **names), *guide(request, one.step, one.way, limits=True)]
    return Markup("\n".join(said))


def _step(request: Request, one: Found) -> Markup:
    names = {"way": one.way.called, "step": one.step.called, "version": one.process.version}
    return request.say("regulations.used-by", **names)


def head(request: Request, one: Passage) -> Markup:
    names = {"rule": one.title, "heading": one.heading}
    if not one.number:
        return request.say("regulations.head", **names)
    return request.say("regulations.head-own", **names, number=one.number, version=one.version)


def _under(request: Request, one: Passage, most: int = 0) -> list[Markup]:
    """Its words; of what level it is, from where, since when; and what else has to be known."""
    lang, say = request.catalog.lang_of(request.person), request.say
    text = str(one.text[lang] if isinstance(one.text, dict) else one.text)
    said = [say("regulations.words", text=short(text, most) if most else text)] if text else []
    since = say("regulations.since", day=_on(request, one.begins)) if one.begins else ""
    kind = "rule" if one.level in RULES else "habit"
    said.append(say(f"regulations.foot-{kind}", source=_source(request, one), since=since))
    said += [_until(request, one)] if one.ends else []
    return [*said, *([say("regulations.to-check")] if one.check else [])]


def _until(request: Request, one: Passage) -> Markup:
    """Until when it counts, or counted; and what does then."""
    is_over = when.turn(one.ends) <= request.calendar.today(request.now)
    if one.successor:
        key = "regulations.ended" if is_over else "regulations.ends"
    else:
        key = "regulations.ended-only" if is_over else "regulations.ends-only"
    return request.say(key, day=_on(request, one.ends), successor=one.successor)


def _source(request: Request, one: Passage) -> Markup:
    if one.number and one.level == "custom":
        return request.say("regulations.level-own")
    level = Key(f"cases.level-{one.level}")
    return request.say("regulations.from", source=one.source or one.title, level=level)


def _presses(request: Request, found: Sequence[Passage | Found]) -> list[Block]:
    """Each section opens; what these are steps of is begun."""
    say = request.say
    rules = [one for one in found if isinstance(one, Passage)]
    used = [step for one in rules for step in asking.used_by(request, one)]
    steps = {one.way.name: one for one in (*found, *used) if isinstance(one, Found)}
    made = [
        button(f"regulations:open-{n}", say("regulations.open", heading=one.heading), one.key)
        for n, one in enumerate(rules)
    ]
    made += [
        button(f"{name}:start", say("ways.begin", way=one.way.called))
        for name, one in list(steps.items())[:STEPS]
        if name in ways.shipped()
    ]
    return [buttons(*made)] if made else []


ASK = (Field("words", "line"), Field("day", "day", needed=False))


def ask_form(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    return Form(asked_form(request, "regulations:ask", ASK, asked))


# --- one section, and all there is ---------------------------------------------------------------


def open_(request: Request, asked: Asked) -> Reply:
    """All of one section, with those beside it."""
    insist(request.me.insider, "insider")
    one, (before, after) = own.find(request, asked["id"]), own.beside(request, asked["id"])
    text = Markup("\n".join([head(request, one), *_under(request, one)]))
    beside = enumerate((("back", before), ("on", after)))
    made = [button(f"regulations:open-{n}", request.say(f"regulations.turn-{name}"), key)
            for n, (name, key) in beside if key]  # fmt: skip
    return Words(text, [*sections(text), *([buttons(*made)] if made else [])])


def list_(request: Request, asked: Asked) -> Reply:
    """All that is in force, by category; the office's own first."""
    insist(request.me.insider, "insider")
    today = request.calendar.today(request.now)
    mine = own.in_force(request, today)
    ours = [one for one in shipped().values() if one.first.in_force(today)]
    text = request.say("regulations.title", n=len(mine) + len(ours))
    groups = [_group(request, name, mine, ours) for name in CATEGORIES]
    made = [button("regulations:ask-form", request.say("regulations.ask-button"))]
    made += _director(request) if request.me.directs else []
    blocks = [section(f"*{text}*"), *(section(one) for one in groups if one), buttons(*made)]
    return Words(Markup("\n".join([text, *filter(None, groups)])), blocks)


def _director(request: Request) -> list[Block]:
    say = request.say
    return [button("regulations:submit", say("regulations.start")),
            button("regulations:gaps", say("regulations.gaps-button"))]  # fmt: skip


def _group(
    request: Request, name: str, mine: Sequence[Regulation], ours: Sequence[Shelved]
) -> Markup | None:
    lines = [_own(request, one) for one in mine if one.category == name]
    lines += [
        request.say("regulations.line", rule=one.title, sub=one.sub, n=len(one.passages),
                    level=Key(f"cases.level-{one.first.level}"), since=_since(request, one.first))
        for one in ours
        if one.category == name
    ]  # fmt: skip
    title = request.say(f"regulations.category-{name}")
    return Markup("\n".join([f"*{title}*", *lines])) if lines else None


def _since(request: Request, one: Passage) -> Markup | str:
    return request.say("regulations.since", day=_on(request, one.begins)) if one.begins else ""


def _own(request: Request, one: Regulation) -> Markup:
    assert one.begins is not None  # it is in force
    names = {**one.matter.named, "version": one.version}
    line = request.say("regulations.line-own", **names, day=on(request, one.begins))
    return Markup(" · ".join([line, *([escape(one.sub)] if one.sub else [])]))
