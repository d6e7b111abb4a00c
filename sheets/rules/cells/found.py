"""What a cell holds, what was read from it, and why it could not be."""

from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

# A cell as sheets.reader tells it; None where it is empty.
Cell = str | Decimal | dict[str, Any] | None


class Nothing(StrEnum):
    """Four ways in which a cell holds no value of its own."""

    EMPTY = "empty"
    NONE = "none"
    SAME_AS_ABOVE = "same_as_above"
    NOT_APPLICABLE = "not_applicable"


class Doubt(NamedTuple):
    """A value was taken, but somebody should look; `code` is worded by sheets.wording.

    `wanted` is how the cell was understood.
    """

    code: str
    found: str = ""
    wanted: str = ""


class Proposal(NamedTuple):
    """A number in a sentence, for a person to confirm; `measure` as it is printed."""

    kind: str
    value: Decimal
    measure: str = ""


class Reading(NamedTuple):
    """What was read from a cell. `value` is None where it holds nothing."""

    value: Any
    cell: Cell = None
    doubts: tuple[Doubt, ...] = ()
    nothing: Nothing | None = None

    @property
    def raw(self) -> str:
        """The cell as people see it."""
        return as_seen(self.cell)


class Unreadable(Exception):
    """A cell cannot be taken; `code` is worded by sheets.wording.

    `found` is what stood there and `wanted` what should; `proposals` are the numbers in it.
    """

    def __init__(
        self,
        code: str,
        found: str = "",
        wanted: str = "",
        *,
        proposals: tuple[Proposal, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.found = found
        self.wanted = wanted
        self.proposals = proposals


def plain(number: Decimal) -> str:
    """A number as people write it: 62.5 for 62.500000."""
    return f"{number.normalize():f}" if number else "0"


def as_seen(cell: Cell) -> str:
    """A cell as people see it, whatever it holds."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return plain(cell)
    if cell["is"] == "percent":
        return f"{plain(cell['found'] * 100)}%"
    return str(cell["found"]).removesuffix(" 00:00:00")
