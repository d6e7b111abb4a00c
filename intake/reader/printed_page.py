"""One page of a PDF → its lines, in the order in which it was set; tables as rows of cells."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from .ruled import Grid, Rule, find_grids
from .tabular import Cell, table_lines

# A rectangle thinner than this is a line.
THIN = 4.0
# What a cell keeps free at both its sides together, and the room that ends a line: two characters.
MARGINS, ROOM = 12.0, 2.0
PATHS = (pdfium.FPDF_PAGEOBJ_PATH,)
Point = tuple[float, float]


@dataclass(frozen=True)
class Letter:
    """A character and the box that it fills, as the page is looked at."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> Point:
        """Where it stands."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def page_lines(page: pypdfium2.PdfPage) -> Iterator[str]:
    """The lines of a page."""
    text = page.get_textpage()
    grids = find_grids(*_rules(page))
    if not grids:
        yield from text.get_text_bounded().replace("\r", "").split("\n")
        return
    around: list[str] = []
    tables: dict[int, dict[int, list[Letter]]] = {}
    for char, letter in _letters(page, text):
        place = _place(grids, letter) if letter else None
        if place is None or letter is None:
            around.append(char)
            continue
        number, area = place
        if number not in tables:
            yield from _lines(around)
            around = []
            tables[number] = {}
        tables[number].setdefault(area, []).append(letter)
    yield from ()
