"""Pictures of old workbooks: drawings as Office wrote them before 2007, record within record.

The workbook has one store of pictures, each sheet a drawing that shows them by their numbers. A
record that holds others is simply entered, whatever length it claims.
"""

import struct
from collections.abc import Iterator

from sheets.reader import limits
from sheets.reader.counted import Place
from sheets.reader.pictures import kind_of

_CONTAINER = 0xF
_SHAPE, _STORED, _OPTIONS, _ANCHOR = 0xF004, 0xF007, 0xF00B, 0xF010
# Number of the picture in the store, with the flag that says so.
_PICTURE = 0x4104
_STORED_HEAD = 36
# What stands before the content: one print of it or two, and a byte, or a header of its size.
_PRINT, _TAG, _METAFILE = 16, 1, 34
_METAFILES = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict"}
_BITMAP = 0xF01F


def stored(group: bytes) -> list[tuple[str, bytes]]:
    """Kind and content of each picture in the workbook's store; no content where it lies elsewhere.

    Pictures are counted by every entry, also by those that were deleted.
    """
    found: list[tuple[str, bytes]] = []
    for kind, _, body in _atoms(group):
        if kind == _STORED and len(found) < 10 * limits.PICTURES:
            name = body[33] if len(body) > _STORED_HEAD else 0
            found.append(_picture(body[_STORED_HEAD + name :]))
    return found


def _picture(record: bytes) -> tuple[str, bytes]:
    if len(record) < 8:
        return "", b""
    head, kind, length = struct.unpack_from("<HHI", record)
    content = record[8 : 8 + length]
    # Odd numbers say that there are two prints.
    prints = _PRINT * (1 + (head >> 4 & 1))
    if kind in _METAFILES:
        return _METAFILES[kind], content[prints + _METAFILE :]
    content = content[prints + _TAG :]
    return ("dib" if kind == _BITMAP else kind_of(content)), content


def shown(drawing: bytes) -> Iterator[tuple[Place, int]]:
    """Place and number in the store (from 0) of each picture on a sheet."""
    number = 0
    for kind, instance, body in _atoms(drawing):
        if kind == _SHAPE:
            number = 0
        elif kind == _OPTIONS:
            number = _option(body, instance)
        elif kind == _ANCHOR and number and len(body) >= 8:
            column, _, row = struct.unpack_from("<2xHHH", body)
            yield (row + 1, column + 1), number - 1


def _option(body: bytes, count: int) -> int:
    """The number of the picture that a shape shows, 0 for none."""
    for start in range(0, min(6 * count, len(body) - 5), 6):
        name, value = struct.unpack_from("<HI", body, start)
        if name == _PICTURE:
            return int(value)
    return 0


def _atoms(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, instance and body of every record that holds no others; where one that does begins,
    its kind with an empty body."""
    position = 0
    while position + 8 <= len(content):
        head, kind, length = struct.unpack_from("<HHI", content, position)
        position += 8
        if head & 0xF == _CONTAINER:
            yield kind, 0, b""
            continue
        yield kind, head >> 4, content[position : position + length]
        position += length
