"""People at the desk: who has which role, one's own language, who signs for whom."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Key, files
from bot.language.refusals import Refused
from bot.matters import letters
from bot.matters.moves import Field
from bot.people import roles
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import asked_form, fields
from handlers.slack import read
from handlers.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    section,
    select_field,
)
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from storage.who.people import Person, Role, delegations_of, everyone

desk = Desk("people")

PERSON, SECTION = Field("person", "person"), Field("section", "line", needed=False)
DELEGATE = (PERSON, Field("due", "due"))
LINES = 25  # of the list of people, in one block: well within what Slack takes

LANGUAGES = {
    "中文": "zh",
    "汉语": "zh",
    "chinese": "zh",
    "zh": "zh",
    "english": "en",
    "英文": "en",
    "en": "en",
    "英语": "en",
}


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """Who is who: roles and sections; for a director, with the form that sets them."""
    insist(request.me.insider, "insider")
    say = request.say
    members = [who for who in everyone(request.session) if who.active]
    insiders = [who for who in members if who.role is not Role.OUTSIDER and not who.guest]
    lines = [_line(request, who) for who in insiders] or [say("people.none")]
    pages = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    blocks = [section(say("people.title")), *map(section, pages)]
    blocks += [context(line) for line in _delegations(request, insiders)]
    blocks.append(context(say("people.others", n=len(members) - len(insiders))))
    if request.me.directs:
        blocks.append(buttons(button("people:post", say("people.set"), style="primary")))
    return Words(say("people.title"), blocks)


def _line(request: Request, who: Person) -> str:
    role = request.say(f"people.role-{who.role}")
    return request.say("people.line", name=who.name, role=role, section=_section(who))


def _delegations(request: Request, insiders: Sequence[Person]) -> list[str]:
    """Who signs for whom, and until when: the office may know."""
    names = {who.slack_id: who.name for who in insiders}
    return [
        request.say(
            "people.signs-for", name=names[one.to_id], whom=names[one.from_id], until=one.until
        )
        for who in insiders
        for one in delegations_of(request.session, who.slack_id, request.now)
        if one.to_id in names
    ]


def _section(who: Person) -> str:
    return f" · {who.section}" if who.section else ""


@desk.does("post")
def post(request: Request, asked: Asked) -> Reply:
    """Set somebody's role and section."""
    insist(request.me.directs, "director")
    if read.missing(asked, "person", "role") or asked["role"] not in list(Role):
        return Form(_post_form(request, asked))
    found = request.session.get(Person, asked["person"])
    if found is None or found.robot or not found.active:
        name = found.name if found else asked["person"]
        raise Refused("people.no-member", field="person", name=name)
    roles.set_post(request, found, Role(asked["role"]), asked.get("section", ""))
    letters.home(request.session, [found, request.person], request.now)
    post = {"role": Key(f"people.role-{found.role}"), "section": _section(found)}
    if found is not request.person and found.role is not Role.OUTSIDER:
        news = {"by": request.person, **post}
        letters.note(request.session, found.slack_id, "people.given", request.now, news)
    said = "people.removed" if found.role is Role.OUTSIDER else "people.saved"
    return Words(request.say(said, name=found.name, **post))


@desk.does("name-director")
def name_director(request: Request, asked: Asked) -> Reply:
    """The first step of a new office."""
    return post(request, {"role": Role.DIRECTOR.value})


def _post_form(request: Request, asked: Asked) -> Block:
    say = request.say
    roles = {role.value: say(f"people.role-{role}") for role in Role}
    made = [
        *fields(request, "people:post", (PERSON,), asked),
        select_field("role", say("people.field-role"), roles, _role_of(asked.get("role", ""))),
        *fields(request, "people:post", (SECTION,), asked),
    ]
    title, submit = say("people.form-title"), say("people.save")
    return form(request, "people:post", title, submit, made)


def _role_of(said: str) -> str:
    """A role by what it is called: nobody is given one before the form is sent."""
    called: dict[str, list[str]] = files()["people"]["data"]["role"]
    low = said.strip().lower()
    return next((role for role, names in called.items() if low in (role, *names)), "")


@desk.does("language")
def language(request: Request, asked: Asked) -> Reply:
    lang = LANGUAGES.get(asked.get("lang", "").strip().lower())
    if lang is None:
        raise Refused("people.bad-language")
    roles.choose_language(request, lang)
    letters.home(request.session, [request.person], request.now)
    say = request.catalog.speak_to(request.person, request.now, request.calendar)
    return Words(say("people.language-set"))


@desk.does("delegate")
def delegate(request: Request, asked: Asked) -> Reply:
    """Let somebody sign in one's place for a time."""
    insist(request.me.assigns, "heads")
    if read.missing(asked, "person", "due"):
        return Form(asked_form(request, "people:delegate", DELEGATE, asked))
    to = read.person(request, asked)
    assert to is not None  # `missing` looked
    until = read.due(request, asked)
    roles.delegate(request, to, until)
    news: dict[str, object] = {"by": request.person, "until": until}
    letters.note(request.session, to.slack_id, "people.delegated-to-you", request.now, news)
    said = request.say("people.delegated", name=to.name, until=until)
    end_it = button("people:undelegate", request.say("people.end-delegation"))
    return Words(said, [section(said), buttons(end_it)])


@desk.does("undelegate")
def undelegate(request: Request, asked: Asked) -> Reply:
    """Nobody signs in one's place any more."""
    for slack_id in roles.end_delegation(request):
        news = {"by": request.person}
        letters.note(request.session, slack_id, "people.not-delegated", request.now, news)
    return Words(request.say("people.undelegated"))
