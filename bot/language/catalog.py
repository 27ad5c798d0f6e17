"""Every sentence the bot can say, in every language it speaks, and the one place that escapes.

One TOML file per feature, languages side by side:

    [assigned]
    en = "*{title}* is yours, due {due}."
    zh = "《{title}》由你负责，{due} 截止。"

    [state]
    asked = { en = "to be decided", zh = "待定" }

The second is called `state-asked`. What a feature says like all others it need not say: its key
falls back to `matters.state-asked`, then to `office.state-asked`.
English plurals: `en = { one = "...", other = "..." }`, chosen by the blank `n`.
Two tables of a file are not texts: `[phrases]`, what people say (see `phrases.py`), and
`[data]`, facts with their source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location
from babel.lists import format_list

from bot.language.dates import Every, marks, say_day, say_due
from bot.language.workdays import Calendar
from storage.who.people import Person

LANGUAGES = ("en", "zh")
FOLDER = Path(__file__).parents[1] / "text"
WAYS = Path(__file__).parents[1] / "processes" / "templates"  # each with the words it is begun with


class Key(str):
    """The name of a text, given as a blank to another: said in the same language."""

    __slots__ = ()


class Markup(str):
    """Words that are ready for Slack: said by the catalog, or escaped already."""

    __slots__ = ()


class Both(dict[str, str]):
    """Words in every language that stand in no text file: those of a way of working."""


Say = Callable[..., Markup]
Text = str | dict[str, str]  # a sentence, or its "one" and "other" forms


@cache
def files() -> dict[str, dict[str, Any]]:
    """What stands in the text folder, however deep, and the ways of working: feature to table."""
    found = [*sorted(FOLDER.rglob("*.toml")), *sorted(WAYS.glob("*.toml"))]
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in found}


def _spread(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Text]]]:
    """The texts of a file, by name: what stands under `[state]` as `asked` is "state-asked"."""
    for name, text in table.items():
        if name in ("phrases", "data"):
            continue
        if LANGUAGES[0] in text:
            yield name, text
        else:
            yield from ((f"{name}-{one}", inner) for one, inner in text.items())


@cache
def _texts() -> dict[str, dict[str, Text]]:
    return {
        f"{feature}.{name}": text
        for feature, table in files().items()
        for name, text in _spread(table)
    }


OwnNames = Mapping[str, str]
NO_NAMES: OwnNames = {}


class Catalog:
    """The texts, and a voice for each reader. `tz` is the office's; `lang` its language; `address`
    where the bot is reached from outside, "" if nowhere.
    """

    def __init__(self, tz: ZoneInfo, lang: str, address: str = "") -> None:
        self.tz, self.lang, self.address = tz, lang, address
        self.texts = _texts()

    def speak_to(
        self,
        person: Person | None,
        now: datetime,
        calendar: Calendar | None = None,
        own: OwnNames = NO_NAMES,
    ) -> Say:
        """A reader's voice; without a reader, the office's own."""
        office = calendar or Calendar(self.tz)
        if person is None:
            return self.speak(self.lang, self.tz, now, office, own)
        return self.speak(self.lang_of(person), tz_of(person, self.tz), now, office, own)

    def text(self, key: str) -> dict[str, Text]:
        """A feature's own words; where it has none, those of all: `matters.verb-return`, or those
        of the office. Raises KeyError when there are none at all.
        """
        name = key.partition(".")[2]
        for one in (key, f"matters.{name}"):
            if one in self.texts:
                return self.texts[one]
        return self.texts[f"office.{name}"]

    def has(self, key: str) -> bool:
        name = key.partition(".")[2]
        return not self.texts.keys().isdisjoint((key, f"matters.{name}", f"office.{name}"))

    def lang_of(self, person: Person) -> str:
        return person.lang if person.lang in LANGUAGES else self.lang

    def speak(
        self,
        lang: str,
        tz: ZoneInfo,
        now: datetime,
        office: Calendar,
        own: OwnNames = NO_NAMES,
    ) -> Say:
        """`own`: what the office calls something itself, by the key of the usual word."""
        return _Voice(self, lang, tz, now, office, own).say


@dataclass(frozen=True)
class _Voice:
    """How all is said to one reader, at one time."""

    catalog: Catalog
    lang: str
    tz: ZoneInfo
    now: datetime
    office: Calendar
    own: OwnNames

    def say(self, key: str, /, **blanks: object) -> Markup:
        if key in self.own:
            return escape(self.own[key])
        text = self.catalog.text(key)[self.lang]
        if isinstance(text, dict):
            text = text["one" if blanks["n"] == 1 else "other"]
        told = {name: self._ready(value) for name, value in blanks.items()}
        text = _in_its_marks(text, self.lang, blanks)
        said = (_apart(text, told) if _is_glued(text) else text).format(**told)
        if distance := told.get("distance"):  # beside what that day is, in the same brackets
            said = said.replace(f") ({distance})", f", {distance})")
            said = said.replace(f"）（{distance}）", f"，{distance}）")
        return Markup(said.rstrip())  # a blank left empty at the end leaves no gap

    def _ready(self, value: object) -> object:
        match value:
            case Markup():
                return value
            case Key():
                return self.say(value)
            case Both():
                return escape(value[self.lang])
            case Person():
                return value.mention
            case datetime():
                return self._moment(value)
            case date():
                return say_day(value, self.lang, self.now.astimezone(self.tz).date())
            case Every():
                return self._every(value)
            case list() | tuple():  # one after the other, as the reader's language puts them
                return Markup(COMMA[self.lang].join(str(self._ready(one)) for one in value))
            case str():
                return escape(value)
        return value

    def _every(self, often: Every) -> Markup:
        """每周一 09:00, every Monday 09:00."""
        local, theirs = often.at.astimezone(self.tz), often.at.astimezone(self.catalog.tz)
        how, on = often.repeat[:2]
        first = A_MONDAY + (local.date() - theirs.date())  # elsewhere it may be the day before
        bits = [n for n in range(7) if on >> n & 1] if how == "days" else []
        names = [format_date(first + timedelta(n), "EEE", locale=self.lang) for n in bits]
        month, n = divmod(on, 100)
        said = {
            "weekday": format_date(first + timedelta(on), "EEEE", locale=self.lang),
            "weekdays": format_list(names, locale=self.lang) if names else "",
            "month": format_date(local.replace(day=1, month=month or 1), "LLL", locale=self.lang),
        }
        blanks = {name: Markup(word) for name, word in said.items()}
        return self.say(f"dates.every-{how}", n=n, time=f"{local:%H:%M}", **blanks)

    def _moment(self, at: datetime) -> Markup:
        """A time in the reader's zone, named when it is not the office's: with its weekday, as an
        office says it, which Slack's own dates lack. Beside it, what that day is.
        """
        lang, tz, texts = self.lang, self.tz, self.catalog.texts
        said = say_due(at, tz, lang, self.now)
        if at.astimezone(tz).utcoffset() != at.astimezone(self.catalog.tz).utcoffset():
            said = _with(said, [get_timezone_location(tz.key, locale=lang, return_city=True)], lang)
        notes = [str(texts[key][lang]) for key in marks(self.office.today(at), self.office)]
        return Markup(_with(escape(said), notes, lang))


COMMA = {"en": ", ", "zh": "、"}
PAPER = re.compile(r"[CDP]-")  # the numbers of what is written, and of rounds on it
HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]")
BEFORE, AFTER = r"(?P<before>(?<=[\u4e00-\u9fff]))?", r"(?P<after>(?=[\u4e00-\u9fff]))?"
GLUED = re.compile(rf"{BEFORE}\{{(?P<name>\w+)\}}{AFTER}")


def _in_its_marks(text: str, lang: str, blanks: Mapping[str, object]) -> str:
    """With a title in its marks: 《》 for papers alone; letters of Chinese do not slant."""
    number, title = str(blanks.get("number", "")), str(blanks.get("title", ""))
    if lang == "zh" and number and not PAPER.match(number):
        return text.replace("《{title}》", "“{title}”")
    if lang == "en" and HAN.search(title):
        return text.replace("_{title}_", "“{title}”")
    return text


@cache
def _is_glued(text: str) -> bool:
    return any({one["before"], one["after"]} != {None} for one in GLUED.finditer(text))


def _apart(text: str, told: Mapping[str, object]) -> str:
    """去 Qingshan 调研: Chinese keeps a space from Latin letters where they meet at a blank."""

    def spaced(blank: re.Match[str]) -> str:
        value = told.get(blank["name"])
        if not isinstance(value, str):
            return blank[0]
        before = blank["before"] is not None and LATIN.match(value[:1])
        after = blank["after"] is not None and LATIN.match(value[-1:])
        return f"{' ' if before else ''}{blank[0]}{' ' if after else ''}"

    return GLUED.sub(spaced, text)


def _with(said: str, notes: list[str], lang: str) -> str:
    if not notes:
        return said
    return f"{said} ({', '.join(notes)})" if lang == "en" else f"{said}（{'，'.join(notes)}）"


PLAIN = 4  # words of English, letters of Chinese: from so many on it is plain


def language_of(said: str) -> str:
    """ "zh" or "en" of what somebody typed, if that is plain."""
    letters = len(HAN.findall(said))
    if letters >= PLAIN:
        return "zh"
    return "en" if not letters and len(re.findall("[A-Za-z]+", said)) >= PLAIN else ""


def tz_of(person: Person, otherwise: ZoneInfo) -> ZoneInfo:
    return ZoneInfo(person.tz) if person.tz else otherwise


A_MONDAY = date(2024, 1, 1)

# Slack has no way to write these as themselves: at the edge of a word, where they would style
# the line, letters that look the same stand in for them.
STYLES = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")
LOOK_ALIKE = str.maketrans("*_~`", "∗ˍ∼ˋ")
# Where Unicode keeps what is written from right to left (DerivedBidiClass: R and AL).
LEFTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def escape(text: str) -> Markup:
    """User text made harmless for Slack; right-to-left words kept from turning the line around."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = STYLES.sub(lambda mark: mark[0].translate(LOOK_ALIKE), text)
    if not text.isascii() and LEFTWARD.search(text):
        text = f"\u2068{text}\u2069"
    return Markup(text)


