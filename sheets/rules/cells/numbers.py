"""Numbers as people write them into cells."""

from decimal import Decimal

from reports.rules import parse_number
from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Cell, Reading, Unreadable, as_seen, plain
from sheets.rules.cells.texts import visible


def read_number(cell: Cell, _around: Around = ALONE) -> Reading:
    return Reading(_number(cell), cell)


def _number(cell: Cell) -> Decimal | None:
    if cell is None or isinstance(cell, Decimal):
        return cell
    if isinstance(cell, str):
        return _typed(cell)
    if cell["is"] == "percent":
        return Decimal(cell["found"]) * 100
    raise Unreadable(cell["is"], as_seen(cell))


def _typed(text: str) -> Decimal | None:
    try:
        return parse_number(visible(text))
    except ValueError as error:
        raise Unreadable("not_a_number", text[:100]) from error


def read_percent(cell: Cell, _around: Around = ALONE) -> Reading:
    """95, 95%, 95 ％, and 0.95 shown as 95 %; a bare 0.95 could be either and is refused."""
    number = _number(cell)
    if number is not None and 0 < abs(number) < 1 and not has_percent_sign(cell):
        raise Unreadable("fraction", plain(number))
    return Reading(number, cell)


def has_percent_sign(cell: Cell) -> bool:
    """Whether people see a percent sign in the cell."""
    if isinstance(cell, dict):
        return cell["is"] == "percent"
    return isinstance(cell, str) and cell.rstrip().endswith(("%", "％"))
