"""Sheets on a reporter's desk: one was saved, one waits to be confirmed, one asks for its columns.

They are about the newest closing date that is open on the day of loading; where the unit owes too
little for it, nothing is sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo.files import read
from reports.models import Report
from reports.rules import Content
from reports.services import save_draft
from sheets import queries, services
from sheets.models import Sheet
from sheets.writing import VERSION, Line, Stamp, write_workbook
from units.models import Unit, User

# One is saved, one changes under the waiting sheet, the others wait.
FEWEST = 5


def send_sheets(*, now: datetime) -> None:
    facts = read("sheets")
    unit, by = Unit.objects.get(name=facts["unit"]), User.objects.get(username=facts["by"])
    dates = queries.closing_dates([unit], now=now)
    if not dates:
        return
    ends_on = dates[0].ends_on
    tasks = [line for line in queries.owed_lines(unit, ends_on) if "percent" in line.open_keys]
    empty = [line for line in tasks if line.mark.revision == 0]
    if len(empty) < FEWEST:
        return
    desk = _Desk(unit, by, ends_on, now)
    saved, *waiting = empty[:FEWEST]
    sheet = desk.send(facts["saved"]["name"], desk.workbook([saved], facts["saved"]["line"]))
    services.confirm_sheet(sheet_id=sheet.pk, submit=False, by=by, now=now)
    desk.work()
    book = desk.workbook(waiting, *facts["waiting"]["line"])
    desk.change(waiting[0], facts["meanwhile"])
    desk.send(facts["waiting"]["name"], book)
    desk.send(facts["own"]["name"], facts["own"]["text"].encode())


class _Desk:
    """Where one person of one unit fills in sheets for one closing date."""

    def __init__(self, unit: Unit, by: User, ends_on: date, now: datetime) -> None:
        self.unit, self.by, self.ends_on, self.now = unit, by, ends_on, now

    def workbook(self, lines: list[Line], *told: Mapping[str, Any]) -> bytes:
        """The unit's workbook with lines filled in as the samples tell."""
        filled = [_filled(line, facts) for line, facts in zip(lines, told, strict=False)]
        stamp = Stamp(self.unit.pk, self.ends_on, VERSION, self.now)
        return write_workbook(filled, unit_name=self.unit.name, stamp=stamp)

    def change(self, line: Line, told: Mapping[str, Any]) -> None:
        """Somebody writes on the page what the sheet is about as well."""
        report = Report.objects.get(pk=line.mark.report_id)
        content = Content(percent=Decimal(told["percent"]), progress=told["progress"])
        who: dict[str, Any] = {"by": self.by, "now": self.now}
        save_draft(report_id=report.pk, revision=report.revision, content=content, **who)

    def send(self, name: str, content: bytes) -> Sheet:
        """Sent, and read by a worker."""
        receipt = services.receive_sheet(
            file=SimpleUploadedFile(name, content),
            name=name,
            unit=self.unit,
            by=self.by,
            now=self.now,
        )
        self.work()
        return receipt.sheet

    def work(self) -> None:
        while services.work_on_one_sheet(now=self.now):
            pass


def _filled(line: Line, told: Mapping[str, Any]) -> Line:
    """`change` is counted from the last figure."""
    percent = min(max((line.last_figure or Decimal(0)) + told["change"], Decimal(0)), Decimal(100))
    return replace(line, percent=percent, progress=told["progress"])