def unescape(text: str) -> str:
    """What `escape` made, as it was typed: for places where Slack parses nothing."""
    text = re.sub(r"<!date\^[^<|>]*\|([^<>]*)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# What nobody sees: spaces without width, marks of the reading direction, a byte order mark; but
# not what joins letters and emoji.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
TIME = (
    r"(?:[下本这]?(?:周|星期|礼拜)[一二三四五六日天]|[今明后]天|[\d０-９]{1,2}[月日号点:/.]"
    r"|(?:by |next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun|to)day\b|noon\b|tomorrow\b)"
)
REST = "[\\d ０-９:点分半日号上下中午晚早apm]{0,12}"  # of a time that is all there is to see
STRESSED_TIME = re.compile(
    rf"(?<![\w*~])([*~_])({TIME}[^*~_\n]{{0,16}})\1(?![\w*~])", re.ASCII | re.IGNORECASE
)
CALLED = re.compile(
    rf"<(?:(?:mailto|tel):[^|>]+\|(?P<name>[^>]+)|https?:[^|>]+\|(?P<time>{TIME}{REST}))>",
    re.ASCII | re.IGNORECASE,
)


def as_seen(text: str) -> str:
    """What people see is what is read: no stress on a time and no link behind it, and nothing that
    has no width.
    """
    called = CALLED.sub(lambda one: one["name"] or one["time"], UNSEEN.sub("", text))
    return STRESSED_TIME.sub(r"\2", called)


LABELLED = re.compile(r"<(https?:[^<|>]+)\|([^<>]+)>")


def labelled(text: str, *, kept: bool) -> str:
    """Links by their labels; `kept` beside them, where the address is not lost on anybody."""

    def read(link: re.Match[str]) -> str:
        address, label = link[1], link[2]
        if label in address:
            return address if kept else label
        return f"{label} {address}" if kept else label

    return LABELLED.sub(read, text)


def plain(text: str) -> str:
    """What Slack sent, as it was typed: `<!channel>` is "@channel" again, links are their text."""
    text = re.sub(r"<!(channel|here|everyone)(?:\|[^<>]*)?>", r"@\1", text)
    text = re.sub(r"<[!@#][^<|>]*\|([^<>]+)>", r"\1", text)
    text = re.sub(r"<(#\w+)\|?>", r"\1", text)
    text = re.sub(r"<((?:https?|mailto):[^<|>]+)(?:\|[^<>]*)?>", r"\1", text)
    return unescape(text)
