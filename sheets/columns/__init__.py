"""The columns of every kind of sheet. Each has one definition, which converts both ways."""

from collections.abc import Mapping

from sheets.columns.bulk import MEASUREMENTS, PEOPLE, UNITS
from sheets.columns.definition import Check, Column, Written
from sheets.columns.kept import FIGURES, content_of, seen_of, texts
from sheets.columns.marks import LINE_SALT, Mark
from sheets.columns.reports import (
    BY_KEY,
    CITY_COLUMNS,
    COLUMNS,
    MARK,
    OPEN,
    RECOGNISED,
    REPORTS,
)
from sheets.rules.cells import (
    ALONE,
    Amount,
    Around,
    Cell,
    Doubt,
    Nothing,
    Reading,
    Term,
    Unreadable,
    clean,
    has_percent_sign,
    plain,
)

# Kind of sheet -> its columns by key, in the order of its template. Headers are found by
# sheets.rules.matching under the same names.
KINDS: Mapping[str, Mapping[str, Column]] = {
    kind: {column.key: column for column in columns}
    for kind, columns in {
        "reports": REPORTS,
        "measurements": MEASUREMENTS,
        "units": UNITS,
        "people": PEOPLE,
    }.items()
}

__all__ = [
    "FIGURES",
    "content_of",
    "seen_of",
    "texts",
    "ALONE",
    "BY_KEY",
    "CITY_COLUMNS",
    "COLUMNS",
    "KINDS",
    "LINE_SALT",
    "MARK",
    "MEASUREMENTS",
    "OPEN",
    "PEOPLE",
    "RECOGNISED",
    "REPORTS",
    "UNITS",
    "Amount",
    "Around",
    "Cell",
    "Check",
    "Column",
    "Doubt",
    "Mark",
    "Nothing",
    "Reading",
    "Term",
    "Unreadable",
    "Written",
    "clean",
    "has_percent_sign",
    "plain",
]
