"""A part as its reader sees it: of which draft, where it stands, the steps open to them."""

from __future__ import annotations

from bot import moves
from bot import parts_life as life
from bot.catalog import Markup
from bot.drafts_versions import LINK
from bot.people import may_see
from bot.request import Request
from handlers.blocks import Block, button, row, safe_link, section, short
from handlers.drafts_card import distance
from handlers.undo import undo_button
from storage.matters import Matter, Visibility
from storage.parts import Part
from storage.parts import PartState as State

OPINION = 300  # characters of the last word; the thread has all of it
TEXT = 1500  # of a text that was handed in

ORDER = (
    *("grant", "decline", "accept", "take", "settle", "submit", "return"),
    *("problem", "extend", "reschedule", "handover", "cancel"),
)
PRIMARY = {f"parts:{verb}" for verb in ("grant", "accept", "take", "settle", "submit")}


def card(request: Request, matter: Matter) -> tuple[str, list[Block]]:
    part = request.session.get_one(Part, matter.id)
    text = _headline(request, part)
    details = [section(one) for one in ("\n".join(_details(request, part)),) if one]
    return text, [section(text), *details, *steps(request, matter)]


def _headline(request: Request, part: Part) -> Markup:
    say, matter, is_open = request.say, part.matter, part.matter.closed_at is None
    clock = say("drafts.clock-over", due=matter.due_at)
    if is_open:
        due = matter.due_at
        clock = say("drafts.clock", due=due, distance=distance(request, due))
    return say(
        "parts.card",
        signal=Markup(_signal(request, part)),
        number=matter.number,
        title=matter.title,
        state=moves.state_of(part),
        giver=matter.opened_by.name,
        owner=matter.owner.name,
        clock=clock,
    )


def _signal(request: Request, part: Part) -> str:
    late = part.matter.closed_at is None and request.now > part.matter.due_at
    sign = "✅" if part.state is State.TAKEN_IN else "🔴" if late else "📝"
    return sign + ("🔒" if part.matter.visibility is Visibility.NAMED else "")


def _details(request: Request, part: Part) -> list[Markup]:
    """Of which draft, if the reader sees that; the last word; time asked for; the text."""
    say, draft, lines = request.say, part.draft.matter, []
    if may_see(request.session, request.me, draft):
        unifier = part.unifier.name
        names = {"number": draft.number, "title": draft.title}
        lines.append(say("parts.card-of", unifier=unifier, **names))
    if part.opinion:
        lines.append(say("drafts.card-opinion", opinion=short(part.opinion, OPINION)))
    if part.wanted_due and part.matter.closed_at is None:
        lines.append(say("drafts.card-wanted", due=part.wanted_due))
    if part.promised_at and part.matter.closed_at is None:
        lines.append(say("drafts.promised", at=part.promised_at))
    if LINK.fullmatch(part.text):
        lines.append(say("parts.card-link", link=Markup(safe_link(part.text))))
    elif part.text:
        cut = part.text if len(part.text) <= TEXT else f"{part.text[: TEXT - 1]}…"
        lines.append(say("parts.card-text", text=cut))
    return lines


def steps(request: Request, matter: Matter) -> list[Block]:
    """The buttons for what this reader may do now; the record is always among them."""
    part, say = request.session.get_one(Part, matter.id), request.say
    open_now = {move.verb for move in moves.open_to(life.MOVES, request.me, part)}
    holder = life.ball(part)
    if request.me.id == life.steward(part).slack_id:
        open_now -= {"problem", "extend"}  # nobody asks themselves: they change the date
    made = [
        button(f"parts:{verb}", say(f"parts.verb-{verb}"), part.id)
        for verb in ORDER
        if verb in open_now
    ]
    if made and made[0]["action_id"] in PRIMARY:
        made[0] |= {"style": "primary"}
    if back := undo_button(request, matter):
        made.insert(1, back)
    if holder is not None and holder.slack_id != request.me.id:
        made.append(button("followups:press", say("followups.press"), part.id))
    return row([*made[:8], button("journal:read", say("journal.button"), part.id)])
