"""The draft checker at the desk: a file that is shared, a text pasted, the hints of a version."""

from __future__ import annotations

import re

from bot.language.catalog import Markup, files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.finding import find, find_by_id
from bot.office import secrecy
from bot.papers.brief import KIND
from bot.papers.checker import file as checker_file
from bot.papers.checker import kept, paper
from bot.papers.checker.paper import Paper
from bot.papers.checker.rules import check
from bot.papers.drafts import steps as drafts
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import undo_button
from handlers.papers import read_first
from handlers.papers.checker import reading
from handlers.papers.checker.details import findings, unchecked
from handlers.papers.meant import draft_of
from handlers.slack import read
from handlers.slack.blocks import Block, buttons, context, section, text_field
from handlers.slack.desk import Asked, Desk, Form, Refusal, Reply, Words
from handlers.slack.files import File
from handlers.slack.forms import form
from storage.matters.matter import card_at
from storage.papers.drafts import Draft

desk = Desk("checker")

NUMBER = re.compile(r"(?<![a-z\d])d ?-? ?\d{1,9}(?![a-z\d])")

# --- words -------------------------------------------------------------------


@desk.does("check")
def check_text(request: Request, asked: Asked) -> Reply:
    """A text that was pasted; without one, a form to paste it into."""
    insist(request.me.insider, "insider")
    draft = _draft(request, asked)
    if read.lacking(request, asked, "text"):
        return Form(_form(request, draft))
    return _told(request, draft, paper.paper(asked["text"], draft.doc_type if draft else ""))


def _draft(request: Request, asked: Asked) -> Draft | None:
    if not (asked.get("number") or asked.get("id", "-") != "-"):
        return None
    return draft_of(request, asked)


def _form(request: Request, draft: Draft | None) -> Block:
    say = request.say
    text = text_field("text", say("checker.field-text"), long=True, hint=say("checker.hint-text"))
    keep = {"id": draft.id} if draft else {}
    title, submit = say("checker.form-check"), say("checker.submit-check")
    return form(request, "checker:check", title, submit, [text], keep)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    """The hints on the latest version, as far as they are kept: where, and which rule."""
    draft = draft_of(request, asked)
    latest = kept.of_latest(request, draft)
    if latest is None:
        return Words(request.say("checker.nothing-checked"))
    version, found = latest
    names = {**draft.matter.named, "n": version.number}
    what = request.say("checker.what-version", **names)
    text, blocks = findings(request, what, kept.findings_of(found))
    return Words(text, [*blocks, unchecked(request, Paper((), draft.doc_type))])


def _told(request: Request, draft: Draft | None, paper: Paper) -> Words:
    """What was found, to who asked and nobody else."""
    what = _what(request, draft)
    if not paper.is_chinese:
        return Words(request.say("checker.not-chinese", what=what))
    text, blocks = findings(request, what, check(paper))
    return Words(text, [*blocks, unchecked(request, paper)])


def _what(request: Request, draft: Draft | None) -> Markup:
    if draft is None:
        return request.say("checker.what-text")
    return request.say("checker.what-draft", **draft.matter.named)


# --- files -------------------------------------------------------------------


def read_file(request: Request, file: File) -> Reply:
    """Asked first without the content, to refuse whoever may not; then with it."""
    insist(request.me.insider, "insider")
    draft, note = _about(request, file), _handed_in(file)
    if note is not None:
        if draft is None:
            raise Refused("checker.which")
        drafts.check(request, draft, "submit")
    if file.ending in checker_file.OTHER_ENDINGS:
        raise Refused("checker.not-a-text", name=file.name)
    doc_type = draft.doc_type if draft else ""
    paper, is_marked = file.worked(reading.read, file.name, file.content, doc_type)
    if is_marked:
        secrecy.note_refusal(request)
        return Refusal(request.say("secrecy.refused"))
    if draft is None or note is None:
        return _told(request, draft, paper)
    return _submitted(request, draft, paper, file, note)


for _ending in checker_file.OTHER_ENDINGS:
    desk.opens(_ending)(read_file)


def _about(request: Request, file: File) -> Draft | None:
    """The draft that is named with the file, or under whose card it was shared."""
    if named := NUMBER.search(folded(file.said)):
        return request.session.get_one(Draft, find(request, named[0], KIND).id)
    thread = file.place.get("thread_ts", "")
    card = card_at(request.session, file.place.get("channel", ""), thread) if thread else None
    if card is None or card.person_id != request.me.id:
        return None
    found = find_by_id(request, card.matter_id)
    return request.session.get_one(Draft, found.id) if found.kind == KIND else None


def _handed_in(file: File) -> str | None:
    """The note to a version, if the words with the file hand it in; None if they do not."""
    words = "|".join(files()["checker"]["data"]["submit"])
    said = file.said.strip()
    begins = re.match(rf"(?:{words})(?![a-z])", folded(said))
    if begins is None:
        return None
    rest = said[begins.end() :]
    named = NUMBER.search(folded(rest))
    return (rest[named.end() :] if named else rest).strip(" ,，。:：-")


def _submitted(request: Request, draft: Draft, paper: Paper, file: File, note: str) -> Reply:
    """A version, whose text was seen; its writer reads at once what was found in it."""
    told = {"link": file.link, "text": paper, "file": file.name}
    told |= {"note": note} if note else {}
    left = read_first.warning(request, draft, "submit")
    said = drafts.take(request, draft, "submit", told)
    said = Markup(f"{said}\n{left}") if left else said
    back = undo_button(request, draft.matter)
    found = _told(request, draft, paper)
    seen_by = context(request.say("checker.only-here"))
    done = [section(said), seen_by, *([buttons(back)] if back else [])]
    return Words(f"{said}\n{found.text}", [*done, *(found.blocks or [section(found.text)])])
