"""What the checker looks for at the head of a paper: type, title, number; and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from bot.language.catalog import files
from bot.papers.checker.paper import FREE, Finding, Paper
from bot.papers.numbers import COUNT, written

HEAD = 15  # paragraphs in which a title is looked for
LONGEST = 60  # characters on a line of a title
AFTER_TYPE = re.compile(r"[（(][^（）()]{1,12}[）)]$")  # （试行）, （征求意见稿）
PIECES = re.compile(r"(?P<issuer>.*?)关于(?P<matter>.+)")


class Title(NamedTuple):
    text: str
    line: int  # its first paragraph, from 1; 0: there is none
    last: int


def _data() -> dict[str, Any]:
    found: dict[str, Any] = files()["checker"]["data"]
    return found


@cache
def _types() -> list[tuple[str, str]]:
    """The words a title ends in, the longest first, with the type each names."""
    names: dict[str, list[str]] = _data()["types"]
    return sorted(
        ((word, kind) for kind, words in names.items() for word in words),
        key=lambda one: -len(one[0]),
    )


def find_title(paper: Paper) -> Title:
    """The first paragraph that is neither number nor mark nor urgency, with what goes on in the
    next ones until a type is named.
    """
    above = re.compile("|".join(_data()["above_title"]))
    for at, line in enumerate(paper.lines[:HEAD]):
        if above.search(line) or COUNT.search(line):
            continue
        return _whole(paper, at) if len(line) <= LONGEST and line[-1] not in "。；" else NO_TITLE
    return NO_TITLE


NO_TITLE = Title("", 0, 0)


def _whole(paper: Paper, at: int) -> Title:
    """A title may run over three lines."""
    text = ""
    for last in range(at, min(at + 3, len(paper.lines))):
        text += paper.lines[last].replace(" ", "")
        if named(text):
            return Title(text, at + 1, last + 1)
    return Title(paper.lines[at], at + 1, at + 1)


def named(title: str) -> str:
    """The type a title ends in, or nothing."""
    bare = AFTER_TYPE.sub("", title)
    words = [*_mixed(), *_types()]
    return next((kind for word, kind in words if bare.endswith(word)), "")


def is_official(paper: Paper) -> bool:
    """Of one of the fifteen types, or meant to be: no speech, as its draft or its title says."""
    if paper.doc_type or not paper.lines:
        return paper.doc_type not in FREE
    title = AFTER_TYPE.sub("", find_title(paper).text)
    return not title.endswith(tuple(_data()["free"]))


def meant(paper: Paper) -> str:
    """The type it is of: as its draft says, as its title does, or as it reads."""
    if not is_official(paper):
        return ""
    return paper.doc_type or named(find_title(paper).text) or guessed(paper)


def guessed(paper: Paper) -> str:
    """What it is by its closing words; the last paragraphs tell."""
    end = "\n".join(paper.lines[-8:])
    signs: dict[str, list[str]] = _data()["signs"]
    return next((kind for kind, words in signs.items() if any(w in end for w in words)), "")


# --- rules -------------------------------------------------------------------


def type_(paper: Paper) -> Iterator[Finding]:
    if not is_official(paper):
        return
    title = find_title(paper)
    told, read = paper.doc_type, named(title.text)
    mixed = next((kind for word, kind in _mixed() if title.text.endswith(word)), "")
    if mixed:
        yield Finding("type-mixed", title.line, title.text, kind=mixed)
    elif told and read and told != read:
        yield Finding("type-differs", title.line, title.text, kind=told)
    elif not read:
        thought = told or guessed(paper)
        rule = "type-missing" if told else "type-guess" if thought else "type-none"
        yield Finding(rule, title.line, title.text, kind=thought)


def _mixed() -> list[tuple[str, str]]:
    """Two types in one: 请示报告 is a 请示."""
    mixed: dict[str, str] = _data()["mixed"]
    return list(mixed.items())


def title(paper: Paper) -> Iterator[Finding]:
    """Issuer, matter and type; some types do without a matter."""
    found = find_title(paper)
    if not is_official(paper):
        return
    if not found.line:
        yield Finding("title-none")
        return
    pieces = PIECES.match(found.text)
    if pieces is None and named(found.text) not in _data()["short_titles"]:
        yield Finding("title-matter", found.line, found.text)
    elif pieces is not None and not pieces["issuer"]:
        yield Finding("title-issuer", found.line, found.text)


def request(paper: Paper) -> Iterator[Finding]:
    """A request holds one matter, and has one addressee."""
    if meant(paper) != "request":
        return
    found = find_title(paper)
    if found.text.count("关于") > 1 or any(word in found.text for word in _data()["several"]):
        yield Finding("request-matter", found.line, found.text)
    for line, said in list(_asks(paper))[1:]:
        yield Finding("request-matter", line, said)
    addressee = paper.lines[found.last : found.last + 1]
    if addressee and re.search(r"[、，,和]", addressee[0]) and addressee[0][-1] in "：:":
        yield Finding("request-addressee", found.last + 1, addressee[0])


def report(paper: Paper) -> Iterator[Finding]:
    """A report carries no request."""
    if meant(paper) == "report":
        for line, said in _asks(paper):
            yield Finding("report-request", line, said)


def _asks(paper: Paper) -> Iterator[tuple[int, str]]:
    """The paragraphs that ask for a decision, with their words."""
    asking = re.compile("|".join(_data()["asks"]))
    for at, line in enumerate(paper.lines, 1):
        if found := asking.search(line):
            yield at, found[0]


def number(paper: Paper) -> Iterator[Finding]:
    """Wherever one is written: 〔2026〕8号."""
    for at, line in enumerate(paper.lines, 1):
        for found in COUNT.finditer(line):
            write = written("", found["year"], found["count"])
            if found[0] != write:
                yield Finding("number-form", at, found[0], write)
