"""Understanding what people say, in Chinese and English, by patterns that stand beside the texts.

A feature's TOML file lists them under `[phrases.VERB]`, languages side by side:

    zh = ["(请|让){person}(起草|写){title}"]
    en = ["ask {person} to (draft|write) {title}"]
    hints = ["起草", "draft"]

`{slot}` takes words, `(a|b)` one of them, `[x]` may be missing. `{person}`, `{reviewer}` take
one of the office, by mention or by name; `{number}` a number such as D-12. A deadline and the
words for a visibility may stand anywhere: they are taken out before the patterns are tried.
A sentence that only holds a hint is understood in part: a form is offered with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.catalog import files
from bot.dates import find_due
from storage.people import Person

PEOPLE = ("person", "reviewer", "signatory", "second")
MENTION = r"<@(?:\w+)(?:\|[^>]*)?>"
SLOT = dict.fromkeys(PEOPLE, MENTION) | {
    "number": r"[A-Za-z]{1,2}\s?-\s?\d{1,9}|[A-Za-z]\d{1,9}",
    "link": r"<?https?://[^\s>|]+(?:\|[^>]*)?>?",
    "version": r"\d{1,3}",
}
QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|<[^>]*>|`[^`]*`")


@dataclass(frozen=True)
class Heard:
    """What was understood: whose verb ("drafts", "assign"), and the slots as they were typed."""

    feature: str
    verb: str
    asked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Phrase:
    feature: str
    verb: str
    pattern: re.Pattern[str]
    weight: int  # how many of its letters must be said as they stand


# --- patterns -------------------------------------------------------------------


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every pattern of every feature, those that say most first."""
    found = [
        Phrase(feature, verb, compiled(pattern), _weight(pattern))
        for feature, verb, table in _tables()
        for lang in ("zh", "en")
        for pattern in table.get(lang, ())
    ]
    return tuple(sorted(found, key=lambda phrase: -phrase.weight))


def _weight(pattern: str) -> int:
    """How much of a sentence a pattern insists on: a choice counts once, an option not at all."""
    return len(re.sub(r"\([^)]*\)", "1", re.sub(r"\{\w+\}|\[[^\]]*\]|\s", "", pattern)))


def _tables() -> Iterable[tuple[str, str, dict[str, list[str]]]]:
    for feature, table in files().items():
        for verb, patterns in table.get("phrases", {}).items():
            yield feature, verb, patterns


def compiled(pattern: str) -> re.Pattern[str]:
    """A phrase of the TOML files as a regular expression for a whole sentence."""
    parts = re.split(r"(\{\w+\}|[\[\]()|]|\s+)", pattern)
    return re.compile("".join(map(_part, parts)), re.IGNORECASE | re.DOTALL)


def _part(part: str) -> str:
    if part.startswith("{"):
        name = part[1:-1]
        return rf"\s*(?P<{name}>{SLOT.get(name, '.+?')})\s*"
    if part.isspace():
        return r"\s+"
    return {"[": "(?:", "]": ")?", "(": "(?:"}.get(part) or (
        part if part in (")", "|") else re.escape(part)
    )


# --- understanding -------------------------------------------------------------------


def understand(
    text: str, people: Sequence[Person], now: datetime, tz: ZoneInfo, only: str = ""
) -> Heard | None:
    """The verb and slots of a sentence, or None. `only` narrows it to one feature's verbs."""
    said = _cleaned(_with_mentions(text, people))
    best: Heard | None = None
    weight = -1
    for rest, taken in _readings(said, now, tz):
        for phrase in phrases():
            if phrase.weight <= weight or only not in ("", phrase.feature):
                continue
            if match := phrase.pattern.fullmatch(rest):
                slots = {k: v for k, v in match.groupdict().items() if v}
                best, weight = Heard(phrase.feature, phrase.verb, taken | slots), phrase.weight
                break
    return best or _by_hint(said, now, tz, only)


