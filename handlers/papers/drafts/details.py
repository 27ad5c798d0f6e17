"""All there is to know of a draft, on one page: what was asked, and what every feature adds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.language.catalog import Markup
from bot.who.request import Request
from handlers.papers import (
    guidance_details,
    outline_details,
    parts,
    plan_details,
    questions_details,
)
from handlers.papers.checker import details as checker_details
from handlers.papers.drafts import filing, weight
from handlers.papers.drafts.road import road
from handlers.papers.rounds import details as rounds_details
from handlers.slack.blocks import Block, button, buttons, context, divider, safe_link, short
from handlers.slack.blocks import section as paragraph
from handlers.slack.forms import page
from storage.matters.journal import Entry, latest
from storage.papers.drafts import Draft, Version
from storage.who.people import Person

VERSIONS = 10  # the newest
BLOCKS = 98  # a page holds a hundred: the way to the record is always among them


def details(request: Request, draft: Draft) -> Block:
    blocks: list[Block] = []
    for section in SECTIONS:
        made = section(request, draft)
        blocks += [divider(), *made] if blocks and made else made
    record = button("journal:read", request.say("journal.button"), draft.id)
    title = request.say("drafts.details-title", number=draft.matter.number)
    return page(request, title, [*blocks[:BLOCKS], divider(), buttons(record)])


def brief(request: Request, draft: Draft) -> list[Block]:
    """As it was assigned: the record keeps it whatever changes later."""
    entry, say, matter = (
        latest(request.session, draft.id, "drafts.assign"),
        request.say,
        draft.matter,
    )
    title = paragraph(say("drafts.details-headline", **matter.named))
    return [title, context(_as_assigned(request, entry))] if entry else [title]


def _as_assigned(request: Request, entry: Entry) -> Markup:
    say, was = request.say, entry.after
    owner = request.session.get_one(Person, was["owner_id"])
    due = datetime.fromisoformat(was["due_at"])
    said = say("drafts.details-brief", by=entry.person.name, at=entry.at, owner=owner.name, due=due)
    words = [said, *_judges(request, entry)]
    if was.get("doc_type"):
        words.append(say(f"drafts.type-{was['doc_type']}"))
    if was.get("use_on"):
        words.append(say("drafts.card-use", day=date.fromisoformat(was["use_on"])))
    return Markup(" · ".join(words))


def _judges(request: Request, entry: Entry) -> list[Markup]:
    """Who was to review and to sign it, as on the card."""
    people, was = request.session, entry.after
    reviewer, signatory = (
        people.get_one(Person, was[f"{role}_id"]) for role in ("reviewer", "signatory")
    )
    return road(request, reviewer, signatory, entry.person)


def versions(request: Request, draft: Draft) -> list[Block]:
    found = draft.versions
    if not found:
        return []
    title = paragraph(f"*{request.say('drafts.details-versions')}*")
    return [title, *(context(_version(request, one)) for one in reversed(found[-VERSIONS:]))]


def _version(request: Request, one: Version) -> Markup:
    by = request.session.get_one(Person, one.by_id).name
    note = short(one.note, 200)
    said = f"“{note}”" if note else ""
    link = safe_link(one.link)
    return request.say(
        "drafts.details-version", n=one.number, link=link, by=by, at=one.at, said=said
    )


# What stands on the page, in this order; a feature that has something to show adds its own.
SECTIONS: tuple[Callable[[Request, Draft], list[Block]], ...] = (
    brief,
    weight.section,
    guidance_details.section,
    plan_details.section,
    outline_details.section,
    questions_details.section,
    parts.in_details,
    rounds_details.section,
    checker_details.section,
    filing.section,
    versions,
)
