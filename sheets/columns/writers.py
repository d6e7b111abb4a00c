"""How values are written into cells, so that they are read again as they were."""

from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import pgettext

from sheets.columns.definition import Written
from sheets.rules.cells import Amount, Term, clean, plain

# Excel keeps 15 digits of a number; longer ones travel as text.
EXACT_DIGITS = 15
TICK = "√"


def write_text(text: str | Promise) -> Written:
    return clean(str(text)) or None


def write_number(number: Decimal | None) -> Written:
    if number is None:
        return None
    exact = len(number.normalize().as_tuple().digits) <= EXACT_DIGITS
    return number if exact and abs(number) < Decimal(10) ** EXACT_DIGITS else plain(number)


def write_percent(number: Decimal | None) -> Written:
    """What is less than one carries its sign, because a bare 0.65 could be 65 %; so does one."""
    if number is not None and 0 < abs(number) <= 1:
        return f"{plain(number)}%"
    return write_number(number)


def write_amount(amount: Amount | None) -> Written:
    if amount is None:
        return None
    return amount.printed if any(amount[1:]) else write_number(amount.value)


def write_tick(ticked: bool) -> Written:
    return TICK if ticked else None


def write_date(day: date | Term | None) -> Written:
    """Excel shows a day in its own format; what goes on for good is a word."""
    if day is Term.ROLLING:
        return pgettext("sheet value", "long-term")
    return day
