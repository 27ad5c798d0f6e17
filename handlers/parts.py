"""Parts at the desk: a draft divided among several, and each part from hand to hand."""

from __future__ import annotations

from collections.abc import Callable

from bot import followups, moves, parts, parts_time
from bot.catalog import Markup
from bot.drafts_brief import KIND as DRAFTS
from bot.parts import KIND, Wanted
from bot.parts_division import insist_on_dividing, name_unifier, unifier_of
from bot.parts_life import MOVES, is_owner, runs_it
from bot.people import BOARD, may_see
from bot.request import Request
from handlers import asked as read
from handlers import parts_card, parts_details
from handlers.blocks import buttons, section
from handlers.desk import Asked, Desk, Reply
from handlers.parts_form import ROWS, divide_form, step_form, unify_form
from handlers.undo import undo_button
from storage.drafts import Draft
from storage.parts import Part
from storage.parts import PartState as State
from storage.people import holding

desk = Desk("parts")
desk.draws("card")(parts_card.card)
desk.draws("steps")(parts_card.steps)

NEEDS = {
    "submit": ("text",),
    "problem": ("opinion",),
    "settle": ("opinion",),
    "return": ("opinion", "due"),
    "extend": ("due", "opinion"),
    "reschedule": ("due",),
    "handover": ("person",),
}
ASKS_FIRST = ("cancel",)

# What "done" means on a nudge, by where the part stands.
DONE = {
    State.ASSIGNED: "accept",
    State.WRITING: "submit",
    State.RETURNED: "submit",
    State.PROBLEM_RAISED: "settle",
    State.HANDED_IN: "take",
}


# --- of a draft ------------------------------------------------------------------------------


@desk.does("divide")
def divide(request: Request, asked: Asked) -> Reply:
    draft = _draft(request, asked)
    insist_on_dividing(request, draft)
    if read.lacking(request, asked, "title", "person", "due"):
        return Reply(form=divide_form(request, draft, asked))
    rows = [row for row in ROWS if any(asked.get(f"{name}{row}") for name in ("title", "person"))]
    for row in rows:
        read.lacking(request, asked, f"title{row}", f"person{row}", f"due{row}")
    if to := read.person(request, asked, "unifier"):
        name_unifier(request, draft, to)
    wanted = [_wanted(request, asked, row) for row in rows]
    given = [parts.give(request, draft, one) for one in wanted]
    return _divided(request, draft, given)


def _wanted(request: Request, asked: Asked, row: str) -> Wanted:
    owner = read.person(request, asked, f"person{row}")
    assert owner is not None  # `lacking` looked
    return Wanted(asked[f"title{row}"], owner, read.due(request, asked, f"due{row}"), row)


def _divided(request: Request, draft: Draft, given: list[Part]) -> Reply:
    """Said back, one line a part; a single one is its card."""
    if len(given) == 1:
        return Reply(*parts_card.card(request, given[0].matter), shown=True)
    text = request.say("parts.given", number=draft.matter.number, n=len(given))
    return Reply(text, [section(text), *parts_details.listing(request, draft)])


@desk.does("ideas")
def ideas(request: Request, asked: Asked) -> Reply:
    """The basic ideas are a part like any other; it is a leader's, unless somebody is named."""
    leader = next(iter(holding(request.session, *BOARD)), None)
    writer = read.person(request, asked) or leader or request.person
    title = request.catalog.speak_to(writer, request.now)("parts.basic-ideas")
    return divide(request, asked | {"title": title, "person": writer.slack_id})


