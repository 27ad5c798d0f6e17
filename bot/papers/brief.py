"""What is asked of a writer: the brief, and the draft it becomes (A1.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.language.refusals import Refused
from bot.matters import titles
from bot.papers.doc_types import usual_weight
from bot.who import lookups
from bot.who.request import Request
from storage.matters.matter import Matter, Visibility
from storage.papers.drafts import Draft, Weight
from storage.papers.drafts import DraftState as State
from storage.papers.plan import StepName
from storage.who.people import Person, Role, holding

KIND, PREFIX = "drafts", "D"

# The fifteen statutory types of official documents (《党政机关公文处理工作条例》2012, article 8),
# then the papers an office writes beside them.
STATUTORY = (
    *("resolution", "decision", "order", "communique", "announcement", "notice_public", "opinion"),
    *("notice", "circular", "report", "request", "reply", "bill", "letter", "minutes"),
)
DOC_TYPES = (
    *STATUTORY,
    *("speech", "briefing", "plan", "summary", "address", "information"),
)

GOING_OUT = frozenset(STATUTORY)  # re-checked, registered, issued; the others are only filed
UPWARD = frozenset({"report", "request"})  # signed by the principal head, with an opinion
OWN_COUNT = frozenset({"order", "minutes"})  # 第12号, 第5期: no number of the usual form is due


@dataclass(frozen=True)
class Brief:
    """What is asked of a writer. `due` is aware; `doc_type` one of DOC_TYPES or empty. `others`
    write along with the owner, `copies` only read: both see it, and hear of it. `of`: what it
    comes of; then whoever opens it may write it, and `by`, whose word it was, has assigned it.
    """

    owner: Person
    title: str
    due: datetime
    doc_type: str = ""
    use_on: date | None = None
    reviewer: Person | None = None
    signatory: Person | None = None
    visibility: Visibility = Visibility.CHAIN
    source: str = ""
    weight: Weight | None = None  # None: what is usual for such a draft
    dates: Mapping[StepName, datetime] = field(default_factory=dict)
    others: Sequence[Person] = ()
    copies: Sequence[Person] = ()
    of: Matter | None = None
    by: Person | None = None

    def apart(self) -> tuple[set[str], set[str]]:
        """Slack ids of those who write along, and of those who only read, each but once."""
        others = {one.slack_id for one in self.others} - {self.owner.slack_id}
        copies = {one.slack_id for one in self.copies} - {self.owner.slack_id} - others
        return others, copies


def begun(request: Request, brief: Brief) -> Draft:
    """The draft a brief asks for, not yet kept. Raises Refused for a brief that cannot be."""
    title = titles.read_title(brief.title)
    if brief.due <= request.now:
        raise Refused("drafts.gone-by", field="due", due=brief.due)
    if brief.use_on is not None and request.calendar.today(brief.due) > brief.use_on:
        raise Refused("drafts.used-before", field="use_on", day=brief.use_on, due=brief.due)
    if brief.reviewer is not None and brief.reviewer is brief.owner:
        raise Refused("drafts.own-reviewer", field="reviewer", name=brief.owner.name)
    signatory = brief.signatory or _usual_signatory(request, brief)
    accepted = brief.of is not None and brief.owner is request.person
    matter = Matter(
        kind=KIND,
        prefix=PREFIX,
        title=title,
        visibility=brief.visibility,
        opened_by=brief.by or request.person,
        owner=brief.owner,
        due_at=brief.due,
        opened_at=request.now,
        source=brief.source,
        comes_of=brief.of,
    )
    return Draft(
        matter=matter,
        state=State.DRAFTING if accepted else State.ASSIGNED,
        doc_type=brief.doc_type,
        use_on=brief.use_on,
        reviewer=brief.reviewer or _usual_reviewer(request, brief.owner, signatory),
        signatory=signatory,
        weight=brief.weight or usual_weight(brief.doc_type, title),
    )


def as_asked(draft: Draft) -> dict[str, Any]:
    """The brief as it was given: the record keeps it whatever changes later."""
    matter = draft.matter
    brief = {
        "title": matter.title,
        "owner_id": matter.owner_id,
        "due_at": matter.due_at.isoformat(),
        "reviewer_id": draft.reviewer.slack_id,
        "signatory_id": draft.signatory.slack_id,
        "visibility": matter.visibility.value,
    }
    use_on = draft.use_on.isoformat() if draft.use_on else ""
    weight = "" if draft.weight is Weight.ROUTINE else draft.weight.value
    more = {"doc_type": draft.doc_type, "use_on": use_on, "source": matter.source, "weight": weight}
    return brief | {name: value for name, value in more.items() if value}


def _usual_reviewer(request: Request, owner: Person, signatory: Person) -> Person:
    """The assigner; of what they write themselves, the signatory."""
    return signatory if owner is request.person else request.person


def _usual_signatory(request: Request, brief: Brief) -> Person:
    """Of a paper that goes up, the principal head, if one is named; else the assigner, if they
    may sign for the office; else a director.
    """
    heads = holding(request.session, Role.PRINCIPAL) if brief.doc_type in UPWARD else ()
    for head in heads:
        if head is not brief.owner:
            return head
    if request.me.leads:
        return request.person
    return next(iter(lookups.directors(request.session)), request.person)
