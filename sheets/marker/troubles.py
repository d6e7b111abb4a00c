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


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Trouble:
    """A sentence about a cell; `sheet` is the name of its sheet as the workbook has it."""

    sheet: str
    cell: str
    sentence: str
    severity: Severity = Severity.ERROR


@dataclass
class Mark:
    """Everything that is said about one cell."""

    row: int
    column: int
    severity: Severity
    text: str

    @property
    def address(self) -> str:
        return f"{letters(self.column)}{self.row}"


def dumped(troubles: Iterable[Trouble]) -> str:
    return json.dumps([[each.sheet, each.cell, each.severity, each.sentence] for each in troubles])


def loaded(file: Path) -> dict[str, list[Mark]]:
    """By sheet, in the order of the cells."""
    marks: dict[str, dict[tuple[int, int], Mark]] = defaultdict(dict)
    for sheet, cell, severity, text in json.loads(file.read_text(encoding="utf-8")):
        place = parse(cell)
        known = marks[sheet].get(place)
        if known is None:
            marks[sheet][place] = Mark(*place, Severity(severity), text)
        else:
            known.text += f"\n{text}"
            # An error weighs more than any number of warnings.
            known.severity = min(known.severity, Severity(severity))
    return {sheet: [by_place[key] for key in sorted(by_place)] for sheet, by_place in marks.items()}


Marks = Mapping[str, list[Mark]]
