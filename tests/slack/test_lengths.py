"""Whatever the bot can show fits Slack: the longest titles and names, the fullest lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import or_, select

from bot.kinds import KINDS
from bot.language.catalog import LANGUAGES
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.moves import open_to
from bot.matters.reminders import remind
from bot.papers import guidance, plan, questions
from bot.papers import parts as parts_steps
from bot.papers.drafts.moves import MOVES
from bot.who.request import Request
from handlers.slack.desk import Asked, Form, Refusal, Reply, Words
from handlers.slack.replies import offered
from handlers.slack.visit import Visit, answer
from handlers.slack.wording import request_for, worded
from rehearsal.blocks import check_message, check_view
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Visibility
from storage.matters.outbox import Letter, LetterKind
from storage.office.calendar import OwnDay
from storage.papers.drafts import Draft
from storage.papers.drafts import DraftState as State
from storage.papers.questions import of_draft
from storage.papers.rounds import Comment, Round
from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door

FILLERS = {"ampersands": "&", "emoji": "👩🏽"}
BEFORE = 99_999  # matters there have been already: numbers are long too
REMINDERS = 100  # follow-ups open at once
OWN_DAYS = 120  # of the office's calendar
LINK = "https://example.org/" + "a" * 2000

ASSIGN = {"person": "ULINA", "due": "Friday 5pm"}
SUBMIT = ("ULINA", "submit", {"link": LINK})
ACCEPT: tuple[str, str, Asked] = ("ULINA", "accept", {})
SIGNED: list[tuple[str, str, Asked]] = [
    SUBMIT,
    ("UWANG", "sign", {"opinion": "long"}),
    ("UCHEN", "recheck", {}),
    ("UCHEN", "register", {"reference": "unused"}),
]
PATHS: dict[State, list[tuple[str, str, Asked]]] = {
    State.ASSIGNED: [],
    State.PROBLEM_RAISED: [("ULINA", "problem", {"opinion": "long"})],
    State.DRAFTING: [ACCEPT, ("ULINA", "extend", {"due": "Monday", "opinion": "long"})],
    State.IN_REVIEW: [SUBMIT],
    State.RETURNED: [SUBMIT, ("UCHEN", "return", {"opinion": "long", "due": "Monday"})],
    State.LEADER_REVIEW: [SUBMIT, ("UCHEN", "pass", {"opinion": "long"})],
    State.SIGNED_OFF: [SUBMIT, ("UWANG", "sign", {"opinion": "long"})],
    State.RECHECKED: SIGNED,
    State.ISSUED: [*SIGNED, ("UCHEN", "issue", {"to": "to"})],
    State.FILED: [*SIGNED, ("UCHEN", "issue", {"to": "to"}), ("UCHEN", "file", {})],
    State.CANCELLED: [("UWANG", "cancel", {"opinion": "long"})],
}
PARTS: dict[str, list[tuple[str, str, Asked]]] = {
    "assigned": [],
    "problem_raised": [("UCHEN", "problem", {"opinion": "long"})],
    "writing": [
        ("UCHEN", "accept", {}),
        ("UCHEN", "extend", {"due": "Friday 4pm", "opinion": "long"}),
    ],
    "handed_in": [("UCHEN", "submit", {"text": "long"})],
    "returned": [
        ("UCHEN", "submit", {"text": LINK}),
        ("ULINA", "return", {"opinion": "long", "due": "Friday 3pm"}),
    ],
    "taken_in": [("UCHEN", "submit", {"text": "long"}), ("ULINA", "take", {})],
    "cancelled": [("UWANG", "cancel", {"opinion": "long"})],
}
DECISIONS: dict[str, list[tuple[str, str, Asked]]] = {
    "asked": [],
    "delegated": [("UWANG", "delegate", {"person": "UCHEN", "words": "long"})],
    "returned": [("UWANG", "return", {"words": "long"})],
    "decided": [("UWANG", "decide", {"choice": "1", "words": "long"})],
}
LEADS: list[tuple[str, str, Asked]] = [
    ("UWANG", "approve", {"words": "long"}),
    ("UCHEN", "hand-over", {}),
    ("ULINA", "accept", {}),
    ("ULINA", "extend", {"due": "in 20 working days", "opinion": "long"}),
    ("ULINA", "report", {"words": "long", "evidence": LINK}),
    ("UCHEN", "verify", {"words": "long"}),
    ("UWANG", "close", {"words": "long"}),
]
STEPS = {"proposed": 0, "approved": 1, "handed_over": 2, "in_hand": 4, "reported": 5}
SUPERVISION = {state: LEADS[:n] for state, n in (STEPS | {"verified": 6, "closed": 7}).items()}
MORE = {
    "rounds:reply": {"text": "section 2: " + "经" * 5000},
    "drafts:from-message": {"title": "经" * 5000, "source": LINK},
}
FEATURES = {name: KINDS[name].moves for name in ("parts", "decisions", "supervision")}
OFFICE = (
    *("followups", "people", "office", "journal", "home"),
    *("calendar", "balance", "learning", "dates"),
)
AT_WORK = ("UWANG", "UCHEN", "ULINA")  # assigner and signatory, reviewer, writer
READERS = (*AT_WORK, "UZHAO", "UHE")
EIGHT = ("UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "USUN", "UZHOU", "UMA")
ROUNDS = ((State.RETURNED, "open", 60), ("orphan", "consult", 16))


@dataclass
class Shown:
    """One thing somebody sees: words with blocks, or a form, or Home."""

    what: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    view: dict[str, Any] | None = None

    def all_blocks(self) -> list[dict[str, Any]]:
        return self.view["blocks"] if self.view else self.blocks


class Stuffed:
    """An office whose every name and title is as long as it may be, with much to do."""

    def __init__(self, lang: str, filler: str) -> None:
        self.filler = filler
        self.door = Door(empty_office(), WEDNESDAY)
        self.door.casts()
        self.door.joins("UMA", "Ma Li", locale="en-US")
        self.bot = self.door.bot
        self._stretch(lang)
        self.shown: list[Shown] = []
        self.drafts: dict[str, int] = {
            state: self._draft(state, path) for state, path in PATHS.items()
        }
        self.drafts["orphan"] = self._draft("orphan", [SUBMIT], reviewer="USUN")
        self.parts = {state: self._part(path) for state, path in PARTS.items()}
        self.decisions = {state: self._decision(path) for state, path in DECISIONS.items()}
        self.supervision = {state: self._supervised(path) for state, path in SUPERVISION.items()}
        for _ in range(12):
            self._decision([])
        self.does("UWANG", "ledger:share", {"person": "UZHAO"})
        self.drafts["parts"] = self._draft("parts", [])
        self._direct()
        self.rounds = [self._round(*one) for one in ROUNDS]
        self._remind()
        self._leaves("USUN")
        self.door.clock.turn_to(WEDNESDAY + timedelta(days=2))

    def _stretch(self, lang: str) -> None:
        with self.bot.sessions.begin() as session:
            for person in session.scalars(select(Person)):
                person.chosen_lang = lang
                person.name = f"{person.name}{self.long(80)}"[:80]
                person.section = person.section and f"{person.section}{self.long(80)}"[:80]
            session.get_one(Person, "UMA").role = Role.STAFF
            session.add(self._matter_of_old())
            for n in range(0, 2 * OWN_DAYS, 2):
                day, name = date(2028, 1, 1) + timedelta(days=n), self.long(80)
                by = {"by_id": "UZHAO", "at": WEDNESDAY}
                session.add(OwnDay(day=day, worked=bool(n % 3), name=name, **by))

    def _matter_of_old(self) -> Matter:
        day = WEDNESDAY - timedelta(days=99)
        return Matter(
            id=BEFORE, kind="drafts", prefix="D", title="old", visibility=Visibility.AUTHOR,
            opened_by_id="UZHOU", owner_id="UZHOU", opened_at=day, due_at=day, closed_at=day,
        )  # fmt: skip

    def long(self, most: int) -> str:
        return (self.filler * most)[:most]

    def _leaves(self, who: str) -> None:
        with self.bot.sessions.begin() as session:
            session.get_one(Person, who).active = False

    def _draft(
        self, state: str, path: list[tuple[str, str, Asked]], reviewer: str = "UCHEN"
    ) -> int:
        title = f"{state} {self.long(150)}"[:150]
        brief = {**ASSIGN, "title": title, "source": LINK, "doc_type": "notice_public"}
        self.does("UWANG", "drafts:assign", brief | {"reviewer": reviewer, "use_on": "2026-12-10"})
        return self._walked("drafts", path)

    def _walked(self, kind: str, path: list[tuple[str, str, Asked]]) -> int:
        """The newest matter, brought where the path leads."""
        with self.bot.sessions.begin() as session:
            number = session.scalars(select(Matter.id).order_by(Matter.id.desc())).first()
        for who, verb, asked in path:
            words = {k: self._word(str(number), v) for k, v in asked.items()}
            self.does(who, f"{kind}:{verb}", words | {"id": str(number)})
        return int(number or 0)

    def _word(self, number: str, said: str) -> str:
        """As long as it may be; a register number nobody has yet."""
        words = {"long": self.long(3000), "to": self.long(300)}
        words["unused"] = f"{chr(0x9C81) * 12}〔2026〕{int(number) - BEFORE}号"
        return words.get(said, said)

    def _part(self, path: list[tuple[str, str, Asked]]) -> int:
        """Of the first draft, which Li Na writes and unifies: with 陈静."""
        title, draft = self.long(149) + "1", str(self.drafts[State.ASSIGNED])
        asked = {"id": draft, "title": title, "person": "UCHEN", "due": "Friday 2pm"}
        self.does("UWANG", "parts:divide", asked)
        return self._walked("parts", path)

    def _decision(self, path: list[tuple[str, str, Asked]]) -> int:
        options = "\n".join(f"{n}{self.long(69)}" for n in "5678")
        asked = {"person": "UWANG", "title": self.long(149) + "1", "options": options}
        more = {"recommended": "3", "otherwise": self.long(3000), "visibility": "named"}
        self.does("ULINA", "decisions:ask", asked | more)
        return self._walked("decisions", path)

    def _supervised(self, path: list[tuple[str, str, Asked]]) -> int:
        asked = {"person": "ULINA", "title": self.long(149) + "1", "said": self.long(3000)}
        more = {"source": LINK, "origin": "promise", "visibility": "named", "near": "S-0"}
        self.does("UCHEN", "supervision:propose", asked | more)
        return self._walked("supervision", path)

    def _direct(self) -> None:
        """Direction, dates, an outline and questions, in words as long as they may be."""
        about, long = {"id": str(self.drafts["parts"])}, self.long(2999)
        with self.bot.sessions.begin() as session:
            boss, lina = self.request(session, "UWANG"), self.request(session, "ULINA")
            draft = session.get_one(Draft, self.drafts["parts"])
            for n in range(3):
                guidance.give(boss, draft, dict.fromkeys(guidance.FIELDS, f"{n}{long}"))
            guidance.mark(lina, draft, helped=False)
            plan.set_dates(boss, draft, plan.proposed(boss, draft).dates)
            asked = {"text": self.long(1000), "to": session.get_one(Person, "UCHEN")}
            life.hang(lina, questions.KIND, asked, draft)
        self.does("ULINA", "outline:hand-in", about | {"text": long})
        with self.bot.sessions() as session:
            asked = of_draft(session.get_one(Draft, self.drafts["parts"]))
            self.question = max(one.id for one in asked)
        answered = {"question": str(self.question), "source": self.long(1000)}
        for n in "12":
            self.does("UWANG", "questions:answer", answered | {"text": n + self.long(999)})
        self.does("ULINA", "questions:ask", about | {"text": self.long(1000)})
        self.question += 1

    def _round(self, state: str, verb: str, comments: int) -> int:
        """Eight people, sixty comments as long as they come; open, or closed and half decided."""
        people = " ".join(EIGHT)
        asked = {"id": str(self.drafts[state]), "people": people, "due": "Friday 9am"}
        self.does("UWANG", f"rounds:{verb}", asked | {"silence": "yes"})
        with self.bot.sessions() as session:
            number = str(session.scalars(select(Round.id).order_by(Round.id.desc())).first())
        for n in range(comments):
            words = {"place": self.long(200), "problem": self.long(3000), "weight": "must"}
            words |= {"wording": self.long(3000)}
            self.does(EIGHT[n % 8], "rounds:comment", words | {"id": number})
        if verb == "open":
            self.does("UWANG", "rounds:close", {"id": number})
            self._decide(number)
        return int(number)

    def _decide(self, number: str) -> None:
        with self.bot.sessions() as session:
            ids = session.scalars(select(Comment.id).where(Comment.round_id == int(number))).all()
        fates = {f"fate-{one}": "not_taken" for one in ids}
        reasons = {f"reason-{one}": self.long(3000) for one in ids}
        asked = {"id": number, "page": "0", **fates, **reasons}
        self.does("ULINA", "rounds:decide", asked)
        self.does("ULINA", "rounds:explain", {"id": number})
        self.does(EIGHT[0], "rounds:comment", {"id": number, "problem": self.long(3000)})

    def _remind(self) -> None:
        """A hundred reminders, one every hour; the first as people set them, with its card."""
        self.does("UWANG", "followups:remind", {**ASSIGN, "title": self.long(149) + "1"})
        self.reminder = self._walked("followups", [])
        with self.bot.sessions.begin() as session:
            self.reminder = session.scalars(select(Matter.id).order_by(Matter.id.desc())).first()
            request = self.request(session, "UWANG")
            lina = session.get_one(Person, "ULINA")
            for n in range(1, REMINDERS):
                at = request.now + timedelta(hours=n)
                remind(request, lina, f"{n}{self.long(147)}", at)

    def does(self, who: str, what: str, asked: Asked) -> None:
        reply = answer(self.bot, Visit(who, "command", asked), self.bot.handler(what))
        assert not isinstance(reply, Refusal), (what, reply.text)
        self._note(f"{who} {what}", reply)

    def _note(self, what: str, reply: Reply) -> None:
        if isinstance(reply, Form):
            self.shown.append(Shown(what, view=reply.view))
        elif reply.text:
            self.shown.append(Shown(what, reply.text, reply.blocks or []))

    # --- what is seen without anything being changed -------------------------------------------

    def asks(self, who: str, what: str, asked: Asked) -> None:
        """As if it were asked; whatever it did is rolled back."""
        with self.bot.sessions() as session:
            request = self.request(session, who)
            try:
                reply = self.bot.handler(what)(request, asked)
            except Refused as refusal:
                reply = Words(request.say(refusal.key, **refusal.blanks))
            self._note(f"{who} {what} {asked}", reply)
            if isinstance(reply, Form):
                self._note(f"{who} {what}, offered", offered(request, reply.view))
            session.rollback()

    def request(self, session: Any, who: str) -> Request:
        person, now = session.get_one(Person, who), self.bot.clock()
        return replace(request_for(self.bot, session, person, now), surface="button")

    def looks(self) -> None:
        """Every letter there is, nudges of one line and of a hundred, and Home."""
        now = self.bot.clock()
        with self.bot.sessions() as session:
            lines = [[one, "due"] for one in session.scalars(select(FollowUp.id))]
            digest = [[one, "digest"] for one, _ in lines]
            for to, said in (("ULINA", lines), ("COFFICE", lines), ("UWANG", digest)):
                for some in (said[:1], said):
                    nudge = {"kind": LetterKind.NUDGE, "blanks": {"lines": some}}
                    session.add(Letter(to=to, not_before=now, **nudge))
            known = {"year": 2027, "lines": [[one, 9, 8] for one in self.drafts.values()] * 4}
            what = {"kind": LetterKind.PAGE, "key": "calendar:year-known", "blanks": known}
            session.add_all(Letter(to=who, not_before=now, **what) for who in AT_WORK)
            session.flush()
            some_matters = [*self.drafts.values(), *self.parts.values(), self.reminder]
            some_matters += [*self.decisions.values(), *self.supervision.values()]
            some_matters += self.rounds
            about = or_(Letter.matter_id.is_(None), Letter.matter_id.in_(some_matters))
            for letter in session.scalars(select(Letter).where(about)):
                message = worded(self.bot, session, letter, now)
                if message and letter.kind is not LetterKind.HOME:
                    name = f"{letter.kind} {letter.key or '-'} to {letter.to}"
                    self.shown.append(Shown(name, message.text, message.blocks))
            for who in READERS:
                request = request_for(self.bot, session, session.get(Person, who), now)
                home = self.bot.desks["home"].pictures["home"](request)
                self.shown.append(Shown(f"home of {who}", view=home))
            session.rollback()

    def presses_everything(self) -> None:
        """Every verb of every desk, on every draft and on a reminder, by each of them."""
        for what in self._verbs():
            for who in ("UZHAO", "ULINA") if what.startswith(OFFICE) else AT_WORK:
                for ident in self._ids(what):
                    self.asks(who, what, {"id": str(ident), **MORE.get(what, {})})

    def _verbs(self) -> Iterator[str]:
        for desk in self.bot.desks.values():
            yield from (f"{desk.name}:{verb}" for verb in desk.verbs)

    def _ids(self, what: str) -> list[int]:
        """What it can be asked of; for a step, the drafts it can be taken on, and one other."""
        desk, _, verb = what.partition(":")
        drafts, move = self.drafts, MOVES.get(verb)
        if desk == "drafts" and move:
            return [drafts[s] for s in {*move.sources, State.CANCELLED, "orphan"}]
        if what in ("rounds:open", "rounds:consult", "rounds:of"):
            return list(drafts.values())
        if what in ("rounds:from", "rounds:onward", "rounds:edit", "rounds:withdraw"):
            return [1, 2, 11, 62, 65]  # comments of both rounds; the last two can be changed
        if verb in ("divide", "ideas", "unify", "list"):
            return list(drafts.values())[:2]
        kinds = {"parts": self.parts, "decisions": self.decisions, "supervision": self.supervision}
        for kind, found in kinds.items():
            if desk == kind:
                step = FEATURES[kind].get(verb)
                states = [*(step.sources if step else found), "decided", "taken_in", "closed"]
                return [found[state] for state in states if state in found]
        reminders, parts = [1, self.reminder], [drafts["parts"]]
        ids = {"drafts": [*list(drafts.values())[:3], *parts], "followups": reminders}
        about = [*parts, drafts[State.CANCELLED], 3]
        ids |= {"guidance": about, "plan": about, "outline": about}
        ids["questions"] = [self.question, *parts]
        ids["rounds"] = self.rounds
        return ids.get(desk, [BEFORE + 1])


@pytest.fixture(scope="module", params=[
    ("en", "ampersands"), ("zh", "emoji"),
], ids="-".join)  # fmt: skip
def stuffed(request: Any) -> Iterator[Stuffed]:
    lang, filler = request.param
    assert lang in LANGUAGES
    made = Stuffed(lang, FILLERS[filler])
    made.looks()
    made.presses_everything()
    yield made
    made.door.closes()


def elements(shown: Shown) -> Iterator[dict[str, Any]]:
    for block in shown.all_blocks():
        yield from block.get("elements", [])
        yield from (block[part] for part in ("accessory", "element") if part in block)


# --- what must hold -----------------------------------------------------------------------------


def test_there_is_something_of_every_kind(stuffed):
    seen = " ".join(shown.what for shown in stuffed.shown)
    kinds = (
        "drafts:assign",
        "card",
        "note drafts.story",
        "home of ULINA",
        "nudge - to ULINA",
        "page calendar:year-known",
    )
    assert [kind for kind in (*kinds, "people:list", "journal:read") if kind not in seen] == []
    views = {
        one.view["callback_id"] for one in stuffed.shown if one.view and "callback_id" in one.view
    }
    asking = {move.verb for move in MOVES.values() if move.needs or move.asks_first}
    assert views >= {f"drafts:{verb}" for verb in {*asking, "assign"}}
    assert views >= {"parts:divide", "parts:unify"}
    for kind in (KINDS["decisions"], KINDS["supervision"]):
        told = {move.verb for move in kind.moves.values() if move.needs or move.asks_first}
        assert views >= {f"{kind.name}:{verb}" for verb in {*told, kind.opening.verb}}
    assert views >= {"followups:remind", "followups:extend", "office:settings"}
    assert views >= {"people:post", "people:delegate"}
    assert views >= {f"calendar:{verb}" for verb in ("add", "remove", "import", "settings")}
    assert views >= {"calendar:hours", "calendar:leave"}
    assert views >= {"people:post", "people:delegate", "guidance:give", "guidance:template"}
    assert views >= {"plan:set", "outline:hand-in", "outline:judge", "questions:ask"}
    assert views >= {"questions:answer", "page"}
    assert views >= {f"rounds:{verb}" for verb in ("open", "comment", "edit", "extend", "decide")}
    assert [
        kind for kind in ("note rounds.fates", "rounds:list", "rounds:mine") if kind not in seen
    ] == []


def test_all_of_it_fits_slack(stuffed):
    for shown in stuffed.shown:
        if shown.view:
            check_view(shown.view, shown.view["type"])
        elif shown.blocks:
            check_message(shown.blocks)


def test_a_row_has_five_buttons_at_most(stuffed):
    rows = [b for s in stuffed.shown for b in s.all_blocks() if b["type"] == "actions"]
    assert max(len(row["elements"]) for row in rows) == 5


def test_every_message_can_be_read_out(stuffed):
    """Phones, watches and screen readers read the text; without blocks it is all there is."""
    for shown in stuffed.shown:
        if not shown.view:
            words = re.sub(r"<[^>]*>|:\w+:|[&;]", " ", shown.text)
            assert len(re.findall(r"\w", words)) > 2, shown.what
            assert len(shown.text) <= 40_000, shown.what


def test_labels_are_never_cut(stuffed):
    """What the bot says itself has room everywhere; only what people wrote is cut."""
    for shown in stuffed.shown:
        said = [one["text"]["text"] for one in elements(shown) if one["type"] == "button"]
        options = [o["text"]["text"] for one in elements(shown) for o in one.get("options", [])]
        said += [one for one in options if stuffed.filler not in one]
        if shown.view and shown.view["type"] == "modal":
            parts = ("title", "submit", "close")
            said += [shown.view[part]["text"] for part in parts if part in shown.view]
        assert [label for label in said if label.endswith("…")] == [], shown.what


def test_what_is_cut_keeps_its_beginning_and_says_so(stuffed):
    texts = [b["text"]["text"] for s in stuffed.shown for b in s.all_blocks() if "text" in b]
    long = [text for text in texts if len(text) >= 2900]
    assert all(len(text) > 100 for text in texts if text.endswith("…"))
    assert not any(re.search(r"&[a-z]*…?$", text) for text in long)


def test_every_step_somebody_may_take_has_a_button(stuffed):
    """Behind "more" there is room for five: none may fall off."""
    seen = set()
    with stuffed.bot.sessions() as session:
        for number in stuffed.drafts.values():
            draft = session.get_one(Draft, number)
            for who in AT_WORK:
                request = stuffed.request(session, who)
                _, blocks = stuffed.bot.desks["drafts"].pictures["card"](request, draft.matter)
                open_now = {f"drafts:{m.verb}" for m in open_to(MOVES, request.me, draft)}
                if request.me.id == draft.matter.opened_by_id:
                    open_now -= {"drafts:problem", "drafts:extend"}  # nobody asks themselves
                open_now -= {"drafts:weigh"}  # its button is among the details
                assert open_now | {"drafts:details"} <= pressable(Shown("card", blocks=blocks))
                seen |= open_now
    assert seen | {"drafts:weigh"} == {f"drafts:{verb}" for verb in MOVES}


@pytest.mark.parametrize("kind", FEATURES)
def test_every_step_on_a_part_or_a_decision_has_one_too(stuffed, kind):
    rows: dict[str, Any] = {kind.name: kind.row for kind in KINDS.values()}
    with stuffed.bot.sessions() as session:
        for number in getattr(stuffed, kind).values():
            item = session.get_one(rows[kind], number)
            for who in AT_WORK:
                request = stuffed.request(session, who)
                _, blocks = stuffed.bot.desks[kind].pictures["card"](request, item.matter)
                open_now = {f"{kind}:{m.verb}" for m in open_to(FEATURES[kind], request.me, item)}
                if kind == "parts" and parts_steps.steward(item).slack_id == who:
                    open_now -= {"parts:problem", "parts:extend"}  # nobody asks themselves
                if "decisions:decide" in open_now:  # by four buttons
                    open_now ^= {
                        "decisions:decide",
                        *(f"decisions:choose-{n}" for n in range(1, 5)),
                    }
                assert open_now | {"journal:read"} <= pressable(Shown("card", blocks=blocks))


def pressable(shown: Shown) -> set[str]:
    """What its buttons ask, those behind "more" too."""
    options = [option["value"] for one in elements(shown) for option in one.get("options", [])]
    return {one.get("action_id", "") for one in elements(shown)} | {
        option.rpartition(":")[0] for option in options
    }
