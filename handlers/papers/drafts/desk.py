"""Drafts at the desk: one function a verb, for every way it can be said."""

from __future__ import annotations

from datetime import date
from functools import partial

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import followups
from bot.matters.moves import Move
from bot.matters.sight import may_see
from bot.matters.titles import read_title
from bot.papers.brief import DOC_TYPES, KIND, Brief, begun
from bot.papers.drafts import filing
from bot.papers.drafts import steps as drafts
from bot.papers.drafts.moves import MOVES
from bot.papers.drafts.weight import read_weight
from bot.papers.life import OPEN, goes_out, has_its_number, stage_of, working_day_before
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import away, same
from handlers.matters.life import told
from handlers.matters.undo import said_back, undone
from handlers.papers import plan_form, read_first
from handlers.papers.away import writer_away
from handlers.papers.drafts import card as drafts_card
from handlers.papers.drafts import details as drafts_details
from handlers.papers.drafts.forms import assign_form, step_form
from handlers.papers.drafts.road import directly
from handlers.papers.drafts.signing import said_back_signed
from handlers.slack import read
from handlers.slack.blocks import TEXT, button, buttons, section
from handlers.slack.desk import NOTHING, Asked, Desk, Form, Refusal, Reply, Words
from storage.matters.matter import Visibility
from storage.papers.drafts import Draft
from storage.papers.drafts import DraftState as State
from storage.papers.drafts import whole as whole_draft
from storage.papers.plan import StepName

SHORTCUTS = {"assign": "global", "from-message": "message"}
desk = Desk("drafts", command="/draft", alone="assign", shortcuts=SHORTCUTS)
desk.draws("card")(drafts_card.card)
desk.draws("steps")(drafts_card.steps)
desk.draws("directly")(directly)


@desk.does("assign")
def assign(request: Request, asked: Asked) -> Reply:
    insist(request.me.assigns, "heads")
    if request.surface != "shortcut" and len(asked.get("title", "")) > TEXT:
        read_title(asked["title"])  # no form holds it: it is refused, and given back whole
    if read.lacking(request, asked, "person", "title", "due"):
        return Form(assign_form(request, asked))
    brief = _brief(request, asked)
    form = partial(assign_form, request, asked)
    if question := away.question(request, "drafts:assign", asked, brief.owner, brief.due, form):
        return question
    if plan_form.is_asked_for(request, asked):
        begun(request, brief)  # what cannot be is refused where it stands
        return Form(plan_form.leaf(request, asked, brief))
    draft = drafts.assign(request, brief)
    return Words(*drafts_card.card(request, draft.matter), shown=True)


def _brief(request: Request, asked: Asked) -> Brief:
    owner = read.person(request, asked)
    assert owner is not None  # `missing` looked
    use_on = asked.get("use_on", "")
    doc_type = asked.get("doc_type", "")
    if doc_type and doc_type not in DOC_TYPES:
        raise Refused("drafts.bad-type", field="doc_type")
    due = read.due(request, asked)
    return Brief(
        owner=owner,
        title=asked["title"],
        due=due,
        doc_type=doc_type,
        use_on=date.fromisoformat(use_on) if use_on else None,
        reviewer=read.person(request, asked, "reviewer"),
        signatory=read.person(request, asked, "signatory"),
        visibility=Visibility(asked.get("visibility") or Visibility.CHAIN),
        source=asked.get("source", ""),
        weight=read_weight(asked.get("weight", "")),
        others=read.people(request, asked, "others"),
        copies=read.people(request, asked, "copies"),
        dates=plan_form.dates_in(asked, request.calendar, dict.fromkeys(StepName, due)),
    )


@desk.does("earlier")
def earlier(request: Request, asked: Asked) -> Reply:
    """The working day before the rest day it is due on."""
    draft = _draft(request, asked)
    due = working_day_before(draft, request.calendar)
    if due is None:  # somebody was quicker, or pressed twice
        raise Refused("drafts.working-day", number=draft.matter.number, due=draft.matter.due_at)
    return _told(request, draft, drafts.take(request, draft, "reschedule", {"due": due}))


@desk.does("from-message")
def from_message(request: Request, asked: Asked) -> Reply:
    """A message is turned into a draft: its text is the title, its link is kept."""
    title = read.in_names(request, asked["title"])
    return assign(request, asked | {"person": "", "title": title, "due": ""})


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    matter = _draft(request, asked).matter
    card = drafts_card.card(request, matter)
    return read.only_shown(request, asked, *card, card=matter.id)


