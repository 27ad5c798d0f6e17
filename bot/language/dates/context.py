"""The words around a time: whether they make a deadline of it, or tell of something else."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.dates.rows import FLAGS, MONTH, Phrase
from bot.language.dates.said import Now, Said

LEAD = re.compile(
    r"(?:(?P<mark>\b(?:no\s+later\s+than|not\s+later\s+than|by|before|until|till|til"
    r"|due(?:\s+(?:on|by|in|at))?"
    r"|deadline(?:\s+(?:is|of|for\s+\w+\s+is)|:)?|ddl(?:\s+is|:|是)?|eta:?|at\s+the\s+latest|b4"
    r"|aim(?:ing)?\s+for|target(?:ing)?(?:\s+is|:)?|make\s+it|let'?s\s+say|can\s+we\s+say"
    r"|how\s+about|give\s+(?:me|us)(?:\s+(?:another|until))?|you(?:'ve|\s+have)(?:\s+got)?|inside"
    r"|(?:moved|postponed|pushed|extended|rescheduled|delayed|deferred|brought\s+forward"
    r"|pulled\s+in|slipped|changed|shifted|put\s+off|pushed\s+(?:back|out))(?:\s+it)?\s+(?:to"
    r"|until|till)"
    r"|is\s+now)\b"
    r"|截[至止](?:时间|日期)?[到于是为在:]*|期限[是为:]*|时限[是为:]*|(?:最后|交稿|提交|上报"
    r"|报送|反馈)?(?:时间|日期|期限)[是为:]+|不[晚迟]于|最[晚迟]|务必?于|必须在|赶在|争取|确保|限"
    r"|(?:延期?|延后|延迟|推后|改|推迟|提前|顺延|调整|变更|挪|拖|放宽|宽限|展期|后延|往后推|改期"
    r"|改签)[到至为成]了?|改(?=[周星礼明后下本这\d])|再?给(?:我们?|你们?|他们?)|宽限|再等|限时"
    r"|限期)\s*[,:]?\s*)?"
    r"(?:(?:\b(?:on|at|for)\b|[于在])\s*)?(?:\bthe\b\s*)?\Z",
    FLAGS,
)
ENDING = re.compile(
    r"(?:\s*(?P<mark>[之以]?前(?![后往来期面言])|[之以]?内(?![部容控外网])|截?止|为止|之间"
    r"|(?:at\s+the\s+|is\s+(?:the\s+)?(?:absolute\s+)?)?latest\b|will\s+do\b|is\s+when\b"
    r"|or\s+(?:sooner|earlier)\b))?"
    r"(?:\s*(?:[上提]?交|上?报送?|交稿|完成|办结|给我|要)(?=[\s,;.!?()]|\Z))?",
    FLAGS,
)
# What stands before a time that is none to be kept: "every Friday", "since Monday", 从周五.
NEVER_AFTER = re.compile(
    r"(?:\b(?:last|past|previous|after|b4\s+and\s+after|since|what\s+does|what\s+is|what's"
    r"|what.s|meaning\s+of|happy|nice|great|lovely|have\s+a|your|my|his|her|our|their"
    r"|starting(?:\s+(?:on|from))?|from|effective|not|except|black|cyber"
    r"|easter|good|casual|beyond|dated|of|originally\s+(?:planned\s+for|due|scheduled\s+for)"
    r"|moved\s+(?:it\s+)?from"
    r"|was\s+(?:due|planned|scheduled|originally)(?:\s+(?:on|for|by|in))?|(?:happened"
    r"|took\s+place|signed|born|founded|published|submitted|sent|received|closed|done|finished"
    r"|met|started|began|opened|ended|arrived|left)\s+(?:it\s+)?(?:on|in|at|by))\b"
    r"|n't(?:\s+(?:needed|due|required|necessary|urgent|wanted))?"
    r"|[从自除别逢由]|不[是要]|上次说的|不用|不必|不需要|不急着?|控制|不超过|限制|历时|为时|长达"
    r"|什么是|何谓|啥是|原定|原计划|本来|早在|截至目前)[\s-]*(?:(?:on|the|in|at|于|在"
    r"|是)\b\s*)?\Z",
    FLAGS,
)
NOT_OF = re.compile(
    r"\b(?:end|beginning|start|middle|evening|morning|afternoon|night|close|deadline"
    r"|ahead)\s+of\s*(?:the\s*)?\Z",
    FLAGS,
)
# What stands behind one: "Friday's", 周五的, 周五起.
NEVER_BEFORE = re.compile(
    r"\s*(?:[之以]?后|起(?!草)|以来|(?:要)?(?:用|讲|发|开|看|去|来)?的(?!时候|话)|例会(?![之以]?前|开始前)"
    r"|会议(?:纪要|记录|精神|上)|召开的|开过|[星周]期?几|几[号点]|不行|不可以|没空|取消|放假"
    r"|,?\s*(?:of\s+)?last\s+year\b|blues|does\s?n.t\s+work|won.t\s+work|is\s+(?:off|out|impossible)|'s\b|’s\b|上旬以来"
    r"|(?:已经|就?已|刚|刚刚)(?!经?过)|(?:and\s+)?(?:after|onwards?|of(?!\s+(?:receipt|receiv"
    r"|this|getting))|week|meeting|notes|minutes|report|standup|offsite|figures|numbers|sales"
    r"|party|deals?|dinner|season|cards?|trees?|gifts?|celebrations?|parade|edition|release|data"
    r"|budget|version|date|gala|speech)\b(?!\s+is\s+due))",
    FLAGS,
)
DEADLINE_OF = re.compile(r"\s*的(?:会(?!议?(?:纪要|记录|精神|材料|上))|截止|期限|时限|ddl)", FLAGS)
_COUNT = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half"
    r"|quarter)\b"
)
# Part of the time before or after, and no rule has read it.
CROWD_AFTER = re.compile(
    rf"[\s'(-]*(?:(?:at|on|around|about)\b\s*)*(?:\d(?!\d?[.)、]\s)|{_COUNT})(?!\d*\s*(?:st|nd"
    rf"|rd|th|个|份|名|[a-z]{{3,}}))|\s*[ap]\.?m\b|[ap]\b"
    rf"|[\s,]*(?:(?:in|of|to)\s+)?{MONTH}(?=\s*\d|\s*\Z)",
    FLAGS,
)
CROWD_BEFORE = re.compile(
    rf"(?:(?:(?<![\w.])\d{{1,2}}|[./-]\d+|\bon\s+(?:the\s+)?\d+,|\byears?"
    rf"|{_COUNT})[\s-]*(?:at\s+)?)\Z",
    FLAGS,
)


def in_context(phrase: Phrase, text: str, now: Now, *, any_hour: bool = False) -> Phrase | None:
    """The phrase with "by" and 前, if the words around let it be a deadline; with `any_hour` an
    hour may also stand alone.
    """
    before = text[: phrase.start][-40:]
    lead, ending = LEAD.search(before), ENDING.match(text, phrase.end)
    assert lead is not None  # both may be empty
    assert ending is not None
    start, end = phrase.start - len(lead[0]), ending.end()
    left = before[: lead.start()]
    closing = phrase.said.part in ("close", "open")
    marked = phrase.marked or closing or bool(lead["mark"] or ending["mark"])
    if lead["mark"] and STAYS.search(left) and lead["mark"].lower() in ("until", "till", "til"):
        return None
    if MOVED_FROM.search(left) and phrase.said.since:
        moved = replace(phrase.said, since=None)
        return Phrase(moved, start, end, marked=True)
    if not marked and _is_told(phrase.said, left, text[end:], now):
        return None
    if _is_long_gone(phrase.said, left, marked) or _is_one_of(phrase.said, lead[0], text[end:]):
        return None
    never = NEVER_AFTER.search(left) and not NOT_OF.search(left) and not phrase.said.since
    if never or (not lead["mark"] and _is_told_of(text, end)):
        return None
    alone = not re.search(r"\w", text[:start] + text[end:])
    hour = any_hour and bool(phrase.said.clock or phrase.said.part)
    counts = phrase.said.firm or marked or alone or hour
    stretch = phrase.said.since is not None or phrase.said.until is not None
    marked = marked or bool(stretch and re.search(r"\bbetween\s*\Z", left, FLAGS))
    return Phrase(phrase.said, start, end, marked) if counts else None


STAYS = re.compile(
    r"\b(?:out|away|leave|busy|closed|off|gone|travell?ing|unavailable|runs?|running|lasts?"
    r"|valid|open|here|there)"
    r"\b[\w\s]{0,12}\Z",
    FLAGS,
)
MOVED_FROM = re.compile(
    r"\b(?:moved|pushed|postponed|rescheduled|changed|shifted|extended|delayed|brought\s+forward"
    r"|slipped)"
    r"(?:\s+(?:it|back|out|forward))?\s+from\s*\Z",
    FLAGS,
)
TOLD = re.compile(
    r"(?:上一?次|此前|曾|已|了)[^,;]{0,10}\Z|\b(?:was|were|went|came|had|did|got|took|sent|met"
    r"|fell|\w+ed)\b[^,;.]{0,25}\Z",
    FLAGS,
)


DONE_BEFORE = re.compile(
    r"\b(?:I|we|he|she|they|you)\s+(?:have\s+|just\s+|already\s+|\w+ly\s+)?"
    r"(?:\w{2,}(?<!e)ed|met|sent|had|saw|got|did|was|were|took|made|left|came|spoke|told|gave"
    r"|wrote|went)"
    r"\b[^,;.]{0,30}\Z",
    FLAGS,
)
DONE_AFTER = re.compile(
    r"[^,;.!?]{0,12}?(?:[开交完做办发报讲说定改看到收写审签](?:完|好|出)?[了过]|了(?:吗"
    r"|没)?\s*\Z|已经|刚刚?|天气|真|好[热冷忙累])"
)


DONE_TODAY = re.compile(
    r"\b(?:went|came|left|met|sent|called|was|were|had|did|got|said|told|gave|made|took|saw"
    r"|wrote|spoke|rang)"
    r"\b[^,;.]{0,20}\Z",
    FLAGS,
)


def _is_told(said: Said, left: str, after: str, now: Now) -> bool:
    """Something that was done that day: 今天开过会了, we discussed this on Monday."""
    if said.clock and said.day != now.today:
        return False
    if said.weekday is not None or said.day == now.today:
        done_after = said.day == now.today and DONE_AFTER.match(after)
        done_today = said.day == now.today and DONE_TODAY.search(left)
        return bool(DONE_BEFORE.search(left) or done_after or done_today)
    return False


def _is_long_gone(said: Said, left: str, marked: bool) -> bool:
    """The server went down on Nov 20: told of what is past, not of next year."""
    return bool(said.rolled and not marked and TOLD.search(left))


def _is_one_of(said: Said, lead: str, after: str) -> bool:
    """The Tuesday slides: which of them, not when."""
    if said.weekday is None or said.clock or not lead.lower().rstrip().endswith("the"):
        return False
    return bool(re.match(r"\s+(?!(?:at|by|after|before|or|and|of|please|noon)\b)[a-z]", after))


def _is_told_of(text: str, end: int) -> bool:
    """The words behind say something about that day: 周五的会议纪要, "Friday's"."""
    return bool(NEVER_BEFORE.match(text, end)) and not DEADLINE_OF.match(text, end)
