"""Block Kit, as little of it as we use. Lengths are Slack's; what is longer is cut, not refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from bot.language.catalog import Markup, unescape

Block = dict[str, Any]
CUT_IN_TWO = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)\Z")  # an entity or a link without its end

UNDO = ":undo"  # how the action of every way back ends
IN_LINKS = "%:/?#[]@!$&'()*+,;=~"  # what a link may hold beside letters and figures

TITLE, LABEL, OPTION, HINT, SECTION, TEXT = 24, 75, 75, 150, 3000, 3000


def short(text: str, most: int) -> str:
    """Words on one line, and no more than fit."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def safe_link(link: str) -> Markup:
    """A link that cannot break out of its brackets."""
    safe = link.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return Markup(safe)


def plain(text: str, most: int) -> Block:
    """Words that Slack does not parse, cut to what fits."""
    text = unescape(text)
    return {"type": "plain_text", "text": text if len(text) <= most else text[: most - 1] + "…"}


def mrkdwn(text: str) -> Block:
    """Words that are escaped already; `verbatim`, so that Slack adds no links of its own."""
    return {"type": "mrkdwn", "text": _cut(text), "verbatim": True}


def _cut(text: str) -> str:
    return text if len(text) <= SECTION else f"{_first(text, SECTION - 1)}…"


def _first(text: str, most: int) -> str:
    """The beginning of a text, cut at the end of a line or between words, if one is near."""
    head = CUT_IN_TWO.sub("", text[:most])
    near = max(head.rfind("\n", most - 200), head.rfind(" ", most - 50))
    return head[:near] if near > 0 and len(text) > most else head


def clipped(text: Markup, most: int) -> Markup:
    """Words that are escaped already, cut to what fits, and no entity in two."""
    return text if len(text) <= most else Markup(f"{_first(text, most - 1)}…")


def section(text: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block | {"accessory": accessory} if accessory else block


def beginning(text: str, most: int) -> str:
    """The first lines of what somebody wrote, and whether there is more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def sections(text: str) -> list[Block]:
    """Words of any length, in as many blocks as they need, four at the most."""
    blocks: list[Block] = []
    while text and len(blocks) < 4:
        head = text if len(text) <= SECTION or len(blocks) == 3 else _first(text, SECTION)
        blocks.append(section(head))
        text = text[len(head) :]
    return blocks


def context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text)]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def divider() -> Block:
    return {"type": "divider"}


def button(action: str, label: str, value: object = "-", style: str = "") -> Block:
    """A press asks `action` ("drafts:accept") for `value`, an id and nothing else."""
    made = {"type": "button", "action_id": action, "text": plain(label, LABEL), "value": str(value)}
    return made | {"style": style} if style else made


def link_button(action: str, label: str, link: str, value: object = "-") -> Block | None:
    """A press opens a link; none for a link that Slack would not take."""
    host, url = urlsplit(link).hostname or "", quote(link, safe=IN_LINKS)
    if not host.isascii() or len(url) > TEXT:
        return None
    return button(action, label, value) | {"url": url}


def buttons(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def without_undo(blocks: Sequence[Block]) -> list[Block]:
    """All but the way back, and the row it was alone in."""
    kept = [block | _not_undo(block) if block["type"] == "actions" else block for block in blocks]
    return [block for block in kept if block.get("elements") != []]


def _not_undo(block: Block) -> Block:
    elements = [one for one in block["elements"] if not one["action_id"].endswith(UNDO)]
    return {"elements": elements}


def more(options: Iterable[Block], name: str = "more") -> Block:
    """The rest of the buttons behind one: each option is what its button would have been."""
    chosen = [
        {"text": one["text"], "value": f"{one['action_id']}:{one['value']}"} for one in options
    ]
    return {"type": "overflow", "action_id": name, "options": chosen[:5]}


def row(steps: Sequence[Block]) -> list[Block]:
    """At most five buttons; what does not fit is behind the last."""
    if len(steps) <= 5:
        return [buttons(*steps)] if steps else []
    return [buttons(*steps[:4], more(steps[4:]))]


def that_fit(steps: Sequence[Block], most: int, rare: Sequence[str]) -> list[Block]:
    """No more than so many buttons: those of these actions give way, the first of them first."""
    there = [one for one in rare if any(step.get("action_id") == one for step in steps)]
    gone = there[: max(len(steps) - most, 0)]
    return [step for step in steps if step.get("action_id") not in gone][:most]


# --- forms -----------------------------------------------------------------------------------


def form(
    callback: str, title: str, submit: str, close: str, fields: Sequence[Block], keep: str = ""
) -> Block:
    """`keep` comes back with what was filled in: JSON of a few ids."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE),
        "submit": plain(submit, TITLE),
        "close": plain(close, TITLE),
        "private_metadata": keep,
        "blocks": list(fields),
    }


