"""A regulation of the office's own: approved, published with the day it is in force, looked
through, repealed; another takes its place. Its number is that of one version (A2.1).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from operator import attrgetter

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import finding, followups, life
from bot.matters.kind import Kind, Stage, directs, is_, leads
from bot.matters.moves import Field, Move, Told, Values, table
from bot.processes.regulations.library import CATEGORIES
from bot.processes.template import LEVELS
from bot.who.lookups import first_of
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS, Standing
from storage.matters.matter import Visibility
from storage.processes import regulations as stored
from storage.processes.regulations import NOTICE, PUBLISHED, Regulation, RegulationText
from storage.processes.regulations import RegulationState as S
from storage.who.people import Role

YEAR = timedelta(days=365)  # until it is looked through, if nobody says when
APPROVAL, RETURNED, APPROVED = (frozenset({one}) for one in (S.APPROVAL, S.RETURNED, S.APPROVED))
COUNTS, REVIEW = frozenset(PUBLISHED), frozenset({S.REVIEW})
keeper, approver = attrgetter("matter.owner"), attrgetter("approver")


def _submit(request: Request, _: object, told: Told) -> Values:
    who = told["person"]
    if who is request.person:
        raise Refused("people.not-oneself", field="person")
    if who.role not in BOARD | DIRECTORS:
        raise Refused("regulations.no-approver", field="person", name=who.name)
    before = _replaced(request, told)
    values = {name: told[name] for name in ("text", "category", "level", "open_to")}
    return values | {
        "owner": request.person, "approver": who, "visibility": Visibility.CHAIN,
        "sub": told.get("sub", ""), "day": told.get("day"), "asks_at": _asks(request, told),
        "replaces_id": before.id if before else None,
        "version": before.version + 1 if before and before.matter.title == told["title"] else 1,
    }  # fmt: skip


def _replaced(request: Request, told: Told) -> Regulation | None:
    """The version, or the regulation, in whose place it comes: one that counts."""
    if not told.get("replaces"):
        return None
    matter = finding.find(request, told["replaces"], "regulations")
    found = request.session.get_one(Regulation, matter.id)
    if found.state not in COUNTS:
        raise Refused("regulations.not-in-force", field="replaces", number=matter.number)
    return found


def _asks(request: Request, told: Told) -> datetime | None:
    """When its review is asked for."""
    on: date | None = told.get("review")
    if on is not None and on <= request.calendar.today(request.now):
        raise Refused("regulations.review-gone", field="review")
    return request.calendar.closing(on) - NOTICE if on else None


def _again(request: Request, item: Regulation, told: Told) -> Values:
    changed = {"text_id": told["text"].id} if told.get("text") else {}
    return changed | {"due_at": followups.working_day(request, 3)}


def _turn(days: int) -> Callable[[Request, Regulation, Told], Values]:
    """So many working days for whoever has it next; what was said stays on its card."""
    return lambda request, item, told: {
        "words": told.get("words", ""), "due_at": followups.working_day(request, days)
    }  # fmt: skip


def _publish(request: Request, item: Regulation, told: Told) -> Values:
    begins: date = told["day"]
    before = item.replaces
    if before is not None and before.state not in COUNTS:
        raise Refused("regulations.not-in-force", field="day", number=before.matter.number)
    if before is not None and before.begins and begins <= before.begins:
        raise Refused("regulations.before-the-last", field="day", day=before.begins)
    asks = item.asks_at or request.calendar.closing(begins + YEAR) - NOTICE
    return {
        "day": begins, "begins": begins, "asks_at": asks, "visibility": Visibility(item.open_to)
    }  # fmt: skip


def _repeal(request: Request, item: Regulation, told: Told) -> Values:
    ends: date = told["day"]
    if item.begins and ends <= item.begins:
        raise Refused("regulations.ends-too-soon", field="day", day=item.begins)
    return {"ends": ends, "words": told["words"]}


def _keep(request: Request, item: Regulation, told: Told) -> Values:
    """Looked through, and still right until it is looked through again."""
    asks = (
        _asks(request, told)
        or request.calendar.closing(request.calendar.today(request.now) + YEAR) - NOTICE
    )
    return {"asks_at": asks, "words": told.get("words", "")}


def _falls_due(request: Request, item: Regulation, told: Told) -> Values:
    soon = followups.working_day(request, 5)
    return {"due_at": max(item.review_at or soon, soon)}


def _gives_way(request: Request, item: Regulation, told: Told) -> Values:
    found = stored.successor(request.session, item)
    return {"ends": found.begins if found else None}


def _in_charge(me: Standing, item: Regulation) -> bool:
    return me.directs or me.id == item.matter.owner_id


def _facts(item: Regulation) -> dict[str, object]:
    category = Key(f"regulations.category-{item.category}")
    names = {"keeper": keeper(item).name, "approver": approver(item).name, "category": category}
    day = item.ends if item.state in (S.REPEALED, S.SUPERSEDED) else item.begins
    return {**names, "version": item.version, "day": day or ""}


TITLE, TEXT = Field("title", "line", own=True), Field("text", "text")
CATEGORY = Field("category", "choice", choices=CATEGORIES, start=lambda *_: "work")
LEVEL = Field("level", "choice", choices=LEVELS, start=lambda *_: "custom")
OPEN = Field("open_to", "choice", choices=("office", "chain"), start=lambda *_: "office")
TO = Field("person", "person", start=first_of(*BOARD, Role.DIRECTOR))
DAY, WHY, MAYBE = Field("day", "day", own=True), Field("words"), Field("words", needed=False)
LATER = Field("review", "day", needed=False)
SUBMIT = (
    TITLE, TEXT, CATEGORY, LEVEL, TO, OPEN, Field("day", "day", needed=False), LATER,
    Field("replaces", "line", needed=False), Field("sub", "line", needed=False),
)  # fmt: skip
itself = partial(Move[Regulation], who="itself", allows=lambda *_: False)
judges, hears = is_(approver), (keeper,)
Duty = partial(Stage[Regulation], holder=keeper, for_whom=approver)

KIND: Kind[Regulation] = Kind(
    "regulations", "G", Regulation, days=3,
    opening=Move("submit", frozenset(), S.APPROVAL, "director",
                 directs, SUBMIT, _submit, (approver,)),
    moves=table(
        Move("approve", APPROVAL, S.APPROVED, "approver", judges, (MAYBE,), _turn(5), hears),
        Move("return", APPROVAL, S.RETURNED, "approver", judges, (WHY,), _turn(5), hears),
        Move("again", RETURNED, S.APPROVAL, "keeper", _in_charge,
             (Field("text", "text", needed=False),), _again, (approver,), asks_first=True),
        Move("publish", APPROVED, S.IN_FORCE, "keeper", _in_charge, (DAY,), _publish,
             (approver,), asks_first=True),
        Move("keep", REVIEW, S.IN_FORCE, "keeper", _in_charge, (LATER, MAYBE), _keep,
             asks_first=True),
        Move("repeal", COUNTS, S.REPEALED, "leads", leads, (DAY, WHY), _repeal, hears,
             asks_first=True),
        Move("withdraw", APPROVAL | RETURNED | APPROVED, S.WITHDRAWN, "keeper", _in_charge,
             (MAYBE,), calls=(approver,), asks_first=True),
    ),
    stages={
        S.APPROVAL: Stage("approve", approver, keeper, "approve", "withdraw", leaders="digest"),
        S.RETURNED: Duty("again", done="again", relief="withdraw"),
        S.APPROVED: Duty("publish", done="publish", relief="withdraw"),
        S.REVIEW: Duty("keep", done="keep", relief="keep"),
    },
    undone=S.WITHDRAWN,
    people=lambda item: {item.matter.owner_id, item.approver_id},
    facts=_facts,
)  # fmt: skip

# What happens by itself: its review comes near; another takes its place, or does so no longer.
ITSELF = table(
    itself("falls-due", frozenset({S.IN_FORCE}), S.REVIEW, does=_falls_due, calls=hears),
    itself("give-way", COUNTS, S.SUPERSEDED, does=_gives_way),
    itself("come-back", frozenset({S.SUPERSEDED}), S.IN_FORCE, does=lambda *_: {"ends": None}),
)


# --- operations ----------------------------------------------------------------------------------


def submit(request: Request, told: Told) -> Regulation:
    """For approval; `text` is one that is there already. Raises Refused."""
    return life.begin(request, KIND, told)


def again(request: Request, item: Regulation, text: RegulationText) -> Markup:
    """What was returned goes for approval once more, with another text. Raises Refused."""
    return life.take(request, KIND, item, "again", {"text": text})


def publish(request: Request, item: Regulation, told: Told) -> Markup:
    """From the day that is named it is in force, and what it replaces no more. Raises Refused."""
    said = life.take(request, KIND, item, "publish", told)
    if item.replaces is not None:
        life.by_itself(request, KIND, item.replaces, ITSELF["give-way"])
    return said


def take_back(request: Request, entry_id: int) -> Regulation:
    """As for any matter; what had given way to it is in force again."""
    item: Regulation = life.take_back(request, KIND, entry_id)
    before = item.replaces
    if before is not None and before.state is S.SUPERSEDED and item.begins is None:
        life.by_itself(request, KIND, before, ITSELF["come-back"])
    return item


def fall_due(request: Request, item: Regulation) -> None:
    """Its review comes near: whoever keeps it is to look it through."""
    life.by_itself(request, KIND, item, ITSELF["falls-due"])
