"""Departments' own sheets: what they are about, and the rows of one worksheet."""

from typing import Any

from openpyxl import Workbook

from plans.models import Plan
from reports.models import Period, Report
from tests import make
from tests.sheets.books import saved
from units.models import Unit

TITLES = ("建设人工智能实验室", "引进高层次人才", "办好科技活动周")


def owed_tasks(plan: Plan, period: Period, unit: Unit) -> list[Report]:
    """The reports of a unit on three tasks, numbered from 1."""
    tasks = [
        make.task(plan, unit, title=title, number=str(number))
        for number, title in enumerate(TITLES, start=1)
    ]
    return [make.report(period, task.assignments.get()) for task in tasks]


def rows_of(*rows: list[Any]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    return saved(book)
