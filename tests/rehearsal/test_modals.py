"""Forms: opened in time, filled in, refused, redrawn, stacked and closed."""

import pytest
from slack_sdk.models.views import View

from tests.rehearsal.cards import actions, button, field, modal, section, select


@pytest.fixture
def opens(slack, heard, client):
    """Have a member open this form through a shortcut."""

    def opened(*blocks, **more):
        heard.does = lambda payload: client.views_open(
            trigger_id=payload["trigger_id"], view=modal(*blocks, **more)
        )
        view = slack.shortcut("ULINA", "open_form").modal
        heard.does = lambda payload: None
        return view

    return opened


def test_a_form_opens(slack, opens):
    view = opens(field("title"), private_metadata="12")

    assert slack.modal("ULINA") is view
    assert slack.modal("UZHAO") is None
    assert view.root == view.id
    assert view.previous is None


def test_the_answer_is_a_view_the_sdk_can_read(slack, heard, client):
    answers = []
    heard.does = lambda payload: answers.append(
        client.views_open(trigger_id=payload["trigger_id"], view=modal(field("title")))
    )
    slack.shortcut("ULINA", "open_form")

    view = answers[0]["view"]
    assert View(**view).callback_id == "form"
    assert view["state"] == {
        "values": {"title": {"title_text": {"type": "plain_text_input", "value": None}}}
    }
    assert view["team_id"] == "TOFFICE"
    assert view["app_id"] == "AAPP"


def test_a_trigger_lives_three_seconds_and_once(slack, heard, client, no):
    slack.shortcut("ULINA", "open_form")
    in_time = heard.last["trigger_id"]
    client.views_open(trigger_id=in_time, view=modal(section()))
    assert no(client.views_open, trigger_id=in_time, view=modal()) == "exchanged_trigger_id"
    slack.shortcut("ULINA", "open_form")
    slack.clock.turn(seconds=3.1)

    late = heard.last["trigger_id"]

    assert no(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
    assert no(client.views_open, trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"


def test_what_was_filled_in_is_sent(slack, heard, opens):
    opens(
        field("title"),
        field("kind", select("k", "letter", "notice")),
        field("who", {"type": "multi_users_select", "action_id": "w"}),
        field("note", optional=True),
    )

    outcome = slack.submits("ULINA", title="总结 📝", kind="notice", who=["UZHAO"])

    payload = heard.last
    assert payload["type"] == "view_submission"
    assert payload["view"]["callback_id"] == "form"
    assert payload["view"]["state"]["values"] == {
        "title": {"title_text": {"type": "plain_text_input", "value": "总结 📝"}},
        "kind": {
            "k": {
                "type": "static_select",
                "selected_option": {
                    "text": {"type": "plain_text", "text": "Notice"},
                    "value": "notice",
                },
            }
        },
        "who": {"w": {"type": "multi_users_select", "selected_users": ["UZHAO"]}},
        "note": {"note_text": {"type": "plain_text_input", "value": None}},
    }
    assert payload["response_urls"] == []
    assert outcome.modal is None


def test_a_field_may_be_called_user(slack, heard, opens):
    opens(field("user"), field("self"))

    slack.submits("ULINA", **{"user": "a", "self": "b"})

    assert heard.last["view"]["state"]["values"]["user"]["user_text"]["value"] == "a"


def test_what_is_left_alone_keeps_its_first_value(slack, heard, opens):
    element = {"type": "plain_text_input", "action_id": "t", "initial_value": "Budget"}
    opens(field("title", element))

    slack.submits("ULINA")

    assert heard.last["view"]["state"]["values"]["title"]["t"]["value"] == "Budget"


def test_the_client_asks_for_required_fields_itself(slack, heard, opens):
    opens(field("title"))
    before = len(heard.envelopes)

    outcome = slack.submits("ULINA")

    assert outcome.errors == {"title": "Please complete this required field."}
    assert len(heard.envelopes) == before


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input", "max_length": 3}, "four"),
        ({"type": "plain_text_input", "min_length": 3}, "ab"),
        ({"type": "plain_text_input"}, "   "),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "2.5"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1"),
        ({"type": "email_text_input"}, "nobody"),
        ({"type": "url_text_input"}, "a.org"),
    ],
)
def test_the_client_checks_what_is_typed(slack, opens, element, value):
    opens(field("x", {**element, "action_id": "x"}))

    assert slack.submits("ULINA", x=value).errors.keys() == {"x"}


def test_errors_stay_on_the_form_and_so_does_the_text(slack, heard, opens):
    view = opens(field("title"))
    heard.answer = {"response_action": "errors", "errors": {"title": "太长了"}}

    outcome = slack.submits("ULINA", title="long")

    assert outcome.errors == {"title": "太长了"}
    assert outcome.modal is view
    assert view.values["title"]["title_text"]["value"] == "long"


