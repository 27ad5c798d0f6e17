"""The styles of a Word document: what they are called, and which each is based on."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

DEEPEST = 20  # styles, each based on the next


def value(of: Element, path: str) -> str:
    """The value of what stands there; nothing if nothing does."""
    found = of.find(path)
    return "" if found is None else found.get("val", "")


class Styles:
    """Those of paragraphs, by their id; without any, each is unknown."""

    def __init__(self, styles: Element | None) -> None:
        found = [] if styles is None else styles.findall("style")
        self._all = {one.get("styleId", ""): one for one in found}
        default = (one for one in found if one.get("default") and one.get("type") == "paragraph")
        self._default = next((one.get("styleId", "") for one in default), "")

    def of(self, paragraph: Element) -> str:
        return value(paragraph, "pPr/pStyle") or self._default

    def chain(self, style: str) -> Iterator[Element]:
        """What is said of a style, then of that which it is based on, and so on."""
        for _ in range(DEEPEST):
            if style not in self._all:
                return
            yield self._all[style]
            style = value(self._all[style], "basedOn")

    def name(self, style: str) -> str:
        """In small letters; Word's own styles have English names, in every language of Word."""
        said = next(self.chain(style), None)
        return (style if said is None else value(said, "name")).lower()
