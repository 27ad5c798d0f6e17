"""Supervision (督查督办): approved, handed over, reported done, verified, closed; and 30, 60 and 90
days later whoever can tell is asked whether it worked: if not, it is begun anew (A3.4, A3.5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from operator import attrgetter

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life, story, titles
from bot.matters.kind import Kind, Stage, insider, is_, is_or_stands_in_for, or_director_once_gone
from bot.matters.moves import Field, Move, Moves, Ready, Told, Values, handed_over, kept, table
from bot.matters.time_moves import time_moves
from bot.processes import bits, effects, merging, milestones
from bot.processes.bits import CLOSED, RUNNING, minder
from bot.who.lookups import directors, first_of
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.matters.journal import Entry
from storage.matters.matter import hold
from storage.processes.supervision import Supervision
from storage.processes.supervision import SupervisionState as State
from storage.who.people import Person

WEEK = timedelta(days=7)  # 《政府督查工作条例》: its frequency is strictly controlled
ORIGINS = ("instruction", "superior", "plan", "meeting", "research", "promise")
PROPOSED, APPROVED = frozenset({State.PROPOSED}), frozenset({State.APPROVED})
GIVEN = frozenset({State.HANDED_OVER})
REPORTED, VERIFIED = frozenset({State.REPORTED}), frozenset({State.VERIFIED})
UNDONE = merging.UNDONE
OPEN = UNDONE | REPORTED | VERIFIED

lead, approver = attrgetter("matter.owner"), attrgetter("approver")
clerk = minder


def _propose(request: Request, _: object, told: Told) -> Values:
    """Whoever approves it has done so by proposing it: it is handed over at once."""
    who = told["person"]
    if who is request.person and who.role in BOARD:
        return _promise(request, told)
    leader, minder = _leader(told.get("approver"), "approver"), told.get("minder")
    _check_apart(who, minder or request.person, leader)
    given = {name: told.get(name, "") for name in ("said", "origin", "source")}
    given |= {"owner": who, "approver": leader, "minder": minder, "due_at": told.get("due")}
    return given | ({"state": State.HANDED_OVER} if leader is request.person else {})


def _promise(request: Request, told: Told) -> Values:
    """What a leader promises they lead, and close; that it was done somebody else verifies."""
    me = request.person
    judge = next((one for one in directors(request.session) if one is not me), None)
    if judge is None:
        raise Refused("supervision.nobody-verifies", field="person")
    given = {"owner": me, "approver": me, "minder": judge, "due_at": told.get("due")}
    given |= {name: told.get(name, "") for name in ("said", "source")}
    return given | {"origin": "promise", "state": State.IN_HAND}


def is_own_promise(item: Supervision) -> bool:
    return item.matter.owner_id == item.approver_id


def _leader(who: Person | None, field: str) -> Person:
    if who is None or who.role not in BOARD:
        raise Refused("supervision.no-leader", field=field)
    return who


def _check_apart(who: Person, *judges: Person) -> None:
    """Nobody looks after, approves or closes what they lead themselves."""
    if who in judges:
        raise Refused("supervision.apart", field="person", name=who.name)


def _apart(may: Callable[[Standing, Supervision], bool]) -> Callable[[Standing, Supervision], bool]:
    return lambda me, item: may(me, item) and me.id != item.matter.owner_id


def _approve(request: Request, item: Supervision, told: Told) -> Values:
    """What the leader says with it is the instruction, where its words are not there yet."""
    return {"said": told["words"]} if told and not item.said else kept(request, item, told)


def _ask(request: Request, item: Supervision, told: Told) -> Values:
    """Nobody is asked for feedback more than weekly; it may be given at any time."""
    heard = item.asked_at, item.feedback_at, milestones.last_passed(item)
    last = max(filter(None, heard), default=None)
    if last and request.now < last + WEEK:
        raise Refused("supervision.lately", last=last, at=last + WEEK)
    return {"asked_at": request.now}


def _feedback(request: Request, item: Supervision, told: Told) -> Values:
    return {"words": told["words"], "feedback_at": request.now}


def _report(request: Request, item: Supervision, told: Told) -> Values:
    """More time is not wanted any more; the evidence is that of this report."""
    return {"wanted_due": None, "evidence": "", "sent_back": False, **told}


def _return(request: Request, item: Supervision, told: Told) -> Values:
    return {"words": told["words"], "sent_back": True}


def _slips(move: Move[Supervision]) -> Move[Supervision]:
    """Where a date is moved to later, the first is kept, and how often it was."""

    def does(request: Request, item: Supervision, told: Told) -> Values:
        given, was = move.does(request, item, told), item.matter.due_at
        later = given["due_at"] > was
        return given | (
            {"first_due": item.first_due or was, "slips": item.slips + 1} if later else {}
        )

    return replace(move, does=does)


def _reassign(request: Request, item: Supervision, told: Told) -> Values:
    """Another leads it, and is to accept it if it is handed over already."""
    _check_apart(told["person"], clerk(item), approver(item))
    return handed_over(item, told["person"], State.HANDED_OVER if item.state in RUNNING else None)


def _pass_on(request: Request, item: Supervision, told: Told) -> Values:
    _check_apart(_leader(told["person"], "person"), lead(item), approver(item))
    return {"approver_id": told["person"].slack_id}


def _facts(item: Supervision) -> dict[str, object]:
    names = {"lead": lead(item).name, "clerk": clerk(item).name, "leader": approver(item).name}
    wonders = max((bit.days for bit in item.bits), default=0)
    return {**names, "wanted": item.wanted_due, "round": item.round, "n": wonders}


def _asks_for_time(me: Standing, item: Supervision) -> bool:
    """Nobody asks themselves: of their own promise they set another date."""
    return leads(me, item) and not is_own_promise(item)


def keep_up(request: Request, item: Supervision) -> None:
    """Its people read it; whose turn it is owes something, and so does who is asked beside them."""
    bits.keep_up(request, item)
    milestones.keep_up(request, item)
    life.owe(request, KIND, item)
    _show_whole(request, item)


def _show_whole(request: Request, item: Supervision) -> None:
    """What it was split off, or merged into, says how it stands."""
    whole = item.into.matter if item.into else item.matter.comes_of
    if whole is not None and whole.kind == KIND.name:
        story.show(request, whole)


def merge(request: Request, item: Supervision, told: Told) -> Markup:
    """It goes on as a part of another."""
    said = life.take(request, KIND, item, "merge", told)
    merging.goes_on(request, item)
    return said


def split(request: Request, item: Supervision, told: Told) -> Markup:
    """A part of it becomes an item of the same instruction, with a lead and a day of its own."""
    matter, due = item.matter, told.get("due")
    is_late = matter.due_at <= request.now
    if due and due > matter.due_at and not is_late:
        raise Refused("bits.too-late", field="due", due=matter.due_at)
    given = {"title": titles.read_title(told["words"], "words"), "person": told["person"]}
    given |= {"approver": approver(item)} | ({} if clerk(item).is_out else {"minder": clerk(item)})
    given |= {"said": item.said, "origin": item.origin, "source": matter.source}
    given |= {"visibility": matter.visibility, "due": due or (None if is_late else matter.due_at)}
    life.begin(request, KIND, given, of=matter)
    return life.take(request, KIND, item, "split", told)


def take_back(request: Request, entry_id: int) -> Supervision:
    """As usual; what was merged is an item of its own again."""
    entry = request.session.get(Entry, entry_id)
    was = request.session.get(Supervision, entry.matter_id) if entry else None
    there = was.into if was else None
    item = life.take_back(request, KIND, entry_id)
    if there is not None:
        merging.goes_on_no_more(request, item, there)
        story.show(request, there.matter)
    return item


def wonder(request: Request, item: Supervision) -> None:
    """It was closed 30, 60 or 90 days ago: did it work?"""
    hold(request.session, item.id)
    request.session.refresh(item)
    if item.asks_at is not None and item.asks_at <= request.now:
        again = effects.wonder(request, item)
        asked = replace(effects.WONDER, does=lambda *_: {"asks_at": again})
        life.by_itself(request, KIND, item, asked)


TO, WORDS, MAYBE = Field("person", "person"), Field("words"), Field("words", needed=False)
EACH = (clerk, approver)  # hear of news at once
REPORT = (WORDS, Field("evidence", "link", needed=False))
LEADER = Field("approver", "person", needed=False, start=first_of(*BOARD))
ORIGIN = Field("origin", "choice", False, start=lambda *_: ORIGINS[0], choices=ORIGINS)
# It is for those involved; never for the whole office.
LEVEL = Field("visibility", "choice", False, start=lambda *_: "chain", choices=("chain", "named"))
SAID, DUE = Field("said", "text", needed=False), Field("due", "due", needed=False)
PROPOSE = (
    *(Field("title", "line"), TO, DUE, SAID, LEADER, ORIGIN),
    *(Field("source", "link", needed=False), LEVEL),
)
SPLIT = (WORDS, TO, DUE)
INTO = Field("into", "choice", choices=merging.choices)
leads, decides = is_or_stands_in_for(lead, clerk, approver), is_(approver)
passes = or_director_once_gone(decides, approver)
minds = _apart(or_director_once_gone(is_(clerk), clerk))
judges = _apart(or_director_once_gone(is_(clerk, approver), clerk))
places = or_director_once_gone(judges, lead)
times: Moves[Supervision] = time_moves(
    _asks_for_time,
    decides,
    lead,
    approver,
    asking=RUNNING,
    states=RUNNING,
    ready=Ready(),
    promises=False,
)
# A leader hears what waits for them in their digest, and what they lead in private.
slips = {name: _slips(times[name]) for name in ("grant", "reschedule")}
stage, led = (partial(Stage[Supervision], leaders=one) for one in ("digest", "private"))

KIND: Kind[Supervision] = Kind(
    "supervision", "S", Supervision, days=effects.DAYS,  # an ordinary instruction (domain.md 5)
    opening=Move("propose", frozenset(), State.PROPOSED, "insider", insider, PROPOSE, _propose),
    moves=table(
        Move("approve", PROPOSED, State.APPROVED, "steward", decides, (MAYBE,), _approve),
        Move("refuse", PROPOSED, State.WITHDRAWN, "steward", decides, (WORDS,), calls=(clerk,)),
        Move("hand-over", APPROVED, State.HANDED_OVER, "minder", minds),
        Move("accept", GIVEN, State.IN_HAND, "owner", leads),
        Move("report", RUNNING, State.REPORTED, "owner", leads, REPORT, _report),
        Move("feedback", RUNNING, State.IN_HAND, "owner", leads, (WORDS,), _feedback, EACH),
        Move("verify", REPORTED, State.VERIFIED, "minder", minds, (MAYBE,), calls=(lead,)),
        Move("close", VERIFIED, State.CLOSED, "steward", decides, (MAYBE,), effects.closed,
             (lead, clerk)),
        Move("return", REPORTED | VERIFIED, State.IN_HAND, "judges", judges, (WORDS,), _return),
        Move("reopen", CLOSED, State.HANDED_OVER, "knows", effects.knows, (WORDS, DUE),
             effects.reopened,
             (lead, clerk, approver), asks_first=True),
        slips["grant"], times["decline"], times["extend"],
        Move("ask", RUNNING, None, "judges", judges, (), _ask, (lead,)),
        slips["reschedule"],
        Move("revisit", REPORTED | VERIFIED | CLOSED, None, "judges", judges, (TO,), effects.named,
             (effects.affected,)),
        Move("reassign", UNDONE, None, "judges", places, (TO,), _reassign),
        Move("pass", OPEN, None, "steward", passes, (TO,), _pass_on),
        Move("withdraw", OPEN, State.WITHDRAWN, "minder", minds, (WORDS,), asks_first=True),
        Move("split", APPROVED | RUNNING, None, "judges", judges, SPLIT, lambda *_: {}, (lead,)),
        Move("merge", OPEN, State.MERGED, "judges", judges, (INTO,), merging.merged, (clerk,),
             asks_first=True),
    ),
    stages={
        State.PROPOSED: stage("approve", approver, clerk, "approve", "pass", 1),
        State.APPROVED: stage("hand-over", clerk, approver, "hand-over", "hand-over", 1),
        State.HANDED_OVER: led("accept", lead, clerk, "accept", "reassign", ladder="accept",
                               leaders="private-accept"),
        State.IN_HAND: led("report", lead, clerk, "report", "reassign"),
        State.REPORTED: stage("verify", clerk, lead, "verify", "verify", 5),
        State.VERIFIED: stage("close", approver, clerk, "close", "pass", 1),
    },
    undone=State.WITHDRAWN,
    people=bits.people,
    facts=_facts,
    within=keep_up,
    once=True,
)  # fmt: skip
