"""What is kept of a text that was checked as it was handed in: its hash, and which rules spoke."""

from __future__ import annotations

from bot.papers.checker.paper import Finding, Paper, kept
from bot.papers.checker.rules import check
from bot.who.request import Request
from storage.papers.checker import Checked
from storage.papers.drafts import Draft, Version


def keep(request: Request, version: Version, paper: Paper, name: str = "") -> list[Finding]:
    """Keep of a version's text no word, but its hash and what was found; `name` is its file's."""
    findings = check(paper)
    version.checked = Checked(digest=paper.digest, name=name, findings=kept(findings))
    request.session.flush()
    return findings


def of_latest(request: Request, draft: Draft) -> tuple[Version, Checked] | None:
    """The latest version, if its text was checked as it was handed in."""
    last = draft.versions[-1:]
    found = last[0].checked if last else None
    return (last[0], found) if found else None


def findings_of(found: Checked) -> list[Finding]:
    return [Finding(**one) for one in found.findings]
