"""Parts: several people write one draft, and one of them makes it one text (统稿; A1.6, A3.1)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from bot.language.refusals import Refused
from bot.matters import journal, letters, life, moves, story
from bot.matters.kind import Kind, Stage, is_
from bot.matters.moves import Field, Move, Ready, Told, Values, handed_over, kept, table
from bot.matters.sight import may_see
from bot.matters.time_moves import FREE, time_moves
from bot.papers import life as drafts
from bot.papers.readers import let_them_read
from bot.papers.returning import REVISED_BY
from bot.who.request import Request
from bot.who.standing import DIRECTORS, Standing
from storage.matters.matter import Matter, Visibility, hold, readers, set_readers
from storage.papers.drafts import Draft
from storage.papers.parts import Division, Part
from storage.papers.parts import PartState as State
from storage.who.people import Person

WITH_OWNER = frozenset({State.ASSIGNED, State.WRITING, State.RETURNED})
UNSOLVED, HANDED_IN = frozenset({State.PROBLEM_RAISED}), frozenset({State.HANDED_IN})
OPEN = WITH_OWNER | UNSOLVED | HANDED_IN
TEXT_MAX = 3000  # what a field of a form holds; more is a document, and its link is handed in

# --- who is who ----------------------------------------------------------------------------------

owner, unifier = attrgetter("matter.owner"), attrgetter("division.unifier")


def steward(part: Part) -> Person:
    """Who answers for how it is divided: whoever gave the part out, as long as they have to do
    with the draft; else whoever assigned that.
    """
    giver, draft = part.matter.opened_by, part.draft
    involved = (draft.matter.owner, draft.reviewer, draft.signatory)
    on_list = draft.matter.visibility is Visibility.NAMED
    directs = giver.role in DIRECTORS and not on_list
    return giver if giver in involved or directs else draft.matter.opened_by


def divides(me: Standing, draft: Draft) -> bool:
    """Who gives out the parts: who assigned the draft, the director, its writer."""
    return drafts.is_owner(me, draft) or drafts.runs_it(me, draft)


def runs_it(me: Standing, part: Part) -> bool:
    """Whoever gave it out, or may give out parts of its draft."""
    return me.id == steward(part).slack_id or divides(me, part.draft)


def places_it(me: Standing, part: Part) -> bool:
    """Who may give it to another writer: as with a draft."""
    return me.id == part.matter.owner_id or runs_it(me, part) or me.heads_section_of(owner(part))


def asks(me: Standing, part: Part) -> bool:
    """Its writer raises a problem or wants more time; nobody asks themselves."""
    return me.id == part.matter.owner_id != steward(part).slack_id


def parts_of(request: Request, draft: Draft) -> list[Part]:
    """The parts of a draft, as far as whoever asks may see them."""
    found = draft.division.there if draft.division else []
    return [one for one in found if may_see(request.session, request.me, one.matter)]


def unifier_of(draft: Draft) -> Person:
    """Who makes one text of it; of one nobody has divided, its writer."""
    return draft.division.unifier if draft.division else draft.matter.owner


# --- what a step sets ----------------------------------------------------------------------------


def check_time(request: Request, draft: Draft, due: datetime) -> None:
    """A part is wanted before its draft is, unless that is late itself."""
    if request.now < draft.matter.due_at < due:
        raise Refused("parts.after-draft", field="due", due=draft.matter.due_at)


def check_reader(request: Request, draft: Draft, person: Person, field: str = "person") -> None:
    """Only who assigned an internal-only draft may let more people read it."""
    matter = draft.matter
    is_bound = matter.visibility is Visibility.NAMED and request.me.id != matter.opened_by_id
    if is_bound and person.slack_id not in readers(request.session, matter):
        raise Refused("parts.not-on-list", field=field, name=person.name)


def give(request: Request, draft: Draft, told: Told) -> Values:
    who, due, level = told["person"], told["due"], draft.matter.visibility
    check_time(request, draft, due)
    check_reader(request, draft, who)
    accepted = {"state": State.WRITING} if who is request.person else {}
    given = {"owner": who, "due_at": due, "visibility": level, "division": division_of(draft)}
    return given | accepted


def accept(request: Request, part: Part, told: Told) -> Values:
    """A problem that was raised is over with it."""
    return {"opinion": ""} if part.state in UNSOLVED else {}


def submit(request: Request, part: Part, told: Told) -> Values:
    """A link, or the words. What the unifier writes is taken in at once."""
    text = told["text"]
    if len(text) > TEXT_MAX:
        raise Refused("parts.long-text", field="text", n=len(text), most=TEXT_MAX)
    state = State.TAKEN_IN if unifier(part) is owner(part) else State.HANDED_IN
    return {"state": state, "text": text, "opinion": "", "wanted_due": None}


def return_(request: Request, part: Part, told: Told) -> Values:
    check_time(request, part.draft, told["due"])
    return FREE | {"opinion": told["opinion"], "due_at": told["due"]}


def hand_over(request: Request, part: Part, told: Told) -> Values:
    """To another writer, who is asked to accept it anew if it is still to be written."""
    given = handed_over(part, told["person"], State.ASSIGNED if part.state in WITH_OWNER else None)
    check_reader(request, part.draft, told["person"])
    return given


# --- the table -----------------------------------------------------------------------------------


def facts(part: Part) -> dict[str, Any]:
    names = {"owner": owner(part).name, "giver": part.matter.opened_by.name}
    return {**names, "draft": part.draft.matter.number, "wanted": part.wanted_due or ""}


# A part is worth a step as long as its draft is.
LIVE: Ready[Part] = Ready(lambda part: part.draft.state in drafts.OPEN, "parts.draft-over")
stage, step = partial(Stage[Part], leaders="private"), partial(Move[Part], ready=LIVE)
times = time_moves(
    asks, runs_it, owner, steward, asking=WITH_OWNER | UNSOLVED, states=OPEN, ready=LIVE,
    fits=lambda request, part, due: check_time(request, part.draft, due),
)  # fmt: skip
WORDS, DUE, TO = Field("opinion"), Field("due", "due"), Field("person", "person")
TEXT, WHY = Field("text", "text", own=True), Field("opinion", needed=False)
writes, unifies, heard = is_(owner), is_(unifier), (owner,)

KIND: Kind[Part] = Kind(
    "parts", "P", Part, days=3,
    opening=Move("give", drafts.OPEN, State.ASSIGNED, "divider", divides,
                 (Field("title", "line"), TO, DUE), give),
    moves=table(
        times["grant"], times["decline"],
        step("accept", UNSOLVED | {State.ASSIGNED}, State.WRITING, "owner", writes, (), accept),
        step("take", HANDED_IN, State.TAKEN_IN, "unifier", unifies, calls=heard),
        step("settle", UNSOLVED, State.ASSIGNED, "steward", runs_it, (WORDS,)),
        step("submit", OPEN, State.HANDED_IN, "owner", writes, (TEXT,), submit),
        step("return", HANDED_IN, State.RETURNED, "unifier", unifies, (WORDS, REVISED_BY),
             return_),
        step("problem", WITH_OWNER, State.PROBLEM_RAISED, "owner", asks, (WORDS,)),
        times["extend"], times["reschedule"],
        step("handover", OPEN, None, "placer", places_it, (TO,), hand_over, heard),
        step("cancel", OPEN, State.CANCELLED, "steward", runs_it, (WHY,), kept, heard,
             asks_first=True),
    ),
    stages={
        State.ASSIGNED: stage("accept", owner, steward, "accept", "handover", ladder="accept",
                              leaders="private-accept"),
        State.WRITING: stage("write", owner, steward, "submit", "handover"),
        State.RETURNED: stage("revise", owner, steward, "submit", "handover"),
        State.PROBLEM_RAISED: stage("answer", steward, steward, "settle", "handover", 1),
        State.HANDED_IN: stage("unify", unifier, owner, "take", "handover", 1),
    },
    undone=State.CANCELLED,
    facts=facts,
    within=lambda request, part: follow(request, part.draft),
    is_live=LIVE.holds,
    listed=lambda part, _: f"{part.draft.matter.title}: {part.matter.title}",
)  # fmt: skip
UNIFY: Move[Draft] = Move(
    "unify", drafts.OPEN, None, "divider", divides, (Field("unifier", "person"),)
)

# --- a draft and its parts follow each other -----------------------------------------------------


def follow(request: Request, draft: Draft) -> None:
    """Its parts have changed, or who unifies them: its readers may have, and its card does."""
    session, matter = request.session, draft.matter
    hold(session, draft.id)  # parts that change at once take turns
    before = readers(session, matter)
    let_them_read(session, draft)
    keep_up(request, draft)
    if matter.visibility is Visibility.NAMED:
        for who in sorted(before ^ readers(session, matter)):
            _note_reader(request, matter, who, is_new=who not in before)
    story.show(request, matter)


def _note_reader(request: Request, matter: Matter, who: str, *, is_new: bool) -> None:
    """Who may read an internal-only draft stands in its own record."""
    nobody, reader = {"reader_id": None}, {"reader_id": who}
    before, after = (nobody, reader) if is_new else (reader, nobody)
    journal.record(request, "parts.readers", matter=matter, before=before, after=after)


def keep_up(request: Request, draft: Draft) -> None:
    """Whatever happened to a draft or a part: who takes part reads both, and whose turn it is
    owes something. A draft signed off or cancelled has nobody wait for its parts.
    """
    there = draft.division.parts if draft.division else []
    people = readers(request.session, draft.matter) if there else set()
    for part in there:
        set_readers(request.session, part.matter, people | {part.matter.owner_id})
        part.matter.visibility = draft.matter.visibility
        _pass_the_ball(request, part)


def _pass_the_ball(request: Request, part: Part) -> None:
    """Whoever waits or waited for it sees it drawn anew; who need not any more is told."""
    begun, ended = life.owe(request, KIND, part)
    wait, waited = ([one.person for one in owed] for owed in (begun, ended))
    if begun or ended:
        story.show(request, part.matter, {who.slack_id for who in wait})
        letters.home(request.session, [*waited, *wait], request.now)
    if part.state in OPEN and not KIND.is_live(part):
        key, names = "parts.let-go", part.matter.named
        for who in waited:
            if who is not request.person:
                letters.note(request.session, who.slack_id, key, request.now, names)


# --- who makes one text of it --------------------------------------------------------------------


def division_of(draft: Draft) -> Division:
    """How a draft is divided; begun, if it was not until now."""
    draft.division = draft.division or Division(parts=[])
    found: Division = draft.division
    return found


def name_unifier(request: Request, draft: Draft, to: Person) -> None:
    """Somebody else makes one text of the parts; its writer is the usual one."""
    moves.check_opening(UNIFY, request.me, draft)
    check_reader(request, draft, to, "unifier")
    matter, before = draft.matter, unifier_of(draft)
    if to is before:
        return
    division_of(draft).named = None if to is matter.owner else to
    ids = ({"unifier_id": before.slack_id}, {"unifier_id": to.slack_id})
    journal.record(request, "parts.unifier", matter=matter, about=to, before=ids[0], after=ids[1])
    follow(request, draft)
    if to is not request.person:
        blanks = {"by": request.person.name, **matter.named}
        letters.note(request.session, to.slack_id, "parts.unifier-named", request.now, blanks)


def follow_writer(draft: Draft, before: Person) -> None:
    """A draft has another writer: who unified it because they wrote it no longer does."""
    if draft.division is not None and draft.division.named is before:
        draft.division.named = None
