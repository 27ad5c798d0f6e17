"""Every sentence the bot can say: in both languages, with the same blanks, used, in its voice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.kinds import HANGING, KINDS
from bot.language.catalog import FOLDER, LANGUAGES, WAYS, Catalog, files
from bot.matters.kind import Kind
from bot.matters.moves import Field, Move
from bot.papers import outline, questions
from bot.papers.brief import DOC_TYPES
from bot.papers.drafts.moves import MOVES
from bot.papers.guidance import FIELDS as FIELDS_OF_GUIDANCE
from bot.papers.life import STAGES
from bot.papers.parts import UNIFY
from bot.papers.rounds.life import MOVES as ROUND_MOVES
from bot.processes import bits, milestones, remarks, steps
from bot.research import relief, topics, wanted
from handlers.desks import DESKS
from handlers.duty import blocks, wishes
from handlers.office.calendar import hand_over
from handlers.papers import outline as outline_desk
from handlers.papers import questions as questions_desk
from handlers.papers.drafts.forms import BRIEF, CHOICES, CLOSER
from handlers.papers.parts import DIVIDE
from handlers.papers.rounds import forms as round_forms
from handlers.people import opportunities as opportunities_desk
from handlers.people import pairs, privacy, roles, strengths, talks, thanks
from handlers.processes import editing, ways
from handlers.processes.regulations import asked as regulations_asked
from handlers.research import cars as cars_desk
from handlers.research import places as places_desk
from handlers.research import trips as trips_desk
from storage.matters.journal import REFUSED_A_LOOK
from storage.papers.drafts import DraftState, Weight
from storage.papers.outline import OutlineState
from storage.papers.plan import StepName
from storage.papers.questions import REROUTED, QuestionState
from storage.papers.rounds import Answer, Fate, RoundKind, RoundState
from storage.who.people import Role

ROOT = Path(__file__).parents[2]
TREES = [
    ast.parse(source.read_text("utf-8"))
    for folder in ("bot", "handlers")
    for source in sorted((ROOT / folder).rglob("*.py"))
]
CATALOG = Catalog(ZoneInfo("Asia/Shanghai"), "zh")
TEXTS: dict[str, dict[str, Any]] = dict(CATALOG.texts)
PATTERNS = {
    "dates.moment",
    "dates.moment-year",
    "dates.day",
    "dates.day-year",
}  # Unicode's letters, not words


def forms(key: str, lang: str) -> list[str]:
    text = TEXTS[key][lang]
    return list(text.values()) if isinstance(text, dict) else [text]


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def sentences(lang: str) -> Iterator[tuple[str, str]]:
    for key in TEXTS.keys() - PATTERNS:
        for sentence in forms(key, lang):
            yield key, sentence


def wrong(lang: str, pattern: str) -> list[tuple[str, str]]:
    """Sentences in which the pattern is found, outside of what is to be typed as it stands."""
    return [
        (key, sentence)
        for key, sentence in sentences(lang)
        if re.search(pattern, re.sub(r"`[^`]*`|<[^>]*>", "`", sentence))
    ]


def test_no_two_files_have_one_name():
    stems = [file.stem for file in (*FOLDER.rglob("*.toml"), *WAYS.glob("*.toml"))]
    assert sorted(stems) == sorted(files())


# --- both languages ------------------------------------------------------------------------------


@pytest.mark.parametrize("feature", sorted({key.partition(".")[0] for key in TEXTS}))
def test_a_text_is_there_in_every_language_with_the_same_blanks(feature):
    keys = [key for key in TEXTS if key.startswith(f"{feature}.")]
    assert [key for key in keys if set(TEXTS[key]) != set(LANGUAGES)] == []
    asked = {
        key: {frozenset(blanks(form)) for lang in LANGUAGES for form in forms(key, lang)}
        for key in keys
    }
    assert [key for key in keys if len(asked[key]) != 1] == []
    said = [(key, form) for key in keys for lang in LANGUAGES for form in forms(key, lang)]
    assert [key for key, form in said if not form.strip()] == []


def test_a_plural_has_both_forms_and_a_number():
    plurals = {key: text["en"] for key, text in TEXTS.items() if isinstance(text["en"], dict)}
    assert plurals
    for key, said in plurals.items():
        assert said.keys() == {"one", "other"}, key
        assert "n" in blanks(said["one"]), key
        assert isinstance(TEXTS[key]["zh"], str), f"{key}: Chinese counts without forms"


# --- the voice -----------------------------------------------------------------------------------

HAN = "[\u4e00-\u9fff]"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_shouted_at(lang):
    assert wrong(lang, r"[!！]|\b(?:[Oo]ops|[Ss]orry)\b|抱歉|哎呀") == []


def test_chinese_says_ni():
    assert wrong("zh", "您") == []


def test_chinese_has_full_width_punctuation():
    assert wrong("zh", rf"{HAN}\s*[,;:?()]|[,;:?()]\s*{HAN}|{HAN}\.") == []


def test_chinese_has_a_space_beside_latin_letters_and_digits():
    date = r"\d+月\d+日|[上下]午\d+点|\d+个工作日|〕\d+号"
    crowded = rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}"
    assert [
        one for one in wrong("zh", crowded) if re.search(crowded, re.sub(date, "", one[1]))
    ] == []


def test_english_has_none_of_the_other_punctuation():
    assert wrong("en", "[，。；：？（）]") == []


def test_a_sentence_begins_with_one_emoji_at_most():
    signs = "📝🔎🛎⏳🔴✅🔒⚠💤↩"
    for lang in LANGUAGES:
        assert wrong(lang, rf"[{signs}].*[{signs}]") == []
        assert wrong(lang, rf"\w.*[{signs}]") == []


# --- what the code says --------------------------------------------------------------------------


NAMING = re.compile(r"\.[a-z_]+-[a-z]*$|^-[a-z]+$|^manifest\.")  # how the made-up ones look


def literals() -> set[str]:
    """Every string in the code that looks like the name of a text."""
    names = "|".join(files())
    found = (n.value for tree in TREES for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return {
        s for s in found if isinstance(s, str) and re.fullmatch(rf"({names})\.[a-z_-]*[a-z]", s)
    }


def made() -> set[str]:
    """Names put together in the code, as patterns: f"drafts.verb-{verb}"."""
    joined = [n for tree in TREES for n in ast.walk(tree) if isinstance(n, ast.JoinedStr)]
    parts = [[getattr(part, "value", None) for part in one.values] for one in joined]
    words = [[part if isinstance(part, str) else None for part in one] for one in parts]
    names = [one for one in words if NAMING.search("".join(filter(None, one)))]
    return {"".join(r"[\w.-]+" if p is None else re.escape(p) for p in one) for one in names}


def calls(*names: str) -> Iterator[ast.Call]:
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = (
                    called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                )
                if name in names:
                    yield node


def deeds() -> set[str]:
    """What the journal is told of a matter, where it is named in the code."""
    found = set()
    for call in calls("record"):
        about_matter = any(keyword.arg == "matter" for keyword in call.keywords)
        named = [a.value for a in call.args if isinstance(a, ast.Constant)]
        found |= {str(name) for name in named if about_matter}
    return found


def recorded() -> set[str]:
    """All that is ever written into the journal, of a matter or not."""
    found = {
        a.value
        for call in calls("record", "latest")
        for a in call.args
        if isinstance(a, ast.Constant)
    }
    return {str(one) for one in found}


def test_every_text_the_code_names_is_there():
    assert literals() - recorded() - TEXTS.keys() - {"dates.toml", "manifest.json"} == set()


def test_every_text_is_used():
    used = [re.compile(pattern) for pattern in (*made(), r"\w+\.what-[\w-]+")]
    unused = {
        k for k in TEXTS.keys() - PATTERNS - literals() if not any(u.fullmatch(k) for u in used)
    }
    assert unused - of_kinds() == set()


def of_kinds() -> set[str]:
    """What the engine of matters' lives may say of each kind, and of all."""
    kinds = (*KINDS.values(), *HANGING)
    names = {f"{kind.name}.{name}" for kind in kinds for name in said_of(kind)}
    names |= {f"drafts.{name}" for move in MOVES.values() for name in said_of_step(move)}
    names |= {f"{name}.{said}" for name, move in FORMS for said in said_of_step(move)}
    return names | {f"matters.{one.partition('.')[2]}" for one in names}


