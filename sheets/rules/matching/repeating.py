"""Rows of a table that are headers: its own once more, or the one of another table below it."""

from sheets.rules.cells import Cell
from sheets.rules.matching.headers import Header
from sheets.rules.matching.shapes import Row
from sheets.rules.matching.vocabulary import header_key, vocabulary
from sheets.rules.matching.wordings import read_wording
from units.rules import name_key

LONGEST_WORDS = 20
# As much of a header, and of any cell, as is compared.
_LONGEST_HEADER, _ENOUGH = 200, 40
# So many words of headers, and so large a share of the row, make another header.
_LEAST_KNOWN, _MOSTLY = 3, 0.6
_NO_WORDS: frozenset[str] = frozenset()


def says_something(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(name_key(cell[:_ENOUGH]) if not cell[:1].isalnum() else cell)
    return cell is not None


class HeaderRows:
    """Tells them from lines, row by row."""

    def __init__(self, header: Header) -> None:
        self._known = vocabulary(header.kind).known
        self._words = {
            letter: frozenset(map(header_key, guess.words))
            for letter, guess in header.columns.items()
        }

    def repeats(self, row: Row) -> bool:
        """Whether the same words stand over the same columns again, on another printed page."""
        known = 0
        for letter, cell in row.cells.items():
            if not says_something(cell):
                continue
            words = self._words.get(letter, _NO_WORDS)
            if not isinstance(cell, str) or header_key(cell[:_LONGEST_HEADER]) not in words:
                return False
            known += 1
        return known > 1

    def begins_another(self, row: Row) -> bool:
        """Whether most cells hold words of headers, the first one among them."""
        first = next((cell for cell in row.cells.values() if says_something(cell)), None)
        if not isinstance(first, str) or len(first) > LONGEST_WORDS or len(row.cells) < 3:
            return False
        if read_wording(first).bare not in self._known:
            return False
        cells = [cell for cell in row.cells.values() if says_something(cell)]
        texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_WORDS]
        told = sum(1 for text in texts if read_wording(text).bare in self._known)
        return told >= _LEAST_KNOWN and told > _MOSTLY * len(cells)
