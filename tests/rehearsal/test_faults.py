"""Calls that go wrong as planned."""

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from rehearsal.faults import Cut


def post(client, text="hello"):
    return client.chat_postMessage(channel="COFFICE", text=text)


def texts(slack):
    return [message.text for message in slack.sees("ULINA", "COFFICE")]


def test_ratelimited_says_how_long(client, slack):
    slack.fault("chat.postMessage", "ratelimited", seconds=7)

    with pytest.raises(SlackApiError) as refused:
        post(client)

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert texts(slack) == []
    post(client)


def test_server_errors(client, slack, no):
    slack.fault("chat.postMessage", "http_500")
    slack.fault("chat.postMessage", "internal_error")

    with pytest.raises(SlackApiError) as refused:
        post(client)
    assert refused.value.response.status_code == 500
    assert no(post, client) == "internal_error"
    assert texts(slack) == []


def test_stored_but_cut(client, slack):
    slack.fault("chat.postMessage", "drop_after")

    with pytest.raises((RemoteDisconnected, ConnectionError, URLError)):
        post(client)

    assert texts(slack) == ["hello"]


def test_cut_before_it_was_stored(client, slack):
    slack.fault("chat.postMessage", "drop_before")

    with pytest.raises((RemoteDisconnected, ConnectionError, URLError)):
        post(client)

    assert texts(slack) == []


def test_the_default_client_posts_twice_when_cut(rehearsal, slack):
    slack.fault("chat.postMessage", "drop_after")

    post(WebClient(rehearsal.bot_token, base_url=rehearsal.api_url))

    assert texts(slack) == ["hello", "hello"]


def test_a_slow_call_is_done_long_before_it_answers(rehearsal, slack):
    slack.fault("chat.postMessage", "slow", seconds=1)
    hasty = WebClient(
        rehearsal.bot_token, base_url=rehearsal.api_url, retry_handlers=[], timeout=0.2
    )

    with pytest.raises(TimeoutError):
        post(hasty)

    assert texts(slack) == ["hello"]


def test_faults_wait_their_turn_and_run_out(client, slack, no):
    slack.fault("chat.postMessage", "fatal_error", times=2, after=1)

    post(client, "first")
    assert [no(post, client), no(post, client)] == ["fatal_error", "fatal_error"]
    post(client, "last")
    assert texts(slack) == ["first", "last"]


def test_the_core_cuts_too(slack):
    slack.fault("*", "drop_after")

    with pytest.raises(Cut):
        slack.api("chat.postMessage", slack.bot_token, {"channel": "COFFICE", "text": "x"})

    assert texts(slack) == ["x"]


def test_every_call_is_on_record(client, slack, no):
    slack.fault("chat.postMessage", "drop_after")
    slack.fault("auth.test", "ratelimited")
    with pytest.raises((RemoteDisconnected, ConnectionError, URLError)):
        post(client)
    no(client.auth_test)
    no(client.users_info, user="UNOBODY")

    fates = [(one.name, one.fate) for one in slack.log]

    assert fates == [
        ("chat.postMessage", "drop_after"),
        ("auth.test", "ratelimited"),
        ("users.info", "user_not_found"),
    ]
    assert slack.log.calls("chat.postMessage")[0].asked["text"] == "hello"


def test_a_workspace_that_has_had_enough_says_until_when(client, slack, no):
    slack.limit("chat.postMessage", most=2, seconds=60)
    post(client)
    slack.clock.turn(seconds=20)
    post(client)

    with pytest.raises(SlackApiError) as refused:
        post(client)
    assert refused.value.response.headers["Retry-After"] == "40"

    slack.clock.turn(seconds=40)
    post(client)
    assert no(post, client) == "ratelimited"


def test_what_befalls_one_channel_spares_the_others(client, slack, no):
    slack.fault("chat.postMessage", "restricted_action", times=2, channel="CGENERAL")
    post(client)
    assert no(client.chat_postMessage, channel="CGENERAL", text="hello") == "restricted_action"
    assert texts(slack) == ["hello"]
