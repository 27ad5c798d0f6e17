"""The words for times in Chinese and English: a table of patterns and what each comes to.

A row reads its words wherever they stand and blanks them out for the rows below it. What the
pieces mean together, and whether they are a deadline at all, is decided in `bot/dates.py`.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.reckoning import (
    COUNTS,
    NOTHING,
    Match,
    Reading,
    Said,
    clock_time,
    day_of_month,
    day_word,
    end_of_month,
    end_of_period,
    month_and_day,
    time_from_now,
    weekday,
    working_days,
)
from bot.workdays import Calendar

BLANK = "\0"
FLAGS = re.ASCII | re.IGNORECASE
PLAIN = str.maketrans(  # full-width and traditional letters to the plain ones, one for one
    {chr(n + 0xFEE0): chr(n) for n in range(0x21, 0x7F)}
    | dict(
        zip("\u3000\xa0。、’〇週後點時號這個內禮兩鐘", "  ;,'零周后点时号这个内礼两钟", strict=True)
    )
)

N = r"(?:\d{1,3}|[零一二两三四五六七八九十]{1,3})"
NTH = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*[-–~至到]\s*\d|[/:.]\d|\s*[ap]\.?m\b)"
YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|(?-i:May)|(?<=by |on )may|\Amay)\b\.?"  # not "you may"
)
WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues?|thu(?:rs?)?|fri|wed|mon"
    r"|(?-i:Sat|Sun)|(?<!the )(?:sat|sun)(?=\s*\Z|\s+\d))\b(?!'s)"  # not "in the sun"
)
AMOUNT = rf"(?P<n>half an?|\d{{1,3}}(?:\.5)?|{'|'.join(COUNTS)})(?:(?<=\d)|\s)\s*"
UNIT = r"(?P<unit>hour|hr|h|minute|min|day|week|fortnight|month)s?\b(?P<half>\s+and\s+a\s+half)?"
WEEK = r"(?:周|星期|礼拜)"
WITHIN = r"(?:[之以]?[内后])"

TITLE = r"《[^》]*》|“[^”]*”|\"[^\"]*\"|「[^」]*」|`[^`]*`|<[^>]*>|https?://\S+"
PAPER = r"关于[^,;]{1,60}?的(?:通知|意见|报告|请示|函|方案|决定|通报|批复|纪要|公告|办法|规定)"
NUMBERED = (
    r"[〔\[]\d{4}[〕\]]\s*\d+\s*号|第(?:\d+|[一二三四五六七八九十]+)(?![季个]).|\d{1,5}(?:会议室|[室楼栋])"
    r"|\b(?:version|ver|v|room|rm|pr|page|no|section|chapter|item)[.\s]*#?\d[\w.]*"
    r"|#\d+|(?-i:\b[A-Z]{1,5}-\d+\b)|(?<![\d-])\d{3}-\d[\d-]*"
)

ROWS: tuple[tuple[str, Reading | Said | None], ...] = (
    (rf"{TITLE}|{PAPER}|{NUMBERED}", None),  # not times, whatever they hold
    (rf"(?P<n>{N})个?工作日(?P<firm>{WITHIN})?", working_days),
    (r"(?P<firm>\bT)\+(?P<n>\d{1,2})\b|(?P<next>下一?个工作日)", working_days),
    (
        rf"(?:(?P<firm>\b(?:with)?in)\s+)?\b(?P<n>\d{{1,3}}|{'|'.join(COUNTS)})\s+"
        r"(?:working|business|work)\s+days?\b(?:'?\s+time)?",
        working_days,
    ),
    (r"(?P<firm>\bnext)\s+(?:working|business)\s+day\b", working_days),
    (
        rf"(?<![近去前月\d.])(?P<n>半|\d{{1,3}}\.5|{N})(?:个(?P<half>半)?)?"
        rf"(?P<unit>小时|钟头|分钟|天|日(?={WITHIN})|周|星期|礼拜|(?<=个)月)"
        rf"(?:(?P<firm>{WITHIN})|(?!\s*[之以]?前|[一二三四五六日末]))",  # not 三天前
        time_from_now,
    ),
    (rf"\b{AMOUNT}{UNIT}(?P<firm>\s+(?:from\s+(?:now|today)|later))\b", time_from_now),
    (
        rf"\b(?:(?P<firm>(?:with)?in)\s+|(?!\d+h\b))(?:about\s+)?{AMOUNT}{UNIT}(?:'?s?\s+time)?"
        r"(?!\s+(?:ago|before|earlier)\b)",
        time_from_now,
    ),
    (
        r"(?<![\d.-])(?P<year>20\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
        r"(?![\d-]|\.\d)",
        month_and_day,
    ),
    (
        rf"(?:(?P<year>20\d\d|今|明)年|(?<![年\d]))(?P<month>{N})月份?(?P<d>{N})[日号]",
        month_and_day,
    ),
    (
        r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])/(?P<d>[0-3]?\d)(?:/(?P<year>(?:20)?\d\d))?"
        r"(?![\d/%]|\.\d|\s*(?:h|of)\b)",
        month_and_day,
    ),
    (rf"(?<![\d:./-]){NTH}\s+(?:of\s+)?{MONTH}{YEAR}", month_and_day),
    (rf"\b{MONTH}\s*(?:the\s+)?{NTH}{YEAR}", month_and_day),
    (rf"(?<!年)(?P<month>{N})月份?(?P<end>[底末内]|[上中下]旬)", end_of_month),
    (rf"\bend\s+of\s+(?:{MONTH}|Q(?P<quarter>[1-4])\b)", end_of_month),
    (
        r"(?:\bQ(?=[1-4])|第?(?=[一二三四1-4]季度))(?P<quarter>[一二三四1-4])(?:季度)?"
        r"(?:结束|[末底内])",
        end_of_month,
    ),
    (rf"(?P<which>本|这个?|下{{1,2}}个?)月(?P<d>{N})[日号]", day_of_month),
    (
        rf"(?<![\d月年第每周期拜\]〕一二三四五六七八九十])(?P<d>{N})[日号]"
        r"(?=\s*(?:\Z|[,;(!?\d]|[之以]?前|[上下中]午|[早晚凌截交报]|下班))",  # not 3号楼
        day_of_month,
    ),
    (
        r"(?P<firm>(?<=\bon ))?\b(?:the\s+)?(?P<d>[0-3]?\d)(?:st|nd|rd|th)\b"
        r"(?:\s+of\s+(?P<which>this|next)\s+month\b)?"
        r"(?=\s*(?:\Z|[,;!?)]|\.(?!\d)|(?:at|by|please)\b))",  # not "the 27th floor"
        day_of_month,
    ),
    (
        rf"(?:(?P<which>(?:上|下{{1,3}}|本|这|今)个?)|(?<![每个一两二三四五六七八九十几\d])){WEEK}"
        r"(?P<weekday>[一二三四五六日天])(?![次样定直共些项个件份篇场位名条家天期])",
        weekday,  # not 一周一次, 本周五项工作
    ),
    (rf"\b(?P<of>this|next)\s+week,?\s+(?:on\s+)?{WEEKDAY}", weekday),
    (
        rf"\b(?:(?P<which>this|next|coming|last|past)\s+)?(?:coming\s+)?{WEEKDAY}"
        r"(?:,?\s+(?:of\s+)?(?P<of>this|next)\s+week\b)?",
        weekday,
    ),
    (
        rf"(?P<which>本|这个?|[今明]年?|下{{1,2}}个?)?(?<![一两二三四五六七八九十\d每])"
        rf"(?P<unit>{WEEK}|月|季度?|年)(?P<end>[底末内]|结束)",
        end_of_period,
    ),
    (
        rf"(?P<which>本|这个?|下{{1,2}}个?)(?P<unit>{WEEK}|月|季度)(?![一二三四五六日天])",
        end_of_period,
    ),
    (
        r"\b(?P<end>end\s+of\s+)(?:the\s+)?(?:(?P<which>this|next)\s+)?"
        r"(?P<unit>week|month|quarter|year)\b",
        end_of_period,
    ),
    (r"\b(?P<end>EO)(?P<unit>[WMQY])\b", end_of_period),
    (
        r"\b(?:(?P<which>this|next)\s+)?(?P<unit>week|month|quarter|year)[\s-]?(?P<end>end)\b",
        end_of_period,
    ),
    (r"\b(?P<which>this|next)\s+(?P<unit>week|month|quarter|year)\b", end_of_period),
    (
        r"(?<![以之目])(?P<word>大后|后|今|明|昨|前)"
        r"(?:天(?!气)|(?<=[今明昨])日(?![头期])|(?<=[今明昨])(?=[早晚](?!于)))",
        day_word,
    ),
    (
        r"\b(?P<h>1[0-2]|[1-9])(?=\s+(?:tonight|(?:in\s+the|tomorrow|this)"
        r"\s+(?:morning|afternoon|evening))\b)",
        clock_time,
    ),
    (
        r"\b(?:the\s+)?(?P<word>day after tomorrow|tomorrow|tmrw|tmr|today|yesterday"
        r"|to(?=night\b)|this(?=\s+(?:morning|afternoon|evening)\b))(?!'s)",
        day_word,
    ),
    (r"凌晨", Said(part="dawn", firm=False)),
    (
        rf"清[晨早]|早[上晨]|一早|早(?!一点)(?={N}[点:])|(?<=\0)早|\bfirst\s+thing\b",
        Said(part="early", firm=False),
    ),
    (r"上午|\bmorning\b", Said(part="morning", firm=False)),
    (r"[中正]午|午[饭休]前|\bbefore\s+lunch\b", Said(part="noon", firm=False)),
    (r"下午|午后|傍晚|\bafternoon\b", Said(part="afternoon", firm=False)),
    (
        rf"晚[上间]|[深半]夜|夜里|晚(?={N}[点:])|(?<=\0)晚(?!于)|\b(?:evening|night)\b",
        Said(part="evening", firm=False),
    ),
    (
        r"下班(?:之?前)?|\b(?:COB|EOD|close\s+of\s+(?:business|play)"
        r"|end\s+of\s+(?:the\s+)?(?:business\s+|working\s+)?day)\b|\bend\s+of(?=\s+\0)",
        Said(part="close"),
    ),
    (r"\b(?:noon|midday)\b", Said(clock=(12, 0), exact=True, firm=False)),
    (r"\bmidnight\b", Said(clock=(24, 0), exact=True, firm=False)),
    (
        rf"(?<![\d第])(?<![早晚快慢多少有大小好差](?=一点))(?P<h>{N})(?:点|时(?![间候段期代常]))"
        rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minutes>{N})分?(?![个人份名位项条])|整|钟)?",
        clock_time,
    ),
    (
        r"(?<![\d:.])(?P<h>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
        r"(?:\s*(?P<ap>[ap])\.?\s?m\b\.?)?",
        clock_time,
    ),
    (
        r"(?<![\d:.])(?<!\d[-–~])(?P<h>1[0-2]|0?[1-9])(?:\.(?P<minutes>[0-5]\d))?"
        r"\s*(?P<ap>[ap])\.?\s?m\b\.?",
        clock_time,
    ),
    (r"\b(?P<h>1[0-2]|[1-9])\s*o'?clock\b", clock_time),
    (
        r"(?:(?<=\bby )|(?<=\bat )|(?<=\bbefore )|(?<=\baround )|(?<=\babout )|(?<=@))"
        r"\s*(?P<h>1[0-2]|[1-9])(?![\d:])"
        r"(?=\s*(?:\Z|[,;!?)\0]|\.(?!\d)|(?:on|in\s+the|please|to(?!\s*\d))\b))",
        clock_time,
    ),
)
RULES = tuple((re.compile(row, FLAGS), said) for row, said in ROWS)

# --- the words around a time ------------------------------------------------------------

GLUE = re.compile(  # may stand between two words for one time, or between two times
    r"(?:\b(?:at|by|on|for|before|around|in|the|of|early|late|or|and|to)\b"
    r"|[\s,:()@~/–-]|[T于在的到至和及]|或者?)*",
    FLAGS,
)
LEAD = re.compile(
    r"(?:(?P<mark>\b(?:by|before|until|till|due(?:\s+(?:on|by))?|(?:no|not)\s+later\s+than"
    r"|deadline(?:\s+is|:)?|(?:moved|postponed|pushed|extended|rescheduled)\s+to)"
    r"|截[至止](?:时间)?[到于是为:]*|不[晚迟]于|最[晚迟]|赶在"
    r"|(?:延期?|改|推迟|提前|顺延)[到至为])\s*)?"
    r"(?:(?:\bon\b|\bat\b|[于在])\s*)?(?:\bthe\b\s*)?\Z",
    FLAGS,
)
ENDING = re.compile(
    r"(?:\s*(?P<mark>[之以]?前(?![后往来期面])|[之以]?内(?![部容控外网])|截?止|为止))?"
    r"(?:\s*(?:[上提]?交|上?报送?|交稿|完成|办结|给我|要)(?=[\s,;.!?]|\Z))?"
)
NEVER_AFTER = re.compile(  # what follows is no deadline: "every Friday", 从周五
    r"(?:\b(?:last|past|following|every(?:\s+\w+)?|each|daily|weekly|monthly|after|since|from"
    r"|not|except|early|mid|late|between|black|cyber|easter|good)\b|n't"
    r"|每[天日周月年]?|[从自除别]|不[是要])[\s-]*(?:(?:on|the|in)\b\s*)?\Z",
    FLAGS,
)
NEVER_BEFORE = re.compile(  # what stands before is none: "Friday's", 周五的, 周五起
    r"\s*(?:[之以]?后|起(?!草)|以来|的|例会|会议|'s\b"
    r"|(?:after|of|week|meeting|notes|minutes|report|standup|offsite)\b)",
    FLAGS,
)
COUNT = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|half|quarter|first|second|third|fourth|fifth)\b"
)
CROWD_AFTER = re.compile(  # part of the time before, and no rule has read it
    rf"[\s'(-]*(?:(?:(?:at|on|around|about|the|in)\b|@)\s*)*(?:\d|{COUNT})"
    r"|\s*[ap]\.?m\b|[ap]\b|[\s(]*(?:[ecmp][sde]?t|gmt|utc|bst|ist|cest|jst)\b"
    rf"|[\s,]*(?:(?:in|of|to)\s+)?{MONTH}",
    FLAGS,
)
CROWD_BEFORE = re.compile(  # part of the time after
    r"(?:(?:(?<!\d)\d{1,2}|[./-]\d+|\bon\s+(?:the\s+)?\d+,|\byears?"
    rf"|{COUNT}|{MONTH}(?:\s+\d+)?)[\s-]*(?:at\s+)?"
    r"|(?:北京|纽约|伦敦|东京|当地)时间\s*)\Z",
    FLAGS,
)
NOTHING_BUT_A_DATE = re.compile(rf"(?:{MONTH}|[\d\s,/:-]|[ap]m)+", FLAGS)


def pieces(
    text: str, local: datetime, calendar: Calendar
) -> tuple[list[tuple[int, int, Said]], str]:
    """What the rules read, in the order of the text, and the text with all of it blanked out."""
    found: list[tuple[int, int, Said]] = []
    for pattern, reading in RULES:
        for match in pattern.finditer(text):
            if reading is not None:
                found.append((*match.span(), _say(reading, match, local, calendar)))
        text = pattern.sub(lambda match: BLANK * len(match[0]), text)
    return sorted(found, key=lambda piece: piece[0]), text


def _say(reading: Reading | Said, match: Match, local: datetime, calendar: Calendar) -> Said:
    try:
        return reading if isinstance(reading, Said) else reading(match, local, calendar)
    except (ValueError, KeyError):  # 2月30日, 十十点
        return NOTHING
