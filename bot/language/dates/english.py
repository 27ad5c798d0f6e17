"""The words for times in English, as rows: next Friday, by COB, in three business days, mid-May."""

from __future__ import annotations

from bot.language.dates import days, festivals, hours, lengths, periods
from bot.language.dates.numbers import COUNT, EN, NTH
from bot.language.dates.numbers import NTHS as ORDINALS
from bot.language.dates.occasions import names
from bot.language.dates.said import NOTHING, Rule, Said

MONTHS = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december"
)
DAYS = (
    "mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat "
    "saturday sun sunday"
)
PLURALS = " mondays tuesdays wednesdays thursdays fridays saturdays sundays"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:M[Aa][Yy])"
    r"|may(?=[\s,]+(?:the\s+)?\d|\s*(?:\Z|[,.;!?]))|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONTH = MONTH.replace(r"\b\.?", r"\.?")
# "may" and "march" are months after "by", "in" or "early", and before a figure; not "you may".
MONTH_ALONE = MONTH.replace("mar(?:ch)?", "(?-i:Mar(?:ch)?)")
WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues?|thu(?:rs?)?|fri|weds?|mon"
    r"|(?-i:Sat|Sun)|(?<!the )(?:sat|sun)(?=\.?\s*\Z|\.?\s+\d|\s+(?:at|by|morning|noon|afternoon"
    r"|evening|night)))\b(?!'s|’s|-)\.?"
)
YEAR = r"(?:,?\s+(?:in\s+)?(?P<year>20\d\d|'\d\d)\b|,?\s+(?:of\s+)?(?P<year>next|this)\s+year\b)?"
DOM = (
    r"(?P<d>[0-3]?\d(?:st|nd|rd|th)?|"
    + NTH.replace("(?:[0-3]?\\d(?:st|nd|rd|th)|", "(?:")
    + rf"|{EN})"
    r"\b(?!\s*[-–~]\s*\d|[/:.]\d|\s*(?:[ap]\.?m\b|o'?clock|hours?|minutes?|days?\b(?!\s+of)"
    r"|people|weeks?|months?|copies|pages))"
)
DOM_BEFORE = rf"(?P<d>[0-3]?\d(?:st|nd|rd|th)?|{NTH})(?:\b|(?=[a-z]))"
DOM_TH = (
    rf"(?P<d>{NTH})\b(?!\s*(?:[-–~]\s*\d|floor|anniversary|door|draft|version|time|place|round"
    r"|item|page|quarter|half|floors|edition|century|birthday|reviewer|prize|wave|grade|person"
    r"|option|one\b|attempt|choice|thing|look|half|place))"
)
UNIT = (
    r"(?P<unit>hours?|hrs?|h|minutes?|mins?|seconds?|secs?|days?|weeks?|wks?|fortnights?|months?"
    r"|quarters?|years?|yrs?)\b"
)
AMOUNT = (
    rf"(?:{COUNT}\s*(?:-|–|to|or)\s*)?(?P<n>half\s+an?|(?:a\s+)?quarter\s+of\s+an"
    rf"|three[\s-]quarters\s+of\s+an|[13]/[24](?:\s+an?)?|\d{{1,3}}\.\d|{COUNT})"
    r"(?:(?<=\d)|[\s-])\s*(?:(?P<half>and\s+(?:a|an)\s+half)\s+)?(?:more\s+|full\s+)?"
)
WITHIN = (
    r"(?P<firm>\b(?:within|inside|in))\s+(?:(?:about|around|less\s+than|no\s+more\s+than"
    r"|at\s+most|the\s+next|max(?:imum)?)\s+)?"
)
WORKING = r"(?P<working>working|business|work|biz|office)"
OF_WEEK = r"(?P<of>this|next|the\s+following|following|the\s+week\s+after\s+next)"
PART = r"(?P<end>end|close|beginning|start|middle|mid|early|late|first\s+half|second\s+half)"

FESTIVE = (
    "new chinese yuandan spring lunar cny lantern qing qingming tomb may international workers "
    "worker "
    "labor labour dragon mid midautumn moon national golden women womens arbor youth children "
    "childrens "
    "army teachers teacher valentine valentines april singles halloween christmas xmas saint st "
    "earth "
    "independence mother mothers father fathers thanksgiving thanks cyber black presidents "
    "martin mlk "
    "memorial good easter"
)
NTHS = "st nd rd th " + " ".join(("twenty thirty thirtieth", *ORDINALS))

# Minutes beside an hour, read before the hour alone.
FIRST = (
    Rule(
        "hours",
        r"\bhalf\s+(?P<h>one|two|three|four|five|six|seven|eight|nine|ten|eleven"
        r"|twelve)\b(?P<half>)",
        hours.half_hour,
        {"half three tomorrow": "2026-11-26T15:30"},
        cue="half",
    ),
    Rule(
        "hours",
        r"\b(?:at\s+)?(?:(?P<past>half|(?:a\s+)?quarter|five|ten|fifteen|twenty(?:[\s-]five)?|5"
        rf"|10|15|20|25|30|(?:{EN}|\d{{1,2}})(?=\s+min))(?:\s+min(?:ute)?s?)?\s+(?:(?:past"
        rf"|after)|(?P<to>to|before|til+)|(?<=[se]\s)from)\s+(?P<h>noon|midnight|midday|{EN}"
        r"|1[0-2]|[1-9]|1\d|2[0-3])(?:\s*h\b)?(?:\s*(?P<ap>[ap])(?:\.?\s?m\b\.?))?)(?!\s*"
        r"(?:days?|weeks?|hours?|minutes?|working|business|\d|:))\b",
        hours.minutes_past,
        {"Friday quarter to six": "2026-11-27T17:45", "half past 3 tomorrow": "2026-11-26T15:30"},
        cue="past to after before til till from",
    ),
)

