"""What a verb is told, read from the sentence: who, by when, called what, in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.language.phrases import tables
from bot.language.understanding import marks
from bot.language.understanding.examples import SLOT
from bot.language.understanding.seen import Seen, Thing
from bot.language.understanding.titles import (
    reason_beside,
    reason_of,
    skills_of,
    title_said,
    words_of,
)

LINKS = ("link", "evidence", "text")
LAST = ("交", "前", "截止", "给我", "要")  # what a time ends with that is said to be the last
TIMED = frozenset({"due", "deadline", "repeats", "first", "last"})
OF_ONESELF = frozenset({"good", "wish"})  # what one can do, or would like to
FROM_TO = frozenset({"first", "last"})
WORDS = (
    "opinion",
    "words",
    "text",
    "note",
    "choice",
    "advice",
    "reference",
    "lang",
    "to",
    "retention",
)  # what takes whatever else is said
PHONE = "number_said"  # that somebody is reached at
WHY = "why"  # for what reason, beside all else
WHOLE = "whole"  # takes the sentence as it is: its feature reads it
PEOPLE = ("person", "approver", "reviewer", "signatory", "whom")
ASKED_AT_LENGTH = "beside"  # what is said besides the order, if it is more than that
LATER = "extend"  # asks for more time, and what is said beside that is why
SELF = frozenset({"drafts:assign", "parts:divide"})  # what whoever speaks may take on themselves
AWAY = frozenset({"drafts:handover", "parts:handover", "supervision:reassign"})


def slots_of(
    feature: str, verb: str, seen: Seen, *, number: str, takes: frozenset[str] = frozenset()
) -> dict[str, str]:
    """By the names that the verb's phrases use, or those of `takes`, as they were typed."""
    takes = takes or places()[feature, verb]
    found, why_later = {"number": number} if number and "number" in takes else {}, ""
    found |= _people(feature, verb, seen, takes)
    if WHOLE in takes:
        found[WHOLE] = seen.text
    if takes >= FROM_TO and len(two := _days(seen)) == len(FROM_TO):
        found |= {"first": two[0], "last": two[1]}
    elif "until" in takes and (ends := _at("ends").search(seen.text)):
        found["until"] = ends[0].strip()
    elif TIMED & takes and (due := _due(seen, feature, verb)):
        why_later = reason_beside(due, seen) if verb == LATER else ""
        found["due" if {"due", "deadline", "repeats"} & takes else "first"] = due
    if links := seen.of(marks.LINK):
        link = seen.said(links[0]).rstrip(".,;，。；")
        field = next((one for one in LINKS if one in takes), "")
        found |= {field: link} if field else {}
    if "title" in takes and "advice" not in takes and (said := _title(feature, verb, seen)):
        found["title"] = said
    if WHY in takes and (why := reason_of(seen)):
        found[WHY] = why
    if PHONE in takes and (digits := _at("phone").search(seen.text)):
        found[PHONE] = digits[0].strip()
    if takes >= OF_ONESELF:
        found |= skills_of(seen.plain)
    field = next((name for name in WORDS if name in takes and name not in found), "")
    all_new = WHOLE in takes and "number" not in takes  # of a step its words stand beside it
    said = seen.text if all_new else why_later or _words(feature, verb, seen)
    if field and said and not _at("announces").fullmatch(seen.plain.strip(" .。!！")):
        found[field] = said
    if ASKED_AT_LENGTH in takes and len(_at("break").split(seen.plain.strip(" .。"))) > 1:
        found[ASKED_AT_LENGTH] = words_of(seen)
    return found


def _title(feature: str, verb: str, seen: Seen) -> str:
    """Of a verbatim one all that is announced, with the times in it."""
    announced = _at("intro").search(seen.text) if is_marked("verbatim", feature, verb) else None
    said = seen.text[announced.end() :] if announced else ""
    return " ".join(said.split()).rstrip(" 。.") or title_said(
        seen, whole=is_marked("clause", feature, verb)
    )


def _words(feature: str, verb: str, seen: Seen) -> str:
    """What is said besides; and who is named before a colon, where that is kept with it."""
    before = _at("colon").split(seen.masked)[0]
    named = is_marked("tells-whom", feature, verb) and marks.PERSON in before
    return " ".join(seen.plain.split()) if named else words_of(seen)


