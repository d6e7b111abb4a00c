"""What is wrong with a sheet: as a list, and for the marks in a copy of it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.tables import Column, Kind, Table
from sheets import wording
from sheets.columns import BY_KEY
from sheets.marker.troubles import BESIDE
from sheets.models import Sheet, SheetLine
from sheets.rules import Level
from sheets.writing import Severity, Trouble


class Complaint(NamedTuple):
    """One sentence about one place of a sheet."""

    page: str
    cell: str
    row: int
    subject: str
    outcome: str
    sentence: str
    severity: Severity


def troubles_table(sheet: Sheet) -> Table:
    """Everything at once, so that nobody mends one cell after the other."""
    title = _("What is wrong in %(file)s") % {"file": sheet.name}
    return Table(title, COLUMNS, complaints(sheet))


COLUMNS = (
    Column(pgettext_lazy("file column", "Worksheet"), lambda each: each.page, 14),
    Column(pgettext_lazy("file column", "Line"), lambda each: each.row, 7, Kind.NUMBER),
    Column(pgettext_lazy("file column", "Cell"), lambda each: each.cell, 8),
    Column(pgettext_lazy("file column", "What it is about"), lambda each: each.subject, 34),
    Column(pgettext_lazy("file column", "Outcome"), lambda each: each.outcome, 12),
    Column(
        pgettext_lazy("file column", "What is wrong, and what to do"),
        lambda each: each.sentence,
        60,
    ),
)


def marks_of(sheet: Sheet) -> list[Trouble]:
    """The same for the cells of the person's own workbook, with a place for explanations."""
    marks = [
        Trouble(each.page, each.cell, each.sentence, each.severity) for each in complaints(sheet)
    ]
    return [*marks, *_places_to_explain(sheet)]


def _places_to_explain(sheet: Sheet) -> Iterator[Trouble]:
    """For every doubtful line; a file without such a column gets one beside everything.

    What was explained on the page goes along, so that the file says it when it comes back.
    """
    named: set[tuple[str, str]] = set()
    for line in sheet.lines.exclude(doubts={}).iterator():
        told, letters = wording.told(line, sheet), wording.letters_of(sheet, line)
        if not letters or (told.explanation and line.explained is None):
            continue
        letter = letters.get("explanation", BESIDE)
        if letter == BESIDE:
            heading = _heading(sheet, line, told.page)
            if (told.page, heading.cell) not in named:
                yield heading
            named.add((told.page, heading.cell))
        sentence = (
            _("This was written on the page of the sheet.")
            if told.explanation
            else _("If it is right although it looks doubtful, write here why.")
        )
        cell = f"{letter}{line.row}"
        yield Trouble(told.page, cell, sentence, Severity.WARNING, told.explanation)


def _heading(sheet: Sheet, line: SheetLine, page: str) -> Trouble:
    """What the new column is called, beside the other headings of the line's table."""
    table = wording.table_of(sheet, line)
    assert table is not None  # our own workbooks have the column
    sentence = _("The portal added this column. Explanations in it are read with the sheet.")
    title = str(BY_KEY["explanation"].title)
    return Trouble(page, f"{BESIDE}{table['rows'][1]}", sentence, Severity.WARNING, title)


def complaints(sheet: Sheet) -> Iterator[Complaint]:
    """In the order of the lines. A doubt that somebody has explained is none."""
    for line in sheet.lines.exclude(troubles=[], doubts={}).iterator():
        told = wording.told(line, sheet)
        facts = (line.row, line.subject, str(line.get_outcome_display()))
        for trouble in told.troubles:
            error = trouble.level == Level.ERROR
            severity = Severity.ERROR if error else Severity.WARNING
            yield Complaint(told.page, trouble.cell, *facts, trouble.sentence, severity)
        for doubt in () if told.explanation else told.doubts:
            yield Complaint(told.page, doubt.cell, *facts, doubt.sentence, Severity.WARNING)
