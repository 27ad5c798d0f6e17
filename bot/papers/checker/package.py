"""The parts of a .docx, each a tree of bounded size in which both dialects of Open XML, the one
Word writes and the strict one, have the same names.

What is in a file is not trusted: there is no entity in it, and no more than we can carry.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser
from zipfile import ZipFile

MOST = {"": 150_000, "p": 20_000}  # elements of a part, and paragraphs: what a book has
# Their names are said without them.
PLAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)


class TooMuch(Exception):
    """A part of more elements than we take."""


@dataclass(frozen=True)
class Parts:
    """What is read of a .docx."""

    body: Element
    styles: Element | None
    numbering: Element | None


def parts(packed: ZipFile) -> Parts:
    """Raises TooMuch; and ValueError or KeyError, where there is no Word document in it."""
    main = next(_related(packed, "", "officeDocument"), "")
    document = _tree(packed, main)
    body = document.find("body") if document.tag == "document" else None
    if body is None:
        raise ValueError("no Word document")
    return Parts(body, _beside(packed, main, "styles"), _beside(packed, main, "numbering"))


def _beside(packed: ZipFile, main: str, kind: str) -> Element | None:
    """A part the document names, if it is there: what else it names is nothing to us."""
    found = (one for one in _related(packed, main, kind) if one in packed.NameToInfo)
    return next((_tree(packed, one) for one in found), None)


def _related(packed: ZipFile, part: str, kind: str) -> Iterator[str]:
    """The parts one names as being of a kind."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    for one in _tree(packed, rels) if rels in packed.NameToInfo else ():
        if one.get("Type", "").rpartition("/")[2] == kind and one.get("TargetMode") != "External":
            target = posixpath.join(f"/{folder}", one.get("Target", ""))
            yield posixpath.normpath(target).lstrip("/")


# --- trees ----------------------------------------------------------------------------------------


def _tree(packed: ZipFile, part: str) -> Element:
    parser = XMLParser(target=_Builder())
    parser.feed(packed.read(part))
    tree: Element = parser.close()
    return tree


class _Builder(TreeBuilder):
    """Stops as soon as there is too much, and at what Open XML forbids."""

    def __init__(self) -> None:
        super().__init__()
        self._left = dict(MOST)

    def start(self, tag: Any, attrs: dict[Any, Any], /) -> Element:
        name = _plain(tag)
        self._count("")
        if name in self._left:
            self._count(name)
        return super().start(name, {_plain(key): attrs[key] for key in attrs})

    def end(self, tag: Any, /) -> Element:
        return super().end(_plain(tag))

    def _count(self, of: str) -> None:
        self._left[of] -= 1
        if self._left[of] < 0:
            raise TooMuch

    def doctype(self, *_: Any) -> None:
        raise ValueError("a document type")


@lru_cache(maxsize=1000)
def _plain(name: str) -> str:
    space, _, local = name.rpartition("}")
    return local if space.removeprefix("{") in PLAIN else name
