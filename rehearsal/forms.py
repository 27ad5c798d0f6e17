"""What Slack's own client refuses about a form before it is sent."""

from __future__ import annotations

import re
from typing import Any

from rehearsal import elements
from rehearsal.workspace import View

Json = dict[str, Any]

MISSING = "Please complete this required field."


def refuse_unfinished(view: View) -> dict[str, str]:
    """Errors by block_id; empty when the form may go."""
    found = {}
    for block in view.blocks:
        if block["type"] == "input" and (error := _wrong(view, block)):
            found[block["block_id"]] = error
    return found


def _wrong(view: View, block: Json) -> str | None:
    element = block["element"]
    key = elements.HOLDS[element["type"]][0]
    value = view.values[block["block_id"]][element["action_id"]][key]
    if value in (None, "", []):
        return None if block.get("optional") else MISSING
    if isinstance(value, str):
        return _text_wrong(element, value)
    return None


def _text_wrong(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    match element["type"]:
        case "plain_text_input" if len(value) > most:
            return f"Must be {most} characters or fewer."
        case "plain_text_input" if len(value) < least:
            return f"Must be at least {least} characters."
        case "plain_text_input" if not value.strip() and not element.get("multiline"):
            return MISSING
        case "number_input":
            return _number_wrong(element, value)
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            return "Please enter a valid email address."
        case "url_text_input" if not re.fullmatch(r"https?://\S+", value):
            return "Please enter a valid URL."
    return None


def _number_wrong(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a valid number."
    if float(value) < float(element.get("min_value", "-inf")):
        return f"Must be {element['min_value']} or more."
    if float(value) > float(element.get("max_value", "inf")):
        return f"Must be {element['max_value']} or less."
    return None
