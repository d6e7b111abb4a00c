"""The letters in the cells of a table on a page → its rows as lines of text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from .ruled import Grid
from .tabular import Cell, table_lines

# What a cell keeps free at both its sides together.
MARGINS = 12.0
# Signs that never open a line take the character before them along to the next one.
NEVER_FIRST = "，。、；：！？）》】〕”’,.;:!?)%％"


@dataclass(frozen=True)
class Letter:
    """A character and the box that it fills, as the page is looked at."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """Where it stands."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


Line = list[Letter]


def grid_lines(grid: Grid, letters: Mapping[int, Line]) -> Iterator[str]:
    """One line a row; a merged cell says the same in every row and column that it covers."""
    cells = {area: _lines(found) for area, found in letters.items()}
    widest: dict[float, float] = {}
    for area, lines in cells.items():
        width = grid.widths[area]
        widest[width] = max([widest.get(width, 0.0), *map(_extent, lines)])
    texts = {
        area: _text(lines, widest[grid.widths[area]], grid.widths[area])
        for area, lines in cells.items()
    }
    return table_lines(_rows(grid, texts))


def _rows(grid: Grid, texts: Mapping[int, str]) -> Iterator[list[Cell]]:
    above: set[int] = set()
    for areas in grid.areas:
        yield [
            Cell(None if area in above else texts.get(area, ""), wide=len([*same]))
            for area, same in groupby(areas)
        ]
        above = set(areas)


def _lines(letters: Line) -> list[Line]:
    """The lines in a cell. Blanks that nobody set have no width."""
    lines: list[Line] = []
    for letter in (letter for letter in letters if letter.right > letter.left):
        height = letter.top - letter.bottom
        same = lines and abs(lines[-1][-1].middle[1] - letter.middle[1]) <= height / 2
        if same:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return lines


def _extent(line: Line) -> float:
    return line[-1].right - line[0].left


def _text(lines: list[Line], widest: float, width: float) -> str:
    """The words of a cell; what was broken only because the cell is narrow is whole again."""
    text = "".join(letter.text for letter in lines[0]) if lines else ""
    for line, following in pairwise(lines):
        pushed = len(following) > 1 and following[1].text in NEVER_FIRST
        room = min(widest, width - MARGINS) - _extent(line)
        latin = line[-1].text.isascii() and following[0].text.isascii()
        one = max(letter.right - letter.left for letter in line)
        whole = room < one * (1.9 if pushed else 0.9) and not latin
        text += ("" if whole else " ") + "".join(letter.text for letter in following)
    return text
