"""Matters whose card says little: what is written in them is a page behind it, and not kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.language.catalog import Markup
from bot.matters import finding, life, moves
from bot.matters.kind import Kind
from bot.matters.moves import I
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, told
from handlers.slack import read
from handlers.slack.blocks import Block, button, context, page, section, sections
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from storage.matters.matter import Matter

MOST = 30  # ways to a matter on one page; Slack takes a hundred blocks
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
        if read.is_to_be_told(request, asked, move):
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


def _with_ways(request: Request, words: Markup) -> list[Block]:
    """A line that names a matter has the way to it, for whoever may see that."""
    named, blocks, plain = finding.named_in(request, words), list[Block](), list[str]()
    for line in words.split("\n"):
        way = _way(request, line, named)
        if way is None or len(blocks) > MOST:
            plain.append(line)
            continue
        blocks += [*sections("\n".join(plain)), section(Markup(line), way)]
        plain.clear()
    return [*blocks, *sections("\n".join(plain))]


def _way(request: Request, line: str, named: dict[str, Matter]) -> Block | None:
    numbers = (one[0] for one in finding.IN_TEXT.finditer(line))
    matter = next((named[one] for one in numbers if one in named), None)
    if matter is None:
        return None
    return button(f"{matter.kind}:show", request.say("followups.show"), matter.id)


def _written(request: Request, key: str, words: str) -> list[Block]:
    """Words of ours are shown as they are; those of others stand in ours."""
    if isinstance(words, Markup):
        return [section(request.say(key)), *_with_ways(request, words)]
    return [section(request.say(key, words=words))]
