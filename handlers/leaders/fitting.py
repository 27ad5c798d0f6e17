"""Who fits a task, at the desk: each with the reasons, and a draft for them in a press."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.dates import Unsure
from bot.language.refusals import Refused
from bot.leaders import fitting
from bot.leaders.fitting import Fit
from bot.who.request import Request
from handlers.people.strengths import line
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, context, section
from handlers.slack.desk import Asked, Desk, Reply, Then, Words

desk = Desk("fitting")
DAYS = 5  # working days that are looked at where none is said


@desk.does("suggest")
def suggest(request: Request, asked: Asked) -> Reply:
    """Two or three with their reasons, and a draft for each in a press: what was said is kept."""
    asked, today = _with_time(request, asked), request.calendar.today(request.now)
    task = asked.get("title", "")
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
    task = asked.get("title", "").strip("谁来 ")
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
    said.append(request.say("fitting.due" if fit.due else "fitting.free-till", n=fit.due))
    return request.say("fitting.fit", name=fit.person.name, why=Markup(" · ".join(said)))


@desk.does("ask")
def ask(request: Request, asked: Asked) -> Reply:
    slip = slips.find(request, asked)
    return Then(slip.what, slip.asked)
