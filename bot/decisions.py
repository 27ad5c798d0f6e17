"""Decisions: a leader is asked to decide (请示事项), and decides, returns or delegates (A2.0)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import changes, followups, journal, matters, moves, news, undo
from bot.catalog import Key, Markup
from bot.decisions_life import DECIDE, MOVES, REVISE, WAITING, ball, ladder
from bot.decisions_options import read_options, which
from bot.errors import Refused
from bot.followups import Debt
from bot.people import BOARD, DIRECTORS, colleague, insist
from bot.request import Request
from storage.decisions import Decision
from storage.decisions import DecisionState as State
from storage.matters import Matter, Visibility, set_readers
from storage.people import Person

KIND, PREFIX = "decisions", "A"
DAYS = 2  # working days a leader has, unless somebody says otherwise


@dataclass(frozen=True)
class Question:
    """What is to be decided. `due` is aware; `recommended` says one of the options."""

    title: str
    leader: Person
    options: str = ""
    recommended: str = ""
    otherwise: str = ""
    due: datetime | None = None
    visibility: Visibility = Visibility.CHAIN


def usual_due(request: Request) -> datetime:
    return followups.working_day(request, DAYS)


def ask(request: Request, question: Question) -> Decision:
    """Ask a leader to decide. Raises Refused for a question that cannot be."""
    insist(request.me.insider, "insider")
    leader = _checked(request, question.leader)
    title, options = matters.read_title(question.title), read_options(question.options)
    due = question.due or usual_due(request)
    if due <= request.now:
        raise Refused("drafts.gone-by", field="due", due=due)
    decision = Decision(
        matter=_matter(request, question, title, due),
        state=State.ASKED,
        asked=leader,
        decider=leader,
        options=options,
        recommended=read_recommended(request, options, question.recommended),
        otherwise=question.otherwise.strip(),
    )
    request.session.add(decision)
    request.session.flush()
    after = {"decider_id": leader.slack_id, "due_at": due.isoformat()}
    journal.record(request, "decisions.ask", matter=decision.matter, about=leader, after=after)
    _pass_the_ball(request, decision)
    _tell(request, decision, "ask", {leader.slack_id})
    return decision


def _checked(request: Request, leader: Person) -> Person:
    """Somebody who decides in this office, and is not asking themselves."""
    colleague(request, leader.slack_id)
    if leader is request.person:
        raise Refused("people.not-oneself", field="person")
    if leader.role not in BOARD | DIRECTORS:
        raise Refused("decisions.no-leader", field="person", name=leader.name)
    return leader


def _matter(request: Request, question: Question, title: str, due: datetime) -> Matter:
    return Matter(
        kind=KIND,
        prefix=PREFIX,
        title=title,
        visibility=question.visibility,
        opened_by=request.person,
        owner=request.person,
        due_at=due,
        opened_at=request.now,
    )


def read_recommended(request: Request, options: list[str], said: str) -> int | None:
    """Which option is recommended. Raises Refused when none of them is meant."""
    if not said.strip():
        return None
    found = which(options or both(request), said)
    if found is None:
        raise Refused("decisions.which", field="recommended", said=said)
    return found


def both(request: Request) -> list[str]:
    """What can be said to a question without options."""
    return [str(request.say(key)) for key in YES_OR_NO]


YES_OR_NO = ("decisions.agree", "decisions.disagree")


def named(decision: Decision) -> list[str]:
    """Its options, as blanks of a text: what people wrote, or our own yes and no."""
    return list(decision.options) or [Key(key) for key in YES_OR_NO]


# Each of these says what it has done, in the words of whoever asked.


def decide(request: Request, decision: Decision, number: int, words: str = "") -> Markup:
    """One of the options it is."""
    moves.check(MOVES, request.me, decision, "decide")
    options = named(decision)
    if not 1 <= number <= len(options):
        raise Refused("decisions.which", field="choice", said=str(number))
    values = {"chosen": number, "words": words}
    option = options[number - 1]
    return change(request, decision, "decide", values, reason=words, option=option)


def return_(request: Request, decision: Decision, words: str) -> Markup:
    """Back to who asked, with what is missing."""
    moves.check(MOVES, request.me, decision, "return")
    if not words.strip():
        raise Refused("decisions.no-words", field="words")
    return change(request, decision, "return", {"words": words}, reason=words)


def delegate(request: Request, decision: Decision, to: Person, words: str = "") -> Markup:
    """Somebody else of the office decides it; whoever was asked still may."""
    moves.check(MOVES, request.me, decision, "delegate")
    colleague(request, to.slack_id)
    if to is decision.decider:
        raise Refused("decisions.already-theirs", field="person", name=to.name)
    if to is decision.matter.owner:
        raise Refused("decisions.not-asker", field="person", name=to.name)
    values: dict[str, Any] = {"decider_id": to.slack_id, "words": words}
    return change(request, decision, "delegate", values, reason=words, to=to.name)


def again(request: Request, decision: Decision, question: Question) -> Markup:
    """Ask anew what was returned, with other words, options or time."""
    moves.check(MOVES, request.me, decision, "again")
    title, options = matters.read_title(question.title), read_options(question.options)
    due = question.due or usual_due(request)
    if due <= request.now:
        raise Refused("drafts.gone-by", field="due", due=due)
    values: dict[str, Any] = {"title": title, "options": options, "due_at": due}
    values["recommended"] = read_recommended(request, options, question.recommended)
    values |= {"otherwise": question.otherwise.strip(), "words": ""}
    values["decider_id"] = decision.asked_id
    return change(request, decision, "again", values)


def withdraw(request: Request, decision: Decision, words: str = "") -> Markup:
    return change(request, decision, "withdraw", {"words": words}, reason=words)


def take_back(request: Request, entry_id: int) -> Decision:
    """Undo one's own last deed, within minutes. What was just asked is withdrawn."""
    entry, matter = undo.find(request, entry_id, KIND)
    decision = request.session.get_one(Decision, matter.id)
    concerned, changed = _concerned(decision), None
    if entry.what == "decisions.ask":
        changed = changes.apply((decision, matter), {"state": State.WITHDRAWN})
    else:
        changes.restore((decision, matter), entry.before)
    undo.record(request, entry, matter, changed)
    _settle_in(request, decision)
    deed = Key(f"journal.what-{entry.what.replace('.', '-')}")
    _tell(request, decision, "undo", concerned | _concerned(decision), step=deed)
    return decision


