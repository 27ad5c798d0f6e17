"""How a draft was signed, and what became of it: a few lines for its details, and its steps."""

from __future__ import annotations

from babel.dates import format_date

from bot.language.catalog import Key, Markup, files
from bot.matters import moves
from bot.papers import life
from bot.papers.drafts.moves import MOVES
from bot.who.request import Request
from handlers.slack import blocks
from handlers.slack.blocks import Block, button, row, short
from storage.matters.journal import Entry, latest
from storage.papers.drafts import Draft
from storage.who.people import Person

STEPS = ("recheck", "register", "issue", "file", "changed", "retain")
OPINION = 300


def section(request: Request, draft: Draft) -> list[Block]:
    """Nothing before a draft is signed."""
    if draft.state not in life.SIGNED:
        return []
    lines = [request.say("filing.title"), *_signed(request, draft), *_filed(request, draft)]
    open_now = {move.verb for move in moves.open_to(MOVES, request.me, draft)}
    steps = [
        button(f"drafts:{verb}", request.say(f"drafts.verb-{verb}"), draft.id)
        for verb in STEPS
        if verb in open_now
    ]
    return [blocks.section("\n".join(lines)), *row(steps)]


def _signed(request: Request, draft: Draft) -> list[Markup]:
    """Opinion, name, full date; and what the signature stands on."""
    entry = latest(request.session, draft.id, "drafts.sign")
    if entry is None:
        return []
    return [_signature(request, entry), *_stands_on(request, entry)]


def _signature(request: Request, entry: Entry) -> Markup:
    say, signed_for = request.say, entry.after.get("for_id")
    said = f"“{short(entry.reason, OPINION)}”" if entry.reason else Key("filing.said-nothing")
    blanks = {"who": entry.person.name, "day": _full_day(request, entry), "opinion": said}
    if signed_for is None:
        return say("filing.signed", **blanks)
    whom = request.session.get_one(Person, signed_for).name
    return say("filing.signed-for", whom=whom, **blanks)


def _full_day(request: Request, entry: Entry) -> str:
    """With its year, whatever year it is: a signature bears its full date."""
    lang = request.catalog.lang_of(request.person)
    day = request.calendar.today(entry.at)
    return format_date(day, files()["filing"]["data"]["full_day"][lang], locale=lang)


def _stands_on(request: Request, entry: Entry) -> list[Markup]:
    n, after = entry.after.get("of_version"), entry.after
    if "hash_text" in after:
        return [request.say("filing.of-text", n=n, digest=after["hash_text"])]
    if "hash_link" in after:
        return [request.say("filing.of-link", n=n, digest=after["hash_link"])]
    return []


def _filed(request: Request, draft: Draft) -> list[Markup]:
    say, kept, lines = request.say, draft.filing, []
    if kept is None:
        return []
    if kept.reference:
        lines.append(say("filing.registered", reference=kept.reference))
    if kept.issued_on:
        to = short(kept.issued_to, OPINION)
        lines.append(say("filing.issued", day=kept.issued_on, to=to))
    if kept.retention:
        lines.append(say("filing.kept", kept=Key(f"filing.retention-{kept.retention}")))
    return lines


def small_print(request: Request, draft: Draft) -> list[Markup]:
    """What the card says of it under its lines: number, issue, retention."""
    say, kept, said = request.say, draft.filing, []
    if kept is None or draft.state not in life.SIGNED:
        return []
    if kept.reference:
        said.append(Markup(kept.reference))
    if kept.issued_on:
        said.append(say("filing.card-issued", day=kept.issued_on))
    if kept.retention:
        said.append(say("filing.card-kept", kept=Key(f"filing.retention-{kept.retention}")))
    return said
