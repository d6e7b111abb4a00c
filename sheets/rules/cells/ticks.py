"""Ticks: √ and its opposites."""

from decimal import Decimal

from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Cell, Nothing, Reading, Unreadable, as_seen
from sheets.rules.cells.texts import visible

TICKS = frozenset("√✓✔☑是对yY1")
CROSSES = frozenset("×✗✘☐□否nN0")


def read_tick(cell: Cell, _around: Around = ALONE) -> Reading:
    """Whether a box is ticked."""
    seen = visible(as_seen(cell))
    if not seen:
        return Reading(False, cell, nothing=Nothing.EMPTY)
    if isinstance(cell, dict) and cell["is"] == "logical":
        return Reading(cell["found"] == "TRUE", cell)
    if isinstance(cell, str | Decimal) and seen in TICKS:
        return Reading(True, cell)
    if isinstance(cell, str | Decimal) and seen in CROSSES:
        return Reading(False, cell)
    raise Unreadable("not_a_tick", seen[:100])
