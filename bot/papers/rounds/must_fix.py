"""What must be fixed and is not yet, of the rounds that are over: said before a draft goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.papers.rounds.life import OVER
from storage.papers import rounds
from storage.papers.drafts import Draft
from storage.papers.rounds import Comment, Fate, Round

ON = ("submit", "pass", "sign")  # the steps that bring a draft nearer to its signature


@dataclass(frozen=True)
class Unfixed:
    """Must-fix comments nobody has decided on; and those that were taken, without a new text."""

    undecided: Sequence[Comment] = ()
    unwritten: Sequence[Comment] = ()

    def __bool__(self) -> bool:
        return bool(self.undecided or self.unwritten)


def unfixed(session: Session, draft: Draft, verb: str) -> Unfixed:
    """What is to be said before this step; with a new version, what was taken is written."""
    if verb not in ON:
        return Unfixed()
    over = [one for one in rounds.of_draft(draft) if one.state in OVER]
    said = [(round_, one) for round_ in over for one in rounds.comments(session, round_.id)]
    must = [(round_, one) for round_, one in said if one.must]
    taken = [(round_, one) for round_, one in must if one.fate is Fate.TAKEN]
    return Unfixed(
        undecided=[one for _, one in must if one.fate is None],
        unwritten=[one for round_, one in taken if verb != "submit" and not _came(round_, one)],
    )


def _came(round_: Round, one: Comment) -> bool:
    """Has a version been handed in since it was said?"""
    later = (version for version in round_.draft.versions if version.number > round_.version)
    return any(version.at > one.at for version in later)
