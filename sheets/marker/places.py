"""Where in the XML of a worksheet something has to change, found by reading it once."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import IO
from xml.parsers import expat

from sheets.marker.troubles import Mark
from sheets.reader.address import parse

CHUNK = 256 * 1024
# What the format puts behind the reference to notes.
BEHIND_NOTES = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
        "tableParts", "extLst",
    }
)  # fmt: skip
# What stands in a cell that is not empty.
CONTENT = frozenset({"v", "is", "f"})


class How(Enum):
    # The cell is written: its tag gets another style.
    STYLE = auto()
    # Something comes in before what stands there.
    CELLS = auto()
    ROWS = auto()
    NOTES = auto()


@dataclass(frozen=True)
class Change:
    """At byte `at`. An `empty` element is written as one tag and has to be opened first."""

    at: int
    how: How
    marks: tuple[Mark, ...] = ()
    # What the cell has now.
    style: int = 0
    empty: bool = False
    # The cell holds nothing, so that something can be written into it.
    blank: bool = False


@dataclass
class Places:
    """What one reading of a worksheet found; the changes stand in the order of their bytes."""

    changes: list[Change] = field(default_factory=list)
    # Of the document's elements, with its colon; mostly none.
    prefix: str = ""
    # The relation by which the sheet has notes already.
    notes: str = ""


def find(part: IO[bytes], marks: list[Mark]) -> Places:
    """The places of `marks`, which stand in the order of their cells, as the rows do."""
    parser = expat.ParserCreate()
    finder = _Finder(parser, marks)
    parser.StartElementHandler = finder.start
    parser.EndElementHandler = finder.end
    while chunk := part.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return finder.places


def last_column(part: IO[bytes]) -> int:
    """The last column in which something stands; 0 for an empty sheet."""
    parser = expat.ParserCreate()
    widest = _Widest()
    parser.StartElementHandler = widest.start
    parser.EndElementHandler = widest.end
    while chunk := part.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return widest.found


class _Widest:
    """Cells that are only formatted do not count: some sheets have them to the very end."""

    def __init__(self) -> None:
        self.found = 0
        self._column = 0
        self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._column = 0
        elif local == "c":
            address = attributes.get("r")
            self._column = parse(address)[1] if address else self._column + 1
            self._in_cell = True
        elif self._in_cell and local in CONTENT:
            self.found = max(self.found, self._column)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self._in_cell = False


class _Finder:
    def __init__(self, parser: expat.XMLParserType, marks: list[Mark]) -> None:
        self.places = Places()
        self._parser = parser
        self._marks = marks
        self._next = 0
        self._depth = 0
        # Positions of what is not told: a row without a number is the one behind the last.
        self._row = self._column = 0
        self._began = self._behind_notes = -1
        # The cell that was begun gets a mark, and whether nothing stood in it so far.
        self._in_marked = self._blank = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell(attributes)
        elif local in CONTENT:
            self._blank = False
        elif local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            self._began = self._parser.CurrentByteIndex
            self._insert_rows(before=self._row)
        elif local == "sheetData":
            self._began = self._parser.CurrentByteIndex
        elif self._depth == 1:
            self.places.prefix = name[: -len(local)]
        elif self._depth == 2:
            self._after_data(local, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(":")[2]
        if local == "c" and self._in_marked:
            self.places.changes[-1] = replace(self.places.changes[-1], blank=self._blank)
            self._in_marked = False
        elif local == "row":
            self._insert_cells(self._taken(self._row, before=None), ends=name)
        elif local == "sheetData":
            self._insert_rows(before=None, ends=name)
        elif local == "worksheet" and not self.places.notes and self._behind_notes < 0:
            self._change(How.NOTES)

    def _cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        self._column = parse(address)[1] if address else self._column + 1
        self._insert_cells(self._taken(self._row, before=self._column))
        marks = self._taken(self._row, before=self._column + 1)
        if marks:
            self._change(How.STYLE, marks, style=int(attributes.get("s", 0)))
            self._in_marked = self._blank = True

    def _after_data(self, local: str, attributes: dict[str, str]) -> None:
        if local == "legacyDrawing":
            ids = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
            self.places.notes = ids[0] if ids else ""
        elif local in BEHIND_NOTES and not self.places.notes and self._behind_notes < 0:
            self._behind_notes = self._parser.CurrentByteIndex
            self._change(How.NOTES)

    def _taken(self, row: int, *, before: int | None) -> tuple[Mark, ...]:
        """The marks of a row that come next, up to a column."""
        first = self._next
        while self._next < len(self._marks):
            mark = self._marks[self._next]
            if mark.row != row or (before is not None and mark.column >= before):
                break
            self._next += 1
        return tuple(self._marks[first : self._next])

    def _insert_cells(self, marks: tuple[Mark, ...], *, ends: str = "") -> None:
        if marks:
            self._change(How.CELLS, marks, ends=ends)

    def _insert_rows(self, *, before: int | None, ends: str = "") -> None:
        first = self._next
        while self._next < len(self._marks):
            if before is not None and self._marks[self._next].row >= before:
                break
            self._next += 1
        if marks := tuple(self._marks[first : self._next]):
            self._change(How.ROWS, marks, ends=ends)

    def _change(
        self, how: How, marks: tuple[Mark, ...] = (), *, style: int = 0, ends: str = ""
    ) -> None:
        """`ends` names the element at whose end it happens."""
        empty = bool(ends) and not self._stands_at(f"</{ends}".encode())
        at = self._began if empty else self._parser.CurrentByteIndex
        self.places.changes.append(Change(at, how, marks, style, empty))

    def _stands_at(self, text: bytes) -> bool:
        """An element written as one tag ends behind it, where something else begins."""
        context = self._parser.GetInputContext()
        return context is not None and context.startswith(text)
