"""Matters whose card says little: what is written in them is a page behind it, and not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.language.catalog import Markup
from bot.matters import life, moves
from bot.matters.kind import Kind
from bot.matters.moves import I
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, told
from handlers.slack import read
from handlers.slack.blocks import Block, button, context, page, section, sections
from handlers.slack.desk import Asked, Form, Handler, Reply, Words

Written = Callable[[Request, I], dict[str, str]]  # words by the text they stand in


class PagedDesk(LifeDesk[I]):
    """As any other, but begun without a question; the way to the page is among its buttons."""

    def __init__(self, kind: Kind[I], face: Face[I], written: Written[I], **own: Handler) -> None:
        super().__init__(kind, face, None, **{"open": self.open, **own})
        self.written = written

    def begin(self, request: Request, asked: Asked) -> Reply:
        """Nothing of it is kept on a slip, whatever else would be asked about."""
        move = self.kind.opening
        moves.check_opening(move, request.me, None)
        if read.lacking(request, asked, *move.needs):
            return Form(self.form(request, move, asked))
        return self.begun(request, asked)

    def begun(self, request: Request, asked: Asked) -> Reply:
        item = life.begin(request, self.kind, told(request, self.kind.opening, asked))
        return Words(*self.card(request, item.matter), shown=True)

    def presses(self, request: Request, item: I) -> list[Block]:
        name = f"{self.kind.name}:open"
        opens = button(name, request.say(f"{self.kind.name}.page-open"), item.matter.id)
        first, rest = (made := super().presses(request, item))[:1], made[1:]
        return [*first, opens, *rest]

    def open(self, request: Request, asked: Asked) -> Reply:
        """For whoever may see the matter."""
        item: Any = self.item(request, asked)
        blocks: Sequence[Block] = [
            block
            for key, words in self.written(request, item).items()
            if words
            for block in _written(request, f"{self.kind.name}.page-{key}", words)
        ]
        private = context(request.say(f"{self.kind.name}.page-private"))
        return Form(page(item.matter.number, request.say("office.close"), [*blocks, private]))


def _written(request: Request, key: str, words: str) -> list[Block]:
    """Words of ours are shown as they are; those of others stand in ours."""
    if isinstance(words, Markup):
        return [section(request.say(key)), *sections(words)]
    return [section(request.say(key, words=words))]
