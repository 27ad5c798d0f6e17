"""The record at the desk: who did what to a matter, when, before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.language.catalog import Key, Markup, escape
from bot.language.refusals import Refused
from bot.who.request import Request
from handlers.slack import read
from handlers.slack.blocks import Block, context, section, short
from handlers.slack.desk import Asked, Desk, Reply, Words
from storage.matters.journal import BY_ITSELF, NO_DEEDS, Entry, of_matter
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.who.people import Person

desk = Desk("journal")

ENTRIES = 20  # in one message, the newest; then how many earlier ones
REASON = 200
STEPS = ("outline", "draft", "review", "final")  # of a plan
MOMENTS = ("due_at", "wanted_due", "promised_at", "question_due", *STEPS)
FIRST = (
    *("state", "owner_id", "reviewer_id", "signatory_id", "for_id", "clerk_id"),
    *("unifier_id", "reader_id", "decider_id", *MOMENTS, "visibility", "weight"),
    *("version", "question", "of_version", "hash_text", "hash_link", "reference"),
    *("issued_on", "issued_to", "retention"),
)
SAID = ("comment", "agree", "edit", "withdraw")  # of a round


@desk.does("read")
def read_record(request: Request, asked: Asked) -> Reply:
    if read.missing(asked, "id") and read.missing(asked, "number"):
        raise Refused("journal.which")
    matter = read.matter(request, asked)
    entries = [*of_matter(request.session, matter.id), *_of_rounds(request, matter)]
    entries.sort(key=lambda entry: entry.id)
    title = request.say("journal.title", **matter.named)
    blocks: list[Block] = [section(title)]
    if len(entries) > ENTRIES:
        blocks.append(context(request.say("journal.earlier", n=len(entries) - ENTRIES)))
    blocks += [section(_line(request, entry)) for entry in entries[-ENTRIES:]]
    return Words(title, blocks)


def _of_rounds(request: Request, matter: Matter) -> list[Entry]:
    """How the rounds of a draft went stands in its record; what was said in them, in their own."""
    draft = request.session.get(Draft, matter.id)
    found = draft.rounds if draft else ()
    entries = (entry for one in found for entry in of_matter(request.session, one.id))
    return [entry for entry in entries if entry.what.partition(".")[2] not in SAID]


def _line(request: Request, entry: Entry) -> Markup:
    say = request.say
    what = entry.what.replace(".", ".what-") + ("-late" if entry.after.get("late") else "")
    who = Key("journal.itself") if _is_nobodys(entry) else entry.person.name
    head = say("journal.line", at=entry.at, who=who, what=Key(what))
    lines = [head, *(f"    {_change(request, entry, name)}" for name in _shown(request, entry))]
    if entry.reason and not entry.what.endswith(".undo"):
        lines.append(f"    “{escape(short(entry.reason, REASON))}”")
    return Markup("\n".join(lines))


def _is_nobodys(entry: Entry) -> bool:
    """It happened by itself, and what is said of it does not say so."""
    says_so = entry.what.endswith("-itself") or entry.what in NO_DEEDS
    return entry.surface == BY_ITSELF and not says_so


def _shown(request: Request, entry: Entry) -> list[str]:
    """What there are words for, in the usual order; the rest is kept and not shown."""
    kind = entry.what.partition(".")[0]
    found = [name for name in entry.after if request.catalog.has(f"{kind}.changed-{name}")]
    return sorted(found, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))


def _change(request: Request, entry: Entry, name: str) -> Markup:
    kind = entry.what.partition(".")[0]
    field, before = Key(f"{kind}.changed-{name}"), entry.before.get(name)
    after = _value(request, kind, name, entry.after[name])
    if before is None:
        return request.say("journal.first", field=field, after=after)
    return request.say(
        "journal.change", field=field, before=_value(request, kind, name, before), after=after
    )


def _value(request: Request, kind: str, name: str, value: Any) -> object:
    """A value of the journal as the catalog wants it."""
    if value in (None, ""):
        return Key("journal.nothing")
    if name in MOMENTS:
        return datetime.fromisoformat(value)
    if name.endswith("_id"):
        return request.session.get_one(Person, value).name
    if name == "state":
        return Key(f"{kind}.state-{value}")
    if name == "rest":
        return Key(f"{kind}.rest-{value}")
    if name == "retention":
        return Key(f"filing.retention-{value}")
    if name in ("visibility", "weight"):
        return Key(f"drafts.{name}-{value}")
    return str(value)
