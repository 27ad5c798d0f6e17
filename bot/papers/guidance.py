"""Guidance: the direction a draft leaves the leader's hand with, version by version (A1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.language.catalog import LANGUAGES, Markup, files
from bot.language.refusals import Refused
from bot.matters import journal, letters, moves, story, undo
from bot.papers.brief import DOC_TYPES
from bot.papers.doc_types import class_of
from bot.papers.life import OPEN, WITH_OWNER, is_assigner, is_owner, runs_it, signs
from bot.who.request import Request
from bot.who.standing import BOARD, Standing, insist
from storage.papers import guidance
from storage.papers.drafts import Draft, Weight
from storage.papers.guidance import Guidance, GuidanceMark, GuidanceTemplate
from storage.who.people import Person

BOXES = ("angles", "collect", "mind")
FIELDS = (*BOXES, "ideas", "must_say", "avoid", "worries", "occasion", "samples")
MOST = 3000  # characters in a field

ANY_TYPE = "any"  # the template of a draft whose type nobody has said
TYPES = (*DOC_TYPES, ANY_TYPE)

# --- rules ---------------------------------------------------------------------------------


def is_major(draft: Draft) -> bool:
    """Whether it is one of the big matters (大事): it should not leave without direction."""
    return draft.weight is Weight.MAJOR


def guides(me: Standing, draft: Draft) -> bool:
    """Whoever runs it, signs it or leads the office gives it direction."""
    return runs_it(me, draft) or signs(me, draft) or (me.leads and not is_owner(me, draft))


def is_asked(me: Standing, draft: Draft, given: Guidance | None) -> bool:
    """Of whoever gave out a big matter without any, as long as there is nothing written yet."""
    unwritten = draft.state in WITH_OWNER and not draft.versions
    return given is None and unwritten and is_major(draft) and is_assigner(me, draft)


def owes_ideas(me: Standing, draft: Draft) -> bool:
    """A leader's direction for a big matter has their own main views, opinions and methods in it
    (A3.1, after the decision of 1981 on how leaders take part in drafting).
    """
    return is_major(draft) and me.insider and me.role in BOARD


def state(given: Guidance | None) -> str:
    """By the three boxes: "empty", "partly" or "complete"."""
    filled = sum(bool(getattr(given, box, "")) for box in BOXES)
    return "complete" if filled == len(BOXES) else "partly" if filled else "empty"


# --- operations ----------------------------------------------------------------------------


def give(request: Request, draft: Draft, said: Mapping[str, str]) -> Markup:
    """Give direction, or add to what was given: the versions before stay as they were."""
    insist(guides(request.me, draft), "guide")
    moves.insist_in(draft, OPEN)
    before = guidance.latest(draft)
    words = _read(said, before)
    if owes_ideas(request.me, draft) and not words["ideas"]:
        raise Refused("guidance.ideas-needed", field="ideas")
    given = Guidance(
        draft=draft,
        number=before.number + 1 if before else 1,
        round_n=len(draft.versions) + 1,
        by=request.person,
        at=request.now,
        **words,
    )
    request.session.add(given)
    request.session.flush()
    after = {"version": given.number, "guidance": words}
    journal.record(request, "guidance.give", matter=draft.matter, after=after)
    return _tell(request, draft, "change" if before else "give", given)


def _read(said: Mapping[str, str], before: Guidance | None) -> dict[str, str]:
    """What was written. Raises Refused when it is nothing, or nothing new."""
    words = {field: said.get(field, "").strip() for field in FIELDS}
    for field, text in words.items():
        if len(text) > MOST:
            raise Refused("guidance.too-long", field=field, n=len(text), most=MOST)
    if not any(words.values()):
        raise Refused("guidance.nothing", field=BOXES[0])
    if before and all(getattr(before, field) == text for field, text in words.items()):
        raise Refused("guidance.same", field=BOXES[0])
    return words


def _tell(request: Request, draft: Draft, verb: str, given: Guidance) -> Markup:
    called = {draft.matter.owner_id}
    return story.tell(request, draft.matter, f"guidance.story-{verb}", called, n=given.number)


def mark(request: Request, draft: Draft, *, helped: bool) -> None:
    """The writer's word on the latest version; it is for the assigner alone, and on no record
    that others read.
    """
    insist(is_owner(request.me, draft), "owner")
    given = guidance.latest(draft)
    if given is None:
        raise Refused("guidance.none-yet", number=draft.matter.number)
    session, matter = request.session, draft.matter
    kept = session.get(GuidanceMark, (given.id, request.me.id))
    if kept is not None and kept.helped == helped:
        return
    kept = kept or GuidanceMark(guidance_id=given.id, person_id=request.me.id)
    kept.helped, kept.at = helped, request.now
    session.add(kept)
    journal.record(request, "guidance.mark", about=matter.opened_by)
    if not is_assigner(request.me, draft):
        key = "guidance.marked-helped" if helped else "guidance.marked-unclear"
        blanks = {"by": request.person.name, "n": given.number, **matter.named}
        to, loud = matter.opened_by_id, not helped
        letters.note(session, to, key, request.now, blanks, matter_id=matter.id, loud=loud)


def marks_for(request: Request, draft: Draft, given: Guidance) -> list[GuidanceMark]:
    """What writers thought of a version, for the one who assigned the draft; else nothing."""
    mine = is_assigner(request.me, draft)
    return list(guidance.marks(request.session, given.id)) if mine else []


def take_back(request: Request, entry_id: int) -> Draft:
    """Undo one's own last version, within minutes."""
    entry, matter = undo.find(request, entry_id, "drafts")
    draft = request.session.get_one(Draft, matter.id)
    given = guidance.latest(draft)
    if given is None or entry.what != "guidance.give":
        raise Refused("undo.moved-on", number=matter.number)
    undo.record(request, entry, matter, ({"version": given.number}, {}))
    _tell(request, draft, "undo", given)
    guidance.withdraw(request.session, given)
    return draft


