"""What is to be said about which cell."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sheets.reader.address import letters, parse

# Notes are drawn one by one; a sheet with more of them takes minutes to open.
MOST_NOTES = 3_000
# Stands for the first column behind everything that the sheet has, as in +7.
BESIDE = "+"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Trouble:
    """A sentence about a cell; `sheet` is the name of its sheet as the workbook has it.

    `written` is put into the cell if that is empty.
    """

    sheet: str
    cell: str
    sentence: str
    severity: Severity = Severity.ERROR
    written: str = ""


@dataclass
class Mark:
    """Everything that is said about one cell; column 0 is the one beside everything."""

    row: int
    column: int
    severity: Severity
    text: str
    written: str = ""

    @property
    def address(self) -> str:
        return f"{letters(self.column)}{self.row}"


def dumped(troubles: Iterable[Trouble]) -> str:
    return json.dumps(
        [[each.sheet, each.cell, each.severity, each.sentence, each.written] for each in troubles]
    )


def loaded(file: Path) -> dict[str, list[Mark]]:
    """By sheet, in the order of the cells."""
    marks: dict[str, dict[tuple[int, int], Mark]] = defaultdict(dict)
    for sheet, cell, severity, text, written in json.loads(file.read_text(encoding="utf-8")):
        place = _place(cell)
        known = marks[sheet].get(place)
        if known is None:
            marks[sheet][place] = Mark(*place, Severity(severity), text, written)
        else:
            known.text += f"\n{text}"
            known.written = known.written or written
            # An error weighs more than any number of warnings.
            known.severity = min(known.severity, Severity(severity))
    return {sheet: [by_place[key] for key in sorted(by_place)] for sheet, by_place in marks.items()}


def _place(cell: str) -> tuple[int, int]:
    return (int(cell[1:]), 0) if cell.startswith(BESIDE) else parse(cell)


Marks = Mapping[str, list[Mark]]
