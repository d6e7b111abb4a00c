"""Workbooks as people send them: downloaded here, filled in with openpyxl, uploaded."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.models import Report
from reports.rules import Content
from reports.services import save_draft
from sheets import queries, services
from sheets.columns import COLUMNS
from sheets.models import Sheet
from sheets.writing import VERSION, Stamp, write_workbook
from tests import make
from units.models import Unit, User

CLOSING = date(2026, 9, 30)
LETTERS = {column.key: chr(65 + number) for number, column in enumerate(COLUMNS)}
CONTENT = Content(percent=Decimal(40), progress="建立后备库。")
Change = Callable[[Worksheet], object]


def downloaded(unit: Unit, *, ends_on: date = CLOSING, version: int = VERSION) -> bytes:
    """The unit's workbook as the portal hands it out."""
    stamp = Stamp(unit.pk, ends_on, version, make.NOW)
    return write_workbook(queries.owed_lines(unit, ends_on), unit_name=unit.name, stamp=stamp)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(unit: Unit, change: Change, **download: Any) -> bytes:
    """The unit's workbook after somebody has changed its first sheet."""
    book = opened(downloaded(unit, **download))
    change(book.worksheets[0])
    return saved(book)


def write(sheet: Worksheet, row: int, **cells: object) -> None:
    """Fill cells of a line, by the key of their column."""
    for key, value in cells.items():
        sheet[f"{LETTERS[key]}{row}"] = value


def upload(content: bytes, unit: Unit, by: User, *, now: datetime = make.NOW) -> Sheet:
    """Receive a workbook without reading it."""
    file = SimpleUploadedFile("填报.xlsx", content)
    return services.receive_sheet(file=file, name=str(file.name), unit=unit, by=by, now=now).sheet


def read(content: bytes, unit: Unit, by: User) -> Sheet:
    """Receive a workbook and let a worker read it."""
    sheet = upload(content, unit, by)
    return worked(sheet)


def worked(sheet: Sheet) -> Sheet:
    """Let a worker do what there is to do."""
    while services.work_on_one_sheet(now=make.NOW + timedelta(seconds=1)):
        pass
    sheet.refresh_from_db()
    return sheet


def confirmed(sheet: Sheet, by: User, *, submit: bool = False, **also: Any) -> Sheet:
    """Confirm a sheet and let a worker save it."""
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "submit": submit, "by": by, "now": make.NOW}
    services.confirm_sheet(**facts, **also)
    return worked(sheet)


def outcomes(sheet: Sheet) -> dict[int, str]:
    """Excel's line number -> outcome."""
    return dict(sheet.lines.values_list("row", "outcome"))


def errors(sheet: Sheet) -> list[tuple[str, str]]:
    """(cell, code) of everything that is refused."""
    refused = sheet.lines.filter(outcome="refused")
    return [
        (each["cell"], each["code"])
        for line in refused
        for each in line.troubles
        if each["level"] == "error"
    ]


def drafted(report: Report, by: User, content: Content = CONTENT) -> Report:
    """A draft that was written on the page."""
    return save_draft(
        report_id=report.pk, revision=report.revision, content=content, by=by, now=make.NOW
    )
