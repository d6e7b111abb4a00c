"""Where LibreOffice puts the words of a document, in points from the page's lower left corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from tests.sheets.office import converted_all


@dataclass(frozen=True)
class Line:
    """The letters that stand at one height, from left to right."""

    text: str
    left: float
    right: float
    low: float
    high: float


def pages_of(contents: Sequence[bytes], folder: Path) -> list[list[list[Line]]]:
    """Of each document the lines of each page, from its top down, without spaces."""
    made = converted_all(contents, "pdf", folder)
    return [[_lines(page) for page in pypdfium2.PdfDocument(pdf)] for pdf in made]


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    text = page.get_textpage()
    found = []
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            left, low, right, high = text.get_charbox(at, loose=True)
            found.append(Line(letter, left, right, low, high))
    rows: list[list[Line]] = []
    for letter in sorted(found, key=lambda each: -_middle(each)):
        if rows and abs(_middle(rows[-1][0]) - _middle(letter)) < (letter.high - letter.low) / 3:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [_joined(sorted(row, key=lambda each: each.left)) for row in rows]


def _middle(letter: Line) -> float:
    return (letter.low + letter.high) / 2


def _joined(row: list[Line]) -> Line:
    return Line(
        "".join(each.text for each in row),
        row[0].left,
        max(each.right for each in row),
        min(each.low for each in row),
        max(each.high for each in row),
    )