# --- templates -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Template:
    """What a form begins with. `by`: who has written it for the office; None for the product."""

    doc_type: str
    words: Mapping[str, str]
    by: Person | None = None


def template(request: Request, doc_type: str) -> Template:
    """The office's own, if it has one; else the one we come with, in the reader's language."""
    doc_type, lang = doc_type or ANY_TYPE, request.catalog.lang_of(request.person)
    own = guidance.template(request.session, doc_type, lang)
    if own is not None:
        return Template(doc_type, {box: getattr(own, box) for box in BOXES}, own.by)
    shipped = files()["guidance"]["data"]["templates"][doc_type]
    return Template(doc_type, {box: "\n".join(shipped[box][lang]) for box in BOXES})


def type_of(request: Request, draft: Draft) -> str:
    """The type that was said, or that a title ends in: 全市经济工作会议讲话稿 is a speech; or, in
    English, that it names: Speech at the forum is one, too.
    """
    if draft.doc_type:
        return draft.doc_type
    title, texts = draft.matter.title, request.catalog.texts
    names = {one: str(texts[f"drafts.type-{one}"]["zh"]).partition("（")[0] for one in DOC_TYPES}
    ends = {title.rfind(name) + len(name): one for one, name in names.items() if name in title}
    last = max(ends, default=0)
    if last and len(title) - last <= 1:
        return ends[last]
    return (class_of("", title) if title.isascii() else "") or ANY_TYPE


def type_named(request: Request, said: str) -> str:
    """The document type that is called so, in either language. Raises Refused for none."""
    texts, low = request.catalog.texts, said.strip().strip("《》“”\"'").lower()
    for one in TYPES:
        key = f"guidance.type-{one}" if one == ANY_TYPE else f"drafts.type-{one}"
        names = {str(texts[key][lang]).lower() for lang in LANGUAGES}
        if low == one or low in names | {name.partition("（")[0] for name in names}:
            return one
    raise Refused("guidance.no-such-type", field="doc_type", said=said.strip()[:40])


def keep_template(request: Request, doc_type: str, said: Mapping[str, str]) -> None:
    """The office's own words for a type, in the language of whoever writes them; with nothing
    written, those we come with count again.
    """
    insist(request.me.directs, "director")
    lang, session = request.catalog.lang_of(request.person), request.session
    if doc_type not in TYPES:
        raise Refused("guidance.no-such-type", field="doc_type", said=doc_type[:40])
    words = {box: said.get(box, "").strip() for box in BOXES}
    for box, text in words.items():
        if len(text) > MOST:
            raise Refused("guidance.too-long", field=box, n=len(text), most=MOST)
    before = dict(template(request, doc_type).words)
    kept = session.get(GuidanceTemplate, (doc_type, lang))
    if any(words.values()):
        kept = kept or GuidanceTemplate(doc_type=doc_type, lang=lang)
        for box, text in words.items():
            setattr(kept, box, text)
        kept.by, kept.at = request.person, request.now
        session.add(kept)
    elif kept is not None:
        session.delete(kept)
    session.flush()
    was, now = {"doc_type": doc_type, **before}, {"doc_type": doc_type, "lang": lang, **words}
    journal.record(request, "guidance.template", before=was, after=now)
