"""Columns of percentages whose numbers may be fractions: 0.65 for 65 %, or for 0.65 %."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from sheets.rules.cells import Cell
from sheets.rules.matching.headers import Header
from sheets.rules.matching.shapes import Page

_BARE = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,9})?")
_ONE = Decimal(1)


def fractional(page: Page, header: Header, letters: Collection[str]) -> Mapping[str, Decimal]:
    """Letter -> an example, of the columns in which nobody knows what numbers stand for.

    Under a heading that says percent, 0.65 beside 60 is less than one percent; where every number
    is as small as that, it hardly is.
    """
    examples: dict[str, Decimal] = {}
    large: set[str] = set()
    for row in page.rows if letters else ():
        if row.number < header.below or (header.until and row.number >= header.until):
            continue
        for letter in letters:
            number = _bare(row.cells.get(letter))
            if number is None or not number:
                continue
            if abs(number) < _ONE:
                examples.setdefault(letter, number)
            elif abs(number) > _ONE:
                large.add(letter)
    percents = {letter for letter in letters if header.columns[letter].percent}
    return {at: number for at, number in examples.items() if at not in large & percents}


def _bare(cell: Cell) -> Decimal | None:
    """A number without a sign of percent, in a text file as well."""
    if isinstance(cell, Decimal):
        return cell if cell.is_finite() else None
    return Decimal(cell) if isinstance(cell, str) and _BARE.fullmatch(cell.strip()) else None
