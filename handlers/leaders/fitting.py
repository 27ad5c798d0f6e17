"""Who fits a task, at the desk: each with the reasons, and a draft for them in a press."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Markup
from bot.language.dates import Unsure
from bot.language.refusals import Refused
from bot.leaders import fitting
from bot.leaders.fitting import Fit
from bot.matters.finding import NUMBER
from bot.who.request import Request
from handlers.people.strengths import line
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, context, section
from handlers.slack.desk import Asked, Desk, Reply, Then, Words
from storage.matters.matter import Matter

desk = Desk("fitting")
DAYS = 5  # working days that are looked at where none is said


@desk.does("suggest")
def suggest(request: Request, asked: Asked) -> Reply:
    """Two or three with their reasons, and a draft for each in a press: what was said is kept."""
    asked, today = _with_time(request, asked), request.calendar.today(request.now)
    task = asked.get("title", "")
    if NUMBER.fullmatch(task):
        return instead(request, {"number": task})
    last = request.calendar.add_working_days(today, DAYS)
    if asked.get("due"):
        last = request.calendar.today(read.due(request, asked))
    found = fitting.suggest(request, task, last)
    if not found:
        return Words(request.say("fitting.nobody"))
    titled = "fitting.fits" if task else "fitting.free"
    text = request.say(titled, title=task, last=last)
    blocks = [section(text), *(_fit(request, one, asked) for one in found)]
    lines = [text, *(_reasons(request, one) for one in found)]
    return Words("\n".join(lines), [*blocks, context(request.say("fitting.no-score"))])


def _with_time(request: Request, asked: Asked) -> Asked:
    """周四前的讲话: a time that stands before it is no part of what it is called."""
    task = asked.get("title", "").strip().removeprefix("谁来").removesuffix("谁来").strip()
    before, _, rest = task.partition("前的")
    if rest and not asked.get("due"):
        try:
            read.due(request, {"due": f"{before}前"})
        except (Refused, Unsure):
            return asked | {"title": task}
        return asked | {"due": f"{before}前", "title": rest}
    return asked | {"title": task}


def _fit(request: Request, fit: Fit, asked: Asked) -> Block:
    given = {name: asked[name] for name in ("title", "due") if asked.get(name)}
    slip = slips.keep(request, "drafts:assign", given | {"person": fit.person.slack_id})
    label = request.say("fitting.ask")
    return section(_reasons(request, fit), button("fitting:ask", label, slip.id))


def _reasons(request: Request, fit: Fit) -> Markup:
    said = [line(request, one) for one in (fit.strength, fit.wish) if one]
    if fit.shares_post:
        said.append(request.say("fitting.shares-post"))
    elif fit.same_section:
        said.append(request.say("fitting.same-section"))
    said.append(request.say("fitting.due" if fit.due else "fitting.free-till", n=fit.due))
    return request.say("fitting.fit", name=fit.person.name, why=Markup(" · ".join(said)))


@desk.does("instead")
def instead(request: Request, asked: Asked) -> Reply:
    """Who else could do what somebody has: named, with the reasons; whoever gave it may be told."""
    matter = read.matter(request, asked)
    found, say = fitting.instead(request, matter), request.say
    if not found:
        return Words(say("fitting.nobody"))
    text, blocks = _instead(request, matter, found)
    mine = matter.owner is request.person and matter.opened_by is not request.person
    if mine:
        blocks.append(buttons(button("fitting:tell", say("fitting.tell"), matter.id)))
    return Words(text, blocks)


def _instead(request: Request, matter: Matter, found: Sequence[Fit]) -> tuple[Markup, list[Block]]:
    text = request.say("fitting.instead", **matter.named, last=matter.due_at)
    hands = matter.kind == "drafts" and request.me.assigns
    rows = [section(_reasons(request, one), _hand(request, one, matter) if hands else None)
            for one in found]  # fmt: skip
    lines = [text, *(_reasons(request, one) for one in found)]
    note = context(request.say("fitting.no-score"))
    return Markup("\n".join(lines)), [section(text), *rows, note]


def _hand(request: Request, fit: Fit, matter: Matter) -> Block:
    """The form of the hand-over, with their name in it."""
    given = {"number": matter.number, "person": fit.person.slack_id, read.IN_PART: "yes"}
    slip = slips.keep(request, "drafts:handover", given)
    return button("fitting:ask", request.say("fitting.hand"), slip.id)


@desk.does("tell")
def tell(request: Request, asked: Asked) -> Reply:
    matter = read.matter(request, asked)
    said = "fitting.told" if fitting.tell(request, matter) else "fitting.told-before"
    return Words(request.say(said, name=matter.opened_by.name, **matter.named))


@desk.draws("asked")
def asked_for(request: Request, matter: int, by: str) -> tuple[str, list[Block]] | None:
    """To whoever gave it, as long as it is with whoever asks."""
    found = request.session.get_one(Matter, matter)
    if found.owner_id != by or found.closed_at is not None:
        return None
    head = request.say("fitting.asked", name=found.owner.name, **found.named)
    text, blocks = _instead(request, found, fitting.instead(request, found))
    return Markup(f"{head}\n{text}"), [section(head), *blocks]


@desk.does("ask")
def ask(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    return Then(slip.what, slip.asked)
