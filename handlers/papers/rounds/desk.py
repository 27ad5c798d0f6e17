"""Rounds at the desk: opened, commented on, closed, decided on, told of; one function a verb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups, letters, moves
from bot.matters.sight import may_see
from bot.papers.rounds import comments, fates
from bot.papers.rounds import steps as rounds
from bot.papers.rounds.life import MOVES, is_open_to
from bot.papers.rounds.words import Said, agrees
from bot.papers.rounds.words import read as read_words
from bot.who.lookups import colleague
from bot.who.request import Request
from handlers.matters import away, same
from handlers.matters.undo import undone
from handlers.papers.meant import draft_of
from handlers.papers.rounds import card as rounds_card
from handlers.papers.rounds import comments as rounds_list
from handlers.papers.rounds import forms, table
from handlers.papers.rounds.which import last, meant
from handlers.slack import read
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.papers import rounds as stored
from storage.papers.rounds import Comment, Round, RoundKind
from storage.papers.rounds import RoundState as State

desk = Desk("rounds")
desk.draws("card")(rounds_card.card)
desk.draws("steps")(rounds_card.steps)
desk.draws("table")(table.table)
desk.does("anyway")(same.anyway)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    matter = meant(request, asked).matter
    return read.only_shown(request, asked, *rounds_card.card(request, matter), card=matter.id)


@desk.does("of")
def of(request: Request, asked: Asked) -> Reply:
    """From the card of a draft: its last round."""
    round_ = last(request, read.matter(request, asked, "drafts"))
    return Words(*rounds_card.card(request, round_.matter))


# --- opened, given more time, closed -------------------------------------------------------------


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    return _open(request, {"kind": RoundKind.REVISION.value, **asked})


@desk.does("consult")
def consult(request: Request, asked: Asked) -> Reply:
    return _open(request, {"kind": RoundKind.CONSULTATION.value, **asked})


def _open(request: Request, asked: Asked) -> Reply:
    draft = draft_of(request, asked)
    rounds.check_opens(request, draft)
    named = read.slack_ids(asked.get("people", "") or asked.get("person", ""))
    if read.lacking(request, asked | {"people": " ".join(named)}, "people"):
        return Form(forms.open_form(request, draft, asked, named))
    call = rounds.Call(
        kind=RoundKind(asked["kind"]),
        people=[colleague(request, one, "people") for one in named],
        closes_at=read.due(request, asked) if asked.get("due", "").strip() else None,
        version=_version(asked),
        silence_counts=asked.get("silence") == "yes",
    )
    form_again = partial(forms.open_form, request, draft, asked, named)
    theirs = [(one, call.closes_at or request.now) for one in call.people]
    if question := away.of_any(request, "rounds:open", asked, theirs, form_again):
        return question
    opened = rounds.open_(request, draft, call)
    return Words(*rounds_card.card(request, opened.matter), shown=True)


def _version(asked: Asked) -> int | None:
    said = asked.get("version", "").strip()
    if said and not (said.isdecimal() and len(said) < 5):
        raise Refused("drafts.bad-number", field="version", next=1)
    return int(said) if said else None


@desk.does("extend")
def extend(request: Request, asked: Asked) -> Reply:
    round_ = meant(request, asked)
    moves.check(MOVES, request.me, round_, "extend")
    if read.lacking(request, asked, "due"):
        return Form(forms.extend_form(request, round_, asked))
    return _told(request, round_, rounds.extend(request, round_, read.due(request, asked)))


@desk.does("close")
def close(request: Request, asked: Asked) -> Reply:
    round_ = meant(request, asked)
    return _told(request, round_, rounds.close(request, round_))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    matter = rounds.take_back(request, int(asked["id"])).matter
    return undone(request, matter, shown=may_see(request.session, request.me, matter))


def _told(request: Request, round_: Round, said: Markup) -> Reply:
    """What was done, said back, with the way to undo it; on a card, the card says so itself."""
    back = rounds_card.back(request, round_)
    blocks = [section(said), *([buttons(*back)] if back else [])]
    return Words(said, blocks, shown=request.surface in ("button", "form"))


# --- comments -------------------------------------------------------------------


@desk.does("comment")
def comment(request: Request, asked: Asked) -> Reply:
    round_ = meant(request, asked)
    moves.check(MOVES, request.me, round_, "comment")
    if asked.get("text", "").strip():
        return _noted(request, round_, read_words(asked["text"]))
    if read.lacking(request, asked, "problem"):
        return Form(forms.comment_form(request, round_, asked))
    return _noted(request, round_, _said(asked))


def _said(asked: Asked) -> Said:
    return Said(
        problem=asked.get("problem", ""),
        place=asked.get("place", ""),
        wording=asked.get("wording", ""),
        must=asked.get("weight") == "must",
    )


def _noted(request: Request, round_: Round, said: Said) -> Reply:
    made = comments.comment(request, round_, said)
    key = "rounds.noted-late" if made.late else "rounds.noted"
    return Words(*rounds_list.noted(request, round_, made, key))


@desk.does("reply")
def reply(request: Request, asked: Asked) -> Reply:
    """Words in the thread under a round's card are a comment, unless they say there is none."""
    if agrees(asked.get("text", "")):
        return agree(request, asked)
    return comment(request, asked)


