"""Where a person stands: what their role, and what others have trusted them with, lets them do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.catalog import Key
from bot.language.refusals import Refused
from storage.who.people import Person, Role

LEADERS = frozenset({Role.PRINCIPAL, Role.LEADER})
BOARD = LEADERS | {Role.OTHER_LEADER}  # 班子: who keeps a ledger, and is asked to decide
DIRECTORS = frozenset({Role.DIRECTOR, Role.DEPUTY_DIRECTOR})


@dataclass(frozen=True)
class Standing:
    """A person as the rules see them: themselves, and what the office lets them stand in for.

    `acting`: an admin while no director is named. `signs_for`: whose delegate they are now.
    `ledgers`: which leaders let them see theirs. `stands_for`: who is on leave now, and has them
    stand in (A2.3): they see of it what is not on a list of names, and may do its writer's work.
    """

    person: Person
    acting: bool = False
    signs_for: frozenset[str] = frozenset()
    ledgers: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()
    everybody: bool = False  # not one person: all who are in the office's channel

    @property
    def id(self) -> str:
        return self.person.slack_id

    @property
    def role(self) -> Role:
        return self.person.role

    @property
    def insider(self) -> bool:
        """One of the office; a guest never is, whatever role was written down."""
        known = self.role is not Role.OUTSIDER or self.acting
        return known and self.person.active and not self.person.guest

    @property
    def directs(self) -> bool:
        return self.insider and (self.role in DIRECTORS or self.acting)

    @property
    def leads(self) -> bool:
        return self.insider and (self.role in LEADERS or self.directs)

    @property
    def keeps_ledger(self) -> bool:
        """The head of the unit and the other leaders (A3.6)."""
        return self.insider and self.role in BOARD

    @property
    def assigns(self) -> bool:
        """Leaders, directors and section heads give out work (domain A1.2)."""
        heads = (Role.OTHER_LEADER, Role.SECTION_HEAD)
        return self.insider and (self.leads or self.role in heads)

    def is_or_stands_for(self, slack_id: str) -> bool:
        return slack_id == self.id or slack_id in self.stands_for

    def heads_section_of(self, person: Person) -> bool:
        heads = self.insider and self.role is Role.SECTION_HEAD and bool(self.person.section)
        return heads and person.section == self.person.section

    def answers_for(self, person: Person) -> bool:
        """For one's own work; whoever heads a section for its people's, directors and leaders for
        everybody's. It is what lets them read what is kept of somebody's growth.
        """
        return self.insider and (
            self.id == person.slack_id or self.leads or self.heads_section_of(person)
        )


EVERYBODY = Standing(
    Person(slack_id="", name="", role=Role.OUTSIDER, active=True, guest=False), everybody=True
)


def insist(allowed: bool, who: str) -> None:
    """Raises Refused unless `allowed`; `who` names the people who may: "director"."""
    if not allowed:
        raise Refused("office.not-for-you", who=Key(f"office.who-{who}"))
