"""How values are written into cells, so that they are read again as they were."""

from decimal import Decimal

from sheets.columns.definition import Written
from sheets.rules.cells import clean, plain

# Excel keeps 15 digits of a number; longer ones travel as text.
EXACT_DIGITS = 15
TICK = "√"


def write_text(text: str) -> Written:
    return clean(text) or None


def write_number(number: Decimal | None) -> Written:
    if number is None:
        return None
    exact = len(number.normalize().as_tuple().digits) <= EXACT_DIGITS
    return number if exact and abs(number) < Decimal(10) ** EXACT_DIGITS else plain(number)


def write_percent(number: Decimal | None) -> Written:
    if number is not None and 0 < abs(number) < 1:
        return f"{plain(number)}%"
    return write_number(number)


def write_tick(ticked: bool) -> Written:
    return TICK if ticked else None
