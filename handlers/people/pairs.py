"""A/B posts at the desk: what belongs to a post, who has it and who covers it; said, shown, taken
back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters.moves import Field
from bot.people import pairs
from bot.who import days
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import asked_form
from handlers.matters.undo import with_undo
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section, sections
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.who import pairs as stored
from storage.who.pairs import Post
from storage.who.people import Person, leave_within

desk = Desk("pairs")
JOIN = (Field("people", "people"),)
POST = (
    Field("title", "line"), Field("person", "person", needed=False),
    Field("deputy", "person", needed=False), Field("duties", "text", needed=False),
)  # fmt: skip
SOON = timedelta(days=14)
BETWEEN = re.compile(r"[;；、\n]+")


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """The posts with their people; then who stands for whom without a name for it."""
    insist(request.me.insider, "insider")
    say, all_ = request.say, stored.posts(request.session)
    named = [one for one in all_ if one.name]
    two = [one.two for one in all_ if not one.name and one.two]
    there = [both for both in two if not any(one.is_out for one in both)]
    lines = [say("pairs.pair", one=one.name, other=other.name) for one, other in there]
    text = Markup("\n".join([say("pairs.title"), *lines])) if lines or named else say("pairs.none")
    each = [_row(request, one) for one in named]
    shown = Markup("\n".join([text, *(_line(request, one) for one in named)]))
    return Words(shown, [*sections(text), *each, *_ways(request)])


def _ways(request: Request) -> list[Block]:
    if not request.me.directs:
        return []
    verbs = ("post", "join")
    return [buttons(*(button(f"pairs:{one}", request.say(f"pairs.form-{one}")) for one in verbs))]


def _row(request: Request, post: Post) -> Block:
    """With the way to change it, for whoever directs."""
    change = button("pairs:post", request.say("pairs.change"), post.id)
    return section(_line(request, post), change if request.me.directs else None)


def _line(request: Request, post: Post) -> Markup:
    """Who has it and who stands behind them; who covers it today, if whoever has it is away."""
    say = request.say
    lines = [say("pairs.post-line", post=post.name, a=_named(request, post.a),
                 b=_named(request, post.b))]  # fmt: skip
    lines += [say("pairs.duties", duties=post.duties)] if post.duties else []
    return Markup("\n".join([*lines, *_today(request, post)]))


def _named(request: Request, person: Person | None) -> str:
    return request.say("pairs.nobody") if person is None or person.is_out else person.name


def _today(request: Request, post: Post) -> list[Markup]:
    leave = days.leave_at(request.session, post.a, request.now) if post.a else None
    if leave is None or post.a is None:
        return []
    covers = request.session.get(Person, leave.stand_in_id or "") or post.b
    said = {"a": post.a.name, "last": leave.last, "name": _named(request, covers)}
    return [request.say("pairs.covered", **said)]


@desk.does("holds")
def holds(request: Request, asked: Asked) -> Reply:
    """Who has a post, or a duty of one, and who covers it; or the posts of somebody."""
    insist(request.me.insider, "insider")
    who, title = read.person(request, asked), asked.get("title", "")
    found = pairs.of_person(request, who) if who else pairs.find(request, title)
    if not found and who and (taken := _stood_in(request, who)):
        return Words(taken)
    if not found:
        show = button("pairs:list", request.say("pairs.show-all"))
        none = request.say("pairs.no-post", title=title)
        said = request.say("pairs.no-post-of", name=who.name) if who else none
        return Words(said, [section(said), buttons(show)])
    lines = [_line(request, one) if one.name else _pair(request, one) for one in found]
    return Words(Markup("\n".join(lines)), [section(one) for one in lines])


def _stood_in(request: Request, who: Person) -> Markup | None:
    """Of somebody without a post: who stands in while they are away, now or soon."""
    today = request.calendar.today(request.now)
    for one in leave_within(request.session, who.slack_id, today, today + SOON):
        if name := request.session.get(Person, one.stand_in_id or ""):
            return request.say("pairs.covered", a=who.name, last=one.last, name=name.name)
    return None


def _pair(request: Request, post: Post) -> Markup:
    one, other = _named(request, post.a), _named(request, post.b)
    return Markup(
        "\n".join([request.say("pairs.pair", one=one, other=other), *_today(request, post)])
    )


@desk.does("post")
def post(request: Request, asked: Asked) -> Reply:
    """A post, or a change of one: from its button, in a form, or in a line."""
    insist(request.me.directs, "director")
    meant = _meant(request, asked)
    asked = _told(request, asked, meant)
    if read.lacking(request, asked, "title"):
        return Form(_form(request, "post", asked, POST, meant))
    a, b = (read.person(request, asked, one) for one in ("person", "deputy"))
    duties = [one.strip() for one in BETWEEN.split(asked.get("duties", "")) if one.strip()]
    entry_id = pairs.settle(request, asked["title"], duties, a, b, meant)
    [found] = pairs.find(request, asked["title"])[:1]
    return _said(request, request.say("pairs.settled", line=_line(request, found)), entry_id)


def _told(request: Request, asked: Asked, meant: Post | None) -> Asked:
    """The first who is named is A, the second B. Of a post that is there already, what is not said
    stays.
    """
    named = read.slack_ids(asked.get("people", ""))
    if named and not asked.get("person"):
        asked = asked | dict(zip(("person", "deputy"), named, strict=False))
    pressed = meant if request.surface == "button" else None
    found = meant or pairs.called(request, asked.get("title", ""))
    if found is None or request.surface == "form":
        return asked
    two = {"person": found.a_id or "", "deputy": found.b_id or ""}
    kept = {"title": found.name, "duties": "\n".join(found.duties), **two}
    return {**kept, **({read.IN_PART: "yes"} if pressed else asked), "title": found.name}


def _meant(request: Request, asked: Asked) -> Post | None:
    """The one to be changed, by its button or the form that this opened. Raises Refused if the
    office has it no longer.
    """
    number = asked.get("id", "")
    found = request.session.get(Post, int(number)) if number.isdigit() else None
    if number.isdigit() and found is None:
        raise Refused("office.old-button")
    return found


@desk.does("close")
def close(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    found = pairs.called(request, asked.get("title", ""))
    if found is None:
        raise Refused("pairs.no-post", title=asked.get("title", ""))
    name = found.name
    return _said(request, request.say("pairs.closed", post=name), pairs.close(request, found))


@desk.does("join")
def join(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    if read.missing(asked, "people"):
        return Form(_form(request, "join", asked, JOIN))
    two = read.people(request, asked, "people")
    entry_id = pairs.join(request, two)
    return _said(request, _of_two(request, "pairs.joined", two), entry_id)


@desk.does("part")
def part(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs, "director")
    if read.missing(asked, "people"):
        return Form(_form(request, "part", asked, JOIN))
    two = read.people(request, asked, "people")
    entry_id = pairs.part(request, two)
    return _said(request, _of_two(request, "pairs.parted", two), entry_id)


@desk.does("undo")
def undo(request: Request, asked: Asked) -> Reply:
    pairs.take_back(request, int(asked["id"]))
    return Words(request.say("pairs.undone"))


def _of_two(request: Request, key: str, two: Sequence[Person]) -> Markup:
    return request.say(key, one=two[0].name, other=two[1].name)


def _said(request: Request, text: Markup, entry_id: int) -> Reply:
    return with_undo(request, text, "pairs", entry_id)


def _form(
    request: Request, verb: str, asked: Asked, told: Sequence[Field], meant: Post | None = None
) -> Block:
    """The form of a post that is to be changed knows which."""
    return asked_form(request, f"pairs:{verb}", told, asked, {"id": meant.id} if meant else {})