def said_of(kind: Kind[Any]) -> set[str]:
    moves = (kind.opening, *kind.moves.values())
    found = {"clock", "clock-over"}.union(*map(said_of_step, moves))
    found |= {f"state-{state}" for state in kind.states} | {f"who-{one.who}" for one in moves}
    found |= {f"{duty}{done}" for duty in duties_of(kind) for done in ("", "-done")}
    return found | {"card", "form", "start", "story-undo", "what-undo"}


def form(verb: str, told: tuple[Field, ...]) -> Move[Any]:
    return Move(verb, frozenset(), None, "", lambda *_: True, told)


# What is asked for in fields, and is no step of a kind.
FORMS = (
    *(("parts", DIVIDE), ("parts", UNIFY), ("drafts", form("assign", (*BRIEF, *CLOSER)))),
    ("outline", form("judge", outline_desk.JUDGE)),
    ("questions", form("answer", questions_desk.ANSWER)),
    ("rounds", form("open", round_forms.OPEN)),
    *(("rounds", form(verb, round_forms.COMMENT)) for verb in ("comment", "edit")),
    ("rounds", form("extend", round_forms.EXTEND)),
    *(("steps", move) for move in remarks.OPENINGS.values()),
    ("guidance", form("give", tuple(Field(one, "text") for one in FIELDS_OF_GUIDANCE))),
    *(("pairs", form("join", pairs.JOIN)), ("pairs", form("post", pairs.POST))),
    ("calendar", form("report", hand_over.REPORT)),
    *(("ways", form("make", ways.MAKE)), ("ways", form("change", editing.CHANGE))),
    *(("ways", form("insert", editing.INSERT)), ("ways", form("field", editing.FIELD))),
    ("regulations", form("ask", regulations_asked.ASK)),
    ("wishes", form("say", wishes.SAY)),
    ("strengths", form("declare", strengths.SAY)),
    ("opportunities", form("tell", opportunities_desk.THREE)),
    ("thanks", form("give", thanks.GIVE)),
    *(("talks", form("note", talks.NOTE)), ("talks", form("release", talks.RELEASE))),
    ("blocks", form("set", blocks.SET)),
    ("people", form("delegate", roles.DELEGATE)),
    *(("topics", form("decide", topics.DECIDE)), ("topics", form("want", wanted.WANT))),
    ("topics", form("lead-often", (wanted.PERIOD,))),
    ("trips", trips_desk.RULES),
    ("cars", cars_desk.KEEP),
    ("places", places_desk.KEEP),
    ("people", form("post", (roles.PERSON, roles.SECTION))),
    *(("privacy", form(verb, privacy.WHO)) for verb in ("export", "erase")),
)