# --- how a decision changes ----------------------------------------------------------------------


def change(
    request: Request,
    decision: Decision,
    verb: str,
    values: Mapping[str, Any],
    *,
    reason: str = "",
    **blanks: object,
) -> Markup:
    """The one place a decision changes: the move is checked, the row set, the journal written,
    the ball passed and everybody told. Raises Refused as `moves.check` does.
    """
    concerned = _concerned(decision)
    state = {"state": moves.check(MOVES, request.me, decision, verb).target}
    before, after = changes.apply((decision, decision.matter), {**values, **state})
    what, matter = f"{KIND}.{verb}", decision.matter
    journal.record(request, what, matter=matter, before=before, after=after, reason=reason)
    _settle_in(request, decision)
    said = f"“{reason}”" if reason else ""
    called = concerned | _concerned(decision)
    return _tell(request, decision, verb, called, words=reason, said=said, **blanks)


def _settle_in(request: Request, decision: Decision) -> None:
    request.session.flush()
    request.session.refresh(decision)
    request.session.refresh(decision.matter)
    _pass_the_ball(request, decision)


def _concerned(decision: Decision) -> set[str]:
    """Who asked hears of every step at once, and so does whoever has it."""
    return {decision.matter.owner_id, decision.decider_id, decision.asked_id}


def _pass_the_ball(request: Request, decision: Decision) -> None:
    matter, holder = decision.matter, ball(decision)
    set_readers(request.session, matter, _concerned(decision))
    matter.closed_at = None if holder else matter.closed_at or request.now
    followups.keep(request, matter, [_debt(request, decision, holder)] if holder else [])


def _debt(request: Request, decision: Decision, holder: Person) -> Debt:
    matter, rung = decision.matter, ladder(decision, holder)
    if decision.state in WAITING:
        return Debt(holder, DECIDE, matter.due_at, matter.owner, rung)
    return Debt(holder, REVISE, usual_due(request), decision.asked, rung, fresh=True)


def _tell(
    request: Request, decision: Decision, verb: str, called: Collection[str], **blanks: object
) -> Markup:
    names = {"leader": decision.decider.name, "due": decision.matter.due_at}
    return news.tell(request, decision.matter, f"{KIND}.story-{verb}", called, **names, **blanks)
