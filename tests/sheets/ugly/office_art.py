"""Writes drawings as Office did before 2007, for the pictures of old workbooks."""

import struct
from collections.abc import Sequence

from tests.sheets.ugly import compound

DRAWING_GROUP, DRAWING, CONTINUE = 0x00EB, 0x00EC, 0x003C
# Kind and instance of a stored picture, and what stands before its content.
PNG, JPEG, EMF, DIB = (0xF01E, 0x6E0, 17), (0xF01D, 0x46A, 17), (0xF01A, 0x3D4, 50), (0xF01F, 0x7A8, 17)  # fmt: skip
TWO_PRINTS = (0xF01E, 0x6E1, 33)
Kind = tuple[int, int, int]
# What one record of a sheet may hold.
LARGEST = 8_000


def atom(kind: int, body: bytes, *, instance: int = 0, version: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4 | version, kind, len(body)) + body


def container(kind: int, *parts: bytes) -> bytes:
    return atom(kind, b"".join(parts), version=0xF)


def stored(kind: Kind, content: bytes) -> bytes:
    record, instance, head = kind
    picture = atom(record, bytes(head) + content, instance=instance)
    return atom(0xF007, bytes(36) + picture, version=2)


def deleted() -> bytes:
    return atom(0xF007, bytes(36), version=2)


def store(*pictures: bytes) -> bytes:
    return container(0xF000, atom(0xF006, bytes(16)), container(0xF001, *pictures))


def shape(number: int, row: int, column: int) -> bytes:
    """A picture of the store, counted from 1, above a cell counted from 0."""
    options = atom(0xF00B, struct.pack("<HI", 0x4104, number), instance=1, version=3)
    anchor = struct.pack("<9H", 2, column, 0, row, 0, column + 1, 0, row + 1, 0)
    return container(0xF004, atom(0xF00A, bytes(8)), options, atom(0xF010, anchor))


def drawing(*shapes: bytes) -> bytes:
    return container(0xF002, atom(0xF008, bytes(8)), container(0xF003, *shapes))


def records(kind: int, content: bytes) -> bytes:
    """The content cut into a record and those that go on with it."""
    pieces = [content[at : at + LARGEST] for at in range(0, len(content), LARGEST)]
    first, *more = pieces or [b""]
    rest = b"".join(compound.record(CONTINUE, piece) for piece in more)
    return compound.record(kind, first) + rest


def workbook(pictures: bytes, shapes: bytes, cells: Sequence[Sequence[compound.Value]]) -> bytes:
    sheet = compound.sheet(cells, records(DRAWING, shapes))
    return compound.workbook({"填报": sheet}, records(DRAWING_GROUP, pictures), formats=(0,))


def text_formula(row: int, column: int, text: str) -> bytes:
    """A formula with the text that it yielded."""
    yields = struct.pack("<HHH", row, column, 0) + bytes(6) + b"\xff\xff" + bytes(8)
    return compound.record(0x0006, yields) + compound.record(0x0207, compound.text(text))
