"""The grammar's rows: each has examples, and they are its tests.
`python -m tests.language.test_dates_rows` prints how many rows and examples each family carries.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import deadline, rows
from bot.language.dates.loading import FOLDER, load
from bot.language.dates.said import Now, Rule, Said
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


ROW = """
[pieces]
DAY = '''to(?:day
    |morrow)'''
[[row]]
family = "days"
pattern = '''
    \\b<DAY>
    |now
'''
reads = { clock = [12, 0, 0] }
examples = { }
"""


def test_a_pattern_may_be_broken_into_lines_and_has_its_pieces_put_in(tmp_path):
    (tmp_path / "rows.toml").write_text(ROW)
    [rule] = load(tmp_path / "rows.toml").rules
    assert rule == Rule("days", r"\bto(?:day|morrow)|now", Said(clock=(12, 0, 0)), {})


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("reads =", "read ="),
        ("{ clock = [12, 0, 0] }", "{ o-clock = 12 }"),
        ("{ clock = [12, 0, 0] }", '"days.someday"'),
        ("{ clock = [12, 0, 0] }", '"days.number"'),  # known there, but no reading
        ("<DAY>", "<DAYS>"),
        ("examples = { }", ""),
        ("DAY =", "NTH ="),
        ("[pieces]", "[piece]"),
    ],
)
def test_a_slip_in_a_row_is_not_passed_over(tmp_path, right, slip):
    (tmp_path / "rows.toml").write_text(ROW.replace(right, slip))
    with pytest.raises((KeyError, TypeError, ValueError)):
        load(tmp_path / "rows.toml")


def test_every_cue_is_one_that_can_be_found_in_a_text():
    cues = {cue for one in rows.COMPILED for any_of in one.cues for cue in any_of}
    assert {cue for cue in cues if rows.cues_in(cue) != {cue}} == set()


@pytest.mark.parametrize("name", rows.GRAMMAR)
def test_every_piece_is_used(name):
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    own = re.findall("^([A-Z_]+) =", text, re.MULTILINE)
    assert [piece for piece in own if f"<{piece}>" not in text] == []


def test_every_file_is_read():
    assert {file.stem for file in FOLDER.iterdir()} == set(rows.GRAMMAR)


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
