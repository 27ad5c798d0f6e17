"""Slash commands, shortcuts, and the response_url."""

import json
import urllib.error
import urllib.request

import pytest
from slack_sdk.webhook import WebhookClient

from tests.rehearsal.cards import actions, button


def test_a_command_as_slack_sends_it(slack, heard):
    slack.commands("UZHAO", "COFFICE", "/echo  D-12 done ")

    assert heard.envelopes[0]["type"] == "slash_commands"
    assert heard.envelopes[0]["accepts_response_payload"]
    payload = dict(heard.last)
    assert payload.pop("response_url").startswith(slack.address)
    assert payload.pop("trigger_id")
    assert payload == {
        "token": "rehearsal",
        "team_id": "TOFFICE",
        "team_domain": "office",
        "channel_id": "COFFICE",
        "channel_name": "office",
        "user_id": "UZHAO",
        "user_name": "zhao",
        "command": "/echo",
        "text": "D-12 done",
        "api_app_id": "AAPP",
        "is_enterprise_install": "false",
    }


def test_channel_names_in_private(slack, heard):
    slack.commands("UZHAO", "DM", "/echo")
    assert heard.last["channel_name"] == "directmessage"
    slack.commands("UZHAO", "GLEADERS", "/echo")
    assert heard.last["channel_name"] == "privategroup"


def test_the_ack_may_answer_in_private_or_in_public(slack, heard):
    heard.answer = {"text": "for you"}
    slack.commands("UZHAO", "COFFICE", "/echo")
    heard.answer = {"text": "for all", "response_type": "in_channel"}
    slack.commands("UZHAO", "COFFICE", "/echo")

    assert [m.text for m in slack.sees("UZHAO", "COFFICE")] == ["for you", "for all"]
    assert [m.text for m in slack.sees("ULINA", "COFFICE")] == ["for all"]


def test_an_ack_with_bad_blocks_is_not_shown(slack, heard):
    heard.answer = {"blocks": [{"type": "nonsense"}]}

    assert "invalid_blocks" in slack.commands("UZHAO", "COFFICE", "/echo").error


def test_no_commands_in_threads(slack, heard):
    parent = slack.says("UZHAO", "COFFICE", "parent").ts
    before = len(heard.envelopes)

    outcome = slack.commands("UZHAO", "COFFICE", "/echo", thread_ts=parent)

    assert outcome.error == "/echo is not supported in threads. Sorry!"
    assert len(heard.envelopes) == before


def test_an_unknown_command(slack, heard):
    assert "not a valid command" in slack.commands("UZHAO", "COFFICE", "/nonsense").error
    assert heard.envelopes == []


def test_a_command_without_ack_is_not_retried(slack, heard):
    heard.answer = None

    outcome = slack.commands("UZHAO", "COFFICE", "/echo")

    assert outcome.error == '/echo failed with the error "operation_timeout"'
    assert slack.sees("UZHAO", "COFFICE")[-1].user == "USLACKBOT"
    assert slack.sees("ULINA", "COFFICE") == []
    assert slack.run_due() == 0


def test_a_response_url_works_five_times_in_half_an_hour(slack, heard):
    slack.commands("UZHAO", "COFFICE", "/echo")
    url = WebhookClient(heard.last["response_url"])

    statuses = [url.send(text=f"{n}").status_code for n in range(6)]

    assert statuses == [200] * 5 + [404]
    assert [m.text for m in slack.sees("UZHAO", "COFFICE")] == ["0", "1", "2", "3", "4"]
    assert slack.sees("ULINA", "COFFICE") == []


def test_a_response_url_ends_after_half_an_hour(slack, heard):
    slack.commands("UZHAO", "COFFICE", "/echo")
    url = WebhookClient(heard.last["response_url"])
    slack.clock.turn(minutes=31)

    assert url.send(text="late").status_code == 404


def test_a_response_url_replaces_or_deletes_its_message(slack, heard, client):
    ts = client.chat_postMessage(channel="COFFICE", text="card", blocks=[actions(button())])["ts"]
    slack.presses("ULINA", "COFFICE", ts, "Go")
    url = WebhookClient(heard.last["response_url"])

    url.send(text="done", replace_original=True, response_type="in_channel")
    assert [m.text for m in slack.sees("UZHAO", "COFFICE")] == ["done"]
    url.send(delete_original=True)
    assert slack.sees("UZHAO", "COFFICE") == []


def test_a_broken_post_to_a_response_url(slack, heard):
    slack.commands("UZHAO", "COFFICE", "/echo")
    request = urllib.request.Request(heard.last["response_url"], b"{", method="POST")

    with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(request):
        pass
    assert refused.value.code == 400
    refused.value.close()


def test_a_global_shortcut(slack, heard):
    slack.shortcut("ULINA", "open_form")

    payload = heard.last
    assert payload["type"] == "shortcut"
    assert payload["callback_id"] == "open_form"
    assert payload["user"]["username"] == "li.na"
    assert "response_url" not in payload
    assert json.dumps(payload)


def test_a_message_shortcut_brings_the_message(slack, heard):
    message = slack.says("USUN", "COFFICE", "please do")

    slack.shortcut("ULINA", "note", "COFFICE", message.ts)

    payload = heard.last
    assert payload["type"] == "message_action"
    assert payload["message"]["text"] == "please do"
    assert payload["message"]["user"] == "USUN"
    assert payload["channel"] == {"id": "COFFICE", "name": "office"}
    assert payload["response_url"]
    with pytest.raises(LookupError):
        slack.shortcut("ULINA", "note")
