"""The roster at the desk: who is on duty, in any words; what it changes, shown before it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from bot.duty import lines, planning, roster, shifts
from bot.duty.roster import ONE_DAY, Change
from bot.language.catalog import Key, Markup
from bot.language.dates import read_days
from bot.language.dates.said import MONTHS
from bot.language.refusals import Refused
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, section, sections, text_field
from handlers.slack.desk import Asked, Desk, Form, Reply, Then, Words
from handlers.slack.forms import form
from storage.duty import roster as stored
from storage.duty.roster import Shift, Tier
from storage.matters.slips import tear
from storage.who.people import Person

desk = Desk("duty", command="/duty", alone="who")
LONGEST = 92  # days shown or planned at once
CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTH = re.compile(
    r"(?:本|这个?|下个?|the |next |this )(?:月|month)"
    r"|(?P<n>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"|(?P<name>(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)",
    re.IGNORECASE,
)
PAST = re.compile("昨天|昨晚|昨日|昨夜|yesterday|last night", re.IGNORECASE)
WEEKEND = re.compile("周末|weekend", re.IGNORECASE)
WEEK = re.compile(r"(?:[下本这]+个?|next |this )(?:周|星期|礼拜|week)", re.IGNORECASE)
SHOWN = 31  # lines of a list


# --- who is on duty -------------------------------------------------------------------------------


@desk.does("who")
def who(request: Request, asked: Asked) -> Reply:
    """Now, and what comes next; or of the days that are named."""
    when = asked.get("first", "").strip() or asked.get("title", "")
    if when and request.me.insider:  # others learn who is on, and no more
        return _list(request, *_days(request, asked | {"first": when}))
    if not stored.is_kept(request.session):
        return Words(request.say("duty.no-roster"))
    on = stored.running(request.session, request.now)
    said = [_on(request, one) for one in on] or [request.say("duty.nobody-now")]
    if missing := [tier for tier in Tier if tier not in {one.tier for one in on}] if on else []:
        said += [request.say("duty.gap-now", tier=_tier(tier)) for tier in missing]
    coming = [one for one in stored.to_come(request.session, request.now) if one not in on]
    coming = [one for one in coming if one.begins_at == coming[0].begins_at]
    if coming and on:
        names = Markup(" ".join(_holder(request, one) for one in coming))
        said.append(request.say("duty.next", at=coming[0].begins_at, names=names))
    elif coming:
        said.append(request.say("duty.tonight", at=coming[0].begins_at))
        said += [_on(request, one) for one in coming]
    return Words("\n".join(said))


def _on(request: Request, shift: Shift) -> Markup:
    said = {"tier": _tier(shift.tier), "name": shift.person.name, "until": shift.ends_at}
    if shift.person.is_out:
        return request.say("duty.gone-now", **said)
    return request.say("duty.on", phone=_phone(request, shift.person), **said)


def _phone(request: Request, person: Person) -> str:
    """Numbers never leave the office."""
    return f" · {person.phone}" if person.phone and request.me.insider else ""


def _tier(tier: Tier) -> Key:
    return Key(f"duty.tier-{tier}")


def _holder(request: Request, shift: Shift) -> Markup:
    key = "duty.gone" if shift.person.is_out else "duty.holder"
    return request.say(key, tier=_tier(shift.tier), name=shift.person.name)


def _days(request: Request, asked: Asked) -> tuple[date, date]:
    """Raises Refused for what names no days, or more than a quarter of a year."""
    words = asked["first"].strip()
    if last := asked.get("last", "").strip():
        words = f"{words} to {last}" if words.isascii() else f"{words}到{last}"
    today = request.calendar.today(request.now)
    if PAST.fullmatch(words):
        return today - ONE_DAY, today - ONE_DAY
    if month := MONTH.fullmatch(words):
        return _month(request.calendar.today(request.now), month)
    try:
        first, last_day = read_days(words, request.now, request.calendar)
    except Refused as refusal:
        refusal.field = "first"
        raise
    if WEEK.fullmatch(words) and first.weekday() == 0:
        last_day = first + 6 * ONE_DAY  # duty has no weekend
    if WEEKEND.search(words) and first == last_day and first.weekday() == 6:
        first -= ONE_DAY
    if (last_day - first).days >= LONGEST:
        raise Refused("duty.too-many-days", field="first", most=LONGEST)
    return first, last_day


def _month(today: date, said: re.Match[str]) -> tuple[date, date]:
    """All of it: of this year, or of the next if it has gone by."""
    if number := said["n"] or (said["name"] and str(MONTHS.index(said["name"][:3].lower()) + 1)):
        n = int(number) if number.isdigit() else CHINESE.index(number) + 1
        first = date(today.year + (n < today.month), n, 1)
    else:
        away = 1 if said[0].lower().startswith(("下", "next")) else 0
        first = (today.replace(day=1) + away * timedelta(days=32)).replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - ONE_DAY


def _list(request: Request, first: date, last: date) -> Reply:
    if not stored.is_kept(request.session):
        return Words(request.say("duty.no-roster"))
    found = stored.between(request.session, first, last)
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    said = [_day(request, day, [one for one in found if one.day == day]) for day in days[:SHOWN]]
    if len(days) > SHOWN:
        said.append(request.say("duty.more-days", n=len(days) - SHOWN))
    return Words("\n".join(said), sections("\n".join(said)))


def _day(request: Request, day: date, on: Sequence[Shift]) -> Markup:
    names = [_holder(request, one) for one in on]
    held = {one.tier for one in on}
    names += [request.say("duty.gap", tier=_tier(tier)) for tier in Tier if tier not in held]
    kind = roster.class_of(request.calendar, day)
    off = Markup("") if kind is roster.Class.WORKING else request.say(f"duty.class-{kind}")
    return request.say("duty.day", day=day, kind=off, names=Markup(" · ".join(names)))


@desk.does("mine")
def mine(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    whose = read.person(request, asked) or request.person
    found = stored.to_come(request.session, request.now, whose.slack_id)
    if asked.get("first", "").strip():
        first, last = _days(request, asked)
        found = [one for one in found if first <= one.day <= last]
    on = [
        one for one in stored.running(request.session, request.now) if one.person is request.person
    ]
    if not on and not found:
        return Words(request.say("duty.none-of-yours"))
    said = [request.say("duty.yours-now", tier=_tier(one.tier), until=one.ends_at) for one in on]
    said += [_own(request, one) for one in found[:SHOWN]]
    return Words("\n".join(said), [section("\n".join(said)), *_to_take(request)])


def _own(request: Request, shift: Shift) -> Markup:
    return request.say(
        "duty.yours", tier=_tier(shift.tier), at=shift.begins_at, until=shift.ends_at
    )


def _to_take(request: Request) -> list[Block]:
    label = request.say("duty.take-over")
    ready = [button("duty:take-over", label, one.id, "primary") for one in shifts.mine_now(request)]
    return [buttons(*ready)] if ready else []


# --- what is published ----------------------------------------------------------------------------


@desk.does("publish")
def publish(request: Request, asked: Asked) -> Reply:
    """Lines are read and shown as what they change; nothing counts before that was seen."""
    insist(roster.may_publish(request), "director")
    if read.missing(asked, "lines"):
        return Form(_form(request, asked.get("lines", "")))
    days, problems = lines.read(request, asked["lines"])
    if problems:
        why = "\n".join(
            request.say(f"duty.line-{one.key}", n=one.n, line=one.line) for one in problems[:10]
        )
        raise Refused("duty.bad-lines", field="lines", why=Markup(why))
    if asked.get("sure") != "yes":
        return _preview(request, days, asked["lines"])
    found, entry_id = roster.publish(request, days)
    text = request.say("duty.published", n=len(found))
    back = button("duty:undo", request.say("undo.button"), entry_id)
    return Words(text, [section(text), buttons(back)])


@desk.does("undo")
def undo(request: Request, asked: Asked) -> Reply:
    return Words(request.say("duty.unpublished", n=roster.take_back(request, int(asked["id"]))))


def _preview(request: Request, days: lines.Days, text: str, more: Sequence[Markup] = ()) -> Reply:
    """Who gains and who loses which day, with a button to publish it and one to change it."""
    found = roster.changes(request, days)
    if not found and not more:
        return Words(request.say("duty.nothing-new"))
    slip = slips.keep(request, "duty:publish", {"lines": text})
    said = [request.say("duty.preview", n=len(found)), *_differences(request, found), *more]
    made = [button("duty:sure", request.say("duty.publish"), slip.id, "primary")] if found else []
    made.append(button("duty:edit", request.say("duty.edit"), slip.id))
    return Words("\n".join(said), [*sections("\n".join(said)), buttons(*made)])


def _differences(request: Request, found: Iterable[Change]) -> list[Markup]:
    """A line a day, all of them: nobody publishes what they have not seen."""
    said = []
    for day, of in groupby(found, key=lambda one: one.day):
        each = [_difference(request, one) for one in of]
        said.append(request.say("duty.new", day=day, names=Markup(" · ".join(each))))
    return said


def _difference(request: Request, one: Change) -> Markup:
    was = one.was.name if one.was else ""
    key = "duty.was" if one.was else "duty.holder"
    said = request.say(key, tier=_tier(one.tier), name=one.now.name, was=was)
    strange = one.tier is Tier.LEAD and one.now.role not in planning.LEADS
    return Markup(f"⚠ {said}") if strange else said


@desk.does("sure")
def sure(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    kept = dict(slip.asked)
    tear(request.session, slip)
    return Then("duty:publish", kept | {"sure": "yes"})


@desk.does("edit")
def edit(request: Request, asked: Asked) -> Reply:
    return Form(_form(request, slips.find(request, asked).asked["lines"]))


@desk.does("plan")
def plan(request: Request, asked: Asked) -> Reply:
    """The days that nobody has are filled in turn, and shown before they count."""
    insist(roster.may_publish(request), "director")
    first, last = _days(request, {"first": "next month", **asked})
    proposed = planning.propose(request, max(first, request.calendar.today(request.now)), last)
    text = lines.written(proposed.days, request.catalog.lang_of(request.person))
    gaps = [
        request.say("duty.unfilled", day=day, tier=_tier(tier), away=away, resting=resting)
        for day, tier, away, resting in proposed.unfilled
    ]
    days = {day: dict(of) for day, of in proposed.days.items()}
    return _preview(request, days, text, gaps)


def _form(request: Request, text: str) -> Block:
    say = request.say
    field = text_field(
        "lines", say("duty.field-lines"), text, example=say("duty.example-lines"),
        hint=say("duty.hint-lines"), long=True,
    )  # fmt: skip
    return form(request, "duty:publish", say("duty.form-publish"), say("duty.see"), [field], {})


@desk.does("phone")
def phone(request: Request, asked: Asked) -> Reply:
    """Where somebody is reached on duty: seen in the office only."""
    insist(request.me.insider, "insider")
    number = "".join(asked.get("number_said", "").split())
    if not number:
        kept = request.person.phone
        return Words(
            request.say("duty.phone-is", phone=kept) if kept else request.say("duty.no-phone")
        )
    if not lines.PHONE.fullmatch(number):
        raise Refused("duty.bad-phone", text=number)
    request.person.phone = number
    return Words(request.say("duty.phone-kept", phone=number))


# --- letters --------------------------------------------------------------------------------------


@desk.draws("changed")
def changed(request: Request, lines: list[list[str | int]]) -> tuple[str, list[Block]]:
    """What days of theirs are new, and which are somebody else's now."""
    said = [request.say("duty.changed")]
    for day, tier, gains in lines:
        key = "duty.you-gain" if gains else "duty.you-lose"
        said.append(
            request.say(key, day=date.fromisoformat(str(day)), tier=Key(f"duty.tier-{tier}"))
        )
    text = "\n".join(said)
    return text, sections(text)