def test_errors_must_name_input_blocks(slack, heard, opens):
    opens(field("title"))
    heard.answer = {"response_action": "errors", "errors": {"titel": "?"}}

    outcome = slack.submits("ULINA", title="x")

    assert outcome.errors is None
    assert "trouble connecting" in outcome.error
    assert outcome.modal


def test_an_answer_may_redraw_push_or_clear(slack, heard, opens):
    first = opens(field("title"))
    heard.answer = {"response_action": "update", "view": modal(field("title"), field("more"))}
    assert list(slack.submits("ULINA", title="x").modal.values) == ["title", "more"]
    heard.answer = {"response_action": "push", "view": modal(section("sure?"))}
    second = slack.submits("ULINA", more="y").modal
    assert (second.previous, second.root) == (first.id, first.id)
    heard.answer = {}
    assert slack.submits("ULINA").modal is first
    heard.answer = {"response_action": "clear"}
    assert slack.submits("ULINA").modal is None


def test_a_bad_form_in_an_answer_is_trouble(slack, heard, opens):
    opens(field("title"))
    heard.answer = {"response_action": "update", "view": {"type": "modal"}}

    assert "invalid_arguments" in slack.submits("ULINA", title="x").error


def test_no_answer_leaves_the_form(slack, heard, opens):
    view = opens(field("title"))
    heard.answer = None

    outcome = slack.submits("ULINA", title="x")

    assert outcome.error
    assert outcome.modal is view
    assert slack.run_due() == 0


def test_three_forms_and_no_more(slack, heard, client, opens, no):
    opens(actions(button("deeper")))

    def push():
        slack.presses_view("ULINA", "deeper")
        return {
            "trigger_id": heard.last["trigger_id"],
            "view": modal(actions(button("deeper"))),
        }

    client.views_push(**push())
    client.views_push(**push())
    assert no(client.views_push, **push()) == "push_limit_reached"
    depths = []
    while slack.modal("ULINA"):
        depths.append(slack.modal("ULINA"))
        slack.closes("ULINA")
    assert len(depths) == 3


def test_a_push_wants_a_form_below(slack, heard, client, no):
    slack.shortcut("ULINA", "open_form")

    asked = {"trigger_id": heard.last["trigger_id"], "view": modal()}

    assert no(client.views_push, **asked) == "not_found"


def test_a_stale_hash_is_a_conflict(slack, client, opens, no):
    view = opens(field("title"))
    stale = view.hash
    client.views_update(view_id=view.id, hash=stale, view=modal(section("one")))

    asked = {"view_id": view.id, "hash": stale, "view": modal(section("two"))}

    assert no(client.views_update, **asked) == "hash_conflict"
    client.views_update(**asked | {"hash": view.hash})


def test_the_home_tab_has_a_hash_too(client, no):
    shown = client.views_publish(user_id="ULINA", view={"type": "home", "blocks": []})["view"]
    client.views_publish(
        user_id="ULINA", hash=shown["hash"], view={"type": "home", "blocks": [section()]}
    )

    asked = {"user_id": "ULINA", "hash": shown["hash"], "view": {"type": "home", "blocks": []}}

    assert no(client.views_publish, **asked) == "hash_conflict"


def test_typed_text_survives_an_update_with_the_same_ids(slack, client, opens):
    view = opens(field("title"), field("note"))
    slack.fills("ULINA", title="kept", note="lost")
    other = {"type": "plain_text_input", "action_id": "another"}

    client.views_update(view_id=view.id, view=modal(field("title"), field("note", other)))

    assert view.values["title"]["title_text"]["value"] == "kept"
    assert view.values["note"]["another"]["value"] is None


def test_an_element_in_a_form_brings_the_state(slack, heard, opens):
    opens(field("title"), field("kind", select("k", "a", "b"), dispatch_action=True))
    slack.fills("ULINA", title="half")

    slack.chooses_view("ULINA", "k", "b")

    assert heard.last["type"] == "block_actions"
    assert heard.last["view"]["state"]["values"]["title"]["title_text"]["value"] == "half"
    assert heard.last["view"]["state"]["values"]["kind"]["k"]["selected_option"]["value"] == "b"
    assert heard.last["container"]["type"] == "view"


def test_an_external_id_is_unique_and_finds_the_form(slack, heard, client, opens, no):
    view = opens(section(), external_id="draft-12")
    slack.shortcut("UZHAO", "open_form")
    asked = {"trigger_id": heard.last["trigger_id"], "view": modal(external_id="draft-12")}

    assert no(client.views_open, **asked) == "duplicate_external_id"
    client.views_update(external_id="draft-12", view=modal(section("new")))
    assert view.blocks[0]["text"]["text"] == "new"
    assert no(client.views_update, view_id="VGONE", view=modal()) == "not_found"


def test_closing_is_told_if_wanted(slack, heard, opens):
    opens(section())
    slack.closes("ULINA")
    assert heard.last["type"] == "shortcut"
    opens(section(), notify_on_close=True)

    slack.closes("ULINA")

    assert heard.last["type"] == "view_closed"
    assert heard.last["is_cleared"] is False
    assert slack.modal("ULINA") is None
