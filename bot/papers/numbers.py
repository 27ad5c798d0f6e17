"""Register numbers (发文字号): the issuer's mark, the year in 〔〕, a count from 1."""

from __future__ import annotations

import re

from bot.language.refusals import Refused

REFERENCE = re.compile(r"(?P<mark>[^\W\d_]{1,12})〔(?P<year>\d{4})〕(?P<count>[1-9]\d{0,4})号")
# What people write instead: other brackets, 年 behind the year, 第, a leading zero.
COUNT = re.compile(
    r"[〔\[［(（【﹝〈<]\s*(?P<year>\d{4}|\d{2})\s*年?\s*[〕\]］)）】﹞〉>]\s*"
    r"第?\s*0*(?P<count>[1-9]\d{0,4})\s*号"
)
NEARLY = re.compile(rf"(?P<mark>[^\W\d_]{{1,12}}?)\s*{COUNT.pattern}?")


def read(said: str) -> str:
    """A register number as it is to be written. Raises Refused with the form it should have."""
    said = said.strip()
    if REFERENCE.fullmatch(said):
        return said
    if nearly := NEARLY.fullmatch(said):
        raise Refused(
            "filing.bad-reference", field="reference", write=written(**nearly.groupdict())
        )
    raise Refused("filing.no-reference", field="reference")


def written(mark: str, year: str | int, count: str | int) -> str:
    year = f"20{year}" if len(str(year)) == 2 else year
    return f"{mark}〔{year}〕{count}号"
