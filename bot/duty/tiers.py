"""The tiers of duty: which the office keeps, on which days they need somebody, from when to when.

Times are wall time in the office's zone: usually duty begins at 17:00 on a working day, at 09:00 on
a rest day, and ends at 09:00 the next day (domain.md 2.4). How long that is follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from sqlalchemy.orm import Session

from storage.duty.roster import Tier
from storage.memory import rows
from storage.office.settings import Settings

AFTER_WORK, MORNING = time(17), time(9)
TIMES = ("working", "rest", "until")
LONGEST_RUN = 5  # working days


class Cover(StrEnum):
    """On which days nobody in a tier is a gap."""

    ALWAYS = "always"
    REST = "rest"  # days off, by the week or by law
    NEVER = "never"  # the office does not keep it


@dataclass(frozen=True)
class Terms:
    """Of one tier. `working` and `rest`: when it begins on such a day; it ends when it is next
    `until`. `run`: working days in a row that are one turn when a roster is planned. `name`: what
    the office calls it, if it has a word of its own.
    """

    cover: Cover = Cover.ALWAYS
    working: time = AFTER_WORK
    rest: time = MORNING
    until: time = MORNING
    run: int = 1
    name: str = ""

    def needs(self, *, works: bool) -> bool:
        return self.cover is Cover.ALWAYS or (self.cover is Cover.REST and not works)

    @property
    def is_clear(self) -> bool:
        """Whether no day's duty runs into the next one's."""
        same_day = {self.until > begins for begins in (self.working, self.rest)}
        return len(same_day) == 1


USUAL: Mapping[Tier, Terms] = {
    Tier.LEAD: Terms(),
    Tier.OFFICER: Terms(),
    Tier.DAY: Terms(Cover.NEVER, MORNING, MORNING, AFTER_WORK),
    Tier.RESERVE: Terms(Cover.NEVER),
}
Kept = Mapping[Tier, Terms]


def of_office(session: Session) -> dict[Tier, Terms]:
    office = next(iter(rows(session, Settings)), None)
    own = office.duty if office else {}
    return {tier: read(own[tier]) if tier in own else USUAL[tier] for tier in Tier}


def kept(session: Session) -> list[Tier]:
    """Those the office has at all."""
    return [one for one, of in of_office(session).items() if of.cover is not Cover.NEVER]


def written(terms: Terms) -> dict[str, str]:
    times = {name: f"{getattr(terms, name):%H:%M}" for name in TIMES}
    own = {"name": terms.name} if terms.name else {}
    return {"cover": terms.cover.value, **times, "run": str(terms.run), **own}


def read(said: Mapping[str, str]) -> Terms:
    """As it was written."""
    working, rest, until = (time.fromisoformat(said[name]) for name in TIMES)
    run, name = int(said.get("run", 1)), said.get("name", "")
    return Terms(Cover(said["cover"]), working, rest, until, run, name)
