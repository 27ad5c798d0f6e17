"""Which matter is meant by some words of its title, or hinted at by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.language.names import folded
from bot.language.understanding import marks
from bot.language.understanding.seen import Known, Seen, Thing, place

LIKE = 0.5  # how much of a title must be said
SHARED = 3  # a word of as many titles hints at none of them
HINTED = 3  # matters that may be hinted at
INCIDENT = "I"  # what their numbers begin with
PIECE = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]+")
STEM = 6  # letters

Span = tuple[int, int]


def know_the_matter(seen: Seen, left: str, matters: Sequence[Known], thread: str) -> None:
    """By its number; by some words of its title, unless two fit as well, or it is to be new. Of
    what is not known by that, what it may be.
    """
    if numbers := seen.of(marks.NUMBER):
        seen.number = numbers[0].value
        return
    likely = _likely(seen, left, [one for one in matters if not one.over])
    if own := next((span for span, one in likely if one.number == thread), None):
        seen.hint = _mark(seen, own)  # an answer may repeat what its thread is about
        return
    if len(likely) != 1:
        if not thread:
            _hint(seen, left, matters, [one for _, one in likely])
        return
    (start, end), one = likely[0]
    if _is_new(left, start):
        return
    seen.number, seen.guessed = one.number, True
    if not any(thing.start < end and start < thing.end for thing in seen.things):
        seen.things.append(Thing(start, end, marks.NUMBER, one.number))
        seen.things.sort(key=place)


def _form(name: str) -> re.Pattern[str]:
    return marks.pattern("found", name)


def _is_new(left: str, start: int) -> bool:
    return _form("new").search(left[:start]) is not None


def _likely(seen: Seen, left: str, matters: Sequence[Known]) -> list[tuple[Span, Known]]:
    scored = [(*_likeness(left, folded(one.title)), one) for one in matters if one.title]
    best = max((score for score, _, _ in scored), default=0.0)
    likely = [(span, one) for score, span, one in scored if score >= max(LIKE, best - 0.1)]
    if not likely and not seen.of(marks.PERSON):
        likely = _of_its_kind(left, matters)
    return likely


def _of_its_kind(left: str, matters: Sequence[Known]) -> list[tuple[Span, Known]]:
    """The speech, of one who sees just one: those whose titles name what is named."""
    named = list(_form("paper").finditer(left))
    return [(named[0].span(), one) for one in matters if named and named[0][0] in folded(one.title)]


def _likeness(said: str, title: str) -> tuple[float, Span]:
    """How much of what is a title's own is said, and from where to where: 讲话稿, "notice" are
    the titles of many.
    """
    generic = _form("generic")
    own = generic.sub(" ", title)
    pairs = [
        run[n : n + 2] for run in re.findall(r"[\u4e00-\u9fff]+", own) for n in range(len(run) - 1)
    ]
    units = re.findall(r"[a-z]{3,6}", own) + pairs
    at = [said.find(unit) for unit in units if unit in said]
    if not at:
        return 0.0, (0, 0)
    kinds = {kind.removesuffix("稿") or kind for kind in generic.findall(title) if len(kind) > 1}
    named = sum(kind in said for kind in kinds)
    places = [(n, n + len(unit)) for unit in units if (n := said.find(unit)) >= 0]
    end = max(to for start, to in places if start - min(at) < len(title) + 6)
    tail = re.compile(rf"[a-z]*(?:\s?(?:{generic.pattern}))*").match(said, end)
    share = 0.6 * min(1, len(at) / min(len(units), 3)) + 0.2 * min(named, 2)
    return share, (min(at), tail.end() if tail else end)


# --- a word of a title ---------------------------------------------------------------------------


def _hint(seen: Seen, left: str, matters: Sequence[Known], likely: Sequence[Known]) -> None:
    """Those that are as likely; else those of which most is said, in words that few titles share;
    else, in words of an emergency, the newest incidents.
    """
    found, span = list(likely), None
    if not found:
        found, span = _told_of(left, matters)
    if not found and marks.pattern("alarm", "about").search(left):
        found = [one for one in matters if one.number.startswith(INCIDENT)]
    seen.hinted = tuple(one.number for one in found[:HINTED])
    seen.hint = _mark(seen, span) if span else None


def _mark(seen: Seen, span: Span) -> Thing | None:
    """Where a mark may stand for these words, unless something else was found there."""
    taken = any(one.start < span[1] and span[0] < one.end for one in seen.things)
    return None if taken else Thing(*span, marks.NUMBER)


def _told_of(left: str, matters: Sequence[Known]) -> tuple[list[Known], Span | None]:
    titles = [set(_own(folded(f"{one.title} {one.also}"))) for one in matters]
    shared = Counter(piece for title in titles for piece in title)
    said = {piece: left.find(piece) for piece in shared if shared[piece] < SHARED}
    said = {piece: at for piece, at in said.items() if at >= 0 and not _is_new(left, at)}
    counts = [len(title & said.keys()) for title in titles]
    most = max(counts, default=0)
    found = [one for one, count in zip(matters, counts, strict=True) if most and count == most]
    known = [folded(f"{one.title} {one.also}") for one in found]
    places = [at for piece, at in said.items() if any(piece in title for title in known)]
    return found, (min(places), _ends(left, max(places))) if places else None


def _own(title: str) -> Iterator[str]:
    """Words by their first letters and pairs of Chinese ones, without those that say nothing."""
    for run in PIECE.findall(_form("small").sub(" ", _form("common").sub(" ", title))):
        if run.isascii():
            yield run[:STEM]
        else:
            yield from (run[n : n + 2] for n in range(len(run) - 1))


def _ends(left: str, at: int) -> int:
    """Where the word ends of which a piece stands there."""
    word = re.compile(r"[a-z]+|[\u4e00-\u9fff]{2}").match(left, at)
    return word.end() if word else at
