"""The values: read by calamine, told apart by what the scan saw, compared with what it counted."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sheets.reader.counted import Counted
from sheets.reader.refusals import Refused
from sheets.reader.scan import Scan

# A row's number and its cells from column A on; "" is an empty cell.
Line = tuple[int, list[Any]]


class Kind(StrEnum):
    """A cell that is neither plain text nor a plain number."""

    PERCENT = "percent"  # found: the fraction that is stored, 0.95 for 95 %
    FORMULA = "formula"  # a formula that was never calculated
    ERROR = "error"  # found: #DIV/0!
    INFINITE = "infinite"  # not a number or beyond all numbers
    LONG = "long"  # more digits than Excel keeps
    DATE = "date"  # found: 2026-03-05, with a time behind a T if it has one
    LOGICAL = "logical"


# How calamine fails.
BROKEN = (CalamineError, ValueError, OSError, OverflowError)
# Excel keeps 15 digits.
TOO_LONG = 10**15
# Pairs, because calamine's enumeration cannot be the key of a dictionary.
STATES = (
    (SheetVisibleEnum.Visible, "visible"),
    (SheetVisibleEnum.Hidden, "hidden"),
    (SheetVisibleEnum.VeryHidden, "veryHidden"),
)


def read(content: bytes, scan: Scan) -> Iterator[tuple[str, str, Counted, Iterator[Line]]]:
    """Name, state, facts and lines of each sheet; raises Refused where scan and reader disagree."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            found = [
                sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
            ]
            if [sheet.name for sheet in found] != list(scan.sheets):
                raise Refused("miscounted")
            for sheet in found:
                state = next(word for visible, word in STATES if visible == sheet.visible)
                counted = scan.sheets[sheet.name]
                yield sheet.name, state, counted, _lines(book, sheet.name, counted)
    except BROKEN as error:
        raise Refused("damaged") from error


def _lines(book: CalamineWorkbook, name: str, counted: Counted) -> Iterator[Line]:
    odd = _odd_by_row(counted)
    waiting = sorted(odd, reverse=True)
    for number, values in _guarded(_grid(book, name, counted)):
        while waiting and waiting[-1] < number:
            yield _line(waiting[-1], [], odd[waiting.pop()])
        if waiting and waiting[-1] == number:
            yield _line(number, values, odd[waiting.pop()])
        else:
            yield number, values
    while waiting:
        yield _line(waiting[-1], [], odd[waiting.pop()])


def _guarded(lines: Iterator[Line]) -> Iterator[Line]:
    try:
        yield from lines
    except BROKEN as error:
        raise Refused("damaged") from error


def _grid(book: CalamineWorkbook, name: str, counted: Counted) -> Iterator[Line]:
    """The rows as calamine gives them, each with as many cells as the scan counted in it."""
    sheet = book.get_sheet_by_name(name)
    # The iterator begins with row 1, but leaves out the columns before the first with content.
    margin = [""] * (sheet.start or (0, 0))[1]
    seen = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        filled = len(values) - values.count("")
        if filled != counted.filled.get(number, 0):
            raise Refused("miscounted", found=number)
        if filled:
            seen += 1
            line = [
                # What a table is full of, before a function is called for the others.
                value
                if value.__class__ is str
                else int(value)
                if value.__class__ is float and -TOO_LONG < value < TOO_LONG and value.is_integer()
                else _plain(value)
                for value in values
            ]
            if margin:
                line = margin + line
            if number in counted.percents:
                _mark(line, counted.percents[number])
            yield number, line
    # Nothing may be lost between the file and here.
    if seen != len(counted.filled):
        raise Refused("miscounted")


def _mark(line: list[Any], percents: tuple[int, ...]) -> None:
    for column in percents:
        value = line[column - 1]
        if value.__class__ is int or value.__class__ is float:
            line[column - 1] = {"is": Kind.PERCENT, "found": value}


def _line(number: int, values: list[Any], odd: dict[int, Any]) -> Line:
    line = values + [""] * (max(odd) - len(values))
    for column, value in odd.items():
        line[column - 1] = value
    return number, line


def _odd_by_row(counted: Counted) -> dict[int, dict[int, Any]]:
    """Errors and formulas without a result, which calamine returns as empty, and pictures, which
    stand beside the cells."""
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), found in counted.errors.items():
        rows.setdefault(row, {})[column] = {"is": Kind.ERROR, "found": found}
    for row, column in counted.unsaved_formulas:
        rows.setdefault(row, {})[column] = {"is": Kind.FORMULA, "found": ""}
    for row, column in counted.pictures:
        rows.setdefault(row, {})[column] = ""
    return rows


def _plain(value: Any) -> Any:
    if value.__class__ is float and -TOO_LONG < value < TOO_LONG:
        # Excel shows 15 digits and stores the noise behind them: 0.30000000000000004.
        return value if len(repr(value)) <= 16 else float(f"{value:.15g}")
    if isinstance(value, bool):
        return {"is": Kind.LOGICAL, "found": str(value).upper()}
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        whole_day = value.time() == time.min
        return {"is": Kind.DATE, "found": str(value.date()) if whole_day else value.isoformat()}
    if isinstance(value, date | time | timedelta):
        return {"is": Kind.DATE, "found": str(value)}
    return value


def _number(value: float) -> Any:
    if not math.isfinite(value):
        return {"is": Kind.INFINITE, "found": str(value)}
    if abs(value) >= TOO_LONG:
        return {"is": Kind.LONG, "found": f"{value:.0f}" if abs(value) < 1e21 else f"{value:.17g}"}
    return value