@desk.does("details")
def details(request: Request, asked: Asked) -> Reply:
    """All of it, on a page; beside a message, the button to that page."""
    draft = _draft(request, asked)
    if request.surface in ("button", "command"):
        return Form(drafts_details.details(request, draft))
    matter = draft.matter
    text = request.say("drafts.details-headline", **matter.named)
    press = button("drafts:details", request.say("drafts.details"), matter.id, "primary")
    return Words(text, [section(text), buttons(press)])


@desk.does("text")
def text(request: Request, asked: Asked) -> Reply:
    """Slack has opened the link itself."""
    return NOTHING


@desk.does("read")
def read_page(request: Request, asked: Asked) -> Reply:
    return details(request, asked)


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, drafts.take_back(request, int(asked["id"])).matter)


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge calls done: the step that is waited for, as long as it is."""
    owed = followups.find_open(request, int(asked["id"]))
    draft = request.session.get_one(Draft, owed.matter_id)
    return _step(request, draft, _done(draft), asked)


def _done(draft: Draft) -> str:
    now = stage_of(draft)
    assert now is not None  # somebody owes something
    to_register = draft.state is State.RECHECKED and not has_its_number(draft)
    return "register" if to_register else now.done


@desk.does("relieve")
def relieve(request: Request, asked: Asked) -> Reply:
    """Somebody who has it in hand has left: it goes to somebody else."""
    draft = _draft(request, asked)
    now = stage_of(draft)
    to_write = draft.state in OPEN and draft.matter.owner.is_out
    return _step(request, draft, "handover" if to_write or not now else now.relief, asked)


desk.does("anyway")(same.anyway)


def _takes(verb: str) -> None:
    @desk.does(verb)
    def take(request: Request, asked: Asked) -> Reply:
        return _step(request, _draft(request, asked), verb, asked)


for _verb in MOVES:
    _takes(_verb)


def _draft(request: Request, asked: Asked) -> Draft:
    return whole_draft(request.session, read.matter(request, asked, KIND).id)


def _step(request: Request, draft: Draft, verb: str, asked: Asked) -> Reply:
    """Take a step, or ask in a form for what it still needs."""
    if verb == "sign" and (missing := filing.lacks(request, draft)):
        return _not_yet(request, draft, missing)
    move = drafts.check(request, draft, verb)
    first = read_first.before(request, draft, verb, asked)
    form = partial(step_form, request, draft, verb, asked, first)
    only_pressed = _asks_first(draft, move) and read.bare_press(request, asked)
    if only_pressed or read.is_to_be_told(request, asked, move, *_needs(draft, move)):
        return Form(form())
    if first:
        if request.surface in ("message", "mention"):  # no form can open there
            return read_first.question(request, first, draft, verb, asked)
        return Form(form())
    act = {"register": drafts.register}.get(verb, partial(drafts.take, verb=verb))
    wanted, due = told(request, move, asked), draft.matter.due_at
    if question := away.question(request, f"drafts:{verb}", asked, wanted.get("person"), due, form):
        return question
    said = act(request, draft, told=wanted)
    if verb == "sign":
        return said_back_signed(request, draft)
    if verb == "file" and not asked.get("retention"):
        said = Markup(f"{said}\n{_suggested(request, draft)}")
    return _told(request, draft, said)


def _asks_first(draft: Draft, move: Move[Draft]) -> bool:
    """What is only filed, such as a speech, is filed by one press: that can be taken back. Not
    what nobody has given a type: it may still have to be issued.
    """
    may_be_issued = not draft.doc_type and draft.state is not State.ISSUED
    return move.asks_first and (move.verb != "file" or goes_out(draft) or may_be_issued)


def _needs(draft: Draft, move: Move[Draft]) -> list[str]:
    opinion = move.verb == "sign" and filing.needs_opinion(draft)
    return ["opinion"] if opinion else move.needs


def _not_yet(request: Request, draft: Draft, missing: list[Key]) -> Reply:
    """Instead of a form that could not be sent: what is missing, and how to get it."""
    say, matter = request.say, draft.matter
    head = say("filing.not-yet-signed", **matter.named)
    lines = [say(one, owner=matter.owner.name) for one in missing]
    return Refusal("\n".join([head, *lines]))


def _suggested(request: Request, draft: Draft) -> Markup:
    """Nobody said how long it is kept: where that comes from."""
    kept = Key(f"filing.retention-{filing.suggested_retention(draft)}")
    return request.say("filing.suggested", kept=kept, source=Key("filing.retention-source"))


def _told(request: Request, draft: Draft, said: Markup) -> Reply:
    """What was done, said back, with the way to undo it; on a card, the card says so itself."""
    seen = may_see(request.session, request.me, draft.matter)  # what is handed away may not be
    shown, more = seen and request.surface in ("button", "form"), writer_away(request, draft)
    return said_back(request, draft.matter, said, shown=shown, more=more)
