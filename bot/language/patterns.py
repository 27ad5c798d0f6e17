"""The small language in which the text files say what people say, as regular expressions.

`{slot}` takes words, `(a|b)` one of them, `[x]` may be missing, `{lang:english|中文}` takes one
of these; `{person}`, `{reviewer}` somebody of the office, by mention or by name, `{people}`,
`{others}` and `{copies}` one or more; `{whom}` a surname and a title (王局); `{number}` a number
such as D-12, `{D}` one that begins with D; `{unit}` an office, `{where}` where somebody goes;
`{first}` and `{last}` a day, `{from}` and `{until}` a time of day, each in nothing but the letters
of such; `{stand}` words that begin with yes or no, `{yes}` such as only say yes;
`{sign}` the number of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.language.names import MENTION, folded

SEVERAL = ("people", "copies", "others")
PEOPLE = ("person", "reviewer", "signatory", "approver", *SEVERAL)
DAY = (
    r"[0-9a-z一二三四五六七八九十零〇两月日号年周星期礼拜上下午个本这今明后天大末底"
    r"国庆元旦春节中秋端清劳动除夕假期间"
    r"和及、,./ -]{1,40}?"
)
CLOCK = r"[0-9a-z一二三四五六七八九十零两:点半刻分早上下午晚中 .]{1,16}?"
WORDS = r"(?![的了得过着们]).+?"  # not what follows a verb that tells of the past: 写了, 写的
TITLED = "(?:局长?|副?主任|书记|处长?|总|[市县区镇乡院校部厅司行]长|主席|秘书长)"
AGREES = (
    "(?:没法|无法|不能|难以|不|原则上?|基本|总体上?)?(?:同意|赞成|接受)|可以接受"
    "|没有?(?:不同)?(?:意见|异议)|无(?:意见|异议)|有(?:意见|异议)|不?反对"
    "|(?:i |we )?(?:do not |don't |cannot |can not |can't |can )?(?:agree|accept it|live with it)"
    "|(?:not )?agreed|(?:not )?acceptable|(?:we |i )?(?:have )?no objections?"
)
YES = (
    "我?(?:已经?)?(?:批准?|准|签批?|核准|审批|审核)过?了"
    "|(?:我看?|这个)?(?:可以|行|没问题)(?:的|了|[,，]?办吧?)?"
    "|照准|照办|就这[么样]办|同意办理"
    "|(?:i |i have |i've |we |we have )?(?:approved?|sign off)"
    "|(?:fine|all right|good|ok|okay) (?:by|with|for) (?:me|us)"
    "|go ahead|(?:looks )?(?:ok|okay|good to go)"
)
SIGN = (
    r"(?:[一-鿿]{1,8}[〔\[(<]\d{4}[〕\])>]\d{1,5}号?|(?<![\d-])\d{1,8}号?(?!\d)"
    r"|(?<![a-z\d])[a-z]{2,6}[-/]?\d{2,4}[-/]\d{1,5}(?!\d))"
)
ENDS = r"\s*(?:[,.;:!?，。；：、！？)）]|$)"
UNIT = (
    r"(?:(?:(?!关于|来文|来函|[的了发])[一-鿿]){1,12}(?:局|委|厅|部|院|处|政府|公司|中心|银行|大学|学校|街道|办事处|委员会"
    r"|办公室|[府委]办|[省市县区镇乡])"
    r"|(?:the )?[a-z][a-z&'-]*(?: [a-z&'-]+){0,4}?(?="
    + ENDS
    + r"|\s(?:about|on|asking|that|which)\b))"
)
WHERE = (
    r"(?:[^\s,;:，。；：、a-z]{2,16}?(?=接|送|开会|调研|考察|走访|办|取|参加|看|对接|汇报|的|"
    + ENDS
    + ")"
    r"|(?!(?:take|drive|bring|get|pick|fetch|see|meet|visit|go|attend|collect|be|have)\b)"
    r"(?:the )?[a-z][a-z'-]*(?: (?!(?:at|on|by|with|for|and|to|from)\b)[a-z'-]+){0,3}?"
    r"(?=" + ENDS + r"|\s(?:at|on|by|with|for|and|to|from)\b))"
)
SLOT = dict.fromkeys(PEOPLE, MENTION) | {
    "unit": UNIT,
    "where": WHERE,
    "number": r"(?<![a-z\d])(?:[a-z]{1,2} ?- ?\d{1,9}|[a-z]\d{1,9})(?![a-z\d])",
    "whom": rf"[^,:;\s<]{{1,2}}?{TITLED}",
    "stand": rf"(?:{AGREES})(?:[,:;。. ]+.+?)?",
    "yes": YES,
    "sign": SIGN,
    "link": r"<?https?://[^\s>|]+(?:\|[^>]*)?>?",
    **dict.fromkeys(("version", "hours", "step", "spot"), r"\d{1,3}"),
    **dict.fromkeys(("first", "last"), DAY),
    **dict.fromkeys(("from", "until"), CLOCK),
    **dict.fromkeys(
        ("people", "copies", "others"), rf"{MENTION}(?:(?:\s|[,;、和与及]|and)*{MENTION})*"
    ),
}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A phrase of the TOML files as a regular expression for folded text."""
    whole = "".join(map(_piece, _pieces(pattern)))
    begins, ends = (
        r"\b" if re.match("[a-z]", edge) else "" for edge in (pattern[:1], pattern[-1:])
    )
    return re.compile(begins + whole + ends, re.DOTALL | re.ASCII)


def _pieces(pattern: str) -> list[str]:
    return re.split(r"(\{[^}]+\}|[\[\]()|]|\s+)", pattern)


def _piece(piece: str) -> str:
    if piece.startswith("{"):
        return _slot(piece[1:-1])
    if piece.isspace():
        return r"\s+"
    return {"[": "(?:", "]": ")?", "(": "(?:"}.get(piece) or (
        piece if piece in (")", "|") else re.escape(folded(piece))
    )


def _slot(said: str) -> str:
    name, _, choice = said.partition(":")
    if len(name) == 1:
        return rf"\s*(?P<number>(?<![a-z\d]){name.lower()} ?-? ?\d{{1,9}}(?![a-z\d]))\s*"
    return rf"\s*(?P<{name}>{folded(choice) or SLOT.get(name, WORDS)})\s*"


# --- which phrases could be meant ----------------------------------------------------------------


def needed(pattern: str) -> frozenset[str]:
    """Words one of which stands, folded, in whatever the phrase fits; none where it has none."""
    return _needed(iter(_pieces(pattern)))


def _needed(parts: Iterator[str]) -> frozenset[str]:
    """Of a phrase, or of a group in it up to its end: each of its choices must have a word."""
    choices, words = [], [frozenset[str]()]
    for part in parts:
        if part in (")", "]"):
            break
        if part == "|":
            choices.append(_telling(words))
            words = [frozenset()]
        elif part in ("(", "["):
            inner = _needed(parts)
            words.append(inner if part == "(" else frozenset())
        else:
            words.append(_word(part))
    choices.append(_telling(words))
    return frozenset().union(*choices) if all(choices) else frozenset()


def _telling(words: list[frozenset[str]]) -> frozenset[str]:
    """The longest word, or choice of words, is found in the fewest sentences."""
    return max(words, key=lambda choice: min(map(len, choice), default=0))


def _word(part: str) -> frozenset[str]:
    if part.startswith("{"):
        part = "<@" if part[1:-1] in PEOPLE else ""
    return frozenset({folded(part)} if part.strip() else ())
