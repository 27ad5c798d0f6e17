"""Opportunities at the desk: offered to one or several, and who has had none for longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.language.catalog import Key, Markup
from bot.matters import life, moves
from bot.matters.moves import Field
from bot.people import opportunities
from bot.people.least import longest_without
from bot.people.opportunities import KIND, POSTING, READING, SEAT, TRIP
from bot.people.seats import tell_of_free_seat
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import WORDS, Face, LifeDesk, made_of
from handlers.matters.life_form import step_form
from handlers.matters.undo import undone
from handlers.people import chances_said, seats
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, safe_link, section, short
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from storage.matters.journal import Entry
from storage.people.opportunities import Opportunity, OpportunityState, taken
from storage.who.people import Person

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
        tell_of_free_seat(request, item)
    return undone(request, item.matter)


def withdraw(request: Request, asked: Asked) -> Reply:
    """As any step; a seat that is free by it is told of."""
    item = desk.item(request, asked)
    had = item.state in opportunities.TAKEN
    reply = desk.take(request, item, "withdraw", asked)
    if had and item.state is OpportunityState.WITHDRAWN:
        tell_of_free_seat(request, item)
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
    """As `offer`, of this sort, in a sentence."""
    return lambda request, asked: offer(request, chances_said.read(request, asked, sort))


desk = LifeDesk(
    KIND, Face(lines, more=more), offer=offer, tell=tell, undo=take_back,
    withdraw=withdraw, reading=of_sort(READING), seat=of_sort(SEAT), along=of_sort(TRIP),
    posting=of_sort(POSTING),
)  # fmt: skip


@desk.does("least")
def least(request: Request, asked: Asked) -> Reply:
    """Who has had nothing for longest: for those who give, in words."""
    insist(request.me.assigns, "heads")
    found = longest_without(request)[:A_FEW]
    if not found:
        return Words(request.say("opportunities.nobody"))
    said = [request.say("opportunities.least"), *(_when(request, *one) for one in found)]
    text = "\n".join(said)
    label = request.say("opportunities.start")
    return Words(text, [section(text), buttons(button("opportunities:offer", label))])


def _when(request: Request, person: Person, at: datetime | None) -> Markup:
    key = "opportunities.least-when" if at else "opportunities.least-never"
    return request.say(key, name=person.name, at=at)


desk.verbs |= seats.VERBS
desk.pictures |= seats.PICTURES
