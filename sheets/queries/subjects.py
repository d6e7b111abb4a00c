"""What a department's own sheet can be about."""

from datetime import date
from typing import Any

from django.db import connection

from reports.models import Period, Report
from reports.rules import EXCUSED
from sheets.book import Book
from sheets.models import Sheet
from sheets.rules.matching import Owed
from units.models import UnitName

# Lean rows: a city owes a hundred thousand reports.
SUBJECTS = """
    SELECT report.id, COALESCE(task.title, indicator.name), COALESCE(task.number, ''),
        COALESCE(task.quote, target.quote), plan.title, report.unit_id,
        COALESCE(indicator.unit_of_measure, '%%'), COALESCE(indicator.name, ''), plan.doc_number
    FROM reports_report report
    JOIN reports_period period ON period.id = report.period_id
    JOIN plans_plan plan ON plan.id = period.plan_id
    LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
    LEFT JOIN tasks_task task ON task.id = assignment.task_id
    LEFT JOIN indicators_target target ON target.id = report.target_id
    LEFT JOIN indicators_indicator indicator ON indicator.id = target.indicator_id
    WHERE period.ends_on = %(ends_on)s AND report.state <> ALL(%(excused)s)
        AND (%(unit)s::bigint IS NULL OR report.unit_id = %(unit)s)
    ORDER BY plan.id, task.position, target.position, report.id
"""
# The name that counts comes first.
NAMES = """
    SELECT unit.id, array_prepend(unit.name, array_agg(DISTINCT name.name))
    FROM units_unit unit JOIN units_unitname name ON name.unit_id = unit.id
    GROUP BY unit.id
"""


def owed_subjects(unit_id: int | None, ends_on: date) -> list[Owed]:
    """What the unit, or every unit, reports on for the closing date; two statements."""
    facts: dict[str, Any] = {"unit": unit_id, "ends_on": ends_on, "excused": list(EXCUSED)}
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        names = {pk: tuple(known) for pk, known in cursor.fetchall()}
        cursor.execute(SUBJECTS, facts)
        return [
            Owed(key, title, number, quote, plan, names.get(unit, ()), *rest)
            for key, title, number, quote, plan, unit, *rest in cursor.fetchall()
        ]


def names_of(unit_id: int | None) -> list[str]:
    """All names of a unit, those of other times among them."""
    return list(UnitName.objects.filter(unit=unit_id).values_list("name", flat=True))


def names_of_others(unit_id: int) -> list[str]:
    """All names of all other units."""
    return list(UnitName.objects.exclude(unit=unit_id).values_list("name", flat=True))


def open_days(sheet: Sheet) -> list[str]:
    """The closing dates that the sheet can be about, the newest first, as ISO dates."""
    periods = Period.objects.opened().filter(closed_at=None)
    if sheet.unit_id is not None:
        periods = periods.filter(reports__in=Report.objects.expected().filter(unit=sheet.unit_id))
    days = periods.order_by("-ends_on").values_list("ends_on", flat=True).distinct()
    return [day.isoformat() for day in days[:36]]


def notes_of(book: Book) -> list[dict[str, str]]:
    """What is to be said about a file as a whole: what was read though nobody sees it."""
    notes = []
    for page in book.pages:
        about = {"page": page.name}
        if page.state == "hidden":
            notes.append({"code": "hidden_sheet", **about})
        if page.hidden_rows:
            code = "filtered_rows" if page.filtered else "hidden_rows"
            notes.append({"code": code, "found": str(len(page.hidden_rows)), **about})
        if page.hidden_columns and page.state == "visible":
            found = ", ".join(sorted(page.hidden_columns)[:10])
            notes.append({"code": "hidden_columns", "found": found, **about})
    if book.macros:
        notes.append({"code": "macros_ignored"})
    if book.more_pictures:
        notes.append({"code": "pictures_more", "found": str(book.more_pictures)})
    return notes
