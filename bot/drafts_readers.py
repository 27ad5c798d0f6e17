"""Who takes part in a draft, and so may read it: asked anew whenever its people change."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage import parts
from storage.drafts import Draft
from storage.matters import set_readers


def let_them_read(session: Session, draft: Draft) -> set[str]:
    """These people, and no others, take part in it: Slack ids."""
    matter = draft.matter
    its_own = {matter.owner_id, matter.opened_by_id, draft.reviewer_id, draft.signatory_id}
    if draft.filing and draft.filing.clerk_id:
        its_own |= {draft.filing.clerk_id}
    people = its_own | parts.taking_part(session, draft.id)
    set_readers(session, matter, people)
    return people
