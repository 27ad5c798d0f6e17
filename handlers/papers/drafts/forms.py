"""The forms of drafts: one to assign, and one a step that needs more than a press."""

from __future__ import annotations

from bot.language.catalog import Key
from bot.matters.moves import Field
from bot.papers.brief import DOC_TYPES, KIND
from bot.papers.drafts.moves import MOVES
from bot.who.request import Request
from handlers.matters import life_form
from handlers.matters.life_form import fields
from handlers.papers import read_first
from handlers.papers.drafts.signing import about_to_sign, opinion
from handlers.papers.drafts.weight import weight_to_choose
from handlers.papers.read_first import ToRead
from handlers.slack.blocks import (
    HINT,
    Block,
    plain,
    select_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import form
from storage.matters.matter import Visibility
from storage.papers.drafts import Draft

CHOICES = (Visibility.CHAIN, Visibility.NAMED, Visibility.OFFICE)
LEVEL = Field(
    "visibility", "choice", start=lambda *_: Visibility.CHAIN, choices=CHOICES, apart=True
)
# Who, what, by when: without these nobody can begin. The rest has a default, or may be left open.
BRIEF = (Field("person", "person"), Field("title", "line"), Field("due", "due"), LEVEL)
CLOSER = (
    Field("use_on", "day", needed=False),
    Field("reviewer", "person", needed=False),
    Field("signatory", "person", needed=False),
    Field("others", "people", needed=False),
    Field("copies", "people", needed=False),
)


def assign_form(request: Request, asked: Asked) -> Block:
    """Required first; what was understood already is filled in."""
    say, keep = request.say, {"source": asked["source"]} if asked.get("source") else {}
    title, submit = say("drafts.form-assign"), say("drafts.submit-assign")
    types = {one: say(f"drafts.type-{one}") for one in DOC_TYPES}
    kind = asked.get("doc_type", "")
    made = [
        *fields(request, "drafts:assign", BRIEF, asked),
        select_field("doc_type", say("drafts.field-doc_type"), types, kind, optional=True),
        weight_to_choose(request, asked),
        *fields(request, "drafts:assign", CLOSER, asked),
    ]
    return form(request, "drafts:assign", title, submit, made, keep)


def step_form(
    request: Request, draft: Draft, verb: str, asked: Asked, first: ToRead | None = None
) -> Block:
    """The form of a step: what is to be read first, what it is told, with what was said already."""
    last = max((one.number for one in draft.versions), default=0)
    blanks = {"n": last + 1, "source": Key("filing.retention-source")}
    made = life_form.step_form(request, KIND, MOVES[verb], asked, draft, **blanks)
    if verb == "sign":
        made["blocks"] = [*about_to_sign(request, draft), *made["blocks"]]
        made["blocks"][-1] |= opinion(request, draft)
    if verb == "extend" and request.now > draft.matter.due_at:
        late = request.say("drafts.hint-late", due=draft.matter.due_at)
        made["blocks"][0] |= {"hint": plain(late, HINT)}
    return read_first.over(request, first, made, verb) if first else made
