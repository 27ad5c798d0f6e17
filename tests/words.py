"""How much of what people say is understood: `python -m tests.words FILE`; with `-v` each that is
not, with `-o` by operation. `python -m tests.words growth FILE` counts what more verbs cost.

FILE has a sentence a line, with who says it, where, and what is meant, as in `words/README.md` of
the makers. Each is said in an office in which its matter stands as the line says; nothing is done,
it is only asked what would be.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from bot.hearing import Meant, families, hear, intent_of, model
from bot.language.dates import Unsure, read_due
from bot.language.names import folded, mentioned
from bot.language.phrases import Heard, tables
from bot.language.refusals import Refused
from bot.language.understanding import Here
from bot.language.understanding.examples import sentences
from bot.language.understanding.features import features
from bot.language.understanding.guessing import is_nothing
from bot.language.understanding.marks import PERSON, TIME
from bot.language.understanding.model import learned
from bot.language.understanding.things import see
from bot.language.workdays import Calendar
from bot.processes.ways import shipped
from bot.who.request import Request
from handlers.slack.wording import request_for
from rehearsal.seed import people as seeded
from storage.matters.matter import Matter, Visibility
from storage.who.people import Person, Role, everyone
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door, Kept

Line = dict[str, Any]
CAST = {
    "王建国": "UWANG", "赵敏": "UZHAO", "刘洋": "ULIU", "陈静": "UCHEN", "张伟": "UZHANG",
    "李娜": "ULINA", "孙磊": "USUN", "周婷": "UZHOU", "何斌": "UHE",
}  # fmt: skip
ROLES = {
    "leader": "UWANG", "director": "UZHAO", "deputy": "ULIU", "head": "UCHEN",
    "writer": "UZHANG", "staff": "UZHANG", "duty": "UZHOU", "outsider": "UHE",
}  # fmt: skip
HANDLES = {
    "UWANG": "@wang", "UZHAO": "@zhao", "ULIU": "@liu.yang", "UCHEN": "@chen.jing",
    "UZHANG": "@zhang.wei", "ULINA": "@li.na", "USUN": "@sun.lei", "UZHOU": "@zhou.ting",
}  # fmt: skip
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
    "duty.swap": ["swaps:ask", "swaps:accept", "swaps:decline"],
    "duty.take": ["duty:take-over", "swaps:accept"],
    "duty.handover": ["duty:log"], "duty.log": ["duty:log", "duty:book"],
    "incident.report": ["incidents:report"], "incident.ack": ["incidents:acknowledge"],
    "incident.ask": ["incidents:show"], "topic.propose": ["topics:propose"],
    "topic.choose": ["topics:decide", "topics:choose"], "topic.drop": ["topics:drop"],
    "topic.vote": ["votes:cast"],
    "trip.plan": ["trips:plan"], "trip.car": ["cars:choose", "trips:plan"],
    "trip.settle": ["trips:account", "trips:back"],
    "process.start": [f"{name}:start" for name in shipped()], "petition.raise": ["petition:start"],
    "process.step": ["steps:done", "steps:skip", "steps:return"], "rule.ask": ["ways:ask"],
    "reading.offer": ["opportunities:reading"], "seat.offer": ["opportunities:seat"],
    "posting.recommend": ["opportunities:posting"], "kudos": ["thanks:give"],
    "growth": ["growth:mine"],
}  # fmt: skip
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
OFFICE = [
    Person(slack_id=one.id, name=one.real_name, handle=one.name, role=Role.STAFF)
    for one in seeded("callboard")
]
KINDS = {"draft": "drafts", "part": "parts", "decision": "decisions"}
# Where nothing says in which state the matter is: one in which what is meant can be done.
STATES = {
    "draft.sign": "leader_review", "draft.pass": "in_review", "draft.return": "in_review",
    "draft.submit": "drafting", "draft.extend": "drafting", "draft.problem": "drafting",
    "draft.recheck": "signed", "draft.register": "rechecked_only", "draft.issue": "registered",
    "draft.file": "issued", "outline.submit": "drafting", "draft.ask": "drafting",
}  # fmt: skip
SPEECH = "经济工作会议讲话稿 economic work speech"  # what the new users tried it with
SIGNED = ("signed_off", "rechecked_only", "rechecked", "registered", "issued", "filed")
STEPS = [f"draft.{one}" for one in "show return sign pass submit extend cancel".split()]  # noqa: SIM905
STEPS += ["draft.reschedule"]
WORDS = (
    "opinion", "words", "text", "note", "title", "first", "due", "choice", "advice", "reference",
    "lang", "to", "retention", "source", "options", "link", "evidence", "beside", "until", "whole",
)  # fmt: skip


def verbs(op: str) -> list[str]:
    """The verbs that are right for what a line means; none if there is no such operation yet."""
    if ":" in op:  # said as it is called here
        return [op]
    kind, _, verb = op.partition(".")
    named = [f"{KINDS[kind]}:{verb}"] if kind in KINDS else []
    known = {f"{feature}:{one}" for feature, one, _ in tables()}
    return OPS.get(op) or [one for one in named if one in known]


# --- the office of a line ------------------------------------------------------------------------


class Stage:
    """An office for each line, the same ones used again."""

    def __init__(self) -> None:
        self.door = Door(empty_office(), WEDNESDAY)
        self.door.casts()
        self.kept: dict[tuple[str, ...], Kept] = {(): self.door.keeps()}

    @contextmanager
    def for_(self, line: Line) -> Iterator[tuple[Request, str]]:
        """Whoever says it, at its time; the number of the matter in whose thread it is said."""
        number, kind, state, title, holder = matter_of(line)
        key = (number, kind, state, title, holder) if number else ()
        if key not in self.kept:
            self.door.goes_on_from(self.kept[()])
            Scene(self.door, number, title, holder).plays(kind, state)
            self.kept[key] = self.door.keeps()
        self.door.goes_on_from(self.kept[key])
        self.door.clock.turn_to(moment(line))
        who = CAST.get(line.get("name", "")) or ROLES[line["who"]]
        threaded = number if line.get("where") == "thread" or line.get("context") else ""
        with self.door.bot.sessions.begin() as session:
            request = request_for(
                self.door.bot, session, session.get_one(Person, who), moment(line)
            )
            yield request, threaded
            session.rollback()


def moment(line: Line) -> datetime:
    return datetime.fromisoformat(line["now"]).astimezone(UTC) if line.get("now") else WEDNESDAY


def matter_of(line: Line) -> tuple[str, str, str, str, str]:
    """Number, kind, state, title and holder of the matter of a line; "" for what is unknown."""
    about = line.get("context") or {}
    if about:
        named = (about.get("number") or "D-1", about["kind"], about.get("state") or "")
        return *named, about.get("title") or "年终总结", about.get("holder") or ""
    if line.get("state", "none") != "none":
        return "D-1", "draft", line["state"], SPEECH, ""
    said = line.get("slots", {}).get("number", "")
    kind = {"D": "draft", "P": "part", "A": "decision", "F": "reminder", "S": "supervision"}
    who = line.get("name", "") if line["who"] == "writer" else ""
    if said[:1] in kind:
        return said, kind[said[0]], STATES.get(line["op"], ""), "年终总结", who
    title = line.get("slots", {}).get("title", "")
    if title and line["op"] in STEPS:
        return "D-1", "draft", STATES.get(line["op"], "drafting"), title, who
    return "", "", "", "", ""


class Scene:
    """One matter, brought by its people to where a line finds it."""

    def __init__(self, door: Door, number: str, title: str, holder: str) -> None:
        self.door, self.number, self.title = door, number, title
        self.holder = CAST.get(holder, "")
        digits = "".join(filter(str.isdigit, number))
        self._leaves_room(int(digits or 1))

    def _leaves_room(self, number: int) -> None:
        if number < 2:
            return
        day = WEDNESDAY - timedelta(days=99)
        with self.door.bot.sessions.begin() as session:
            session.add(
                Matter(
                    id=number - 1, kind="drafts", prefix="D", title="-", due_at=day, closed_at=day,
                    visibility=Visibility.AUTHOR, opened_by_id="UZHOU", owner_id="UZHOU",
                    opened_at=day,
                )
            )  # fmt: skip

    def plays(self, kind: str, state: str) -> None:
        play = {
            "draft": self._draft, "part": self._part, "decision": self._decision,
            "round": self._round, "supervision": self._supervision, "reminder": self._reminder,
            "draft question": self._question,
        }.get(kind)  # fmt: skip
        if play is not None:
            play(state)

    def _assigned(self, writer: str = "UZHANG", reviewer: str = "UCHEN") -> None:
        writer = HANDLES.get(writer, "@zhang.wei")
        reviews = f" reviewer {HANDLES.get(reviewer, '@chen.jing')}"
        self.door.types("UWANG", f"/draft assign {writer} “{self.title}” by 4 Dec{reviews}")

    def _draft(self, state: str) -> None:
        with_reviewer = state in ("in_review", "submitted")
        writes = "UZHANG" if state in ("in_review", "submitted", "leader_review") else self.holder
        self._assigned(writes, self.holder if with_reviewer and self.holder else "UCHEN")
        writer = writes if writes in HANDLES else "UZHANG"
        says, n = self.door.says, self.number
        if state in ("accepted", "drafting", "late"):
            says(writer, f"accept {n}")
        if state == "problem_raised":
            says(writer, f"problem with {n}: no data yet")
        if state == "late":
            self.door.waits(days=11)
        if state in ("in_review", "submitted", "leader_review", "forsign", "returned", "signed"):
            says(writer, f"submit {n} https://docs.example/1")
        if state in SIGNED:
            says(writer, f"submit {n} https://docs.example/1")
        if state == "returned":
            says("UCHEN", f"return {n}: shorter, by 3 Dec")
        if state in ("leader_review", "forsign"):
            says("UCHEN", f"pass {n} on")
        if state in ("signed", *SIGNED):
            says("UWANG", f"sign {n}")
        if state in SIGNED[1:]:
            says("UZHAO", f"recheck {n}")
        if state in SIGNED[2:]:
            says("UZHAO", f"register {n} as 鲁府办〔2026〕8号")
        if state in ("issued", "filed"):
            says("UZHAO", f"issue {n} to all sections")

    def _under(self) -> int:
        """The draft it belongs to has the number before."""
        here, digits = self.number, int("".join(filter(str.isdigit, self.number)))
        with self.door.bot.sessions.begin() as session:
            if there := session.get(Matter, digits - 1):
                session.delete(there)
        self.number = f"D-{digits - 1}"
        self._leaves_room(digits - 1)
        self._draft("drafting")
        self.number = here
        return digits - 1

    def _part(self, state: str) -> None:
        draft, who = self._under(), self.holder if self.holder in HANDLES else "USUN"
        if state in ("submitted", "handed_in"):
            who = "USUN"
        self.door.says("UWANG", f"part D-{draft} {HANDLES[who]} {self.title} by Tuesday")
        if state in ("submitted", "handed_in"):
            self.door.says(who, f"submit {self.number} https://docs.example/p")

    def _round(self, state: str) -> None:
        draft = self._under()
        self.door.says("UZHANG", f"submit D-{draft} https://docs.example/1")
        asked = "@chen.jing @sun.lei @li.na @liu.yang @zhao"
        self.door.says("UWANG", f"round D-{draft} {asked} until tomorrow noon")

    def _decision(self, state: str) -> None:
        to = HANDLES.get(self.holder, "@wang")
        self.door.says("UZHANG", f"ask {to} to decide: {self.title}; options: the hall / the park")

    def _supervision(self, state: str) -> None:
        says, n = self.door.says, self.number
        lead = HANDLES.get(self.holder, "@li.na")
        says("UWANG", f"supervise {self.title} with {lead} by 10 Dec")
        says(self.holder or "ULINA", f"accept {n}")
        if state in ("reported", "done"):
            says(self.holder or "ULINA", f"{n} done: all of it")

    def _reminder(self, state: str) -> None:
        self.door.says(self.holder or "UZHANG", f"remind me to {self.title} on Friday at 3pm")

    def _question(self, state: str) -> None:
        self._draft("drafting")
        self.door.says("UZHANG", f"ask about {self.number}: which meeting's line counts?")


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
    table = next(t for f, v, t in tables() if (f, v) == (heard.feature, heard.verb))
    return not table.get("question") and heard.feature != "office"


def wrong_slots(line: Line, heard: Heard, request: Request) -> list[str]:
    return [
        name
        for name, wanted in line.get("slots", {}).items()
        if not _holds(name, wanted, heard.asked, request)
    ]


def _holds(name: str, wanted: Any, asked: dict[str, str], request: Request) -> bool:
    match name:
        case "number":
            said = asked.get("number") or asked.get("words", "")  # "I vote for R-7"
            return _plain(said) == _plain(wanted)
        case "person":
            said = " ".join(asked.get(one, "") for one in ("person", "whom", "approver", "people"))
            named = see(said, Here("", everyone(request.session), request.now, request.calendar))
            return any(CAST.get(wanted) in one.value for one in named.of(PERSON))
        case "people":
            named = {mentioned(one) for one in _mentions(asked)}
            return {CAST.get(one, one) for one in wanted} <= named
        case "due":
            return _same_time(str(wanted), asked, request)
    if name == "title" and (found := _numbered(request, asked)):
        asked = asked | {"title": found.title}
    said = " ".join(asked.get(one, "") for one in WORDS)
    return _plain(str(wanted)) in _plain(said)


def _numbered(request: Request, asked: dict[str, str]) -> Matter | None:
    digits = asked.get("number", "").partition("-")[2]
    return request.session.get(Matter, int(digits)) if digits else None


def _mentions(asked: dict[str, str]) -> list[str]:
    words = " ".join(
        asked.get(one, "") for one in ("people", "person", "reviewer", "others", "whole")
    )
    return [f"<{one}" for one in words.split("<")[1:]]


def _same_time(wanted: str, asked: dict[str, str], request: Request) -> bool:
    said = next((asked[one] for one in ("due", "first", "title", "words") if asked.get(one)), "")
    said = said.strip(" .,。，")
    if whole := asked.get("whole"):  # read by whoever is asked, once it is offered
        seen = see(whole, Here("", everyone(request.session), request.now, request.calendar))
        return any(_same_time(wanted, {"due": one.value.said}, request) for one in seen.of(TIME))
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
    written = re.sub(r"\bW-(\d)", r"S-\1", Path(path).read_text("utf-8"))  # supervision, here
    lines = [json.loads(one) for one in written.splitlines() if one]
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


def growth(path: str) -> int:
    """How the first guess and the time of a guess change with the number of verbs: those of the
    file's own lines, and a share of the others.
    """
    lines = [json.loads(one) for one in Path(path).read_text("utf-8").splitlines() if one]
    rows = [(features(text), intent) for text, intent in sentences(families())]
    for part in (0.25, 0.5, 0.75, 1.0):
        every = sorted({intent for _, intent in rows if not is_nothing(intent)})
        kept = {one for n, one in enumerate(every) if (n * 7919) % 100 < 100 * part}
        small = learned([row for row in rows if row[1] in kept or is_nothing(row[1])])
        right, asked, spent = [0, 0], 0, 0.0
        for line in lines:
            wanted = {intent_of(verb) for verb in verbs(line["op"])}
            if not wanted & kept:
                continue
            seen = see(line["text"], Here("", OFFICE, WEDNESDAY, CALENDAR))
            began = perf_counter()
            shares = small.shares(features(seen.masked))
            spent += perf_counter() - began
            best = [small.intents[n] for n in shares.argsort()[::-1][:3]]
            asked += 1
            right[0] += best[0] in wanted
            right[1] += bool(wanted & set(best))
        told = f"{100 * right[0] / asked:.0f} % first, {100 * right[1] / asked:.0f} % among three"
        print(f"{len(kept)} verbs ({asked} lines): {told}; {1000 * spent / asked:.2f} ms a guess")
    return 0


if __name__ == "__main__":
    sys.exit(growth(sys.argv[2]) if sys.argv[1:2] == ["growth"] else main(*sys.argv[1:]))
