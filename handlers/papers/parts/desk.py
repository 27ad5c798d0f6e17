"""Parts at the desk: a draft divided among several, and each part from hand to hand."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.sight import may_see
from bot.papers.brief import KIND as DRAFTS
from bot.papers.drafts.versions import LINK
from bot.papers.parts import kind
from bot.papers.parts.division import insist_on_dividing, unifier_of
from bot.papers.parts.kind import KIND
from bot.papers.parts.steps import runs_it
from bot.who.request import Request
from bot.who.standing import BOARD
from handlers.matters.life import Face, LifeDesk, last_words, time_asked, told
from handlers.papers.parts import details
from handlers.papers.parts.forms import ROWS, divide_form, unify_form
from handlers.slack import read
from handlers.slack.blocks import beginning, safe_link, section
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.papers.drafts import Draft
from storage.papers.parts import Part
from storage.papers.parts import PartState as State
from storage.who.people import holding

TEXT = 1500  # characters of a text that was handed in


def lines(request: Request, part: Part) -> list[Markup]:
    """Of which draft, if the reader sees that; the last word; time asked for; the text."""
    say, draft, found = request.say, part.draft.matter, []
    if may_see(request.session, request.me, draft):
        names = {"number": draft.number, "title": draft.title}
        found.append(say("parts.card-of", unifier=part.unifier.name, **names))
    found += [*last_words(request, part.opinion), *time_asked(request, part)]
    if LINK.fullmatch(part.text):
        found.append(say("parts.card-link", link=Markup(safe_link(part.text))))
    elif part.text:
        found.append(say("parts.card-text", text=beginning(part.text, TEXT)))
    return found


def extend(request: Request, asked: Asked) -> Reply:
    """Nobody asks themselves for more time: they set another date."""
    part = desk.item(request, asked)
    mine = request.me.id == part.matter.owner_id and runs_it(request.me, part)
    return desk.take(request, part, "reschedule" if mine else "extend", asked)


def relieve(request: Request, asked: Asked) -> Reply:
    """Who has it in hand has left: another writes it, or another makes one text of it."""
    part = desk.item(request, asked)
    if part.state is State.HANDED_IN and part.unifier.is_out:
        insist_on_dividing(request, part.draft)
        return Form(unify_form(request, part.draft, {}))
    return desk.take(request, part, "handover", asked)


desk = LifeDesk(KIND, Face(lines, signal="📝"), extend=extend, relieve=relieve)


# --- of a draft ------------------------------------------------------------------------------


@desk.does("divide")
def divide(request: Request, asked: Asked) -> Reply:
    draft = _draft(request, asked)
    insist_on_dividing(request, draft)
    if read.lacking(request, asked, "title", "person", "due"):
        return Form(divide_form(request, draft, asked))
    rows = [row for row in ROWS if any(asked.get(f"{name}{row}") for name in ("title", "person"))]
    for row in rows:
        read.lacking(request, asked, f"title{row}", f"person{row}", f"due{row}")
    if to := read.person(request, asked, "unifier"):
        kind.name_unifier(request, draft, to)
    given = [_give(request, draft, asked, row) for row in rows]
    if len(given) == 1:
        return Words(*desk.card(request, given[0].matter), shown=True)
    text = request.say("parts.given", number=draft.matter.number, n=len(given))
    return Words(text, [section(text), *details.listing(request, draft)])


def _give(request: Request, draft: Draft, asked: Asked, row: str) -> Part:
    """One row of the form; what is refused is refused on its fields."""
    one = {name: asked[f"{name}{row}"] for name in ("title", "person", "due")}
    try:
        wanted = told(request, KIND.opening, one)
        return life.begin(request, KIND, wanted, draft)
    except Refused as refusal:
        refusal.field += row if refusal.field in one else ""
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
    draft = _draft(request, asked)
    insist_on_dividing(request, draft)
    asked = asked | {"unifier": asked.get("unifier") or asked.get("person", "")}
    if read.lacking(request, asked, "unifier"):
        return Form(unify_form(request, draft, asked))
    to = read.person(request, asked, "unifier")
    assert to is not None  # `lacking` looked
    kind.name_unifier(request, draft, to)
    names = {"number": draft.matter.number, "title": draft.matter.title}
    return Words(request.say("parts.unifies", unifier=unifier_of(draft).name, **names))


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    blocks = details.listing(request, _draft(request, asked))
    return read.only_shown(request, asked, blocks[0]["text"]["text"], blocks)


def _draft(request: Request, asked: Asked) -> Draft:
    return request.session.get_one(Draft, read.matter(request, asked, DRAFTS).id)
