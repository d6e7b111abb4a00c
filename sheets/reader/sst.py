"""The shared texts of an old workbook: only their lengths, across the cuts between records."""

import struct
from collections.abc import Sequence

from sheets.reader.limits import Limits
from sheets.reader.refusals import Refused


def text_lengths(bodies: Sequence[bytes], limits: Limits) -> list[int]:
    """How many characters each text has. `bodies` are the table's record and those that go on."""
    if not bodies:
        return []
    count = struct.unpack_from("<4xI", bodies[0])[0]
    if count > limits.shared_strings:
        raise Refused("too_big")
    reader = _Reader(bodies)
    reader.skip(8)
    return [reader.text() for _ in range(count)]


class _Reader:
    """A record that is cut anywhere but inside a number; a text that is cut says again, behind the
    cut, how wide its characters are."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self.bodies = bodies
        self.body = 0
        self.position = 0

    def skip(self, size: int) -> None:
        while size > (left := len(self.bodies[self.body]) - self.position):
            size -= left
            self._next()
        self.position += size

    def _next(self) -> None:
        if self.body + 1 == len(self.bodies):
            raise Refused("damaged")
        self.body, self.position = self.body + 1, 0

    def _number(self, size: int) -> int:
        if self.position == len(self.bodies[self.body]):
            self._next()
        raw = self.bodies[self.body][self.position : self.position + size]
        if len(raw) < size:
            raise Refused("damaged")
        self.position += size
        return int.from_bytes(raw, "little")

    def text(self) -> int:
        length, flags = self._number(2), self._number(1)
        runs = self._number(2) if flags & 0x08 else 0
        extra = self._number(4) if flags & 0x04 else 0
        self._characters(length, 1 + (flags & 1))
        self.skip(4 * runs + extra)
        return length

    def _characters(self, left: int, width: int) -> None:
        while left:
            here = (len(self.bodies[self.body]) - self.position) // width
            if here >= left:
                self.position += left * width
                return
            left -= here
            self._next()
            width = 1 + (self._number(1) & 1)
