"""Block Kit's limits: just long enough passes, one more is refused and the field is named."""

import json

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as sdk

from rehearsal.blocks import check_message, check_view
from rehearsal.errors import Refused
from rehearsal.shapes import SHAPES
from tests.rehearsal.cards import (
    actions,
    button,
    field,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
)


def text(n):
    return "字" * n


def confirm(**more):
    return {
        "title": plain("Sure?"),
        "text": plain("Really?"),
        "confirm": plain("Yes"),
        "deny": plain("No"),
        **more,
    }


def table(rows, columns=1, cell="x"):
    cells = [{"type": "raw_text", "text": cell}] * columns
    return {"type": "table", "rows": [cells] * rows}


def data_table(rows, caption="c", **more):
    return {**table(rows), "type": "data_table", "caption": caption, **more}


def chart(categories=2, series=1, label="{n}", name="{n}", **more):
    """Bars: so many categories, so many of each."""
    labels = [label.format(n=n) for n in range(categories)]
    data = [{"label": one, "value": 1} for one in labels]
    rows = [{"name": name.format(n=n), "data": data} for n in range(series)]
    made = {"type": "bar", "series": rows, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": "t", "chart": made, **more}


def context(n):
    return {"type": "context", "elements": [mrkdwn("x")] * n}


def image(url="u", alt="a", **more):
    return {"type": "image", "image_url": url, "alt_text": alt, **more}


LIMITS = {
    "section text 3000": lambda n: section(text(n)),
    "section field 2000": lambda n: {"type": "section", "fields": [mrkdwn(text(n))]},
    "section fields 10": lambda n: {"type": "section", "fields": [mrkdwn("x")] * n},
    "header 150": lambda n: {"type": "header", "text": plain(text(n))},
    "context elements 10": context,
    "actions elements 25": lambda n: actions(*(button(f"a{i}") for i in range(n))),
    "button text 75": lambda n: actions(button(label=text(n))),
    "button value 2000": lambda n: actions(button(value=text(n))),
    "button url 3000": lambda n: actions(button(url="u" * n)),
    "accessibility label 75": lambda n: actions(button(accessibility_label=text(n))),
    "action_id 255": lambda n: actions(button("a" * n)),
    "block_id 255": lambda n: section(block_id="b" * n),
    "options 100": lambda n: actions(select("s", *map(str, range(n)))),
    "option text 75": lambda n: actions(select("s", options=[option("v", text(n))])),
    "option value 150": lambda n: actions(select("s", options=[option("v" * n, "l")])),
    "option description 75": lambda n: actions(
        select("s", options=[{**option("v"), "description": plain(text(n))}])
    ),
    "overflow options 5": lambda n: actions(
        {"type": "overflow", "options": [option(f"{i}") for i in range(n)]}
    ),
    "confirm title 100": lambda n: actions(button(confirm=confirm(title=plain(text(n))))),
    "confirm text 300": lambda n: actions(button(confirm=confirm(text=plain(text(n))))),
    "confirm button 30": lambda n: actions(button(confirm=confirm(confirm=plain(text(n))))),
    "placeholder 150": lambda n: actions({"type": "users_select", "placeholder": plain(text(n))}),
    "input label 2000": lambda n: field("b", label=plain(text(n))),
    "input hint 2000": lambda n: field("b", hint=plain(text(n))),
    "initial value 3000": lambda n: field(
        "b", {"type": "plain_text_input", "initial_value": text(n)}
    ),
    "image url 3000": lambda n: image(url="u" * n),
    "image alt 2000": lambda n: image(alt="a" * n),
    "markdown 12000": lambda n: {"type": "markdown", "text": text(n)},
    "table rows 100": lambda n: table(n),
    "table cells 20": lambda n: table(1, n),
    "table characters 10000": lambda n: table(1, 1, text(n)),
    "data_table rows 101": data_table,
    "data_table page 100": lambda n: data_table(2, page_size=n),
    "chart title 50": lambda n: chart(title=text(n)),
    "chart series 6": lambda n: chart(series=n),
    "chart categories 20": lambda n: chart(categories=n),
    "chart label 20": lambda n: chart(1, label="x" * n),
    "chart name 20": lambda n: chart(name="x" * n),
}


def refused(check, *given):
    with pytest.raises(Refused) as caught:
        check(*given)
    return caught.value.error, caught.value.body.get("response_metadata", {}).get("messages", [])


@pytest.mark.parametrize("limit", LIMITS)
def test_limits_of_messages(limit):
    most = int(limit.split()[-1])

    check_message([LIMITS[limit](most)])
    error, messages = refused(check_message, [LIMITS[limit](most + 1)])

    assert error == "invalid_blocks"
    assert "[json-pointer:/blocks" in messages[0]


def test_what_a_chart_may_not_be():
    pie = {"type": "pie", "segments": [{"label": "a", "value": 1}]}
    check_message([chart(series=2), chart(), table(1), data_table(2)])
    check_message([chart(chart=pie)])
    odd = chart()["chart"]
    odd["series"][0]["data"] = odd["series"][0]["data"][1:]
    for wrong, why in (
        ([chart()] * 3, "no more than 2 data_visualization blocks allowed"),
        ([chart(series=2, name="same")], "names of series must be unique"),
        ([chart(chart=odd)], "labels must match the categories"),
        ([chart(chart={"type": "bar"})], "missing required field: series, axis_config"),
        ([chart(chart={"type": "pie"})], "missing required field: segments"),
        ([chart(chart={**pie, "segments": [{"label": "a", "value": 0}]})], "greater than 0"),
        ([data_table(2, "")], "must be more than 0 characters"),
    ):
        error, messages = refused(check_message, wrong)
        assert (error, why in messages[0]) == ("invalid_blocks", True), messages
    assert refused(check_view, modal(chart()), "modal")[0] == "invalid_arguments"


def test_fifty_blocks_in_a_message_a_hundred_in_a_view():
    check_message([section()] * 50)
    assert refused(check_message, [section()] * 51) == (
        "invalid_blocks",
        ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"],
    )
    check_view(modal(*[section()] * 100), "modal")
    assert refused(check_view, home(*[section()] * 101), "home")[0] == "invalid_arguments"


VIEW_LIMITS = {
    "title 24": lambda n: modal(title=plain(text(n))),
    "submit 24": lambda n: modal(submit=plain(text(n))),
    "close 24": lambda n: modal(close=plain(text(n))),
    "private_metadata 3000": lambda n: modal(private_metadata=text(n)),
    "callback_id 255": lambda n: modal(callback_id="c" * n),
}


@pytest.mark.parametrize("limit", VIEW_LIMITS)
def test_limits_of_views(limit):
    name, most = limit.split()

    check_view(VIEW_LIMITS[limit](int(most)), "modal")
    error, messages = refused(check_view, VIEW_LIMITS[limit](int(most) + 1), "modal")

    assert error == "invalid_arguments"
    assert f"[json-pointer:/view/{name}" in messages[0]


def test_a_view_of_250_kilobytes_is_too_large():
    blocks = [field(f"b{n}", hint=plain(text(1900))) for n in range(50)]

    assert refused(check_view, modal(*blocks), "modal") == ("view_too_large", [])


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ([{"type": "nonsense"}], "unsupported type: nonsense [json-pointer:/blocks/0/type]"),
        (["text"], "unsupported type: None [json-pointer:/blocks/0/type]"),
        ({"type": "divider"}, "must provide an array [json-pointer:/blocks]"),
        ([section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]"),
        (
            [actions(button(colour="red"))],
            "invalid additional property: colour [json-pointer:/blocks/0/elements/0]",
        ),
        ([{"type": "section"}], "missing required field: text or fields [json-pointer:/blocks/0]"),
        ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        (
            [{"type": "header", "text": mrkdwn("x")}],
            "must be a valid text type: plain_text [json-pointer:/blocks/0/text/type]",
        ),
        (
            [{"type": "section", "text": {**mrkdwn("x"), "emoji": True}}],
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (
            [actions(button(style="loud"))],
            "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            [actions({"type": "plain_text_input", "action_id": "x"})],
            "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
        ),
        ([section(block_id="a"), section(block_id="a")], "`block_id` 'a' already exists"),
        ([actions(button("x"), button("x"))], "`action_id` 'x' already exists"),
        (
            [actions(select("s", "a", initial_option=option("b")))],
            "initial option must be one of the options",
        ),
        (
            [{"type": "alert", "text": plain("!")}],
            "alert is not allowed in a message [json-pointer:/blocks/0/type]",
        ),
        (
            [{"type": "header", "text": plain("<!date^1773194400^{date}|11 March>")}],
            "date tokens are not formatted in plain_text [json-pointer:/blocks/0/text/text]",
        ),
        (
            [{"type": "markdown", "text": text(7_000)}, {"type": "markdown", "text": text(7_000)}],
            "markdown must be less than 12001 characters in all [json-pointer:/blocks]",
        ),
        (
            [table(1, 1, text(6_000)), table(1, 1, text(6_000))],
            "tables must be less than 10001 characters in all [json-pointer:/blocks]",
        ),
    ],
)
def test_what_a_message_may_not_hold(blocks, problem):
    error, messages = refused(check_message, blocks)

    assert error == "invalid_blocks"
    assert messages[0].startswith(f"[ERROR] {problem}")


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(field("a"), submit=None), "submit is required when there is an input block"),
        (modal(title=None), "missing required field: title"),
        (modal(hash="1.2"), "invalid additional property: hash"),
        (modal(table(1)), "table is not allowed in a modal"),
        (modal({"type": "markdown", "text": "x"}), "markdown is not allowed in a modal"),
        (modal(title=plain("<!date^1773194400^{date}|x>")), "date tokens are not formatted"),
    ],
)
def test_what_a_modal_may_not_hold(view, problem):
    view = {key: value for key, value in view.items() if value is not None}

    error, messages = refused(check_view, view, "modal")

    assert error == "invalid_arguments"
    assert messages[0].startswith(f"[ERROR] {problem}")


