"""What stands in breakdowns and circulars. Plain Python."""

from briefs.rules.tables import (
    Breakdown,
    Heading,
    Item,
    flowing,
    new_headings,
    pieces,
    plain,
    shared_depth,
    width,
    without_notes,
    work_of,
    wrapped,
)
from briefs.rules.titles import hanging_lines, printed_width, title_lines

__all__ = [
    "Breakdown",
    "Heading",
    "Item",
    "flowing",
    "hanging_lines",
    "new_headings",
    "pieces",
    "plain",
    "printed_width",
    "shared_depth",
    "title_lines",
    "width",
    "without_notes",
    "work_of",
    "wrapped",
]
