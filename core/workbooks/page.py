"""What a worksheet is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import NamedTuple

from core.workbooks.cells import Value

MOST_ROWS = 1_048_576
# Excel repairs files whose texts for a check are longer.
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_ERROR = 32, 255, 224


class Visibility(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    # Not even in the list of what could be shown again.
    VERY_HIDDEN = "veryHidden"


class Paper(Enum):
    """In landscape, by Excel's own numbers."""

    A3 = 8
    A4 = 9


class Row(NamedTuple):
    """Values with the places of their styles; a height in points where Excel's own is wrong."""

    values: Sequence[Value]
    styles: tuple[int, ...]
    height: float | None = None


@dataclass(frozen=True)
class Column:
    """`style` is that of cells which nobody has written yet."""

    width: float
    hidden: bool = False
    style: int = 0


@dataclass(frozen=True)
class Check:
    """What Excel itself refuses, and what it says beside the cell, while somebody types.

    `kind` is `decimal`, `textLength`, `date`, `list` or `none`, which only says something.
    """

    kind: str
    first: str = ""
    second: str = ""
    title: str = ""
    prompt: str = ""
    error: str = ""


@dataclass(frozen=True)
class Highlight:
    """Cells of `columns` take the look of `difference` where `formula` holds of row {row}."""

    columns: tuple[int, int]
    formula: str
    difference: int


@dataclass(frozen=True)
class Protection:
    """Against slips: there is no password. What is named here stays allowed."""

    allowed: tuple[str, ...] = (
        "formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort",
        "autoFilter",
    )  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A worksheet. `head` rows stand above the rest, in sight and on every printed page."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    head: int = 1
    # How many columns on the left stay in sight.
    kept: int = 0
    visibility: Visibility = Visibility.VISIBLE
    filtered: bool = False
    # By the number of the column, from 0.
    checks: Mapping[int, Check] = field(default_factory=dict)
    highlights: Sequence[Highlight] = ()
    protection: Protection | None = None
    paper: Paper | None = None
    header: str = ""


def letter_of(column: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
