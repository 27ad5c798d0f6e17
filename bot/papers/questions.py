"""Questions on a draft's intent: asked, answered with their source, kept on its card (A1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import followups, journal, letters, moves, story, undo
from bot.matters.finding import find_by_id
from bot.matters.followups import Debt
from bot.matters.moves import Move
from bot.matters.sight import may_see
from bot.papers.life import OPEN, is_assigner, signs
from bot.who import days
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters.journal import Entry
from storage.matters.matter import hold
from storage.papers import questions
from storage.papers.drafts import Draft
from storage.papers.questions import REROUTED, UNANSWERED, Answer, Question
from storage.papers.questions import QuestionState as State
from storage.who.people import Person

MOST = 1000  # characters of a question, of an answer and of its source

# --- rules ---------------------------------------------------------------------------------


def answers(me: Standing, question: Question) -> bool:
    """Who was asked; and whoever assigned or signs the draft, who may know better."""
    draft = question.draft
    return me.id == question.to_id or is_assigner(me, draft) or signs(me, draft)


MOVES = moves.table(
    Move("answer", frozenset({*UNANSWERED, State.ANSWERED}), State.ANSWERED, "asked", answers),
    Move("defer", frozenset(UNANSWERED), State.DEFERRED, "asked", answers),
)


def who_may_answer(draft: Draft) -> list[Person]:
    """Whom a question goes to if nobody is named, the likeliest first."""
    return [draft.matter.opened_by, draft.signatory, draft.reviewer]


def is_away(person: Person, theirs: Calendar, now: datetime) -> bool:
    """Nobody answers who has left, or is on leave today."""
    today = theirs.today(now)
    return person.is_out or any(first <= today <= last for first, last in theirs.away)


# --- operations ----------------------------------------------------------------------------


def ask(request: Request, draft: Draft, text: str, to: Person | None = None) -> Markup:
    """Ask who can answer; within a working day."""
    insist(request.me.insider, "insider")
    if draft.state not in OPEN:
        state = moves.state_of(draft)
        raise Refused("office.too-late", number=draft.matter.number, state=state)
    asked = Question(
        draft=draft,
        number=questions.next_number(request.session, draft.id),
        text=_read(text, "text"),
        by=request.person,
        to=_addressee(request, draft, to),
        state=State.ASKED,
        asked_at=request.now,
        due_at=followups.working_day(request),
    )
    request.session.add(asked)
    request.session.flush()
    after, reason = {"question": asked.number}, asked.text
    journal.record(
        request, "questions.ask", matter=draft.matter, about=asked.to, after=after, reason=reason
    )
    keep_up(request, draft)
    return _tell(request, asked, "ask", {asked.to_id}, words=asked.text)


def _read(text: str, field: str) -> str:
    """Words of some length. Raises Refused when there are none, or too many."""
    text = text.strip()
    if not text:
        raise Refused("office.empty", field=field)
    if len(text) > MOST:
        raise Refused("questions.too-long", field=field, n=len(text), most=MOST)
    return text


def _addressee(request: Request, draft: Draft, to: Person | None) -> Person:
    """Who is asked. Raises Refused for oneself, and for who does not know of the draft."""
    to = to or instead(request, draft, request.person)
    if to is None or to is request.person:
        raise Refused("questions.ask-another", field="to")
    if not _sees(request, to, draft):
        raise Refused("questions.does-not-see", field="to", name=to.name)
    return (_away(request, to) and instead(request, draft, request.person)) or to


def instead(request: Request, draft: Draft, asker: Person) -> Person | None:
    """The likeliest to answer of those who are there, and have not asked it themselves."""
    there = (who for who in who_may_answer(draft) if not _away(request, who))
    return next((who for who in there if who is not asker), None)


def _away(request: Request, person: Person) -> bool:
    theirs = days.of_person(request.session, person, request.calendar)
    return is_away(person, theirs, request.now)


def _sees(request: Request, person: Person, draft: Draft) -> bool:
    me = standing(request.session, person, request.now)
    return may_see(request.session, me, draft.matter)


def answer(request: Request, question: Question, text: str, source: str = "") -> Markup:
    """Say what is meant, and on whose word. An earlier answer stays, as one that stands no more."""
    moves.check(MOVES, request.me, question, "answer")
    said, source = _read(text, "text"), _read(source, "source") if source.strip() else ""
    earlier = question.state is State.ANSWERED
    for one in questions.answers(request.session, question.id):
        one.superseded_at = one.superseded_at or request.now
    given = Answer(question_id=question.id, text=said, source=source, by=request.person)
    given.at = request.now
    request.session.add(given)
    _moved(request, question, "answer", State.ANSWERED, reason=said)
    told = {question.matter.owner_id, question.by_id, question.to_id} - {request.me.id}
    verb = "answer" + ("-anew" if earlier else "") + ("-from" if source else "")
    return _tell(request, question, verb, told, words=said, source=source)


def defer(request: Request, question: Question, until: datetime) -> Markup:
    """Not now, but by then."""
    moves.check(MOVES, request.me, question, "defer")
    if until <= request.now:
        raise Refused("drafts.gone-by", field="due", due=until)
    _moved(request, question, "defer", State.DEFERRED, until)
    told = {question.matter.owner_id, question.by_id} - {request.me.id}
    return _tell(request, question, "defer", told, due=until)


def _moved(
    request: Request,
    question: Question,
    verb: str,
    state: State,
    due: datetime | None = None,
    reason: str = "",
) -> None:
    """The one place a question changes its state by what somebody does."""
    before = {"question_state": question.state.value, "question_due": question.due_at.isoformat()}
    question.state, question.due_at = state, due or question.due_at
    after = {"question": question.number} | ({"due_at": due.isoformat()} if due else {})
    what, matter = f"questions.{verb}", question.matter
    journal.record(request, what, matter=matter, before=before, after=after, reason=reason)
    keep_up(request, question.draft)


def find(request: Request, question_id: int) -> Question:
    """A question by id. Raises Refused, in the same words whether gone or not to be seen."""
    found = request.session.get(Question, question_id)
    find_by_id(request, found.draft_id if found else 0)
    if found is None or found.state is State.WITHDRAWN:
        raise Refused("matters.gone")
    return found


def find_numbered(request: Request, draft: Draft, number: int) -> Question:
    found = questions.numbered(request.session, draft.id, number)
    if found is None:
        raise Refused("questions.unknown", number=draft.matter.number, n=number)
    return found


def find_mine(request: Request, draft: Draft | None, number: int | None = None) -> Question:
    """The one question that waits for whoever says "answer it". Raises Refused if it is not one."""
    waiting = [
        one
        for one in questions.unanswered(request.session, draft.id if draft else None)
        if one.to_id == request.me.id and number in (None, one.number)
    ]
    if len(waiting) != 1:
        raise Refused("questions.which")
    return find(request, waiting[0].id)


def take_back(request: Request, entry_id: int) -> Draft:
    """Undo one's own last word on a question, within minutes."""
    entry, matter = undo.find(request, entry_id, "drafts")
    if not entry.what.startswith("questions."):
        raise Refused("undo.moved-on", number=matter.number)
    draft = request.session.get_one(Draft, matter.id)
    question = find_numbered(request, draft, entry.after["question"])
    if entry.what.endswith(".ask"):
        question.state = State.WITHDRAWN
    else:
        question.state = State(entry.before["question_state"])
        question.due_at = datetime.fromisoformat(entry.before["question_due"])
    if entry.what.endswith(".answer"):
        _unsay(request, question)
    undo.record(request, entry, matter, ({}, {}))
    keep_up(request, draft)
    _tell(request, question, "undo", {question.to_id, question.by_id} - {request.me.id})
    return draft


