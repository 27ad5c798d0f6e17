"""The forms of rounds: whom to ask, a comment, a new closing, and what becomes of each comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.papers.rounds.life import MOST
from bot.who.request import Request
from handlers.papers.rounds.card import counts, words
from handlers.papers.rounds.comments import PAGE, fate, weight
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
from storage.papers import drafts
from storage.papers.drafts import Draft
from storage.papers.rounds import Comment, Fate, Round, RoundKind

WORDS, LINE = 300, 1200
DONE = "done"


def open_form(request: Request, draft: Draft, asked: Asked, people: Sequence[str]) -> Block:
    """Whom, until when; what was understood already is filled in."""
    say = request.say
    last = drafts.versions(request.session, draft)[-1].number
    kinds = {one.value: say(f"rounds.choice-{one.value}") for one in RoundKind}
    fields = [
        radio_field("kind", say("rounds.field-kind"), kinds, asked["kind"]),
        people_field(
            "people", say("rounds.field-people"), people, most=MOST[RoundKind.CONSULTATION]
        ),
        text_field(
            "due",
            say("rounds.field-due"),
            asked.get("due", ""),
            example=say("rounds.example-due"),
            hint=say("rounds.hint-due"),
            optional=True,
        ),
        divider(),
        text_field(
            "version",
            say("rounds.field-version"),
            asked.get("version", ""),
            hint=say("rounds.hint-version", n=last),
            optional=True,
        ),
        _silence(request, asked),
    ]
    return _form(request, "open", draft.matter.number, fields, {"id": draft.id})


def _silence(request: Request, asked: Asked) -> Block:
    choices = {one: request.say(f"rounds.silence-{one}") for one in ("no", "yes")}
    label = request.say("rounds.field-silence")
    return radio_field("silence", label, choices, asked.get("silence") or "no")


def comment_form(request: Request, round_: Round, asked: Asked) -> Block:
    number = round_.draft.matter.number
    return _form(request, "comment", number, _comment(request, asked), {"id": round_.id})


def edit_form(request: Request, round_: Round, one: Comment) -> Block:
    said = {"place": one.place, "problem": one.problem, "wording": one.wording}
    said |= {"weight": "must" if one.must else "suggestion"}
    keep, number = {"id": one.id}, round_.draft.matter.number
    return _form(request, "edit", number, _comment(request, said), keep, n=one.number)


def _comment(request: Request, asked: Asked) -> list[Block]:
    say = request.say
    weights = {one: say(f"rounds.{one}") for one in ("suggestion", "must")}
    label, example = say("rounds.field-place"), say("rounds.example-place")
    problem, wording = say("rounds.field-problem"), say("rounds.field-wording")
    return [
        text_field("place", label, asked.get("place", ""), example=example, optional=True),
        text_field("problem", problem, asked.get("problem", ""), long=True),
        text_field("wording", wording, asked.get("wording", ""), long=True, optional=True),
        radio_field(
            "weight", say("rounds.field-weight"), weights, asked.get("weight") or "suggestion"
        ),
    ]


def extend_form(request: Request, round_: Round, asked: Asked) -> Block:
    say = request.say
    due = text_field(
        "due", say("rounds.field-due"), asked.get("due", ""), example=say("rounds.example-due")
    )
    return _form(request, "extend", round_.draft.matter.number, [due], {"id": round_.id})


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
    line = say(
        "rounds.list-line-late" if one.late else "rounds.list-line",
        n=one.number,
        weight=weight(one),
        who=one.person.name,
        what=words(request, one, WORDS),
    )
    shown = section(clipped(line, LINE))
    if one.told:  # what its author has heard stands
        return [shown, section(fate(request, one))]
    fates = {each.value: say(f"rounds.fate-{each.value}") for each in Fate}
    label, chosen = say("rounds.field-fate", n=one.number), one.fate.value if one.fate else ""
    reason = say("rounds.field-reason")
    return [
        shown,
        radio_field(f"fate-{one.id}", label, fates, chosen, optional=True),
        text_field(f"reason-{one.id}", reason, one.reason, optional=True),
    ]


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