def is_marked(flag: str, feature: str, verb: str) -> bool:
    """`verbatim`: its title is as it was said; `clause`: all of a clause but the time;
    `tells-whom`: its words keep who is named before a colon.
    """
    return (feature, verb) in _flagged(flag)


@cache
def _flagged(flag: str) -> frozenset[tuple[str, str]]:
    return frozenset((name, verb) for name, verb, table in tables() if table.get(flag))


@cache
def places() -> Mapping[tuple[str, str], frozenset[str]]:
    """The slots of every verb, by its phrases; a number of any kind is a number."""
    found = {}
    for feature, verb, table in tables():
        said = [*table.get("zh", ()), *table.get("en", ()), *table.get("wishes", ())]
        names = {slot[1] for phrase in said for slot in SLOT.finditer(phrase)}
        names |= {"number"} if any(len(name) == 1 for name in names) else set()
        found[feature, verb] = frozenset(
            {*names, *table.get("takes", ()), *table.get("fills", ())}  # `fills`: of a guess only
        )
    return found


@cache
def letters() -> Mapping[tuple[str, str], frozenset[str]]:
    """The letters of the numbers that a verb is said with; "number" stands for any of them."""
    found = {}
    for feature, verb, table in tables():
        said = [*table.get("zh", ()), *table.get("en", ())]
        names = {slot[1] for phrase in said for slot in SLOT.finditer(phrase)}
        found[feature, verb] = frozenset(
            name for name in names if len(name) == 1 or name == "number"
        )
    return found


@cache
def alone() -> frozenset[tuple[str, str]]:
    """Verbs that may be said with a number, and without one as well."""
    return frozenset(
        (feature, verb)
        for feature, verb, table in tables()
        for phrase in (*table.get("zh", ()), *table.get("en", ()))
        if not any(len(slot[1]) == 1 or slot[1] == "number" for slot in SLOT.finditer(phrase))
    )


# --- people --------------------------------------------------------------------------------------


def _people(feature: str, verb: str, seen: Seen, takes: frozenset[str]) -> dict[str, str]:
    """Whom it falls to, not who is away or only reads it; who reviews, who signs."""
    people, masked = seen.of(marks.PERSON), seen.masked
    found: dict[str, str] = {}
    left = list(range(len(people)))
    for name, where in (("reviewer", "reviews"), ("signatory", "signs")):
        match = _at(where).search(masked) if name in takes and len(left) > 1 else None
        if match and (n := _nth(masked, match.end())) in left:
            left.remove(n)
            found[name] = mention(people[n], seen)
    if copied := [n for n in _within(_at("copies"), masked) if n in left]:
        left = [n for n in left if n not in copied] or left
        if "copies" in takes and left != copied:
            found["copies"] = " ".join(mention(people[n], seen) for n in copied)
    if "people" in takes:
        return found | {"people": " ".join(_all_of([people[n] for n in left], seen))}
    field = next((name for name in PEOPLE if name in takes and name not in found), "")
    doer = _doer(feature, verb, masked, left) if field and left else None
    if doer is not None:
        found[field] = mention(people[doer], seen)
    elif field and seen.me and f"{feature}:{verb}" in SELF and _at("by_me").search(masked):
        found[field] = f"<@{seen.me}>"
    if field and doer is None and seen.groups and "others" in takes:
        found["others"] = " ".join(_all_of([], seen))
    if doer is not None and "others" in takes and (along := _along(people, masked, left)):
        first = doer if _at("leads").search(masked) or doer not in along else along[0]
        others = {people[n].value: n for n in along if people[n].value != people[first].value}
        found[field] = mention(people[first], seen)
        found["others"] = " ".join(mention(people[n], seen) for n in others.values())
    return found


def _along(people: list[Thing], masked: str, left: list[int]) -> list[int]:
    """Those who are named in one breath, by their places: they do it together, the first leads."""
    found = {people[n].value: n for n in reversed(_within(_at("along"), masked)) if n in left}
    return sorted(found.values())


def _within(pattern: re.Pattern[str], masked: str) -> list[int]:
    """The people who stand in what it finds, by their places."""
    places: list[int] = []
    for match in pattern.finditer(masked):
        first = masked[: match.start()].count(marks.PERSON)
        places += range(first, first + match[0].count(marks.PERSON))
    return places


