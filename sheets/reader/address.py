"""Cell addresses as people read them."""

import re
from functools import cache

from sheets.reader import limits
from sheets.reader.refusals import Refused

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@cache
def letters(column: int) -> str:
    """A for 1, AA for 27."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@cache
def column_number(name: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def parse(address: str) -> tuple[int, int]:
    """Row and column of `E7`; refuses what lies outside any worksheet."""
    match = _ADDRESS.fullmatch(address)
    if match is not None:
        row, column = int(match[2]), column_number(match[1])
        if row <= limits.SHEET_ROWS and column <= limits.SHEET_COLUMNS:
            return row, column
    raise Refused("bad_address", cell=address[:20])
