"""Sheets of the office and of administrators, as people type them."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from sheets import services
from sheets.models import Kind, Sheet
from tests import make
from tests.sheets.books import saved, worked
from units.models import User


def table(head: Sequence[str], *rows: Sequence[object], title: str = "") -> bytes:
    """A workbook with a header and lines; with `title` above them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([title], head, *rows) if title else (head, *rows):
        sheet.append(row)
    return saved(book)


def sent(content: bytes, kind: Kind, by: User, **also: Any) -> Sheet:
    """Received as a sheet of the office, and read."""
    file = SimpleUploadedFile("表.xlsx", content)
    facts: dict[str, Any] = {
        "file": file,
        "name": "表.xlsx",
        "kind": kind,
        "by": by,
        "now": make.NOW,
    }
    return worked(services.receive_sheet(**facts, **also).sheet)


def told(sheet: Sheet) -> list[tuple[str, str]]:
    """(cell, code) of everything that is said about its lines."""
    return [
        (each["cell"], each["code"])
        for line in sheet.lines.order_by("page", "row")
        for each in line.troubles
    ]
