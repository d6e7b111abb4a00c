"""How much of a file is read. A unit's sheet of a period has a few hundred lines."""

from dataclasses import dataclass

MB = 1024 * 1024
# What a unit's own sheet may hold, and what the office's sheets of a whole city may.
UNIT_LINES = 20_000
OFFICE_LINES = 200_000

ZIP_ENTRIES = 500
# Pictures are parts of their own.
MEDIA_ENTRIES = 6_000
MERGES = 5_000
LAST_COLUMN = 256
# Excel's own limit.
CELL_CHARACTERS = 32_767
# The frame of the format itself.
SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
# Evidence for lines, not an album; those beyond are only counted.
PICTURES = 500
PICTURES_SEEN = 20_000
# As large as a file may be that somebody attaches on the page.
PICTURE_BYTES = 20 * MB
ALL_PICTURE_BYTES = 60 * MB


@dataclass(frozen=True)
class Limits:
    """What grows with the number of lines that this kind of upload may have."""

    lines: int = UNIT_LINES

    @property
    def last_row(self) -> int:
        """Above the table stand a title and a heading, below it notes."""
        return self.lines + 50

    @property
    def unpacked_bytes(self) -> int:
        return max(100 * MB, 2_000 * self.lines)

    @property
    def shared_strings(self) -> int:
        return 15 * self.lines

    @property
    def cells(self) -> int:
        return 25 * self.lines

    @property
    def frame(self) -> int:
        """Calamine reserves room for the whole rectangle from the first to the last cell with
        content, so that one stray cell could cost 500 GB."""
        return max(LAST_COLUMN * 20_050, 40 * self.lines)

    @property
    def characters(self) -> int:
        """One shared text may be used by every cell; what counts is the sum over the cells."""
        return 400 * self.lines
