"""The forms of rounds: whom to ask, a comment, a new closing, and what becomes of each comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.refusals import Refused
from bot.matters.moves import Field
from bot.papers.rounds.fates import fate_word
from bot.papers.rounds.life import MOST
from bot.who.request import Request
from handlers.matters.life_form import fields
from handlers.papers.rounds.card import counts
from handlers.papers.rounds.comments import PAGE, comment, fate
from handlers.slack.blocks import (
    Block,
    clipped,
    divider,
    people_field,
    radio_field,
    section,
    select_field,
    text_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import form
from storage.papers.drafts import Draft
from storage.papers.rounds import Comment, Fate, Round, RoundKind

WORDS, LINE = 300, 1200
DONE = "done"
PARTLY = "partly"  # a fate that is taken, with the reason why not all of it


def _kinds(request: Request, _: object) -> dict[str, str]:
    return {one.value: request.say(f"rounds.choice-{one.value}") for one in RoundKind}


OPEN = (
    Field("kind", "choice", choices=_kinds),
    Field("due", "due", needed=False),
    Field("version", "line", needed=False, apart=True),
    Field("silence", "choice", start=lambda *_: "no", choices=("no", "yes")),
)
COMMENT = (
    Field("place", "line", needed=False),
    Field("problem", "text"),
    Field("wording", "text", needed=False),
    Field("weight", "choice", start=lambda *_: "suggestion", choices=("suggestion", "must")),
)
EXTEND = (Field("due", "due"),)


def open_form(request: Request, draft: Draft, asked: Asked, people: Sequence[str]) -> Block:
    """Whom, until when; what was understood already is filled in."""
    last, label = draft.versions[-1].number, request.say("rounds.field-people")
    kind, *rest = fields(request, "rounds:open", OPEN, asked, n=last)
    whom = people_field("people", label, people, most=MOST[RoundKind.CONSULTATION])
    return _form(request, "open", draft.matter.number, [kind, whom, *rest], {"id": draft.id})


def comment_form(request: Request, round_: Round, asked: Asked) -> Block:
    made, number = fields(request, "rounds:comment", COMMENT, asked), round_.draft.matter.number
    return _form(request, "comment", number, made, {"id": round_.id})


def edit_form(request: Request, round_: Round, one: Comment) -> Block:
    said = {"place": one.place, "problem": one.problem, "wording": one.wording}
    said |= {"weight": "must" if one.must else "suggestion"}
    made, number = fields(request, "rounds:edit", COMMENT, said), round_.draft.matter.number
    return _form(request, "edit", number, made, {"id": one.id}, n=one.number)


def extend_form(request: Request, round_: Round, asked: Asked) -> Block:
    made, number = fields(request, "rounds:extend", EXTEND, asked), round_.draft.matter.number
    return _form(request, "extend", number, made, {"id": round_.id})


def decide_form(request: Request, round_: Round, said: Sequence[Comment], page: int) -> Block:
    """A page of comments, each with what was chosen for it; sent, it shows the next."""
    about = request.say("rounds.decide-about", counts=counts(request, said, decided=True))
    fields = [section(about)]
    for one in said[page * PAGE : (page + 1) * PAGE]:
        fields += _decision(request, one)
    if len(said) > PAGE:
        fields += [divider(), _next(request, len(said), page)]
    keep = {"id": round_.id, "page": page}
    return _form(request, "decide", round_.draft.matter.number, fields, keep)


def _decision(request: Request, one: Comment) -> list[Block]:
    say = request.say
    shown = section(clipped(comment(request, one, WORDS), LINE))
    if one.told:  # what its author has heard stands
        return [shown, section(fate(request, one))]
    choices = (Fate.TAKEN.value, PARTLY, Fate.NOT_TAKEN.value)
    fates = {each: say(f"rounds.fate-{each}") for each in choices}
    label, chosen = say("rounds.field-fate", n=one.number), fate_word(one) if one.fate else ""
    reason = say("rounds.field-reason")
    return [
        shown,
        radio_field(f"fate-{one.id}", label, fates, chosen, optional=True),
        text_field(f"reason-{one.id}", reason, one.reason, optional=True),
    ]


def chosen_fate(one: str, chosen: str, reason: str) -> tuple[Fate | None, str]:
    """What was chosen for a comment. Raises Refused for "in part" without which part."""
    if chosen == PARTLY and not reason:
        raise Refused("rounds.partly-needs-reason", field=f"reason-{one}")
    fate = Fate.TAKEN if chosen == PARTLY else Fate(chosen) if chosen else None
    return fate, reason


def _next(request: Request, n: int, page: int) -> Block:
    """Where to go on: the next page, any other, or no further for now."""
    say, pages = request.say, -(-n // PAGE)
    choices = {
        str(each): say(
            "rounds.next-page",
            page=each + 1,
            pages=pages,
            first=each * PAGE + 1,
            last=min((each + 1) * PAGE, n),
        )
        for each in range(min(pages, 99))
        if each != page
    }
    choices[DONE] = say("rounds.next-done")
    coming = str(page + 1) if page + 1 < pages else DONE
    # A field of its own on each page: one of the same name would keep what was chosen in it.
    return select_field(f"next-{page}", say("rounds.field-next"), choices, coming)


def _form(
    request: Request,
    verb: str,
    number: str,
    fields: list[Block],
    keep: Mapping[str, object],
    **blanks: object,
) -> Block:
    say = request.say
    title = say(f"rounds.form-{verb}", number=number, **blanks)
    submit = say(f"rounds.submit-{verb}")
    return form(request, f"rounds:{verb}", title, submit, fields, keep)