def page(title: str, close: str, blocks: Sequence[Block]) -> Block:
    """Something to read where forms are: nothing to fill in, a hundred blocks at the most."""
    made = {"type": "modal", "title": plain(title, TITLE), "close": plain(close, TITLE)}
    return made | {"callback_id": "page", "private_metadata": "", "blocks": list(blocks[:100])}


def text_field(
    name: str, label: str, value: str = "", *, example: str = "", long: bool = False, **rest: Any
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": long}
    if value:
        element["initial_value"] = value[:TEXT]
    if example:
        element["placeholder"] = plain(example, HINT)
    return _field(name, label, element, **rest)


def person_field(name: str, label: str, value: str = "", **rest: Any) -> Block:
    """A name that was not understood leaves the field empty."""
    known = value[:1] in ("U", "W") and value.isalnum()
    element = {"type": "users_select"} | ({"initial_user": value} if known else {})
    return _field(name, label, element, **rest)


def people_field(
    name: str, label: str, value: Sequence[str] = (), *, most: int, **rest: Any
) -> Block:
    element: Block = {"type": "multi_users_select", "max_selected_items": most}
    return _field(name, label, element | ({"initial_users": list(value)} if value else {}), **rest)


def channel_field(name: str, label: str, value: str = "", **rest: Any) -> Block:
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return _field(name, label, element | ({"initial_conversation": value} if value else {}), **rest)


def date_field(name: str, label: str, value: str = "", **rest: Any) -> Block:
    element = {"type": "datepicker"} | ({"initial_date": value} if value else {})
    return _field(name, label, element, **rest)


def select_field(
    name: str, label: str, choices: Mapping[str, str], value: str = "", **rest: Any
) -> Block:
    return _field(name, label, _choice("static_select", choices, value), **rest)


def choices_field(
    name: str, label: str, choices: Mapping[str, str], *, most: int, **rest: Any
) -> Block:
    """Some of them, none at first."""
    options = _choice("multi_static_select", choices, "") | {"max_selected_items": most}
    return _field(name, label, options, **rest)


def radio_field(
    name: str, label: str, choices: Mapping[str, str], value: str = "", **rest: Any
) -> Block:
    return _field(name, label, _choice("radio_buttons", choices, value), **rest)


def _choice(kind: str, choices: Mapping[str, str], value: str) -> Block:
    options = [{"text": plain(said, OPTION), "value": one} for one, said in choices.items()]
    chosen = next((one for one in options if one["value"] == value), None)
    return {"type": kind, "options": options} | ({"initial_option": chosen} if chosen else {})


def _field(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 2000),
        "element": {**element, "action_id": name},
        "optional": optional,
    }
    return made | {"hint": plain(hint, 2000)} if hint else made


def filled_in(view: Block) -> dict[str, str]:
    """What was written in a form: field name to value; an empty field is an empty text."""
    return {
        name: _value(next(iter(elements.values())))
        for name, elements in view["state"]["values"].items()
    }


def _value(element: Block) -> str:
    if option := element.get("selected_option"):
        return str(option["value"])
    if many := element.get("selected_users"):
        return " ".join(many)
    if chosen := element.get("selected_options"):
        return " ".join(str(option["value"]) for option in chosen)
    kinds = ("value", "selected_user", "selected_conversation", "selected_date")
    return next((str(element[kind]) for kind in kinds if element.get(kind)), "")


def first_input(view: Block) -> str:
    inputs = (block for block in view["blocks"] if block["type"] == "input")
    return str(next(inputs)["block_id"])
