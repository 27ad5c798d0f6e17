"""Opportunities at the desk: offered to one or several, and who has had none for longest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.language.catalog import Key, Markup
from bot.matters import moves
from bot.people import opportunities
from bot.people.opportunities import KIND, POSTING, READING, SEAT, TRIP
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import WORDS, Face, LifeDesk
from handlers.slack import read
from handlers.slack.blocks import button, buttons, safe_link, section, short
from handlers.slack.desk import Asked, Handler, Reply, Words
from storage.people.opportunities import Opportunity
from storage.who.people import Person

COMMA = re.compile(r"[,，] ?")
# What stands before whom it is for, or before until when it is; both are said apart.
FOR_WHOM = (
    *("让", "请", "安排", "带上", "带", "叫上", "叫", "给", "由", "派", "推荐", "推", "和", "与"),
    *("for", "with", "and"),
)
UNTIL = (" until ", " till ", "到", "至")
A_TIME = re.compile(r"[今明后]年|\d|[一二三四五六七八九十]{1,3}月|[A-Z][a-z]{2}")
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
    return [say("opportunities.card-sort", sort=Key(f"opportunities.sort-{item.sort}")), *found]


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
    be read has a time of its own.
    """

    def handler(request: Request, asked: Asked) -> Reply:
        title, why = (*COMMA.split(_called(request, asked), maxsplit=1), "")[:2]
        title, until = _until(title)
        why, later = _until(why)
        given = asked | {"sort": sort, "title": title} | ({"why": why} if why else {})
        if sort == POSTING and (until or later):
            given |= {"due": until or later, read.IN_PART: "yes"}  # a month alone is no day
        asks = {} if sort == READING or given.get("due") else {read.IN_PART: "yes"}
        return offer(request, given | asks)

    return handler


def _called(request: Request, asked: Asked) -> str:
    """What it is, without whom it is for: each is offered it alone."""
    title = asked.get("title", "")
    for one in read.people(request, asked, "people"):
        for name in (one.name, *one.name.split()):
            title = title.partition(name)[0] or title
    return _without_end(title, FOR_WHOM)


def _without_end(said: str, words: Sequence[str]) -> str:
    """A time, or a name, stood behind it: what led to that is no part of it."""
    said = said.strip(" ,，、")
    last = next((one for one in words if said.endswith(one.strip()) and said != one.strip()), "")
    return _without_end(said.removesuffix(last.strip()), words) if last else said


def _until(said: str) -> tuple[str, str]:
    """What it is, and until when, if that is said."""
    for mark in UNTIL:
        before, found, after = f" {said}".rpartition(mark)
        if found and A_TIME.match(after.strip()):
            return before.strip(), after.strip()
    return ("" if said in ("到", "至") else _without_end(said, UNTIL)), ""


desk = LifeDesk(
    KIND, Face(lines), offer=offer, reading=of_sort(READING), seat=of_sort(SEAT),
    along=of_sort(TRIP), posting=of_sort(POSTING),
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
