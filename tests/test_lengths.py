"""Whatever the bot can show fits Slack: the longest titles and names, the fullest lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import or_, select

from bot.catalog import LANGUAGES
from bot.drafts_life import MOVES
from bot.errors import Refused
from bot.followups import remind
from bot.moves import open_to
from bot.request import Request
from handlers.desk import Asked, Reply, Visit, answer, offered
from handlers.drafts_forms import FIELDS
from handlers.wording import request_for, worded
from rehearsal.blocks import check_message, check_view
from storage.drafts import Draft
from storage.drafts import DraftState as State
from storage.followups import FollowUp
from storage.matters import Matter, Visibility
from storage.outbox import Letter, LetterKind
from storage.people import Person, Role
from storage.rounds import Comment, Round
from tests.conftest import WEDNESDAY, empty_office
from tests.door import Door

FILLERS = {"ampersands": "&", "emoji": "👩🏽"}
BEFORE = 99_999  # matters there have been already: numbers are long too
REMINDERS = 100  # follow-ups open at once
LINK = "https://example.org/" + "a" * 2000

ASSIGN = {"person": "ULINA", "due": "Friday 5pm"}
SUBMIT = ("ULINA", "submit", {"link": LINK})
ACCEPT: tuple[str, str, Asked] = ("ULINA", "accept", {})
PATHS: dict[State, list[tuple[str, str, Asked]]] = {
    State.ASSIGNED: [],
    State.PROBLEM_RAISED: [("ULINA", "problem", {"opinion": "long"})],
    State.DRAFTING: [ACCEPT, ("ULINA", "extend", {"due": "Monday", "opinion": "long"})],
    State.IN_REVIEW: [SUBMIT],
    State.RETURNED: [SUBMIT, ("UCHEN", "return", {"opinion": "long", "due": "Monday"})],
    State.LEADER_REVIEW: [SUBMIT, ("UCHEN", "pass", {"opinion": "long"})],
    State.SIGNED_OFF: [SUBMIT, ("UWANG", "sign", {"opinion": "long"})],
    State.CANCELLED: [("UWANG", "cancel", {"opinion": "long"})],
}
MORE = {
    "rounds:reply": {"text": "section 2: " + "经" * 5000},
    "drafts:from-message": {"title": "经" * 5000, "source": LINK},
}
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
        self.office = self.door.office
        self._stretch(lang)
        self.shown: list[Shown] = []
        self.drafts: dict[str, int] = {
            state: self._draft(state, path) for state, path in PATHS.items()
        }
        self.drafts["orphan"] = self._draft("orphan", [SUBMIT], reviewer="USUN")
        self.rounds = [self._round(*one) for one in ROUNDS]
        self._remind()
        self._leaves("USUN")
        self.door.clock.turn_to(WEDNESDAY + timedelta(days=2))

    def _stretch(self, lang: str) -> None:
        with self.office.sessions.begin() as session:
            for person in session.scalars(select(Person)):
                person.chosen_lang = lang
                person.name = f"{person.name}{self.long(80)}"[:80]
                person.section = person.section and f"{person.section}{self.long(80)}"[:80]
            session.get_one(Person, "UMA").role = Role.STAFF
            session.add(self._matter_of_old())

    def _matter_of_old(self) -> Matter:
        day = WEDNESDAY - timedelta(days=99)
        return Matter(
            id=BEFORE, kind="drafts", prefix="D", title="old", visibility=Visibility.AUTHOR,
            opened_by_id="UZHOU", owner_id="UZHOU", opened_at=day, due_at=day, closed_at=day,
        )  # fmt: skip

    def long(self, most: int) -> str:
        return (self.filler * most)[:most]

    def _leaves(self, who: str) -> None:
        with self.office.sessions.begin() as session:
            session.get_one(Person, who).active = False

    def _draft(
        self, state: str, path: list[tuple[str, str, Asked]], reviewer: str = "UCHEN"
    ) -> int:
        title = f"{state} {self.long(150)}"[:150]
        brief = {**ASSIGN, "title": title, "source": LINK, "doc_type": "notice_public"}
        self.does("UWANG", "drafts:assign", brief | {"reviewer": reviewer, "use_on": "2026-12-10"})
        with self.office.sessions.begin() as session:
            number = session.scalars(select(Matter.id).order_by(Matter.id.desc())).first()
        for who, verb, asked in path:
            words = {k: self.long(3000) if v == "long" else v for k, v in asked.items()}
            self.does(who, f"drafts:{verb}", words | {"id": str(number)})
        return int(number or 0)

    def _round(self, state: str, verb: str, comments: int) -> int:
        """Eight people, sixty comments as long as they come; open, or closed and half decided."""
        people = " ".join(EIGHT)
        asked = {"id": str(self.drafts[state]), "people": people, "due": "Friday 9am"}
        self.does("UWANG", f"rounds:{verb}", asked | {"silence": "yes"})
        with self.office.sessions() as session:
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
        with self.office.sessions() as session:
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
        with self.office.sessions.begin() as session:
            self.reminder = session.scalars(select(Matter.id).order_by(Matter.id.desc())).first()
            request = self.request(session, "UWANG")
            lina = session.get_one(Person, "ULINA")
            for n in range(1, REMINDERS):
                at = request.now + timedelta(hours=n)
                remind(request, lina, f"{n}{self.long(147)}", at)

    def does(self, who: str, what: str, asked: Asked) -> None:
        reply = answer(self.office, Visit(who, "command", asked), self.office.handler(what))
        assert not reply.refused, (what, reply.text)
        self._note(f"{who} {what}", reply)

    def _note(self, what: str, reply: Reply) -> None:
        if reply.text or reply.form:
            self.shown.append(Shown(what, reply.text, reply.blocks or [], reply.form))

    # --- what is seen without anything being changed -------------------------------------------

    def asks(self, who: str, what: str, asked: Asked) -> None:
        """As if it were asked; whatever it did is rolled back."""
        with self.office.sessions() as session:
            request = self.request(session, who)
            try:
                reply = self.office.handler(what)(request, asked)
            except Refused as refusal:
                reply = Reply(request.say(refusal.key, **refusal.blanks))
            self._note(f"{who} {what} {asked}", reply)
            if reply.form:
                text, blocks = offered(request, reply.form)
                self.shown.append(Shown(f"{who} {what}, offered", text, blocks))
            session.rollback()

    def request(self, session: Any, who: str) -> Request:
        person, now = session.get_one(Person, who), self.office.clock()
        return replace(request_for(self.office, session, person, now), surface="button")

    def looks(self) -> None:
        """Every letter there is, nudges of one line and of a hundred, and Home."""
        now = self.office.clock()
        with self.office.sessions() as session:
            lines = [[one, "due"] for one in session.scalars(select(FollowUp.id))]
            for to in ("ULINA", "COFFICE"):
                for some in (lines[:1], lines):
                    nudge = {"kind": LetterKind.NUDGE, "blanks": {"lines": some}}
                    session.add(Letter(to=to, not_before=now, **nudge))
            session.flush()
            some_matters = [*self.drafts.values(), *self.rounds, self.reminder]
            about = or_(Letter.matter_id.is_(None), Letter.matter_id.in_(some_matters))
            for letter in session.scalars(select(Letter).where(about)):
                message = worded(self.office, session, letter, now)
                if message and letter.kind is not LetterKind.HOME:
                    name = f"{letter.kind} {letter.key or '-'} to {letter.to}"
                    self.shown.append(Shown(name, message.text, message.blocks))
            for who in READERS:
                request = request_for(self.office, session, session.get(Person, who), now)
                home = self.office.desks["home"].pictures["home"](request)
                self.shown.append(Shown(f"home of {who}", view=home))
            session.rollback()

    def presses_everything(self) -> None:
        """Every verb of every desk, on every draft and on a reminder, by each of them."""
        for what in self._verbs():
            for who in AT_WORK if what.startswith(("drafts", "rounds")) else ("UZHAO", "ULINA"):
                for ident in self._ids(what):
                    self.asks(who, what, {"id": str(ident), **MORE.get(what, {})})

    def _verbs(self) -> Iterator[str]:
        for desk in self.office.desks.values():
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
        some = {"drafts": list(drafts.values())[:3], "followups": [1, self.reminder]}
        return {**some, "rounds": self.rounds}.get(desk, [BEFORE + 1])


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
    kinds = ("drafts:assign", "card", "note drafts.story", "home of ULINA", "nudge - to ULINA")
    assert [kind for kind in (*kinds, "people:list", "journal:read") if kind not in seen] == []
    views = {
        one.view["callback_id"] for one in stuffed.shown if one.view and "callback_id" in one.view
    }
    assert views >= {f"drafts:{verb}" for verb in {*FIELDS, "assign"}}
    assert views >= {"followups:remind", "followups:extend", "office:settings"}
    assert views >= {"people:post", "people:delegate"}
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
        said += [o["text"]["text"] for one in elements(shown) for o in one.get("options", [])]
        if shown.view and shown.view["type"] == "modal":
            said += [shown.view[part]["text"] for part in ("title", "submit", "close")]
        assert [label for label in said if label.endswith("…")] == [], shown.what


def test_what_is_cut_keeps_its_beginning_and_says_so(stuffed):
    texts = [b["text"]["text"] for s in stuffed.shown for b in s.all_blocks() if "text" in b]
    long = [text for text in texts if len(text) >= 2900]
    assert all(len(text) > 100 for text in texts if text.endswith("…"))
    assert not any(re.search(r"&[a-z]*…?$", text) for text in long)


def test_every_step_somebody_may_take_has_a_button(stuffed):
    """Behind "more" there is room for five: none may fall off."""
    seen = set()
    with stuffed.office.sessions() as session:
        for number in stuffed.drafts.values():
            draft = session.get_one(Draft, number)
            for who in AT_WORK:
                request = stuffed.request(session, who)
                _, blocks = stuffed.office.desks["drafts"].pictures["card"](request, draft.matter)
                open_now = {f"drafts:{m.verb}" for m in open_to(MOVES, request.me, draft)}
                if request.me.id == draft.matter.opened_by_id:
                    open_now -= {"drafts:problem", "drafts:extend"}  # nobody asks themselves
                assert open_now | {"journal:read"} <= pressable(Shown("card", blocks=blocks))
                seen |= open_now
    assert seen == {f"drafts:{verb}" for verb in MOVES}


def pressable(shown: Shown) -> set[str]:
    """What its buttons ask, those behind "more" too."""
    options = [option["value"] for one in elements(shown) for option in one.get("options", [])]
    return {one.get("action_id", "") for one in elements(shown)} | {
        option.rpartition(":")[0] for option in options
    }
