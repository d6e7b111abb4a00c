"""How a table stands in plain text: one row a line, tabs between its cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# No table of an office is wider or has taller cells; a file may claim anything.
WIDEST, TALLEST = 60, 1000


@dataclass(frozen=True)
class Cell:
    """One cell as it is written; `text` is None where it continues the cell above."""

    text: str | None
    wide: int = 1
    tall: int = 1


def table_line(cells: Sequence[str]) -> str:
    """One row. Line breaks and tabs inside cells become spaces."""
    return "\t".join(" ".join(cell.split()) for cell in cells)


def table_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """One line a row, all columns in their places: a merged cell says the same in each of them.

    A cell across the whole table is a heading: it is written once, and empty cells follow it.
    """
    above: dict[int, tuple[str, int]] = {}
    widest = 0
    for row in rows:
        line = _full_row(row, above)
        widest = max(widest, len(line))
        if len(row) == 1 and row[0].wide > 1:
            line = line[:1]
        yield table_line(line + [""] * (widest - len(line)))


def _full_row(row: Sequence[Cell], above: dict[int, tuple[str, int]]) -> list[str]:
    line: list[str] = []
    for cell in row:
        _continue(line, above)
        text = above.get(len(line), ("", 0))[0] if cell.text is None else cell.text
        for _ in range(min(cell.wide, WIDEST)):
            above[len(line)] = text, min(cell.tall, TALLEST) - 1
            line.append(text)
    _continue(line, above)
    return line


def _continue(line: list[str], above: dict[int, tuple[str, int]]) -> None:
    """Fill in the cells that reach down from the rows above."""
    while (reaching := above.get(len(line), ("", 0)))[1] > 0:
        above[len(line)] = reaching[0], reaching[1] - 1
        line.append(reaching[0])