def _readings(said: str, now: datetime, tz: ZoneInfo) -> Iterable[tuple[str, dict[str, str]]]:
    """The sentence without its deadline and its words for a visibility; without those words
    only; and as it is. Of two readings that say as much, the first is the better.
    """
    rest, taken = _without_visibility(said)
    found = find_due(rest, now, tz)
    if found is not None:
        start, end = found.span
        due = {"due": rest[start:end].strip()}
        yield _cleaned(_joined(rest[:start], rest[end:])), taken | due
    yield rest, taken
    if taken:
        yield said, {}


def _joined(before: str, after: str) -> str:
    before, after = before.rstrip(" ，,、"), after.lstrip(" ，,、")
    return f"{before} {after}" if before and after else before + after


def _without_visibility(said: str) -> tuple[str, dict[str, str]]:
    for level, words in files()["drafts"]["data"]["visibility"].items():
        for word in words:
            if match := re.search(rf"[\s，,（(]*{re.escape(word)}[）)]*", said, re.IGNORECASE):
                rest = _joined(said[: match.start()], said[match.end() :])
                return rest, {"visibility": level}
    return said, {}


def _by_hint(said: str, now: datetime, tz: ZoneInfo, only: str) -> Heard | None:
    """Understood in part: whose verb it is, and the people, date and words that were found."""
    for feature, verb, table in _tables():
        if only not in ("", feature):
            continue
        for hint in table.get("hints", ()):
            if re.search(hint, said, re.IGNORECASE):
                return Heard(feature, verb, _loose_slots(said, hint, now, tz))
    return None


def _loose_slots(said: str, hint: str, now: datetime, tz: ZoneInfo) -> dict[str, str]:
    rest, taken = _without_visibility(said)
    if found := find_due(rest, now, tz):
        start, end = found.span
        taken["due"], rest = rest[start:end].strip(), _joined(rest[:start], rest[end:])
    mentions = re.findall(MENTION, rest)
    taken |= dict(zip(("person", "reviewer"), mentions, strict=False))
    left = re.split(hint, re.sub(MENTION, " ", rest), maxsplit=1, flags=re.IGNORECASE)[-1]
    if left := _cleaned(left).strip("，,。 "):
        taken["title"] = left
    return taken


def _cleaned(text: str) -> str:
    """On one line, without what ends a sentence; but `&gt;` keeps the semicolon that is its own."""
    text = " ".join(text.split())
    bare = text.rstrip("。.!！?？，,；; ")
    return text[: len(bare) + 1] if re.search(r"&(?:amp|lt|gt)\Z", bare) else bare


# --- people by name -------------------------------------------------------------------


def _with_mentions(text: str, people: Sequence[Person]) -> str:
    """Names of people, where they are not in quotes, become mentions that keep what was typed."""
    known = _aliases(people)
    if not known:
        return text
    names = re.compile(
        "|".join(_bounded(name) for name in sorted(known, key=len, reverse=True)), re.I
    )

    def mention(match: re.Match[str]) -> str:
        return f"<@{known[match[0].lstrip('@').lower()]}|{match[0].lstrip('@')}>"

    pieces, at = [], 0
    for quoted in QUOTED.finditer(text):
        pieces += [names.sub(mention, text[at : quoted.start()]), quoted[0]]
        at = quoted.end()
    return "".join([*pieces, names.sub(mention, text[at:])])


def _bounded(name: str) -> str:
    escaped = re.escape(name)
    return rf"@?(?<!\w){escaped}(?!\w)" if name.isascii() else rf"@?{escaped}"


def _aliases(people: Sequence[Person]) -> dict[str, str]:
    """What people are called, each name that means just one of them, to Slack ids."""
    owners: dict[str, set[str]] = {}
    for person in people:
        whole = person.name.strip()
        chinese = re.findall(r"[\u4e00-\u9fff·]{2,}", whole)
        latin = [part.strip() for part in re.findall(r"[A-Za-z][A-Za-z.' -]+", whole)]
        for name in {whole, person.handle, *chinese, *latin} - {""}:
            owners.setdefault(name.lower(), set()).add(person.slack_id)
    return {name: ids.pop() for name, ids in owners.items() if len(ids) == 1 and len(name) > 1}


def mentioned(said: str) -> str:
    """The Slack id in a mention; what is no mention stays as it is."""
    match = re.fullmatch(r"\s*<@(\w+)(?:\|[^>]*)?>\s*", said)
    return match[1] if match else said.strip()
