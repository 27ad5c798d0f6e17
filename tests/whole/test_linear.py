"""No expression of ours costs more than its text is long: whatever somebody sends holds up nobody.

Each regular expression, wherever it stands, is given texts made to be hard for it: runs of white
space, of what it looks for, of what it nearly looks for. Four times the text may cost about four
times as much; sixteen times is what a run read again from each of its letters costs.
"""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from inspect import signature
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

import bot
import handlers
import rehearsal
import storage
from bot import hearing
from bot.language import dates, phrases
from bot.language.catalog import plain
from bot.language.dates import read_due
from bot.language.refusals import Refused
from bot.language.understanding import marks
from bot.language.workdays import Calendar
from bot.leaders.options import read_options
from bot.matters.titles import read_title
from bot.office import secrecy, unread
from bot.office.calendar import imported
from bot.papers.rounds import words as comments
from handlers.slack.wording import request_for
from storage.who.people import Person, everyone
from tests.conftest import WEDNESDAY

OURS = (bot, handlers, rehearsal, storage)
# These read no more of a text than a few hundred letters, with one space between words, see
# `phrases.shortened` and `dates.sentence.WINDOW`; what they cost all together is measured below.
SHORT = ("bot.language.dates", "bot.language.phrases", "bot.language.sentences")
SHORT += ("bot.language.labels", "bot.language.patterns", "bot.language.understanding")
# Expressions made when they are wanted, from what the text files say: they are kept, and found.
MADE = {
    *("bot.language.patterns", "bot.language.sentences", "bot.language.understanding.marks"),
    *("bot.language.dates.rows", "bot.language.dates.occasions", "bot.office.secrecy"),
    *("bot.office.calendar.entries", "bot.duty.facts", "handlers.duty.wishes"),
    *("bot.language.understanding.things", "bot.office.calendar.imported"),
    *("bot.papers.rounds.words", "handlers.papers.checker.desk", "rehearsal.forms"),
    *("bot.research.trip_words", "handlers.duty.days", "handlers.people.chances_said"),
    *("handlers.processes.step_files", "handlers.processes.counted", "bot.processes.sought"),
}
SPACES = (" ", "\n", "\t", "\r\n", "\u3000")
LETTERS = (
    "a",
    "A ",
    "1",
    "的",
    "一、",
    "<",
    "<@",
    "<!",
    "《",
    "“",
    "(",
    "*",
    "-",
    "@",
    ".",
    "http://",
)
SIZES, MORE = (100, 1600), 4
Method = Callable[[str], object]


# --- all there are --------------------------------------------------------------------------------


def modules() -> list[ModuleType]:
    names = [
        found.name
        for package in OURS
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if "migrations" not in found.name and not found.name.endswith("__main__")
    ]
    return [*OURS, *map(importlib.import_module, names)]


def fill_the_caches(of: list[ModuleType]) -> None:
    """What is read from the text files when it is first wanted."""
    dates.warm_up()
    phrases.warm_up()
    secrecy.is_marked(["x"], ["x"])
    imported.is_worked(("x",))
    comments.read("x, x")
    comments.agrees("x")
    for table in ("signs", "slots", "found", "hearing", "ways", "left"):
        for name in marks.known()[table]:
            marks.pattern(table, name)
    for module in of:
        for kept in vars(module).values():
            is_plain = hasattr(kept, "cache_info") and not signature(kept).parameters
            if is_plain and kept.__module__ == module.__name__:
                kept()


def reached(of: list[ModuleType]) -> set[re.Pattern[str]]:
    """All expressions that these modules hold, in whatever they keep them."""
    roots = {id(vars(module)) for module in of}
    seen: set[int] = set()
    found: set[re.Pattern[str]] = set()
    left: list[Any] = [vars(module) for module in of]
    while left:
        one = left.pop()
        if id(one) in seen or _is_elsewhere(one, roots):
            continue
        seen.add(id(one))
        if isinstance(one, re.Pattern):
            found.add(one)
        else:
            left += gc.get_referents(one)
    return found


def _is_elsewhere(one: Any, roots: set[int]) -> bool:
    if isinstance(one, dict):
        return "__builtins__" in one and id(one) not in roots
    if isinstance(one, type | FunctionType):
        return not (one.__module__ or "").startswith(tuple(ours.__name__ for ours in OURS))
    return isinstance(one, ModuleType | str | bytes | int)


