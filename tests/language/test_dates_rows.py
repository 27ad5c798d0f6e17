"""The grammar's rows: each has examples, and they are its tests.
`python -m tests.language.test_dates_rows` prints how many rows and examples each family carries.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import deadline, rows
from bot.language.dates.said import Now, Rule
from bot.language.workdays import Calendar

TZ = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=TZ)
NOW = Now(WEDNESDAY, Calendar(TZ))
EXAMPLES = [
    pytest.param(rule, text, meant, id=f"{rule.family}: {text}")
    for rule in rows.RULES
    for text, meant in rule.examples.items()
]


def written(meant: date | datetime | None) -> str:
    if isinstance(meant, datetime):
        return f"{meant:%Y-%m-%dT%H:%M}"
    return meant.isoformat() if meant else ""


@pytest.mark.parametrize(("rule", "text", "meant"), EXAMPLES)
def test_an_example_means_what_its_row_says(rule, text, meant):
    assert written(deadline(text, WEDNESDAY, TZ.key)) == meant


@pytest.mark.parametrize(("rule", "text", "meant"), EXAMPLES)
def test_an_example_is_read_by_its_row(rule, text, meant):
    plain = text.translate(rows.PLAIN)
    readers = [reader for _, reader in rows.read_by(plain, NOW)]
    assert rule in readers or not meant  # what is no time may be passed over by all of them


def test_every_row_has_an_example_that_it_reads():
    assert [rule.pattern for rule in rows.RULES if not _shown(rule)] == []


def _shown(rule: Rule) -> bool:
    return any(
        rule is reader
        for text in rule.examples
        for _, reader in rows.read_by(text.translate(rows.PLAIN), NOW)
    )


def main() -> None:
    families = Counter(rule.family for rule in rows.RULES)
    examples: Counter[str] = Counter()
    for rule in rows.RULES:
        examples[rule.family] += len(rule.examples)
    print(f"{'family':20} rows  examples")
    for family, n in families.items():
        print(f"{family:20} {n:4}  {examples[family]:8}")
    print(f"{'in all':20} {families.total():4}  {examples.total():8}")


if __name__ == "__main__":
    main()
