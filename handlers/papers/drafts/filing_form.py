"""The forms of signing a draft, and of what follows: register, issue, file."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.catalog import Key, Markup
from bot.papers.drafts import filing
from bot.who.request import Request
from handlers.papers.checker.details import summary
from handlers.slack.blocks import Block, date_field, radio_field, safe_link, section, text_field
from handlers.slack.desk import Asked
from storage.papers.drafts import Draft, versions
from storage.papers.filing import Retention


def _sign(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    """Which version is signed, what was checked of it, and the opinion."""
    say, upward = request.say, filing.needs_opinion(draft)
    last = versions(request.session, draft)[-1:]
    told = [say("filing.signing", n=one.number, link=Markup(safe_link(one.link))) for one in last]
    if head := filing.other_head(request, draft):
        told.append(say("filing.other-head", name=head.name, signatory=draft.signatory.name))
    hint = say("filing.hint-opinion-upward" if upward else "filing.hint-opinion")
    label, said = say("drafts.field-opinion"), asked.get("opinion", "")
    opinion = text_field("opinion", label, said, long=True, hint=hint, optional=not upward)
    return [*([section("\n".join(told))] if told else []), *summary(request, draft), opinion]


def _changed(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    say = request.say
    reason = say("filing.field-changed")
    link, example = say("filing.field-new-text"), say("drafts.example-link")
    hint, said = say("filing.hint-new-text"), asked.get("link", "")
    return [
        text_field("opinion", reason, asked.get("opinion", ""), long=True),
        text_field("link", link, said, example=example, hint=hint, optional=True),
    ]


def _register(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    say = request.say
    proposed = asked.get("reference") or filing.suggested_reference(request, draft)
    label, example = say("filing.field-reference"), say("filing.example-reference")
    hint = say("filing.hint-reference")
    return [text_field("reference", label, proposed, example=example, hint=hint)]


def _issue(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    say, today = request.say, request.calendar.today(request.now).isoformat()
    label, example = say("filing.field-to"), say("filing.example-to")
    return [
        text_field("to", label, asked.get("to", ""), example=example),
        date_field("day", say("filing.field-day"), asked.get("day") or today),
    ]


def _retention(request: Request, draft: Draft, asked: Asked) -> list[Block]:
    say = request.say
    kept = draft.filing.retention if draft.filing else ""
    proposed = kept or filing.suggested_retention(draft).value
    choices = {one.value: say(f"filing.retention-{one}") for one in Retention}
    hint = say("filing.hint-retention", source=Key("filing.retention-source"))
    return [radio_field("retention", say("filing.field-retention"), choices, proposed, hint=hint)]


FIELDS: dict[str, Callable[[Request, Draft, Asked], list[Block]]] = {
    "sign": _sign,
    "changed": _changed,
    "register": _register,
    "issue": _issue,
    "file": _retention,
    "retain": _retention,
}
