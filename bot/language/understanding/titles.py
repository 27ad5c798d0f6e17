"""What a sentence calls the thing it is about, and what else is said: the reason, the opinion."""

from __future__ import annotations

import re

from bot.language.understanding import marks
from bot.language.understanding.examples import CHINESE
from bot.language.understanding.seen import Seen

REASON = re.compile(
    r"(?:(?<!\d)[：:]|[：:](?!\d))\s*(.+)"  # of 1:20 nothing is announced
    r"|(?:\b(?:because|since|as)|—|--| - )\s+(.+)|(?:因为|原因是|理由是)(.+)",
    re.DOTALL | re.I,
)
# Where a number stood: "another week for , the rain has not stopped".
HOLE = re.compile(r"\s(?:(?:for|on|of|about|with|to|in)\b)?\s*(?=[,.;]|$)", re.I)
BECAUSE = re.compile(r"(?:因为|原因是|理由是|\bbecause\b)([^，,。；;]+)", re.I)


def title_said(seen: Seen, *, whole: bool = False) -> str:
    """What it is called; why is no part of that. `whole` is all of its clause but the time: what is
    to be done, by whom.
    """
    if quoted := seen.of(marks.QUOTED):
        return str(quoted[0].value)
    masked = BECAUSE.sub(lambda why: " " * len(why[0]), seen.unguessed)
    for words in seen.grouped:  # who is to write it is not what it is called
        masked = re.sub(rf"(?:\bthe )?{re.escape(words)}", " " * len(words), masked, flags=re.I)
    core = _title(masked, split=not whole)
    parts = [_trimmed(part) for part in _at("timed").split(core)] if whole else [core]
    between = "" if CHINESE.search(core) else " "
    return between.join(_restored(part, seen) for part in parts if part)


def without_title(seen: Seen) -> str:
    """The masked sentence, without what looks like a title."""
    said = _title(seen.masked)
    return seen.masked.replace(said, "…") if said else seen.masked


def _title(masked: str, *, split: bool = True) -> str:
    """The part that names what it is about: beside the verb, with the words of papers in it."""
    best, most = "", -99.0
    intro = _at("intro").search(masked)
    masked = masked[intro.end() :] if intro else masked
    behind_it = 3.0 if intro else 0.6 if split else 1.2  # what is announced comes first
    for place, part in enumerate(_at("break").split(masked)):
        if _at("busy").search(part):
            continue  # why it is somebody else
        verbs = list(_at("write").finditer(part)) if split else []
        behind, before = [part[m.end() :] for m in verbs], [part[: m.start()] for m in verbs]
        for piece in dict.fromkeys((part, *behind, *before)):
            core = _trimmed(piece)
            if len(core) < 2 or _at("nothing").search(core):
                continue
            score = _as_title(core) - behind_it * place + 0.3 * (piece != part)
            if score > most:
                best, most = core, score
    return best


def _as_title(core: str) -> float:
    chinese = bool(CHINESE.search(core))
    named = _at("doc_zh" if chinese else "doc_en").search(core)
    found = sum(letter in marks.NAMES for letter in core)
    score = 3.0 * bool(named) + min(len(core) / (1 if chinese else 3), 12) / 4
    score -= 2.5 * found + 0.5 * len(_at("write").findall(core))
    score -= 4.0 * bool(_at("length").search(core))  # "eight minutes", 稿子: of what?
    return score - 1.5 * bool(_at("clause").search(core))


def _trimmed(piece: str) -> str:
    lang = "zh" if CHINESE.search(piece) else "en"
    for _ in range(3):
        piece = _at(f"{lang}_tail").sub("", _at(f"{lang}_lead").sub("", piece.strip()))
    return piece.strip()


def _restored(core: str, seen: Seen) -> str:
    """With the names and days that stand within it as they were said."""
    masked = seen.unguessed
    things = [one for one in seen.things if one.mark != marks.NUMBER]
    before = masked[: max(masked.find(core), 0)]
    within = iter(things[sum(letter in marks.NAMES for letter in before) :])
    said = (seen.said(next(within)) if letter in marks.NAMES else letter for letter in core)
    return " ".join("".join(said).split())


def skill_of(plain: str) -> str:
    """What somebody is good at: the first thing they say, without what stands around it."""
    first = _at("break").split(marks.pattern("hearing", "apart").split(plain.strip())[0])[0]
    return _at("skill_tail").sub("", _at("skill_lead").sub("", first)).strip()


def skills_of(plain: str) -> dict[str, str]:
    """What somebody is good at, or would like to learn: what is said first; and, behind what they
    are good at, what they would like to learn.
    """
    found: dict[str, str] = {}
    for n, part in enumerate(_at("skill_next").split(plain.strip())):
        name = "wish" if _at("learns").search(part) else "good"
        if (n == 0 or name == "wish") and name not in found and (said := skill_of(part)):
            found[name] = said
    return found


def reason_of(seen: Seen) -> str:
    """Why, if that is said."""
    why = BECAUSE.search(seen.plain)
    return why[1].strip(" .") if why else ""


def reason_beside(time: str, seen: Seen) -> str:
    """Why more time is wanted: the clauses without it, where nothing else announces a reason."""
    if REASON.search(seen.plain):
        return ""
    parts = re.split(f"({_at('break').pattern})", seen.plain)
    left = "".join("" if time in one else one for one in parts)
    return left.strip(" ，,。.；;") if left != seen.plain else ""


def words_of(seen: Seen) -> str:
    """What is said besides: the reason, the opinion, the answer."""
    plain = HOLE.sub("", seen.plain) if seen.of(marks.NUMBER) else seen.plain
    after = REASON.search(plain)
    said = next(filter(None, after.groups())) if after else plain
    return " ".join(said.split()).strip(" ，,。.；;")


def _at(name: str) -> re.Pattern[str]:
    return marks.pattern("slots", name)
