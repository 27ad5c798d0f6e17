"""What a button says can be said: its label before or behind a number, then what it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.language.names import MENTION
from bot.language.sentences import Reading, Sentence


@dataclass(frozen=True)
class Labelled:
    """The step a label stands for. `words` names the field that takes what is said behind it,
    `person` the one that takes somebody named; empty where the step is told no such thing.
    """

    feature: str
    verb: str
    words: str = ""
    person: str = ""


Labels = Mapping[str, Mapping[str, Labelled]]  # by the letter of a number, then by the label

SAID = re.compile(
    r"(?P<before>[^:,;]*?)\s*(?P<number>(?<![a-z\d])[a-z]{1,2} ?-? ?\d{1,9}(?![a-z\d]))"
    r"\s*(?P<behind>[^:,;]*?)\s*(?:[:,;]\s*(?P<words>.+))?",
    re.DOTALL,
)
TO = re.compile(
    rf"\s*(?:\b(?:to|with|by)\b|交给|转给|交由|给|由|请)?\s*(?P<person>{MENTION})\s*", re.I
)
LEFT = re.compile(r"^(?:把|将|请)|\s*(?:\b(?:to|until|till|by)|到|至)$")  # around a label


def by_label(sentence: Sentence, labels: Labels) -> tuple[Labelled, dict[str, str]] | None:
    """The step whose label is said with a number, and the slots; `show` for a number alone."""
    if sentence.tells:
        return None
    for reading in sentence.readings(frozenset({"due"})):
        if found := _read(reading, labels):
            return found
    return None


def _read(reading: Reading, labels: Labels) -> tuple[Labelled, dict[str, str]] | None:
    named = TO.search(reading.rest)
    rest = Reading(TO.sub(" ", reading.rest, count=1).strip(), reading.taken) if named else reading
    match = SAID.fullmatch(rest.low)
    if match is None:
        return None
    of_kind = labels.get(re.match(r"[a-z]+", match["number"])[0].upper(), {})  # type: ignore[index]
    meant = of_kind.get(_bare(f"{match['before']} {match['behind']}"))
    if meant is None or (match["words"] and not meant.words) or (named and not meant.person):
        return None
    said = rest.slots(match)
    slots = {**reading.taken, "number": said["number"]}
    if match["words"]:
        slots[meant.words] = said["words"]
    return meant, slots | ({meant.person: named["person"]} if named else {})


def _bare(label: str) -> str:
    before = ""
    while before != label:
        before, label = label, LEFT.sub("", label.strip())
    return label
