"""The roster at the desk: who is on duty, in any words, and where they are reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby

from bot.duty import reach, roster, shifts
from bot.duty.roster import ONE_DAY
from bot.language.catalog import Key, Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty import tables
from handlers.duty.days import days, moment
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section, sections
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.said import outsider
from storage.duty import roster as stored
from storage.duty.roster import Shift, Tier
from storage.duty.rules import rules
from storage.who.people import Person

desk = Desk("duty", command="/duty", alone="who")
SHOWN, A_WEEK = 31, 7  # lines of a list; days that are better read as lines


# --- who is on duty -------------------------------------------------------------------------------


@desk.does("who")
def who(request: Request, asked: Asked) -> Reply:
    """Now, and what comes next; or of the days that are named."""
    when = asked.get("first", "").strip() or asked.get("title", "")
    if not request.me.insider and not rules(request.session).tells:
        return outsider(request)
    if request.me.insider and (at := moment(request, when)):
        return _at(request, at)
    if when and request.me.insider:  # others learn who is on, and no more
        return _list(request, *days(request, asked | {"first": when}))
    if not stored.is_kept(request.session):
        return Words(request.say("duty.no-roster"))
    on = stored.running(request.session, request.now)
    said = [*(_on(request, one) for one in on), *_missing(request, on, request.now)]
    said = said or [request.say("duty.nobody-now")]
    return Words("\n".join([*said, *_coming(request, after=bool(on))]))


def _coming(request: Request, *, after: bool) -> Iterable[Markup]:
    """Who has the next day, by when they begin; in full unless it comes `after` somebody."""
    found = stored.to_come(request.session, request.now, limit=len(Tier))
    next_day = [one for one in found if one.day == found[0].day]
    for at, those in groupby(sorted(next_day, key=_begins), key=_begins):
        if after:
            names = Markup(" ".join(_holder(request, one) for one in those))
            yield request.say("duty.next", at=at, names=names)
        else:
            yield request.say("duty.tonight", at=at)
            yield from (_on(request, one) for one in those)


def _begins(shift: Shift) -> datetime:
    return shift.begins_at


def _at(request: Request, at: datetime) -> Reply:
    """Who is, or was, on at one moment; whoever has a night has it until the morning."""
    on = stored.running(request.session, at)
    said = [*(_on(request, one) for one in on), *_missing(request, on, at)]
    said = said or [request.say("duty.nobody-then")]
    return Words("\n".join([request.say("duty.at-moment", at=at), *said]))


def _missing(request: Request, on: Sequence[Shift], at: datetime) -> list[Markup]:
    """The tiers that nobody is on in, and somebody should be; others are told of no gap."""
    there, session = {one.tier for one in on}, request.session
    wanted = roster.wanted_at(session, request.calendar, at) if request.me.insider else []
    return [request.say("duty.gap-now", tier=tier_of(one)) for one in wanted if one not in there]


def _on(request: Request, shift: Shift) -> Markup:
    said = {"tier": tier_of(shift.tier), "name": shift.person.name, "until": shift.ends_at}
    if shift.person.is_out:
        return request.say("duty.gone-now", **said)
    return request.say("duty.on", phone=phone_of(request, shift.person), **said)


def phone_of(request: Request, person: Person) -> str:
    """Numbers never leave the office."""
    return f" · {person.phone}" if person.phone and request.me.insider else ""


def tier_of(tier: Tier) -> Key:
    return Key(f"duty.tier-{tier}")


def _holder(request: Request, shift: Shift) -> Markup:
    said = {"tier": tier_of(shift.tier), "name": shift.person.name}
    if shift.person.is_out:
        return request.say("duty.gone", **said)
    return Markup(request.say("duty.holder", **said) + phone_of(request, shift.person))


def _list(request: Request, first: date, last: date) -> Reply:
    if not stored.is_kept(request.session):
        return Words(request.say("duty.no-roster"))
    found = stored.between(request.session, first, last)
    each = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    said = [_day(request, day, [one for one in found if one.day == day]) for day in each[:SHOWN]]
    if len(each) > SHOWN:
        said.append(request.say("duty.more-days", n=len(each) - SHOWN))
    text = "\n".join(said)
    if len(each) <= A_WEEK:
        return Words(text, sections(text))
    head = request.say("sheets.here", first=first, last=last)
    span = f"{first.isoformat()}/{last.isoformat()}"
    about = [
        button("sheets:export", request.say("sheets.get"), span),
        button("sheets:counts", request.say("sheets.see-counts"), span),
        button("feeds:feed", request.say("feeds.subscribe")),
    ]
    grid = tables.grid(request, each, found)
    return Words(f"{head}\n{text}", [section(f"*{head}*"), grid, buttons(*about)])


def _day(request: Request, day: date, on: Sequence[Shift]) -> Markup:
    names = [_holder(request, one) for one in on]
    held = {one.tier for one in on}
    wanted = roster.wanted(request.session, request.calendar, day)
    names += [request.say("duty.gap", tier=tier_of(one)) for one in wanted if one not in held]
    kind = roster.class_of(request.calendar, day)
    off = Markup("") if kind is roster.Class.WORKING else request.say(f"duty.class-{kind}")
    return request.say("duty.day", day=day, kind=off, names=Markup(" · ".join(names)))


@desk.does("mine")
def mine(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    whose = read.person(request, asked) or request.person
    found = stored.to_come(request.session, request.now, whose.slack_id)
    if asked.get("first", "").strip():
        first, last = days(request, asked)
        found = [one for one in found if first <= one.day <= last]
    on = [one for one in stored.running(request.session, request.now) if one.person is whose]
    if not on and not found:
        return Words(request.say("duty.none-of-yours"))
    if whose is not request.person:
        lines_ = [request.say("duty.theirs", name=whose.name), *map(partial(_own, request), on)]
        return Words("\n".join([*lines_, *map(partial(_own, request), found[:SHOWN])]))
    said = [request.say("duty.yours-now", tier=tier_of(one.tier), until=one.ends_at) for one in on]
    said += [_own(request, one) for one in found[:SHOWN]]
    return Words("\n".join(said), [section("\n".join(said)), *_to_take(request)])


def _own(request: Request, shift: Shift) -> Markup:
    return request.say(
        "duty.yours", tier=tier_of(shift.tier), at=shift.begins_at, until=shift.ends_at
    )


def _to_take(request: Request) -> list[Block]:
    label = request.say("duty.take-over")
    ready = [button("duty:take-over", label, one.id, "primary") for one in shifts.mine_now(request)]
    return [buttons(*ready, button("feeds:feed", request.say("feeds.subscribe")))]


@desk.does("phone")
def phone(request: Request, asked: Asked) -> Reply:
    """Where somebody is reached on duty: seen in the office only."""
    insist(request.me.insider, "insider")
    said = asked.get("number_said", "").strip()
    if not said:
        kept = request.person.phone
        return Words(
            request.say("duty.phone-is", phone=kept) if kept else request.say("duty.no-phone")
        )
    number = reach.keep_phone(request, said)
    return Words(request.say("duty.phone-kept", phone=number))


@desk.does("no-phone")
def no_phone(request: Request, asked: Asked) -> Reply:
    """Nobody is rung at a number of theirs any more."""
    reach.keep_phone(request, "")
    return Words(request.say("duty.phone-gone"))
