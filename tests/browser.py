"""People at the page of the rehearsal, in a real Chromium, while `python -m bot demo` runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    TimeoutError,
    expect,
    sync_playwright,
)

from tests.bot_process import begun

ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
LAPTOP, PHONE = (1280, 800), (390, 844)


SLOW = 20_000  # milliseconds a message may take while all the other tests run


class Demo:
    """The demo in a process of its own, with the page's address."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory()
        out = Path(self.folder.name, "out")
        self.process = begun(("demo", "--empty"), dict(os.environ), out.parent)
        while not (found := out.exists() and re.search(r"(http://\S+) ", out.read_text("utf-8"))):
            assert self.process.is_alive()
            time.sleep(0.05)
        self.url = found[1]

    def asks_for_the_page(self) -> None:
        socket.create_connection(("127.0.0.1", int(self.url.rpartition(":")[2]))).close()

    def turns_to(self, moment: datetime) -> None:
        asked = json.dumps({"as": "UWANG", "to": moment.isoformat()}).encode()
        kind = {"Content-Type": "application/json"}
        turn = urllib.request.Request(f"{self.url}/control/clock", asked, kind)
        with urllib.request.urlopen(turn) as answer:
            assert answer.status == 200

    def ends(self) -> int:
        """Ctrl-C, which a terminal gives to the whole group; the exit status."""
        assert self.process.pid is not None
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.join(10)
        assert self.process.exitcode is not None
        self.folder.cleanup()
        return self.process.exitcode

    def is_gone(self) -> bool:
        """Nothing is left of it: no process of its group."""
        assert self.process.pid is not None
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False


@contextmanager
def demo() -> Iterator[Demo]:
    running = Demo()
    try:
        yield running
    finally:
        if running.process.is_alive():
            running.ends()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=where(), args=ARGS)
        yield browser
        browser.close()


def where() -> str:
    """Where Chromium is, "" if nowhere."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


class Seat:
    """One member at a page of their own: what they do there, and what they see."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        who: str,
        size: tuple[int, int] = LAPTOP,
        scale: float = 1,
    ) -> None:
        self.url, self.who = url, who
        width, height = size
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=scale
        )
        self.page.set_default_timeout(SLOW)
        self.goes()

    def goes(self, channel: str = "DM", **place: str) -> None:
        parts = "".join(f"&{name}={value}" for name, value in place.items())
        self.page.goto(f"{self.url}/#as={self.who}&channel={channel}{parts}")
        self.page.wait_for_selector("[data-composer], [data-home]")

    def types(self, text: str, where: str = "channel") -> None:
        self.page.fill(f"[data-composer={where}]", text)
        self.page.locator("form", has=self.page.locator(f"[data-composer={where}]")).locator(
            "[data-send]"
        ).click()

    def presses(self, label: str) -> None:
        """The newest button of that label."""
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def turns_the_clock(self, by: str) -> None:
        self.page.click(f"[data-clock='{by}']")

    def shows(self, tab: str) -> None:
        self.page.click(f"[data-tab={tab}]")

    def chooses(self, label: str) -> None:
        """What is behind the newest "more" that holds that label."""
        for more in reversed(self.page.locator("[data-type=overflow]").all()):
            more.click()
            item = self.page.get_by_role("menuitem", name=label, exact=True)
            if item.count():
                return item.click()
            self.page.keyboard.press("Escape")
        raise AssertionError(f"{label!r} is behind no button")

    def fills_in(self, **values: str) -> None:
        """The fields of the form that is open, by name; then it is sent."""
        self.fills(**values)
        self.form.locator("[data-submit]").click()
        expect(self.form).to_have_count(0)

    def turns_the_leaf(self, **values: str) -> None:
        """The form that is open, filled in and sent; it then shows its next leaf."""
        before = self.form.inner_text()
        self.fills(**values)
        self.form.locator("[data-submit]").click()
        expect(self.form).not_to_have_text(before)

    def fills(self, **values: str) -> None:
        for name, value in values.items():
            field = self.form.locator(f"[data-block='{name}']")
            kind = field.get_attribute("data-type") or ""
            if "picker" in (field.get_attribute("class") or ""):
                self._picks(field, value)
            elif (field.get_attribute("class") or "") == "ticks":
                field.locator(f"[data-option='{value}']").check()
            else:
                field.fill(value)
                if kind == "datepicker":
                    field.press("Enter")

    def _picks(self, field: Locator, values: str) -> None:
        """One of a list; or several, after which the list is closed. News that come just then
        draw the form anew and close the list: then it is opened once more.
        """
        for _ in range(3):
            field.click()
            try:
                for value in values.split():
                    option = self.page.locator(f"[role=option][data-option='{value}']")
                    option.click(timeout=1500)
                break
            except TimeoutError:
                continue
        if "multi" in (field.get_attribute("data-type") or ""):
            self.page.keyboard.press("Escape")

    def closes(self) -> None:
        self.form.locator("[data-close-all]").click()
        expect(self.form).to_have_count(0)

    @property
    def form(self) -> Locator:
        return self.page.locator("dialog.modal")

    @property
    def home(self) -> Locator:
        return self.page.locator("[data-home]")

    def reads(self, text: str) -> Locator:
        """The newest message there that holds these words, as soon as it comes."""
        found = self.page.locator("#room [data-ts]").filter(has_text=text).last
        expect(found).to_be_visible(timeout=SLOW)
        return self.page.locator(f"#room [data-ts='{found.get_attribute('data-ts')}']")
