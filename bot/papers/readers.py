"""Who takes part in a draft, and so may read it: asked anew whenever its people change."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.papers.life import taking_part
from storage.matters.matter import set_readers
from storage.papers import rounds
from storage.papers.drafts import Draft


def let_them_read(session: Session, draft: Draft) -> None:
    """These people, and no others, take part in it."""
    asked = {one.person_id for each in rounds.of_draft(draft) for one in each.invited}
    divided = draft.division.people if draft.division else set()
    set_readers(session, draft.matter, taking_part(draft) | divided | asked)
