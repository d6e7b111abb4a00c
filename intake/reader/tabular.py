"""How a table stands in plain text: one row a line, tabs between its cells."""

from collections.abc import Sequence


def table_line(cells: Sequence[str]) -> str:
    """One row. Line breaks and tabs inside cells become spaces."""
    return "\t".join(" ".join(cell.split()) for cell in cells)