def code_of(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text("utf-8")


def written(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Expressions that stand in the midst of the code, each with what is done with it."""
    for call in ast.walk(ast.parse(code_of(module))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if ast.unparse(call.func.value) == "re" and call.args:
            try:
                said = eval(ast.unparse(call.args[0]), vars(module))
            except NameError:
                assert module.__name__ in MADE, f"{module.__name__}: {ast.unparse(call)}"
                continue
            if isinstance(said, str):
                yield said, call.func.attr


def used(of: list[ModuleType]) -> dict[re.Pattern[str], set[str]]:
    """What is done with the expressions that have a name, wherever it is said."""
    done: dict[re.Pattern[str], set[str]] = {}
    for module in of:
        for place, name, deed in re.findall(
            r"(?:(\w+)\.)?\b([A-Z_]+)\.([a-z]+)\(", code_of(module)
        ):
            known = vars(vars(module)[place]) if place in vars(module) else vars(module)
            if isinstance(known.get(name), re.Pattern):
                done.setdefault(known[name], set()).add(deed)
    return done


def expressions() -> dict[tuple[str, int, bool], str]:
    """Each that reads a text of any length: where it is from, by itself, and whether it is looked
    for everywhere in a text or only held against its beginning.
    """
    every = modules()
    fill_the_caches(every)
    short = [one for one in every if one.__name__.startswith(SHORT)]
    done, named = used(every), {}
    found: dict[tuple[str, int, bool], str] = {}
    for module in every:
        if module in short:
            continue
        for value in vars(module).values():
            if isinstance(value, re.Pattern):
                named[value] = done.get(value, set())
        for raw, deed in written(module):
            said = raw.decode() if isinstance(raw, bytes) else raw
            if deed != "compile" or said not in {one.pattern for one in named}:
                found[said, 0, deed not in ("match", "fullmatch")] = module.__name__
    for pattern in reached(every) - (reached(short) - named.keys()):
        deeds = named.get(pattern) or {"search"}
        anywhere = not deeds <= {"match", "fullmatch"}
        found[pattern.pattern, pattern.flags, anywhere] = ""
    # Those that read bytes unfold files, possessively: the files' own tests feed them.
    return {key: where for key, where in found.items() if isinstance(key[0], str)}


# --- what each costs ------------------------------------------------------------------------------


def hard_for(said: str) -> list[str]:
    """What to repeat: white space, letters of any kind, and what the expression looks for."""
    said = said.decode() if isinstance(said, bytes) else said
    own = re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+|[^\w\s\\\[\]{}()?*+|^$.]", said)[:12]
    mixed = [word + space for word in own for space in ("", " ", "\n")]
    return list(dict.fromkeys([*SPACES, *LETTERS, *mixed]))


def run_of(unit: str, size: int, around: str) -> str:
    return around.format((unit * size)[:size])


def cost(deed: Method, text: str) -> float:
    began = time.process_time()
    with suppress(Refused):
        deed(text)
    return time.process_time() - began


def grows_too_fast(
    deed: Method, unit: str, around: str, least: float, sizes: tuple[int, ...] = SIZES
) -> bool:
    """Does four times the text cost far more than four times as much? Begins with short ones, for
    what is bad enough never ends with a long one; what costs less than `least` a letter is well.
    """
    for size in sizes:
        small, large = (run_of(unit, one, around) for one in (size, size * MORE))
        if cost(deed, large) < least * len(large):
            continue
        if all(_is_too_much(deed, small, large, times) for times in (1, 4, 12)):
            return True
    return False


def _is_too_much(deed: Method, small: str, large: str, times: int) -> bool:
    less, more = (min(cost(deed, text) for _ in range(times)) for text in (small, large))
    return more > less * MORE * 2


def plainly() -> float:
    """What it costs to read a letter, where a text is read once."""
    text, letters = "a的 1" * 1000, re.compile(r"\w|\s")
    return min(cost(lambda said: [*letters.finditer(said)], text) for _ in range(5)) / len(text)


def everywhere(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def test_no_expression_reads_a_run_again_from_each_of_its_letters():
    least, slow = plainly() * 5, []
    for (said, flags, anywhere), where in expressions().items():
        pattern = re.compile(said, flags)
        deed: Method = partial(everywhere, pattern) if anywhere else pattern.match
        for unit in hard_for(said):
            for around in ("{}", "作{}b"):
                if grows_too_fast(deed, unit, around, least):
                    slow.append((where, said[:80], unit))
    assert slow == []


def test_an_expression_that_does_is_found_out():
    for said in (r"^\s*SECRET", r"《[^》]*》", r"\S+@\S+", r"\s*(?:to)?\s*x"):
        pattern = re.compile(said, re.MULTILINE)
        deed = partial(everywhere, pattern)
        assert any(grows_too_fast(deed, unit, "{}", plainly() * 5) for unit in hard_for(said)), said


# --- the ways in ----------------------------------------------------------------------------------


@pytest.fixture
def ways_in(door) -> Iterator[dict[str, Method]]:
    door.says("UWANG", "could Li Na write the flood notice, perhaps by Friday?")
    with door.bot.sessions.begin() as session:
        request = request_for(door.bot, session, session.get_one(Person, "UWANG"), WEDNESDAY)
        people, office = everyone(session), Calendar(door.bot.tz)
        yield {
            "the guard": lambda text: secrecy.is_marked([text], [text]),
            "words": lambda text: hearing.hear(request, text),
            "a correction": lambda text: hearing.corrected(request, f"not {text}"),
            "a time": lambda text: read_due(text, WEDNESDAY, office),
            "what is kept": lambda text: unread.redacted(text, people),
            "what was typed": plain,
            "a title": read_title,
            "options": read_options,
        }


def test_whatever_comes_in_costs_what_it_is_long(ways_in):
    least, slow = plainly() * 5, []
    for name, deed in ways_in.items():
        for unit in (*SPACES, *LETTERS, " a", "\n-", "; ", "不是", "周五", "D-1 ", "\ue001"):
            for around in ("{}", "作 {} b"):
                if grows_too_fast(deed, unit, around, least, SIZES[-1:]):
                    slow.append((name, unit, around))
    assert slow == []


def lines(count: int) -> str:
    return f"a{chr(10) * count}b"


def test_a_guests_empty_lines_hold_up_nobody(door):
    door.changes("USUN", is_restricted=True)

    def says(text: str) -> None:
        door.says("USUN", text)

    few, many = (min(cost(says, lines(size)) for _ in range(2)) for size in (10_000, 40_000))
    assert many < few * MORE * 2


@pytest.mark.parametrize("name", ["notice.txt", "days.csv", "days.ics"])
def test_a_file_of_empty_lines_holds_up_nobody(door, name):
    def shares(text: str) -> None:
        door.shares("UZHAO", {"name": name, "content": text})

    few, many = (min(cost(shares, lines(size)) for _ in range(2)) for size in (50_000, 200_000))
    assert many < few * MORE * 2
