"""One worksheet under the scan: where its cells are and what is odd about them."""

from collections import Counter

from sheets.reader import limits, markup
from sheets.reader.address import letters, parse
from sheets.reader.refusals import Refused


class Worksheet(markup.Handler):
    """Counts cells with content by row and notes formulas without a result, errors, percentages."""

    def __init__(self, string_lengths: list[int], percent_styles: set[int]) -> None:
        self.string_lengths = string_lengths
        self.percent_styles = percent_styles
        # Row -> cells that a reader must return.
        self.filled: Counter[int] = Counter()
        self.cells = 0
        self.characters = 0
        self.merges = 0
        # (row, column) -> what stands there.
        self.errors: dict[tuple[int, int], str] = {}
        self.unsaved_formulas: set[tuple[int, int]] = set()
        self.percents: set[tuple[int, int]] = set()
        self._row = self._column = 0
        self._content: str | None = None
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name in ("v", "is"):
            self._present = True
            self._content = ""
            self._taking = name == "v"
        elif name == "t":
            self._taking = self._content is not None and not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._open_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self.merges += 1
            if self.merges > limits.MERGES:
                raise Refused("too_big")

    def end(self, name: str) -> None:
        if name == "c":
            self._close_cell()
        elif name in ("v", "t", "is"):
            self._taking = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if self._taking and self._content is not None:
            self._content += data
            if len(self._content) > limits.CELL_CHARACTERS:
                cell = f"{letters(self._column)}{self._row}"
                raise Refused("long_text", cell=cell, found=len(self._content))

    _taking = False
    _present = False
    _formula = False

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row, _ = parse(f"A{number}") if number else (self._row + 1, 0)
        if row <= self._row:
            raise Refused("disorder", cell=f"A{row}")
        self._row, self._column = row, 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        row, column = parse(address) if address else (self._row, self._column + 1)
        # Twice the same cell, or cells out of order: readers disagree about which one counts.
        if row != self._row or column <= self._column:
            raise Refused("disorder", cell=address or f"{letters(column)}{row}")
        self._column = column
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._content, self._present, self._formula = None, False, False

    def _close_cell(self) -> None:
        if not (self._present or self._formula):
            return  # only a style: people's files have millions of them
        place = (self._row, self._column)
        if self._row > limits.LAST_ROW or self._column > limits.LAST_COLUMN:
            raise Refused("stray_cell", cell=f"{letters(self._column)}{self._row}")
        self.cells += 1
        if self.cells > limits.CELLS:
            raise Refused("too_big")
        length = self._length(place)
        self.characters += length
        if self._type == "e":
            self.errors[place] = self._content or ""
        elif length:
            self.filled[self._row] += 1
            if self._type == "n" and self._style_number() in self.percent_styles:
                self.percents.add(place)
        elif self._formula and (self._content is None or self._type != "str"):
            # A saved formula may well yield an empty text, but never an empty number.
            self.unsaved_formulas.add(place)

    def _length(self, place: tuple[int, int]) -> int:
        content = self._content or ""
        if self._type != "s":
            length = len(content)
        elif content.isdecimal() and int(content) < len(self.string_lengths):
            length = self.string_lengths[int(content)]
        else:
            raise Refused("damaged", cell=f"{letters(place[1])}{place[0]}")
        if length > limits.CELL_CHARACTERS:
            raise Refused("long_text", cell=f"{letters(place[1])}{place[0]}", found=length)
        return length

    def _style_number(self) -> int:
        return int(self._style) if self._style.isdecimal() else 0
