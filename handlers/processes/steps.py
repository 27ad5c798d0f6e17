"""The steps of a case at the desk: whose turn it is does theirs, sends back, hands on, adds one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from bot.language.dates.numbers import number
from bot.language.refusals import Refused
from bot.language.understanding import marks
from bot.matters import life, moves
from bot.matters.finding import NUMBER, find_by_id
from bot.matters.moves import Move
from bot.matters.sight import visible_to
from bot.processes import steps, turns
from bot.processes.joining import goes_round, may_join
from bot.processes.remarks import KINDS, may_remark
from bot.processes.steps import KIND, SHOWN
from bot.processes.template import Step
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.matters.undo import undone
from handlers.processes import giving
from handlers.slack import read
from handlers.slack.blocks import Block, button
from handlers.slack.desk import Asked, Form, Reply, Then
from handlers.slack.replies import keeping
from storage.matters.journal import Entry
from storage.matters.matter import come_of
from storage.processes.cases import Case, CaseState, CaseStep

YES = "yes"  # what is said to approve of it
DRAFTS = "D"  # the letter of what a case may come of
COUNTED = re.compile(r"\d{1,2}|十?[一二三四五六七八九]|十")
A_MOMENT = timedelta(minutes=10)
AT_ONCE = 3  # steps with buttons on one card


def find(request: Request, asked: Asked) -> CaseStep:
    """By the id of a button, by its number on the matter, or the one that waits for who speaks: of
    several the one whose name is said.
    """
    if asked.get("step"):
        step = request.session.get(CaseStep, int(asked["step"]))
        find_by_id(request, step.case_id if step else 0, "cases")
        assert step is not None  # there is no matter 0
        return step
    case = of_case(request, asked)
    if asked.get("item", "").isdigit():
        return next(one for one in case.steps if one.number == int(asked["item"]))
    if asked.get("nth"):
        return _nth(request, case, asked["nth"])
    waiting = turns.mine(request.me, case) or turns.live(case)
    if not waiting:
        raise Refused("steps.over", number=case.matter.number)
    return (spoken_of(waiting, asked) or waiting)[0]


def spoken_of(each: Sequence[CaseStep], asked: Asked) -> list[CaseStep]:
    """Those that are named; else, where it is a yes, those that wait for one."""
    named = turns.named_in(each, asked.get("whole", ""))
    agree = [one for one in each if is_to_agree(one)] if asked.get(YES) else []
    return named or (agree if len(agree) < len(each) else [])


def is_to_agree(step: CaseStep) -> bool:
    """By what it is called, in either language."""
    return any(marks.pattern("steps", "agree").search(one) for one in turns.called(step).values())


def of_case(request: Request, asked: Asked) -> Case:
    return request.session.get_one(Case, read.matter(request, asked, "cases").id)


def _nth(request: Request, case: Case, said: str) -> CaseStep:
    """As the card has them: what several do side by side is one, and of these one's own is meant.
    Raises Refused where there are not so many.
    """
    each = [list(of) for _, of in groupby(turns.in_order(case), lambda one: one.name or one.number)]
    n = number(said) if COUNTED.fullmatch(said) else 0
    if not 1 <= n <= len(each):
        raise Refused("ways.no-step", field="nth", n=n, most=len(each))
    mine = [one for one in each[n - 1] if request.me.is_or_stands_for(one.person_id)]
    return (mine or each[n - 1])[0]


def presses(request: Request, case: Case) -> list[Block]:
    """For whoever has a step now: done, what came before sent back, handed on, one more before."""
    mine, say = turns.mine(request.me, case)[:AT_ONCE], request.say
    made = []
    for n, step in enumerate(mine):
        label = (
            say("steps.button-done", step=turns.called(step))
            if len(mine) > 1
            else say("steps.verb-done")
        )
        made.append(button(f"steps:press-{n}", label, step.id, "" if n else "primary"))
    if mine:
        kinds = {told.opens for one in mine if (told := turns.spec(one))} - {""}
        made += [button(f"{kind}:out-of", say(f"{kind}.start"), case.id) for kind in kinds]
        before = [one for one in case.steps if "return" in open_verbs(request, one)]
        made += [button("steps:back", say("steps.verb-return"), case.id)] if before else []
        made.append(button("steps:hand", say("steps.verb-hand"), case.id))
        made.append(button("steps:add", say("steps.verb-add"), case.id))
    if any("supersede" in open_verbs(request, one) for one in case.steps):
        made.append(button("steps:supersede", say("steps.verb-supersede"), case.id))
    if goes_round(case) and may_join(request.me, case):
        made.append(button("steps:join", say("steps.verb-join"), case.id))
    now = [one for one in turns.live(case) if "skip" in open_verbs(request, one)]
    made += [button("steps:skip", say("steps.verb-skip"), case.id)] if now else []
    if not mine and may_remark(request.me, case) and case.state is CaseState.RUNNING:
        made.append(button("steps:remark", say("steps.verb-remark"), case.id))
    return made


def open_verbs(request: Request, step: CaseStep) -> set[str]:
    return {move.verb for move in moves.open_to(KIND.moves, request.me, step, request.now)}


class StepDesk(LifeDesk[CaseStep]):
    """Its forms say which step of the case they are about."""

    def form(self, request: Request, move: Move[Any], asked: Asked, item: Any = None) -> Block:
        """What the way wants to be shown is not left out of it."""
        if not isinstance(item, CaseStep):
            return super().form(request, move, asked, item)
        told = turns.spec(item)
        shows = SHOWN.get(told.evidence, "") if told and move.verb == "done" else ""
        asks = tuple(replace(one, needed=one.needed or one.name == shows) for one in move.told)
        view = super().form(request, replace(move, told=asks), asked, item)
        return keeping(view, step=str(item.id))

    def take_back(self, request: Request, asked: Asked) -> Reply:
        entry = request.session.get(Entry, int(asked["id"]))
        verb = entry.what.partition(".")[2] if entry else ""
        kind = KINDS.get(verb, self.kind)
        return undone(request, life.take_back(request, kind, int(asked["id"])).matter)


desk = StepDesk(KIND, find=find)
OPENINGS = {verb: StepDesk(kind, find=find).begin for verb, kind in KINDS.items()}
desk.verbs |= OPENINGS


def done(request: Request, asked: Asked) -> Reply:
    """One press, where nothing has to be shown; else its form."""
    step = find(request, asked)
    told = turns.spec(step)
    _insist_theirs(request, step)
    moves.check(KIND.moves, request.me, step, "done", request.now)
    if (
        request.surface != "form"
        and not asked.get("step")
        and (twice := _said(request, step, asked))
    ):
        raise Refused("steps.said-twice", step=turns.called(twice), next=turns.called(step))
    shows = SHOWN.get(told.evidence, "") if told else ""
    if told and told.evidence == "car" and (chosen := giving.given(request, desk, step, asked)):
        return chosen
    if told and told.opens and not asked.get(shows, "").strip():
        asked = asked | {shows: _come_of(request, step.case)}
    if shows == "words":
        asked = asked | {shows: asked.get(shows) or asked.get(YES, "")}
    if request.surface != "form" and told and shows and not _is_shown(told, asked.get(shows, "")):
        return Form(desk.form(request, KIND.moves["done"], asked, step))
    return desk.take(request, step, "done", asked)


def _is_shown(told: Step, said: str) -> bool:
    """Said at all; and where a number is asked for, with a figure."""
    return any(map(str.isdigit, said)) if told.evidence == "number" else bool(said.strip())


def _insist_theirs(request: Request, step: CaseStep) -> None:
    """Raises Refused, with whose turn it is, for who has no step now."""
    if turns.comes_now(step) and not steps.does(request.me, step):
        each = [
            request.say("steps.whose-one", step=turns.called(one), to=one.person.name)
            for one in turns.live(step.case)
        ]
        raise Refused("steps.whose", number=step.matter.number, steps=each)


def _said(request: Request, step: CaseStep, asked: Asked) -> CaseStep | None:
    """The step that these words were about a moment ago; said again they are not about the next."""
    words, lately = asked.get("words", ""), request.now - A_MOMENT
    if not words and not asked.get(YES):
        return None
    mine = (one for one in step.case.steps if one.person is request.person and one.words == words)
    return next((one for one in mine if one.done_at and one.done_at > lately), None)


desk.verbs["done"] = done


def _come_of(request: Request, case: Case) -> str:
    """The numbers of what came of it, as far as whoever does the step may see them."""
    found = come_of(request.session, [case.id], visible_to(request.me))
    return " ".join(one.number for one in found)


def press(request: Request, asked: Asked) -> Reply:
    """The button of one step."""
    return done(request, {"step": asked["id"]})


desk.verbs |= {f"press-{n}": press for n in range(AT_ONCE)}  # no two on a card have one name


def supersede(request: Request, asked: Asked) -> Reply:
    """What whoever speaks says is asked for now, or takes the place of what they said before."""
    asked = dict(asked)
    if stand := asked.pop("stand", ""):
        asked["words"] = stand
    if asked.get("step"):
        return desk.take(request, find(request, asked), "supersede", asked)
    case = _asked_on(request, asked)
    mine = turns.mine(request.me, case)
    first = [one for one in mine if one in steps.positions(case)]
    if first and asked.get("words"):
        return done(request, asked | {"step": str(first[0].id)})
    if own := said_before(request, case):
        return desk.take(request, own[-1], "supersede", asked)
    if stand and not mine and turns.live(case):
        _insist_theirs(request, turns.live(case)[0])
    if not mine or not stand:  # a yes or a no is about one's step, a new position is not
        raise Refused("steps.no-position", number=case.matter.number)
    if marks.pattern("steps", "refuses").match(stand.strip()):
        return _no(request, mine[0], asked)
    return done(request, asked | {"step": str(mine[0].id)})


def said_before(request: Request, case: Case) -> list[CaseStep]:
    """The positions of whoever speaks that may still be changed."""
    return [one for one in case.steps if "supersede" in open_verbs(request, one)]


def _no(request: Request, step: CaseStep, asked: Asked) -> Reply:
    """It ends its case, or returns it to the step before, as the way says; no step comes of it."""
    if turns.ends_if_refused(step):
        told = {"number": step.matter.number, "words": asked["words"]}
        return Then("cases:refuse", told)
    return back(request, asked)


def _asked_on(request: Request, asked: Asked) -> Case:
    """The case; of a draft, which whoever countersigns it may not see, that on which they give a
    position. Raises Refused.
    """
    said = NUMBER.fullmatch(asked.get("number", ""))
    if said is None or said[1].upper() != DRAFTS:
        return of_case(request, asked)
    for one in come_of(request.session, [int(said[2])], visible_to(request.me)):
        case = request.session.get(Case, one.id)
        if case and any(request.me.is_or_stands_for(to.person_id) for to in steps.positions(case)):
            return case
    read.matter(request, asked)  # what is seen by nobody who speaks is refused as such
    raise Refused("steps.no-position", number=asked["number"])


desk.verbs["supersede"] = supersede


@desk.does("back")
def back(request: Request, asked: Asked) -> Reply:
    """The last step that is done, of those before whoever's turn it is; or the one of the form. At
    the first step whoever asked for it has one more to do, which holds up this one.
    """
    if asked.get("step"):
        return desk.take(request, find(request, asked), "return", asked)
    case = of_case(request, asked)
    done = [one for one in case.steps if "return" in open_verbs(request, one)]
    asker, why = case.matter.opened_by, asked.get("words", "")
    if not done and asker is not request.person and turns.mine(request.me, case):
        return desk.begin(request, {"id": str(case.id), "person": asker.slack_id, "asks": why})
    if not done:
        for one in turns.live(case)[:1]:
            _insist_theirs(request, one)
        raise Refused("steps.none-before", number=case.matter.number)
    last = max(done, key=lambda one: (one.done_at or request.now, one.number))
    return desk.take(request, last, "return", {k: v for k, v in asked.items() if k != "id"})


desk.verbs["return"] = back
