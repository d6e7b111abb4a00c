"""The breakdown as a workbook that prints the way offices lay it out."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from briefs import layout, rules, wording
from briefs.rules import Breakdown, Heading, Item

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_ROW, NOTE_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
LAST = get_column_letter(len(layout.WIDTHS))
# A column's width counts digits of Excel's usual font, which are 7 pixels wide at 96 to the inch.
DIGIT_MM = 7 * 25.4 / 96
# A little less than the page has: its borders must fit as well, or Excel shrinks everything.
SHARE = 0.98
# What a cell leaves free on both sides together.
PADDING_MM = 2.5
# Excel knows no row above 409 points, and a page holds about 400: a long text takes several rows.
TALLEST, MOST_LINES = 409, 18
# The index of the column that says what is to be done.
WORK = 2

GB2312 = 134
THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
ASIDE = Alignment(vertical="center", wrap_text=True)


def _font(face: layout.Face, points: int) -> Font:
    # With its character set Excel takes another Chinese face where this one is missing.
    return Font(name=face.name, sz=points, charset=GB2312)


TITLE = _font(layout.TITLE, layout.TITLE_POINTS)
NOTE = _font(layout.ITALIC, layout.NOTE_POINTS)
HEAD = _font(layout.BLACK, layout.TEXT_POINTS)
TEXT = _font(layout.BODY, layout.TEXT_POINTS)
HEADINGS = (HEAD, _font(layout.ITALIC, layout.TEXT_POINTS))


def write_workbook(breakdown: Breakdown, *, now: datetime) -> bytes:
    """The finished .xlsx file, in the language of the person who asked for it."""
    book = Workbook()
    sheet = book.active
    sheet.title = pgettext("sheet title", "Breakdown")
    _write_top(sheet, breakdown)
    row = FIRST_ROW
    for each in breakdown.rows:
        row = (
            _write_heading(sheet, row, each)
            if isinstance(each, Heading)
            else _write_item(sheet, row, each)
        )
    if not breakdown.rows:
        row = _write_heading(sheet, row, Heading(1, _("This plan has no tasks.")))
    _prepare_print(sheet, last_row=row - 1)
    book.properties.title, book.properties.creator = breakdown.title, breakdown.issuer
    book.properties.created = timezone.make_naive(now, timezone.get_fixed_timezone(0))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(cell: Cell, value: str, font: Font, alignment: Alignment) -> None:
    """Text stays text: what starts with = must never become a formula, here or in Excel."""
    cell.value, cell.font, cell.alignment = value, font, alignment
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _write_top(sheet: Worksheet, breakdown: Breakdown) -> None:
    for row, text, font in ((TITLE_ROW, breakdown.title, TITLE), (NOTE_ROW, breakdown.note, NOTE)):
        sheet.merge_cells(f"A{row}:{LAST}{row}")
        _put(sheet.cell(row, 1), text, font, MIDDLE)
        lines = len(rules.wrapped(text, room=layout.TABLE.room / (font.sz * 25.4 / 72)))
        sheet.row_dimensions[row].height = lines * font.sz * 1.4 if text else 6
    for number, (name, millimetres) in enumerate(
        zip(wording.columns(), layout.WIDTHS, strict=True), start=1
    ):
        cell = sheet.cell(HEAD_ROW, number)
        _put(cell, name, HEAD, MIDDLE)
        cell.border = FRAME
        sheet.column_dimensions[get_column_letter(number)].width = millimetres * SHARE / DIGIT_MM
    sheet.row_dimensions[HEAD_ROW].height = 1.75 * layout.LINE_POINTS
    sheet.freeze_panes = f"A{FIRST_ROW}"


def _write_heading(sheet: Worksheet, row: int, heading: Heading) -> int:
    """Returns the row behind it."""
    sheet.merge_cells(f"A{row}:{LAST}{row}")
    _put(sheet.cell(row, 1), heading.text, HEADINGS[min(heading.level, 2) - 1], ASIDE)
    _frame(sheet, row)
    sheet.row_dimensions[row].height = _height([heading.text], [layout.TABLE.room])
    return row + 1


def _write_item(sheet: Worksheet, row: int, item: Item) -> int:
    """Returns the row behind it."""
    parts = rules.pieces(item.work, room=_room(layout.WIDTHS[WORK]), most=MOST_LINES)
    texts = (str(item.number), item.title, parts[0], item.leads, item.assists, item.due)
    for column, text in enumerate(texts):
        _put(sheet.cell(row, column + 1), text, TEXT, _alignment(column, long=len(parts) > 1))
    # A number, so that the column can be sorted.
    sheet.cell(row, 1).value = item.number
    if len(parts) > 1:
        return _write_parts(sheet, row, parts)
    _frame(sheet, row)
    sheet.row_dimensions[row].height = _height(texts, layout.WIDTHS)
    return row + 1


def _write_parts(sheet: Worksheet, row: int, parts: Sequence[str]) -> int:
    """A text too long for one row goes on in the next ones; the other cells span them all."""
    last = row + len(parts) - 1
    for column in range(1, len(layout.WIDTHS) + 1):
        if column != WORK + 1:
            letter = get_column_letter(column)
            sheet.merge_cells(f"{letter}{row}:{letter}{last}")
    for at, part in enumerate(parts, start=row):
        _frame(sheet, at)
        cell = sheet.cell(at, WORK + 1)
        _put(cell, part, TEXT, _alignment(WORK, long=True))
        cell.border = Border(
            left=THIN,
            right=THIN,
            top=THIN if at == row else None,
            bottom=THIN if at == last else None,
        )
        sheet.row_dimensions[at].height = _height([part], [layout.WIDTHS[WORK]])
    return last + 1


def _alignment(column: int, *, long: bool) -> Alignment:
    """A cell of several rows begins at its top: its middle may be on another page."""
    return Alignment(
        horizontal="center" if layout.CENTRED[column] else None,
        vertical="top" if long else "center",
        wrap_text=True,
    )


def _frame(sheet: Worksheet, row: int) -> None:
    for column in range(1, len(layout.WIDTHS) + 1):
        sheet.cell(row, column).border = FRAME


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Points that a row needs: Excel measures rows only when somebody types in them."""
    lines = max(
        len(rules.wrapped(text, room=_room(width)))
        for text, width in zip(texts, widths, strict=True)
    )
    return min((lines + 0.5) * layout.LINE_POINTS, TALLEST)


def _room(millimetres: int) -> float:
    """How many Chinese letters stand side by side in a cell of that width."""
    return (millimetres - PADDING_MM) / (layout.TEXT_POINTS * 25.4 / 72)


def _prepare_print(sheet: Worksheet, *, last_row: int) -> None:
    sheet.print_area = f"A1:{LAST}{last_row}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    for side in ("top", "right", "bottom", "left"):
        setattr(sheet.page_margins, side, getattr(layout.TABLE, side) / 25.4)
    sheet.page_margins.footer = layout.TABLE.to_footer / 25.4
    # In footers & begins a code: face, size, then the page's number.
    number = f'&"{layout.PAGE_NUMBER.name}"&{layout.PAGE_NUMBER_POINTS}— &P —'
    sheet.HeaderFooter.differentOddEven = True
    sheet.oddFooter.right.text, sheet.evenFooter.left.text = number, number
