"""People by the names they go by in a sentence: each a mention that keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.language.catalog import files
from storage.who.people import Person

FEW = 8  # of those mentioned, who are known at once
BARE = re.compile(r"<@(\w+)>")
MENTION = r"<@\w+(?:\|[^>]*)?>"
# None holds another of its kind: a run of opening ones would be read again from each of them.
QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|「[^「」]*」|\"[^\"]*\"|<[^<>]*>|`[^`]*`")
LATIN = re.compile(r"[a-z0-9]")
SYLLABLE = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?(?:[iu]?[aeo]{1,2}|i[ou]|u[iv]|[iuv]|ao|ai|ou)(?:ng?|r)?"
)
GIVEN = re.compile(rf" (?=[A-Z])(?i:{SYLLABLE}){{1,2}}(?![A-Za-z'’.-]*[A-Za-z])")  # Min, Jianguo


@dataclass(frozen=True)
class Known:
    """What people are called, folded, to their Slack ids; and the lengths of these names."""

    names: dict[str, str]
    lengths: tuple[int, ...]  # the longest first
    people: dict[str, str]  # Slack id to name

    def named_at(self, low: str, at: int) -> str:
        """The longest name that begins there, or nothing."""
        for length in self.lengths:
            name = low[at : at + length]
            if name in self.names and _stands_alone(low, at, at + len(name)):
                return name
        return ""


def with_mentions(text: str, people: Sequence[Person]) -> str:
    """Names, where they are not in quotes, become mentions; mentions get their names."""
    known = _known(tuple((who.slack_id, who.name, who.handle) for who in people))
    pieces, at = [], 0
    for quoted in QUOTED.finditer(text):
        pieces += [*_mentions(text[at : quoted.start()], known), _labelled(quoted[0], known)]
        at = quoted.end()
    return "".join([*pieces, *_mentions(text[at:], known)])


def guessed_at(said: str, people: Sequence[Person]) -> bool:
    """Whether somebody is named in a way nobody has told us: Zhao Min, for 赵敏 or @zhao."""
    known = _known(tuple((who.slack_id, who.name, who.handle) for who in people))
    return any(
        folded(label) not in known.names and label not in known.people.values()
        for label in re.findall(r"<@\w+\|([A-Z][a-z]+ [A-Z][a-z]+)>", said)
    )


def called(name: str, lang: str) -> str:
    """The part of a name that a reader of this language says, of one written in both."""
    chinese = re.search(r"[\u4e00-\u9fff·]{2,}", name)
    latin = re.search(r"[A-Za-z][A-Za-z.' -]*[A-Za-z]", name)
    said = chinese if lang == "zh" else latin
    return said[0] if said else name


def all_mentioned(texts: Iterable[str]) -> list[str]:
    """The Slack ids of the first few people mentioned in what was said."""
    return re.findall(r"<@(\w+)", " ".join(texts))[:FEW]


def with_labels(said: str, people: Sequence[Person]) -> str:
    """Each bare mention with the name it stands for: what is said back calls nobody."""
    if "<@" not in said:
        return said
    names = {one.slack_id: one.name for one in people}
    return BARE.sub(lambda one: f"<@{one[1]}|{names[one[1]]}>" if one[1] in names else one[0], said)


def mentioned(said: str) -> str:
    """The Slack id in a mention; what is no mention stays as it is."""
    match = re.fullmatch(r"\s*<@(\w+)(?:\|[^>]*)?>\s*", said)
    return match[1] if match else said.strip()


@cache
def _plain_letters() -> dict[int, str]:
    """Full-width, capital and traditional letters to the plain ones, one for one."""
    data = files()["office"]["data"]
    wide = {n: chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)}
    capital = {n: chr(n + 32) for n in range(ord("A"), ord("Z") + 1)}
    small = {n + 0xFEE0: chr(n + 32) for n in capital}
    letters = zip(data["letters"]["from"], data["letters"]["to"], strict=True)
    return wide | capital | small | {ord(one): other for one, other in letters}


def folded(text: str) -> str:
    """As it is compared: no longer and no shorter than what was typed."""
    return text.translate(_plain_letters())


def _mentions(text: str, known: Known) -> Iterator[str]:
    low, at = folded(text), 0
    while at < len(text):
        begins = at + (text[at] in "@＠")
        name = known.named_at(low, begins)
        if name:
            end = _titled(low, begins + len(name)) if begins > at else _whole(text, at, name, known)
            yield f"<@{known.names[name]}|{text[begins:end]}>"
            at = end
        else:
            yield text[at]
            at += 1


def _stands_alone(low: str, start: int, end: int) -> bool:
    """A Latin name is no part of a longer word; Chinese words need no space between them."""
    before, after = low[start - 1 : start], low[end : end + 1]
    cut_before = LATIN.match(low[start]) and LATIN.match(before)
    return not (cut_before or (LATIN.match(low[end - 1]) and LATIN.match(after)))


def _titled(low: str, end: int) -> int:
    """Where the name ends, with what is politely put after it: 李娜同志."""
    titles: list[str] = files()["office"]["data"]["after_name"]
    return end + next((len(title) for title in titles if low.startswith(title, end)), 0)


def _whole(text: str, at: int, name: str, known: Known) -> int:
    """Where a name ends that begins with a handle: no Min of a Zhao Min is left behind."""
    end = at + len(name)
    spelled = LATIN.search(folded(known.people[known.names[name]]))
    given = text[at].isupper() and not spelled and GIVEN.match(text, end)
    return given.end() if given else _titled(folded(text), end)


def _labelled(quoted: str, known: Known) -> str:
    bare = re.fullmatch(r"<@(\w+)>", quoted)
    name = known.people.get(bare[1], "") if bare else ""
    return f"<@{bare[1]}|{name}>" if bare and name else quoted


@lru_cache(maxsize=4)
def _known(people: tuple[tuple[str, str, str], ...]) -> Known:
    """Each name that means just one of these people."""
    owners: dict[str, set[str]] = {}
    for slack_id, name, handle in people:
        for alias in aliases(folded(name.strip()), folded(handle)):
            owners.setdefault(alias, set()).add(slack_id)
    names = {name: ids.pop() for name, ids in owners.items() if len(ids) == 1}
    lengths = tuple(sorted({len(name) for name in names}, reverse=True))
    return Known(names, lengths, {slack_id: name for slack_id, name, _ in people})


def aliases(name: str, handle: str) -> set[str]:
    """李娜, Li Na, Na Li, li.na and lina, for Li Na 李娜 whose handle is li.na."""
    chinese = re.findall(r"[\u4e00-\u9fff·]{2,}", name)
    latin = [part.strip(" .'-") for part in re.findall(r"[a-z][a-z.' -]+", name)]
    words = re.split(r"[._-]", handle)
    turned = [" ".join(part.split()[::-1]) for part in latin if len(part.split()) == 2]
    spelled = [" ".join(words), "".join(words)] if len(words) > 1 else []
    found = {name, handle, *chinese, *latin, *turned, *spelled}
    return {alias for alias in found if len(alias) > 1}
