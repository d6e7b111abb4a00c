"""The workbook that goes out: one line for each report that a unit owes for a closing date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.rules import TEXT_LIMIT, VALUE_BOUND
from sheets.columns import COLUMNS, Check, Column, Mark, Written

# Raised when columns change their meaning: older workbooks are then refused with a sentence.
VERSION = 2
STAMP_SALT = "luoshi.sheets.workbook"
STAMP_SHEET = "luoshi"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

BODY = Font(name="FangSong", size=11)
QUIET = Font(name="FangSong", size=11, color="6B7280")
HEADING = Font(name="SimHei", size=11, bold=True)
LOCKED_FILL = PatternFill("solid", fgColor="F3F4F6")
HEADING_FILL = PatternFill("solid", fgColor="DBE6F3")
THIN = Side(style="thin", color="D1D5DB")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Line:
    """What the workbook shows about one report. Field names are the keys of the columns."""

    mark: Mark
    plan: str
    number: str
    subject: str
    quote: str
    unit_of_measure: str
    last_figure: Decimal | None
    last_text: str
    percent: Decimal | None
    value: Decimal | None
    progress: str
    problems: str
    next_steps: str
    no_change: bool
    explanation: str
    # Which of the open columns this line may fill; none once the report was sent.
    open_keys: frozenset[str]


@dataclass(frozen=True)
class Stamp:
    """What the workbook knows about itself, signed."""

    unit_id: int
    ends_on: date
    version: int
    made_at: datetime

    def seal(self) -> str:
        facts = [self.unit_id, self.ends_on.isoformat(), self.version, self.made_at.isoformat()]
        return signing.dumps(facts, salt=STAMP_SALT)

    @classmethod
    def unseal(cls, text: str) -> "Stamp":
        """Raises signing.BadSignature for anything that the portal did not write."""
        unit_id, ends_on, version, made_at = signing.loads(text, salt=STAMP_SALT)
        return cls(unit_id, date.fromisoformat(ends_on), version, datetime.fromisoformat(made_at))


def write_workbook(lines: Sequence[Line], *, unit_name: str, stamp: Stamp) -> bytes:
    """The finished .xlsx file, in the language of the person who asked for it."""
    book = Workbook()
    sheet = book.active
    sheet.title = pgettext("sheet title", "Report")
    _write_header(sheet)
    for row, line in enumerate(lines, start=2):
        _write_line(sheet, row, line)
    last_row = max(len(lines) + 1, 2)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last_row}"
    _add_checks(sheet, last_row=last_row)
    _protect(sheet)
    _prepare_print(sheet, title=_title(unit_name, stamp.ends_on))
    _write_instructions(
        book.create_sheet(pgettext("sheet title", "Instructions")), unit_name, stamp
    )
    _put(book.create_sheet(STAMP_SHEET)["A1"], stamp.seal())
    book[STAMP_SHEET].sheet_state = "veryHidden"
    book.security = WorkbookProtection(lockStructure=True)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(cell: ExcelCell, value: Written) -> None:
    """Text stays text: what starts with = must never become a formula, here or in Excel."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _write_header(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, number)
        _put(cell, str(column.title))
        cell.font, cell.fill, cell.border = HEADING, HEADING_FILL, FRAME
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[1].height = 30
    # The header and what a line is about stay in sight.
    sheet.freeze_panes = "E2"


def _write_line(sheet: Worksheet, row: int, line: Line) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row, number)
        _put(cell, column.write(getattr(line, column.key)))
        cell.border, cell.alignment = FRAME, TOP
        is_open = column.key in line.open_keys
        cell.protection = Protection(locked=not is_open)
        cell.font = BODY if is_open or column.key in ("plan", "number", "subject") else QUIET
        if not is_open:
            cell.fill = LOCKED_FILL


def _add_checks(sheet: Worksheet, *, last_row: int) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        check = _validation(column)
        if check is not None:
            letter = get_column_letter(number)
            check.add(f"{letter}2:{letter}{last_row}")
            sheet.add_data_validation(check)


def _validation(column: Column) -> DataValidation | None:
    """What Excel checks while somebody types; the portal checks everything again."""
    if column.check is Check.PERCENT:
        limits: dict[str, Any] = {"type": "decimal", "formula1": "0", "formula2": "100"}
        hint = _("How much of the task is done, from 0 to 100. Write 62.5 for 62.5 %.")
        error = _("The percentage must be a number from 0 to 100.")
    elif column.check is Check.NUMBER:
        limits = {
            "type": "decimal",
            "formula1": f"{-VALUE_BOUND:f}",
            "formula2": f"{VALUE_BOUND:f}",
        }
        hint = _("What had been reached on the closing date, in the unit of measure of this line.")
        error = _("This must be a number, without words. The unit of measure has its own column.")
    elif column.check is Check.TEXT:
        limits = {"type": "textLength", "formula1": "0", "formula2": str(TEXT_LIMIT)}
        hint = _("At most %(limit)d characters.") % {"limit": TEXT_LIMIT}
        error = _("This text is too long. Shorten it to %(limit)d characters.") % {
            "limit": TEXT_LIMIT
        }
    else:
        return None
    # Excel repairs files whose prompts pass 255, error texts 224 or titles 32 characters.
    return DataValidation(
        **limits,
        operator="between",
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        promptTitle=str(column.title)[:32],
        prompt=hint[:255],
        errorTitle=str(column.title)[:32],
        error=error[:224],
    )


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password. Allowed is what breaks nothing."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.sort = False
    sheet.protection.autoFilter = False


def _prepare_print(sheet: Worksheet, *, title: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    # In headers & begins a code.
    sheet.oddHeader.center.text = title.replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"


def _title(unit_name: str, ends_on: date) -> str:
    return _("%(unit)s, progress up to %(day)s") % {
        "unit": unit_name,
        "day": date_format(ends_on),
    }


def _write_instructions(sheet: Worksheet, unit_name: str, stamp: Stamp) -> None:
    steps = (
        _("Fill in the white cells only; grey cells show what the portal knows."),
        _("Tasks are reported in percent, targets by their value in the unit of measure."),
        _("A line that you leave empty changes nothing."),
        _("You may sort, filter, hide columns and insert lines of your own."),
        _("Do not delete the hidden first column: it tells which report a line belongs to."),
        _("Formulas are welcome if the workbook was saved in Excel or WPS after the last change."),
        _("Save as .xlsx without a password and upload the file on the page “Excel”."),
        _("Nothing is saved before you have seen and confirmed what the portal has read."),
    )
    made = date_format(timezone.localtime(stamp.made_at), "DATETIME_FORMAT")
    texts = [
        _title(unit_name, stamp.ends_on),
        _("Downloaded on %(moment)s") % {"moment": made},
        "",
        *(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
    ]
    for row, text in enumerate(texts, start=1):
        cell = sheet.cell(row, 1)
        _put(cell, text or None)
        cell.font, cell.alignment = HEADING if row == 1 else BODY, TOP
    sheet.column_dimensions["A"].width = 90
    sheet.protection.sheet = True
