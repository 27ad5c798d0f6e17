"""Stock Bolt on both transports: it must not be able to tell the rehearsal from Slack."""

import time

import pytest

from rehearsal import Rehearsal
from tests.rehearsal.cards import actions, button
from tests.rehearsal.echo import by_http, by_socket, echo_manifest


@pytest.fixture(params=["socket", "http"], scope="module")
def stage(request):
    """The core of a rehearsal in which the echo app plays."""
    if request.param == "http":
        with by_http(echo_manifest()) as rehearsal:
            yield rehearsal.slack
    else:
        with Rehearsal(echo_manifest()) as rehearsal, by_socket(rehearsal):
            wait_for(lambda: rehearsal.sockets.count)
            yield rehearsal.slack


def wait_for(look, seconds=3.0):
    """What `look` finds, as soon as it finds something."""
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.01)
    return found


def test_commands_forms_and_refusals(stage):
    outcome = stage.commands("UZHAO", "COFFICE", "/echo R&D @li.na")
    assert outcome.error is None
    assert stage.sees("UZHAO", "COFFICE")[-1].text == "you said: R&amp;D <@ULINA|li.na>"
    form = stage.shortcut("ULINA", "open_form").modal
    assert form.content["title"]["text"] == "A form"
    assert stage.submits("ULINA", title="bad").errors == {"title": "not like this"}
    assert stage.submits("ULINA", title="年度总结 📝").modal is None
    assert stage.sees("ULINA", "DM")[-1].text == "filed: 年度总结 📝"


def test_messages_mentions_and_shortcuts(stage):
    said = stage.says("ULINA", "COFFICE", "@echo are you there")
    assert stage.sees("ULINA", "COFFICE", said.ts)[-1].text == "echo: <@UBOT> are you there"
    assert said.reactions == {"eyes": ["UBOT"]}
    stage.shortcut("USUN", "note", "COFFICE", said.ts)
    noted = stage.sees("USUN", "COFFICE")[-1]
    assert (noted.text, noted.ephemeral) == ("noted: <@UBOT> are you there", "USUN")
    assert "noted" not in stage.sees("ULINA", "COFFICE")[-1].text


def test_buttons_and_the_home_tab(stage):
    stage.opens_home("ULINA")
    stage.presses_home("ULINA", "Tick")
    assert stage.home("ULINA").blocks[0]["text"]["text"] == "ticked"
    blocks = [actions(button("open", "Open"), button("answer", "Answer"))]
    asked = {"channel": "COFFICE", "text": "card", "blocks": blocks}
    ts = stage.api("chat.postMessage", stage.bot_token, asked).body["ts"]
    assert stage.presses("ULINA", "COFFICE", ts, "Open").modal
    assert stage.presses("ULINA", "COFFICE", ts, "Answer").error is None
    assert stage.sees("ULINA", "COFFICE")[-1].text == "answered"
