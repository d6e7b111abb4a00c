"""What a line says, would change and lacks, as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports import wording as report_wording
from sheets.columns import KINDS, Column
from sheets.models import SheetLine
from sheets.rules import Level
from sheets.wording.refusals import error


@dataclass(frozen=True)
class Change:
    """One field of a line: what it is called, what stood there, what will stand there."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Trouble:
    """What is to be said about one cell. `level` is one of sheets.rules.Level."""

    cell: str
    sentence: str
    level: str


@dataclass(frozen=True)
class Told:
    """A line as the page shows it."""

    line: SheetLine
    page: str
    changes: list[Change]
    troubles: list[Trouble]
    doubts: list[str]

    @property
    def errors(self) -> list[Trouble]:
        return [each for each in self.troubles if each.level == Level.ERROR]

    @property
    def gaps(self) -> list[Trouble]:
        return [each for each in self.troubles if each.level == Level.GAP]

    @property
    def notes(self) -> list[Trouble]:
        return [each for each in self.troubles if each.level == Level.NOTE]

    @property
    def explanation(self) -> str:
        return str(self.line.content.get("explanation", ""))


def told(line: SheetLine, *, pages: list[str], columns: str = "reports") -> Told:
    """`columns` is the kind of sheet whose columns the line has."""
    changes = [
        Change(str(column.title), *_sides(line, column))
        for column in KINDS[columns].values()  # the database keeps no order of fields
        if column.key in line.before
    ]
    return Told(
        line=line,
        page=pages[line.page] if len(pages) > line.page else "",
        changes=changes,
        troubles=[trouble(facts) for facts in line.troubles],
        doubts=report_wording.doubts(line.doubts),
    )


def _sides(line: SheetLine, column: Column) -> tuple[str, str]:
    key = column.key
    sides = str(line.before[key]), str(line.content.get(key, ""))
    if column.choices:
        before, after = (_choices(column, side) for side in sides)
    elif key == "no_change":
        before, after = (_("yes") if side else "" for side in sides)
    else:
        return sides
    return before, after


def _choices(column: Column, side: str) -> str:
    return _(", ").join(column.shown(value) for value in side.split(",")) if side else ""


def trouble(facts: Mapping[str, Any]) -> Trouble:
    return Trouble(facts["cell"], error(facts), facts.get("level", Level.ERROR))