def _all_of(people: list[Thing], seen: Seen) -> list[str]:
    """Each of them, and those of a group; whoever speaks only if they say so: 加我."""
    said = [mention(one, seen) for one in people]
    said += [f"<@{one}>" for one in seen.groups if one != seen.me]
    if _at("with_me").search(seen.masked):
        said.append(f"<@{seen.me}>")
    return list(dict.fromkeys(said))


def _doer(feature: str, verb: str, masked: str, left: list[int]) -> int | None:
    """Of several people the one it falls to; none of those who are away, or to be relieved."""

    def which(name: str) -> list[int]:
        found = (_nth(masked, match.end()) for match in _at(name).finditer(masked))
        return [n for n in found if n in left]

    told = f"{feature}:{verb}"
    away = told in AWAY
    ways = {"drafts:assign": ("leads", "does", "receives"), "people:delegate": ("does", "receives")}
    out = set(which("absent")) if away or told in ways else set()
    for name in ("receives",) if away else ways.get(told, ("decides",) if verb == "ask" else ()):
        if likely := [n for n in which(name) if n not in out]:
            return likely[-1 if away else 0]
    return next((n for n in left if n not in out), None)


def _nth(masked: str, end: int) -> int:
    return masked[:end].count(marks.PERSON) - 1


def mention(thing: Thing, seen: Seen) -> str:
    """A mention; of a stranger the name, to be refused as such."""
    said = seen.said(thing)
    name = said.strip("<@> ").rpartition("|")[2]
    return f"<@{thing.value[0]}|{name}>" if thing.value else said


# --- times ---------------------------------------------------------------------------------------


def _due(seen: Seen, feature: str, verb: str) -> str:
    """The first that is said to be the last; a meeting's own time only if there is no other."""
    times = seen.of(marks.TIME, marks.TODAY, marks.REPEAT)
    once = [one for one in times if one.mark != marks.REPEAT]
    if feature == "followups" and verb == "remind":
        return " ".join(one.value.said for one in times)
    if verb == "start" and (joined := _day_and_hour(once)):
        return joined
    if once:
        return _bare(once[_last_of(once, seen.masked)].value.said)
    return _bare(times[0].value.said) if times else _without_a_day(seen, feature, verb)


def _day_and_hour(times: list[Thing]) -> str:
    """A day, and elsewhere the hour: Friday, and they land at four."""
    said = [_bare(one.value.said) for one in times]
    hours = [one for one in said if _at("an_hour").fullmatch(one)]
    days = [one for one in said if not _at("has_hour").search(one)]
    return f"{days[0]} {hours[0]}" if len(said) == 2 and len(hours) == len(days) == 1 else ""


def _days(seen: Seen) -> list[str]:
    """Each time that is said; Monday and Tuesday are two. Of more, those from and to which."""
    times = [_bare(one.value.said) for one in seen.of(marks.TIME, marks.TODAY)]
    if len(times) > len(FROM_TO) and (found := _at("from_to").search(seen.masked)):
        first = sum(mark in (marks.TIME, marks.TODAY) for mark in seen.masked[: found.start()])
        return times[first : first + len(FROM_TO)]
    return _at("both").split(times[0]) if len(times) == 1 else times


def _last_of(times: list[Thing], masked: str) -> int:
    """Which of several is the deadline: what somebody is given, then what is said to be the last,
    then the first; never, if there is another, when something only takes place.
    """
    given, events, beside = (
        {
            sum(mark in (marks.TIME, marks.TODAY) for mark in masked[: m.end()]) - 1
            for m in _at(name).finditer(masked)
        }
        for name in ("given", "event", "marked")
    )

    def rank(n: int) -> tuple[bool, bool, bool, int]:
        return n not in given, n in events, n not in beside and not _is_last(times[n]), n

    return min(range(len(times)), key=rank)


def _without_a_day(seen: Seen, feature: str, verb: str) -> str:
    """Two more days; a whole month, for what is asked of days."""
    takes = places()[feature, verb]
    names = ["lasts"] * ("number" in takes) + ["months"] * ("first" in takes)
    found = (_at(name).search(seen.masked) for name in names)
    return next((match[0] for match in found if match), "")


def _is_last(time: Thing) -> bool:
    return bool(time.value.marked) or str(time.value.said).endswith(LAST)


def _bare(said: str) -> str:
    return said.strip(" .,;:。，；：")


def _at(name: str) -> re.Pattern[str]:
    return marks.pattern("slots", name)
