"""An outline, whole: to be read, and to be fixed or returned."""

from __future__ import annotations

from bot.who.request import Request
from handlers.slack.blocks import Block, radio_field, section, sections, text_field
from handlers.slack.desk import Asked
from handlers.slack.forms import form, page
from storage.papers.outline import Outline

VERDICTS = ("fix", "return")


def judge_form(request: Request, item: Outline, asked: Asked) -> Block:
    """The outline itself, then what is to become of it."""
    say = request.say
    choices = {verdict: say(f"outline.verb-{verdict}") for verdict in VERDICTS}
    fields = [
        radio_field("verdict", say("outline.field-verdict"), choices, asked.get("verdict", "fix")),
        text_field(
            "opinion",
            say("drafts.field-opinion"),
            asked.get("opinion", ""),
            long=True,
            optional=True,
        ),
        text_field(
            "due",
            say("outline.field-due"),
            asked.get("due", ""),
            hint=say("outline.hint-due"),
            optional=True,
        ),
    ]
    title = say("outline.form-judge", number=item.matter.number)
    submit, blocks = say("outline.submit-judge"), [*shown(request, item), *fields]
    return form(request, "outline:judge", title, submit, blocks, {"id": item.draft_id})


def shown(request: Request, item: Outline) -> list[Block]:
    said = request.say("outline.headline", n=item.number, by=item.by.name, at=item.at)
    return [section(said), *sections(request.say("outline.words", words=item.text))]


def outline_page(request: Request, item: Outline) -> Block:
    title = request.say("outline.form-judge", number=item.matter.number)
    return page(request, title, shown(request, item))
