"""Parts at the desk: a draft divided among several, and each part from hand to hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life, moves
from bot.matters.moves import Field, state_of
from bot.matters.sight import may_see
from bot.papers import parts
from bot.papers.drafts.versions import LINK
from bot.papers.parts import KIND, UNIFY, divides, parts_of, unifier, unifier_of
from bot.who.request import Request
from bot.who.standing import BOARD
from handlers.matters import away
from handlers.matters.life import Face, LifeDesk, last_words, time_asked, told
from handlers.matters.life_form import step_form
from handlers.papers.meant import draft_of
from handlers.slack import read
from handlers.slack.blocks import Block, beginning, button, context, row, safe_link, section
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.papers.drafts import Draft
from storage.papers.parts import Part, PartState
from storage.who.people import holding

TEXT = 1500  # characters of a text that was handed in
MOST = 20  # parts in a list; each has its own card
HANDED_OVER = (PartState.HANDED_IN, PartState.TAKEN_IN)  # what the card counts as in
ROWS = ("", "2", "3", "4")  # what the fields of each row of the form end in
# The first row is asked for, the others may be empty.
FIELDS = [
    replace(one, name=one.name + row, needed=not row, apart=one.name == "title" and row != "")
    for row in ROWS
    for one in KIND.opening.told
]
UNIFIER = Field("unifier", "person", needed=False, apart=True)
DIVIDE = replace(KIND.opening, verb="divide", told=(*FIELDS, UNIFIER))


def lines(request: Request, part: Part) -> list[Markup]:
    """Of which draft, if the reader sees that; the last word; time asked for; the text."""
    say, draft, found = request.say, part.draft.matter, []
    if may_see(request.session, request.me, draft):
        found.append(say("parts.card-of", unifier=unifier(part).name, **draft.named))
    found += [*last_words(request, part.opinion), *time_asked(request, part)]
    if LINK.fullmatch(part.text):
        found.append(say("parts.card-link", link=safe_link(part.text)))
    elif part.text:
        found.append(say("parts.card-text", text=beginning(part.text, TEXT)))
    return found


def extend(request: Request, asked: Asked) -> Reply:
    """Nobody asks themselves for more time: they set another date."""
    part = desk.item(request, asked)
    mine = request.me.id == part.matter.owner_id and parts.runs_it(request.me, part)
    return desk.take(request, part, "reschedule" if mine else "extend", asked)


def relieve(request: Request, asked: Asked) -> Reply:
    """Who has it in hand has left: another writes it, or another makes one text of it."""
    part = desk.item(request, asked)
    if part.state in parts.HANDED_IN and unifier(part).is_out:
        return unify(request, {"id": str(part.draft.id)})
    return desk.take(request, part, "handover", asked)


desk = LifeDesk(KIND, Face(lines, signal="📝"), extend=extend, relieve=relieve)


# --- of a draft ------------------------------------------------------------------------------


@desk.does("divide")
def divide(request: Request, asked: Asked) -> Reply:
    draft = draft_of(request, asked)
    moves.check_opening(KIND.opening, request.me, draft)
    if read.lacking(request, asked, *KIND.opening.needs):
        now = unifier_of(draft).name
        return Form(step_form(request, KIND.name, DIVIDE, asked, draft, unifier=now))
    rows = [row for row in ROWS if asked.get(f"title{row}") or asked.get(f"person{row}")]
    if question := _away(request, draft, asked, rows):
        return question
    if to := read.person(request, asked, "unifier"):
        parts.name_unifier(request, draft, to)
    given = [_give(request, draft, asked, row) for row in rows]
    if len(given) == 1:
        return Words(*desk.card(request, given[0].matter), shown=True)
    text = request.say("parts.given", number=draft.matter.number, n=len(given))
    return Words(text, [section(text), *listing(request, draft)])


def _away(request: Request, draft: Draft, asked: Asked, rows: Sequence[str]) -> Reply | None:
    """Is one of those who are to write on a trip?"""
    theirs = [
        (read.person(request, asked, f"person{row}"), read.due(request, asked, f"due{row}"))
        for row in rows
        if asked.get(f"person{row}") and asked.get(f"due{row}")
    ]
    now = unifier_of(draft).name
    form = partial(step_form, request, KIND.name, DIVIDE, asked, draft, unifier=now)
    return away.of_any(request, "parts:divide", asked, theirs, form)


def _give(request: Request, draft: Draft, asked: Asked, row: str) -> Part:
    """One row of the form; what is refused is refused on its fields."""
    fields = {name: f"{name}{row}" for name in KIND.opening.needs}
    read.lacking(request, asked, *fields.values())
    one = {name: asked[field] for name, field in fields.items()}
    try:
        return life.begin(request, KIND, told(request, KIND.opening, one), draft)
    except Refused as refusal:
        refusal.field = fields.get(refusal.field, refusal.field)
        raise


@desk.does("ideas")
def ideas(request: Request, asked: Asked) -> Reply:
    """The basic ideas are a part like any other; it is a leader's, unless somebody is named."""
    leader = next(iter(holding(request.session, *BOARD)), None)
    writer = read.person(request, asked) or leader or request.person
    title = request.catalog.speak_to(writer, request.now)("parts.basic-ideas")
    return divide(request, asked | {"title": title, "person": writer.slack_id})


