"""How much of what people say is understood: `python -m tests.words FILE`; with `-v` each that is
not, with `-o` by operation. `tests.words_growth` tells what more verbs cost.

FILE has a sentence a line, with who says it, where, and what is meant, as in `words/README.md` of
the makers. Each is said in an office in which its matter stands as the line says; nothing is done,
it is only asked what would be.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from bot.hearing import Meant, hear, model, only_shows
from bot.language.dates import Unsure, read_due
from bot.language.names import folded, mentioned
from bot.language.phrases import Heard, tables
from bot.language.refusals import Refused
from bot.language.understanding import Here
from bot.language.understanding.marks import PERSON, TIME
from bot.language.understanding.seen import Seen
from bot.language.understanding.things import see
from bot.language.workdays import Calendar
from bot.processes.ways import shipped
from bot.who.request import Request
from rehearsal.seed import people as seeded
from storage.matters.matter import Matter
from storage.who.people import Person, Role, everyone
from tests.words_stage import CAST, Line, Stage

OPS = {
    "draft.guide": ["guidance:open"], "draft.ask": ["questions:ask"],
    "draft.question": ["questions:ask"],
    "draft.answer": ["questions:answer", "drafts:settle"], "plan": ["plan:open"],
    "outline.submit": ["outline:hand-in"], "round.open": ["rounds:open", "rounds:consult"],
    "round.none": ["rounds:agree"], "round.comment": ["rounds:comment"],
    "round.export": ["rounds:export", "rounds:export-word"], "part.assign": ["parts:divide"],
    "ledger": ["ledger:show"], "load": ["followups:of", "load:board"],
    "remind.self": ["followups:remind"],
    "remind.other": ["followups:remind"], "remind.repeat": ["followups:remind"],
    "remind.move": ["followups:extend"], "remind.cancel": ["followups:cancel"],
    "remind.done": ["followups:done"], "nudge": ["followups:press"], "leave": ["calendar:leave"],
    "overdue": ["followups:overdue"], "plate": ["followups:mine"], "hours": ["calendar:hours"],
    "calendar.ask": ["calendar:day"], "calendar.close": ["calendar:close"],
    "digest.off": ["ledger:digest-off"], "record": ["journal:read"],
    "language": ["people:language"], "delegate": ["people:delegate"], "help": ["office:help"],
    "undo": ["office:how-undo"], "balance": ["balance:show"], "learning": ["learning:show"],
    "advice.send": ["advice:advise"], "supervise.open": ["supervision:propose"],
    "supervise.report": ["supervision:report", "supervision:feedback"],
    "supervise.extend": ["supervision:extend"],
    "supervise.close": ["supervision:close", "supervision:verify"],
    "leave.who": ["calendar:leaves"],
    "duty.now": ["duty:who"], "duty.when": ["duty:who", "duty:mine"], "duty.mine": ["duty:mine"],
    "duty.swap": ["swaps:ask", "swaps:call", "swaps:accept", "swaps:decline"],
    "duty.take": ["duty:take-over", "swaps:accept"],
    "duty.handover": ["duty:log"], "duty.log": ["duty:log", "duty:book"],
    "incident.report": ["incidents:report"], "incident.ack": ["incidents:acknowledge"],
    "incident.ask": ["incidents:show"], "topic.propose": ["topics:propose"],
    "topic.choose": ["topics:decide", "topics:choose"],
    "topic.drop": ["topics:drop", "topics:park"], "strength.tell": ["strengths:declare"],
    "topic.vote": ["votes:cast"],
    "trip.plan": ["trips:plan"], "trip.car": ["car:start", "cars:choose", "trips:plan"],
    "trip.settle": ["trips:account", "trips:back"],
    "process.start": [f"{name}:start" for name in shipped()], "petition.raise": ["petition:start"],
    "process.step": ["steps:done", "steps:skip", "steps:return"], "rule.ask": ["regulations:ask"],
    "reading.offer": ["opportunities:reading"], "seat.offer": ["opportunities:seat"],
    "posting.recommend": ["opportunities:posting"], "kudos": ["thanks:give"],
    "growth": ["growth:mine"], "talk.note": ["talks:note"], "hardship.raise": ["hardship:raise"],
    "goal.update": ["goals:on-track", "goals:at-risk"],
}  # fmt: skip
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
OFFICE = [
    Person(slack_id=one.id, name=one.real_name, handle=one.name, role=Role.STAFF)
    for one in seeded("callboard")
]
KINDS = {"draft": "drafts", "part": "parts", "decision": "decisions"}
WORDS = (
    "opinion", "words", "text", "note", "title", "first", "due", "choice", "advice", "reference",
    "lang", "to", "number_said",
    "retention", "source", "options", "link", "evidence", "beside", "until", "whole",
)  # fmt: skip


def verbs(op: str) -> list[str]:
    """The verbs that are right for what a line means; none if there is no such operation yet."""
    if ":" in op:  # said as it is called here
        return [op]
    kind, _, verb = op.partition(".")
    named = [f"{KINDS[kind]}:{verb}"] if kind in KINDS else []
    known = {f"{feature}:{one}" for feature, one, _ in tables()}
    return OPS.get(op) or [one for one in named if one in known]


# --- what is right -------------------------------------------------------------------------------


def score(line: Line, meant: Meant, request: Request) -> tuple[str, list[str]]:
    """What becomes of a line, and the slots that are wrong where the verb is right."""
    right = {verb for op in (line["op"], *line.get("also_ok", ())) for verb in verbs(op)}
    never = {verb for op in line.get("never", ()) for verb in verbs(op)}
    own = set(verbs(line["op"]))

    def said(heard: Heard) -> str:
        return f"{heard.feature}:{heard.verb}"

    if line["op"] == "none" or not verbs(line["op"]):
        return _unasked(line, meant, right, never), []
    if meant.heard is not None:
        if said(meant.heard) not in right:
            return ("wrong bound" if _binds(meant.heard) else "wrong shown"), []
        wrong = wrong_slots(line, meant.heard, request) if said(meant.heard) in own else []
        return ("done, a slot wrong" if wrong else "done"), wrong
    for place, offer in enumerate(meant.offers):
        if said(offer) in right:
            wrong = wrong_slots(line, offer, request) if said(offer) in own else []
            which = "first" if place == 0 else "among three"
            return (f"{which}, a slot wrong" if wrong else which), wrong
    if meant.offers:
        harmful = meant.sure and said(meant.offers[0]) in never
        return ("harmful first" if harmful else "wrong offered"), []
    return "not understood", []


def _unasked(line: Line, meant: Meant, right: set[str], never: set[str]) -> str:
    if meant.heard is not None and _binds(meant.heard):
        named = f"{meant.heard.feature}:{meant.heard.verb}"
        return "let alone" if named in right else "wrong bound"
    if meant.sure and meant.offers:
        named = f"{meant.offers[0].feature}:{meant.offers[0].verb}"
        if named in right:
            return "let alone"
        return "harmful first" if named in never else "wrong offered"
    return "let alone"


def _binds(heard: Heard) -> bool:
    return not only_shows((heard.feature, heard.verb)) and heard.feature != "office"


def wrong_slots(line: Line, heard: Heard, request: Request) -> list[str]:
    return [
        name
        for name, wanted in line.get("slots", {}).items()
        if not _holds(name, wanted, heard.asked, request)
    ]


def _holds(name: str, wanted: Any, asked: dict[str, str], request: Request) -> bool:
    match name:
        case "number":
            if "number" in asked:
                return _plain(asked["number"]) == _plain(wanted)
            return _plain(wanted) in _plain(asked.get("words", ""))  # "I vote for R-7"
        case "person":
            said = " ".join(asked.get(one, "") for one in ("person", "whom", "approver", "people"))
            return any(CAST.get(wanted) in one.value for one in _seen(said, request).of(PERSON))
        case "people":
            named = {mentioned(one) for one in _mentions(asked)}
            if "whole" in asked:  # read by whoever is asked; whoever plans a trip goes
                seen = _seen(asked["whole"], request)
                named |= {one.value[0] for one in seen.of(PERSON) if one.value} | {request.me.id}
            return {CAST.get(one, one) for one in wanted} <= named
        case "due":
            return _same_time(str(wanted), asked, request)
    if name == "title" and (found := _numbered(request, asked)):
        asked = asked | {"title": found.title}
    said = " ".join(asked.get(one, "") for one in WORDS)
    return _plain(str(wanted)) in _plain(said)


def _seen(said: str, request: Request) -> Seen:
    return see(said, Here("", everyone(request.session), request.now, request.calendar))


def _numbered(request: Request, asked: dict[str, str]) -> Matter | None:
    digits = asked.get("number", "").partition("-")[2]
    return request.session.get(Matter, int(digits)) if digits else None


def _mentions(asked: dict[str, str]) -> list[str]:
    words = " ".join(
        asked.get(one, "") for one in ("people", "person", "reviewer", "others", "whole")
    )
    return re.findall(r"<@\w+[^>]*>", words)


def _same_time(wanted: str, asked: dict[str, str], request: Request) -> bool:
    said = next((asked[one] for one in ("due", "first", "title", "words") if asked.get(one)), "")
    said = said.strip(" .,。，")
    if whole := asked.get("whole"):  # read by whoever is asked, once it is offered
        times = _seen(whole, request).of(TIME)
        return any(_same_time(wanted, {"due": one.value.said}, request) for one in times)
    try:
        day = datetime.fromisoformat(wanted)
    except ValueError:
        return _plain(wanted) in _plain(" ".join(asked.values()))
    try:
        meant = read_due(said, request.now, request.calendar)
    except (Refused, Unsure):
        return False
    choices = [meant.at, *meant.others] if meant.doubt else [meant.at]
    if len(wanted) == len("2026-12-03"):
        return any(at.astimezone(request.calendar.tz).date() == day.date() for at in choices)
    return any(at == day for at in choices)


def _plain(said: str) -> str:
    named = re.sub(r"<@\w+\|([^>]*)>", r"\1", said)
    return "".join(folded(named).split()).replace("-", "").strip("，,。.")


# --- all of them ---------------------------------------------------------------------------------


def main(path: str, *wanted: str) -> int:
    written = Path(path).read_text("utf-8").splitlines()
    lines = [json.loads(_numbered_here(one)) for one in written if one]
    began = perf_counter()
    model()
    taken, stage = perf_counter() - began, Stage()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    slots: Counter[str] = Counter()
    spent = 0.0
    for line in lines:
        with stage.for_(line) as (request, thread):
            began = perf_counter()
            meant = hear(request, line["text"].replace("@Callboard", " "), thread=thread)
            spent += perf_counter() - began
            became, wrong = score(line, meant, request)
        group = "none" if line["op"] == "none" else "exists" if verbs(line["op"]) else "to come"
        for name in ("all", group, f"{group} {line['lang']}", f"op {line['op']}"):
            found[name][became] += 1
        slots.update(wrong)
        if "-v" in wanted and became not in ("done", "first", "let alone"):
            shown = [f"{o.feature}:{o.verb} {o.asked}" for o in (meant.heard, *meant.offers) if o]
            print(f"{became} | {line['who']} | {line['text']} | {line['op']} {line.get('slots')}")
            print(f"    {wrong} {shown}")
    for name, counts in found.items():
        if not name.startswith("op ") or "-o" in wanted:
            total = sum(counts.values())
            told = ", ".join(f"{what} {n}" for what, n in counts.most_common())
            good = counts["done"] + counts["first"] + counts["let alone"]
            print(f"{name} ({total}): {100 * good / total:.0f} % in one press; {told}")
    print("slots wrong:", dict(slots))
    print(f"read in {taken:.1f} s; {1000 * spent / len(lines):.1f} ms each, database included")
    return 0


def _numbered_here(line: str) -> str:
    """Supervision and cases have other letters here; V is advice, too."""
    line = re.sub(r"\bW-(\d)", r"S-\1", line)
    return line if '"advice"' in line else re.sub(r"\b[NMV]-(\d)", r"K-\1", line)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
