"""Guidance at the desk: giving a draft its direction, reading it, and the templates for it."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters.finding import find_by_id
from bot.papers import guidance
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import said_back, undone
from handlers.papers.guidance_form import (
    choose_form,
    give_form,
    template_form,
    template_page,
    type_key,
    version_page,
)
from handlers.papers.meant import draft_of
from handlers.slack import read
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.papers import guidance as stored
from storage.papers.drafts import Draft
from storage.papers.guidance import Guidance

desk = Desk("guidance")


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    """To give it, for who may; for all others who see the draft, to read it."""
    draft = draft_of(request, asked)
    if guidance.guides(request.me, draft):
        return Form(give_form(request, draft, asked))
    given = stored.latest(draft)
    if given is None:
        raise Refused("guidance.none-yet", number=draft.matter.number)
    return _page(request, draft, given)


def _page(request: Request, draft: Draft, given: Guidance) -> Reply:
    """A page where pages open by themselves; beside a message, the button to it."""
    if request.surface in ("button", "command", "form"):
        return Form(version_page(request, draft, given))
    text = request.say("guidance.here", n=given.number, **draft.matter.named)
    button_ = button("guidance:version", request.say("guidance.button"), given.id, "primary")
    return Words(text, [section(text), buttons(button_)])


@desk.does("give")
def give(request: Request, asked: Asked) -> Reply:
    draft = draft_of(request, asked)
    if request.surface != "form":
        return open_(request, asked)
    said = guidance.give(request, draft, asked)
    return said_back(request, draft.matter, said, shown=True)


@desk.does("version")
def version(request: Request, asked: Asked) -> Reply:
    given = request.session.get(Guidance, int(asked["id"]))
    matter = find_by_id(request, given.draft_id if given else 0, "drafts")
    assert given is not None  # there is no matter 0
    return _page(request, request.session.get_one(Draft, matter.id), given)


@desk.does("helped")
def helped(request: Request, asked: Asked) -> Reply:
    return _marked(request, asked, helped=True)


@desk.does("unclear")
def unclear(request: Request, asked: Asked) -> Reply:
    return _marked(request, asked, helped=False)


def _marked(request: Request, asked: Asked, *, helped: bool) -> Reply:
    draft = draft_of(request, asked)
    guidance.mark(request, draft, helped=helped)
    return Words(request.say("guidance.marked", who=draft.matter.opened_by.name))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, guidance.take_back(request, int(asked["id"])).matter)


# --- templates -----------------------------------------------------------------------------


@desk.does("template")
def template(request: Request, asked: Asked) -> Reply:
    """The template of a type: to edit for a director, to read for the others of the office."""
    insist(request.me.insider, "insider")
    if read.lacking(request, asked, "doc_type"):
        return Form(choose_form(request))
    return _template(request, guidance.type_named(request, asked["doc_type"]))


@desk.does("template-of")
def template_of(request: Request, asked: Asked) -> Reply:
    return _template(request, guidance.type_of(request, draft_of(request, asked)))


def _template(request: Request, doc_type: str) -> Reply:
    found = guidance.template(request, doc_type)
    draw = template_form if request.me.directs else template_page
    return Form(draw(request, found))


@desk.does("keep-template")
def keep_template(request: Request, asked: Asked) -> Reply:
    doc_type = asked.get("doc_type", "")
    guidance.keep_template(request, doc_type, asked)
    own = guidance.template(request, doc_type).by is not None
    key = "guidance.template-kept" if own else "guidance.template-dropped"
    return Words(request.say(key, type=type_key(doc_type)))
