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

__all__ = [
    "Breakdown",
    "Heading",
    "Item",
    "flowing",
    "new_headings",
    "pieces",
    "plain",
    "shared_depth",
    "width",
    "without_notes",
    "work_of",
    "wrapped",
]
