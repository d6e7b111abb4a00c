"""Sheets with units and their names."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from core.errors import RuleBroken
from sheets import queries, wording
from sheets.book import OFFICE_LINES, Book
from sheets.checks import UnitJudge
from sheets.checks.pictures import Pictures
from sheets.checks.sources import Source
from sheets.models import Outcome, Sheet, uploader_of
from sheets.rules.cells import Around
from sheets.services.kinds.handling import Handling
from sheets.services.tables import table_source
from units.models import Unit, User
from units.services import NewUnit, Planted, add_names, plant_units


def find(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    # The superior of the first may be the last, so all are judged together.
    return table_source(sheet, book, kind=sheet.columns, batch=OFFICE_LINES)


def judge(
    sheet: Sheet, *, ends_on: date | None, around: Around, today: date, pictures: Pictures
) -> UnitJudge:
    return UnitJudge(around=around)


def save(sheet: Sheet, *, now: datetime) -> int:
    """New units first, so that names go to them before anybody else asks for one."""
    lines = queries.lines_to_save(sheet, submit=False).order_by("page", "row")
    by = uploader_of(sheet)
    rows = list(lines.filter(outcome=Outcome.NEW).values_list("content", flat=True))
    parents = Unit.objects.in_bulk([int(row["parent_id"]) for row in rows if row["parent_id"]])
    made = plant_units([_planted(row, parents) for row in rows], by=by, now=now)
    named = lines.filter(outcome=Outcome.CHANGED).values_list("about_id", "content")
    add_names(_names(list(named)), by=by, now=now)
    return len(made) + len(named)


def _planted(row: dict[str, Any], parents: dict[int, Unit]) -> Planted:
    wish = NewUnit(
        name=row["short_name"] or row["name"],
        kind=row["kind"],
        level=row["level"],
        parent=parents[int(row["parent_id"])] if row["parent_id"] else None,
        other_names=_split(row["aliases"]),
        full_name=row["name"],
    )
    return Planted(row["key"], wish, row["below"])


def _names(rows: Iterable[tuple[int | None, dict[str, Any]]]) -> list[tuple[Unit, str]]:
    known = list(rows)
    units = Unit.objects.in_bulk([pk for pk, _content in known if pk is not None])
    return [(units[pk], name) for pk, row in known if pk for name in _split(row["aliases"])]


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(filter(None, aliases.split("；")))


def withdraw(sheet: Sheet, *, by: User, now: datetime) -> int:
    """Never: others may have gone on with the units from the first minute."""
    raise RuleBroken(wording.stays(sheet))


HANDLING = Handling(find, judge, save, withdraw, twice="unit_twice")
