"""Writes the container of old Office files and the records of an old workbook into it."""

import struct
from collections.abc import Sequence
from itertools import pairwise

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
# A row of cells; a pair is a number and the style of its cell.
Value = str | float | bool | bytes | tuple[float, int] | None


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE container. Streams are padded, so that none is too small for sectors of its own."""
    names = list(streams)
    bodies = [content.ljust(4096, b"\0") for content in streams.values()]
    directory_sectors = -(-(len(names) + 1) // 4)
    data_sectors = sum(-(-len(body) // SECTOR) for body in bodies) + directory_sectors
    fat_sectors = next(n for n in range(1, 110) if n * 128 >= data_sectors + n)
    fat = [FAT] * fat_sectors
    starts, sectors = [], []
    for body in [*bodies, b"\0" * SECTOR * directory_sectors]:
        count = -(-len(body) // SECTOR)
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        sectors.append(body.ljust(count * SECTOR, b"\0"))
    sectors[-1] = _directory(names, starts, bodies).ljust(directory_sectors * SECTOR, b"\0")
    fat += [FREE] * (fat_sectors * 128 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, starts[-1],
        4096, END, 0, END, 0, *[*range(fat_sectors), *[FREE] * (109 - fat_sectors)],
    )  # fmt: skip
    return header + struct.pack(f"<{len(fat)}I", *fat) + b"".join(sectors)


def _directory(names: Sequence[str], starts: Sequence[int], bodies: Sequence[bytes]) -> bytes:
    entries = [_entry("Root Entry", 5, FREE, 1, END, 0)]
    for number, (name, start, body) in enumerate(zip(names, starts, bodies, strict=False), 1):
        following = number + 1 if number < len(names) else FREE
        entries.append(_entry(name, 2, following, FREE, start, len(body)))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", raw, len(raw) + 2, kind, 1, FREE, right, child, start, size
    )


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(value: str) -> bytes:
    """A text with two bytes for each character."""
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def begin(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC, 0, 6))


def cell(row: int, column: int, value: Value) -> bytes:
    """One cell; bytes are a record of one's own making."""
    if isinstance(value, bytes):
        return value
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x0204, place + text(value))
    if isinstance(value, bool):
        return record(0x0205, place + struct.pack("<BB", value, 0))
    if isinstance(value, tuple):
        number, style = value
        return record(0x0203, struct.pack("<HHHd", row, column, style, number))
    if value is None:
        return record(0x0201, place)
    return record(0x0203, place + struct.pack("<d", value))


def sheet(rows: Sequence[Sequence[Value]], *more: bytes) -> bytes:
    """A sheet from row 1 on, with other records behind its cells."""
    height, width = len(rows), max((len(row) for row in rows), default=0)
    parts = [begin(0x10), record(0x0200, struct.pack("<IIHHH", 0, height, 0, width, 0))]
    for number, row in enumerate(rows):
        parts += [cell(number, column, value) for column, value in enumerate(row)]
    return b"".join([*parts, *more, record(0x000A)])


def workbook(
    sheets: dict[str, bytes],
    *more: bytes,
    states: Sequence[int] = (),
    version: int = 0x0600,
    formats: Sequence[int] = (0,),
    streams: dict[str, bytes] | None = None,
    date1904: bool = False,
) -> bytes:
    """An .xls of sheets as `sheet` makes them; `formats` are the number formats of the styles."""
    head = [begin(0x05, version), record(0x0022, struct.pack("<H", date1904)), *more]
    head += [record(0x00E0, struct.pack("<HHHH12x", 0, number, 0, 0)) for number in formats]
    shown = [*states, *[0] * len(sheets)]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    size = sum(map(len, head)) + sum(10 + len(name) for name in names) + 4
    starts = [size]
    for body in sheets.values():
        starts.append(starts[-1] + len(body))
    bounds = [
        record(0x0085, struct.pack("<IBB", start, state, 0) + name)
        for (start, _), state, name in zip(pairwise(starts), shown, names, strict=False)
    ]
    stream = b"".join([*head, *bounds, record(0x000A), *sheets.values()])
    return container({"Workbook": stream, **(streams or {})})


def looped(content: bytes) -> bytes:
    """A container whose first stream runs in a circle."""
    fat = SECTOR
    table = bytearray(content)
    first = struct.unpack_from("<I", content, fat + 4)[0]
    struct.pack_into("<I", table, fat + 4 * first, 1)
    return bytes(table)
