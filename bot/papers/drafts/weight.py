"""The weight of a draft said anew: major 大事, routine 常规 or ad hoc 临时 (A1.0)."""

from __future__ import annotations

from bot.language.catalog import Key, files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.moves import Told, Values
from bot.who.request import Request
from storage.papers.drafts import Draft, Weight


def weigh(request: Request, draft: Draft, told: Told) -> Values:
    """Count it as major, routine or ad hoc. Raises Refused when it is counted so already."""
    weight = read_weight(told["weight"])
    if weight is draft.weight:
        called, number = Key(f"drafts.weight-{weight}"), draft.matter.number
        raise Refused("drafts.same-weight", field="weight", number=number, weight=called)
    return {"weight": weight}


def read_weight(text: str) -> Weight | None:
    """The weight that a form or a person calls so; None when nothing is said."""
    said = folded(text).strip()
    if not said:
        return None
    for one, words in files()["drafts"]["data"]["weights"].items():
        if said == one or said in words:
            return Weight(one)
    raise Refused("drafts.bad-weight", field="weight")
