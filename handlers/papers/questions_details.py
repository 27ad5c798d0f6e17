"""Questions where a draft is shown: what is open on its card, all of them in its details."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters.moves import open_to
from bot.papers import questions
from bot.papers.life import OPEN, is_assigner, is_owner
from bot.who.request import Request
from handlers.slack.blocks import Block, beginning, button, context, row
from handlers.slack.blocks import section as paragraph
from storage.papers import questions as stored
from storage.papers.drafts import Draft
from storage.papers.questions import UNANSWERED, Answer, Question

BEGINNING = 400  # characters of a question and of each answer; the thread has all of them
SHOWN, SUPERSEDED = 10, 3  # questions, the newest; answers that stand no more, of each


def lines(request: Request, draft: Draft) -> list[Markup]:
    waiting = stored.unanswered(draft)
    if not waiting or draft.state not in OPEN:
        return []
    return [request.say("questions.card", **questions.KIND.facts(waiting[0]))]


def presses(request: Request, draft: Draft) -> list[Block]:
    """To whoever is asked, the way to answer."""
    waiting = stored.unanswered(draft) if draft.state in OPEN else []
    mine = [one for one in waiting if one.to_id == request.me.id]
    return [_answer(request, one) for one in mine[:1]]


def seldom(request: Request, draft: Draft) -> list[Block]:
    """To the writer, the way to ask; nobody asks themselves."""
    mine = is_owner(request.me, draft) and not is_assigner(request.me, draft)
    return [_ask(request, draft)] if mine and draft.state in OPEN else []


def _answer(request: Request, question: Question) -> Block:
    return button("questions:answer", request.say("questions.button-answer", n=question.number),
                  question.id)  # fmt: skip


def _ask(request: Request, draft: Draft) -> Block:
    return button("questions:open", request.say("questions.button-ask"), draft.id)


def section(request: Request, draft: Draft) -> list[Block]:
    say, asked = request.say, stored.of_draft(draft)
    blocks = [paragraph(f"*{say('questions.title')}*")]
    if not asked:
        blocks.append(context(say("questions.none")))
    if len(asked) > SHOWN:
        blocks.append(context(say("questions.earlier", n=len(asked) - SHOWN)))
    blocks += [_block(request, one) for one in asked[-SHOWN:]]
    return [*blocks, *(row([_ask(request, draft)]) if draft.state in OPEN else [])]


def _block(request: Request, question: Question) -> Block:
    given = question.answers
    old = [one for one in given if one.superseded_at][-SUPERSEDED:]
    said = [_headline(request, question), *(_said(request, one) for one in given if one not in old)]
    said += [_said(request, one) for one in reversed(old)]
    may = {move.verb for move in open_to(questions.KIND.moves, request.me, question)}
    return paragraph("\n".join(said), _answer(request, question) if "answer" in may else None)


def _headline(request: Request, question: Question) -> Markup:
    waits, words = question.state in UNANSWERED, beginning(question.text, BEGINNING)
    key = f"questions.line-{question.state}" if waits else "questions.line-answered"
    return request.say(key, by=question.by.name, words=words, **questions.KIND.facts(question))


def _said(request: Request, given: Answer) -> Markup:
    say, words = request.say, beginning(given.text, BEGINNING)
    source = say("questions.from", source=given.source) if given.source else ""
    key = "questions.superseded" if given.superseded_at else "questions.stands"
    return say(key, by=given.by.name, at=given.at, words=words, said=source)
