"""The pre-flight scan of an old workbook (BIFF8: .xls, and .et of WPS): its records, counted."""

import struct
from collections.abc import Iterator
from pathlib import Path

from sheets.reader import officeart
from sheets.reader.address import letters
from sheets.reader.counted import Counted
from sheets.reader.limits import CELL_CHARACTERS, Limits
from sheets.reader.ole import Container
from sheets.reader.pictures import Album
from sheets.reader.refusals import Refused
from sheets.reader.scan import Scan
from sheets.reader.sst import text_lengths
from sheets.reader.styles import PERCENT_FORMATS, is_percent
from sheets.reader.worksheet import PICTURE

BOF, END, CONTINUE = 0x0809, 0x000A, 0x003C
TEXTS, DRAWING_GROUP, DRAWING = 0x00FC, 0x00EB, 0x00EC
BIFF8 = 0x0600
# The marks of the workbook itself and of functions that are added in; all others are links.
NO_LINKS = (b"\x01\x04", b"\x01\x3a")
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
# Type, place of the body in the stream, body.
Record = tuple[int, int, bytes]


def scan(content: bytes, limits: Limits, folder: Path | None) -> tuple[Scan, bytes]:
    """Count everything; raises Refused for what no reader should be given.

    Calamine reserves room for as many cells as a sheet claims to have, up to 500 GB: what it gets
    to read is the file with the claims cut down to what was counted.
    """
    container = Container(content, limits)
    names = container.names()
    _require_workbook(names)
    stream = container.stream("Workbook")
    try:
        book = _Globals(stream, limits)
        sheets = {name: _Sheet(stream, start, book, limits) for name, start in book.sheets.items()}
    except (struct.error, IndexError) as error:
        raise Refused("damaged") from error
    found = Scan(
        # WPS leaves a stream of its own in its files.
        "et" if any(name.startswith("ET") for name in names) else "xls",
        {name: sheet.counted for name, sheet in sheets.items()},
        book.date1904,
        any(name.startswith("_VBA_PROJECT") for name in names),
    )
    found.require_room(limits)
    _take_pictures(found.album, book, sheets, folder)
    claims = {place: claim for sheet in sheets.values() for place, claim in sheet.claims.items()}
    return found, container.patched("Workbook", claims)


def _take_pictures(
    album: Album, book: "_Globals", sheets: dict[str, "_Sheet"], folder: Path | None
) -> None:
    parts = {str(number): each for number, each in enumerate(officeart.stored(book.pictures))}
    album.sizes = {part: len(content) for part, (_kind, content) in parts.items() if content}
    album.kinds = {part: kind for part, (kind, _content) in parts.items()}
    for name, sheet in sheets.items():
        places = [(place, "") for place in sheet.counted.pictures]
        places += [(place, str(number)) for place, number in officeart.shown(sheet.drawing)]
        for place, part in sorted(places):
            album.add(name, place, part)
    if folder is not None:
        album.take_out(lambda part: parts[part][1], folder)


