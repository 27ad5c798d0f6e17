"""Events: which are sent, in what shape, and how often when nobody answers."""

import pytest


def test_a_direct_message(slack, heard):
    message = slack.says("ULINA", "DM", "你好")

    assert heard.envelopes[0]["type"] == "events_api"
    assert not heard.envelopes[0]["accepts_response_payload"]
    payload = heard.last
    assert payload["type"] == "event_callback"
    assert payload["api_app_id"] == "AAPP"
    assert payload["team_id"] == "TOFFICE"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == "UBOT"
    event = payload["event"]
    assert event["channel_type"] == "im"
    assert event["channel"] == "DLINA"
    assert event["ts"] == event["event_ts"] == message.ts
    assert event["client_msg_id"]


def test_a_mention_comes_twice_with_the_same_ts(slack, heard):
    slack.says("ULINA", "COFFICE", "@echo hello")

    message, mention = heard.events
    assert (message["type"], mention["type"]) == ("message", "app_mention")
    assert message["ts"] == mention["ts"]
    assert message["client_msg_id"] == mention["client_msg_id"]
    assert mention["text"] == "<@UBOT> hello"
    assert heard.envelopes[0]["payload"]["event_id"] != heard.envelopes[1]["payload"]["event_id"]


def test_no_mention_in_a_direct_message(slack, heard):
    slack.says("ULINA", "DM", "@echo hello")

    assert [event["type"] for event in heard.events] == ["message"]


def test_nothing_from_where_the_app_is_not(slack, heard):
    slack.says("UZHAO", "GLEADERS", "among us @echo")

    assert heard.envelopes == []


@pytest.mark.parametrize("left_out", ["message.im", "app_home_opened"])
def test_only_what_the_app_subscribed_to(manifest, left_out):
    from rehearsal import Slack

    manifest["settings"]["event_subscriptions"]["bot_events"].remove(left_out)
    slack, names = Slack(manifest), []
    slack.connect(lambda envelope: names.append(envelope["payload"]["event"]["type"]) or {})

    slack.says("ULINA", "DM", "hello")
    slack.opens_home("ULINA")

    assert names == (["app_home_opened"] if left_out == "message.im" else ["message"])


def test_a_reply_says_which_thread(slack, heard, client):
    parent = client.chat_postMessage(channel="COFFICE", text="card")["ts"]
    slack.says("ULINA", "COFFICE", "yes", thread_ts=parent)

    assert heard.last["event"]["thread_ts"] == parent
    assert heard.last["event"]["parent_user_id"] == "UBOT"


def test_a_file_comes_as_file_share(slack, heard):
    slack.says("ULINA", "DM", "see", files=["draft.docx"])

    event = heard.last["event"]
    assert event["subtype"] == "file_share"
    assert event["files"][0]["name"] == "draft.docx"


def test_edited_and_deleted_messages(slack, heard):
    message = slack.says("ULINA", "DM", "one")

    slack.edits("ULINA", "DM", message.ts, "two")
    assert heard.last["event"]["subtype"] == "message_changed"
    assert heard.last["event"]["message"]["text"] == "two"
    assert heard.last["event"]["previous_message"]["text"] == "one"
    slack.deletes("ULINA", "DM", message.ts)
    assert heard.last["event"]["subtype"] == "message_deleted"
    assert heard.last["event"]["deleted_ts"] == message.ts


def test_the_app_hears_itself_after_the_call(slack, heard, client):
    client.chat_postMessage(channel="COFFICE", text="me")
    assert heard.events == []

    slack.run_due()

    assert heard.last["event"]["bot_id"] == "BBOT"


def test_opening_the_home_tab(slack, heard, client):
    slack.opens_home("ULINA")
    assert "view" not in heard.last["event"]
    client.views_publish(user_id="ULINA", view={"type": "home", "blocks": [{"type": "divider"}]})

    slack.opens_home("ULINA")

    assert heard.last["event"]["tab"] == "home"
    assert heard.last["event"]["view"]["id"] == slack.home("ULINA").id


def test_an_event_without_ack_comes_again_three_times(slack, heard):
    heard.answer = None
    slack.says("ULINA", "DM", "hello?")

    def tries():
        slack.run_due()
        return [e.get("retry_attempt") for e in heard.envelopes]

    assert tries() == [None, 1]
    slack.clock.turn(seconds=59)
    assert tries() == [None, 1]
    slack.clock.turn(seconds=1)
    assert tries() == [None, 1, 2]
    slack.clock.turn(minutes=4, seconds=59)
    assert tries() == [None, 1, 2]
    slack.clock.turn(seconds=1)
    assert tries() == [None, 1, 2, 3]
    slack.clock.turn(hours=1)
    assert tries() == [None, 1, 2, 3]
    assert {e["retry_reason"] for e in heard.envelopes[1:]} == {"http_timeout"}
    assert len({e["payload"]["event_id"] for e in heard.envelopes}) == 1


def test_an_ack_ends_the_retries(slack, heard):
    heard.answer = None
    slack.says("ULINA", "DM", "hello?")
    heard.answer = {}

    assert (slack.run_due(), slack.run_due()) == (1, 0)


def test_a_closed_messages_tab(manifest, no):
    from rehearsal import Slack

    manifest["features"]["app_home"]["messages_tab_enabled"] = False
    slack = Slack(manifest)

    with pytest.raises(PermissionError, match="turned off"):
        slack.says("ULINA", "DM", "hello?")
    asked = {"channel": "ULINA", "text": "x"}
    assert slack.api("chat.postMessage", slack.bot_token, asked).body["error"] == (
        "messages_tab_disabled"
    )
