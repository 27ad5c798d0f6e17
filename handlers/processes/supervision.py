"""Supervision at the desk: the instruction stands on its card, with a colour for how it goes; it
comes from a message, or out of a meeting, a trip, a decision.
"""

from __future__ import annotations

import re
from functools import partial

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life, moves
from bot.matters import same as near
from bot.matters.moves import Told
from bot.matters.sight import may_see, visible_to
from bot.processes import colours, merging, supervision
from bot.processes.bits import helps
from bot.processes.colours import SIGNS, colour
from bot.processes.milestones import behind
from bot.processes.supervision import KIND, leads
from bot.who import days
from bot.who.request import Request
from handlers.matters import same
from handlers.matters.life import WORDS, Face, LifeDesk, last_words, time_asked
from handlers.matters.undo import undone
from handlers.processes import bits, milestones, supervised
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, buttons, safe_link, section, short
from handlers.slack.desk import Asked, Reply, Words
from storage.matters.journal import latest
from storage.matters.matter import Matter
from storage.processes import supervision as stored
from storage.processes.supervision import Supervision, SupervisionState

ORIGIN = {  # of what else: a leader
    **dict.fromkeys(("trips", "opportunities"), "promise"),
    **{"cases": "meeting", "topics": "research"},
}

READY = (SupervisionState.REPORTED, SupervisionState.VERIFIED)  # but for what was split off
# Of what one comes back from: how it was; of a chance the last thing told is what was promised.
LAST_TOLD, TOLD = "opportunities", {"opportunities": "tell", "trips": "account"}
CLAUSES = re.compile(r"[,，;；。]| · |\.\s")
PROMISED = re.compile(r"^.*?(?:答应|承诺)了?(?:的是)?|^.*?\bpromised (?:to |that )?", re.I)


def lines(request: Request, item: Supervision) -> list[Markup]:
    say, found = request.say, [*_same(request, item)]
    if item.said:
        origin, words = Key(f"supervision.origin-{item.origin}"), short(item.said, WORDS)
        found.append(say("supervision.card-said", origin=origin, words=words))
    found += [*last_words(request, item.words), *time_asked(request, item), *_away(request, item)]
    if item.evidence:
        found.append(say("supervision.card-evidence", link=safe_link(item.evidence)))
    found += [*milestones.lines(request, item), *bits.lines(request, item)]
    return [*found, *_beside(request, item), *_how_it_goes(request, item)]


def _beside(request: Request, item: Supervision) -> list[Markup]:
    """What was split off it and how that stands, what was merged into it, and it into what."""
    say, found = request.say, list[Markup]()
    for one in stored.parted(request.session, item, visible_to(request.me)):
        if one.into is item:
            found.append(_merged(request, item, one))
            continue
        left = "-open" if item.state in READY and not one.matter.closed_at else ""
        names = {**one.matter.named, "lead": one.matter.owner.name, "state": moves.state_of(one)}
        found.append(say(f"supervision.card-split{left}", **names))
    if item.into and may_see(request.session, request.me, item.into.matter):
        found.append(say("supervision.card-into", **item.into.matter.named))
    return found


def _merged(request: Request, item: Supervision, one: Supervision) -> Markup:
    """With its instruction, where that is another."""
    if one.said in ("", item.said):
        return request.say("supervision.card-merged", **one.matter.named)
    said = {"origin": Key(f"supervision.origin-{one.origin}"), "words": short(one.said, WORDS)}
    return request.say("supervision.card-merged-said", **one.matter.named, **said)


def _same(request: Request, item: Supervision) -> list[Markup]:
    """Before it is approved: whoever proposed it may not have seen what is open on that already."""
    is_new = item.state is SupervisionState.PROPOSED
    found = near.nearest(request, KIND.name, item.matter.title, item.matter) if is_new else None
    is_other = found is not None and found is not item.matter.comes_of
    return [request.say("supervision.card-same", **found.named)] if found and is_other else []


def _away(request: Request, item: Supervision) -> list[Markup]:
    """Until a day is asked for on which the lead is not at work, but the office is."""
    who, wanted, office = item.matter.owner, item.wanted_due, request.calendar
    if wanted is None:
        return []
    day, theirs = office.today(wanted), days.of_person(request.session, who, office)
    is_away = office.is_working(day) and not theirs.is_working(day)
    return [request.say("supervision.card-away", name=who.name, day=day)] if is_away else []


def _how_it_goes(request: Request, item: Supervision) -> list[Markup]:
    """What its colour stands for; that it was moved, that it was begun anew; who else is asked."""
    say, why, found = request.say, colours.why(request, item), list[Markup]()
    if why:
        point = behind(request, item)
        blanks = {"asks": point.asks, "due": point.due_at} if point else {}
        found.append(say(f"supervision.colour-{why}", **blanks))
    if item.first_due:
        moved = colours.slipped(request, item)
        found.append(say("supervision.card-slips", first=item.first_due, n=item.slips, days=moved))
    if item.round > 1:
        found.append(say("supervision.card-round", n=item.round))
    if item.affected:
        found.append(say("supervision.card-affected", name=item.affected.name))
    return found


def sign(request: Request, item: Supervision) -> str:
    return SIGNS[colour(request, item)]


