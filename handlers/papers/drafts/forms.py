"""The forms of drafts: one to assign, and one a step that needs more than a press."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.papers.brief import DOC_TYPES
from bot.who.request import Request
from handlers.papers.drafts import filing_form
from handlers.papers.drafts.weight import weight_chosen, weight_to_choose
from handlers.papers.fields import due_field
from handlers.slack.blocks import (
    HINT,
    Block,
    date_field,
    divider,
    form,
    person_field,
    plain,
    radio_field,
    select_field,
    text_field,
)
from handlers.slack.desk import Asked
from storage.matters.matter import Visibility
from storage.papers import drafts as stored
from storage.papers.drafts import Draft

CHOICES = (Visibility.CHAIN, Visibility.NAMED, Visibility.OFFICE)


def assign_form(request: Request, asked: Asked) -> Block:
    """Required first; what was understood already is filled in."""
    say, keep = request.say, {"source": asked["source"]} if asked.get("source") else {}
    return form(
        "drafts:assign",
        say("drafts.form-assign"),
        say("drafts.submit-assign"),
        say("office.close"),
        [*_brief(request, asked), divider(), *_closer(request, asked)],
        json.dumps(keep),
    )


def _brief(request: Request, asked: Asked) -> list[Block]:
    """Who, what, by when: without these nobody can begin."""
    say = request.say
    title = " ".join(asked.get("title", "").split())
    return [
        person_field("person", say("drafts.field-person"), _one(asked, "person")),
        text_field("title", say("drafts.field-title"), title, example=say("drafts.example-title")),
        due_field(request, asked),
    ]


def _closer(request: Request, asked: Asked) -> list[Block]:
    """What has a default, or may be left open."""
    say = request.say
    types = {one: say(f"drafts.type-{one}") for one in DOC_TYPES}
    levels = {one.value: say(f"drafts.visibility-{one.value}") for one in CHOICES}
    level, doc_type = asked.get("visibility") or Visibility.CHAIN, asked.get("doc_type", "")
    return [
        radio_field("visibility", say("drafts.field-visibility"), levels, level),
        select_field("doc_type", say("drafts.field-doc_type"), types, doc_type, optional=True),
        weight_to_choose(request, asked),
        date_field("use_on", say("drafts.field-use_on"), asked.get("use_on", ""), optional=True),
        *(
            person_field(
                role,
                say(f"drafts.field-{role}"),
                _one(asked, role),
                hint=say(f"drafts.hint-{role}"),
                optional=True,
            )
            for role in ("reviewer", "signatory")
        ),
    ]


def _one(asked: Asked, name: str) -> str:
    """A person in a form is a Slack id; a name that was not understood leaves the field empty."""
    value = asked.get(name, "")
    return value if value[:1] in ("U", "W") and value.isalnum() else ""


def step_form(request: Request, draft: Draft, verb: str, asked: Asked) -> Block:
    """The form of a step: its fields, with what was said already."""
    say = request.say
    return form(
        f"drafts:{verb}",
        say(f"drafts.form-{verb}", number=draft.matter.number),
        say(f"drafts.submit-{verb}"),
        say("office.close"),
        FIELDS[verb](request, draft, asked),
        json.dumps({"id": str(draft.id)}),
    )


def _opinion(request: Request, asked: Asked, label: str, *, optional: bool = False) -> Block:
    said = asked.get("opinion", "")
    return text_field("opinion", request.say(label), said, long=True, optional=optional)


def _submit(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    say = request.say
    last = max((one.number for one in stored.versions(request.session, draft)), default=0)
    return [
        text_field(
            "link",
            say("drafts.field-link"),
            asked.get("link", ""),
            example=say("drafts.example-link"),
        ),
        text_field(
            "note", say("drafts.field-note"), asked.get("note", ""), long=True, optional=True
        ),
        text_field(
            "version",
            say("drafts.field-version"),
            asked.get("version", ""),
            hint=say("drafts.hint-version", n=last + 1),
            optional=True,
        ),
        text_field(
            "text",
            say("checker.field-own-text"),
            asked.get("text", ""),
            long=True,
            hint=say("checker.hint-own-text"),
            optional=True,
        ),
    ]


def _return(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    default = request.say("drafts.default-return-due")
    return [_opinion(request, asked, "drafts.field-opinion"), due_field(request, asked, default)]


def _extend(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    say = request.say
    due = due_field(request, asked)
    if request.now > draft.matter.due_at:
        due |= {"hint": plain(say("drafts.hint-late", due=draft.matter.due_at), HINT)}
    return [due, _opinion(request, asked, "drafts.field-reason")]


def _handover(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    label = request.say("drafts.field-new-owner")
    return [person_field("person", label, _one(asked, "person"))]


def _replace(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    label = request.say("drafts.field-judge")
    return [person_field("person", label, _one(asked, "person"))]


FIELDS: dict[str, Callable[[Request, Draft, Asked], list[Block]]] = {
    "submit": _submit,
    "return": _return,
    "extend": _extend,
    "handover": _handover,
    "replace": _replace,
    "problem": lambda request, _, asked: [_opinion(request, asked, "drafts.field-problem")],
    "settle": lambda request, _, asked: [_opinion(request, asked, "drafts.field-opinion")],
    "reschedule": lambda request, _, asked: [due_field(request, asked)],
    "weigh": lambda request, draft, asked: [weight_chosen(request, draft, asked)],
    "cancel": lambda request, _, asked: [
        _opinion(request, asked, "drafts.field-reason", optional=True)
    ],
    **filing_form.FIELDS,
}
