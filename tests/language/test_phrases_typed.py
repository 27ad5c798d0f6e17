"""Whatever is typed is heard in no time and breaks nothing; so is what people are told to say."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.catalog import files
from bot.language.names import folded, with_mentions
from bot.language.patterns import needed
from bot.language.phrases import Heard, phrases
from storage.who.people import Person
from tests.language.test_phrases import (
    ASSIGNED,
    OFFICE,
    STEPS,
    hear,
)
from tests.language.test_phrases_office import FOLLOWED_UP, THE_OFFICE

# --- whatever is typed ---------------------------------------------------------------------------


def test_a_title_of_ten_thousand_letters_is_kept_whole():
    title = "关于经济工作的若干意见" * 1000
    heard = hear(f"请李娜起草{title}，下周五前")
    assert heard == Heard(
        "drafts", "assign", {"due": "下周五前", "person": "<@ULINA|李娜>", "title": title}
    )


EXAMPLES = [  # what the bot tells people to say
    (f"{feature}.{name}", example)
    for feature, table in files().items()
    if feature not in ("dates", "manifest")
    for name, text in table.items()
    if name not in ("phrases", "data")
    for sentence in text.values()
    for example in re.findall(r"`([^`]+)`", str(sentence))
    if example not in ("/draft", "/office", "{ref}")
]


BLANKS = {"…, {instead}": "I am on leave on 1 Dec, Li Na", "……，{instead}": "我12月1日休假，李娜"}
BLANKS |= {"{number}": "D-12", "{name}": "Li Na", "@someone": "@li.na", "@某人": "@李娜"}
BLANKS |= {"https://…": "https://x.cn/a", "…": "the minutes"}


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_what_people_are_told_to_say_is_understood(key, example):
    for blank, words in BLANKS.items():
        example = example.replace(blank, words)
    command, _, words = example.partition(" ")
    alone = {"/draft": "drafts:assign", "/office": "office:help", "/duty": "duty:who"}.get(command)
    heard = hear(words, alone) if alone else hear(example)
    assert heard is not None
    assert not heard.in_part


# --- whatever is typed, again --------------------------------------------------------------------

HOSTILE = [
    *(
        "a",
        "5点",
        "D-1 ",
        "请",
        "!?",
        "<",
        "《",
        "12月",
        "by ",
        "((",
        "李娜",
        "{title}",
        "把",
        "\n",
    ),
    *("\u202e", "请李娜", "由李娜起草", "remind <@ULINA> ", "to draft ", "，", "吗", "提醒"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_nothing_takes_long(piece):
    hear(piece)
    started = time.process_time()
    hear(piece * (40_000 // len(piece)))
    assert time.process_time() - started < 0.25  # about 0.03 on an idle machine


def test_a_large_office_costs_no_more():
    crowd = [Person(slack_id=f"U{n}", name=f"Name{n} 名{n}", handle=f"n.{n}") for n in range(2000)]
    with_mentions("once", crowd)
    started = time.process_time()
    with_mentions("请 Name7 起草 " * 30, crowd)
    assert time.process_time() - started < 0.1


WORDS = [
    *("请", "李娜", "起草", "周五前", "D-12", "，", "？", "提醒", "我", "了", "把", "交给", "吗"),
    *(
        "ask ",
        "Li Na ",
        "to ",
        "draft ",
        "by Friday ",
        "remind ",
        "me ",
        "<@ULINA>",
        "https://x.cn",
    ),
    *("(", ")", "[", "]", "{title}", "|", "\\", "<", ">", "`", "《", "\0", "\ufffc", "😀", "مرحبا"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=12).map("".join))
def test_nothing_breaks_it(sentence):
    heard = hear(sentence)
    known = {(phrase.feature, phrase.verb) for phrase in phrases()}
    assert heard is None or (heard.feature, heard.verb) in known


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("ask {person} to (draft|write up) {title}", {"draft", "write"}),
        ("[please ]return {D}[ now]", {"return"}),
        ("(请|让){person}[来]起草{title}", {"<@"}),
        ("(give (it|this) up|drop it)", {"give", "drop"}),
        ("({D}|it) {title}", set()),  # a number has no word of its own
        ("[in ]{lang:english|中文}", set()),
    ],
)
def test_one_of_these_words_is_in_whatever_a_phrase_fits(pattern, words):
    assert needed(pattern) == words


def test_no_phrase_fits_without_a_word_it_needs():
    said = [sentence for sentence, *_ in (*ASSIGNED, *STEPS, *FOLLOWED_UP, *THE_OFFICE)]
    said += [example for _, example in EXAMPLES]
    low = [folded(with_mentions(sentence, OFFICE)) for sentence in said]
    fits = [(p, each) for p in phrases() for each in low if p.pattern.fullmatch(each)]
    assert len(fits) > len(low) / 2
    assert [p for p, each in fits if p.needs and not any(word in each for word in p.needs)] == []
