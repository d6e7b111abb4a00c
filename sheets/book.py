"""A file from outside as rows and cells: read in a throw-away process, handed on row by row.

What the process printed lies in a temporary file. Rows are taken from it as they are asked for, so
that a sheet of 200,000 lines costs its reader no memory.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, overload

from core.child import MB, End, run_child
from sheets.columns import Cell
from sheets.reader.address import letters
from sheets.reader.limits import LAST_COLUMN, OFFICE_LINES, UNIT_LINES
from sheets.reader.refusals import Refused

__all__ = [
    "OFFICE_LINES", "UNIT_LINES", "Book", "Page", "Picture", "Row", "book_of", "open_book",
    "pages_of",
]  # fmt: skip

# A worker beside seven others has an eighth of the machine; alone it needs a tenth of this.
SECONDS = 60
MEMORY = 600 * MB
# Bytes that are printed for each line at the very most: the characters that a line may have, in
# UTF-8 and with what stands between them.
LINE_BYTES = 3_000

_LETTERS = [letters(column) for column in range(1, LAST_COLUMN + 1)]
_decode = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal).decode


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the file's own number; cells by column letter."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Rows(Sequence[Row]):
    """The rows of a page, read from the file whenever somebody goes through them."""

    _file: IO[bytes]
    # Where the batches begin, and how many rows they hold together.
    _offsets: Sequence[int]
    _count: int
    _skip: int = 0

    def __len__(self) -> int:
        return max(self._count - self._skip, 0)

    def __iter__(self) -> Iterator[Row]:
        return islice(self._all(), self._skip, None)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step == 1 and stop == len(self):
                return Rows(self._file, self._offsets, self._count, self._skip + start)
            return list(islice(self, start, stop, step)) if step > 0 else list(self)[index]
        position = range(len(self))[index]
        return next(islice(self, position, None))

    def _all(self) -> Iterator[Row]:
        seen = 0
        for offset in self._offsets:
            self._file.seek(offset)
            first, *rows = _decode(self._file.readline().decode())
            for number, values in enumerate(rows, int(first)):
                if values:
                    seen += 1
                    yield Row(number, _cells(values))
        if seen != self._count:
            raise Refused("unreadable")


def _cells(values: list[Any]) -> dict[str, Cell]:
    """Zero is a value, an empty text is none."""
    return {
        letter: value
        for letter, value in zip(_LETTERS, values, strict=False)
        if value or value.__class__ is not str
    }


@dataclass(frozen=True)
class Page:
    """A sheet. Rows and columns that are hidden, and hidden sheets, are read like the others."""

    name: str
    rows: Sequence[Row] = ()
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    merges: tuple[str, ...] = ()
    filtered: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture in or above a cell. `part` is empty when the file lacks it, `kind` when its type is
    not known; `file` is its name in the folder that `open_book` was given, `sha256` its print."""

    sheet: str
    cell: str
    part: str
    bytes: int
    kind: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Book:
    """What there is in a file. `macros` were there and did not run."""

    format: str
    pages: list[Page] = field(default_factory=list)
    date1904: bool = False
    macros: bool = False
    pictures: list[Picture] = field(default_factory=list)
    # How many pictures there are beyond those.
    more_pictures: int = 0


@contextmanager
def open_book(
    path: str, *, lines: int = UNIT_LINES, pictures: Path | None = None
) -> Iterator[Book]:
    """Read a file; its rows can be gone through as long as the context lasts.

    Raises Refused for what is no table of at most `lines` lines. Pictures are copied into the
    folder `pictures`, if there is one.
    """
    with TemporaryFile() as output:
        _run_reader(path, lines, pictures, output)
        yield book_of(output)


def _run_reader(path: str, lines: int, pictures: Path | None, output: IO[bytes]) -> None:
    command = [sys.executable, "-m", "sheets.reader", path, f"--lines={lines}"]
    if pictures is not None:
        command.append(f"--pictures={pictures}")
    run_or_refuse(command, into=output, largest_output=lines * LINE_BYTES)


def run_or_refuse(
    command: Sequence[str], *, largest_output: int, into: IO[bytes] | None = None
) -> bytes:
    """What a child that handles somebody's file printed; raises Refused where it ended badly."""
    child = run_child(
        command, seconds=SECONDS, memory=MEMORY, into=into, largest_output=largest_output
    )
    if child.end is End.TIMED_OUT:
        raise Refused("too_slow")
    if child.end in (End.OUT_OF_MEMORY, End.TOO_MUCH_OUTPUT):
        raise Refused("too_big")
    if child.end is End.KILLED or child.code != 0:
        raise Refused("unreadable")
    return child.output


def book_of(output: IO[bytes]) -> Book:
    """What the reader printed; raises Refused where it refused the file or did not finish."""
    offsets, last = _lines_of(output)
    facts = json.loads(last) if last.startswith(b"{") else {}
    if "refused" in facts:
        raise Refused(facts.pop("refused"), **{name: str(fact) for name, fact in facts.items()})
    pages = [_page(entry, output, offsets) for entry in facts.get("pages", ())]
    if facts.get("end") != sum(len(page.rows) for page in pages) or offsets:
        raise Refused("unreadable")
    return Book(
        format=facts["format"],
        pages=pages,
        date1904=facts.get("date1904", False),
        macros=facts.get("macros", False),
        pictures=[Picture(**picture) for picture in facts.get("pictures", ())],
        more_pictures=facts.get("more_pictures", 0),
    )


def pages_of(output: bytes) -> list[Page]:
    """The sheets in what the reader printed."""
    return book_of(BytesIO(output)).pages


def _lines_of(output: IO[bytes]) -> tuple[list[int], bytes]:
    """Where the batches begin, and the last line."""
    offsets: list[int] = []
    last = b""
    position = 0
    output.seek(0)
    for line in output:
        offsets.append(position)
        position += len(line)
        last = line
    return offsets[:-1], last


def _page(entry: dict[str, Any], output: IO[bytes], offsets: list[int]) -> Page:
    """A page takes its batches from the offsets that are left."""
    own, offsets[:] = offsets[: entry["batches"]], offsets[entry["batches"] :]
    return Page(
        name=entry["name"],
        rows=Rows(output, own, entry["rows"]),
        state=entry["state"],
        hidden_rows=frozenset(entry.get("hidden_rows", ())),
        hidden_columns=frozenset(entry.get("hidden_columns", ())),
        merges=tuple(entry.get("merges", ())),
        filtered=entry.get("filtered", False),
    )
