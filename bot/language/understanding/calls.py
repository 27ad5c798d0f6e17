"""People by whatever they are called: whole and given names, surname and title; strangers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.language.names import GIVEN, LATIN, aliases, folded
from bot.language.understanding.marks import known, pattern, titles
from storage.who.people import Person, Role

# From where to where, and whose it is: the likeliest first, nobody's for a stranger.
Called = tuple[int, int, tuple[str, ...]]

RANKS = {
    Role.PRINCIPAL: "leader",
    Role.LEADER: "leader",
    Role.OTHER_LEADER: "leader",
    Role.DIRECTOR: "director",
    Role.DEPUTY_DIRECTOR: "director",
    Role.SECTION_HEAD: "head",
}
ALSO = {"leader": ("director", "head"), "director": ("head",), "head": (), "staff": ()}
SLIPS = 6  # a name with as many letters is known with one of them wrong
WRITTEN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?")


def people_in(text: str, left: str, people: Sequence[Person]) -> Iterator[Called]:
    """`left` is the folded text, with a hole where something else was found already."""
    names = _names(tuple((one.slack_id, one.name, one.handle, one.role) for one in people))
    spelled = {one.slack_id for one in people if LATIN.search(folded(one.name))}
    longest, at = max(map(len, names), default=0), 0
    while at < len(left):
        begins = at + (text[at] in "@＠")
        end = _name_ends(text, left, begins, longest, names)
        if not end:
            at += 1
            continue
        who = names[left[begins:end]]
        if text[begins].isascii() and (given := GIVEN.match(text, end)):
            who = tuple(one for one in who if one not in spelled)  # Li Ming is nobody's Li Na
            end = given.end()  # Zhao Min, of whom we know the surname
        honour = pattern("found", "honour").search(left[:at])
        yield (honour.start() if honour else at, end, who)
        at = end


def groups_in(left: str, people: Sequence[Person]) -> Iterator[str]:
    """Everybody, the writers, a section: all of the office who are meant by that."""
    office = [one for one in people if one.role is not Role.OUTSIDER]
    for one in office:
        writes, leads = one.role is Role.STAFF, RANKS.get(one.role) == "leader"
        named = one.section and folded(one.section) in left
        everybody = not leads and pattern("found", "everybody").search(left)
        if named or everybody or (writes and pattern("found", "writers").search(left)):
            yield one.slack_id


def group_words(left: str, people: Sequence[Person]) -> list[str]:
    """The words that stand there for such a group."""
    found = [
        m[0] for name in ("everybody", "writers") for m in pattern("found", name).finditer(left)
    ]
    sections = {folded(one.section) for one in people if one.section}
    return [*found, *(one for one in sorted(sections) if one in left)]


MOST_LIKE = 3


def like(said: str, people: Sequence[Person]) -> list[Person]:
    """Who may be meant by a name nobody has: who shares a part of it, whole names first."""
    name = folded(said.strip())
    given, words = name[1:], set(re.findall(r"[a-z]{2,}", name))

    def likeness(one: Person) -> int:
        calls = aliases(folded(one.name), folded(one.handle))
        parts = set(re.findall(r"[a-z]{2,}", " ".join(calls)))
        chinese = [call for call in calls if not call[:1].isascii()]
        shared = any(call[1:] == given for call in chinese if given and not name.isascii())
        near = any(_one_off(name, call) for call in calls) or bool(words & parts)
        return 2 * (shared or near) + any(call[0] == name[:1] for call in chinese)

    ranked = sorted(people, key=lambda one: (-likeness(one), one.slack_id))
    return [one for one in ranked if likeness(one)][:MOST_LIKE]


def slips_in(text: str, left: str, people: Sequence[Person]) -> Iterator[Called]:
    """A name of six letters or more, with one of them wrong: Sun Lie, Zhagn Wei."""
    names = _names(tuple((one.slack_id, one.name, one.handle, one.role) for one in people))
    for match in WRITTEN.finditer(text):
        said = left[slice(*match.span())]
        if len(said) >= SLIPS and said.isascii():
            likely = [who for name, who in names.items() if _one_off(said, name)]
            if likely:
                yield (*match.span(), tuple(dict.fromkeys(one for who in likely for one in who)))


def _one_off(said: str, name: str) -> bool:
    """One letter more, less, other, or two of them turned around."""
    if abs(len(said) - len(name)) > 1 or not name.isascii():
        return False
    start = next((n for n, (a, b) in enumerate(zip(said, name, strict=False)) if a != b), 0)
    rest, whole = said[start:], name[start:]
    turned = rest[1:2] + rest[:1] + rest[2:]
    return whole in (turned, rest[1:]) or whole[1:] in (rest, rest[1:])


def strangers_in(
    left: str, shown: str, forms: Sequence[str] = ("stranger_zh", "stranger_en")
) -> Iterator[Called]:
    """Names of nobody in this office, where somebody must stand: said so, not guessed."""
    for name in forms:
        text = shown if name == "stranger_en" else left
        for match in pattern("found", name).finditer(text):
            named = match.lastgroup or "name"
            yield (*match.span(named), ())


def _name_ends(
    text: str, left: str, begins: int, longest: int, names: dict[str, tuple[str, ...]]
) -> int:
    """Where the longest name ends that begins there; 0 where none does."""
    for end in range(min(begins + longest, len(left)), begins + 1, -1):
        if left[begins:end] in names and _stands(text, left, begins, end):
            return end
    return 0


def _stands(text: str, left: str, start: int, end: int) -> bool:
    """A Latin name is no part of a word; a short one is written as a name, or after an "@"."""
    if not LATIN.match(left[start]):
        return True
    if LATIN.match(left[start - 1 : start] or " ") or LATIN.match(left[end : end + 1] or " "):
        return False
    return end - start > 4 or text[start].isupper() or text[start - 1 : start] in ("@", "＠")


@lru_cache(maxsize=4)
def _names(people: tuple[tuple[str, str, str, Role], ...]) -> dict[str, tuple[str, ...]]:
    """What each may be called, folded; whom two names fit, both, the likelier first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for slack_id, name, handle, role in people:
        for likely, call in _calls(name, handle, RANKS.get(role, "staff")):
            found.setdefault(call, []).append((likely, slack_id))
    ranked = {call: sorted(whose) for call, whose in found.items() if len(call) > 1}
    return {call: tuple(dict.fromkeys(who for _, who in whose)) for call, whose in ranked.items()}


def _calls(name: str, handle: str, rank: str) -> Iterable[tuple[int, str]]:
    """Names, those that fit nobody else first."""
    yield from ((0, alias) for alias in aliases(folded(name.strip()), folded(handle)))
    latin = re.search(r"[A-Za-z][A-Za-z' -]+", name)
    yield from (
        (1, one) for one in re.split(r"[._ -]", folded(latin[0].strip() if latin else handle))
    )
    if not (chinese := re.search(r"[\u4e00-\u9fff]{2,4}", folded(name))):
        return
    whole, surname, given = chinese[0], chinese[0][0], chinese[0][1:]
    spelled = dict(
        zip(known()["people"]["surnames"], known()["people"]["spelled"].split(), strict=True)
    )
    yield from ((1, one) for one in (given, given[-1] * 2, spelled.get(surname, "")))
    yield from ((2, young + surname) for young in ("老小" if rank == "staff" else "老"))
    for n, post in enumerate((rank, "staff", *ALSO[rank])):
        yield from ((2 + n, surname + title) for title in titles()[post])
        yield from ((2 + n, whole + title) for title in titles()[post] if len(title) > 1)