def test_the_home_tab_has_no_submit():
    assert refused(check_view, home(submit=plain("Send")), "home")[0] == "invalid_arguments"
    assert refused(check_view, home(), "modal")[0] == "invalid_arguments"


def test_an_alert_stands_in_a_modal_and_a_table_in_a_message():
    check_view(modal({"type": "alert", "text": plain("Careful")}), "modal")
    check_message([table(2, 2)])
    check_view(home(table(2, 2)), "home")


def test_the_same_action_id_in_two_blocks_is_fine():
    check_message([section(accessory=button("done")), section(accessory=button("done"))])


def test_rich_text():
    said = [
        {"type": "text", "text": "x", "style": {"bold": True}},
        {"type": "user", "user_id": "ULINA"},
        {"type": "date", "timestamp": 1773194400, "format": "{date}"},
    ]
    part = {"type": "rich_text_section", "elements": said}
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [part]}

    check_message([{"type": "rich_text", "elements": [part, listed]}])

    said[0]["size"] = 12
    _, messages = refused(check_message, [{"type": "rich_text", "elements": [part]}])
    assert "invalid additional property: size" in messages[0]


def test_a_client_is_told_what_is_wrong(client):
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="COFFICE", text="x", blocks=[section(text(3001))])

    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_a_refused_form_does_not_use_up_the_trigger(slack, heard, client, no):
    slack.shortcut("ULINA", "open_form")
    trigger = heard.last["trigger_id"]

    assert no(client.views_open, trigger_id=trigger, view=modal(colour=1)) == "invalid_arguments"
    client.views_open(trigger_id=trigger, view=modal())


