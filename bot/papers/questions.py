"""Questions on a draft's intent: asked, answered with their source, kept on its card (A1.4)."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import followups, letters, life
from bot.matters.finding import find_by_id
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage, insider
from bot.matters.moves import Field, Move, Told, Values, table
from bot.matters.sight import may_see
from bot.papers.life import OPEN, is_assigner, signs
from bot.who import days
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import Standing
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


def who_may_answer(draft: Draft) -> list[Person]:
    """Whom a question goes to if nobody is named, the likeliest first."""
    return [draft.matter.opened_by, draft.signatory, draft.reviewer]


def is_away(person: Person, theirs: Calendar, now: datetime) -> bool:
    """Nobody answers who has left, or is on leave today."""
    today = theirs.today(now)
    return person.is_out or any(first <= today <= last for first, last in theirs.away)


# --- asked ---------------------------------------------------------------------------------


def _ask(request: Request, draft: Draft, told: Told) -> Values:
    asked = {"text": _short(told["text"], "text"), "to": _addressee(request, draft, told["to"])}
    times = {"asked_at": request.now, "due_at": followups.working_day(request)}
    number = questions.next_number(draft)
    return {"draft": draft, "number": number, "by": request.person, **asked, **times}


def _short(text: str, field: str) -> str:
    if len(text) > MOST:
        raise Refused("questions.too-long", field=field, n=len(text), most=MOST)
    return text


def _addressee(request: Request, draft: Draft, to: Person) -> Person:
    """Who is asked. Raises Refused for oneself, and for who does not know of the draft."""
    if to is request.person:
        raise Refused("questions.ask-another", field="to")
    if not _sees(request, to, draft):
        raise Refused("questions.does-not-see", field="to", name=to.name)
    return (_away(request, to) and instead(request, draft, request.person)) or to


def instead(request: Request, draft: Draft, asker: Person) -> Person | None:
    """The likeliest to answer of those who are there, and have not asked it themselves."""
    there = (who for who in who_may_answer(draft) if not _away(request, who))
    return next((who for who in there if who is not asker), None)


def likeliest(request: Request, draft: Draft) -> str:
    """The Slack id of who is asked unless somebody is named."""
    found = instead(request, draft, request.person)
    return found.slack_id if found else ""


def _away(request: Request, person: Person) -> bool:
    theirs = days.of_person(request.session, person, request.calendar)
    return is_away(person, theirs, request.now)


def _sees(request: Request, person: Person, draft: Draft) -> bool:
    me = standing(request.session, person, request.now)
    return may_see(request.session, me, draft.matter)


def writer(question: Question) -> Person:
    return question.matter.owner


def asker(question: Question) -> Person:
    return question.by


def addressee(question: Question) -> Person:
    return question.to


def _facts(question: Question) -> dict[str, object]:
    last = next(reversed(question.answers), None)
    names = {"n": question.number, "to": question.to.name, "due": question.due_at}
    return {**names, "source": last.source if last else ""}


KIND: Kind[Question] = Kind(
    "questions", "Q", Question, days=1,
    opening=Move(
        "ask", OPEN, State.ASKED, "insider", insider, (Field("text"), Field("to", "person")), _ask
    ),
    moves=table(
        Move("answer", frozenset(State) - {State.WITHDRAWN}, State.ANSWERED, "asked", answers,
             (Field("text"),), lambda *_: {}, calls=(writer, asker, addressee)),
        Move("defer", frozenset(UNANSWERED), State.DEFERRED, "asked", answers,
             (Field("due", "due"),), lambda request, question, told: {"due_at": told["due"]},
             calls=(writer, asker)),
    ),
    stages=dict.fromkeys(UNANSWERED, Stage("", addressee, asker, "answer")),
    undone=State.WITHDRAWN,
    facts=_facts,
    within=lambda request, question: keep_up(request, question.draft),
    is_live=lambda question: question.draft.state in OPEN,
    hangs=Hanging("drafts", Draft, lambda draft: draft.questions, {
        "number": "question", "state": "question_state", "due_at": "question_due",
    }),
)  # fmt: skip


# --- answered, and found ---------------------------------------------------------------------


def answer(request: Request, question: Question, text: str, source: str = "") -> Markup:
    """Say what is meant, and on whose word. An earlier answer stays, as one that stands no more."""
    said, source = _short(text, "text"), _short(source, "source")
    anew = "-anew" if question.state is State.ANSWERED else ""
    for one in question.answers:
        one.superseded_at = one.superseded_at or request.now
    given = Answer(text=said, source=source, by=request.person, at=request.now)
    question.answers.append(given)
    story = "answer" + anew + ("-from" if source else "")
    return life.take(request, KIND, question, "answer", {"text": said}, story)


def take_back(request: Request, entry_id: int) -> Question:
    """Undo one's own last word on a question. An answer goes; the one before stands again."""
    question = life.take_back(request, KIND, entry_id)
    if request.session.get_one(Entry, entry_id).what == f"{KIND.name}.answer":
        question.answers.pop()
        for one in question.answers[-1:]:
            one.superseded_at = None
    return question


def find(request: Request, question_id: int) -> Question:
    """A question by id. Raises Refused, in the same words whether gone or not to be seen."""
    found = request.session.get(Question, question_id)
    find_by_id(request, found.draft_id if found else 0)
    if found is None or found.state is State.WITHDRAWN:
        raise Refused("matters.gone")
    return found


def find_numbered(request: Request, draft: Draft, number: int) -> Question:
    found = questions.numbered(draft, number)
    if found is None:
        raise Refused("questions.unknown", number=draft.matter.number, n=number)
    return found


def find_mine(request: Request, draft: Draft | None, number: int | None = None) -> Question:
    """The one question that waits for whoever says "answer it". Raises Refused if it is not one."""
    waiting = [
        one
        for one in (questions.unanswered(draft) if draft else questions.waiting(request.session))
        if one.to_id == request.me.id and number in (None, one.number)
    ]
    if len(waiting) != 1:
        raise Refused("questions.which")
    return find(request, waiting[0].id)


# --- it follows its draft, and whoever was asked ---------------------------------------------


def keep_up(request: Request, draft: Draft) -> None:
    """What is unanswered is owed by who was asked, or by whoever can answer now."""
    waiting = questions.unanswered(draft) if draft.state in OPEN else []
    for question in waiting:
        if question.to.is_out or not _sees(request, question.to, draft):
            _reroute(request, question)
    _owe(request, draft)


def _owe(request: Request, draft: Draft) -> None:
    life.owe_all(request, KIND, draft.matter, questions.of_draft(draft))


def reroute(request: Request) -> bool:
    """A question that waits for somebody who has left, or is on leave, goes to who is there.
    True if there was one; `request` is nobody's.
    """
    for question in questions.waiting(request.session):
        if _is_stuck(request, question):
            hold(request.session, question.draft_id)
            request.session.refresh(question)
            if _is_stuck(request, question) and _reroute(request, question):
                _owe(request, question.draft)
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
    blanks = {**matter.named, **_facts(question), "words": question.text, "who": before.name}
    letters.cards(session, sorted({to.slack_id, question.by_id}), matter.id, now)
    for who in (to, question.by):
        loud, key = who is to, "questions.story-reroute"
        letters.note(session, who.slack_id, key, now, blanks, matter_id=matter.id, loud=loud)
    return True