def _unsay(request: Request, question: Question) -> None:
    """The last answer goes; what it had taken the place of stands again."""
    *earlier, last = questions.answers(request.session, question.id)
    request.session.delete(last)
    if earlier:
        earlier[-1].superseded_at = None


def _tell(
    request: Request, question: Question, verb: str, called: set[str], **blanks: object
) -> Markup:
    blanks |= {"n": question.number, "to": question.to.name, "due": blanks.get("due")}
    blanks["due"] = blanks["due"] or question.due_at
    return story.tell(request, question.matter, f"questions.story-{verb}", called, **blanks)


# --- it follows its draft, and whoever was asked ---------------------------------------------


def keep_up(request: Request, draft: Draft) -> None:
    """What is unanswered is owed by who was asked, or by whoever can answer now."""
    waiting = _waiting(request, draft)
    for question in waiting:
        if question.to.is_out or not _sees(request, question.to, draft):
            _reroute(request, question)
    _owe(request, draft, waiting)


def _waiting(request: Request, draft: Draft) -> list[Question]:
    if draft.state not in OPEN:
        return []
    asked = questions.of_draft(request.session, draft.id)
    return [question for question in asked if question.state in UNANSWERED]


def reroute(request: Request) -> bool:
    """A question that waits for somebody who has left, or is on leave, goes to who is there.
    True if there was one; `request` is nobody's.
    """
    for question in questions.unanswered(request.session):
        if _is_stuck(request, question):
            hold(request.session, question.draft_id)
            request.session.refresh(question)
            if _is_stuck(request, question) and _reroute(request, question):
                _owe(request, question.draft, _waiting(request, question.draft))
                return True
    return False


def _is_stuck(request: Request, question: Question) -> bool:
    """Who has promised an answer for later may be back by then."""
    waits = question.state is State.ASKED and _away(request, question.to)
    return waits or (question.state is State.DEFERRED and question.to.is_out)


def _reroute(request: Request, question: Question) -> bool:
    """The one place a question changes hands; it is on record as theirs who could not answer."""
    before, to = question.to, instead(request, question.draft, question.by)
    if to is None or to is before:
        return False
    question.to, question.due_at = to, max(question.due_at, followups.working_day(request))
    matter, session, now = question.matter, request.session, request.now
    after = {"question": question.number}
    session.add(
        Entry(
            matter_id=matter.id, person_id=before.slack_id, about_id=to.slack_id, at=now,
            what=REROUTED, surface="clock", before={}, after=after,
        )
    )  # fmt: skip
    blanks: dict[str, object] = {"number": matter.number, "title": matter.title}
    blanks |= {"n": question.number, "who": before.name, "to": to.name, "due": question.due_at}
    blanks["words"] = question.text
    letters.cards(session, sorted({to.slack_id, question.by_id}), matter.id, now)
    for who in (to, question.by):
        loud, key = who is to, "questions.story-reroute"
        letters.note(session, who.slack_id, key, now, blanks, matter_id=matter.id, loud=loud)
    return True


def _owe(request: Request, draft: Draft, waiting: Sequence[Question]) -> None:
    debts = [Debt(one.to, "questions.duty", one.due_at, one.by, item=one.number) for one in waiting]
    followups.keep(request, draft.matter, debts, "questions")
