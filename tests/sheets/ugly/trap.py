"""One entry of the catalogue: what people did, how the file is made, what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refused:
    """The file is refused with this code, and with this cell if there is one to be named."""

    code: str
    cell: str = ""


@dataclass(frozen=True)
class Read:
    """The rows of the first sheet, exactly; `facts` of its page, of the book, and other sheets.

    Numbers are written as plain ones; a cell of a kind is a pair of its kind and what was found.
    """

    rows: dict[int, dict[str, Any]] | None = None
    # In place of the rows of a file that is too long to write down.
    count: int = -1
    page: dict[str, Any] = field(default_factory=dict)
    book: dict[str, Any] = field(default_factory=dict)
    # Name of every other sheet -> how many rows it has.
    others: dict[str, int] = field(default_factory=dict)
    # (cell, kind of picture, its part is in the file)
    pictures: tuple[tuple[str, str, bool], ...] = ()


Expected = Refused | Read


@dataclass(frozen=True)
class Trap:
    """`key` begins with the threat's or trap's number; `how` says how the file is made."""

    key: str
    did: str
    how: str
    make: Callable[[], bytes]
    expected: Expected
    # How many lines this kind of upload may have.
    lines: int = 20_000
