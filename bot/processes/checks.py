"""What a way of working may ask of a case before it is started, by name; figures with their source
stand in the way itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.language.catalog import Both
from bot.language.refusals import Refused
from bot.processes.template import Template

Facts = Mapping[str, Any]


def _letter_attached(facts: Facts) -> bool:
    return bool(facts.get("letter"))


def _lead_named(facts: Facts) -> bool:
    """Two departments or more need one that leads."""
    return len(facts.get("departments") or []) < 2 or bool(facts.get("lead"))


def _hosts_at_table(facts: Facts) -> bool:
    """《党政机关国内公务接待管理规定》第十条: to ten guests three hosts, else a third of them."""
    guests, hosts = int(facts.get("guests") or 0), int(facts.get("hosts") or 0)
    return max(hosts, len(facts.get("companions") or [])) <= hosts_allowed(guests)


def hosts_allowed(guests: int) -> int:
    return 3 if guests <= 10 else guests // 3


KNOWN: dict[str, tuple[str, Callable[[Facts], bool]]] = {
    "letter attached": ("letter", _letter_attached),
    "lead named": ("lead", _lead_named),
    "hosts at table": ("hosts", _hosts_at_table),
}  # by name: the field it is about, and whether it holds


ALWAYS = "letter attached"  # whatever else is filled in: its field is never left empty


def asking_for(way: Template, field: str) -> Both | str:
    """Of a field that no case is without: by which rule; else nothing."""
    steps = [one for one in way.steps.values() if ALWAYS in one.checks and not one.when]
    return steps[0].source or "" if steps and KNOWN[ALWAYS][0] == field else ""


def insist(way: Template, facts: Facts) -> None:
    """Raises Refused, on its field, for what the steps of this case ask for and is not so."""
    for step in way.steps.values():
        if not way.applies(step, facts):
            continue
        for name in step.checks:
            field, holds = KNOWN[name]
            if not holds(facts):
                key = f"cases.check-{name.replace(' ', '-')}"
                most = hosts_allowed(int(facts.get("guests") or 0))
                raise Refused(key, field=field, most=most, source=step.source or "")
