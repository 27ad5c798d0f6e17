"""Follow-ups at the desk: reminders people set, lists of what is owed, buttons on a nudge."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.dates import Meant, Repeat, may_rest
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import followups, ladders, rest_days
from bot.office import owed
from bot.papers.rounds import life
from bot.who import days
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.nudges import listed, nudge
from handlers.matters.reminders import card, steps
from handlers.matters.undo import said_back, undone
from handlers.slack import read
from handlers.slack.blocks import Block, person_field, radio_field, section, text_field
from handlers.slack.desk import Asked, Desk, Form, Refusal, Reply, Words
from handlers.slack.forms import form
from handlers.slack.said import outsider
from storage.matters.followups import FollowUp, last_on
from storage.matters.matter import Matter
from storage.who.people import Person

desk = Desk("followups")
desk.draws("nudge")(nudge)
desk.draws("card")(card)
desk.draws("steps")(steps)

LINES, EACH = 40, 14  # in a list of its own; in each of three: a message has fifty blocks at most


# --- reminders people set -------------------------------------------------------------------


@desk.does("remind")
def remind(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    if read.missing(asked, "title", "due"):
        return Form(_remind_form(request, asked))
    person = read.person(request, asked) or request.person
    when = _at(request, asked)
    others = read.people(request, asked, "others")
    for one in (person, *others):  # each has one of their own, to be done with
        opened = followups.remind(request, one, asked["title"], when.at, when.repeats)
    if others:
        names = Markup(" ".join(one.mention for one in (person, *others)))
        said = request.say("followups.reminded-all", names=names, at=when.at)
        return Words(said)
    return Words(*card(request, opened.matter), shown=True)


def _at(request: Request, asked: Asked) -> Meant:
    """A reminder is somebody's own affair: its time is read in the zone they are in."""
    return read.to_remind(request, asked, _mine(request))


def _mine(request: Request) -> Calendar:
    return days.of_person(request.session, request.person, request.calendar)


def _remind_form(request: Request, asked: Asked) -> Block:
    say = request.say
    whom = asked.get("person") or request.me.id
    fields = [
        text_field(
            "title",
            say("followups.field-what"),
            asked.get("title", ""),
            example=say("followups.example-what"),
        ),
        text_field(
            "due",
            say("followups.field-due"),
            asked.get("due", ""),
            example=say("followups.example-due"),
        ),
        person_field("person", say("followups.field-person"), whom if whom.isalnum() else ""),
    ]
    title, submit = say("followups.remind-form"), say("followups.remind-submit")
    return form(request, "followups:remind", title, submit, fields)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    matter = read.matter(request, asked, followups.KIND)
    return read.only_shown(request, asked, *card(request, matter), card=matter.id)


@desk.does("done")
def done(request: Request, asked: Asked) -> Reply:
    return _finish(request, asked, "done")


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """On a nudge: done, as long as it is still to be done."""
    owed = followups.find_open(request, int(asked["id"]))
    return _finish(request, {"id": str(owed.matter_id)}, "done")


@desk.does("cancel")
def cancel(request: Request, asked: Asked) -> Reply:
    return _finish(request, asked, "cancel")


def _finish(request: Request, asked: Asked, verb: str) -> Reply:
    matter = read.matter(request, asked)
    if matter.kind != followups.KIND:
        return Refusal(request.say("followups.done-elsewhere", number=matter.number))
    said = followups.finish(request, _owed(request, matter), verb)
    return said_back(request, matter, said, shown=request.surface in ("button", "form"))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, followups.take_back(request, int(asked["id"])))


@desk.does("extend")
def extend(request: Request, asked: Asked) -> Reply:
    """A reminder one has set is simply moved."""
    matter = read.matter(request, asked, followups.KIND)
    if read.missing(asked, "due"):
        return Form(_extend_form(request, matter))
    when, owed = _at(request, asked), _owed(request, matter)
    followups.move(request, owed, _same_time(request, owed, when), when.repeats)
    return Words(*card(request, matter), shown=request.surface in ("button", "form"))


