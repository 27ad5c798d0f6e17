"""The forms of drafts: one to assign, and one a step that needs more than a press."""

from __future__ import annotations

from bot.language.catalog import Key
from bot.papers.brief import DOC_TYPES, KIND
from bot.papers.drafts.moves import MOVES
from bot.who.request import Request
from handlers.matters import life_form
from handlers.papers.drafts.signing import about_to_sign, opinion
from handlers.papers.drafts.weight import weight_to_choose
from handlers.papers.fields import due_field
from handlers.slack.blocks import (
    HINT,
    Block,
    date_field,
    divider,
    person_field,
    plain,
    radio_field,
    select_field,
    text_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import form
from storage.matters.matter import Visibility
from storage.papers import drafts as stored
from storage.papers.drafts import Draft

CHOICES = (Visibility.CHAIN, Visibility.NAMED, Visibility.OFFICE)


def assign_form(request: Request, asked: Asked) -> Block:
    """Required first; what was understood already is filled in."""
    say, keep = request.say, {"source": asked["source"]} if asked.get("source") else {}
    title, submit = say("drafts.form-assign"), say("drafts.submit-assign")
    fields = [*_brief(request, asked), divider(), *_closer(request, asked)]
    return form(request, "drafts:assign", title, submit, fields, keep)


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
    """The form of a step: what it is told, with what was said already."""
    last = max((one.number for one in stored.versions(request.session, draft)), default=0)
    blanks = {"n": last + 1, "source": Key("filing.retention-source")}
    made = life_form.step_form(request, KIND, MOVES[verb], asked, draft, **blanks)
    if verb == "sign":
        made["blocks"] = [*about_to_sign(request, draft), *made["blocks"]]
        made["blocks"][-1] |= opinion(request, draft)
    if verb == "extend" and request.now > draft.matter.due_at:
        late = request.say("drafts.hint-late", due=draft.matter.due_at)
        made["blocks"][0] |= {"hint": plain(late, HINT)}
    return made
