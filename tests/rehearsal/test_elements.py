"""Buttons and menus on messages and on the Home tab."""

from datetime import date

import pytest

from tests.rehearsal.cards import actions, button, field, home, option, section, select


def card(client, *blocks, **more):
    return client.chat_postMessage(channel="COFFICE", text="card", blocks=list(blocks), **more)[
        "ts"
    ]


def test_a_button_as_slack_sends_it(slack, heard, client):
    ts = card(client, actions(button("sign", "签发 Sign", value="12"), block_id="b"))

    slack.presses("ULINA", "COFFICE", ts, "签发 Sign")

    payload = heard.last
    assert payload["type"] == "block_actions"
    assert payload["user"] == {
        "id": "ULINA",
        "username": "li.na",
        "name": "li.na",
        "team_id": "TOFFICE",
    }
    assert payload["team"] == {"id": "TOFFICE", "domain": "office"}
    assert payload["api_app_id"] == "AAPP"
    assert payload["channel"] == {"id": "COFFICE", "name": "office"}
    assert payload["message"]["ts"] == ts
    assert payload["message"]["bot_id"] == "BBOT"
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "COFFICE",
        "is_ephemeral": False,
    }
    (action,) = payload["actions"]
    assert float(action.pop("action_ts"))
    assert action == {
        "action_id": "sign",
        "block_id": "b",
        "type": "button",
        "value": "12",
        "text": {"type": "plain_text", "text": "签发 Sign"},
    }
    assert payload["response_url"]
    assert payload["trigger_id"]


def test_twins_are_told_apart_by_their_value(slack, heard, client):
    rows = [section(f"D-{n}", accessory=button("done", "Done", value=f"{n}")) for n in (1, 2)]
    ts = card(client, *rows)

    slack.presses("ULINA", "COFFICE", ts, "done", value="2")

    assert heard.last["actions"][0]["value"] == "2"


def test_an_ephemeral_comes_without_its_message(slack, heard, client):
    ts = client.chat_postEphemeral(
        channel="COFFICE", user="ULINA", text="psst", blocks=[actions(button())]
    )["message_ts"]

    slack.presses("ULINA", "COFFICE", ts, "go")

    assert heard.last["container"]["is_ephemeral"]
    assert "message" not in heard.last
    with pytest.raises(LookupError):
        slack.presses("UZHAO", "COFFICE", ts, "go")


@pytest.mark.parametrize(
    ("element", "value", "expected"),
    [
        (select("x", "a", "b"), "b", {"selected_option": option("b")}),
        (select("x", "a", "b"), "A", {"selected_option": option("a")}),
        ({"type": "overflow", "options": [option("a")]}, "a", {"selected_option": option("a")}),
        ({"type": "users_select"}, "UZHAO", {"selected_user": "UZHAO"}),
        ({"type": "channels_select"}, "COFFICE", {"selected_channel": "COFFICE"}),
        ({"type": "conversations_select"}, "GLEADERS", {"selected_conversation": "GLEADERS"}),
        ({"type": "datepicker"}, date(2026, 3, 13), {"selected_date": "2026-03-13"}),
        ({"type": "timepicker"}, "17:30", {"selected_time": "17:30"}),
        ({"type": "datetimepicker"}, 1773403200, {"selected_date_time": 1773403200}),
        ({"type": "multi_users_select"}, ["UZHAO"], {"selected_users": ["UZHAO"]}),
        (
            {"type": "checkboxes", "options": [option("a"), option("b")]},
            ["a", "b"],
            {"selected_options": [option("a"), option("b")]},
        ),
        (
            {"type": "radio_buttons", "options": [option("a"), option("b")]},
            "a",
            {"selected_option": option("a")},
        ),
    ],
)
def test_what_is_chosen_in_each_kind_of_element(slack, heard, client, element, value, expected):
    ts = card(client, actions({"action_id": "x", **element}, block_id="b"))

    slack.chooses("ULINA", "COFFICE", ts, "x", value)

    (action,) = heard.last["actions"]
    assert expected.items() <= action.items()
    if element["type"] != "overflow":
        state = heard.last["state"]["values"]["b"]["x"]
        assert state == {"type": element["type"], **expected}


def test_a_line_of_an_overflow_menu_is_pressed_by_its_name(slack, heard, client):
    menu = {"type": "overflow", "options": [option("a", "Hand over"), option("b", "取消")]}
    ts = card(client, actions({"action_id": "more", **menu}))

    slack.presses("ULINA", "COFFICE", ts, "取消")

    assert heard.last["actions"][0]["selected_option"]["value"] == "b"


def test_nobody_chooses_what_is_not_offered(slack, client):
    ts = card(client, actions(select("x", "a", "b")))

    with pytest.raises(LookupError, match="not offered"):
        slack.chooses("ULINA", "COFFICE", ts, "x", "c")
    with pytest.raises(LookupError, match="nobody sees 'y'"):
        slack.chooses("ULINA", "COFFICE", ts, "y", "c")


def test_a_message_carries_the_state_of_its_inputs(slack, heard, client):
    ts = card(
        client,
        field("who", {"type": "users_select", "action_id": "u", "initial_user": "UZHAO"}),
        actions(button()),
    )

    slack.presses("ULINA", "COFFICE", ts, "go")

    assert heard.last["state"]["values"] == {
        "who": {"u": {"type": "users_select", "selected_user": "UZHAO"}}
    }


def test_pressing_without_ack(slack, heard, client):
    ts = card(client, actions(button()))
    heard.answer = None

    assert slack.presses("ULINA", "COFFICE", ts, "go").error == "operation_timeout"
    assert slack.run_due() == 1  # only the app's own message event


def test_the_home_tab(slack, heard, client):
    client.views_publish(user_id="ULINA", view=home(actions(button("plate", "My plate"))))

    slack.presses_home("ULINA", "My plate")

    assert heard.last["container"] == {"type": "view", "view_id": slack.home("ULINA").id}
    assert heard.last["view"]["type"] == "home"
    assert heard.last["view"]["hash"] == slack.home("ULINA").hash
    assert "channel" not in heard.last
    assert "response_url" not in heard.last


def test_the_home_tab_is_one_persons(slack, client, no):
    client.views_publish(user_id="ULINA", view=home(section("for Li Na")))

    assert slack.home("UZHAO") is None
    assert no(client.views_publish, user_id="UNOBODY", view=home()) == "user_not_found"


def test_no_home_tab_without_the_manifest(manifest):
    from rehearsal import Slack

    manifest["features"]["app_home"]["home_tab_enabled"] = False
    slack = Slack(manifest)

    asked = {"user_id": "ULINA", "view": home()}
    assert slack.api("views.publish", slack.bot_token, asked).body["error"] == "not_enabled"