def _same_time(request: Request, owed: FollowUp, when: Meant) -> datetime:
    """To another day, what comes again comes at its usual time of day."""
    tz = _mine(request).tz
    if owed.repeats and when.dated_only and not when.repeats:
        usual = owed.due_at.astimezone(tz).time()
        return datetime.combine(when.at.astimezone(tz).date(), usual, tz)
    return when.at


def _extend_form(request: Request, matter: Matter) -> Block:
    say = request.say
    due = text_field("due", say("followups.field-due"), example=say("followups.example-due"))
    title = say("followups.extend-form", number=matter.number)
    submit = say("followups.extend-submit")
    return form(request, "followups:extend", title, submit, [due], {"id": matter.id})


# --- on rest days ---------------------------------------------------------------------------


@desk.does("rest")
def rest(request: Request, asked: Asked) -> Reply:
    """What becomes of a reminder that falls on a rest day."""
    matter = read.matter(request, asked, followups.KIND)
    owed = _owed(request, matter)
    repeat = Repeat.read(owed.repeats)
    if repeat is None or not may_rest(repeat, request.calendar):
        raise Refused("followups.rest-none", number=matter.number)
    choices = rest_days.choices_of(repeat)
    said = [one for one in choices if asked.get(one.replace("-", "_"))]
    how = asked.get("rest") or next(iter(said), "")
    if how not in choices or read.IN_PART in asked:
        return Form(_rest_form(request, matter, repeat))
    told = rest_days.choose(request, owed, how)
    return said_back(request, matter, told, shown=request.surface in ("button", "form"))


def _rest_form(request: Request, matter: Matter, repeat: Repeat) -> Block:
    say, choices = request.say, rest_days.choices_of(repeat)
    labels = {one: say(f"followups.rest-{one}") for one in choices}
    now = repeat.rest if repeat.rest in choices else "as-is"
    field = radio_field("rest", say("followups.verb-rest"), labels, now)
    title = say("followups.rest-form", number=matter.number)
    submit = say("followups.rest-submit")
    return form(request, "followups:rest", title, submit, [field], {"id": matter.id})


def _rests(how: str) -> None:
    @desk.does(f"rest-{how}")
    def press(request: Request, asked: Asked) -> Reply:
        return rest(request, asked | {"rest": how})


for _how in rest_days.CHOICES:
    _rests(_how)


def _owed(request: Request, matter: Matter) -> FollowUp:
    """What is owed on a matter now. Raises Refused when nothing is."""
    owed = followups.of_matter(matter)
    if owed is None:
        raise Refused("followups.nothing-owed", number=matter.number)
    return owed


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


@desk.does("later")
def later(request: Request, asked: Asked) -> Reply:
    """In three hours; in the evening that means tomorrow."""
    at = ladders.hold(request.now + followups.SNOOZE_A_LITTLE, _mine(request))
    return _snooze(request, asked, at)


@desk.does("tomorrow")
def tomorrow(request: Request, asked: Asked) -> Reply:
    mine = _mine(request)
    day = mine.next_working(mine.today(request.now))
    return _snooze(request, asked, mine.moment(day, ladders.MORNING))


def _snooze(request: Request, asked: Asked, at: datetime) -> Reply:
    owed = followups.find_open(request, int(asked["id"]))
    followups.snooze(request, owed, at)
    if owed.matter.kind == followups.KIND:
        return Words(request.say("followups.snoozed-reminder", at=at))
    return Words(request.say("followups.snoozed", at=at, due=owed.due_at))


@desk.does("why")
def why(request: Request, asked: Asked) -> Reply:
    if asked.get("number"):
        owed = last_on(request.session, read.matter(request, asked).id)
    else:
        owed = followups.find(request, int(asked["id"]))
    plain = owed.matter.kind == followups.KIND
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
    if owed.matter.kind == followups.KIND:
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
    owed = _owed(request, matter)
    if followups.owes(request.me, owed):
        raise Refused("followups.press-oneself")
    who, at = followups.press(request, owed)
    blanks = {"who": who.name, **matter.named}
    if at > request.now:
        return Words(request.say("followups.press-held", at=at, **blanks))
    return Words(request.say("followups.press-sent", **blanks))
