"""An office that is driven by the control interface of the rehearsal, for the pictures: nobody has
to press what a picture only shows.
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page

from tests.browser import LAPTOP, Demo

SHANGHAI = ZoneInfo("Asia/Shanghai")

# When, who, what they type in #office, and what they change in the form that may open.
Line = tuple[str, str, str] | tuple[str, str, str, dict[str, str]]


class Office:
    """The demo, and what people do in it."""

    def __init__(self, running: Demo) -> None:
        self.running = running

    def plays(self, story: Iterable[Line]) -> None:
        for when, who, line, *form in story:
            self.turns_to(when)
            if self.types(who, line):
                self.submits(who, **(form[0] if form else {}))
            time.sleep(1)  # until the last letter is out

    def submits(self, who: str, **values: str | list[str]) -> None:
        """The form that is open: it holds all it needs, or is given the rest."""
        answer = self._asks("act", {"as": who, "act": "submits", "values": values})
        assert answer["ok"], answer

    def closes(self, who: str) -> None:
        """The form that is open, unsent."""
        self._asks("act", {"as": who, "act": "closes"})

    def reads_in(self, who: str, locale: str) -> None:
        self._asks("act", {"as": who, "act": "changes_profile", "locale": locale})

    def turns_to(self, when: str, *, beats: bool = True) -> None:
        self.running.turns_to(datetime.fromisoformat(f"2026-{when}").replace(tzinfo=SHANGHAI))
        time.sleep(1.2 if beats else 0)  # the clockwork beats once a second

    def types(self, who: str, line: str) -> bool:
        """Type a command; True if a form has opened."""
        answer = self._asks(
            "act", {"as": who, "act": "commands", "channel": "COFFICE", "text": line}
        )
        assert not answer["error"], answer
        return bool(answer["modal"])

    def says(self, who: str, text: str, thread: str = "") -> None:
        """In their direct message with the bot, or in the thread of a message there."""
        said = {"as": who, "act": "says", "channel": "DM", "text": text}
        answer = self._asks("act", said | ({"thread_ts": thread} if thread else {}))
        assert answer, answer
        time.sleep(1.5)  # until the answer stands there

    def presses(self, who: str, text: str, action: str) -> None:
        """A button of somebody's first message of this."""
        channel, ts = self.finds(who, text)
        there = self._asks(f"messages?as={who}&channel={channel}")["messages"]
        blocks = next(one["blocks"] for one in there if one["ts"] == ts)
        button = next(
            one
            for block in blocks
            for one in block.get("elements", [])
            if one.get("action_id") == action
        )
        where = {"channel": channel, "ts": ts, "action_id": action, "value": button["value"]}
        self._asks("act", {"as": who, "act": "presses", **where})
        time.sleep(1.5)

    def finds(self, who: str, text: str) -> tuple[str, str]:
        """Where somebody's first message of this stands: channel and time stamp."""
        state = self._asks(f"state?as={who}")
        channel = next(one["id"] for one in state["channels"] if one["kind"] == "app")
        there = self._asks(f"messages?as={who}&channel={channel}")["messages"]
        return channel, next(one["ts"] for one in there if text in str(one["blocks"]))

    def _asks(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body else None
        asked = urllib.request.Request(f"{self.running.url}/control/{path}", data)
        asked.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)


TWO_FRAMES = """(places) => {
  document.body.replaceChildren(...places.map((place, n) => {
    const frame = document.createElement("iframe");
    frame.src = `/index.html#${place}`;
    const shape = {position: "fixed", top: 0, left: `${50 * n}%`, width: "50%", height: "100vh"};
    Object.assign(frame.style, shape, {border: 0});
    return frame;
  }));
}"""


def side_by_side(browser: Browser, office: Office, *places: str) -> Page:
    """Two pages in one window, in frames of the rehearsal's own, so that they may remember."""
    page = browser.new_page(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    page.goto(f"{office.running.url}/#as=UWANG&channel=DM")
    page.evaluate(TWO_FRAMES, list(places))
    return page


# Its name, when it is taken, and how.
Picture = tuple[str, str, Callable[[Browser, Office], Page]]
