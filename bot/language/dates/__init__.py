"""Times people write, in Chinese and English: read as deadlines, found in sentences, said back.

    read_due("下周五下班前", now, calendar)      what it means, and whether to ask first
    find_due("请张伟明天下午3点前交初稿", …)     where it stands in a sentence
    deadline(text, now, "Asia/Shanghai")        a day, a moment or none, in one call
    say_due(at, tz, "zh")                       12月4日 周五 18:00

The grammar is a table of rows in `grammar/*.toml` (`english.toml` says how to add one), each with
the examples that are its tests. A row reads its words wherever they stand; what neighbours name
together is decided in `said.py`, and whether it is a deadline at all in `sentence.py`.
"""

from bot.language.dates.deadlines import (
    Found,
    Meant,
    Unsure,
    deadline,
    find_due,
    find_impossible,
    find_times,
    holds_time,
    names_hours,
    read_days,
    read_due,
    warm_up,
)
from bot.language.dates.doubts import Doubt
from bot.language.dates.repeats import (
    Every,
    aimed_again,
    first_kept,
    following,
    may_rest,
    reckoned,
    settled,
)
from bot.language.dates.said import Repeat
from bot.language.dates.saying import marks, say_day, say_distance, say_due
from bot.language.dates.stretches import lasting

__all__ = [
    "Doubt",
    "Every",
    "Found",
    "Meant",
    "Repeat",
    "Unsure",
    "aimed_again",
    "deadline",
    "find_due",
    "find_impossible",
    "find_times",
    "first_kept",
    "following",
    "holds_time",
    "lasting",
    "marks",
    "may_rest",
    "names_hours",
    "read_days",
    "read_due",
    "reckoned",
    "say_day",
    "say_distance",
    "say_due",
    "settled",
    "warm_up",
]
