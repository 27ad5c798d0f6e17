"""How Slack says no to a Web API call."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """Becomes `{"ok": false, "error": error, ...}`."""

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.body: dict[str, Any] = {"ok": False, "error": error, **more}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in messages]}


class Unserved(Exception):
    """A method that Slack knows and this rehearsal does not serve: HTTP 501, never a silent ok."""
