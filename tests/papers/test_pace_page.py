"""The chart at the page of the rehearsal, in a real Chromium: seen in the message it comes in.

Skipped where there is no Chromium; with CALLBOARD_BROWSER=required that fails.
"""

import os

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, Seat, chromium, demo, where
from tests.pictures.office import Office

TITLES = ("全市经济工作会议讲话", "老干部座谈会讲话", "新年讲话")
STORY = (
    ("11-16 09:00", "UWANG", "assign @zhang.wei {title} by 4 Dec 6pm, reviewer @chen.jing"),
    ("11-16 16:00", "UZHANG", "accept D-{n}"),
    ("11-18 11:00", "UZHANG", "submit D-{n} https://docs.example.com/{n}"),
    ("11-19 10:00", "UCHEN", "return D-{n}: two pages at most, by 25 Nov"),
    ("11-20 15:00", "UZHANG", "submit D-{n} https://docs.example.com/{n}-2"),
    ("11-23 10:00", "UCHEN", "pass D-{n}"),
    ("11-23 17:00", "UWANG", "sign D-{n}"),
)


@pytest.fixture(scope="module")
def stage():
    """Three speeches, signed off; the leader at a laptop, the deputy director on a phone."""
    if not where():
        assert os.environ.get("CALLBOARD_BROWSER") != "required", "there is no chromium"
        pytest.skip("there is no chromium on PATH")
    with demo() as running, chromium() as browser:
        office = Office(running)
        for when, who, line in STORY:
            office.turns_to(when, beats=False)  # nothing here waits for the clockwork
            for n, title in enumerate(TITLES, start=1):
                office.types(who, f"/draft {line.format(title=title, n=n)}")
        yield Seat(browser, running.url, "UWANG"), Seat(browser, running.url, "ULIU", PHONE)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("seat", "asked", "title", "read_out"),
    [
        (0, "文稿一般要多久？", "文稿办理时间", "讲话：受领 "),
        (1, "how long do drafts take?", "How long drafts took", "Speech: accept "),
    ],
    ids=["laptop", "phone"],
)
def test_a_chart_is_seen_in_the_message_and_read_out(stage, seat, asked, title, read_out):
    reader = stage[seat]
    reader.types(asked)
    picture = reader.page.locator("figure.picture", has_text=title).locator("img")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    reader.page.wait_for_function("e => e.complete", arg=picture.element_handle())
    assert picture.evaluate("e => e.naturalWidth") == 840
    assert read_out in picture.get_attribute("alt")
    assert picture.bounding_box()["width"] <= reader.page.viewport_size["width"]
