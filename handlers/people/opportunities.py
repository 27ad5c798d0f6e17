"""Opportunities at the desk: offered to one or several, and who has had none for longest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.language.catalog import Key, Markup
from bot.matters import life, moves
from bot.matters.moves import Field
from bot.people import opportunities
from bot.people.opportunities import KIND, POSTING, READING, SEAT, TRIP, Unfilled
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import WORDS, Face, LifeDesk, made_of
from handlers.matters.life_form import step_form
from handlers.matters.undo import undone
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, safe_link, section, short
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from storage.matters.journal import Entry
from storage.people.opportunities import Opportunity, OpportunityState, taken
from storage.who.people import Person, everyone

# Behind a comma, or a word for it, stands why.
WHY = re.compile(r"[,，] ?(?:因为|because )?|因为| because ", re.I)
# What stands before whom it is for, or before until when it is; both are said apart.
FOR_WHOM = (
    *("让", "请", "安排", "带上", "带", "叫上", "叫", "给", "由", "派", "推荐", "推", "和", "与"),
    *("for", "with", "and"),
)
UNTIL = (" until ", " till ", "到", "至")
# 跟着王主任学接访: with whom, and what.
UNDER = re.compile(r"(?:跟着|跟|由)(\S+?)(?=学|带)|\b(?:with|from|under) ([\w .]+)$", re.I)
A_TIME = re.compile(r"[今明后]年|\d|[一二三四五六七八九十]{1,3}月|[A-Z][a-z]{2}")
THREE = tuple(Field(one, "line", needed=False) for one in ("seen", "learned", "promised"))
A_FEW = 6  # people of whom it is said when they last had one


def lines(request: Request, item: Opportunity) -> list[Markup]:
    say, found = request.say, []
    if item.why:
        found.append(say("opportunities.card-why", words=short(item.why, WORDS)))
    if item.sort == POSTING:
        found.append(say("opportunities.card-mentor", name=item.mentor.name))
    if item.starts:
        found.append(say("opportunities.card-starts", day=item.starts))
    if item.cover:
        found.append(say("opportunities.card-cover", words=item.cover))
    if item.link:
        found.append(say("opportunities.card-link", link=safe_link(item.link)))
    if item.words:
        found.append(say("opportunities.card-words", words=short(item.words, WORDS)))
    if item.seats and request.person is item.matter.opened_by:
        had = taken(request.session, item)
        found.append(say("opportunities.card-seats", n=item.seats, taken=had))
    sort = Key(f"opportunities.sort-{item.sort}")
    found += made_of(request, item.matter)
    return [say("opportunities.card-sort", sort=sort), *found]


def more(request: Request, item: Opportunity) -> list[Block]:
    """What was promised on a trip is put under supervision by whoever was there."""
    theirs = request.person in (item.matter.owner, item.matter.opened_by)
    if item.sort != TRIP or item.state is not OpportunityState.HAD or not theirs:
        return []
    return [button("supervision:out-of", request.say("trips.promised"), item.id)]


def tell(request: Request, asked: Asked) -> Reply:
    """As any step; of a trip three lines are asked for, and none of them is needed."""
    item = desk.item(request, asked)
    if item.sort != TRIP:
        return desk.take(request, item, "tell", asked)
    if request.surface == "form":
        lines = [asked[one.name].strip() for one in THREE if asked.get(one.name, "").strip()]
        return desk.take(request, item, "tell", asked | {"words": " · ".join(lines)})
    if not read.bare_press(request, asked):
        return desk.take(request, item, "tell", asked)
    move = moves.check(KIND.moves, request.me, item, "tell", request.now)
    return Form(step_form(request, KIND.name, replace(move, told=THREE), asked, item))


def take_back(request: Request, asked: Asked) -> Reply:
    """A step; a seat that is free by it is told of."""
    number = int(asked["id"])
    item: Opportunity = life.take_back(request, KIND, number)
    if request.session.get_one(Entry, number).what == f"{KIND.name}.take-up":
        opportunities.tell_of_free_seat(request, item)
    return undone(request, item.matter)


def withdraw(request: Request, asked: Asked) -> Reply:
    """As any step; a seat that is free by it is told of."""
    item = desk.item(request, asked)
    had = item.state in opportunities.TAKEN
    reply = desk.take(request, item, "withdraw", asked)
    if had and item.state is OpportunityState.WITHDRAWN:
        opportunities.tell_of_free_seat(request, item)
    return reply


def offer(request: Request, asked: Asked) -> Reply:
    """To one; or to several, each of whom answers for themselves."""
    who, opening = read.slack_ids(asked.get("people", "")), KIND.opening
    if len(who) < 2 or read.lacking(request, asked, *opening.needs):
        return desk.begin(request, asked)
    moves.check_opening(opening, request.me, None)
    say, made = request.say, desk.each(request, asked)
    names = [say("opportunities.offered-one", **one.named, who=one.owner.name) for one in made]
    given = {"title": made[0].title, "each": Markup("\n".join(names))}
    return Words(say("opportunities.offered", **given))


def of_sort(sort: str) -> Handler:
    """As `offer`, of this sort, in a sentence: what comes behind a comma says why. Only what is to
    be read has a time of its own. How long a posting lasts, and with whom, is looked at in a form.
    """

    def handler(request: Request, asked: Asked) -> Reply:
        title, why = (*WHY.split(_called(request, asked), maxsplit=1), "")[:2]
        why = asked.get("why") or why
        title, until = _until(title)
        why, later = _until(why)
        given = asked | {"sort": sort, "title": title} | ({"why": why} if why else {})
        if asked.get("lasts"):
            given |= _lasting(request, asked["lasts"], why)
        elif sort == POSTING and (until or later):
            given |= {"due": until or later, read.IN_PART: "yes"}  # a month alone is no day
        asks = {} if sort == READING or given.get("due") else {read.IN_PART: "yes"}
        return offer(request, given | asks)

    return handler


def _lasting(request: Request, lasts: str, why: str) -> Asked:
    """Until when, reckoned from today, and who sees to them there, as far as that is said."""
    given = {"due": f"in {lasts}" if lasts.isascii() else f"{lasts}后", read.IN_PART: "yes"}
    under = UNDER.search(why)
    whom = next(filter(None, under.groups())) if under else ""
    named = [one for one in everyone(request.session) if whom and whom in one.name]
    found = [one.slack_id for one in named if not one.is_out]
    if whom and not found:
        asked = read.addressed(request, {"whom": whom})
        found = [] if read.IN_PART in asked else [asked["person"]]
    return given | ({"mentor": found[0]} if len(found) == 1 else {})


def _called(request: Request, asked: Asked) -> str:
    """What it is, without whom it is for: each is offered it alone. "" where nothing stands before
    whom it is for.
    """
    said = title = asked.get("title", "").strip(" ,，、")
    for one in read.people(request, asked, "people"):
        for name in (one.name, *one.name.split()):
            title = re.split(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", title)[0]
    title = _without_end(title, FOR_WHOM) if title != said else title
    return "" if title in FOR_WHOM else title


def _without_end(said: str, words: Sequence[str]) -> str:
    """A time, or a name, stood behind it: what led to that is no part of it."""
    said = said.strip(" ,，、")
    last = next((one for one in words if _ends_with(said, one.strip())), "")
    return said.removesuffix(last.strip()).strip(" ,，、") if last else said


def _ends_with(said: str, word: str) -> bool:
    """A word of English is one by itself."""
    return said != word and said.endswith(f" {word}" if word.isascii() else word)


def _until(said: str) -> tuple[str, str]:
    """What it is, and until when, if that is said."""
    for mark in UNTIL:
        before, found, after = f" {said}".rpartition(mark)
        if found and A_TIME.match(after.strip()):
            return before.strip(), after.strip()
    return ("" if said in ("到", "至") else said), ""


desk = LifeDesk(
    KIND, Face(lines, more=more), offer=offer, tell=tell, undo=take_back,
    withdraw=withdraw, reading=of_sort(READING), seat=of_sort(SEAT), along=of_sort(TRIP),
    posting=of_sort(POSTING),
)  # fmt: skip


@desk.does("least")
def least(request: Request, asked: Asked) -> Reply:
    """Who has had nothing for longest: for those who give, in words."""
    insist(request.me.assigns, "heads")
    found = opportunities.longest_without(request)[:A_FEW]
    if not found:
        return Words(request.say("opportunities.nobody"))
    said = [request.say("opportunities.least"), *(_when(request, *one) for one in found)]
    text = "\n".join(said)
    label = request.say("opportunities.start")
    return Words(text, [section(text), buttons(button("opportunities:offer", label))])


def _when(request: Request, person: Person, at: datetime | None) -> Markup:
    key = "opportunities.least-when" if at else "opportunities.least-never"
    return request.say(key, name=person.name, at=at)


# --- seats nobody has -----------------------------------------------------------------------------


@desk.draws("unfilled")
def unfilled(request: Request) -> tuple[str, list[Block]] | None:
    """To whoever offers them, with who has had nothing for longest and was not asked."""
    found = opportunities.unfilled(request)
    if not found:
        return None
    rows = [_unfilled(request, one) for one in found]
    text = Markup("\n".join([request.say("opportunities.unfilled"), *(said for said, _ in rows)]))
    each = [section(said, way) for said, way in rows]
    head = section(request.say("opportunities.unfilled"))
    return text, [head, *each, context(request.say("opportunities.no-ranking"))]


def _unfilled(request: Request, one: Unfilled) -> tuple[Markup, Block]:
    say, matter = request.say, one.item.matter
    names = [who.name for who in opportunities.not_asked(request, one.item)[:3]]
    said = {"title": matter.title, "at": matter.due_at, "n": one.left, "asked": one.asked}
    line = say("opportunities.unfilled-one", **said, names=names)
    return line, button("opportunities:another", say("opportunities.another"), one.item.id)


@desk.does("another")
def another(request: Request, asked: Asked) -> Reply:
    """The same, to somebody else: the form knows all but whom."""
    item = desk.item(request, asked)
    moves.check_opening(KIND.opening, request.me, None)
    who = [one.slack_id for one in opportunities.not_asked(request, item)[:1]]
    kept = {"title": item.matter.title, "sort": item.sort, "why": item.why, "link": item.link}
    kept |= {"people": "".join(who), "seats": str(item.seats or "")}
    kept["due"] = f"{item.matter.due_at.astimezone(request.calendar.tz):%Y-%m-%d %H:%M}"
    return Form(desk.form(request, KIND.opening, kept))
