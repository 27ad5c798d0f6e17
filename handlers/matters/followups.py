"""Follow-ups at the desk: lists of what is owed, and the buttons on a nudge."""

from __future__ import annotations

from datetime import datetime

from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import followups, ladders
from bot.matters.reminders import KIND
from bot.office import owed
from bot.papers.rounds import life
from bot.who import days
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.nudges import listed, nudge
from handlers.slack import read
from handlers.slack.blocks import Block, section
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.said import outsider
from storage.matters.followups import FollowUp, last_on
from storage.matters.matter import Matter
from storage.who.people import Person

desk = Desk("followups")
desk.draws("nudge")(nudge)

LINES, EACH = 40, 14  # in a list of its own; in each of three: a message has fifty blocks at most


# --- lists -------------------------------------------------------------------


@desk.does("mine")
def mine(request: Request, asked: Asked) -> Reply:
    if not request.me.insider:
        return outsider(request)
    plate, say = owed.plate(request), request.say
    lists = {
        "home.mine": plate.mine,
        "home.waiting-for-me": plate.waiting_for_me,
        "home.i-wait-for": plate.i_wait_for,
    }
    blocks: list[Block] = []
    for key, found in lists.items():
        if found:
            blocks += [section(f"*{say(key)}*"), *listed(request, found, EACH)]
    today = say("home.today", **owed.counts(request, plate))
    return Words(today, [section(today), *blocks])


@desk.does("overdue")
def overdue(request: Request, asked: Asked) -> Reply:
    if not request.me.insider:
        return outsider(request)
    found, say = owed.overdue(request), request.say
    if found:
        text = say("followups.overdue-some", n=len(found))
        return Words(text, [section(text), *listed(request, found, LINES)])
    soon, text = owed.coming(request), say("followups.overdue-none")
    rest = [section(say("followups.coming")), *listed(request, soon, LINES)] if soon else []
    return Words(text, [section(text), *rest])


@desk.does("of")
def of(request: Request, asked: Asked) -> Reply:
    """What somebody has in hand, or each of several, as far as the asker may see it."""
    insist(request.me.insider, "insider")
    who = read.person(request, asked)
    if who is None:
        return mine(request, asked)
    each = [_in_hand(request, one) for one in (who, *read.people(request, asked, "others"))]
    blocks = [block for one in each for block in one.blocks or ()]
    return Words("\n".join(one.text for one in each), blocks)


def _in_hand(request: Request, who: Person) -> Words:
    found, elsewhere = owed.owed_by(request, who), owed.waited_for_by(request, who)
    waits = "followups.of-waiting" if elsewhere else "followups.of-none"
    text = request.say("followups.of-some" if found else waits, who=who.name)
    blocks = [section(text), *listed(request, found, EACH if elsewhere else LINES)]
    if found and elsewhere:
        blocks.append(section(request.say("followups.of-elsewhere", who=who.name)))
    return Words(text, [*blocks, *listed(request, elsewhere, EACH)])


# --- on a nudge -------------------------------------------------------------------


def my_days(request: Request) -> Calendar:
    """The days and hours of whoever asks, where they are."""
    return days.of_person(request.session, request.person, request.calendar)


def owed_on(request: Request, matter: Matter) -> FollowUp:
    """What is owed on a matter now. Raises Refused when nothing is."""
    owed = followups.of_matter(matter)
    if owed is None:
        raise Refused("followups.nothing-owed", number=matter.number)
    return owed


@desk.does("later")
def later(request: Request, asked: Asked) -> Reply:
    """In three hours; in the evening that means tomorrow."""
    at = ladders.hold(request.now + followups.SNOOZE_A_LITTLE, my_days(request))
    return _snooze(request, asked, at)


@desk.does("tomorrow")
def tomorrow(request: Request, asked: Asked) -> Reply:
    mine = my_days(request)
    day = mine.next_working(mine.today(request.now))
    return _snooze(request, asked, mine.moment(day, ladders.MORNING))


def _snooze(request: Request, asked: Asked, at: datetime) -> Reply:
    owed = followups.find_open(request, int(asked["id"]))
    followups.snooze(request, owed, at)
    if owed.matter.kind == KIND:
        return Words(request.say("followups.snoozed-reminder", at=at))
    return Words(request.say("followups.snoozed", at=at, due=owed.due_at))


@desk.does("why")
def why(request: Request, asked: Asked) -> Reply:
    if asked.get("number"):
        owed = last_on(request.session, read.matter(request, asked).id)
    else:
        owed = followups.find(request, int(asked["id"]))
    plain = owed.matter.kind == KIND
    text = request.say(
        _because(owed),
        **({} if plain else {"duty": request.say(owed.duty)}),
        **owed.matter.named,
        who=owed.person.name,
        due=owed.due_at,
        by=owed.asked_by.name,
        opened=owed.opened_at,
    )
    return Words(text)


def _because(owed: FollowUp) -> str:
    if owed.matter.kind == KIND:
        own = owed.person is owed.asked_by
        return "followups.because-own" if own else "followups.because-reminder"
    if owed.matter.kind == life.KIND:
        return "rounds.because"
    alone = owed.ladder in ladders.PRIVATE
    return "followups.because-alone" if alone else "followups.because"


@desk.does("press")
def press(request: Request, asked: Asked) -> Reply:
    """Nudge by hand (催办)."""
    matter = read.matter(request, asked)
    owed = owed_on(request, matter)
    if followups.owes(request.me, owed):
        raise Refused("followups.press-oneself")
    who, at = followups.press(request, owed)
    blanks = {"who": who.name, **matter.named}
    if at > request.now:
        return Words(request.say("followups.press-held", at=at, **blanks))
    return Words(request.say("followups.press-sent", **blanks))
