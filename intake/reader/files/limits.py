"""How much a file may hold. Whoever reads one stops at these, long before the child is stopped."""

from collections.abc import Iterable
from typing import IO

from intake.reader.unreadable import Unreadable

LARGEST = 50 * 1024 * 1024
# A Word document of the longest readable text has some 40 MB of XML in its main part.
LARGEST_PART = 100 * 1024 * 1024
# Styles, numbering and notes are held as a whole, at ten times their size.
LARGEST_SIDE_PART = 20 * 1024 * 1024
MOST_PARTS = 10_000
MOST_PAGES = 2000
# A page of the longest readable text has some 200,000 elements; each costs the reader a kilobyte.
MOST_ELEMENTS = 400_000
# A Word document of that length has some 30,000 paragraphs, and twice as many with its cells.
MOST_PARAGRAPHS = 200_000
# A plan has some 30,000 characters and a thick collection of plans 500,000. The reader takes 10 to
# 15 seconds of one core and 280 MB for 600,000 characters of dense tasks: in time even where
# another process has the other half of the core.
MOST_CHARACTERS = 600_000


class Counted:
    """A stream that refuses to give more than so many bytes, whatever its file promised."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._left = most

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises Unreadable once there are too many."""
        data = self._stream.read(size if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("bomb")
        return data


def joined(pieces: Iterable[str], between: str = "\n") -> str:
    """The pieces as one text; raises Unreadable as soon as it is too long, and reads no further."""
    kept: list[str] = []
    left = MOST_CHARACTERS + len(between)
    for piece in pieces:
        left -= len(piece) + len(between)
        if left < 0:
            raise Unreadable("too_long")
        kept.append(piece)
    return between.join(kept)