def test_every_field_of_a_form_has_a_label():
    assert [one for name, move in FORMS for one in without_label(name, move)] == []


def said_of_step(move: Move[Any]) -> set[str]:
    found = {f"{what}-{move.verb}" for what in STEP}
    for one in move.told:
        names = (one.name, f"{move.verb}-{one.name}")
        found |= {f"{what}-{name}" for what in FIELD for name in names}
        found |= {f"{one.name}-{value}" for value in values_of(one)}
    return found


def values_of(one: Field) -> tuple[str, ...]:
    return one.choices if isinstance(one.choices, tuple) else ()


def duties_of(kind: Kind[Any]) -> set[str]:
    return {duty.partition(".")[2] for duty in kind.duties}


STEP = ("verb", "form", "submit", "story", "what")
FIELD = ("field", "hint", "example")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_has_words_for_all_its_life(kind):
    moves = (kind.opening, *kind.moves.values())
    wanted = {f"{what}-{one.verb}" for one in moves for what in ("verb", "story", "what")}
    wanted |= {"card", "clock", "clock-over", "story-undo", "what-undo"}
    wanted |= set() if kind.within else {"start"}
    wanted |= {f"state-{state}" for state in kind.states} | {f"who-{one.who}" for one in moves}
    wanted |= {f"{duty}{done}" for duty in duties_of(kind) for done in ("", "-done")}
    assert {name for name in wanted if not CATALOG.has(f"{kind.name}.{name}")} == set()
    assert [one for move in moves for one in without_label(kind.name, move)] == []


def without_label(name: str, move: Move[Any]) -> list[str]:
    """What a step is told, and no form could ask for."""
    found = {one.name: (one.name, f"{move.verb}-{one.name}") for one in move.told}
    labels = {one: [f"{name}.field-{each}" for each in names] for one, names in found.items()}
    return [f"{move.verb} {one}" for one, keys in labels.items() if not any(map(CATALOG.has, keys))]


def test_every_blank_is_filled_where_a_text_is_said():
    for call in calls("say", "Refused"):
        key = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        given = {keyword.arg for keyword in call.keywords}
        if key in TEXTS and None not in given:
            needed = set().union(*(blanks(form) for form in forms(key, "en")))
            assert needed <= given, f"{key}: {needed - given}"


# --- names that are put together -----------------------------------------------------------------

FOLLOWED_UP = ("remind", "done", "cancel", "extend", "snooze", "press", "undo")


ALL_MOVES = {"drafts": MOVES}


def named(prefix: str) -> set[str]:
    return {key.removeprefix(prefix) for key in TEXTS if key.startswith(prefix)}


def test_every_move_and_every_state_has_its_words_and_no_other_has():
    assert named("drafts.verb-") == MOVES.keys()
    told = named("drafts.story-")
    assert {one for one in told if not one.endswith("-own")} == {
        *MOVES,
        *("assign", "begin", "extend-late", "sign-for", "replace-clerk", "undo"),
    }
    assert {one.removesuffix("-own") for one in told if one.endswith("-own")} <= MOVES.keys()
    told = {move.verb for move in MOVES.values() if move.told}
    assert {"assign"} <= named("drafts.submit-") <= named("drafts.form-") <= {*told, "assign"}
    assert [one for move in MOVES.values() for one in without_label("drafts", move)] == []
    assert named("drafts.state-") == set(DraftState)
    assert {move.who for move in MOVES.values()} <= named("office.who-")


