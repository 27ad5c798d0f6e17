"""Interactive elements: where they stand among blocks, what they hold, what a person can put in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

Json = dict[str, Any]

# element type -> (the key of its value in state and actions, the key of what it holds at first)
HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
PRESSED = {"button", "overflow", "workflow_button", "feedback_buttons", "icon_button"}
TEXTS = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}
MANY = {name for name, (key, _) in HOLDS.items() if key.endswith("s")}
HOLDING = {"card", "container", "section", "actions", "input"}  # blocks found inside blocks
NESTED = ("elements", "actions", "child_blocks")


def standing_in(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, interactive element) in reading order."""
    for block in blocks:
        for element in _of(block):
            if element.get("type") in HOLDS or element.get("type") in PRESSED:
                yield block, element
        for key in NESTED:
            yield from standing_in([b for b in block.get(key) or () if _is_block(b)])


def find(
    blocks: list[Json], wanted: str, block_id: str | None = None, value: Any = None
) -> tuple[Json, Json]:
    """The element with this action_id or label; a button's value tells twins apart."""
    found = [
        (block, element)
        for block, element in standing_in(blocks)
        if wanted in _called(element) and block_id in (None, block["block_id"])
    ]
    exact = [one for one in found if value is not None and one[1].get("value") == value]
    if not found:
        there = [f"{label(e)!r} ({e['action_id']})" for _, e in standing_in(blocks)]
        raise LookupError(f"nobody sees {wanted!r} here; there is: {', '.join(there) or 'nothing'}")
    return (exact or found)[0]


def label(element: Json) -> str:
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def _called(element: Json) -> list[str]:
    """What a person may point at it by: its id, its label, or a line of its overflow menu."""
    lines = options(element) if element["type"] == "overflow" else []
    return [element["action_id"], label(element), *(line["text"]["text"] for line in lines)]


def state(element: Json, value: Any) -> Json:
    """An element's entry in `state.values`."""
    return {"type": element["type"], HOLDS[element["type"]][0]: value}


def held(element: Json) -> Any:
    """What an element holds before anybody touched it."""
    start = element.get(HOLDS[element["type"]][1])
    if start is None and element["type"] in MANY:
        return []
    return start


def first_values(blocks: list[Json], kept: Json | None = None) -> Json:
    """`state.values` of a form just shown; `kept` is what elements of the same ids hold already."""
    values: Json = {}
    for block, element in standing_in(blocks):
        if element["type"] in PRESSED:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        old = (kept or {}).get(block_id, {}).get(action_id)
        same = old is not None and old["type"] == element["type"]
        values.setdefault(block_id, {})[action_id] = old if same else state(element, held(element))
    return values


def put(element: Json, value: Any) -> Any:
    """A person's plain value (text, option, id, date, list) as this element says it."""
    type = element["type"]
    if value is None or value == "" or value == []:
        return [] if type in MANY else None
    if type in MANY:
        many = [value] if isinstance(value, str | dict) else value
        return [_one(element, each) for each in many]
    return _one(element, value)


def _one(element: Json, value: Any) -> Any:
    type = element["type"]
    if "option" in HOLDS.get(type, ("option", ""))[0]:
        return value if type.endswith("external_select") else chosen(element, value)
    if type == "datetimepicker":
        return int(value.timestamp() if isinstance(value, datetime) else value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if type in TEXTS else value


def chosen(element: Json, value: Any) -> Json:
    """The offered option with this value or label; nobody can choose what is not offered."""
    offered = options(element)
    if isinstance(value, dict):
        value = value.get("value")
    for option in offered:
        if value in (option.get("value"), option["text"]["text"]):
            return {key: option[key] for key in ("text", "value", "description") if key in option}
    raise LookupError(f"{value!r} is not offered; there is {[o.get('value') for o in offered]}")


def options(element: Json) -> list[Json]:
    grouped = [o for group in element.get("option_groups") or () for o in group["options"]]
    return list(element.get("options") or []) + grouped


def _of(block: Json) -> list[Json]:
    one = block.get("element") or block.get("accessory")
    several = block.get("elements") or block.get("actions") or []
    return ([one] if one else []) + [e for e in several if isinstance(e, dict)]


def _is_block(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") in HOLDING
