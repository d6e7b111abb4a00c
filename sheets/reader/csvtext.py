"""Text files of rows: their encoding and delimiter are told from what is in them."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from sheets.reader import limits
from sheets.reader.address import letters
from sheets.reader.limits import Limits
from sheets.reader.refusals import Refused

UTF16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t|"
# How many rows a delimiter is judged by.
SAMPLE = 100


def decode(content: bytes) -> str | None:
    """The text, in whichever encoding Excel, WPS or a Chinese Windows wrote it; None for none."""
    if content.startswith(UTF16):
        return _decode(content, "utf-16")
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        text = _decode(content, encoding)
        if text is not None:
            return text
    return None


def _decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def read(content: bytes, limits_: Limits) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row; all cells are texts, as they were typed."""
    text = decode(content)
    if text is None:
        raise Refused("unknown")
    if len(text) > limits_.characters + 3 * limits_.cells:
        raise Refused("too_big")
    delimiter, first = _delimiter(text)
    csv.field_size_limit(limits.CELL_CHARACTERS)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    number = cells = 0
    try:
        for number, row in enumerate(rows, start=1):
            if number < first or not any(row):
                continue
            cells += _check(row, number, limits_)
            if cells > limits_.cells:
                raise Refused("too_big")
            yield number, row
    except csv.Error as error:
        raise Refused("long_text", cell=f"A{number + 1}", found="") from error


def _check(row: list[str], number: int, limits_: Limits) -> int:
    """How many cells the row has."""
    if number > limits_.last_row:
        raise Refused("too_many_lines", found=limits_.lines)
    if len(row) > limits.LAST_COLUMN and any(row[limits.LAST_COLUMN :]):
        raise Refused("stray_cell", cell=f"{letters(len(row))}{number}")
    del row[limits.LAST_COLUMN :]
    return len(row) - row.count("")


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter, and the row from which it counts: Excel lets a first line `sep=;` tell it."""
    start = text[:6].lower()
    if start.startswith("sep=") and len(start) > 4 and start[4] in DELIMITERS:
        return text[4], 2
    best = max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))
    if not _agreement(text, best)[0]:
        raise Refused("text")
    return best, 1


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the most frequent number of cells (more than one), and that number."""
    try:
        widths = Counter(len(row) for row in itertools.islice(_rows(text, delimiter), SAMPLE))
    except csv.Error:
        return 0, 0
    widths.pop(0, None)
    widths.pop(1, None)
    if not widths:
        return 0, 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return rows, width


def _rows(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(text[:200_000].splitlines(keepends=True), delimiter=delimiter)
