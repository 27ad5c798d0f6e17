"""Times at the desk: which of several was meant, and what was not understood as a time."""

from __future__ import annotations

from datetime import datetime

from bot.language.dates import Doubt, Unsure
from bot.language.refusals import Refused
from bot.office import unread as kept
from bot.who.request import Request
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, context, radio_field, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Then, Words
from handlers.slack.forms import form
from handlers.slack.read import IN_PART
from storage.matters.matter import Matter
from storage.matters.slips import Slip, tear

desk = Desk("dates")

MOST = 4  # times to choose from, beside another one


@desk.draws("which")
def which(request: Request, what: str, asked: Asked, unsure: Unsure) -> Reply:
    """The question, with the likely answers as buttons; over a form, as a form. What was asked is
    kept on a slip until then.
    """
    meant = unsure.meant
    choices = meant.choices[:MOST]
    if meant.doubt is Doubt.REST_DAY and len(choices) > 1:  # the working day before comes first
        choices = (choices[1], choices[0], *choices[2:])
    matter = _matter(request, asked)
    kept_for_later = {"asked": asked, "field": unsure.field, "times": _written(choices)}
    kept_for_later |= {"due": matter.due_at.isoformat()} if matter and matter.due_at else {}
    slip = slips.keep(request, what, kept_for_later)
    question = request.say(f"dates.which-{meant.doubt}", text=unsure.words)
    what_of = matter.number if matter else asked.get("title", "")
    text = request.say("dates.which-of", of=what_of, question=question) if what_of else question
    if request.surface == "form":
        return Form(_form(request, slip, text, choices), over=True)
    another = button("dates:choose-0", request.say("dates.another"), slip.id)
    made = [
        button(f"dates:choose-{n}", request.say("dates.choice", at=at), slip.id)
        for n, at in enumerate(choices, 1)
    ]
    made[0] |= {"style": "primary"}
    return Words(text, [section(text), buttons(*made, another)])


def _matter(request: Request, asked: Asked) -> Matter | None:
    """What the time is for, if it is there already and theirs to see."""
    try:
        return read.matter(request, asked)
    except Refused:
        return None


def _written(choices: tuple[datetime, ...]) -> list[str]:
    """As nobody types them: an instant, with its zone, is asked about no more."""
    return [at.isoformat() for at in choices]


def _form(request: Request, slip: Slip, text: str, choices: tuple[datetime, ...]) -> Block:
    say = request.say
    times = {str(n): say("dates.choice", at=at) for n, at in enumerate(choices, 1)}
    field = radio_field("n", say("dates.which-field"), times, "1", hint=say("dates.which-back"))
    title, submit = say("dates.which-form"), say("dates.which-submit")
    fields = [section(text), field]
    return form(request, "dates:choose", title, submit, fields, {"id": slip.id})


@desk.does("choose")
def choose(request: Request, asked: Asked) -> Reply:
    """One of the times is chosen: what was asked goes on with it, once."""
    slip = slips.find(request, asked, "dates.chosen-already")
    n = int(asked["n"])
    before: Asked = dict(slip.asked["asked"])
    written = slip.asked["times"][n - 1]
    before[slip.asked["field"]] = written
    at = datetime.fromisoformat(written)
    if at <= request.now:
        raise Refused("dates.choice-over", at=at)
    _insist_it_stands(request, slip, before)
    what = slip.what
    tear(request.session, slip)
    return Then(what, before, request.say("dates.chosen", at=at))


def _insist_it_stands(request: Request, slip: Slip, asked: Asked) -> None:
    """Raises Refused when the matter has had another time since the question was asked."""
    matter, due = _matter(request, asked), slip.asked.get("due")
    if matter is not None and due and matter.due_at != datetime.fromisoformat(due):
        raise Refused("dates.changed-since", number=matter.number, due=matter.due_at)


def _chooses(n: int) -> None:
    @desk.does(f"choose-{n}")
    def press(request: Request, asked: Asked) -> Reply:
        return choose(request, asked | {"n": str(n)})


for _n in range(1, MOST + 1):
    _chooses(_n)


@desk.does("choose-0")
def another(request: Request, asked: Asked) -> Reply:
    """None of them: the form opens, with all that was said in it."""
    slip = slips.find(request, asked, "dates.chosen-already")
    return Then(slip.what, slip.asked["asked"] | {IN_PART: "yes"})


# --- what was not understood -----------------------------------------------------------------


@desk.does("unread")
def unread(request: Request, asked: Asked) -> Reply:
    """For the admin: what people wrote for a time, and was none to us."""
    found, say = kept.unread(request), request.say
    if not found:
        return Words(say("dates.unread-none"))
    text = say("dates.unread", n=len(found))
    lines = "\n".join(say("dates.unread-line", words=one.words, at=one.at) for one in found)
    forget = button("dates:forget", say("dates.forget"))
    return Words(
        text, [section(text), section(lines), context(say("dates.unread-why")), buttons(forget)]
    )


@desk.does("forget")
def forget(request: Request, asked: Asked) -> Reply:
    return Words(request.say("dates.forgotten", n=kept.forget(request)))
