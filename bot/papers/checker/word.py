"""What stands in each paragraph of a Word document, as it reads once every change is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.language.catalog import files
from bot.papers.checker.numbering import Numbering
from bot.papers.checker.package import Parts, TooMuch
from bot.papers.checker.styles import Styles, value

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Struck out, moved elsewhere, how it looks, how it is pronounced, a text box for old programs.
LEFT_OUT = frozenset(
    {
        *("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "rt"),
        f"{COMPATIBLE}Fallback",
    }
)
SPACES = frozenset({"tab", "ptab", "br", "cr"})
DEEPEST = 50  # fields, one in the other
CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)  # a field
OF_CONTENTS = re.compile(r"toc ?(?:\d|heading)")  # a style


@dataclass
class _Paragraph:
    pieces: list[str]
    is_contents: bool


@dataclass
class Text:
    """Its paragraphs, and apart from them those of its table of contents; `numbered`, `uncounted`
    as in a Paper.
    """

    lines: list[str]
    contents: list[str] = field(default_factory=list)
    numbered: bool = False
    uncounted: bool = False


def text(parts: Parts) -> Text:
    reading = _Reading(parts)
    reading.read(parts.body, [], False)
    found, numbering = reading.paragraphs, reading.numbering
    said = [("".join(one.pieces), one.is_contents) for one in found]
    return Text(
        [line for line, is_contents in said if not is_contents],
        [line for line, is_contents in said if is_contents],
        numbering.has_marks,
        numbering.is_lost,
    )


class _Reading:
    """A walk through the document, in its order."""

    def __init__(self, parts: Parts) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._styles = Styles(parts.styles)
        self.numbering = Numbering(parts.numbering, self._styles)
        self._carried: list[str] = []  # of a paragraph whose end was struck out
        self._fields: list[str] = []  # the instructions of those that are open

    def read(self, node: Element, pieces: list[str], is_contents: bool) -> None:
        """`pieces` of the paragraph it is in; text outside of all is no text."""
        for one in node:
            if one.tag == "p":
                self._paragraph(one, is_contents)
            elif one.tag in LEFT_OUT:
                continue
            elif one.tag in ("fldChar", "instrText"):
                self._field(one)
            elif one.tag in PIECES:
                pieces.append(PIECES[one.tag](one))
            else:
                self.read(one, pieces, is_contents or _holds_contents(one))

    def _paragraph(self, node: Element, is_contents: bool) -> None:
        pieces, self._carried = self._carried, []
        if _goes_on(node):
            self.read(node, pieces, is_contents)
            self._carried = pieces
            return
        styled = OF_CONTENTS.match(self._styles.name(self._styles.of(node))) is not None
        pieces.insert(0, self.numbering.mark(node))
        begun = _Paragraph(pieces, is_contents or styled or self._in_contents())
        self.paragraphs.append(begun)
        self.read(node, pieces, is_contents)
        begun.is_contents |= self._in_contents()

    def _field(self, node: Element) -> None:
        kind = node.get("fldCharType")
        if kind == "begin":
            self._fields.append("")
            if len(self._fields) > DEEPEST:
                raise TooMuch
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif node.tag == "instrText" and self._fields:
            self._fields[-1] += node.text or ""

    def _in_contents(self) -> bool:
        return any(map(CONTENTS.match, self._fields))


def _goes_on(paragraph: Element) -> bool:
    """Its end is struck out or moved: what is left of it belongs to the next one."""
    marked = (paragraph.find(f"pPr/rPr/{change}") for change in ("del", "moveFrom"))
    return any(one is not None for one in marked)


def _holds_contents(node: Element) -> bool:
    """A table of contents as Word inserts it, or as a field in one piece."""
    gallery = value(node, "sdtPr/docPartObj/docPartGallery")
    return gallery == "Table of Contents" or CONTENTS.match(node.get("instr", "")) is not None


# --- pieces ---------------------------------------------------------------------------------------


def _symbol(node: Element) -> str:
    """A character of a font: one of a font of symbols as what it looks like, if that is known."""
    try:
        code = int(node.get("char", ""), 16)
    except ValueError:
        return ""
    known: dict[str, str] = files()["checker"]["data"]["symbols"].get(node.get("font", ""), {})
    is_letter = 0x20 <= code < 0x10000 and not 0xD800 <= code < 0xE000
    return known.get(f"{code & 0xFF:02X}", chr(code) if is_letter else "")


PIECES: dict[str, Callable[[Element], str]] = {
    "t": lambda node: node.text or "",
    "noBreakHyphen": lambda node: "-",
    "sym": _symbol,
    **dict.fromkeys(SPACES, lambda node: " "),
}
