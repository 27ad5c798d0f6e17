"""Titles: what people call a matter, on one line."""

from __future__ import annotations

import re
import unicodedata

from bot.language.refusals import Refused

TITLE_MAX = 150  # characters; a line on a phone holds about a third of it
MADE = 48  # characters, at most, of a title made out of what was said
# Where one ends; "No. 3" and "St. Mary's" go on.
SENTENCE = re.compile(
    r"[。！？；\n]|[!?;](?=\s|$)|(?<!\b(?:Mr|St|Dr))(?<!\bMrs)\.(?=\s|$)(?!(?<=\bno\.)\s*\d)", re.I
)
# Up to a comma, else to a space, else in the middle of a word.
BEGINNING = re.compile(r".{6,47}(?=[，,：:])|.{16,47}(?=\s)|.{47}")
EMOJI = re.compile(r":[\w+'-]+:\Z")  # a colon at the end that is not punctuation


def read_title(text: str, field: str = "title") -> str:
    """A title on one line. Raises Refused when it is empty, too long, or says nothing."""
    title = " ".join(_printable(text).split()).strip("，。,;；：、 ")
    if not EMOJI.search(title[-50:]):
        title = title.strip(": ")
    title = _unquoted(title)
    if not title:
        raise Refused("matters.no-title", field=field)
    if len(title) > TITLE_MAX:
        raise Refused("matters.long-title", field=field, n=len(title), most=TITLE_MAX)
    if not any(letter.isalnum() for letter in re.sub(r":[\w+'-]+:", "", title)):
        raise Refused("matters.wordless-title", field=field)
    return title


def first_words(said: str) -> str:
    """A title for what was given none: its first sentence, or as much of it as makes a title."""
    first = SENTENCE.split(said.strip(), maxsplit=1)[0]
    cut = BEGINNING.match(first) if len(first) > MADE else None
    return f"{cut[0]}…" if cut else first


def _printable(text: str) -> str:
    """Without control characters, but with the joiners that emoji and scripts need."""
    bidi_overrides = "\u202a\u202b\u202c\u202d\u202e"
    return "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if letter not in bidi_overrides
    )


def _unquoted(title: str) -> str:
    for first, last in ("《》", '""', "“”", "「」"):
        inner = title[1:-1]
        if title[:1] == first and title[-1:] == last and first not in inner and last not in inner:
            return inner.strip()
    return title
