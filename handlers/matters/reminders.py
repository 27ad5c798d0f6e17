"""Reminders at the desk: set, moved, done; what becomes of one that falls on a rest day."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.language.catalog import Markup
from bot.language.dates import Meant, Repeat, may_rest
from bot.language.refusals import Refused
from bot.matters import followups, reminders, rest_days
from bot.matters.reminders import KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import away, same
from handlers.matters.followups import desk, my_days, owed_on
from handlers.matters.reminder_card import card, steps
from handlers.matters.undo import said_back, undone
from handlers.slack import read
from handlers.slack.blocks import Block, person_field, radio_field, text_field
from handlers.slack.desk import Asked, Form, Refusal, Reply, Words
from handlers.slack.forms import form
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter

desk.draws("card")(card)
desk.draws("steps")(steps)
desk.does("anyway")(same.anyway)


@desk.does("remind")
def remind(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    if read.missing(asked, "title", "due"):
        return Form(_remind_form(request, asked))
    person = read.person(request, asked) or request.person
    when = _at(request, asked)
    all_of_them = dict.fromkeys((person, *read.people(request, asked, "others")))
    form_again = partial(_remind_form, request, asked)
    theirs = [(one, when.at) for one in all_of_them]
    if question := away.of_any(request, "followups:remind", asked, theirs, form_again):
        return question
    for one in all_of_them:  # each has one of their own, to be done with
        opened = reminders.remind(request, one, asked["title"], when.at, when.repeats)
    if len(all_of_them) > 1:
        names = Markup(" ".join(one.mention for one in all_of_them))
        said = request.say("followups.reminded-all", names=names, at=when.at)
        return Words(said)
    return Words(*card(request, opened.matter), shown=True)


def _at(request: Request, asked: Asked) -> Meant:
    """A reminder is somebody's own affair: its time is read in the zone they are in."""
    return read.to_remind(request, asked, my_days(request))


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
    matter = read.matter(request, asked, KIND)
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
    if matter.kind != KIND:
        return Refusal(request.say("followups.done-elsewhere", number=matter.number))
    said = reminders.finish(request, owed_on(request, matter), verb)
    return said_back(request, matter, said, shown=request.surface in ("button", "form"))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, reminders.take_back(request, int(asked["id"])))


@desk.does("extend")
def extend(request: Request, asked: Asked) -> Reply:
    """A reminder one has set is simply moved."""
    matter = read.matter(request, asked, KIND)
    if read.missing(asked, "due"):
        return Form(_extend_form(request, matter))
    when, owed = _at(request, asked), owed_on(request, matter)
    reminders.move(request, owed, _same_time(request, owed, when), when.repeats)
    return Words(*card(request, matter), shown=request.surface in ("button", "form"))


def _same_time(request: Request, owed: FollowUp, when: Meant) -> datetime:
    """To another day, what comes again comes at its usual time of day."""
    tz = my_days(request).tz
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
    matter = read.matter(request, asked, KIND)
    owed = owed_on(request, matter)
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