def test_every_state_of_an_outline_or_a_question_has_its_words():
    assert named("outline.state-") == set(OutlineState)
    assert named("questions.state-") == set(QuestionState)
    assert named("plan.step-") == named("plan.hint-") == set(StepName)
    assert named("guidance.field-") == named("guidance.hint-") == set(FIELDS_OF_GUIDANCE)


def test_everything_of_a_round_has_its_words():
    assert named("rounds.state-") == set(RoundState)
    assert named("rounds.kind-") == named("rounds.choice-") == set(RoundKind)
    assert named("rounds.size-") == set(RoundKind)
    assert named("rounds.fate-") == {*Fate, "partly", "open", "line", "line-why", "more"}
    assert named("rounds.answer-") == {*Answer, "silence", "waits"}
    assert named("rounds.form-") == named("rounds.submit-")
    assert named("rounds.verb-") >= ROUND_MOVES.keys()
    assert {move.who for move in ROUND_MOVES.values()} <= named("office.who-")


def test_every_duty_has_its_words_and_those_of_its_button():
    duties = [
        *(f"drafts.duty-{one.duty}" for one in STAGES.values()),
        "followups.duty",
        "questions.duty",
    ]
    duties += ["outline.duty-judge", "outline.duty-revise"]
    duties += [f"plan.duty-{name}" for name in StepName]
    duties += [f"rounds.duty-{verb}" for verb in ("comment", "decide", "explain")]
    assert {f"{duty}{done}" for duty in duties for done in ("", "-done")} <= TEXTS.keys()


def test_every_deed_has_its_words_in_the_record():
    told = {f"drafts.{verb}" for verb in [*MOVES, "assign", "undo", "extend-late"]}
    told |= {f"followups.{verb}" for verb in FOLLOWED_UP} | deeds()
    told |= {f"outline.{verb}" for verb in (*outline.KIND.moves, "hand-in")}
    told |= {f"questions.{verb}" for verb in (*questions.KIND.moves, "ask")}
    told |= {REFUSED_A_LOOK, REROUTED}
    told |= {f"rounds.{verb}" for verb in (*ROUND_MOVES, "undo", "close-itself", "comment-late")}
    words = {deed: deed.replace(".", ".what-") for deed in told}
    assert {deed for deed, key in words.items() if not CATALOG.has(key)} == set()


def test_everybody_who_may_is_named():
    said = {
        call.args[1].value for call in calls("insist") if isinstance(call.args[1], ast.Constant)
    }
    tables = (*ALL_MOVES.values(), outline.KIND.moves, questions.KIND.moves, ROUND_MOVES)
    takers = {move.who for table in tables for move in table.values()}
    ours = {move.who for kind in KINDS.values() for move in (kind.opening, *kind.moves.values())}
    kinds = (relief.KIND, steps.KIND, *remarks.KINDS.values(), bits.KIND, milestones.KIND)
    hanging = {kind.opening.who for kind in kinds}
    assert said | takers | hanging <= named("office.who-") <= said | takers | ours | hanging


def test_every_role_type_and_visibility_has_a_name():
    assert named("people.role-") == set(Role)
    assert named("drafts.type-") == set(DOC_TYPES)
    assert named("drafts.weight-") == set(Weight)
    assert named("drafts.visibility-") == {level.value for level in CHOICES}


# --- what people say -----------------------------------------------------------------------------

FOR_PEOPLE = (
    "heading",
    "called",
    "shown",
    "helps",
    "does",
    "examples",
    "also",
    "secret",
    "verbatim",
    "clause",
    "tells-whom",
)  # see tests/whole/test_phrasebook.py


KNOWN = {
    *LANGUAGES,
    "wishes",
    "hints",
    "takes",
    "fills",
    "reads",
    "question",
    "changes",
    "form",
} | {*FOR_PEOPLE}


@pytest.mark.parametrize("feature", [name for name, table in files().items() if "phrases" in table])
def test_every_verb_can_be_said_in_both_languages_and_somebody_answers(feature):
    verbs = files()[feature]["phrases"]
    assert [verb for verb, table in verbs.items() if not set(LANGUAGES) <= table.keys()] == []
    assert [verb for verb, table in verbs.items() if not table.keys() <= KNOWN] == []
    assert [verb for verb in verbs if verb not in DESKS[feature].verbs] == []
