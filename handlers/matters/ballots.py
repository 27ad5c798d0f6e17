"""Secret ballots at the desk: the way to one, for whoever was asked; counted once it is over.

A choice is made in the form of a ballot alone, so that no message and no slip holds it. The form
does not show what was chosen before: nothing opens that until all is over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.kind import Kind
from bot.matters.moves import I, Told
from bot.matters.moves import check as check_step
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk
from handlers.matters.undo import undone
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Handler, Reply
from storage.matters import ballots

Drawn = tuple[str, list[Block]] | None


class BallotDesk(LifeDesk[I]):
    """`way`: the verb behind the ballot's button, whose label is the text of that name; `count` is
    done with what is over.
    """

    def __init__(
        self,
        kind: Kind[I],
        face: Face[I],
        way: str,
        count: Callable[[Request, Any], None],
        **own: Handler,
    ) -> None:
        super().__init__(kind, replace(face, first=self.ways), None, **own)
        self.way, self.count = f"{kind.name}:{way}", count
        self.pictures["last-call"] = self.last_call

    def act(self, request: Request, item: I, verb: str, told: Told) -> Markup:
        said = super().act(request, item, verb, told)
        self.count(request, item)
        return said

    def take_back(self, request: Request, asked: Asked) -> Reply:
        """One opened by mistake: what was cast meanwhile is destroyed and never counted."""
        item = life.take_back(request, self.kind, int(asked["id"]))
        self.count(request, item)
        return undone(request, item.matter)

    def ways(self, request: Request, item: Any) -> list[Block]:
        """To the ballot, for whoever was asked, as long as it is open; it is no step."""
        is_open = self.kind.stage(item) is not None
        voter = ballots.voter(request.session, item.id, request.me.id)
        return [self._way(request, item.id)] if is_open and voter else []

    def _way(self, request: Request, number: int) -> Block:
        return button(self.way, request.say(self.way.replace(":", ".")), number, "primary")

    def meant(self, request: Request, asked: Asked, open_now: Callable[[Any], Any]) -> I:
        """The one of the button or the number; else the one that is open. Raises Refused."""
        if asked.get("id", "").isdigit() or asked.get("number"):
            return self.item(request, asked)
        running = open_now(request.session) if request.me.insider else None
        if running is None:
            raise Refused(f"{self.kind.name}.none-open")
        return self.item(request, {"id": str(running.id)})

    def close(self, request: Request, asked: Asked, open_now: Callable[[Any], Any]) -> Reply:
        """The one of the number; else its form, of the one that is open: nothing reopens it."""
        item = self.meant(request, asked, open_now)
        if asked.get("id") or asked.get("number"):
            return self.take(request, item, "count", asked)
        move = check_step(self.kind.moves, request.me, item, "count")
        return Form(self.form(request, move, asked, item))

    def last_call(self, request: Request, vote: int) -> Drawn:
        """To whoever has not voted when it is sent, as long as it is open."""
        item: Any = request.session.get(self.kind.row, vote)
        voter = ballots.voter(request.session, vote, request.me.id)
        if item is None or self.kind.stage(item) is None or voter is None or voter.voted:
            return None
        key, due = f"{self.kind.name}.last-call", item.matter.due_at
        text = request.say(key, number=item.matter.number, title=item.matter.title, due=due)
        return text, [section(text), buttons(self._way(request, vote))]
