"""A text of a regulation cut into its sections: chapters and articles, headings, or paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

NUMERALS = "零〇一二三四五六七八九十百两0-9"
CHAPTER = re.compile(
    rf"(?:第\s?[{NUMERALS}]{{1,6}}\s?[编章节]|(?:chapter|part)\s+[\divxlc]{{1,6}}\b)", re.IGNORECASE
)
ARTICLE = re.compile(
    rf"(?P<mark>第\s?[{NUMERALS}]{{1,6}}\s?条(?:之[一二三四五六七八九十])?"
    r"|(?:article|section|art\.)\s+\d{1,4}(?:\.\d{1,3}){0,2}\b|§\s?\d{1,4})"
    r"[\s:：.、]{0,4}(?P<rest>.*)",
    re.IGNORECASE,
)
MARKED = re.compile(r"(?P<level>#{1,6})\s{1,4}(?P<rest>\S.*)")
OUTER = re.compile(r"《([^《》]{2,80})》")
SPACES = re.compile(r"\s+")
LONGEST_TITLE = 40  # a first line that is longer is no title
IN_HEADING = 20  # what stands behind 第三条 and is no longer is its name


@dataclass
class Part:
    """A section as it stands in the text; `key` is the mark it begins with, if it has one."""

    key: str
    heading: str
    body: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cut:
    title: str
    parts: Sequence[Part]


def cut(lines: Sequence[str]) -> Cut:
    """Its title, and its sections in their order; a text without headings by its paragraphs."""
    told = [SPACES.sub(" ", line).strip() for line in lines]
    told = [line for line in told if line]
    title = _title(told)
    parts = list(_parts(told[1:] if told and _plain(told[0]) == title else told))
    if not any(one.key for one in parts):
        parts = [Part(f"¶{n}", "", [line]) for n, line in enumerate(_all_of(parts), 1)]
    return Cut(title, parts)


def _title(told: Sequence[str]) -> str:
    first = _plain(told[0]) if told else ""
    is_one = first and len(first) <= LONGEST_TITLE and not _begins(told[0])
    return first if is_one else ""


def _plain(line: str) -> str:
    """A title without its marks."""
    line = line.lstrip("# ")
    named = OUTER.fullmatch(line)
    return named[1] if named else line


def _begins(line: str) -> bool:
    return bool(CHAPTER.match(line) or ARTICLE.match(line))


def _parts(told: Sequence[str]) -> Iterator[Part]:
    """What stands before the first heading is one, too."""
    chapter, part = "", Part("", "")
    for line in told:
        mark, article = MARKED.match(line), ARTICLE.match(MARKED.sub(r"\g<rest>", line))
        if article is None and mark is None and not CHAPTER.match(line):
            part.body.append(line)
            continue
        if part.key or part.body:
            yield part
        if article is not None:
            part = _article(article, chapter)
        else:
            chapter = _plain(line)
            part = Part(SPACES.sub("", chapter), chapter)
    yield part


def _article(found: re.Match[str], chapter: str) -> Part:
    """ "第三条 用餐" has a name; "第三条 客人应当…" begins with its words."""
    mark, rest = SPACES.sub(" ", found["mark"]).strip(), found["rest"].strip()
    named = rest if len(rest) <= IN_HEADING and not rest.endswith(("。", ".", "；", ";")) else ""
    heading = " ".join(filter(None, (chapter, mark, named)))
    return Part(SPACES.sub("", mark), heading, [] if named or not rest else [rest])


def _all_of(parts: Sequence[Part]) -> Iterator[str]:
    for one in parts:
        yield from one.body
