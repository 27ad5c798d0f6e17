"""An element used on the page: which surface it stands on, and what the form around it holds."""

from __future__ import annotations

from typing import Any

from rehearsal.acts import Outcome
from rehearsal.slack import Slack

Json = dict[str, Any]


def on_page(slack: Slack, user: str, asked: Json) -> Outcome:
    action, value = asked["action_id"], asked.get("value")
    block_id = asked.get("block_id")
    match asked.get("surface", "message"):
        case "home":
            return slack.presses_home(user, action, value, block_id)
        case "view":
            slack.fills(user, **asked.get("values") or {})
            return slack.presses_view(user, action, value, block_id)
        case "message":
            return slack.presses(user, asked["channel"], asked["ts"], action, value, block_id)
    raise LookupError(f"there is no surface {asked['surface']!r}")
