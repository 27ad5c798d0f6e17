"""The forms and pages of guidance: to give it, to read a version, to edit a template."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.matters.moves import Field
from bot.papers import guidance
from bot.papers.guidance import ANY_TYPE, BOXES, FIELDS, TYPES, Template
from bot.who.request import Request
from handlers.matters.life_form import fields
from handlers.slack.blocks import (
    Block,
    button,
    context,
    row,
    section,
    sections,
    select_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import form, page
from storage.papers import guidance as stored
from storage.papers.drafts import Draft
from storage.papers.guidance import Guidance


def give_form(request: Request, draft: Draft, asked: Asked) -> Block:
    """What was given last, to be added to; the first time, the template of its type."""
    say, given = request.say, stored.latest(draft)
    found = guidance.template(request, guidance.type_of(request, draft))
    values = {field: str(getattr(given, field)) for field in FIELDS} if given else found.words
    note = say("guidance.adds", n=given.number) if given else prefilled(request, found)
    told = {BOXES[0]: asked.get("beside", "")} | dict(asked)
    words = {field: told.get(field) or values.get(field, "") for field in FIELDS}
    owed = {"ideas"} if guidance.owes_ideas(request.me, draft) else set()
    beside = FIELDS[len(BOXES)]  # what is asked for beside the three boxes
    boxes = [Field(one, "text", one in owed, apart=one == beside) for one in FIELDS]
    title, submit = say("guidance.form", number=draft.matter.number), say("guidance.submit")
    shown = [context(note), *fields(request, "guidance:give", boxes, words)]
    return form(request, "guidance:give", title, submit, shown, {"id": draft.id})


def prefilled(request: Request, found: Template) -> Markup:
    """Where the words come from, so that nobody takes them for a rule."""
    name = type_key(found.doc_type)
    if found.by is None:
        return request.say("guidance.prefilled", type=name)
    return request.say("guidance.prefilled-own", type=name, by=found.by.name)


def type_key(doc_type: str) -> Key:
    return Key(f"guidance.type-{ANY_TYPE}" if doc_type == ANY_TYPE else f"drafts.type-{doc_type}")


def version_page(request: Request, draft: Draft, given: Guidance) -> Block:
    """One version as it was written, with what its writer may say of it."""
    versions = stored.of_draft(draft)
    made = mark_buttons(request, draft) if versions[-1] is given else []
    made += [version_button(request, one) for one in versions if one.number == given.number - 1]
    blocks = [section(headline(request, given)), *whole(request, given), *row(made)]
    title = request.say("guidance.form", number=draft.matter.number)
    return page(request, title, blocks)


def version_button(request: Request, given: Guidance) -> Block:
    return button("guidance:version", request.say("guidance.version", n=given.number), given.id)


def whole(request: Request, given: Guidance) -> list[Block]:
    return [
        block
        for field in FIELDS
        if getattr(given, field)
        for block in sections(said(request, field, getattr(given, field)))
    ]


def said(request: Request, field: str, words: str) -> Markup:
    return request.say("guidance.box", label=Key(f"guidance.field-{field}"), words=words)


def headline(request: Request, given: Guidance) -> Markup:
    return request.say("guidance.headline", **facts(given))


def facts(given: Guidance) -> dict[str, object]:
    """What a text on a version may name."""
    state = Key(f"guidance.state-{guidance.state(given)}")
    names = {"n": given.number, "by": given.by.name, "state": state}
    return {**names, "at": given.at, "round": given.round_n}


def mark_buttons(request: Request, draft: Draft) -> list[Block]:
    if request.me.id != draft.matter.owner_id:
        return []
    say = request.say
    return [
        button("guidance:helped", say("guidance.helped"), draft.id),
        button("guidance:unclear", say("guidance.unclear"), draft.id),
    ]


# --- templates -----------------------------------------------------------------------------


def choose_form(request: Request) -> Block:
    say = request.say
    types = {one: say(type_key(one)) for one in TYPES}
    field = select_field("doc_type", say("drafts.field-doc_type"), types)
    title, submit = say("guidance.template-form"), say("guidance.template-open")
    return form(request, "guidance:template", title, submit, [field])


def template_form(request: Request, found: Template) -> Block:
    say = request.say
    told = [Field(box, "text", needed=False) for box in BOXES]
    made = fields(request, "guidance:keep-template", told, dict(found.words))
    note = say("guidance.template-note", prefilled=prefilled(request, found))
    shown = [section(f"*{say(type_key(found.doc_type))}*"), context(note), *made]
    title, submit, keep = say("guidance.template-form"), say("office.save"), found.doc_type
    return form(request, "guidance:keep-template", title, submit, shown, {"doc_type": keep})


def template_page(request: Request, found: Template) -> Block:
    """For those who may read a template, and not change it."""
    say = request.say
    boxes = [block for box in BOXES for block in sections(said(request, box, found.words[box]))]
    blocks = [section(f"*{say(type_key(found.doc_type))}*"), context(prefilled(request, found))]
    return page(request, say("guidance.template-form"), [*blocks, *boxes])
