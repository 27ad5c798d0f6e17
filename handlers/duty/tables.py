"""The roster and its counts as tables and charts, for a message and for a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice

from bot.duty import roster
from bot.duty.roster import Class, class_of
from bot.who.request import Request
from handlers.slack import newer
from handlers.slack.blocks import Block, plain, short
from handlers.slack.said import unmarked
from storage.duty.roster import LogEntry, Shift, Tier

A_MONTH = 31  # days of a table that is not turned page by page
A_PAGE = 20  # rows
BARS, LABEL = 20, 20  # Slack's: categories of a chart, letters of each
Row = list[str | int]
Counts = dict[Tier, dict[str, Counter[Class]]]  # by tier and Slack id


# --- the roster -----------------------------------------------------------------------------------


def days_of(request: Request, each: Sequence[date], found: Sequence[Shift]) -> list[Row]:
    """A head, then a row a day: which day it is, and who has it; a gap is said as one."""
    there = {(one.day, one.tier): one for one in found}
    shown = roster.shown(request.session, found)
    heads = [unmarked(request, f"duty.tier-{tier}") for tier in shown]
    rows: list[Row] = [[unmarked(request, "sheets.day"), *heads]]
    for day in each:
        kind = class_of(request.calendar, day)
        off = "" if kind is Class.WORKING else unmarked(request, f"duty.class-{kind}")
        wanted = roster.wanted(request.session, request.calendar, day)
        names = [_holder(request, there.get((day, one)), gap=one in wanted) for one in shown]
        rows.append([unmarked(request, "sheets.of-day", day=day, kind=off), *names])
    return rows


def _holder(request: Request, shift: Shift | None, *, gap: bool) -> str:
    if shift is None:
        return unmarked(request, "sheets.gap") if gap else ""
    if shift.person.is_out:
        return unmarked(request, "sheets.gone", name=shift.person.name)
    return shift.person.name


def grid(request: Request, each: Sequence[date], found: Sequence[Shift]) -> Block:
    """A month as it is; more of them page by page."""
    rows = [[newer.cell(str(one)) for one in row] for row in days_of(request, each, found)]
    if len(each) <= A_MONTH:
        wrapped = [{"is_wrapped": True}] * (len(rows[0]) - 1)
        return {"type": "table", "rows": rows, "column_settings": [{}, *wrapped]}
    caption = unmarked(request, "sheets.title", first=each[0], last=each[-1])
    return newer.long_table(rows, caption, A_MONTH)


# --- the log ----------------------------------------------------------------------------------


def log(request: Request, found: Sequence[LogEntry]) -> Block:
    """When, who, what, and whether somebody has to see to it yet: the last comes first."""
    columns = ("at", "words", "who", "open")
    rows = [[newer.cell(unmarked(request, f"sheets.log-{one}")) for one in columns]]
    rows += [[newer.cell(one) for one in _entry(request, entry)] for entry in reversed(found)]
    return newer.long_table(rows, unmarked(request, "sheets.log"), A_PAGE // 2)


def _entry(request: Request, entry: LogEntry) -> tuple[str, str, str, str]:
    still = unmarked(request, "sheets.log-still") if entry.open else ""
    if entry.open and entry.due_at:
        still = unmarked(request, "sheets.log-by", due=entry.due_at)
    return unmarked(request, "sheets.log-time", at=entry.at), entry.words, entry.by.name, still


# --- how many each has ----------------------------------------------------------------------------


def counted(request: Request, found: Sequence[Shift]) -> Counts:
    """Duties by class of day, of those who are of the office; whoever has most comes first."""
    counts: Counts = {tier: {} for tier in Tier}
    for one in found:
        if not one.person.is_out:
            of = counts[one.tier].setdefault(one.person_id, Counter())
            of[class_of(request.calendar, one.day)] += 1
    for tier, each in counts.items():
        counts[tier] = dict(sorted(each.items(), key=lambda one: (-one[1].total(), one[0])))
    return counts


def count_rows(request: Request, counts: Counts, names: dict[str, str]) -> list[Row]:
    """A head, then who, in which tier, how many a class, and in all."""
    heads = [unmarked(request, f"sheets.class-{kind}") for kind in Class]
    rows: list[Row] = [
        [unmarked(request, "sheets.who"), unmarked(request, "sheets.tier"), *heads,
         unmarked(request, "sheets.in-all")]
    ]  # fmt: skip
    for tier, each in counts.items():
        for who, of in each.items():
            figures = [of[kind] for kind in Class]
            rows.append([names[who], unmarked(request, f"duty.tier-{tier}"), *figures, of.total()])
    return rows


def charts(request: Request, counts: Counts, names: dict[str, str]) -> list[Block]:
    """One a tier: those who have most, a bar a class of day."""
    return [_chart(request, tier, of, names) for tier, of in counts.items() if of]


def _chart(
    request: Request, tier: Tier, of: dict[str, Counter[Class]], names: dict[str, str]
) -> Block:
    shown = dict(islice(of.items(), BARS))
    labels: dict[str, str] = {}
    for who in shown:  # no two have the same
        taken = short(names[who], LABEL)
        labels[who] = taken if taken not in labels.values() else short(who, LABEL)
    series = [
        {
            "name": plain(unmarked(request, f"sheets.class-{kind}"), LABEL)["text"],
            "data": [{"label": labels[who], "value": shown[who][kind]} for who in shown],
        }
        for kind in Class
        if any(count[kind] for count in shown.values())
    ]
    axes = {"categories": list(labels.values()), "y_label": unmarked(request, "sheets.duties")}
    return {
        "type": "data_visualization",
        "title": unmarked(request, f"duty.tier-{tier}")[:50],
        "chart": {"type": "bar", "series": series, "axis_config": axes},
    }


def count_table(rows: Sequence[Row], caption: str) -> Block:
    """To be turned page by page, and sorted by any column."""
    cells = [[newer.number(o) if isinstance(o, int) else newer.cell(o) for o in r] for r in rows]
    return newer.long_table(cells, caption, A_PAGE)
