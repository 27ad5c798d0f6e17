"""Block Kit as Slack enforces it: shapes, lengths, unique ids, and what a form needs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

from rehearsal import elements
from rehearsal.errors import Refused
from rehearsal.shapes import Problems, check_shape, compiled

Json = dict[str, Any]

VIEW_BYTES_MAX = 250_000
MARKDOWN_MAX = 12_000
TABLE_MAX = 10_000
CHARTS_MAX = 2

MESSAGE_BLOCKS = compiled("list 1..50 block *")


def check_message(blocks: Any) -> None:
    """Refuse with `invalid_blocks` what Slack would not post."""
    problems = Problems("message")
    MESSAGE_BLOCKS(problems, blocks, "/blocks")
    if not problems.found:
        _check_whole(problems, blocks, "/blocks")
    if problems.found:
        raise Refused("invalid_blocks", *problems.found)


def check_view(view: Any, type: str) -> None:
    """Refuse with `invalid_arguments` or `view_too_large` what Slack would not open."""
    problems = Problems(type)
    if not isinstance(view, dict) or view.get("type") != type:
        raise Refused("invalid_arguments", f"must be a {type} [json-pointer:/view/type]")
    check_shape(problems, "view", type, view, "/view")
    if not problems.found:
        _check_whole(problems, view["blocks"], "/view/blocks")
        _check_submit(problems, view)
    if problems.found:
        raise Refused("invalid_arguments", *problems.found)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES_MAX:
        raise Refused("view_too_large")


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with every block_id and action_id that the app left out, as Slack adds them."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
    for block, element in elements.standing_in(blocks):
        block.setdefault("block_id", secrets.token_urlsafe(4))
        element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


def _check_whole(problems: Problems, blocks: list[Json], where: str) -> None:
    """What only shows when one looks at all blocks together."""
    _check_ids(problems, blocks, where)
    for place, block in enumerate(blocks):
        _check_initial(problems, block, f"{where}/{place}")
    if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > MARKDOWN_MAX:
        problems.add(f"markdown must be less than {MARKDOWN_MAX + 1} characters in all", where)
    if sum(_cells(b) for b in blocks if b["type"] in ("table", "data_table")) > TABLE_MAX:
        problems.add(f"tables must be less than {TABLE_MAX + 1} characters in all", where)
    _check_charts(problems, blocks, where)


def _check_charts(problems: Problems, blocks: list[Json], where: str) -> None:
    """Two at the most; of a pie its segments, of the others one value a category and series."""
    charts = [
        (n, block["chart"])
        for n, block in enumerate(blocks)
        if block["type"] == "data_visualization"
    ]
    if len(charts) > CHARTS_MAX:
        problems.add(f"no more than {CHARTS_MAX} data_visualization blocks allowed", where)
    for n, chart in charts:
        here = f"{where}/{n}/chart"
        needed = ("segments",) if chart["type"] == "pie" else ("series", "axis_config")
        if missing := [one for one in needed if one not in chart]:
            problems.add(f"missing required field: {', '.join(missing)}", here)
        elif chart["type"] == "pie":
            if any(one["value"] <= 0 for one in chart["segments"]):
                problems.add("value must be greater than 0", f"{here}/segments")
        else:
            _check_series(problems, chart, f"{here}/series")


def _check_series(problems: Problems, chart: Json, where: str) -> None:
    names = [one["name"] for one in chart["series"]]
    if len(set(names)) < len(names):
        problems.add("names of series must be unique", where)
    categories = sorted(chart["axis_config"]["categories"])
    for n, one in enumerate(chart["series"]):
        if sorted(point["label"] for point in one["data"]) != categories:
            problems.add("labels must match the categories", f"{where}/{n}/data")


def _check_ids(problems: Problems, blocks: list[Json], where: str) -> None:
    """block_id is unique in the message or view, action_id in its block."""
    for block_id in _twice(block.get("block_id") for block in blocks):
        problems.add(f"`block_id` {block_id!r} already exists", where)
    for place, block in enumerate(blocks):
        ids = (element.get("action_id") for _, element in elements.standing_in([block]))
        for action_id in _twice(ids):
            problems.add(f"`action_id` {action_id!r} already exists", f"{where}/{place}")


def _twice(ids: Iterator[Any]) -> list[str]:
    seen: set[str] = set()
    again = []
    for one in ids:
        if one is not None and one in seen:
            again.append(one)
        seen.add(one)
    return again


def _check_initial(problems: Problems, block: Json, where: str) -> None:
    """What is chosen at first must be offered, field by field."""
    for _, element in elements.standing_in([block]):
        offered = elements.options(element)
        first = element.get("initial_options") or [element.get("initial_option")]
        if offered and any(one is not None and one not in offered for one in first):
            problems.add("initial option must be one of the options", where)


def _check_submit(problems: Problems, view: Json) -> None:
    inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and inputs and not view.get("submit"):
        problems.add("submit is required when there is an input block", "/view/submit")


def _cells(table: Json) -> int:
    return sum(_length(cell) for row in table["rows"] for cell in row)


def _length(cell: Any) -> int:
    """The characters of a cell, however deep in rich text."""
    if isinstance(cell, list):
        return sum(_length(one) for one in cell)
    if isinstance(cell, dict):
        own = cell.get("text")
        return (len(own) if isinstance(own, str) else 0) + _length(cell.get("elements") or [])
    return 0
