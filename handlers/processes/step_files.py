"""A file that somebody shares to show that their step is done: kept as a reference, not as a copy.

The number of its case stands beside it, and words that hand it in, if there are any.
"""

from __future__ import annotations

import re
from contextlib import suppress

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.office import secrecy
from bot.papers.checker import file as checker_file
from bot.papers.checker.file import TEXT_ENDINGS
from bot.processes import turns
from bot.who.request import Request
from bot.who.standing import insist
from handlers.processes.steps import desk
from handlers.slack import read
from handlers.slack.desk import Refusal, Reply
from handlers.slack.files import File
from storage.processes.cases import Case

NUMBER = re.compile(r"(?<![a-z\d])k ?-? ?\d{1,9}(?![a-z\d])")
READ = ("docx", *TEXT_ENDINGS)  # of these the words are looked at


def stands_beside(said: str) -> bool:
    """Do these words hand in what a step of a case is to show?"""
    return _handed_in(said) is not None


def read_file(request: Request, file: File) -> Reply:
    """The step of that case that whoever shares it has now is done."""
    insist(request.me.insider, "insider")
    number, words = _handed_in(file.said) or ("", "")
    case = request.session.get_one(Case, read.matter(request, {"number": number}, "cases").id)
    mine = turns.mine(request.me, case)
    if not mine:
        raise Refused("steps.none-of-yours", number=case.matter.number)
    if file.ending in READ and file.worked(is_marked, file.name, file.content):
        secrecy.note_refusal(request)
        return Refusal(request.say("secrecy.refused"))
    asks = [one for one in mine if (told := turns.spec(one)) and told.evidence == "file"]
    shown = {"evidence": file.link, "words": f"{file.name} {words}".strip()}
    return desk.take(request, (asks or mine)[0], "done", shown)


def is_marked(name: str, content: bytes) -> bool:
    """Does its text bear a mark of state secrecy? What cannot be read bears none that we see."""
    with suppress(Refused):
        return secrecy.is_marked(["\n".join(checker_file.read(name, content).lines)])
    return False


def _handed_in(said: str) -> tuple[str, str] | None:
    """Of which case, and what else was said; None, if the words do something else."""
    low = folded(said)
    named = NUMBER.search(low)
    if named is None:
        return None
    rest = f"{said[: named.start()]} {said[named.end() :]}".strip(" ,，。:：-")
    for words in files()["steps"]["data"]["shows"]:
        if found := re.match(words, folded(rest)):
            return named[0].replace(" ", ""), rest[found.end() :].strip(" ,，。:：-")
    return None if rest else (named[0].replace(" ", ""), "")


desk.beside = (stands_beside, read_file)