ROWS = (
    # --- repeated: the first of many
    Rule(  # more than can be repeated: not to be taken for the one time in it
        "repeated",
        rf"\b(?:every|each)\s+(?:other|second|alternate|{COUNT}|{NTH})\s+(?:{WEEKDAY}|{WORKING}\s+days?)\b"
        rf"|\b(?:every|each)\s+(?:(?:other|second|{COUNT})\s+)?(?:weeks?|months?|quarters?|years?)"
        r"(?=\s*-?\s*(?:ends?\b|(?:at|on|by)\s))"
        rf"|\b(?:end|(?:{NTH}|last)\s+(?:{WEEKDAY}|(?:{WORKING}\s+)?day))\s+of\s+(?:every|each)\s+"
        r"(?:week|month|quarter|year)\b"
        rf"|\b(?:every|each)\s+(?:(?:last|{NTH})\s+{WEEKDAY}\s+(?:of|in)\s+(?:the\s+|every\s+|each\s+)?(?:month|quarter|year)\b"
        rf"|{WEEKDAY}(?=\s*(?:,|and\b|&|/|to\b|-)\s*(?:and\s+)?{WEEKDAY}))",
        NOTHING,
        {
            "every Mon, Wed and Fri at 9am": "",
            "every last Friday of the month": "",
            "every other Monday 9am": "",
            "the last working day of every month": "",
        },
        cue="every each",
    ),
    Rule(
        "repeated",
        rf"\b(?:every|each)\s+(?:{WEEKDAY}|(?P<working>(?:working|business|week)\s?day)"
        rf"|(?P<daily>day|morning|evening|night)|month\s+on\s+the\s+(?P<d>{NTH}))\b"
        rf"|\b(?:the\s+)?(?P<d>{NTH})\s+of\s+(?:each|every)\s+month\b"
        r"|\b(?P<daily>daily)\b(?=\s+at\b|\s+by\b)|\bon\s+(?P<working>weekdays)\b",
        days.every,
        {"every Monday 9am": "", "daily at 5pm": "", "every working day": ""},
        cue="every each daily weekdays",
    ),
    Rule(
        "repeated",
        rf"\b(?:every|each)\s+(?:other\s+|second\s+|{COUNT}\s+)?(?:days?|weeks?|months?"
        r"|quarters?|years?|hours?|minutes?|time)\b"
        r"|\b(?:daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|hourly|biweekly"
        r"|fortnightly)\b(?:\s+by\s+\w+day\b)?"
        r"|\bon\s+(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\b(?:mon|tues|wednes|thurs|fri"
        r"|satur|sun)days\b(?!\s+(?:from\s+now|later))"
        r"|\b\d+(?:st|nd|rd|th)\s+of\s+(?:each|every)\s+month\b",
        None,
        {"the weekly report": "", "every two weeks": "", "payroll on the 15th of each month": ""},
        cue=(
            "every each daily weekly monthly quarterly yearly annual annually hourly biweekly "
            "fortnightly"
        )
        + PLURALS,
    ),
    Rule(
        "occasions",
        rf"\b(?:(?P<way>{COUNT})|the)\s+(?P<unit>(?:{WORKING}\s+)?days?|weeks?)\s+(?:before"
        r"|prior\s+to|ahead\s+of)\s+the\s+(?:long\s+)?(?:holidays?|break)\b",
        festivals.before_occasion,
        {
            "two days before the holiday": "2026-12-30",
            "by COB the day before the break": "2026-12-31",
            "two working days before the holiday": "2026-12-30",
        },
        cue="holiday holidays break",
    ),
    # --- working days
    Rule(
        "working days",
        rf"\b(?:the\s+)?(?P<nth>last|first|{NTH})\s+{WORKING}\s+days?\s+(?:of"
        r"|in)\s+(?:the\s+)?(?:(?P<which>this|next)\s+)?(?:month|(?P<of_year>year)"
        rf"|{MONTH}){YEAR}",
        periods.nth_of_month,
        {
            "last working day of the month": "2026-11-30",
            "first business day of December": "2026-12-01",
        },
        cue="working business work biz office",
    ),
    Rule(
        "working days",
        rf"\b(?:the\s+)?(?P<nth>last|first|{NTH})\s+{WORKING}\s+days?\s+of\s+(?:the\s+)?(?:"
        r"(?P<which>this|next)\s+)?week\b",
        days.working_day_of,
        {
            "last working day of this week": "2026-11-27",
            "the first working day of next week": "2026-11-30",
        },
        cue="working business work biz office",
    ),
    Rule(
        "working days",
        rf"\b(?:the\s+)?(?P<n>first|{NTH}|next)\s+(?:{WORKING}\s+)?day\s+(?:back\s+)?"
        rf"(?P<after>after|following)\s+(?:the\s+)?(?P<name>{names('occasions', 'en')})(?:\s+"
        r"(?:holidays?|break))?\b",
        festivals.occasion,
        {"first working day after New Year": "2027-01-04"},
        cue="after following",
    ),
    Rule(
        "working days",
        rf"\b(?:the\s+)?(?P<n>first|{NTH}|next)\s+(?:{WORKING}\s+)?day\s+(?:back\s+)?"
        r"(?P<after>after|following)\s+the\s+(?:holidays?|break)\b",
        festivals.the_break,
        {"the first working day after the holiday": "2027-01-04"},
        cue="holiday holidays break",
    ),
    Rule(
        "working days",
        rf"(?:(?P<firm>\b(?:within|inside|in))\s+(?:the\s+next\s+)?)?(?<![\d.])\b(?:{COUNT}\s*"
        rf"(?:to|-|or)\s*)?(?P<n>{COUNT})\s+(?:full\s+)?{WORKING}[\s-]days?\b'?(?:\s+(?:time"
        r"|from\s+(?:now|today)|later))?(?!\s*(?:before|after|prior|from|following))",
        days.working_days,
        {
            "in 3 business days": "2026-11-30",
            "within five working days": "2026-12-02",
            "two to three working days": "2026-11-30",
        },
        cue="working business work biz office",
    ),
    Rule(
        "working days",
        rf"\b(?P<n>{COUNT})\s+{WORKING}\s+(?P<unit>days?)\s+(?:(?P<before>before|prior\s+to"
        r"|ahead\s+of)|after|from|following)\b",
        lengths.way,
        {
            "two working days before 4 December": "2026-12-02",
            "one business day after Friday": "2026-11-30",
        },
        cue="working business work biz office",
    ),
    Rule(
        "working days",
        r"(?P<firm>\bT)\s?\+\s?(?P<n>\d{1,2})\b(?:\s+(?:working|business)?\s*days?\b)?"
        r"|\b(?P<firm>(?:the\s+)?next)\s+(?:working|business|work)\s+day\b",
        days.working_days,
        {"T+3": "2026-11-30", "next working day by noon": "2026-11-26T12:00"},
        cue="t next",
    ),
    Rule(
        "working days",
        r"\b(?:the\s+)?last\s+(?P<working>working|business"
        r"|work)\s+(?P<unit>day)\s+(?P<before>before|prior\s+to)\b",
        lengths.way,
        {"last working day before Christmas": "2026-12-24"},
        cue="last",
    ),
    Rule(
        "from now",
        rf"\b(?:(?P<n>{COUNT})|the(?=\s+day\s+(?:before|after)\s+(?!tomorrow|yesterday)))\s+"
        r"(?P<unit>days?|weeks?|fortnights?|months?|years?|(?:mon|tues"
        r"|wednes|thurs|fri|satur|sun)days?)\s+(?:(?P<before>before|prior\s+to|ahead\s+of)"
        r"|after|from|following)\s+(?!now\b|today\b)(?=\S)",
        lengths.way,
        {
            "three days before 4 December": "2026-12-01",
            "two weeks after Friday": "2026-12-11",
            "two days from tomorrow": "2026-11-28",
            "the day before Christmas": "2026-12-24",
        },
        cue="before prior ahead after from following",
    ),
    # --- occasions
    Rule(
        "occasions",
        r"\b(?:(?P<before>before|ahead\s+of|prior\s+to)"
        r"|(?P<after>after))\s+(?:the\s+)?(?:(?P<which>this"
        rf"|next)\s+)?(?P<name>{names('occasions', 'en')})(?:\s+(?:holidays?|break))?\b",
        festivals.occasion,
        {
            "before the May Day holiday": "2027-04-30",
            "before New Year": "2026-12-31",
            "before Christmas": "2026-12-25",
        },
        cue="before ahead prior after",
    ),
    Rule(
        "occasions",
        r"\b(?:(?P<before>before|ahead\s+of|prior\s+to)"
        r"|(?P<after>after))\s+the\s+(?:long\s+)?(?:holidays?|break)\b",
        festivals.the_break,
        {"before the holiday": "2026-12-31", "by then, after the break": "2027-01-04"},
        cue="holiday holidays break",
    ),
    Rule(
        "occasions",
        r"(?P<firm>\b(?:on|by|at|for|till|until|over|next"
        r"|this)\s+)?\b(?:the\s+)?(?:(?P<which>this"
        rf"|next)\s+)?(?P<name>{names('occasions', 'en')})(?:\s+(?:holidays?"
        r"|break))?(?:,?\s+(?:in\s+)?(?P<year>20\d\d)|\s+(?:of\s+)?(?P<which>next\s+year"
        r"|this\s+year))?\b(?!'s|’s)",
        festivals.occasion,
        {
            "Christmas": "2026-12-25",
            "thanksgiving": "2026-11-26",
            "Easter 2027": "2027-03-28",
            "National Day": "2027-10-01",
        },
        cue=FESTIVE,
    ),
    # --- the n-th day of a month
    Rule(
        "parts of periods",
        rf"\b(?:the\s+)?(?P<nth>last|{NTH})\s+{WEEKDAY}\s+(?:of"
        rf"|in)\s+(?:the\s+)?(?:(?P<which>this|next)\s+month|month|{MONTH}){YEAR}"
        rf"|\b(?P<which>this|next)\s+month's\s+(?P<nth>last|{NTH})\s+{WEEKDAY}\b",
        periods.nth_of_month,
        {"the first Friday of January": "2027-01-01", "next month's last Monday": "2026-12-28"},
        cue=DAYS,
    ),
    Rule(
        "parts of periods",
        rf"\b(?:the\s+)?(?P<nth>last|{NTH})\s+day\s+(?:of|in)\s+(?:the\s+)?(?:(?P<which>this"
        rf"|next)\s+month|month|{MONTH}){YEAR}",
        periods.nth_of_month,
        {"last day of the month": "2026-11-30", "the 15th day of next month": "2026-12-15"},
        cue="day",
    ),
    Rule(
        "parts of periods",
        rf"\b(?:the\s+)?(?P<nth>last|{NTH})\s+week\s+(?:of|in)\s+(?:the\s+)?(?:(?P<which>this"
        rf"|next)\s+month|month|{MONTH}){YEAR}",
        periods.nth_week,
        {"first week of December": "2026-12-04"},
        cue="week",
    ),
    # --- dates
    Rule(
        "dates",
        rf"\b{MONTH}\s*(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:-|–|to|through"
        rf"|till)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\b{YEAR}(?!\s*[ap]\.?m|:)",
        days.month_and_day,
        {"between Dec 1-3": "2026-12-03"},
        cue=MONTHS,
    ),
    Rule(
        "dates",
        r"(?<![\d./-])(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:-|–|to|through"
        rf"|till)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}{YEAR}",
        days.month_and_day,
        {"between 1-3 December": "2026-12-03"},
        cue=MONTHS,
    ),
    Rule(
        "dates",
        rf"(?<![\w/-])(?:(?P<year>20\d\d)[-/ ]{_MONTH}[-/ ](?P<d>[0-3]?\d)"
        rf"|(?P<year>20\d\d)[-/ ](?P<d>[0-3]?\d)[-/ ]{_MONTH}"
        rf"|(?P<d>[0-3]?\d)[-/ ](?P<year>20\d\d)[-/ ]{_MONTH})\b(?!:)",
        days.month_and_day,
        {"2026/Dec/4": "2026-12-04", "by 4-2026-December": "2026-12-04"},
    ),
    Rule(
        "dates",
        rf"\b{_MONTH}[-/](?:(?P<d>[0-3]?\d)(?:[-/](?P<year>20\d\d|\d\d))?"
        r"|(?P<year>20\d\d)[-/](?P<d>[0-3]?\d))\b(?!:)",
        days.month_and_day,
        {"Dec-4": "2026-12-04", "by Dec/4": "2026-12-04", "Dec-4-2026": "2026-12-04"},
        cue=MONTHS,
    ),
    Rule(
        "dates",
        rf"(?<![\d./-])(?<!\d:)\b(?:the\s+)?{DOM_BEFORE}(?:\s+day)?[\s/.-]*(?:of\s+)?{MONTH}"
        r"(?:[\s,/-]+(?:in\s+)?(?P<year>20\d\d|\d\d(?!\s*(?:[:h]|[ap]\.?m))"
        rf"|two\s+thousand(?:\s+and)?\s+{EN})\b)?(?!-\d)",
        days.month_and_day,
        {
            "4 Dec": "2026-12-04",
            "Friday, 4 December 2026": "2026-12-04",
            "the 4th of December": "2026-12-04",
            "second of Jan": "2027-01-02",
            "23/Sep/2027": "2027-09-23",
        },
        cue=MONTHS,
    ),
    Rule(
        "dates",
        rf"\b{MONTH}[\s,]*(?:the\s+)?{DOM}(?:,?\s+(?:in\s+)?(?P<year>20\d\d"
        rf"|two\s+thousand(?:\s+and)?\s+{EN})\b|,\s*'?(?P<year>\d\d)(?!\s*(?:[:h]|[ap]\.?m|st|nd"
        r"|rd|th)))?",
        days.month_and_day,
        {
            "Dec 4th": "2026-12-04",
            "by December 4, 2026": "2026-12-04",
            "May twenty-first": "2027-05-21",
            "Feb 29": "2028-02-29",
        },
        cue=MONTHS,
    ),
    Rule(
        "dates",
        rf"\b{_MONTH}(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\b(?!:)",
        days.month_and_day,
        {"by Dec4": "2026-12-04"},
    ),
    Rule(
        "dates",
        r"\b(?:the\s+)?(?P<d>[0-3]?\d(?:st|nd|rd|th)?"
        rf"|{NTH})(?:\s+day)?\s+of\s+(?:the\s+)?(?P<which>this|next|current|following)\s+month\b",
        days.day_of_month,
        {"20th of next month": "2026-12-20"},
        cue="month",
    ),
    Rule(
        "dates",
        r"(?:(?P<firm>(?<=\bon )|(?<=day )|(?<=day, )|(?<=\bby )|(?<=\bbefore )|(?<=\bdue )"
        r"|(?<=\btill )|(?<=\buntil )|(?<=\bfrom )|(?<=\bto )"
        rf"|(?<=\bfor )))?\b(?:the\s+)?{DOM_TH}(?:\s+(?:of\s+the\s+month|inst\.?))?"
        r"(?=\s*(?:\Z|[,;!?)\0]|\.(?!\d)|(?:at|by|please|noon|midnight|for|in|around|EOD|COB"
        r"|first|before|latest|or|and|instead|will|is|would|works?|should|\d{1,2}(?::\d\d|[ap]m"
        r"|\s*[ap]\.m))(?!\w)|(?:six|seven|eight|nine|ten|one|two|three|four|five)\s+[ap]m))",
        days.day_of_month,
        {
            "on the 28th": "2026-11-28",
            "by the 5th": "2026-12-05",
            "the 27th floor": "",
            "he is the second reviewer": "",
        },
        cue=NTHS,
    ),
    Rule(
        "dates",
        r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\buntil )"
        rf"|(?<=\bdue ))(?:on\s+)?(?:the\s+)?(?=\d){DOM_TH}",
        days.day_of_month,
        {"archived by the 20th if you can": "2026-12-20"},
        cue=NTHS,
    ),
    Rule(
        "dates",
        r"(?:(?P<firm>(?<=\bon )|(?<=day )|(?<=\bthe )))(?P<d>3[01]|[12]\d|[1-9])(?=\s*(?:\Z"
        r"|[,;!?\0]|\.(?!\d)|at\b|around\b)(?!\s*\d+\s*(?:%|people)))",
        days.day_of_month,
        {"back on 15 at 8:00": "2026-12-15T08:00", "Friday 4 at noon": "2026-12-04T12:00"},
    ),
    Rule(
        "dates",
        rf"(?<=\bfor )the\s+(?P<d>{EN})(?=\s*\Z|[.,;!?])",
        days.day_of_month,
        {"back for the thirty": "2026-11-30"},
        cue="the",
    ),
    # --- weekdays
    Rule(
        "weeks",
        r"\b(?:(?P<n>a|one|two|three|\d)\s+weeks?\s+(?:from|on|after)\s+(?:this\s+"
        rf"|the\s+coming\s+)?{WEEKDAY}|{WEEKDAY}\s+week\b(?!\s*(?:end|of)))",
        days.week_from_weekday,
        {
            "a week on Friday": "2026-12-04",
            "Friday week": "2026-12-04",
            "two weeks on Monday": "2026-12-14",
        },
        cue=DAYS,
    ),
    Rule(
        "weeks",
        rf"\b{WEEKDAY}\s+after\s+next\b",
        days.weekday_after_next,
        {"Friday after next": "2026-12-04"},
        cue="after",
    ),
    Rule(
        "weeks",
        rf"\b(?P<n>{COUNT})\s+(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur"
        r"|sun)days?)\s+(?:from\s+now|later|from\s+today)\b",
        lengths.weekdays_from_now,
        {"two Fridays from now": "2026-12-04"},
        cue=DAYS + PLURALS,
    ),
    Rule(
        "weeks",
        rf"\b{WEEKDAY},?\s+(?:of\s+)?{OF_WEEK}(?<=next|this|wing)\s+week\b"
        rf"|\b{WEEKDAY},?\s+(?:of\s+)?(?P<of>the\s+week\s+after\s+next)\b",
        days.weekday_of_week,
        {
            "Friday next week": "2026-12-04",
            "Tuesday of this week": "",
            "Monday of the following week": "2026-11-30",
            "Friday the week after next": "2026-12-11",
        },
        cue="week",
    ),
    Rule(
        "weeks",
        r"\b(?P<of>this|next|following|the\s+week\s+after\s+next)(?<!the\s)(?:(?<=next)"
        r"(?<!after next)\s+week|(?<=this|wing)\s+week"
        rf"|(?<=after next))(?:'s)?,?\s+(?:on\s+)?{WEEKDAY}",
        days.weekday_of_week,
        {"next week Friday": "2026-12-04", "next week on Wednesday": "2026-12-02"},
        cue="week",
    ),
    Rule(
        "weeks",
        r"\b(?:(?P<which>this\s+(?:coming\s+)?|next|following|coming|upcoming|last|past"
        rf"|previous)\s*)?(?<![\w-]){WEEKDAY}(?!\s+(?:and\s+)?(?:meeting|notes|minutes|report"
        r"|standup|stand-up|offsite|session|slot|edition|outfits?|call)\b)",
        days.weekday,
        {
            "Friday": "2026-11-27",
            "by Friday 5pm": "2026-11-27T17:00",
            "next Friday": "2026-12-04",
            "this Friday": "2026-11-27",
            "Wednesday": "2026-12-02",
            "last Friday": "",
            "the sun is out": "",
        },
        cue=DAYS,
    ),
    Rule(
        "weeks",
        rf"\b{PART}[\s-](?:of\s+)?(?:the\s+)?(?:(?P<which>week\s+after\s+next)|(?:(?P<which>this"
        r"|next)\s+)?(?P<unit>week))\b(?!\s*end)",
        periods.part_of_week,
        {
            "by the end of next week": "2026-12-04",
            "early next week": "2026-11-30",
            "end of the week": "2026-11-27",
        },
        cue="week next",
    ),
    Rule(
        "weeks",
        r"\b(?P<end>mid)[\s-]?week\b|\b(?P<end>EO)(?P<unit>W)\b(?:\s+(?:of\s+)?(?P<which>this"
        r"|next)(?:\s+week)?)?|(?<=\bbefore )(?:the\s+)?(?P<end>week)end\b",
        periods.part_of_week,
        {"EOW": "2026-11-27", "before the weekend": "2026-11-27"},
        cue="week eow midweek weekend",
    ),
    Rule(
        "weeks",
        r"(?:\b(?P<which>this(?:\s+coming)?|next|coming)\s+|(?:(?<=\bby )|(?<=\bover )"
        r"|(?<=\buntil )|\A)(?:the\s+)?)weekend\b",
        periods.weekend,
        {"by the weekend": "2026-11-29", "next weekend": "2026-12-06"},
        cue="weekend",
    ),
    Rule(
        "weeks",
        r"\b(?:the\s+)?(?:(?P<end>later|sometime)\s+(?:in\s+)?)?(?P<which>this|next"
        r"|week\s+after\s+next)(?:(?<=this|next)(?<!after next)\s+week|(?<=after next))\b(?!'s"
        r"|’s)",
        periods.part_of_week,
        {"by next week": "2026-12-04", "the week after next": "2026-12-11"},
        cue="week",
    ),
    # --- months, quarters, years
    Rule(
        "parts of periods",
        rf"\b{PART}[\s-]*(?:of\s+)?(?:the\s+)?{MONTH_ALONE}{YEAR}(?!\s*\d)",
        periods.part_of_month,
        {"end of June": "2027-06-30", "mid-December": "2026-12-15", "early January": "2027-01-01"},
        cue=MONTHS,
    ),
    Rule(
        "parts of periods",
        rf"\b{PART}[\s-]*(?:of\s+)?(?:the\s+|(?P<which>this|next)\s+)?month\b|\b(?P<end>EO)M\b"
        r"|\b(?:(?P<which>this|next)\s+)?month[\s-]?(?P<end>end)\b|\b(?:by"
        r"|before)\s+the\s+(?P<end>month)\s+is\s+out\b",
        periods.part_of_month,
        {
            "end of month": "2026-11-30",
            "EOM": "2026-11-30",
            "early next month": "2026-12-01",
            "month-end": "2026-11-30",
        },
        cue="month eom monthend",
    ),
    Rule(
        "parts of periods",
        rf"\b{PART}[\s-]*(?:of\s+)?(?:the\s+|(?P<which>this|next)\s+)?(?:quarter"
        rf"|Q(?P<quarter>[1-4]))\b{YEAR}|\b(?P<end>EO)Q\b|\b(?:(?P<which>this"
        r"|next)\s+)?quarter[\s-]?(?P<end>end)\b|\bQ(?P<quarter>[1-4])[\s-](?P<end>end)\b",
        periods.part_of_quarter,
        {"by end of Q4": "2026-12-31", "EOQ": "2026-12-31", "end of next quarter": "2027-03-31"},
        cue="quarter eoq q1 q2 q3 q4 q",
    ),
    Rule(
        "parts of periods",
        rf"\b{PART}[\s-]*(?:of\s+)?(?:the\s+|(?P<which>this|next)\s+)?(?:year"
        r"|(?P<year>20\d\d))\b|\b(?P<end>EO)Y\b|\b(?:(?P<which>this"
        r"|next)\s+)?year[\s-]?(?P<end>end)\b|\b(?:by"
        r"|before)\s+the\s+(?P<end>year)\s+is\s+out\b|\b(?:end\s+of\s+)?(?P<end>H[12]"
        r"|first\s+half|second\s+half)(?:\s+of\s+(?:the\s+|(?P<which>this\s+|next\s+))?(?:year"
        r"|(?P<year>20\d\d)))?\b",
        periods.part_of_year,
        {
            "by the end of the year": "2026-12-31",
            "EOY": "2026-12-31",
            "end of next year": "2027-12-31",
            "mid-2027": "2027-06-30",
        },
        cue="year eoy yearend h half mid early late end beginning start close",
    ),
    Rule(
        "parts of periods",
        r"\b(?P<which>this|next)\s+month\b",
        periods.part_of_month,
        {"by next month": "2026-12-31"},
        cue="month",
    ),
    Rule(
        "parts of periods",
        r"\b(?P<which>this|next)\s+quarter\b",
        periods.part_of_quarter,
        {"by next quarter": "2027-03-31"},
        cue="quarter",
    ),
    Rule(
        "parts of periods",
        r"\b(?P<which>this|next)\s+year\b",
        periods.part_of_year,
        {"by next year": "2027-12-31"},
        cue="year",
    ),
    Rule(
        "parts of periods",
        rf"(?<=\bby )(?:the\s+)?{MONTH_ALONE}{YEAR}(?!\s*\d|')"
        rf"|(?<=\bin )(?P<firm>{MONTH_ALONE})(?=\s*\Z)",
        periods.part_of_month,
        {"by December": "2026-12-31"},
        cue=MONTHS,
    ),
    # --- from now
    Rule(
        "from now",
        r"\b(?:(?P<firm>(?:with)?in)\s+)?(?:the\s+)?(?:(?:next|coming"
        rf"|upcoming)\s+(?P<n>{COUNT})|(?P<n>{COUNT})\s+(?:coming|upcoming))\s+(?P<unit>days?"
        r"|weeks?|months?)\b",
        lengths.time_from_now,
        {"in the next two weeks": "2026-12-09"},
        cue="next coming upcoming",
    ),
    Rule(
        "from now",
        rf"(?:{WITHIN})?\b{AMOUNT}{UNIT}'?,?\s+(?:and\s+)?(?P<more>{COUNT})\s+(?P<unit2>hours?"
        r"|minutes?|mins?|days?|months?)(?P<firm>\s+(?:from\s+now|later|hence)|)\b",
        lengths.time_from_now,
        {
            "2 hours 30 minutes from now": "2026-11-25T17:00",
            "in 1 hour and 15 minutes": "2026-11-25T15:45",
        },
        cue="in within later from hence",
    ),
    Rule(
        "from now",
        rf"\b{AMOUNT}{UNIT}(?P<half>\s+and\s+a\s+half)?(?P<firm>'?\s+(?:from\s+(?:right\s+)?"
        r"(?:now|today)|later|hence|after\s+(?:now|today)))\b",
        lengths.time_from_now,
        {
            "two weeks from now": "2026-12-09",
            "30 minutes later": "2026-11-25T15:00",
            "a week from today": "2026-12-02",
        },
        cue="from later hence after",
    ),
    Rule(
        "from now",
        rf"(?!\ba\s+second\b)(?:{WITHIN}|(?P<firm>\btwo\s+)(?=weeks\s+today)"
        rf"|\b(?!\d+h\b))(?:about\s+)?{AMOUNT}{UNIT}(?P<half>\s+and\s+a\s+half)?"
        r"(?:['’]?s?['’]?\s+time|\s+today\b)?(?:\s+from\s+(?:now|today))?(?!\s*(?:ago|before"
        r"|earlier|old|long|meeting|call|window|hotline|training|leave|break|session|course"
        r"|trip|delay|extension|stay|per|a\s|each|in\s+advance|notice|late|behind"
        r"|of(?!\s+(?:receipt|receiv|this|getting)))\b|-\w|'s)",
        lengths.time_from_now,
        {
            "in half an hour": "2026-11-25T15:00",
            "in an hour and a half": "2026-11-25T16:00",
            "in 2.5 hours": "2026-11-25T17:00",
            "within 3 days": "2026-11-28",
            "in a fortnight": "2026-12-09",
            "in 2 days' time": "2026-11-27",
            "in a couple of weeks": "2026-12-09",
            "two weeks": "2026-12-09",
            "3 days ago": "",
        },
        cue=(
            "hour hours hr hrs h minute minutes min mins second seconds sec secs day days week "
            "weeks wk wks fortnight fortnights month months quarter quarters year years yr yrs"
        ),
    ),
    Rule(
        "from now",
        r"\bwithin\s+the\s+(?P<unit>hour)\b|\bin\s+(?P<n>\d{1,3})(?P<unit>['\"hm])(?!\w)"
        r"|\bin\s+(?P<n>\d{1,2})(?P<unit>h)(?P<more>[0-5]\d)\b",
        lengths.within_the,
        {"within the hour": "2026-11-25T15:30", "in 15'": "2026-11-25T14:45"},
        cue="within in",
    ),
    Rule(
        "from now",
        r"\bwithin\s+the\s+(?P<end>day)\b|\b(?P<end>same)[\s-]day\b",
        days.this_day,
        {"within the day": "2026-11-25"},
        cue="day",
    ),
    # --- days
    Rule(
        "days",
        r"\b(?:the\s+)?(?P<word>day\s+after\s+(?:tomorrow|tmrw|tmr|tom)|overmorrow"
        r"|(?:the\s+)?next\s+day)\b",
        days.day_word,
        {"the day after tomorrow": "2026-11-27", "the next day": "2026-11-26"},
        cue="day overmorrow",
    ),
    Rule(
        "hours",
        rf"\b(?P<h>1[0-2]|[1-9]|{EN})(?=\s*,?\s+(?:tonight|(?:in\s+(?:the\s+)?|tomorrow"
        r"|this)\s*(?:morning|afternoon|evening|night)?)\b(?<!in))",
        hours.clock_time,
        {"8 tonight": "2026-11-25T20:00", "9 tomorrow morning": "2026-11-26T09:00"},
        cue="tonight morning afternoon evening tomorrow",
    ),
    Rule(
        "days",
        r"\b(?:(?:the\s+)?end\s+of\s+(?=today|tomorrow))?(?P<word>(?:tomorrows?"
        r"|tom{1,2}or{1,2}ows?|tmrow|tmrw|tmr|2moro|2morrow|today|yesterday)\b|to(?=night\b"
        r"|nite\b)|this(?=\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b))(?!'s"
        r"|’s)",
        days.day_word,
        {
            "tomorrow": "2026-11-26",
            "tmrw 9am": "2026-11-26T09:00",
            "this afternoon": "2026-11-25",
            "yesterday": "",
        },
        cue=(
            "tomorrow tommorow tomorow tommorrow tomorrows tmrow tmrw tmr moro morrow today "
            "yesterday tonight tonite this"
        ),
    ),
    # --- parts of the day
    Rule(
        "parts of the day",
        r"\bfirst\s+thing(?:\s+in\s+the\s+morning)?\b|\b(?:at\s+)?(?:start"
        r"|beginning)\s+of\s+(?:the\s+)?(?:business|day|work)\b|\bSOB\b(?!\w)|\bSOD\b",
        Said(part="early"),
        {"first thing tomorrow": "2026-11-26"},
        cue="first start beginning sob sod",
    ),
    Rule(
        "parts of the day",
        r"\b(?:early\s+|late\s+|mid-?)?morning\b|\bbefore\s+noon\b(?=x)",
        Said(part="morning", firm=False),
        {"tomorrow morning at 9": "2026-11-26T09:00"},
        cue="morning",
    ),
    Rule(
        "parts of the day",
        r"\b(?:before|by)\s+lunch(?:time)?\b|\blunch\s?time\b|\bby\s+lunch\b",
        Said(part="noon", firm=False),
        {"before lunch tomorrow": "2026-11-26"},
        cue="lunch lunchtime",
    ),
    Rule(
        "parts of the day",
        r"\b(?:early\s+|late\s+|mid-?)?afternoon\b",
        Said(part="afternoon", firm=False),
        {"tomorrow afternoon": "2026-11-26"},
        cue="afternoon midafternoon",
    ),
    Rule(
        "parts of the day",
        r"\b(?:(?:early|late)\s+)?(?:evening|night|nite)\b|(?<=\0)n(?:ight|ite)\b|\bbedtime\b",
        Said(part="evening", firm=False),
        {"tonight": "2026-11-25", "Sunday evening 8": "2026-11-29T20:00"},
        cue="evening night nite tonight tonite bedtime",
    ),
    Rule(
        "parts of the day",
        r"\b(?:the\s+)?(?:COB|EOB|EOD|EOP|close\s+of\s+(?:business|play|the\s+day)"
        r"|end\s+of\s+(?:the\s+)?(?:business\s+|working\s+|work\s+)?(?:day|business|play)"
        r"|(?:the\s+)?day'?s\s+end)\b|\b(?:the\s+)?(?:end|close)\s+of(?=\s+(?:the\s+"
        r"|this\s+)?\0)|(?<=\0)\s+(?:close|end)\b|\bbefore\s+(?:the\s+)?(?:office\s+)?clos(?:es"
        r"|ing)\b",
        Said(part="close"),
        {"COB Friday": "2026-11-27", "EOD": "2026-11-25", "end of day tomorrow": "2026-11-26"},
        cue="cob eob eod eop close end day closes closing",
    ),
    # --- hours
    Rule(
        "hours",
        r"\b(?:noon|mid-?\s?day(?!\s+of))\b",
        Said(clock=(12, 0, 0), exact=True, firm=False),
        {"tomorrow noon": "2026-11-26T12:00"},
        cue="noon midday mid",
    ),
    Rule(
        "hours",
        r"\bmidnight\b",
        Said(clock=(24, 0, 0), exact=True, firm=False),
        {"Friday midnight": "2026-11-28T00:00"},
        cue="midnight",
    ),
    Rule(
        "hours",
        rf"\b(?P<h>1[0-2]|[1-9]|{EN})\s*(?:o'?\s?clock|oclock)(?:\s*(?P<ap>[ap])\.?m\b)?",
        hours.clock_time,
        {"Friday 4 o'clock": "2026-11-27T16:00"},
        cue="o oclock clock",
    ),
    Rule(
        "zones",
        rf"(?<=[\0\s(])\(?(?P<zone>(?:utc|gmt)\s?[+-]\s?\d{{1,2}}(?::?\d\d)?"
        rf"|{names('zones', 'en')})\b\)?(?!\w)",
        hours.zone,
        {
            "Friday 9am ET": "2026-11-27T22:00",
            "Friday 15:00 GMT": "2026-11-27T23:00",
            "Friday 5pm Beijing time": "2026-11-27T17:00",
        },
    ),
    Rule(
        "hours",
        r"(?=[a-z])(?:(?<=\bby )|(?<=\bat )|(?<=\bbefore )|(?<=\baround )|(?<=\babout )"
        r"|(?<=\0 )"
        rf"|(?<=\0, ))(?P<h>{EN})(?:[\s-](?P<minutes>{EN}))?(?=\s*(?:\Z|[,;!?)\0]|\.(?!\d)"
        r"|minutes\s*\Z|(?:on|in|please|sharp|tomorrow|today|tonight)\b))(?:\s+minutes)?",
        hours.clock_time,
        {"tomorrow at seven": "2026-11-26T19:00", "Friday at five-thirty": "2026-11-27T17:30"},
    ),
    Rule(
        "hours",
        r"(?=\d)(?:(?<=\bby )|(?<=\bat )|(?<=\bbefore )|(?<=\baround )|(?<=\babout )|(?<=@)|(?<=@ )"
        r"|(?<=\btill )|(?<=\buntil )|(?<=\0 ))(?P<h>1[0-2]"
        r"|[1-9])(?:[.\s](?P<minutes>[0-5]\d))?(?![\d:%]|\.\d|\s*[-/]\s*\d)(?=\s*(?:\Z|[,;!?)\0]"
        r"|\.(?!\d)|(?:on|in\s+the|please|sharp|tomorrow|today|tonight|this|to(?!\s*\d)|or)\b))",
        hours.clock_time,
        {
            "tonight by 8": "2026-11-25T20:00",
            "by 5": "2026-11-25T17:00",
            "Monday at 2.30": "2026-11-30T14:30",
        },
    ),
    Rule(
        "hours",
        r"(?=\d)(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\bbefore )|(?<=\bapproximately )"
        r"|(?<=\btill )|(?<=\buntil )|(?<=\0 )"
        r"|(?<=\btomorrow )|(?<=\btoday )|(?<=@ ))(?!(?:19|20|21)(?!00|15|30|45)\d\d(?!\s*h)"
        r"|20[2-9]\d(?!\s*h))(?P<h>[01]?\d|2[0-4])(?P<minutes>[0-5]\d)(?:ish"
        r"|\s*(?P<exact>h(?:ou)?rs)\b)?(?![\d:/.-]|\s*(?:%|[a-z]+s\b))",
        hours.clock_time,
        {"by 1700 Friday": "2026-11-27T17:00", "tomorrow at 0900": "2026-11-26T09:00"},
    ),
    Rule(
        "now",
        r"\A\s*(?:(?:right|just)\s+)?(?:now|at\s+the\s+moment|asap|immediately|at\s+once|atm)\s*\Z",
        lengths.now_itself,
        {"right now": "2026-11-25T14:30"},
        cue="now moment atm",
    ),
)
