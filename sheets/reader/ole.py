"""The container of Excel 97 to 2003 and of WPS: a small file system whose chains may be forged."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from sheets.reader.limits import Limits
from sheets.reader.refusals import Refused

# Numbers from here on end a chain or mark a sector that belongs to none.
_NO_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
# Streams below this size lie in the one for small streams.
_SMALL = 4096
# A workbook has a dozen streams; one with macros or embedded objects some dozens.
_ENTRIES = 5_000


@dataclass(frozen=True)
class Entry:
    name: str
    kind: int
    start: int
    size: int


class Container:
    """Streams by name; every chain is followed at most as long as the file can be."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.content = content
        self.limits = limits
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise Refused("damaged") from error

    def _open(self) -> None:
        _, major, order, shift = struct.unpack_from("<HHHH", self.content, 0x18)
        if order != 0xFFFE or (major, shift) not in ((3, 9), (4, 12)):
            raise Refused("damaged")
        self.sector = 1 << shift
        directory = struct.unpack_from("<I", self.content, 0x30)[0]
        first_mini, _, first_difat, _ = struct.unpack_from("<IIII", self.content, 0x3C)
        self.fat = self._fat(first_difat)
        self.entries = self._entries(self._content(self._chain(directory, self.fat)))
        root = next((entry for entry in self.entries if entry.kind == _ROOT), None)
        if root is None:
            raise Refused("damaged")
        # Small streams share one, which the root has, and have a table of their own.
        self.mini = self._chain(root.start, self.fat)
        table = self._content(self._chain(first_mini, self.fat))
        self.mini_fat = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        return self.content[start : start + self.sector]

    def _fat(self, first_difat: int) -> list[int]:
        """Sector -> following sector. The first 109 parts of the table stand in the header."""
        parts = list(struct.unpack_from("<109I", self.content, 0x4C))
        per_sector = self.sector // 4
        following, seen = first_difat, set[int]()
        while following < _NO_SECTOR and following not in seen:
            seen.add(following)
            *more, following = struct.unpack(f"<{per_sector}I", self._sector(following))
            parts += more
        fat: list[int] = []
        for part in parts:
            if part < _NO_SECTOR:
                sector = self._sector(part)
                if len(sector) < self.sector:
                    raise Refused("damaged")
                fat += struct.unpack(f"<{per_sector}I", sector)
            if len(fat) * self.sector > 2 * len(self.content) + 200 * self.sector:
                raise Refused("damaged")
        return fat

    def _chain(self, start: int, fat: Sequence[int]) -> list[int]:
        """The sectors from one on; refuses a chain that runs in a circle."""
        sectors: list[int] = []
        while start < _NO_SECTOR:
            if len(sectors) > len(fat):
                raise Refused("damaged")
            sectors.append(start)
            start = fat[start]
        return sectors

    def _content(self, sectors: list[int]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _entries(self, directory: bytes) -> list[Entry]:
        entries = []
        for offset in range(0, min(len(directory) // 128, _ENTRIES) * 128, 128):
            raw, length, kind = struct.unpack_from("<64sHB", directory, offset)
            start, size = struct.unpack_from("<IQ", directory, offset + 116)
            name = raw[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
            # Version 3 leaves rubbish in the upper half of the size.
            entries.append(Entry(name, kind, start, size & 0xFFFFFFFF))
        return entries

    def names(self) -> set[str]:
        return {entry.name for entry in self.entries}

    def stream(self, name: str) -> bytes:
        """The stream's content; refuses one that is not all there."""
        entry = self._entry(name)
        if entry.size > self.limits.unpacked_bytes:
            raise Refused("too_big")
        pieces = self._places(entry)
        content = b"".join(self.content[place : place + size] for place, size in pieces)
        if len(content) < entry.size:
            raise Refused("damaged")
        return content[: entry.size]

    def patched(self, name: str, patches: dict[int, bytes]) -> bytes:
        """The whole file with other bytes at these places of a stream."""
        pieces = self._places(self._entry(name))
        content = bytearray(self.content)
        for start, patch in patches.items():
            for offset, value in enumerate(patch, start=start):
                place, size = pieces[offset // pieces[0][1]]
                content[place + offset % size] = value
        return bytes(content)

    def _entry(self, name: str) -> Entry:
        for entry in self.entries:
            if entry.name == name and entry.kind == _STREAM:
                return entry
        raise Refused("damaged")

    def _places(self, entry: Entry) -> list[tuple[int, int]]:
        """Where the pieces of a stream stand in the file, and how long each is."""
        try:
            if entry.size >= _SMALL:
                sectors = self._chain(entry.start, self.fat)
                return [((sector + 1) * self.sector, self.sector) for sector in sectors]
            offsets = [sector * 64 for sector in self._chain(entry.start, self.mini_fat)]
            return [
                ((self.mini[offset // self.sector] + 1) * self.sector + offset % self.sector, 64)
                for offset in offsets
            ]
        except IndexError as error:
            raise Refused("damaged") from error