def test_blocks_validate_checks_without_posting(client, slack, no):
    assert client.api_call("blocks.validate", json={"blocks": [section()]})["ok"]
    assert no(client.api_call, "blocks.validate", json={"blocks": [{}]}) == "invalid_blocks"
    view = {"view": modal(hash="x")}
    assert no(client.api_call, "blocks.validate", json=view) == "invalid_arguments"
    assert slack.sees("ULINA", "COFFICE") == []


OURS_ONLY = {"data_table", "data_visualization", "raw_text", "raw_number"}
OF_THE_SDK_ONLY = {"auth_provider"}


def test_the_table_knows_the_blocks_the_sdk_knows():
    known = {cls.type: cls for cls in sdk.Block.__subclasses__()}

    assert SHAPES["block"].keys() ^ known.keys() == OURS_ONLY | OF_THE_SDK_ONLY
    for name in SHAPES["block"].keys() & known.keys():
        fields = {key for key in SHAPES["block"][name] if not key.startswith("_")}
        attributes = known[name].__new__(known[name]).attributes
        assert fields == set(attributes) - {"type", "block_id"}, name


def test_what_the_sdk_writes_is_accepted():
    blocks = [
        sdk.HeaderBlock(text="D-12"),
        sdk.SectionBlock(
            text=sdk.MarkdownTextObject(text="*Budget*"),
            accessory=sdk.OverflowMenuElement(
                action_id="more", options=[sdk.Option(value="a", text="A")]
            ),
        ),
        sdk.ActionsBlock(
            elements=[
                sdk.ButtonElement(text="Sign", action_id="sign", style="primary", value="12"),
                sdk.UserSelectElement(placeholder="Who", action_id="who"),
                sdk.DatePickerElement(action_id="due", initial_date="2026-03-13"),
            ]
        ),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="x")]),
        sdk.DividerBlock(),
    ]

    check_message(json.loads(json.dumps([block.to_dict() for block in blocks])))