def _shift(request: Request, number: int) -> Shift | None:
    return request.session.get(Shift, number)


@desk.draws("soon")
def soon(request: Request, shift: int) -> tuple[str, list[Block]] | None:
    found = _shift(request, shift)
    if found is None or found.person is not request.person:
        return None
    others = [
        one for one in stored.between(request.session, found.day, found.day) if one is not found
    ]
    beside = Markup(" · ".join(_with(request, one) for one in others))
    key = "duty.soon-with" if others else "duty.soon"
    text = request.say(
        key, tier=_tier(found.tier), at=found.begins_at, until=found.ends_at, others=beside
    )
    return text, [
        section(text),
        buttons(button("duty:take-over", request.say("duty.take-over"), shift, "primary")),
    ]


def _with(request: Request, shift: Shift) -> Markup:
    name, number = shift.person.name, _phone(request, shift.person)
    return request.say("duty.beside", tier=_tier(shift.tier), name=name, phone=number)


@desk.draws("late")
def late(request: Request, shift: int) -> tuple[str, list[Block]] | None:
    found = _shift(request, shift)
    if found is None or found.taken_over_at is not None:
        return None
    before = stored.before_it(request.session, found)
    said = {
        "tier": _tier(found.tier),
        "name": found.person.name,
        "phone": _phone(request, found.person),
    }
    key = "duty.late-old" if before else "duty.late"
    text = request.say(key, old=before.person.name if before else "", **said)
    return text, sections(text)


@desk.draws("gap")
def gap(request: Request, day: str, tiers: list[str]) -> tuple[str, list[Block]]:
    names = Markup(" · ".join(request.say(f"duty.tier-{tier}") for tier in tiers))
    text = request.say("duty.gap-tomorrow", day=date.fromisoformat(day), tiers=names)
    return text, [section(text), buttons(button("duty:publish", request.say("duty.fill"), "-"))]