@desk.does("unify")
def unify(request: Request, asked: Asked) -> Reply:
    draft = _draft(request, asked)
    insist_on_dividing(request, draft)
    asked = asked | {"unifier": asked.get("unifier") or asked.get("person", "")}
    if read.lacking(request, asked, "unifier"):
        return Reply(form=unify_form(request, draft, asked))
    to = read.person(request, asked, "unifier")
    assert to is not None  # `lacking` looked
    name_unifier(request, draft, to)
    matter, unifier = draft.matter, unifier_of(request, draft).name
    names = {"number": matter.number, "title": matter.title}
    return Reply(request.say("parts.unifies", unifier=unifier, **names))


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    draft = _draft(request, asked)
    blocks = parts_details.listing(request, draft)
    return read.only_shown(request, asked, Reply(blocks[0]["text"]["text"], blocks))


def _draft(request: Request, asked: Asked) -> Draft:
    return request.session.get_one(Draft, read.matter(request, asked, DRAFTS).id)


# --- of one part -------------------------------------------------------------------------------


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    card = parts_card.card(request, read.matter(request, asked, KIND))
    return read.only_shown(request, asked, Reply(*card))


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    matter = parts.take_back(request, int(asked["id"])).matter
    return Reply(request.say("undo.done", number=matter.number, title=matter.title), shown=True)


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge calls done: the step that is waited for, as long as it is."""
    owed = followups.find_open(request, int(asked["id"]))
    part = request.session.get_one(Part, owed.matter_id)
    return _step(request, part, DONE[part.state], asked)


@desk.does("relieve")
def relieve(request: Request, asked: Asked) -> Reply:
    """Who has it in hand has left: another writes it, or another makes one text of it."""
    part = _part(request, asked)
    if part.state is State.HANDED_IN and part.unifier.is_out:
        insist_on_dividing(request, part.draft)
        return Reply(form=unify_form(request, part.draft, {}))
    return _step(request, part, "handover", asked)


def _takes(verb: str) -> None:
    @desk.does(verb)
    def take(request: Request, asked: Asked) -> Reply:
        return _step(request, _part(request, asked), verb, asked)


for _verb in MOVES:
    _takes(_verb)


def _part(request: Request, asked: Asked) -> Part:
    return request.session.get_one(Part, read.matter(request, asked, KIND).id)


def _step(request: Request, part: Part, verb: str, asked: Asked) -> Reply:
    """Take a step, or ask in a form for what it still needs."""
    if verb == "extend" and is_owner(request.me, part) and runs_it(request.me, part):
        verb = "reschedule"  # nobody asks themselves
    moves.check(MOVES, request.me, part, verb)
    only_pressed = verb in ASKS_FIRST and request.surface == "button"
    if only_pressed or read.lacking(request, asked, *NEEDS.get(verb, ())):
        return Reply(form=step_form(request, part, verb, asked))
    said = ACTS.get(verb, _word)(request, part, verb, asked)
    back = undo_button(request, part.matter)
    blocks = [section(said), *([buttons(back)] if back else [])]
    seen = may_see(request.session, request.me, part.matter)
    return Reply(said, blocks, shown=seen and request.surface in ("button", "form"))


def _word(request: Request, part: Part, verb: str, asked: Asked) -> Markup:
    return parts.step(request, part, verb, opinion=asked.get("opinion", "").strip())


def _hand_over(request: Request, part: Part, asked: Asked) -> Markup:
    to = read.person(request, asked)
    assert to is not None  # `lacking` looked
    return parts.hand_over(request, part, to)


ACTS: dict[str, Callable[[Request, Part, str, Asked], Markup]] = {
    "submit": lambda request, part, _, asked: parts.submit(request, part, asked["text"]),
    "return": lambda request, part, _, asked: parts.return_(
        request, part, asked["opinion"], read.due(request, asked)
    ),
    "extend": lambda request, part, _, asked: parts_time.extend(
        request, part, read.due(request, asked), asked["opinion"]
    ),
    "reschedule": lambda request, part, _, asked: parts_time.reschedule(
        request, part, read.due(request, asked)
    ),
    "handover": lambda request, part, _, asked: _hand_over(request, part, asked),
    "grant": lambda request, part, _, asked: parts_time.grant(request, part),
    "decline": lambda request, part, _, asked: parts_time.decline(request, part),
}
