"""Who may call what: tokens, scopes, and methods that are not there."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


def test_auth_test_says_who_the_app_is(client, rehearsal):
    answer = client.auth_test()

    assert answer.data == {
        "ok": True,
        "url": f"{rehearsal.url}/",
        "team": "Office",
        "user": "echo",
        "team_id": "TOFFICE",
        "user_id": "UBOT",
        "bot_id": "BBOT",
        "is_enterprise_install": False,
    }


def test_a_wrong_token_is_refused(rehearsal, no):
    assert no(WebClient("xoxb-wrong", base_url=rehearsal.api_url).auth_test) == "invalid_auth"
    assert no(WebClient(base_url=rehearsal.api_url).auth_test) == "not_authed"
    app_token = WebClient(rehearsal.app_token, base_url=rehearsal.api_url)
    assert no(app_token.auth_test) == "not_allowed_token_type"


def test_a_token_may_come_as_a_parameter(rehearsal):
    client = WebClient(base_url=rehearsal.api_url)

    assert client.auth_test(token=rehearsal.bot_token)["ok"]


def test_only_an_app_token_opens_a_connection(rehearsal, client, no):
    assert no(client.api_call, "apps.connections.open") == "not_allowed_token_type"
    link = client.apps_connections_open(app_token=rehearsal.app_token)["url"]
    assert link.startswith(rehearsal.url.replace("http", "ws"))


def test_a_missing_scope_is_named(client):
    with pytest.raises(SlackApiError) as refused:
        client.team_info()

    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "team:read"
    assert "chat:write" in refused.value.response["provided"]


def test_scopes_come_in_a_header(client):
    assert "chat:write" in client.auth_test().headers["x-oauth-scopes"]


def test_an_unknown_method_is_unknown(client, no):
    assert no(client.api_call, "office.makeTea") == "unknown_method"


def test_a_known_method_that_is_not_served_says_so(client):
    with pytest.raises(SlackApiError) as refused:
        client.pins_list(channel="COFFICE")

    assert refused.value.response.status_code == 501
    assert refused.value.response["method"] == "pins.list"


def test_arguments_come_as_form_or_as_json(client):
    assert client.api_call("api.test", params={"a": "1"})["args"] == {"a": "1"}
    assert client.api_call("api.test", json={"a": 1})["args"] == {"a": 1}


def test_blocks_are_read_from_a_string_too(client, no):
    blocks = '[{"type":"divider"}]'

    sent = client.api_call(
        "chat.postMessage", data={"channel": "COFFICE", "text": "-", "blocks": blocks}
    )

    assert sent["message"]["blocks"][0]["type"] == "divider"
    broken = {"channel": "COFFICE", "text": "-", "blocks": "[{"}
    assert no(client.api_call, "chat.postMessage", data=broken) == "invalid_blocks_format"
