"""The table of a round's comments and their fates, as a file: .xlsx or .docx, in the asker's
language. What people wrote stands in it as words, never as a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.catalog import Markup, unescape
from bot.people import may_see
from bot.request import Request
from bot.rounds_fates import fate_word
from handlers.rounds_card import counts, kind
from storage import rounds as stored
from storage.rounds import Answer, Comment, Invited, Round
from storage.rounds import RoundState as State

# Characters that no .xlsx and no .docx can hold.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CELL = 32_000  # characters in a cell
COLUMNS = ("number", "who", "when", "place", "problem", "wording", "weight", "fate", "reason")
WIDTHS = (6, 14, 18, 16, 44, 44, 12, 12, 36)  # in letters

Drawn = tuple[str, str, bytes]  # words to go with it, its name, what is in it
Rows = Sequence[Sequence[str]]


def table(request: Request, blanks: Mapping[str, Any]) -> Drawn | None:
    """The file somebody asked for; None if they may not see the round any more."""
    found = request.session.get_one(Round, blanks["id"])
    if not may_see(request.session, request.me, found.draft.matter):
        return None
    said = stored.comments(request.session, found.id)
    ending = blanks["as"]
    draft, n = found.draft.matter, found.number
    blanks = {"draft": draft.number, "n": n, "kind": kind(found), "title": draft.title}
    text = request.say("rounds.file-here", counts=counts(request, said, decided=True), **blanks)
    name = _plain(request, "rounds.file-name", draft=draft.number, n=n)
    heads = [_title(request, found), _about(request, found)]
    write = {"xlsx": _xlsx, "docx": _docx}[ending]
    answers = _answers(request, found, said)
    return text, f"{name}.{ending}", write(request, heads, _comments(request, said), answers)


def _plain(request: Request, key: str, **blanks: object) -> str:
    """A text for a file: nothing in it is escaped for Slack."""
    raw = {name: Markup(one) if type(one) is str else one for name, one in blanks.items()}
    return fit(unescape(request.say(key, **raw)))


def fit(text: str) -> str:
    return UNFIT.sub("", text)[:CELL]


def _title(request: Request, found: Round) -> str:
    matter = found.draft.matter
    return _plain(request, "rounds.table-title", draft=matter.number, title=matter.title)


def _about(request: Request, found: Round) -> str:
    is_open = found.state is State.OPEN
    return _plain(
        request,
        "rounds.table-about-open" if is_open else "rounds.table-about",
        n=found.number,
        kind=kind(found),
        version=found.version,
        opened=found.matter.opened_at,
        by=found.matter.opened_by.name,
        ended=found.ended_at or found.closes_at,
    )


def _comments(request: Request, said: Sequence[Comment]) -> Rows:
    """The head of the table, then a row a comment."""
    return [
        [_plain(request, f"rounds.table-{column}") for column in COLUMNS],
        *(_row(request, one) for one in said),
    ]


def _row(request: Request, one: Comment) -> list[str]:
    weight = _plain(request, "rounds.must" if one.must else "rounds.suggestion")
    late = f" · {_plain(request, 'rounds.table-late')}" if one.late else ""
    fate = _plain(request, f"rounds.fate-{fate_word(one)}")
    when = _plain(request, "rounds.table-at", at=one.at)
    words = [fit(text) for text in (one.place, one.problem, one.wording)]
    return [
        str(one.number),
        fit(one.person.name),
        when,
        *words,
        weight + late,
        fate,
        fit(one.reason),
    ]


def _answers(request: Request, found: Round, said: Sequence[Comment]) -> Rows:
    """Who was asked, and what they said: no answer is recorded as no answer."""
    head = [_plain(request, f"rounds.table-{column}") for column in ("who", "answers", "when")]
    return [head, *(_answer(request, found, one, said) for one in found.invited)]


def _answer(request: Request, found: Round, one: Invited, said: Sequence[Comment]) -> list[str]:
    theirs = len([each for each in said if each.person_id == one.person_id])
    silence = "silence" if found.silence_counts else "none"
    word = {Answer.AGREES: "agrees", Answer.COMMENTS: "comments"}.get(one.answer, silence)
    if one.answer is Answer.NONE and found.state is State.OPEN:
        word = "waits"
    count = {"n": theirs} if word == "comments" else {}
    when = _plain(request, "rounds.table-at", at=one.answered_at) if one.answered_at else ""
    return [fit(one.person.name), _plain(request, f"rounds.answer-{word}", **count), when]


# --- .xlsx -------------------------------------------------------------------


def _xlsx(request: Request, heads: Sequence[str], comments: Rows, answers: Rows) -> bytes:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = _plain(request, "rounds.table-comments")[:31]
    _sheet(first, [[one] for one in heads], comments, WIDTHS)
    second = book.create_sheet(_plain(request, "rounds.table-answers")[:31])
    _sheet(second, [], answers, (20, 40, 20))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(sheet: Worksheet, heads: Rows, rows: Rows, widths: Sequence[int]) -> None:
    top = len(heads) + 1
    for n, line in enumerate((*heads, *rows), start=1):
        for at, text in enumerate(line, start=1):
            _cell(sheet, n, at, text, bold=n <= top, wrap=n >= top)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{top + 1}"
    last = f"{get_column_letter(len(widths))}{top + len(rows) - 1}"
    sheet.auto_filter.ref = f"A{top}:{last}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"


def _cell(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool, wrap: bool) -> None:
    """Words, whatever they begin with: =, + and @ reckon nothing, here or when it is edited."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type, cell.quotePrefix = "s", True
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")


# --- .docx -------------------------------------------------------------------


def _docx(request: Request, heads: Sequence[str], comments: Rows, answers: Rows) -> bytes:
    paper = Document()
    page = paper.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    font = paper.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(9)
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    title, about = heads
    paper.add_paragraph().add_run(title).bold = True
    paper.add_paragraph(about)
    _grid(paper, comments, WIDTHS)
    paper.add_paragraph()
    _grid(paper, answers, (20, 40, 20))
    written = BytesIO()
    paper.save(written)
    return written.getvalue()


def _grid(paper: Any, rows: Rows, widths: Sequence[int]) -> None:
    """A table with lines, its head bold and repeated on each page."""
    room = paper.sections[0].page_width - 2 * paper.sections[0].left_margin
    grid = paper.add_table(rows=len(rows), cols=len(widths))
    grid.style, grid.autofit = "Table Grid", False
    for n, (line, row) in enumerate(zip(grid.rows, rows, strict=True)):
        for cell, text, width in zip(line.cells, row, widths, strict=True):
            cell.width = int(room * width / sum(widths))
            cell.paragraphs[0].add_run(text).bold = n == 0
    repeated = grid.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