def _require_workbook(names: set[str]) -> None:
    for stream, kind in (
        ("EncryptedPackage", "protected"),
        ("WordDocument", "doc"),
        ("PowerPoint Document", "pptx"),
    ):
        if stream in names:
            raise Refused(kind)
    if "Workbook" not in names:
        raise Refused("xls" if "Book" in names else "unknown")
    if any(name.startswith("MBD") for name in names):
        raise Refused("embedded")


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records up to the end of a part of the workbook."""
    position, depth = start, 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + length]
        if len(body) < length:
            break
        position += 4 + length
        # Charts stand inside a sheet, with a beginning and an end of their own.
        depth += 1 if kind == BOF else -1 if kind == END else 0
        if depth == 0:
            return
        if depth == 1:
            yield kind, position - length, body
    raise Refused("damaged")


class _Globals:
    """What all sheets share."""

    def __init__(self, stream: bytes, limits: Limits) -> None:
        self.sheets: dict[str, int] = {}
        self.date1904 = False
        self.percent: list[bool] = []
        self.lengths: list[int] = []
        formats = set(PERCENT_FORMATS)
        # Those long records that go on in others.
        long: dict[int, list[bytes]] = {TEXTS: [], DRAWING_GROUP: []}
        last = 0
        for kind, _, body in _records(stream, 0):
            if kind == BOF and struct.unpack_from("<H", body)[0] != BIFF8:
                raise Refused("xls")
            if kind == 0x002F:
                raise Refused("protected")
            if kind == 0x01AE and body[2:4] not in NO_LINKS:
                raise Refused("external_links")
            if kind == 0x0085:
                self._add_sheet(body)
            elif kind == 0x0022:
                self.date1904 = body[0] == 1
            elif kind == 0x041E and is_percent(_text(body[2:], 2)):
                formats.add(struct.unpack_from("<H", body)[0])
            elif kind == 0x00E0:
                self.percent.append(struct.unpack_from("<2xH", body)[0] in formats)
            elif (last if kind == CONTINUE else kind) in long:
                kind = last if kind == CONTINUE else kind
                long[kind].append(body)
            last = kind
        self.lengths = text_lengths(long[TEXTS], limits)
        self.pictures = b"".join(long[DRAWING_GROUP])

    def _add_sheet(self, body: bytes) -> None:
        start, _, kind = struct.unpack_from("<IBB", body)
        if kind == 1:
            raise Refused("active")
        name = _text(body[6:], 1)
        if name in self.sheets:
            raise Refused("damaged")
        if kind == 0:
            self.sheets[name] = start


def _text(body: bytes, count_bytes: int) -> str:
    """A short text: how many characters, a flag, the characters in one or two bytes each."""
    count = int.from_bytes(body[:count_bytes], "little")
    wide = body[count_bytes] & 1
    raw = body[count_bytes + 1 : count_bytes + 1 + count * (1 + wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")


class _Sheet:
    """Counts the cells of one sheet."""

    def __init__(self, stream: bytes, start: int, book: _Globals, limits: Limits) -> None:
        self.counted = Counted(limits)
        self.book = book
        self.row = self.column = 0
        # A formula whose text follows in a record of its own.
        self.pending: tuple[int, int] | None = None
        self._drawn: list[bytes] = []
        takers = {
            0x0203: self._number, 0x027E: self._number, 0x00BD: self._numbers, 0x00FD: self._shared,
            0x0204: self._label, 0x00D6: self._label, 0x0205: self._logical, 0x0006: self._formula,
            0x0207: self._string, 0x0208: self._row, 0x007D: self._columns, 0x00E5: self._merges,
            0x009B: self._filter, DRAWING: self._draw,
        }  # fmt: skip
        claims = []
        last = 0
        for kind, place, body in _records(stream, start):
            take = takers.get(kind)
            if take is not None:
                take(body)
            elif kind == 0x0200:
                claims.append((place, len(body)))
            elif kind == CONTINUE and last == DRAWING:
                self._draw(body)
                continue
            last = kind
        self.drawing = b"".join(self._drawn)
        # First and following row, first and following column.
        counted = self.counted
        top, left = max(counted.first_row - 1, 0), min(counted.first_column, counted.last_column)
        claim = struct.pack("<IIHH", top, counted.last_row, max(left - 1, 0), counted.last_column)
        self.claims = {place: claim[:size] for place, size in claims}

    def _hold(self, row: int, first: int, last: int) -> None:
        """Columns and rows from 0, as the records tell them."""
        if row + 1 < self.row or (row + 1 == self.row and first + 1 <= self.column):
            raise Refused("disorder", cell=f"{letters(first + 1)}{row + 1}")
        self.row, self.column = row + 1, last + 1
        self.counted.hold(row + 1, first + 1, last + 1, last - first + 1)

    def _fill(self, row: int, cells: int = 1) -> None:
        self.counted.filled[row + 1] = self.counted.filled.get(row + 1, 0) + cells

    def _percent(self, row: int, column: int, style: int) -> None:
        if style < len(self.book.percent) and self.book.percent[style]:
            percents = self.counted.percents
            percents[row + 1] = (*percents.get(row + 1, ()), column + 1)

    def _number(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        self._hold(row, column, column)
        self._fill(row)
        self._percent(row, column, style)

    def _numbers(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        count = (len(body) - 6) // 6
        self._hold(row, first, first + count - 1)
        self._fill(row, count)
        for index in range(count):
            style = struct.unpack_from("<H", body, 4 + 6 * index)[0]
            self._percent(row, first + index, style)

    def _shared(self, body: bytes) -> None:
        row, column, _, text = struct.unpack_from("<HHHI", body)
        self._hold(row, column, column)
        if text >= len(self.book.lengths):
            raise Refused("damaged")
        length = self.book.lengths[text]
        self.counted.characters += length
        if length:
            self._fill(row)

    def _label(self, body: bytes) -> None:
        row, column, _, length = struct.unpack_from("<HHHH", body)
        self._hold(row, column, column)
        self.counted.characters += min(length, CELL_CHARACTERS)
        if length:
            self._fill(row)

    def _logical(self, body: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<HHHBB", body)
        self._hold(row, column, column)
        if is_error:
            self.counted.errors[row + 1, column + 1] = ERRORS.get(value, "#N/A")
        else:
            self._fill(row)

    def _formula(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        self._hold(row, column, column)
        kind, value, mark = body[6], body[8], body[12:14]
        if mark != b"\xff\xff":
            self._fill(row)
            self._percent(row, column, style)
        elif kind == 0:
            self.pending = row, column
        elif kind == 1:
            self._fill(row)
        elif kind == 2:
            self.counted.errors[row + 1, column + 1] = ERRORS.get(value, "#N/A")

    def _string(self, body: bytes) -> None:
        if self.pending is not None and struct.unpack_from("<H", body)[0]:
            row, column = self.pending
            self._fill(row)
            self.counted.characters += struct.unpack_from("<H", body)[0]
            # WPS keeps the pictures of cells in no other format than its own and .xlsx.
            if PICTURE.match(_text(body[:300], 2)):
                self.counted.pictures[row + 1, column + 1] = ""
        self.pending = None

    def _row(self, body: bytes) -> None:
        row, flags = struct.unpack_from("<H10xH", body)
        if flags & 0x20:
            self.counted.hidden_rows.add(row + 1)

    def _columns(self, body: bytes) -> None:
        first, last, width, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 1 or not width:
            self.counted.hidden_columns.append((first + 1, last + 1))

    def _merges(self, body: bytes) -> None:
        for index in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * index)
            self.counted.merge_places((top + 1, left + 1), (bottom + 1, right + 1))

    def _draw(self, body: bytes) -> None:
        self._drawn.append(body)

    def _filter(self, _: bytes) -> None:
        self.counted.filtered = True
