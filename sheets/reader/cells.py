"""The values: read by calamine, told apart by what the scan saw, compared with what it counted."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sheets.reader.address import letters
from sheets.reader.refusals import Refused
from sheets.reader.scan import Scan
from sheets.reader.worksheet import Worksheet


class Kind(StrEnum):
    """A cell that is neither plain text nor a plain number."""

    PERCENT = "percent"  # found: the fraction that is stored, 0.95 for 95 %
    FORMULA = "formula"  # a formula that was never calculated
    ERROR = "error"  # found: #DIV/0!
    INFINITE = "infinite"  # not a number or beyond all numbers
    LONG = "long"  # more digits than Excel keeps
    DATE = "date"
    LOGICAL = "logical"


# Pairs, because calamine's enumeration cannot be the key of a dictionary.
STATES = (
    (SheetVisibleEnum.Visible, "visible"),
    (SheetVisibleEnum.Hidden, "hidden"),
    (SheetVisibleEnum.VeryHidden, "veryHidden"),
)


def read(content: bytes, scan: Scan) -> Iterator[dict[str, Any]]:
    """The JSON objects of a workbook; raises Refused where scan and reader disagree."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            yield from _read_sheets(book, scan)
    except (CalamineError, ValueError, OSError) as error:
        raise Refused("damaged") from error


def _read_sheets(book: CalamineWorkbook, scan: Scan) -> Iterator[dict[str, Any]]:
    total = 0
    found = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if {sheet.name for sheet in found} != set(scan.sheets):
        raise Refused("miscounted")
    for sheet in found:
        page = scan.sheets[sheet.name]
        rows = list(_read_rows(book, sheet.name, page))
        total += len(rows)
        state = next(word for visible, word in STATES if visible == sheet.visible)
        yield {"sheet": sheet.name, "state": state, "rows": len(rows)}
        yield from rows
    yield {"end": total}


def _read_rows(book: CalamineWorkbook, name: str, page: Worksheet) -> Iterator[dict[str, Any]]:
    # Without skip_empty_area=False leading empty columns vanish and every address is wrong.
    grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    odd = _odd_by_row(page)
    last = max([len(grid), *odd, *page.filled])
    for number in range(1, last + 1):
        values = grid[number - 1] if number <= len(grid) else []
        cells = {
            letters(column): _plain(value, percent=(number, column) in page.percents)
            for column, value in enumerate(values, start=1)
            if value != ""
        }
        # Nothing may be lost between the file and here.
        if len(cells) != page.filled[number]:
            raise Refused("miscounted", found=number)
        cells |= odd.get(number, {})
        if cells:
            yield {"row": number, "cells": cells}


def _odd_by_row(page: Worksheet) -> dict[int, dict[str, Any]]:
    """Errors and formulas without a result, which calamine returns as empty."""
    rows: dict[int, dict[str, Any]] = {}
    for (row, column), found in page.errors.items():
        rows.setdefault(row, {})[letters(column)] = {"is": Kind.ERROR, "found": found}
    for row, column in page.unsaved_formulas:
        rows.setdefault(row, {})[letters(column)] = {"is": Kind.FORMULA, "found": ""}
    return rows


def _plain(value: Any, *, percent: bool) -> Any:
    if isinstance(value, bool):
        return {"is": Kind.LOGICAL, "found": str(value).upper()}
    if isinstance(value, datetime | date | time | timedelta):
        return {"is": Kind.DATE, "found": str(value)}
    if isinstance(value, str):
        return value
    return _number(float(value), percent=percent)


def _number(value: float, *, percent: bool) -> Any:
    if not math.isfinite(value):
        return {"is": Kind.INFINITE, "found": str(value)}
    if abs(value) >= 1e15:
        return {"is": Kind.LONG, "found": f"{value:.17g}"}
    # Excel shows 15 digits and stores the noise behind them: 0.30000000000000004.
    value = float(f"{value:.15g}")
    return {"is": Kind.PERCENT, "found": value} if percent else value
