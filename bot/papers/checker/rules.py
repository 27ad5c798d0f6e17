"""The checker's rules, in the order in which they are told: each looks at a paper for one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from bot.language.catalog import files
from bot.papers.brief import OWN_COUNT
from bot.papers.checker.body import attachments, dates, headings
from bot.papers.checker.paper import Finding, Paper
from bot.papers.checker.title import number, report, request, title, type_

MOST = 500  # hints on one paper: nobody reads on

__all__ = ["GROUPS", "check"]


def check(paper: Paper) -> list[Finding]:
    """What there is to say of a paper, by group; it is looked through once."""
    if not paper.is_chinese:
        return []
    if not paper.found:
        said = (finding for rule in RULES for finding in rule(paper))
        paper.found.append(list(islice(said, MOST)))
    return paper.found[0]


def length(paper: Paper) -> Iterator[Finding]:
    """Characters, spaces left out; speeches are as long as they are."""
    data = files()["checker"]["data"]
    if paper.doc_type in data["unlimited"]:
        return
    n = sum(not letter.isspace() for letter in paper.text)
    for kind in ("general", "special"):
        most = data["limits"][kind]
        if n > most:
            yield Finding(f"length-{kind}", n=n, most=most)
            return


def _counted(paper: Paper) -> Iterator[Finding]:
    """Orders and minutes are counted in a way of their own."""
    return number(paper) if paper.doc_type not in OWN_COUNT else iter(())


RULES: tuple[Callable[[Paper], Iterator[Finding]], ...] = (
    *(type_, title, request, report, _counted, headings, dates, length, attachments),
)
GROUPS = (
    *("type", "title", "request", "report", "number", "heading", "date", "length", "attachment"),
)