@desk.does("unify")
def unify(request: Request, asked: Asked) -> Reply:
    draft = draft_of(request, asked)
    moves.check_opening(UNIFY, request.me, draft)
    asked = asked | {"unifier": asked.get("unifier") or asked.get("person", "")}
    if read.lacking(request, asked, "unifier"):
        return Form(step_form(request, KIND.name, UNIFY, asked, draft))
    parts.name_unifier(request, draft, told(request, UNIFY, asked)["unifier"])
    name = unifier_of(draft).name
    return Words(request.say("parts.unifies", unifier=name, **draft.matter.named))


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    blocks = listing(request, draft_of(request, asked))
    return read.only_shown(request, asked, blocks[0]["text"]["text"], blocks)


# --- shown with a draft ----------------------------------------------------------------------


def line_on_card(request: Request, draft: Draft) -> list[Block]:
    """On the card of a draft that is divided: how many parts, and how many are in."""
    found = parts_of(request, draft)
    if not found:
        return []
    done = len([one for one in found if one.state in HANDED_OVER])
    show = button("parts:list", request.say("parts.show-all"), draft.id)
    return [section(request.say("parts.on-card", n=len(found), done=done), show)]


def in_details(request: Request, draft: Draft) -> list[Block]:
    """Nothing where nothing is divided and the reader cannot divide it."""
    shown = parts_of(request, draft) or _presses(request, draft, [])
    return listing(request, draft) if shown else []


def listing(request: Request, draft: Draft) -> list[Block]:
    """Who writes what, who makes one text of it, and the buttons to change that."""
    found, say, matter = parts_of(request, draft), request.say, draft.matter
    people = {"owner": matter.owner.name, "unifier": unifier_of(draft).name}
    key = "parts.title" if found else "parts.none"
    title = say(key, **matter.named, **people)
    lines = [_line(request, one) for one in found[:MOST]]
    rest = [context(say("parts.more", n=len(found) - MOST))] if len(found) > MOST else []
    return [section(title), *lines, *rest, *row(_presses(request, draft, found))]


def _line(request: Request, part: Part) -> Block:
    matter, state = part.matter, state_of(part)
    names = {**matter.named, "owner": matter.owner.name}
    said = request.say("parts.line", state=state, due=matter.due_at, **names)
    return section(said, button("parts:show", request.say("followups.show"), part.id))


def _presses(request: Request, draft: Draft, found: list[Part]) -> list[Block]:
    """For who may divide it, as long as it is open."""
    if not divides(request.me, draft) or draft.matter.closed_at is not None:
        return []
    asks = not any(one.matter.owner.role in BOARD for one in found)  # else a leader has them
    made = [("divide", "parts.divide"), ("unify", "parts.name-unifier")]
    made += [("ideas", "parts.ask-ideas")] if asks else []
    return [button(f"parts:{verb}", request.say(key), draft.id) for verb, key in made]
