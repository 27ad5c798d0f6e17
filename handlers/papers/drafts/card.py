"""A draft as its reader sees it: where it stands, whose turn it is, the steps open to them."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.matters import followups, moves
from bot.papers import life
from bot.papers.drafts.moves import MOVES
from bot.who.request import Request
from bot.who.standing import Standing
from handlers.matters.life import comes_of
from handlers.matters.undo import undo_button
from handlers.papers import guidance_details, outline_details, plan_details, questions_details
from handlers.papers.away import writer_away
from handlers.papers.checker.details import overview
from handlers.papers.drafts.filing import small_print
from handlers.papers.drafts.road import on_card
from handlers.papers.drafts.signing import open_text
from handlers.papers.drafts.weight import small_print as weight_in_small_print
from handlers.papers.parts import line_on_card as divided
from handlers.papers.rounds import details as rounds_details
from handlers.slack.blocks import Block, button, context, row, safe_link, section, short
from handlers.slack.said import distance
from storage.matters.matter import Matter, Visibility
from storage.papers import drafts as stored
from storage.papers.drafts import Draft
from storage.papers.drafts import DraftState as State

ROW = 8  # buttons, four of them behind "more", beside the one to the details
OPINION = 300  # characters of the last word; the thread has all of it

# What a person in front of this card wants to press, the likeliest first; and what they seldom do.
LIKELY = (
    *("replace", "grant", "decline", "accept", "sign", "pass", "settle", "submit", "return"),
    *("recheck", "register", "issue", "file"),
)
SELDOM = ("problem", "extend", "reschedule", "handover", "cancel", "changed", "retain")
PRIMARY = {f"drafts:{verb}" for verb in LIKELY if verb not in ("decline", "return")}
PRIMARY |= {"questions:answer", "outline:judge", "outline:hand-in"}


def card(request: Request, matter: Matter) -> tuple[str, list[Block]]:
    draft = stored.whole(request.session, matter.id)
    text = _headline(request, draft)
    small = _small_print(request, draft)
    details = [section("\n".join(_details(request, draft)))] if _details(request, draft) else []
    return text, [
        section(text),
        *details,
        *writer_away(request, draft),
        *overview(request, draft),
        *divided(request, draft),
        *([context(small)] if small else []),
        *steps(request, matter),
    ]


def _headline(request: Request, draft: Draft) -> Markup:
    say, matter = request.say, draft.matter
    return say(
        "drafts.card",
        signal=Markup(_signal(request, draft)),
        **matter.named,
        state=_state(draft),
        assigner=matter.opened_by.name,
        owner=matter.owner.name,
        clock=_clock(request, draft),
    )


def _state(draft: Draft) -> Key:
    """Where it stands; what one person reviews and signs in one waits to be signed."""
    to_sign = life.is_to_sign(draft)
    return Key(f"drafts.state-{State.LEADER_REVIEW}") if to_sign else moves.state_of(draft)


def _signal(request: Request, draft: Draft) -> str:
    """📝, or what matters more: signed, or late; and 🔒 beside it when internal-only."""
    late = draft.state in life.OPEN and request.now > draft.matter.due_at
    sign = "✅" if draft.state in life.SIGNED else "🔴" if late else "📝"
    return sign + ("🔒" if draft.matter.visibility is Visibility.NAMED else "")


def _clock(request: Request, draft: Draft) -> Markup:
    due = draft.matter.due_at
    if draft.state not in life.OPEN:
        return request.say("drafts.clock-over", due=due)
    return request.say("drafts.clock", due=due, distance=distance(request, due))


def _details(request: Request, draft: Draft) -> list[Markup]:
    """At most three lines of what matters now."""
    say, lines = request.say, rounds_details.line(request, draft)
    if draft.opinion:
        lines.append(say("drafts.card-opinion", opinion=short(draft.opinion, OPINION)))
    if draft.wanted_due and draft.state in life.OPEN:
        lines.append(say("drafts.card-wanted", due=draft.wanted_due))
    if draft.promised_at and draft.state in life.OPEN:
        lines.append(say("drafts.promised", at=draft.promised_at))
    if versions := draft.versions:
        last = versions[-1]
        lines.append(say("drafts.card-version", n=last.number, link=safe_link(last.link)))
    holder = life.ball(draft)
    if holder is not None and holder is not draft.matter.owner:
        owed = followups.of_matter(draft.matter)
        by = owed.due_at if owed else draft.matter.due_at
        duty = Markup(say(life.duty(draft)))
        key = "drafts.card-ball-yours" if holder.slack_id == request.me.id else "drafts.card-ball"
        lines.append(say(key, who=holder.name, duty=duty, due=by))
    for feature in (questions_details, guidance_details, plan_details):
        lines += feature.lines(request, draft)
    return lines[:3]


def rest_day(request: Request, draft: Draft) -> list[Block]:
    """When a due date has come to be a rest day: for who may move it, the working day before."""
    say, earlier = request.say, life.working_day_before(draft, request.calendar)
    open_now = {move.verb for move in moves.open_to(MOVES, request.me, draft)}
    if earlier is None or earlier <= request.now or "reschedule" not in open_now:
        return []
    make_it = button("drafts:earlier", say("drafts.make-earlier", at=earlier), draft.id)
    return [section(say("drafts.card-rest-day", due=draft.matter.due_at, earlier=earlier), make_it)]


def _small_print(request: Request, draft: Draft) -> str:
    say, said = request.say, comes_of(request, draft.matter) + on_card(request, draft)
    if draft.doc_type:
        said.append(say(f"drafts.type-{draft.doc_type}"))
    said += weight_in_small_print(request, draft)
    if draft.use_on:
        said.append(say("drafts.card-use", day=draft.use_on))
    if draft.matter.source:
        said.append(say("drafts.card-source", link=safe_link(draft.matter.source)))
    return " · ".join([*said, *small_print(request, draft)])


# --- steps -------------------------------------------------------------------


def steps(request: Request, matter: Matter) -> list[Block]:
    """The buttons for what this reader may do now; the way to the rest is always among them."""
    draft, say = stored.whole(request.session, matter.id), request.say
    open_now = {move.verb for move in moves.open_to(MOVES, request.me, draft)}
    has_signed = draft.state in life.AFTER and life.signs(request.me, draft)
    made = [open_text(request, draft)] if has_signed else []
    made += _likely(request, draft, open_now)
    likeliest = len(made[: 3 if "sign" in open_now else 2 if "return" in open_now else 1])
    if back := undo_button(request, matter):
        made.append(back)
    if _may_press(request.me, draft):
        made.append(button("followups:press", say("followups.press"), matter.id))
    if life.is_assigner(request.me, draft):
        open_now -= {"problem", "extend"}  # nobody asks themselves: they change the date
    made += [_button(request, matter, verb) for verb in SELDOM if verb in open_now]
    made += questions_details.seldom(request, draft)
    made += rounds_details.press(request, draft)
    beside = _beside_the_text(request, draft)
    made[likeliest:likeliest] = beside[: max(0, ROW - len(made))]
    if made and made[0]["action_id"] in PRIMARY and not _has_handed_in(draft, made[0]):
        made[0] |= {"style": "primary"}
    return row([*made[:ROW], button("drafts:details", say("drafts.details"), matter.id)])


def _has_handed_in(draft: Draft, step: Block) -> bool:
    """Another version may be handed in, but that is not what is waited for."""
    return step["action_id"] == "drafts:submit" and life.ball(draft) is not draft.matter.owner


def _likely(request: Request, draft: Draft, open_now: set[str]) -> list[Block]:
    """The likeliest step first; beside the signature stand the text and the way back, and where it
    stood stands the text once it is given: a second touch takes no other step.
    """
    found = [verb for verb in LIKELY if verb in open_now]
    if "register" in found and life.is_numbered(draft):  # another number is seldom wanted
        found = [*(verb for verb in found if verb != "register"), "register"]
    made = [_button(request, draft.matter, verb) for verb in found]
    if "sign" in found:
        at = found.index("sign") + 1
        made[at:at] = [open_text(request, draft), made.pop(found.index("return"))]
    return made


def _beside_the_text(request: Request, draft: Draft) -> list[Block]:
    """What is waited for beside the text itself: an answer, an outline, direction."""
    features = (questions_details, outline_details, guidance_details)
    return [press for one in features for press in one.presses(request, draft)]


def _button(request: Request, matter: Matter, verb: str) -> Block:
    return button(f"drafts:{verb}", request.say(f"drafts.verb-{verb}"), matter.id)


def _may_press(me: Standing, draft: Draft) -> bool:
    holder = life.ball(draft)
    return holder is not None and holder.slack_id != me.id
