"""Cases at the desk: started in a sentence or a form; where each is, at a glance, on its card."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.moves import Told
from bot.matters.titles import read_title
from bot.processes import alone, cases, earlier, steps, turns, ways
from bot.processes.cases import KIND
from bot.processes.regulations import own as rules
from bot.processes.template import RULES, Step, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import same
from handlers.matters.life import Face, LifeDesk, made_of
from handlers.matters.undo import undone
from handlers.processes import (
    asked_of_steps,
    numbered,
    positions,
    remarks,
    rescheduling,
    told,
)
from handlers.processes import steps as steps_desk
from handlers.processes.case_form import (
    facts_in,
    in_its_fields,
    lacking,
    lang_of,
    start_form,
    titled,
    which_form,
    with_earlier,
    without_hour,
)
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Reply, Then, Words
from handlers.slack.said import unmarked
from storage.processes.cases import Case, CaseStep, Process, StepState

HABITS = {"custom": "custom"}  # whose source says already what it is
NEAREST = 3  # ways to choose from, where none is called so
LEFT = 5  # matters that earlier cases have left
FOLDED = 3  # steps that are over, beyond which they are counted


class CaseDesk(LifeDesk[Case]):
    """With the buttons of the steps whose turn it is before its own."""

    def presses(self, request: Request, item: Case) -> list[Block]:
        gone = set() if ways.newer(request, item.process) else {"cases:renew"}
        gone |= set() if _asks_for_yes(request, item) else {"cases:refuse"}
        own = [one for one in super().presses(request, item) if one["action_id"] not in gone]
        made = [*steps_desk.presses(request, item), *positions.presses(request, item)]
        return [*made, *own, *_rule_behind(request, item)]

    def act(self, request: Request, item: Case, verb: str, told: Told) -> Markup:
        if verb == "reschedule":
            return cases.reschedule(request, item, told)
        return super().act(request, item, verb, told)

    def take_back(self, request: Request, asked: Asked) -> Reply:
        return undone(request, cases.take_back(request, int(asked["id"])).matter)


def _asks_for_yes(request: Request, case: Case) -> bool:
    """Whether it waits for the yes, or the no, of whoever reads."""
    mine = (turns.spec(one) for one in turns.mine(request.me, case))
    return any(told and told.refused == "ends" for told in mine)


def _rule_behind(request: Request, case: Case) -> list[Block]:
    """The section that the step whoever reads has to do rests on, if it names one."""
    told = turns.spec(_now_for(request, case)[0]) if turns.live(case) else None
    rule = rules.cited(request, told.rule) if told and told.rule else None
    return [button("regulations:open-0", request.say("cases.rule"), rule.key)] if rule else []


def _now_for(request: Request, case: Case) -> list[CaseStep]:
    """The steps whose turn it is: those of whoever reads, if there are any."""
    now = turns.live(case)
    return [one for one in now if request.me.is_or_stands_for(one.person_id)] or now


def lines(request: Request, case: Case) -> list[Markup]:
    """What was filled in; its steps in one line; what the step of whoever reads is to be."""
    said = [*told.lines(request, case), _way(request, case), *positions.lines(request, case)]
    mine = _now_for(request, case)
    now, way = turns.spec(mine[0]) if mine else None, way_of(case.process)
    if any(step.opens for step in way.steps.values()):
        said += [*made_of(request, case.matter), *_still_open(request, case)]
    return [one for one in (*said, *(guide(request, now, way) if now else [])) if one]


def _still_open(request: Request, case: Case) -> list[Markup]:
    """What an earlier one has left, while this one is under way."""
    found = earlier.still_open(request, case) if case.state in cases.RUNNING else []
    lines = [
        request.say("cases.open", **one.named, who=one.owner.name, due=one.due_at)
        for one in found[:LEFT]
    ]
    if len(found) > LEFT:
        lines.append(request.say("cases.open-more", n=len(found) - LEFT))
    return [request.say("cases.open-head"), *lines] if lines else []


def _way(request: Request, case: Case) -> Markup:
    """✓ 签收 ▸ *传阅* 李娜, 孙磊 12月4日 ○ 答复: what is over is folded, one name stands once; of
    several whose turn it is, each has a line.
    """
    over, now, later = _told(request, case)
    if len(now) < 2:
        return Markup(" ".join([*over, *now, *later]))
    return Markup("\n".join(filter(None, [" ".join(over), *now, " ".join(later)])))


def _told(request: Request, case: Case) -> tuple[list[str], list[str], list[str]]:
    """What is over, whose turn it is, what comes later."""
    there = [one for one in turns.in_order(case) if one.state not in turns.NO_STEP]
    n = cases.counted(case)["n"]
    fold = sum(one.state in turns.OVER for one in there) > FOLDED
    over, now, later = list[str](), list[str](), list[str]()
    rows = {"now": now, "late": now, "waits": now, "later": later}
    each = ((one, _mark(request, one)) for one in there)
    for (_, mark), of_name in groupby(each, lambda one: (one[0].name or one[0].number, one[1])):
        rows.get(mark, over).append(_step(request, [one for one, _ in of_name], mark))
    return [request.say("cases.steps-over", n=n)] if fold else over, now, later


def _mark(request: Request, step: CaseStep) -> str:
    if step.state is not StepState.TODO:
        return step.state
    if step.waits and turns.is_next(step):
        return "waits"
    if not turns.comes_now(step):
        return "later"
    return "late" if step.due_at and step.due_at < request.now else "now"


def _step(request: Request, alike: list[CaseStep], mark: str) -> Markup:
    first, who = alike[0], [one.person.name for one in alike]
    names = {"step": turns.called(first), "to": who, "due": first.due_at}
    return request.say(f"cases.step-{mark}", **names)


def guide(request: Request, told: Step, way: Template, *, limits: bool = False) -> list[Markup]:
    """How, to what standard, by which rule: only law and central rules are called a rule. `limits`:
    and how long it may take, where no time of a case says so.
    """
    say = request.say
    found = [say(f"cases.guide-{name}", said=one) for name, one in
             (("how", told.how), ("standard", told.standard)) if one]  # fmt: skip
    if limits and told.due:
        found.append(say("cases.guide-limit", said=limits_of(request, told, way)))
    if told.source:
        kind = "rule" if told.level in RULES else HABITS.get(told.level, "habit")
        level = Key(f"cases.level-{told.level}")
        found.append(say(f"cases.guide-{kind}", said=told.source, level=level))
    return found


def limits_of(request: Request, told: Step, way: Template) -> Markup:
    each = []
    for value, due in told.due.items():
        how = f"{'before' if due.before else 'after'}-{'days' if due.days else 'hours'}"
        said = request.say(f"cases.limit-{how}", n=due.n)
        label = way.fields[told.due_by].choices[value] if value else ""
        each.append(request.say("cases.fact", label=label, said=said) if label else said)
    return Markup(" · ".join(each))


desk = CaseDesk(KIND, Face(lines, rare=("steps:add", "steps:skip")))


# --- started -------------------------------------------------------------------------------------


def start(request: Request, process: Process, asked: Asked) -> Reply:
    """Start a case of it, or ask in a form for what is still needed."""
    insist(request.me.insider, "insider")
    ways.insist_open(process)
    way = way_of(process)
    asked = in_its_fields(request, way, asked)
    if request.surface != "form":  # what was taken out of one is not put back
        asked = with_earlier(request, way, asked)
    said = request.surface != "form"
    left = lacking(way, asked) or (without_hour(request, way, asked) if said else [])
    if read.IN_PART in asked or left:
        if request.surface == "form" and left:
            raise Refused("office.empty", field=left[0])
        return Form(start_form(request, process, titled(request, way, asked)))
    facts = facts_in(request, way, asked)
    title = asked.get("title", "").strip() or facts[way.draft].title
    if way.once and "near" not in asked:
        found = alone.under_way(request, process.name, title)
        if found is not None:
            form, named = partial(start_form, request, process), asked | {"way": process.name}
            return same.ask(request, "cases:start", named, found, form)
    told = {"process": process, "facts": facts, "title": read_title(title)}
    case = life.begin(request, KIND, told, of=facts.get(way.draft))
    return Words(*desk.card(request, case.matter), shown=True)


def start_named(request: Request, asked: Asked) -> Reply:
    """By the name of its way; without one, which it is to be is asked."""
    said = asked.get("way", "").strip()
    process = ways.named(request, said) if said else None
    if process is None:
        return _none_called(request, said) if said else Form(which_form(request))
    return start(request, process, {name: one for name, one in asked.items() if name != "way"})


desk.verbs |= {"start": start_named, "numbered": numbered.find}


def _none_called(request: Request, said: str) -> Reply:
    """The nearest to choose from, or all."""
    insist(request.me.insider, "insider")
    near, lang = ways.nearest(request, said)[:NEAREST], lang_of(request)
    text = request.say("cases.none-called", name=said)
    made = [
        button(f"cases:of-{n}", str(way_of(one).called[lang]), one.id) for n, one in enumerate(near)
    ]
    made.append(button("cases:start", request.say("cases.form-which")))
    return Words(text, [section(text), buttons(*made)])


def start_of(request: Request, asked: Asked) -> Reply:
    """By the button of one."""
    process = request.session.get(Process, int(asked["id"]))
    if process is None:
        raise Refused("office.old-button")
    return Form(start_form(request, ways.current(request, process.name), {}))


desk.verbs |= {f"of-{n}": start_of for n in range(NEAREST)}


@desk.does("which")
def which(request: Request, asked: Asked) -> Reply:
    if read.lacking(request, asked, "way"):
        return Form(which_form(request))
    return Form(start_form(request, ways.current(request, asked["way"]), {}), over=True)


def renew(request: Request, asked: Asked) -> Reply:
    """What is not begun goes by the newest version from now on."""
    case = desk.item(request, asked)
    return desk.done(request, case.matter, cases.renew(request, case), pressed=True)


desk.verbs["renew"] = renew


def refuse(request: Request, asked: Asked) -> Reply:
    """It ends; where a no is no end, it is what whoever speaks says in their step."""
    case = desk.item(request, asked)
    said, mine = request.surface not in ("button", "form"), turns.mine(request.me, case)
    if not said or not mine or cases.refuses(request.me, case):
        return desk.take(request, case, "refuse", asked)
    no, number = unmarked(request, "cases.verb-refuse"), case.matter.number
    words = asked.get("words", "")
    if any(one in steps.positions(case) for one in mine):
        return Then("steps:supersede", {"number": number, "stand": f"{no} {words}".strip()})
    return Then("steps:back", {"number": number, "words": words or no})


desk.verbs["refuse"] = refuse
desk.verbs["reschedule"] = partial(rescheduling.reschedule, desk)


steps_desk.desk.verbs |= asked_of_steps.VERBS | {"compare": positions.compare}
steps_desk.desk.verbs |= {"remark": remarks.remark}
steps_desk.desk.verbs |= {
    verb: asked_of_steps.of_one(verb, steps_desk.desk.verbs[verb])
    for verb in ("done", "hand", "skip")
}
