"""The control interface, as the page uses it."""

import json
import urllib.request
from urllib.error import HTTPError

import pytest

from rehearsal import Rehearsal
from tests.rehearsal.cards import actions, button, field, home, modal, select


class Page:
    """One member's page."""

    def __init__(self, url, user):
        self.url, self.user = url, user

    def get(self, what, **asked):
        query = urllib.parse.urlencode({"as": self.user, **asked})
        with urllib.request.urlopen(f"{self.url}/control/{what}?{query}") as answer:
            return json.load(answer)

    def post(self, what, **asked):
        body = json.dumps({"as": self.user, **asked}).encode()
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/control/{what}", body, kind)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def act(self, act, **asked):
        return self.post("act", act=act, **asked)


@pytest.fixture
def page(rehearsal):
    return Page(rehearsal.url, "ULINA")


def test_what_to_try_is_what_whoever_runs_it_has_given(manifest, page):
    assert page.get("state")["hints"] is None
    with Rehearsal(manifest, hints={"lines": []}) as other:
        assert Page(other.url, "ULINA").get("state")["hints"] == {"lines": []}


def test_the_state_of_one_member(page):
    state = page.get("state")

    assert state["me"]["id"] == "ULINA"
    assert state["me"]["locale"] == "en-US"
    assert [(c["id"], c["kind"]) for c in state["channels"]] == [
        ("COFFICE", "channel"),
        ("CGENERAL", "channel"),
        ("DLINA", "app"),
    ]
    assert state["now"] == "2026-03-11T02:00:00+00:00"
    assert state["frozen"] is True
    assert state["app"]["name"] == "echo"
    assert state["app"]["home"] is True
    assert state["app"]["commands"][1] == {
        "command": "/raw",
        "description": "As typed",
        "usage_hint": "anything",
    }
    assert state["app"]["shortcuts"][0] == {
        "name": "New form",
        "callback_id": "open_form",
        "type": "global",
    }
    assert state["modal"] is None


def test_messages_are_read_once_seen(page, slack):
    slack.says("USUN", "COFFICE", "早")

    def unread():
        return {c["id"]: c["unread"] for c in page.get("state")["channels"]}["COFFICE"]

    assert unread() == 1
    (message,) = page.get("messages", channel="COFFICE")["messages"]
    assert (message["text"], message["user"], message["bot"]) == ("早", "USUN", False)
    assert unread() == 0


def test_a_thread_with_its_parent_first(page, slack):
    parent = slack.says("USUN", "COFFICE", "parent")
    slack.says("ULINA", "COFFICE", "reply", thread_ts=parent.ts)

    there = page.get("messages", channel="COFFICE", thread_ts=parent.ts)["messages"]

    assert [m["text"] for m in there] == ["parent", "reply"]
    assert there[0]["reply_count"] == 1
    assert len(page.get("messages", channel="COFFICE")["messages"]) == 1


def test_saying_and_commanding(page, heard):
    assert page.act("says", channel="DM", text="你好")["ok"]
    assert heard.last["event"]["text"] == "你好"
    heard.answer = {"text": "done"}
    assert page.act("commands", channel="COFFICE", text="/echo x")["ok"]
    assert page.get("messages", channel="COFFICE")["messages"][-1]["ephemeral"] is True


def test_what_one_cannot_do_is_said(page):
    answer = page.act("says", channel="GLEADERS", text="hello")

    assert answer["ok"] is False
    assert "not in leaders" in answer["error"]


def test_a_form_from_the_page(page, heard, client, slack):
    heard.does = lambda payload: client.views_open(
        trigger_id=payload["trigger_id"],
        view=modal(field("title"), field("kind", select("k", "a", "b"), dispatch_action=True)),
    )
    shown = page.act("shortcut", callback_id="open_form")["modal"]
    assert shown["callback_id"] == "form"
    heard.does = lambda payload: None
    chosen = {"surface": "view", "block_id": "kind", "action_id": "k", "value": "b"}
    page.act("chooses", **chosen, values={"title": "half", "kind": None})
    assert heard.last["view"]["state"]["values"]["title"]["title_text"]["value"] == "half"
    heard.answer = {"response_action": "errors", "errors": {"title": "no"}}
    refused = page.act("submits", values={"title": "", "kind": "b"})
    assert refused["errors"] == {"title": "Please complete this required field."}
    refused = page.act("submits", values={"title": "x", "kind": "b"})
    assert refused["errors"] == {"title": "no"}
    assert refused["modal"]["id"] == shown["id"]
    assert page.act("closes")["modal"] is None