@desk.does("agree")
def agree(request: Request, asked: Asked) -> Reply:
    round_ = meant(request, asked)
    comments.agree(request, round_)
    said = request.say("rounds.agreed", draft=round_.draft.matter.number)
    return Words(said, shown=request.surface == "button")


@desk.does("mine")
def mine(request: Request, asked: Asked) -> Reply:
    round_ = meant(request, asked)
    return Words(*rounds_list.own(request, round_, comments.own(request, round_)))


@desk.does("edit")
def edit(request: Request, asked: Asked) -> Reply:
    one, found = _own(request, asked)
    if not is_open_to(request.me, one, found):
        raise Refused("rounds.over", number=found.matter.number)
    if asked.get("text", "").strip():
        said = read_words(asked["text"])
    elif read.lacking(request, asked, "problem"):
        return Form(forms.edit_form(request, found, one))
    else:
        said = _said(asked)
    comments.edit(request, one, found, said)
    return Words(*rounds_list.noted(request, found, one, "rounds.changed"))


@desk.does("withdraw")
def withdraw(request: Request, asked: Asked) -> Reply:
    one, found = _own(request, asked)
    comments.withdraw(request, one, found)
    return Words(request.say("rounds.withdrawn", n=one.number, draft=found.draft.matter.number))


def _own(request: Request, asked: Asked) -> tuple[Comment, Round]:
    """One's own comment: by the id of a button, or by its number in a round."""
    if asked.get("id"):
        return comments.find(request, int(asked["id"]))
    round_ = meant(request, asked)
    return comments.numbered(request, round_, asked.get("version", "")), round_


# --- the list, and its file -------------------------------------------------------------------


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    return Words(*rounds_list.listed(request, meant(request, asked)))


@desk.does("from")
@desk.does("onward")
def list_from(request: Request, asked: Asked) -> Reply:
    """The page that begins with a comment."""
    first = request.session.get(Comment, int(asked["id"]))
    if first is None:
        raise Refused("matters.gone")
    round_ = meant(request, {"id": str(first.round_id)})
    return Words(*rounds_list.listed(request, round_, first.id))


def _exports(verb: str, ending: str) -> None:
    @desk.does(verb)
    def export(request: Request, asked: Asked) -> Reply:
        """The table comes as a file, drawn and sent outside of any request."""
        round_ = meant(request, asked)
        blanks = {"id": round_.id, "as": ending}
        letters.file(request.session, request.me.id, "rounds:table", request.now, blanks)
        text = request.say("rounds.file-coming", draft=round_.draft.matter.number)
        back = button("rounds:list", request.say("rounds.verb-list"), round_.id)
        return Words(text, [section(text), buttons(back)], shown=True)


for _verb, _ending in (("export", "xlsx"), ("export-word", "docx")):
    _exports(_verb, _ending)


# --- fates -------------------------------------------------------------------


@desk.does("decide")
def decide(request: Request, asked: Asked) -> Reply:
    """Page by page: what is sent is kept, and the next page shown."""
    round_ = meant(request, asked)
    moves.check(MOVES, request.me, round_, "decide")
    said = stored.comments(request.session, round_.id)
    if not said:
        raise Refused("rounds.nothing-to-decide", number=round_.matter.number)
    if "page" not in asked:
        return Form(forms.decide_form(request, round_, said, _first_open(said)))
    fates.decide(request, round_, _decided(asked))
    coming = asked.get(f"next-{asked['page']}") or forms.DONE
    if coming != forms.DONE:
        return Form(forms.decide_form(request, round_, said, int(coming)))
    return _decided_so_far(request, round_, said)


def _first_open(said: Sequence[Comment]) -> int:
    """The page with the first comment that nothing was decided on."""
    first = next((n for n, one in enumerate(said) if one.fate is None), 0)
    return first // rounds_list.PAGE


def _decided(asked: Asked) -> fates.Decided:
    ids = [name.removeprefix("fate-") for name in asked if name.startswith("fate-")]
    return {
        int(one): forms.chosen_fate(
            one, asked[f"fate-{one}"], asked.get(f"reason-{one}", "").strip()
        )
        for one in ids
    }


def _decided_so_far(request: Request, round_: Round, said: Sequence[Comment]) -> Reply:
    say, left = request.say, len([one for one in said if one.fate is None])
    draft, n, taken = round_.draft.matter.number, len(said), rounds_card.taken(said)
    if left:
        text = say("rounds.decided-some", draft=draft, n=n, left=left)
    elif round_.state is State.EXPLAINED:
        text = say("rounds.decided-told")
    else:
        text = say("rounds.decided-all", draft=draft, n=n, taken=taken, rest=n - taken)
    return Words(text, [section(text), *rounds_card.steps(request, round_.matter)])


@desk.does("explain")
def explain(request: Request, asked: Asked) -> Reply:
    round_ = meant(request, asked)
    return _told(request, round_, fates.explain(request, round_))


# --- on a nudge -------------------------------------------------------------------

MEANS = {
    "rounds.duty-comment": comment,
    "rounds.duty-decide": decide,
    "rounds.duty-explain": explain,
}


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge calls done, as long as it is still to be done."""
    owed = followups.find_open(request, int(asked["id"]))
    return MEANS[owed.duty](request, {"id": str(owed.matter_id)})
