"""A regulation of the office's own at the desk: its card, its steps, and what is asked of rules."""

from __future__ import annotations

from typing import Any

from bot.language.catalog import Markup
from bot.matters import moves
from bot.matters.moves import Move, Told
from bot.matters.titles import read_title
from bot.processes.regulations import known, life, texts
from bot.processes.regulations.life import KIND
from bot.processes.regulations.reading import cut
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, last_words, told
from handlers.matters.undo import undone
from handlers.processes.regulations import asked as asking
from handlers.processes.regulations import gaps
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.replies import keeping
from storage.processes import regulations as stored
from storage.processes.regulations import COUNTED, Regulation, RegulationText

SHOWN = 5  # headings on a card
NO_TEXT = "draft"  # under this name a form keeps which text was handed in as a file


class RegulationDesk(LifeDesk[Regulation]):
    """What is handed in as a file comes back with the form, and is not asked for in it."""

    def form(self, request: Request, move: Move[Any], asked: Asked, item: Any = None) -> Block:
        view = super().form(request, move, asked, item)
        if draft := asked.get(NO_TEXT):
            view["blocks"] = [one for one in view["blocks"] if one.get("block_id") != "text"]
            return keeping(view, **{NO_TEXT: draft})
        return view

    def act(self, request: Request, item: Regulation, verb: str, told: Told) -> Markup:
        if verb == "publish":
            return life.publish(request, item, told)
        if isinstance(told.get("text"), str):  # pasted
            told = {**told, "text": texts.keep(request, cut(told["text"].splitlines()))}
        return super().act(request, item, verb, told)

    def take_back(self, request: Request, asked: Asked) -> Reply:
        return undone(request, life.take_back(request, int(asked["id"])).matter)


def more(request: Request, item: Regulation) -> list[Block]:
    """The way to its text, and to say that one knows it."""
    made = []
    if item.text.sections:
        first = item.text.sections[0].id
        made.append(button("regulations:open-0", request.say("regulations.read"), first))
    if known.may_say(request, item):
        made.append(button("regulations:known", request.say("regulations.known"), item.id))
    return made


def lines(request: Request, item: Regulation) -> list[Markup]:
    """From when to when it counts, what it replaces or is replaced by; its sections; its review."""
    say, found = request.say, []
    if day := item.begins or item.day:
        key = "regulations.card-begins" if item.begins else "regulations.card-planned"
        found.append(say(key, day=asking.on(request, day)))
    after = stored.successor(request.session, item) if item.state in COUNTED else None
    if item.ends:
        key = "regulations.card-replaced" if after else "regulations.card-ended"
        names = after.matter.named if after else item.matter.named
        found.append(say(key, day=asking.on(request, item.ends), **names))
    if item.replaces:
        found.append(say("regulations.card-replaces", **item.replaces.matter.named))
    found.append(_sections(request, item.text))
    if item.review_at and item.ends is None:
        found.append(say("regulations.card-review", due=item.review_at))
    if n := known.how_many(request, item):
        found.append(say("regulations.card-known", n=n))
    return [*found, *last_words(request, item.words)]


def _sections(request: Request, text: RegulationText) -> Markup:
    named = [one.heading or one.key for one in text.sections[:SHOWN]]
    more = "…" if len(text.sections) > SHOWN else ""
    names = request.say("regulations.joined", names=" · ".join(named) + more)
    return request.say("regulations.card-sections", n=len(text.sections), names=names)


# --- handed in ------------------------------------------------------------------------------------


def submit(request: Request, asked: Asked) -> Reply:
    """For approval: a text that came as a file, or one that is pasted into the form."""
    move = KIND.opening
    moves.check_opening(move, request.me, None)
    text = texts.draft(request, asked[NO_TEXT]) if asked.get(NO_TEXT) else None
    needs = [one for one in move.needs if text is None or one != "text"]
    if read.lacking(request, asked, *needs):
        return Form(desk.form(request, move, asked))
    if text is None:
        text = texts.keep(request, cut(asked["text"].splitlines()))
    said = {**told(request, move, asked), "text": text, "title": read_title(asked["title"])}
    item = life.submit(request, said)
    return Words(*desk.card(request, item.matter), shown=True)


def handed(request: Request, asked: Asked) -> Reply:
    """The file that was shown goes for approval."""
    slip = slips.find(request, asked)
    return submit(request, {name: str(one) for name, one in slip.asked.items() if one})


def say_known(request: Request, asked: Asked) -> Reply:
    item = desk.item(request, asked)
    known.say(request, item)
    names = {**item.matter.named, "version": item.version}
    return Words(request.say("regulations.noted", **names))


desk = RegulationDesk(KIND, Face(lines, signal="📝", more=more), submit=submit)
desk.command, desk.alone = "/rule", "ask"
desk.verbs |= {
    "ask": asking.ask,
    "ask-form": asking.ask_form,
    "list": asking.list_,
    "gaps": gaps.show,
    "known": say_known,
    "handed": handed,
    **{f"open-{n}": asking.open_ for n in range(4)},  # no two on a card have one name
}
desk.draws("gaps")(gaps.note)
