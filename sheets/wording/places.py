"""Where in a file that stands about which something is said."""

from collections.abc import Mapping
from typing import Any

from reports.rules import Doubt
from sheets.models import Sheet, SheetLine

# What a doubt is about: the figure that the line tells, be it a percentage or a value, or words.
FIGURE, PROGRESS = "figure", "progress"
CONCERNS: dict[Doubt, str] = {
    Doubt.NEGATIVE: FIGURE,
    Doubt.FALLS: FIGURE,
    Doubt.JUMPS: FIGURE,
    Doubt.SLIPPED: FIGURE,
    Doubt.BELOW_BASELINE: FIGURE,
    Doubt.DONE_WITHOUT_EVIDENCE: FIGURE,
    Doubt.DONE_BUT_GOING_ON: PROGRESS,
    Doubt.SAME_TEXT: PROGRESS,
    Doubt.SAME_AS_OTHER: PROGRESS,
    Doubt.DATE_AHEAD: PROGRESS,
}
# Where it is said when the file lacks that column: √ for no change repeats what it does not show.
OTHERWISE = ("no_change", "progress", "subject", "number")


def letters_of(sheet: Sheet, line: SheetLine) -> Mapping[str, str]:
    """Key of a column -> its letter, where the line stands; empty where nobody recorded it."""
    own = sheet.layout.get("own")
    if isinstance(own, dict):
        found: dict[str, str] = own["letters"] if own["page"] == line.page else {}
        return found
    table = table_of(sheet, line)
    columns = table["columns"] if table else ()
    return {column["key"]: column["letter"] for column in columns if column["key"]}


def table_of(sheet: Sheet, line: SheetLine) -> Mapping[str, Any] | None:
    """The table of somebody's own sheet in which the line stands; a worksheet may have several."""
    above = [
        table
        for table in sheet.layout.get("tables", ())
        if table["page"] == line.page and table["rows"][1] < line.row and not table["skipped"]
    ]
    return max(above, key=lambda table: table["rows"][1], default=None)


def place_of_doubt(line: SheetLine, code: Doubt, letters: Mapping[str, str]) -> str:
    """The cell that a doubt is about."""
    about = CONCERNS[code]
    if about == FIGURE:
        about = "value" if line.content.get("value") else "percent"
    found = (letters[key] for key in (about, *OTHERWISE) if key in letters)
    return f"{next(found, 'A')}{line.row}"
