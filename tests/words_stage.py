"""The office in which a sentence of `tests.words` is said: its matter stands as the line says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.who.request import Request
from handlers.slack.wording import request_for
from storage.matters.matter import Matter, Visibility
from storage.who.people import Person
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
# Where nothing says in which state the matter is: one in which what is meant can be done.
STATES = {
    "draft.sign": "leader_review", "draft.pass": "in_review", "draft.return": "in_review",
    "draft.submit": "drafting", "draft.extend": "drafting", "draft.problem": "drafting",
    "draft.recheck": "signed", "draft.register": "rechecked_only", "draft.issue": "registered",
    "draft.file": "issued", "outline.submit": "drafting", "draft.ask": "drafting",
}  # fmt: skip
SPEECH = "经济工作会议讲话稿 economic work speech"  # what the new users tried it with
WHOLE = "全会讲话 plenary speech"  # what parts are parts of
SIGNED = ("signed_off", "rechecked_only", "rechecked", "registered", "issued", "filed")
STEPS = [f"draft.{one}" for one in "show return sign pass submit extend cancel".split()]  # noqa: SIM905
STEPS += ["draft.reschedule"]
GONE = ("approved", "out", "back")
FIRST = {"duty swap": "E-1"}
# What is said of a matter that is known by its title alone: its number, kind and state.
KNOWN = {
    "incident.ask": ("I-1", "incident", ""),
    "topic.choose": ("R-1", "topic", "shortlisted"),
    "topic.drop": ("R-1", "topic", "shortlisted"),
    "trip.settle": ("T-1", "trip", "back"),
    "goal.update": ("Y-1", "goal", ""),
    "part.submit": ("P-3", "part", ""),
}


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
    if about := line.get("context") or line.get("there"):
        named = (
            about.get("number") or FIRST.get(about["kind"], "D-1"),
            about["kind"],
            about.get("state") or "",
        )
        return *named, about.get("title") or "年终总结", about.get("holder") or ""
    if line.get("state", "none") != "none":
        return "D-1", "draft", line["state"], SPEECH, ""
    said = line.get("slots", {}).get("number", "")
    kind = {
        "D": "draft", "P": "part", "A": "decision", "F": "reminder", "S": "supervision",
        "I": "incident", "R": "topic", "K": "incoming document", "T": "trip",
    }  # fmt: skip
    who = line.get("name", "") if line["who"] == "writer" else ""
    if said[:1] in kind:
        return said, kind[said[0]], STATES.get(line["op"], ""), "年终总结", who
    title = line.get("slots", {}).get("title", "")
    if title and line["op"] in STEPS:
        return "D-1", "draft", STATES.get(line["op"], "drafting"), title, who
    if line["op"] in KNOWN:
        return *KNOWN[line["op"]], title or "青山镇", who
    return "", "", "", "", ""


class Scene:
    """One matter, brought by its people to where a line finds it."""

    def __init__(self, door: Door, number: str, title: str, holder: str) -> None:
        self.door, self.number, self.title = door, number, title
        self.holder = CAST.get(holder, "")
        self.digits = int("".join(filter(str.isdigit, number)) or 1)

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
            "draft question": self._question, "incident": self._incident, "topic": self._topic,
            "trip": self._trip, "duty swap": self._swap, "incoming document": self._case,
            "goal": self._goal, "opportunity": self._opportunity, "hardship": self._hardship,
            "advice": self._advice,
        }.get(kind)  # fmt: skip
        if play is not None:
            self._leaves_room(self.digits - (kind in ("part", "round")))
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
        if state in ("accepted", "drafting", "late", "extension_asked"):
            says(writer, f"accept {n}")
        if state == "problem_raised":
            says(writer, f"problem with {n}: no data yet")
        if state == "extension_asked":
            says(writer, f"extend {n} to 11 Dec: no data yet")
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

    def _under(self, title: str) -> str:
        """The draft it belongs to has the number before."""
        here = self.number, self.title, self.holder
        self.number, self.title, self.holder = f"D-{self.digits - 1}", title, ""
        self._draft("drafting")
        self.number, self.title, self.holder = here
        return f"D-{self.digits - 1}"

    def _part(self, state: str) -> None:
        draft, who = self._under(WHOLE), self.holder if self.holder in HANDLES else "USUN"
        if state in ("submitted", "handed_in"):
            who = "USUN"
        self.door.says("UWANG", f"part {draft} {HANDLES[who]} “{self.title}” by Tuesday")
        if state in ("submitted", "handed_in"):
            self.door.says(who, f"submit {self.number} https://docs.example/p")

    def _round(self, state: str) -> None:
        draft = self._under(self.title)
        self.door.says("UZHANG", f"submit {draft} https://docs.example/1")
        asked = "@chen.jing @sun.lei @li.na @liu.yang @zhao"
        self.door.says("UWANG", f"round {draft} {asked} until tomorrow noon")

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
        self.door.says(self.holder or "UZHANG", f"remind me to “{self.title}” on Friday at 3pm")

    def _question(self, state: str) -> None:
        self.holder = ""  # it is whoever assigned it who is asked
        self._draft("drafting")
        self.door.says("UZHANG", f"ask about {self.number}: {self.title}?")

    def _incident(self, state: str) -> None:
        said = self.door.says("UZHOU", f"紧急：{self.title}，两人轻伤")
        if "[报告]" in said:
            self.door.presses("UZHOU", "报告")

    def _topic(self, state: str) -> None:
        who = self.holder if self.holder in HANDLES else "USUN"
        self.door.says(who, f"提个调研题：{self.title}")
        if state in ("shortlisted", "voting", "chosen"):
            self.door.says("UCHEN", f"{self.number} 入围")
        if state == "chosen":
            self.door.says("UWANG", f"选定 {self.number}，{HANDLES[who]} 牵头，明年3月31日前")
            self.door.says(who, f"accept {self.number}")
        if state == "voting":
            self.door.says("UZHAO", "发起选题投票，3个工作日内截止，每人2票")

    def _trip(self, state: str) -> None:
        who = self.holder or "USUN"
        day = "今天上午11点" if state in GONE else "后天上午8点半"
        self.door.says(who, f"{day}去{self.title}调研，2个人，下午5点回")
        if state in ("submitted", *GONE):
            self.door.says(who, f"{self.number} 送审")
        for approver in ("UCHEN", "UZHAO", "UWANG") if state in GONE else ():
            self.door.says(approver, f"批准 {self.number}")
        for step in ("出发了", "回来了")[: GONE.index(state) if state in GONE else 0]:
            self.door.says(who, f"{self.number} {step}")

    def _swap(self, state: str) -> None:
        self.door.types("UZHAO", "/duty publish", "DM")
        self.door.fills_in("UZHAO", lines="11.28 王建国 孙磊\n11.29 赵敏 周婷")
        self.door.presses("UZHAO", "发布")
        self.door.says("USUN", "swap my duty on 28 Nov with Li Na")

    def _case(self, state: str) -> None:
        self.door.says("UCHEN", f"收文：{self.title}")
        self.door.presses("UCHEN", "打开表单")
        self.door.fills_in("UCHEN", urgency="urgent", handler="UZHANG", readers="USUN ULINA")
        steps = ("UCHEN", "UCHEN", "UZHAO") if state == "with_leader" else ("UCHEN", "UCHEN")
        for who in steps:
            self.door.presses(who, "办好了", about=self.number)

    def _goal(self, state: str) -> None:
        self.door.types("UZHAO", "/office 定目标")
        told = {"title": self.title, "person": self.holder or "USUN", "measure": "按期率 100%"}
        self.door.fills_in("UZHAO", **told, due="明年1月29日")

    def _opportunity(self, state: str) -> None:
        self.door.types("UWANG", "/office 给个机会")
        told = {"people": [self.holder], "title": self.title, "due": "下周三", "why": "该轮到了"}
        self.door.fills_in("UWANG", **told)

    def _hardship(self, state: str) -> None:
        self.door.types(self.holder, "/office 说说难处")
        self.door.fills_in(self.holder, person="UCHEN", ask=self.title)

    def _advice(self, state: str) -> None:
        self.door.says(self.holder, f"给王局提个建议：{self.title}")
