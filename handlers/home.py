"""App Home: what is on my plate, what waits for me, what I wait for, what I can start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.kinds import KINDS
from bot.language.names import called
from bot.matters import letters
from bot.office import owed
from bot.office.owed import Plate
from bot.who.lookups import whom_to_ask
from bot.who.request import Request
from bot.who.standing import insist
from handlers.leaders import lists
from handlers.matters.nudges import at_home
from handlers.office import delivery
from handlers.slack.blocks import Block, button, buttons, context, divider, header, row, section
from handlers.slack.desk import NOTHING, Asked, Desk, Reply, Words
from storage.matters import outbox, undelivered
from storage.matters.followups import FollowUp
from storage.matters.outbox import LetterKind
from storage.who.people import Role, holding

desk = Desk("home")

LINES = 8  # in each list


@desk.does("open")
def opened(request: Request, asked: Asked) -> Reply:
    if asked.get("blank") or not request.person.home:
        request.person.home = "opened"  # whatever we remember of it, Slack shows nothing
    letters.home(request.session, [request.person], request.now)
    return NOTHING


@desk.does("greet")
def greet(request: Request, asked: Asked) -> Reply:
    """A first word to somebody who opens our conversation before anything was said in it."""
    me, session = request.person, request.session
    if not me.dm and not outbox.waiting(session, LetterKind.NOTE, [me.slack_id], None):
        letters.note(session, me.slack_id, *_first_word(request))
    return NOTHING


def _first_word(request: Request) -> tuple[str, datetime, dict[str, object]]:
    if not request.me.insider:
        return "office.outsider", request.now, {"who": whom_to_ask(request.session)}
    if not request.me.assigns:
        return "home.welcome-writer", request.now, {"name": request.person.name}
    writer = next(iter(holding(request.session, Role.STAFF)), request.person)
    name = called(writer.name, request.catalog.lang_of(request.person))
    return "home.welcome-assigner", request.now, {"name": name}


@desk.draws("home")
def view(request: Request) -> Block:
    blocks = _inside(request) if request.me.insider else _outside(request)
    return {"type": "home", "blocks": blocks[:100]}


def _outside(request: Request) -> list[Block]:
    """No trace of the office; whoever runs the bot may still set it up."""
    who = whom_to_ask(request.session)
    blocks = [section(request.say("office.outsider", who=who))]
    if request.person.admin and not request.person.guest:
        blocks.append(buttons(button("office:settings", request.say("home.settings"))))
    return [*blocks, *_undelivered(request)]


def _inside(request: Request) -> list[Block]:
    say, plate = request.say, owed.plate(request)
    top, held = lists.at_home(request)
    mine, waiting = ([one for one in owed if one.id not in held] for owed in _owed(plate))
    return [
        header(say("home.today", **owed.counts(request, plate))),
        *_first_steps(request),
        *top,
        *(_list(request, "home.mine", mine) if mine or not top else []),
        *(_list(request, "home.waiting-for-me", waiting) if waiting or not top else []),
        *(_list(request, "home.standing-in", plate.standing_in) if plate.standing_in else []),
        *_list(request, "home.i-wait-for", plate.i_wait_for),
        *(_list(request, "home.left-behind", plate.left_behind) if plate.left_behind else []),
        divider(),
        section(f"*{say('home.start')}*"),
        *_starts(request),
        *_undelivered(request),
    ]


def _owed(plate: Plate) -> tuple[Sequence[FollowUp], Sequence[FollowUp]]:
    return plate.mine, plate.waiting_for_me


def _first_steps(request: Request) -> list[Block]:
    """For an admin of an office that has no director yet."""
    if not request.me.acting:
        return []
    say = request.say
    steps = [
        button("people:post", say("people.set"), style="primary"),
        button("office:settings", say("home.settings")),
        button("people:name-director", say("home.name-director")),
    ]
    return [section(say("home.first-steps")), *row(steps)]


def _list(request: Request, key: str, found: Sequence[FollowUp]) -> list[Block]:
    title = section(f"*{request.say(key)}*")
    if not found:
        return [title, context(request.say(f"{key}-none"))]
    return [title, *at_home(request, found, LINES)]


def _starts(request: Request) -> list[Block]:
    say, me = request.say, request.me
    made = [button("followups:remind", say("home.remind"))]
    if me.assigns:
        made.insert(0, button("drafts:assign", say("home.assign"), style="primary"))
    made.append(button("followups:overdue", say("home.overdue")))
    made.append(button("office:help", say("home.help")))  # which is never behind the others
    made.append(button("load:board", say("load.button")))
    if me.directs:
        made.append(button("people:list", say("home.people")))
    if me.directs or me.person.admin:
        made.append(button("office:settings", say("home.settings")))
    if me.leads:
        made.append(button("balance:show", say("balance.button")))
    return [*row(made), *_openings(request)]


def _openings(request: Request) -> list[Block]:
    """The kinds of matters this person may open, each by its form."""
    return row(
        [
            button(f"{kind.name}:{kind.opening.verb}", request.say(f"{kind.name}.start"))
            for kind in KINDS.values()
            if not kind.opening.sources and kind.opening.allows(request.me, None)
        ]
    )


def _undelivered(request: Request) -> list[Block]:
    """Letters that wait or were set aside, shown to whoever runs the bot: how many and why, never
    what they say.
    """
    if not (request.me.directs or request.person.admin):
        return []
    failed, waits = undelivered.set_aside(request.session), delivery.at_home(request)
    if not failed:
        return [divider(), *waits] if waits else []
    reasons = ", ".join(sorted({letter.error for letter in failed}))
    text = request.say("home.undelivered", n=len(failed), reasons=reasons)
    again = buttons(button("home:retry", request.say("home.retry")))
    return [divider(), *waits, section(text), again]


@desk.does("retry")
def retry(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs or request.person.admin, "director")
    undelivered.try_again(request.session, request.now)
    letters.home(request.session, [request.person], request.now)
    return Words(request.say("home.retried"))
