"""A matter at the desk, alike for every kind: its card, its steps, their forms, the words back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups, life, moves
from bot.matters.kind import Kind
from bot.matters.moves import I, Move, Told
from bot.matters.sight import may_see, visible_to
from bot.matters.titles import read_title
from bot.who.request import Request
from handlers.matters import away, same
from handlers.matters.life_form import chosen, step_form
from handlers.matters.undo import said_back, undo_button, undone
from handlers.slack import read
from handlers.slack.blocks import (
    TEXT,
    Block,
    button,
    context,
    row,
    safe_link,
    section,
    short,
    that_fit,
)
from handlers.slack.desk import Asked, Desk, Form, Handler, Reply, Words
from handlers.slack.said import distance
from storage.matters.matter import Matter, Visibility, come_of

WORDS = 300  # characters of what was said last; the thread has all of it
MOST = 8  # buttons of a card, beside its record


@dataclass(frozen=True)
class Face(Generic[I]):
    """How one kind shows itself where it differs from the others: what its card says under the
    headline, its signal while it is on time, buttons of its own for a step that has several, a
    signal that stands for how near its day is; buttons `first`, before those of its steps, of which
    none stands out beside them, and `more` behind; which of all are `rare`, and give way on a card
    with too many.
    """

    lines: Callable[[Request, I], Sequence[Markup]] = lambda request, item: []
    signal: str = "⏳"
    choices: Callable[[Request, I, Move[I]], list[Block]] = lambda request, item, move: []
    colour: Callable[[Request, I], str] = lambda request, item: ""
    first: Callable[[Request, I], list[Block]] = lambda request, item: []
    more: Callable[[Request, I], list[Block]] = lambda request, item: []
    rare: tuple[str, ...] = ()


def time_asked(request: Request, item: Any) -> list[Markup]:
    """Until when more time is asked for, and what was promised, as lines of a card."""
    if item.matter.closed_at is not None:
        return []
    wanted, promised = item.wanted_due, getattr(item, "promised_at", None)
    asked = [request.say("drafts.card-wanted", due=wanted)] if wanted else []
    return asked + ([request.say("drafts.promised", at=promised)] if promised else [])


def last_words(request: Request, words: str) -> list[Markup]:
    """What was said with the last step, as a line of a card."""
    return [request.say("drafts.card-opinion", opinion=short(words, WORDS))] if words else []


def comes_of(request: Request, matter: Matter) -> list[Markup]:
    """What it comes of, as a line, if whoever reads may see that."""
    of = matter.comes_of
    if of is None or not may_see(request.session, request.me, of):
        return []
    return [request.say("matters.card-of", **of.named)]


def made_of(request: Request, matter: Matter) -> list[Markup]:
    """What came of it, a line each, as far as whoever reads may see it."""
    found = come_of(request.session, [matter.id], visible_to(request.me))
    return [request.say("matters.card-made", **one.named) for one in found]


class LifeDesk(Desk, Generic[I]):
    """A desk whose verbs and pictures follow from its kind; its `own` take the place of ours."""

    def __init__(
        self,
        kind: Kind[I],
        face: Face[I] | None = None,
        find: Callable[[Request, Asked], I] | None = None,
        **own: Handler,
    ) -> None:
        """`find`: which item is meant, where it has no matter of its own, nor card."""
        super().__init__(kind.name)
        self.kind, self.face, self.item = kind, face or Face(), find or self._of_matter
        ours: dict[str, Handler] = {
            "undo": self.take_back,
            "meet": self.meet,
            "anyway": same.anyway,
        }
        ours |= {verb: self.takes(verb) for verb in kind.moves}
        if not kind.opening.sources or kind.hangs:  # what lives inside another is begun there
            ours[kind.opening.verb] = self.begin
        if kind.hangs is None:
            self.pictures |= {"card": self.card, "steps": self.steps}
            ours |= {"show": self.show, "relieve": self.relieve}
        self.verbs = ours | own

    # --- steps -----------------------------------------------------------------------------------

    def begin(self, request: Request, asked: Asked) -> Reply:
        """Open one, or ask in a form for what is still needed."""
        move, parent = self.kind.opening, self.parent(request, asked)
        asked = within_choices(request, self.kind.name, move, asked)
        moves.check_opening(move, request.me, parent)
        if len(asked.get("title", "")) > TEXT:
            read_title(asked["title"])  # no form holds it: it is refused, and given back whole
        if read.is_to_be_told(request, asked, move):
            return Form(self.form(request, move, asked, parent))
        wanted = told(request, move, asked)
        if question := self.away(request, move, asked, wanted, parent):
            return question
        if parent is not None:
            return self.done(request, parent.matter, life.hang(request, self.kind, wanted, parent))
        if question := same.question(request, self.kind, asked):
            return question
        of = read.matter(request, {"id": asked["of"]}) if asked.get("of") else None
        item = life.begin(request, self.kind, wanted, of=of)
        return Words(*self.card(request, item.matter), shown=True)

    def each(self, request: Request, asked: Asked) -> list[Matter]:
        """One of its own for each of the people named; all or, where one is refused, none."""
        opening, who = self.kind.opening, read.slack_ids(asked["people"])
        all_told = [told(request, opening, asked | {"people": f"<@{one}>"}) for one in who]
        made: list[Matter] = [life.begin(request, self.kind, one).matter for one in all_told]
        return made

    def away(
        self, request: Request, move: Move[Any], asked: Asked, wanted: Told, item: Any
    ) -> Reply | None:
        """Is whoever is to have it on a trip?"""
        usual = item.matter.due_at if item else life.usual_due(request, self.kind)
        what, person = f"{self.kind.name}:{move.verb}", wanted.get("person") or wanted.get("to")
        form = partial(self.form, request, move, asked, item)
        return away.question(request, what, asked, person, wanted.get("due") or usual, form)

    def takes(self, verb: str) -> Handler:
        return lambda request, asked: self.take(request, self.item(request, asked), verb, asked)

    def take(self, request: Request, item: I, verb: str, asked: Asked) -> Reply:
        """Take a step, or ask in a form for what it still needs."""
        move = moves.check(self.kind.moves, request.me, item, verb, request.now)
        asked = within_choices(request, self.kind.name, move, asked, item)
        only_pressed = move.asks_first and read.bare_press(request, asked)
        if only_pressed or read.is_to_be_told(request, asked, move):
            return Form(self.form(request, move, asked, item))
        wanted = told(request, move, asked)
        if question := self.away(request, move, asked, wanted, item):
            return question
        said = self.act(request, item, verb, wanted)
        return self.done(request, item.matter, said, pressed=not move.needs)

    def act(self, request: Request, item: I, verb: str, told: Told) -> Markup:
        """The operation behind a step; a kind has its own where more belongs to one."""
        return life.take(request, self.kind, item, verb, told)

    def form(self, request: Request, move: Move[Any], asked: Asked, item: Any = None) -> Block:
        due = life.usual_due(request, self.kind)
        return step_form(request, self.kind.name, move, asked, item, due=due)

    def done(
        self, request: Request, matter: Matter, said: Markup, *, pressed: bool = False
    ) -> Reply:
        """What was done is said back, with the way to undo it: beside a press that did it."""
        by_card = request.surface == "form" or (pressed and request.surface == "button")
        shown = by_card and may_see(request.session, request.me, matter)
        return said_back(request, matter, said, shown=shown)

    def show(self, request: Request, asked: Asked) -> Reply:
        matter = self.item(request, asked).matter
        return read.only_shown(request, asked, *self.card(request, matter), card=matter.id)

    def take_back(self, request: Request, asked: Asked) -> Reply:
        return undone(request, life.take_back(request, self.kind, int(asked["id"])).matter)

    def meet(self, request: Request, asked: Asked) -> Reply:
        """What a nudge calls done, as long as it is still to be done."""
        owed, steps = followups.find_open(request, int(asked["id"])), self.kind.duties
        if owed.duty not in steps:
            raise Refused("office.old-button")
        about = {"number": owed.matter.number, "item": str(owed.item)}
        return self.verbs[steps[owed.duty]](request, about)

    def relieve(self, request: Request, asked: Asked) -> Reply:
        """Who has it in hand has left."""
        item = self.item(request, asked)
        now = self.kind.stage(item)
        verb = now.relief if now else next(iter(self.kind.moves))  # refused: it is over
        return self.take(request, item, verb, asked)

    def _of_matter(self, request: Request, asked: Asked) -> I:
        matter = read.matter(request, asked, self.kind.name)
        return request.session.get_one(self.kind.row, matter.id)

    def parent(self, request: Request, asked: Asked) -> Any:
        """What one is to hang on, if it is to hang on anything."""
        hangs = self.kind.hangs
        if hangs is None:
            return None
        return request.session.get_one(hangs.parent, read.matter(request, asked, hangs.on).id)

    # --- its card --------------------------------------------------------------------------------

    def card(self, request: Request, matter: Matter) -> tuple[str, list[Block]]:
        item = request.session.get_one(self.kind.row, matter.id)
        text, lines = self._headline(request, item), "\n".join(self.face.lines(request, item))
        under = [section(lines)] if lines else []
        small = comes_of(request, matter)
        if matter.source:
            small.append(request.say("matters.card-source", link=safe_link(matter.source)))
        under += [context(" · ".join(small))] if small else []
        return text, [section(text), *under, *self.steps(request, matter)]

    def _headline(self, request: Request, item: I) -> Markup:
        matter, say, over = item.matter, request.say, item.matter.closed_at is not None
        late = not over and request.now > matter.due_at
        sign = self.face.colour(request, item) or self.face.signal
        if late or over:
            sign = "🔴" if late else sign if item.state is self.kind.undone else "✅"
        lock = "🔒" if matter.visibility is Visibility.NAMED else ""
        names = {**matter.named, "state": moves.state_of(item)}
        clock = f"{matter.kind}.clock-over" if over else f"{matter.kind}.clock"
        when = say(clock, due=matter.due_at, distance=distance(request, matter.due_at))
        names |= {"signal": Markup(sign + lock), "clock": when}
        return say(f"{matter.kind}.card", **names, **self.kind.facts(item))

    def steps(self, request: Request, matter: Matter) -> list[Block]:
        """The buttons for what this reader may do now; the record is always among them."""
        item, say = request.session.get_one(self.kind.row, matter.id), request.say
        made, owed = self.presses(request, item), followups.of_feature(matter, self.kind.name)
        if back := undo_button(request, matter):
            made.insert(1, back)
        if owed and all(followups.may_press(request.me, one) for one in owed):
            made.append(button("followups:press", say("followups.press"), matter.id))
        record = button("journal:read", say("journal.button"), matter.id)
        return row([*that_fit(made, MOST, self.face.rare), record])

    def presses(self, request: Request, item: I) -> list[Block]:
        """A button for each step that is open, in the order of the table; what is waited for of
        this reader stands out.
        """
        made = [*(first := self.face.first(request, item))]
        now = self.kind.stage(item)
        for move in moves.open_to(self.kind.moves, request.me, item, request.now):
            mine = now is not None and now.done == move.verb and not made and not first
            style = "primary" if mine else ""
            verb = request.say(f"{self.kind.name}.verb-{move.verb}")
            usual = button(f"{self.kind.name}:{move.verb}", verb, item.matter.id, style)
            made += self.face.choices(request, item, move) or [usual]
        return made + self.face.more(request, item)


# --- what was asked, read ------------------------------------------------------------------------


def told(request: Request, move: Move[Any], asked: Asked) -> Told:
    """What was said, read by the kind of each field. What may be left out of an opening and was
    is what its form begins with; otherwise it is not there.
    """
    may_be_left_out = [one for one in move.told if not one.needed and not move.sources]
    usual = {one.name: one.start(request, None) for one in may_be_left_out}
    asked = usual | {name: said for name, said in asked.items() if said.strip()}
    return {
        one.name: READ[one.kind](request, asked, one.name)
        for one in move.told
        if asked.get(one.name)
    }


def within_choices(
    request: Request, name: str, move: Move[Any], asked: Asked, item: Any = None
) -> Asked:
    """Where something is said that is none of the values to choose from, the form asks for one: it
    begins with the one that is called so.
    """
    told = [one for one in move.told if one.choices and asked.get(one.name)]
    meant = {one.name: chosen(request, name, one, item, asked[one.name]) for one in told}
    named = {field: value for field, value in meant.items() if value != asked[field]}
    return asked | named | {read.IN_PART: "yes"} if named else asked


def _words(request: Request, asked: Asked, name: str) -> str:
    return asked[name].strip()


READ: dict[str, Callable[[Request, Asked, str], Any]] = {
    **dict.fromkeys(("line", "text", "words", "choice"), _words),
    "person": read.person,
    "due": read.due,
    "day": lambda request, asked, name: date.fromisoformat(asked[name]),
    "link": read.link,
    "people": read.people,
}