class SupervisionDesk(LifeDesk[Supervision]):
    """With the buttons of whoever is asked beside the lead, and those of milestones."""

    def presses(self, request: Request, item: Supervision) -> list[Block]:
        own, points = super().presses(request, item), partial(milestones.buttons, request, item)
        first = [*bits.first(request, item), *own[:1], *points("reach")]
        return [*first, *bits.more(request, item), *points("set"), *own[1:], *points("drop")]

    def act(self, request: Request, item: Supervision, verb: str, told: Told) -> Markup:
        """Two steps are more than one row's affair; feedback by which it is accepted says so."""
        if whole := {"merge": supervision.merge, "split": supervision.split}.get(verb):
            return whole(request, item, told)
        accepts = verb == "feedback" and item.state is SupervisionState.HANDED_OVER
        return life.take(request, KIND, item, verb, told, "feedback-accepts" if accepts else "")

    def take_back(self, request: Request, asked: Asked) -> Reply:
        return undone(request, supervision.take_back(request, int(asked["id"])).matter)


RARE = ("followups:press", "bits:drop", "milestones:drop", "milestones:set", "bits:add")
desk = SupervisionDesk(KIND, Face(lines, colour=sign, rare=RARE))
desk.shortcuts["from-words"] = "message"
desk.verbs |= supervised.VERBS
desk.pictures |= supervised.PICTURES


def feedback(request: Request, asked: Asked) -> Reply:
    """Of whoever helps it is that of their part, and never takes the place of the lead's."""
    item = desk.item(request, asked)
    if not leads(request.me, item) and helps(request.me, item):
        return bits.answer(request, asked)
    return desk.take(request, item, "feedback", asked)


def extend(request: Request, asked: Asked) -> Reply:
    """Whoever decides on its date asks nobody for more time: they set another."""
    item = desk.item(request, asked)
    open_now = {one.verb for one in moves.open_to(KIND.moves, request.me, item, request.now)}
    decides = "extend" not in open_now and "reschedule" in open_now
    return desk.take(request, item, "reschedule" if decides else "extend", asked)


def merge(request: Request, asked: Asked) -> Reply:
    """Two numbers are easily mixed up: said, it is asked with the titles of both."""
    item = desk.item(request, asked)
    is_asked = request.surface == "form" or read.PLAINLY in asked or not asked.get("into")
    if is_asked:
        return desk.take(request, item, "merge", asked)
    moves.check(KIND.moves, request.me, item, "merge")
    there = merging.into(request, item, asked["into"])
    meant = {"number": item.matter.number, "into": there.matter.number, read.PLAINLY: "yes"}
    slip = slips.keep(request, "supervision:merge", meant)
    other = {"into": there.matter.number, "other": there.matter.title}
    names = {**item.matter.named, **other, "lead": item.matter.owner.name}
    names["due"] = there.matter.due_at
    text = request.say(f"supervision.merge-sure{_helps_on(item, there)}", **names)
    press = button("supervision:anyway", request.say("supervision.verb-merge"), slip.id)
    return Words(text, [section(text), buttons(press)])


def _helps_on(item: Supervision, there: Supervision) -> str:
    """Whoever led it helps there, unless they lead that one; and no longer than that goes on."""
    if item.matter.owner is there.matter.owner:
        return ""
    return "-sooner" if there.matter.due_at < item.matter.due_at else "-helps"


desk.verbs |= {"feedback": feedback, "extend": extend, "merge": merge}


@desk.does("from-words")
def from_words(request: Request, asked: Asked) -> Reply:
    """A message is put under supervision: its text is the instruction, its link is kept. Of one
    that was, whoever may see that is asked first.
    """
    source = asked.get("source", "")
    known = {"said": read.in_names(request, asked.get("title", "")), "source": source}
    if source and (found := near.out_of(request, KIND.name, source)):
        return same.before(request, KIND, known, found)
    return desk.begin(request, known)


@desk.does("out-of")
def out_of(request: Request, asked: Asked) -> Reply:
    """What was agreed at a meeting, promised on a trip, decided: each names the other."""
    meant = {name: asked[name] for name in ("id", "number") if asked.get(name)}
    matter = read.matter(request, meant)
    title = asked.get("title", "")
    told = _told(request, matter)
    if not title and (promise := _promised(told, last=matter.kind == LAST_TOLD)):
        asked = asked | {"title": promise, "said": told}
    known = {name: said for name, said in asked.items() if name not in ("id", "number")}
    known |= {"of": str(matter.id), "said": asked.get("said") or title}
    return desk.begin(request, known | {"origin": _origin(matter)})


def _told(request: Request, matter: Matter) -> str:
    """What whoever came back from it has told."""
    verb = TOLD.get(matter.kind)
    told = latest(request.session, matter.id, f"{matter.kind}.{verb}") if verb else None
    return told.reason if told else ""


def _promised(words: str, *, last: bool) -> str:
    """The clause that says what was promised; else what was told `last`, or nothing."""
    clauses = [one.strip() for one in CLAUSES.split(words) if one.strip()]
    usual = "".join(clauses[-1:]) if last else ""
    said = next((one for one in clauses if PROMISED.search(one)), usual)
    return PROMISED.sub("", said).strip()


def _origin(matter: Matter) -> str:
    return ORIGIN.get(matter.kind, "instruction")


@desk.does("promise")
def promise(request: Request, asked: Asked) -> Reply:
    """What a leader has promised, on the same clock as what they ask of others."""
    if not request.me.keeps_ledger:
        raise Refused("supervision.leaders-promise")
    return desk.begin(request, asked | {"person": request.me.id, "origin": "promise"})
