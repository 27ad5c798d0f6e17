"""A file read and looked through, all that takes time: in a process of its own."""

from __future__ import annotations

from bot.office import secrecy
from bot.papers.checker import file
from bot.papers.checker.paper import Paper
from bot.papers.checker.rules import check


def read(name: str, content: bytes, doc_type: str) -> tuple[Paper, bool]:
    """What stands in it, looked through by every rule; and whether it carries a mark of state
    secrecy. Raises Refused.
    """
    paper = file.read(name, content, doc_type)
    check(paper)  # it keeps what was found
    return paper, secrecy.is_marked([paper.text, *paper.contents])
