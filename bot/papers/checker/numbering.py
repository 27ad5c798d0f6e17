"""The numbers Word gives paragraphs by itself, counted as it counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from bot.papers.checker.body import NUMERALS, chinese
from bot.papers.checker.styles import Styles, value

LEVELS, LONGEST = 9, 60  # of a list; characters of a number
MOST = 99  # of a count in words
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
IN_WORDS = (
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand"),
)
IN_DIGITS = str.maketrans("0123456789", f"〇{NUMERALS[:9]}")


def _signs(first: str, most: int) -> Callable[[int], str]:
    """Signs in the order of Unicode: ① to ⑳; nothing where they run out."""
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= most else ""


def _in_words(n: int) -> str:
    return chinese(n) if 0 < n <= MOST else ""


# How a count is written; in any other form it is not known.
FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda n: str(n).translate(WIDE),
    "ideographDigital": lambda n: str(n).translate(IN_DIGITS),
    "decimalEnclosedCircle": _signs("①", 20),
    "decimalEnclosedCircleChinese": _signs("①", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "upperLetter": _signs("A", 26),
    "lowerLetter": _signs("a", 26),
    **dict.fromkeys(IN_WORDS, _in_words),
}


@dataclass(frozen=True)
class _Level:
    """How the paragraphs of a level are counted, and how that is written."""

    form: str
    text: str
    start: int
    restarts: int  # after which level, from 1; 0: never
    is_legal: bool
    style: str
    gap: str

    @classmethod
    def of(cls, level: Element, at: int) -> _Level:
        legal = level.find("isLgl")
        return cls(
            form=value(level, "numFmt") or _without_form(level),
            text=value(level, "lvlText"),
            start=_number(value(level, "start"), 0),
            restarts=_number(value(level, "lvlRestart"), at),
            is_legal=legal is not None and legal.get("val") not in ("0", "false", "off"),
            style=value(level, "pStyle"),
            gap="" if value(level, "suff") == "nothing" else " ",
        )


def _without_form(level: Element) -> str:
    """A form that somebody made up is said elsewhere, for new programs and for old ones."""
    return "decimal" if level.find(".//numFmt") is None else "custom"


def _number(text: str, other: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else other


@dataclass(frozen=True)
class _List:
    """A list as paragraphs name it: its levels, and where it starts anew."""

    counted_as: str  # lists that share this go on from one another
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class _Place(NamedTuple):
    number: str
    level: int


class Numbering:
    """Asked about each paragraph in its order. `has_marks`: some begin with what is in no text;
    `is_lost`: with a number that could not be read.
    """

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self.has_marks = self.is_lost = False
        self._styles = styles
        self._lists = {} if numbering is None else _lists(numbering)
        self._styled: dict[str, _Place] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def mark(self, paragraph: Element) -> str:
        """What Word prints before it: 一、 or (1) or nothing."""
        place = self._place(paragraph)
        if place is None:
            return ""
        found = self._lists.get(place.number)
        level = found.levels.get(place.level) if found else None
        if found is None or level is None or len(level.text) > LONGEST:
            return self._lost()
        self._count(place, found)
        if level.form == "bullet":
            self.has_marks = True
            return ""
        return self._written(level, place.level, found)

    def _lost(self) -> str:
        self.has_marks = self.is_lost = True
        return ""

    # --- which list ---

    def _place(self, paragraph: Element) -> _Place | None:
        """As the paragraph says, or else its style."""
        style = self._styles.of(paragraph)
        if style not in self._styled:
            self._styled[style] = self._of_style(style)
        number = value(paragraph, "pPr/numPr/numId") or self._styled[style].number
        level = value(paragraph, "pPr/numPr/ilvl")
        if number in ("", "0"):
            return None
        return _Place(number, _number(level, self._styled[style].level))

    def _of_style(self, style: str) -> _Place:
        """As the style says, or one it is based on; a level may name the style it belongs to."""
        chain = list(self._styles.chain(style))
        number, level = _first(chain, "numId"), _first(chain, "ilvl")
        levels = self._lists[number].levels if number in self._lists else {}
        named = {one.get("styleId", "") for one in chain}
        belongs = next((at for at, one in levels.items() if one.style in named), 0)
        return _Place(number, _number(level, belongs))

    # --- counting ---

    def _count(self, place: _Place, found: _List) -> None:
        counts = self._counts[found.counted_as]
        if place.number not in self._begun:
            self._begun.add(place.number)
            for at in found.starts:
                counts.pop(at, None)
        before = counts.get(place.level)
        counts[place.level] = _start(found, place.level) if before is None else before + 1
        for at, level in found.levels.items():
            if at > place.level and place.level < level.restarts:
                counts.pop(at, None)

    def _written(self, level: _Level, at: int, found: _List) -> str:
        """Its text, with the counts of the levels it names; lost if one cannot be written."""
        counts, written = self._counts[found.counted_as], level.text
        for named in re.findall(r"%([1-9])", level.text):
            other = found.levels.get(int(named) - 1)
            if other is None or int(named) - 1 > at:
                return self._lost()
            n = counts.get(int(named) - 1, _start(found, int(named) - 1))
            said = _said(n, "decimal" if level.is_legal else other.form)
            if said is None:
                return self._lost()
            written = written.replace(f"%{named}", said)
        return f"{written}{level.gap}"


def _first(chain: list[Element], what: str) -> str:
    found = (value(one, f"pPr/numPr/{what}") for one in chain)
    return next((one for one in found if one), "")


def _start(found: _List, at: int) -> int:
    return found.starts.get(at, found.levels[at].start)


def _said(n: int, form: str) -> str | None:
    if form == "none":
        return ""
    return FORMS[form](n) or None if form in FORMS else None


# --- numbering.xml --------------------------------------------------------------------------------


def _lists(numbering: Element) -> dict[str, _List]:
    """Each list by its number; some only say that a style of lists says it."""
    shapes = {one.get("abstractNumId", ""): one for one in numbering.findall("abstractNum")}
    styled = {value(one, "styleLink"): one for one in shapes.values()}
    found = {}
    for one in numbering.findall("num"):
        shape = shapes.get(value(one, "abstractNumId"))
        if shape is not None and (link := value(shape, "numStyleLink")):
            shape = styled.get(link)
        if shape is not None:
            found[one.get("numId", "")] = _list(one, shape)
    return found


def _list(num: Element, shape: Element) -> _List:
    overrides = num.findall("lvlOverride")
    own = [level for one in overrides for level in one.findall("lvl")]
    starts = {
        _number(one.get("ilvl", ""), 0): _number(value(one, "startOverride"), 1)
        for one in overrides
        if one.find("startOverride") is not None
    }
    return _List(shape.get("abstractNumId", ""), _levels([*shape.findall("lvl"), *own]), starts)


def _levels(levels: list[Element]) -> dict[int, _Level]:
    found = ((_number(one.get("ilvl", ""), 0), one) for one in levels)
    return {at: _Level.of(one, at) for at, one in found if at < LEVELS}
