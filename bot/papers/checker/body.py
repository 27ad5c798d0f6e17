"""What the checker looks for in the body of a paper: headings, dates, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from bot.papers.checker.paper import Finding, Paper

NUMERALS = "一二三四五六七八九十"
# One pattern a level, the strict form first: 一、 （一） 1. （1）
LEVELS = (
    re.compile(rf"(?P<n>[{NUMERALS}]{{1,3}})、"),
    re.compile(rf"[（(](?P<n>[{NUMERALS}]{{1,3}})[）)]"),
    re.compile(r"(?P<n>\d{1,2})(?:[.．](?!\d)|、)"),
    re.compile(r"[（(](?P<n>\d{1,2})[）)]"),
)
# A name, a row of dots, a page.
OF_CONTENTS = re.compile(r"(?:(?<!\.)\.{3,}|(?<![…·])[…·]{2,})(?<!\s)\s{0,9}\d{1,3}$")
STATEMENT = re.compile(r"附件\s*[：:]\s*(?P<first>.*)")
ATTACHED = re.compile(r"附件\s*(?P<n>\d{1,2})?\s*(?:[：:]\s*)?")
MENTION = re.compile(r"附件\s*(?P<n>\d{1,2})(?!\d)")
LISTED = re.compile(r"(?P<n>\d{1,2})\s*[.．、]\s*(?P<name>\S.*)")

# --- headings -------------------------------------------------------------------


def marker(level: int, n: int) -> str:
    """How the n-th heading of a level begins."""
    return (f"{chinese(n)}、", f"（{chinese(n)}）", f"{n}.", f"（{n}）")[level]


def chinese(n: int) -> str:
    """1 to 99: 一, 十, 十一, 二十三."""
    tens, ones = divmod(n, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十")
    return ten + (NUMERALS[ones - 1] if ones else "")


def arabic(numeral: str) -> int:
    """What `chinese` made; 0 for what it would not make."""
    return next((n for n in range(1, 100) if chinese(n) == numeral), 0)


def headings(paper: Paper) -> Iterator[Finding]:
    """一、 then （一） then 1. then （1）: no level left out, each counted from one. Where some
    numbers are not known, nothing can be said.
    """
    if paper.uncounted:
        return
    counts, before = [0, 0, 0, 0], -1
    for at, line in _body(paper):
        found = _heading(line)
        if found is None:
            continue
        level, n, said = found
        counts[level + 1 :] = [0] * (3 - level)
        expected = counts[level] + 1
        counts[level] = n
        if level > before + 1:
            yield Finding("heading-order", at, said, marker(before + 1, 1))
        elif n != expected:
            yield Finding("heading-count", at, said, marker(level, expected))
        elif said != marker(level, n):
            yield Finding("heading-form", at, said, marker(level, n))
        before = level


def _body(paper: Paper) -> Iterator[tuple[int, str]]:
    """Until its attachments are named: what they hold is counted anew."""
    return takewhile(lambda one: not _begins_attachments(one[1]), enumerate(paper.lines, 1))


def _begins_attachments(line: str) -> bool:
    return bool(STATEMENT.match(line) or ATTACHED.fullmatch(line))


def _heading(line: str) -> tuple[int, int, str] | None:
    if OF_CONTENTS.search(line):
        return None
    for level, pattern in enumerate(LEVELS):
        if match := pattern.match(line):
            n = int(match["n"]) if level > 1 else arabic(match["n"])
            return (level, n, match[0]) if n else None
    return None


# --- dates -------------------------------------------------------------------

ZEROS = re.compile(r"(?P<y>\d{4}年)?(?P<m>0?\d{1,2})月(?P<d>0?\d{1,2})日")
IN_WORDS = re.compile(
    rf"(?P<y>[{NUMERALS[:9]}〇零○]{{4}})年(?P<m>[{NUMERALS}]{{1,2}})月(?:(?P<d>[{NUMERALS}]{{1,3}})日)?"
)
DOTTED = re.compile(
    r"(?<![\d.])(?P<y>20\d\d)(?P<dot>[./-])(?P<m>\d{1,2})(?P=dot)(?P<d>\d{1,2})(?![\d.])"
)
DIGITS = str.maketrans(f"{NUMERALS[:9]}〇零○", "123456789000")


def dates(paper: Paper) -> Iterator[Finding]:
    """Arabic figures, month and day without a leading zero: 2026年12月1日."""
    for at, line in enumerate(paper.lines, 1):
        for said, write in _dates(line):
            if said != write:
                yield Finding("date-form", at, said, write)


def _dates(line: str) -> Iterator[tuple[str, str]]:
    for one in ZEROS.finditer(line):
        yield one[0], f"{one['y'] or ''}{int(one['m'])}月{int(one['d'])}日"
    for one in IN_WORDS.finditer(line):
        day = f"{arabic(one['d'])}日" if one["d"] else ""
        yield one[0], f"{one['y'].translate(DIGITS)}年{arabic(one['m'])}月{day}"
    for one in DOTTED.finditer(line):
        yield one[0], f"{one['y']}年{int(one['m'])}月{int(one['d'])}日"


# --- attachments -------------------------------------------------------------------


def attachments(paper: Paper) -> Iterator[Finding]:
    """Named in order from 1, each one that the text speaks of, as many as are attached."""
    at, names = _named(paper)
    numbers = [n for n, _ in names]
    if len(names) > 1 and numbers != list(range(1, len(names) + 1)):
        yield Finding("attachment-order", at)
    if len(names) == 1 and numbers == [1]:
        yield Finding("attachment-single", at)
    body = paper.lines[: at - 1] if at else [line for _, line in _body(paper)]
    for line, said in enumerate(body, 1):
        for mention in MENTION.finditer(said):
            if int(mention["n"]) > len(names):
                yield Finding("attachment-missing", line, mention[0])
    heads = sum(bool(ATTACHED.fullmatch(line)) for line in paper.lines)
    if heads and heads != len(names):
        yield Finding("attachment-count", at, n=heads, most=len(names))


def _named(paper: Paper) -> tuple[int, list[tuple[int, str]]]:
    """Where the attachments are named, and each with its number (0: none is written)."""
    for at, line in enumerate(paper.lines, 1):
        if (found := STATEMENT.match(line)) and found["first"]:
            following = takewhile(LISTED.fullmatch, paper.lines[at:])
            return at, [_listed(one) for one in (found["first"], *following)]
    return 0, []


def _listed(line: str) -> tuple[int, str]:
    found = LISTED.fullmatch(line)
    return (int(found["n"]), found["name"]) if found else (0, line)
