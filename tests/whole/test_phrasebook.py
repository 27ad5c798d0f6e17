"""All that can be said: the page in each language is made from it, and all of it is understood."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.language.catalog import LANGUAGES, Catalog, files
from bot.language.phrases import phrases, tables, understand
from bot.language.workdays import Calendar
from handlers.desks import DESKS
from handlers.phrasebook import PAGES, page
from rehearsal.seed import people
from storage.who.people import Person, Role

DOCS = Path(__file__).parents[2] / "docs"
TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
CALENDAR = Calendar(TZ)
OFFICE = [
    Person(slack_id=one.id, name=one.real_name, handle=one.name, role=Role.STAFF)
    for one in people("callboard")
]
TABLES = {f"{feature}:{verb}": table for feature, verb, table in tables()}


def meant(example: str) -> str:
    commands = {desk.command: f"{desk.name}:{desk.alone}" for desk in DESKS.values()}
    command = example.partition(" ")[0]
    words = example.removeprefix(command) if command in commands else example
    heard = understand(words, OFFICE, NOW, CALENDAR, commands.get(command, ""))
    assert heard is not None, example
    assert not heard.in_part, example
    return f"{heard.feature}:{heard.verb}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_what_the_phrases_make(lang):
    written = (DOCS / PAGES[lang]).read_text("utf-8")
    say = Catalog(TZ, lang).speak_to(None, NOW)
    assert page(written, say, lang, list(DESKS)) == written, "run `make docs`"


@pytest.mark.parametrize("what", TABLES)
def test_every_example_means_its_verb(what):
    shown = TABLES[what]["shown"]
    assert shown.keys() == set(LANGUAGES)
    assert all(shown.values())
    assert {meant(example) for lang in LANGUAGES for example in shown[lang]} == {what}


def test_whatever_can_be_said_is_shown():
    assert {f"{phrase.feature}:{phrase.verb}" for phrase in phrases()} == TABLES.keys()
    for lang in LANGUAGES:
        written = (DOCS / PAGES[lang]).read_text("utf-8")
        for table in TABLES.values():
            assert f"`{table['shown'][lang][0]}`" in written


def test_what_a_feature_can_be_told_stands_under_a_heading_it_has_chosen():
    firsts = [
        next(iter(table["phrases"].values())) for table in files().values() if "phrases" in table
    ]
    assert firsts
    assert all(first.get("heading", {}).keys() == set(LANGUAGES) for first in firsts)


@pytest.mark.parametrize("what", TABLES)
def test_it_is_told_in_each_language_as_its_readers_write(what):
    for told in (TABLES[what]["does"], TABLES[what].get("heading", TABLES[what]["does"])):
        assert told.keys() == set(LANGUAGES)
        assert not re.search("[，。；：？（）、“”\u4e00-\u9fff]|\\.$", told["en"])
        assert not re.search("[,;?()]|(?<![0-9]):|您|。$", told["zh"])
        assert not re.search("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", told["zh"])