def test_buttons_from_the_page(page, heard, client):
    ts = client.chat_postMessage(
        channel="COFFICE", text="card", blocks=[actions(button(), block_id="b")]
    )["ts"]
    client.views_publish(user_id="ULINA", view=home(actions(button("plate"))))
    message = {"surface": "message", "channel": "COFFICE", "ts": ts, "block_id": "b"}

    assert page.act("presses", **message, action_id="go")["ok"]
    assert heard.last["message"]["ts"] == ts
    assert page.act("presses", surface="home", action_id="plate")["ok"]
    assert heard.last["view"]["type"] == "home"
    heard.answer = None
    assert page.act("presses", **message, action_id="go")["error"] == "operation_timeout"


def test_the_clock_is_turned(page, slack):
    page.post("clock", turn={"hours": 1})
    assert page.get("state")["now"] == "2026-03-11T03:00:00+00:00"
    page.post("clock", to="next working morning")
    assert page.get("state")["now"] == "2026-03-12T00:31:00+00:00"
    page.post("clock", to="2026-03-13T10:00:00+08:00")
    page.post("clock", to="next working morning")
    assert page.get("state")["now"] == "2026-03-16T00:31:00+00:00"  # over the weekend


def test_changes_are_streamed_to_those_who_can_see_them(page, rehearsal, slack, client):
    def next_of(stream):
        while not (line := stream.readline().decode().strip()).startswith("data: "):
            pass
        return json.loads(line.removeprefix("data: "))["changed"]

    def listen(user):
        stream = urllib.request.urlopen(f"{rehearsal.url}/control/stream?as={user}", timeout=3)
        stream.readline()
        return stream

    with listen("ULINA") as lina, listen("UHE") as outsider:
        client.chat_postEphemeral(channel="COFFICE", user="ULINA", text="psst")
        assert next_of(lina) == ["messages:COFFICE"]
        client.views_publish(user_id="ULINA", view=home())
        assert next_of(lina) == ["home"]
        client.chat_postMessage(channel="COFFICE", text="hello")
        slack.clock.turn(hours=1)
        assert next_of(lina) == ["clock", "messages:COFFICE"]
        assert next_of(outsider) == ["clock"]


def test_faults_sockets_switches_and_the_log(page, slack, client, no):
    page.post("fault", method="auth.test", kind="fatal_error")
    assert no(client.auth_test) == "fatal_error"
    assert page.post("socket", do="ghosts", count=2)["connections"] == 2
    page.post("switches", paced=True)
    assert slack.paced
    log = page.get("log", since=0)
    assert [entry["name"] for entry in log["entries"]] == ["auth.test"]
    assert page.get("log", since=log["next"])["entries"] == []


def test_a_crowd(page, slack):
    ids = page.post("members", count=30)["ids"]

    assert len(ids) == 30
    assert Page(page.url, ids[7]).get("state")["me"]["id"] == ids[7]
    assert Page(page.url, ids[7]).act("says", channel="CGENERAL", text="hi")["ok"]


def test_bad_requests_are_told_why(page, rehearsal):
    for bad in (
        lambda: Page(rehearsal.url, "UNOBODY").get("state"),
        lambda: page.act("dances"),
        lambda: page.act("says", channel="DM", words="what?"),
        lambda: page.post("socket", do="nothing"),
        lambda: page.post("switches", lights=True),
    ):
        with pytest.raises(HTTPError) as refused:
            bad()
        assert refused.value.code == 400
        with refused.value as answer:
            assert json.load(answer)["error"]


def test_the_page_and_permalinks(rehearsal):
    with urllib.request.urlopen(rehearsal.url) as page:
        assert b"<html" in page.read()
    link = f"{rehearsal.url}/archives/COFFICE/p1773194400000001?thread_ts=1773194400.000000"
    with urllib.request.urlopen(link) as page:
        assert page.url.endswith("#channel=COFFICE&at=1773194400.000001&thread=1773194400.000000")


def answered(rehearsal, path="/control/state?as=ULINA", **headers):
    """The status of what somebody else's page asks here."""
    request = urllib.request.Request(f"{rehearsal.url}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("path", ["/", "/control/state?as=ULINA", "/api/auth.test"])
def test_under_a_strange_name_nothing_can_be_read(rehearsal, path):
    port = rehearsal.port
    assert answered(rehearsal, path, Host=f"evil.example:{port}") == 403
    assert answered(rehearsal, path, Host="127.0.0.1.evil.example") == 403
    assert answered(rehearsal, path, Host=f"localhost:{port}") == 200


def test_a_strangers_page_plays_no_part(rehearsal):
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        assert answered(rehearsal, Origin=origin) == 403
    assert answered(rehearsal, Origin=rehearsal.url) == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_who_acts_in_it_says_so_in_json(rehearsal, kind):
    """A form or a plain text is what any page on the web may send, asking nobody."""
    before = rehearsal.slack.clock.now()
    asked = urllib.request.Request(
        f"{rehearsal.url}/control/clock", b'{"as": "ULINA", "turn": {"days": 1}}'
    )
    asked.add_header("Content-Type", kind)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    refused.value.close()
    assert refused.value.code == 415
    assert (rehearsal.slack.clock.now() - before).days == 0
