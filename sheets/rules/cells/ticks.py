"""Ticks: √ and its opposites."""

from functools import cache

from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Cell, Nothing, Reading, Unreadable, as_seen
from sheets.rules.cells.plainly import nothing_in, plainly
from sheets.rules.words import file


def read_tick(cell: Cell, _around: Around = ALONE) -> Reading:
    """Whether a box is ticked; a sign with which some tick and others cross out is refused."""
    if cell is None:
        return Reading(False, None, (), Nothing.EMPTY)
    if isinstance(cell, dict) and cell["is"] != "logical":
        raise Unreadable("not_a_tick" if cell["is"] == "percent" else cell["is"], as_seen(cell))
    seen = as_seen(cell)
    key = "".join(plainly(seen).lower().split())
    ticked = _ticks().get(key)
    if ticked is not None:
        return Reading(ticked, cell)
    nothing = nothing_in(seen)
    unclear = key in file("cells")["ticks"]["unclear"]
    if unclear or nothing is None or nothing is Nothing.SAME_AS_ABOVE:
        raise Unreadable("not_a_tick", seen[:100])
    return Reading(False, cell, (), nothing)


@cache
def _ticks() -> dict[str, bool]:
    words = file("cells")["ticks"]
    return dict.fromkeys(words["yes"], True) | dict.fromkeys(words["no"], False)
