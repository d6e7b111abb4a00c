"""Sheets written as text: one line a row, cells between bars, in the words of a fictional city."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sheets.rules.cells import Cell
from sheets.rules.matching import Owed

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Row:
    number: int
    cells: dict[str, Cell]


@dataclass
class Page:
    name: str
    rows: list[Row]
    merges: Sequence[str] = ()


@dataclass(frozen=True)
class OwnSheet:
    """A sheet of a department, and what a careful colleague would make of it; see columns.toml."""

    name: str
    text: str
    # First and last row.
    header: Sequence[int]
    keys: str
    about: str = ""
    merges: str = ""
    owed: str = "all"
    # Cells that are percentages by their format, by address.
    percents: str = ""

    @property
    def page(self) -> Page:
        return page(self.text, merges=self.merges, percents=self.percents)

    @property
    def expected(self) -> dict[int, str]:
        pairs = (each.split("=") for each in self.about.split())
        return {int(row): key for row, key in pairs}


def page(text: str, *, merges: str = "", percents: str = "", typed: bool = True) -> Page:
    """`typed` turns what looks like a number into one, as a workbook does and a CSV does not."""
    rows = []
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        cells = dict(_cells(line, number, percents.split(), typed=typed))
        if cells:
            rows.append(Row(number, cells))
    return Page("Sheet1", rows, tuple(merges.split()))


def _cells(line: str, row: int, percents: list[str], *, typed: bool) -> Iterator[tuple[str, Cell]]:
    for position, written in enumerate(line.split("|")):
        letter, text = chr(65 + position), written.strip().replace("\\n", "\n")
        if f"{letter}{row}" in percents:
            yield letter, {"is": "percent", "found": Decimal(text)}
        elif typed and _NUMBER.fullmatch(text):
            yield letter, Decimal(text)
        elif text:
            yield letter, text


@cache
def read_file(name: str) -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


SHEETS = [
    OwnSheet(**each)
    for name in ("columns", "titles", "layouts")
    for each in read_file(name)["sheets"]
]
OWED = [Owed(**{**each, "units": tuple(each["units"])}) for each in read_file("owed")["owed"]]


def owed_by(unit: str) -> list[Owed]:
    """What one unit owes, or all of it."""
    return [each for each in OWED if unit == "all" or each.units[0] == unit]
