"""How much of a workbook is read. A unit's sheet of a period has a few hundred lines."""

ZIP_ENTRIES = 500
UNPACKED_BYTES = 100 * 1024 * 1024
SHARED_STRINGS = 300_000
MERGES = 5_000
CELLS = 500_000
# Cells with content must lie inside this frame: calamine reserves room for the whole rectangle
# between the first and the last of them, so that one stray cell could cost 500 GB.
LAST_ROW = 20_050
LAST_COLUMN = 256
# Excel's own limit.
CELL_CHARACTERS = 32_767
# One shared text may be used by every cell; what counts is the sum over the cells.
ALL_CHARACTERS = 8_000_000
# The frame of the format itself.
SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
