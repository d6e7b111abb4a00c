"""Words and sentences of cells."""

import re

from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.found import Cell, Doubt, Nothing, Reading, Unreadable, as_seen
from sheets.rules.cells.plainly import nothing_in
from sheets.rules.cells.serials import is_early
from sheets.rules.cells.texts import clean

_BETWEEN = re.compile("[;；\n]")
_BETWEEN_TOO = re.compile("[,，、]")


def read_text(cell: Cell, around: Around = ALONE) -> Reading:
    """A text as it is stored. What says nothing is a text all the same, and `nothing` tells it."""
    if isinstance(cell, str):
        text = clean(cell)
        return Reading(text, cell, (), nothing_in(text))
    if cell is None:
        return Reading("", None, (), Nothing.EMPTY)
    seen = as_seen(cell)
    if isinstance(cell, dict):
        if cell["is"] not in ("percent", "date"):
            raise Unreadable(cell["is"], seen)
        if cell["is"] == "date" and is_early(seen, date1904=around.date1904):
            return Reading(seen, cell, (Doubt("early_date", seen),))
    return Reading(seen, cell)


def read_list(cell: Cell, around: Around = ALONE) -> Reading:
    """Several names in one cell, split at the strongest separator that it has."""
    reading = read_text(cell, around)
    if reading.nothing is not None:
        return reading._replace(value=())
    text: str = reading.value
    between = _BETWEEN if _BETWEEN.search(text) else _BETWEEN_TOO
    parts = (part.strip() for part in between.split(text))
    return reading._replace(value=tuple(dict.fromkeys(part for part in parts if part)))
