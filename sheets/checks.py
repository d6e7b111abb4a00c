"""What becomes of each line of an uploaded workbook. Decides everything, saves nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from plans.models import PlanState
from reports.models import Report, Submission
from reports.rules import (
    EXCUSED,
    WAITING,
    WORDS,
    Content,
    ReportState,
    Subject,
    is_writable,
    validate,
)
from sheets.columns import MARK, OPEN, Mark, Unreadable, clean, has_percent_sign, plain
from sheets.columns.writers import TICK
from sheets.models import Outcome, Sheet, SheetLine
from sheets.parsing import Row, Table

Error = dict[str, str]
FIGURES = ("percent", "value")


@dataclass(frozen=True)
class Known:
    """What the portal knows about the reports that a workbook speaks of; two queries."""

    reports: dict[int, Report]
    contents: dict[int, Content]

    @classmethod
    def about(cls, report_ids: Iterable[int]) -> "Known":
        wanted = Report.objects.filter(pk__in=set(report_ids))
        reports = wanted.select_related("period__plan", "target__indicator", "assignment").in_bulk()
        newest = Submission.objects.newest_of(reports)
        return cls(reports, {each.report_id: each.content for each in newest})


def judge(table: Table, *, sheet: Sheet, ends_on: date) -> list[SheetLine]:
    """One SheetLine for each line that says something, in the order of the workbook."""
    tokens = {row.number: _token(table, row) for row in table.rows}
    claimed: dict[int, list[int]] = defaultdict(list)
    for number, token in tokens.items():
        if isinstance(token, int):
            claimed[token].append(number)
    known = Known.about(claimed)
    lines = []
    for row in table.rows:
        token = tokens[row.number]
        if isinstance(token, int):
            judged = _Line(table, row, known, sheet, ends_on, claimed[token]).judged(token)
        elif _says_something(table, row) or token["code"] != "no_token":
            judged = SheetLine(outcome=Outcome.REFUSED, errors=[token])
        else:
            continue  # a note or a blank line of their own
        judged.sheet, judged.row = sheet, row.number
        lines.append(judged)
    return lines


def _token(table: Table, row: Row) -> int | Error:
    try:
        mark: Mark = MARK.read(table.cell(row, MARK.key))
        return mark.report_id
    except Unreadable as error:
        address = table.address(row, MARK.key)
        return {"cell": address, "code": error.code, "found": error.found}


def _says_something(table: Table, row: Row) -> bool:
    cells = (table.cell(row, column.key) for column in OPEN)
    return any(bool(cell.strip()) if isinstance(cell, str) else cell is not None for cell in cells)


@dataclass
class _Line:
    table: Table
    row: Row
    known: Known
    sheet: Sheet
    ends_on: date
    rows_of_report: list[int]

    def judged(self, report_id: int) -> SheetLine:
        report = self.known.reports.get(report_id)
        stranger = self._stranger(report)
        if report is None or stranger:
            # Another unit's report is not even named here.
            return SheetLine(outcome=Outcome.REFUSED, errors=[self._error(MARK.key, stranger)])
        current = self.known.contents.get(report_id)
        line = SheetLine(report=report, revision=report.revision, outcome=Outcome.REFUSED)
        line.errors, fields = self._read(report)
        if not line.errors:
            self._compare(line, Content(**fields), report, current)
        if len(self.rows_of_report) > 1:
            others = ", ".join(str(n) for n in self.rows_of_report if n != self.row.number)
            if line.outcome != Outcome.REFUSED:
                line.outcome, line.errors = Outcome.REFUSED, []
            line.errors.append(self._error(MARK.key, "twice", others))
        return line

    def _stranger(self, report: Report | None) -> str:
        if report is None:
            return "gone"
        if report.unit_id != self.sheet.unit_id:
            return "other_unit_line"
        return "other_period_line" if report.period.ends_on != self.ends_on else ""

    def _error(self, key: str, code: str, found: str = "") -> Error:
        return {"cell": self.table.address(self.row, key), "code": code, "found": found}

    def _read(self, report: Report) -> tuple[list[Error], dict[str, Any]]:
        errors, fields = [], {}
        for column in OPEN:
            cell = self.table.cell(self.row, column.key)
            try:
                fields[column.key] = column.read(cell)
            except Unreadable as error:
                errors.append(self._error(column.key, error.code, error.found))
                continue
            if column.key == "value" and has_percent_sign(cell) and not _in_percent(report):
                errors.append(self._error("value", "percent_sign", f"{fields['value']:f}%"))
        return errors, fields

    def _compare(
        self, line: SheetLine, content: Content, report: Report, current: Content | None
    ) -> None:
        if content == Content():
            line.outcome = Outcome.SAME
            return
        line.content = texts(content, report.about)
        before = texts(current or Content(), report.about)
        line.before = {key: before[key] for key in before if before[key] != line.content[key]}
        faults = validate(content, about=report.about, submit=False)
        line.errors = [self._error(key, code, _found(content, key)) for key, code in faults.items()]
        if line.before and not line.errors:
            line.errors = self._closed(report)
        if line.errors:
            line.outcome = Outcome.REFUSED
        elif current is None:
            line.outcome = Outcome.NEW
        else:
            line.outcome = Outcome.CHANGED if line.before else Outcome.SAME
        if line.outcome != Outcome.REFUSED:
            # What is still missing keeps it from being submitted, not from being saved.
            gaps = validate(content, about=report.about, submit=True, is_part=report.is_part)
            line.errors = [self._error(key, gap) for key, gap in gaps.items()]

    def _closed(self, report: Report) -> list[Error]:
        if report.period.plan.state != PlanState.ACTIVE:
            return [self._error(MARK.key, "plan_closed")]
        if report.period.closed_at is not None:
            return [self._error(MARK.key, "period_closed")]
        state = ReportState(report.state)
        return [] if is_writable(state) else [self._error(MARK.key, _why_closed(state))]


def _why_closed(state: ReportState) -> str:
    if state in WAITING:
        return "closed_submitted"
    return "closed_excused" if state in EXCUSED else "closed_approved"


def texts(content: Content, about: Subject) -> dict[str, str]:
    """Field -> text, of the fields that a report asks for and of what was given beside them."""
    asked = "percent" if about is Subject.TASK else "value"
    figures = {key: _figure(getattr(content, key)) for key in FIGURES}
    told = {key: text for key, text in figures.items() if key == asked or text}
    words = {key: clean(getattr(content, key)) for key in WORDS}
    return told | words | {"no_change": TICK if content.no_change else ""}


def content_of(line: SheetLine) -> Content:
    """The content that a line will save; the opposite of `texts`."""
    fields: dict[str, Any] = {key: line.content.get(key, "") for key in WORDS}
    fields |= {key: Decimal(text) for key in FIGURES if (text := line.content.get(key))}
    return Content(**fields, no_change=bool(line.content.get("no_change")))


def _figure(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def _found(content: Content, key: str) -> str:
    value = getattr(content, key)
    return value[:40] if isinstance(value, str) else _figure(value)


def _in_percent(report: Report) -> bool:
    """A task has no value at all, which `validate` says better than a complaint about a sign."""
    measure = report.target.indicator.unit_of_measure if report.target else "%"
    return any(sign in measure for sign in ("%", "％", "百分"))
