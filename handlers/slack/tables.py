"""Tables of words as a file, .xlsx, .docx or .csv. What writes them takes its time and its memory:
it is loaded when somebody asks for a file.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any, NamedTuple

A4, WIDE, HIGH, MARGIN = 9, 29.7, 21.0, 1.5  # its name in a sheet; centimetres
FREE = 0.4  # centimetres a cell keeps free at its sides
Rows = Sequence[Sequence[str | int]]


class Sheet(NamedTuple):
    """`rows`: the first is the head of the table; `widths`: of its columns, in letters."""

    name: str
    rows: Rows
    widths: Sequence[int]


def written(ending: str, heads: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    """`heads`: a title and a line about it, above the first table."""
    return {"xlsx": _xlsx, "docx": _docx, "csv": _csv}[ending](heads, sheets)


def _csv(heads: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    """The first table alone, as a spreadsheet opens it: a sign that would reckon is quoted."""
    held = StringIO()
    rows = [[f"'{one}" if str(one)[:1] in "=+-@" else one for one in row] for row in sheets[0].rows]
    csv.writer(held).writerows(rows)
    return held.getvalue().encode("utf-8-sig")


# --- .xlsx -------------------------------------------------------------------


def _xlsx(heads: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    for n, one in enumerate(sheets):
        sheet = book.create_sheet(one.name[:31])
        _fill(sheet, [[head] for head in heads] if n == 0 else [], one.rows, one.widths)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(sheet: Any, heads: Rows, rows: Rows, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    top = len(heads) + 1
    for n, line in enumerate((*heads, *rows), start=1):
        for at, text in enumerate(line, start=1):
            _cell(sheet, n, at, text, bold=n <= top, wrap=n >= top)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{top + 1}"
    last = f"{get_column_letter(len(widths))}{top + len(rows) - 1}"
    sheet.auto_filter.ref = f"A{top}:{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"


def _cell(sheet: Any, row: int, column: int, text: str | int, *, bold: bool, wrap: bool) -> None:
    """A number; or words, whatever they begin with: =, + and @ reckon nothing, here or edited."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, column)
    cell.value = text
    if isinstance(text, str):
        cell.data_type, cell.quotePrefix = "s", True
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")


# --- .docx -------------------------------------------------------------------


def prose(title: str, lines: Sequence[str]) -> bytes:
    """A page of prose as .docx: its title in the middle, a paragraph a line."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    sheet = Document()
    _in_song(sheet, 14)
    head = sheet.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, Pt(18)
    for line in lines:
        sheet.add_paragraph(line)
    held = BytesIO()
    sheet.save(held)
    return held.getvalue()


def _in_song(sheet: Any, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    font = sheet.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(size)
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")


def _docx(heads: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    from docx import Document

    paper = Document()
    _landscape(paper.sections[0])
    _in_song(paper, 9)
    title, about = heads
    paper.add_paragraph().add_run(title).bold = True
    paper.add_paragraph(about)
    for n, one in enumerate(sheets):
        if n:
            paper.add_paragraph()
            paper.add_paragraph().add_run(one.name).bold = True
        _grid(paper, one.rows, one.widths)
    held = BytesIO()
    paper.save(held)
    return held.getvalue()


def _landscape(page: Any) -> None:
    """A4, as the office prints, with room for a wide table."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(WIDE), Cm(HIGH)
    page.left_margin = page.right_margin = Cm(MARGIN)


def _grid(paper: Any, rows: Rows, widths: Sequence[int]) -> None:
    """A table with lines, its head bold and repeated on each page."""
    from docx.oxml.ns import qn
    from docx.shared import Cm

    room = WIDE - 2 * MARGIN - FREE * len(widths)
    grid = paper.add_table(rows=len(rows), cols=len(widths))
    grid.style, grid.autofit = "Table Grid", False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(FREE + room * width / sum(widths))
    for n, (line, row) in enumerate(zip(grid.rows, rows, strict=True)):
        for cell, text, column in zip(line.cells, row, grid.columns, strict=True):
            cell.width = column.width
            cell.paragraphs[0].add_run(str(text)).bold = n == 0
    repeated = grid.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
