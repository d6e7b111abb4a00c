"""One worksheet under the scan: where its cells are and what is odd about them."""

from collections import Counter

from sheets.reader import limits, markup
from sheets.reader.address import letters, parse
from sheets.reader.markup import Attributes
from sheets.reader.refusals import Refused

Place = tuple[int, int]


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
        # By row and column.
        self.errors: dict[Place, str] = {}
        self.unsaved_formulas: set[Place] = set()
        self.percents: set[Place] = set()
        self._row = self._column = 0
        # The last cell of the row that told its address, and how many without one follow it.
        self._anchor = ""
        self._steps = 0
        self._attributes: Attributes = {}
        self._content: str | None = None
        self._taking = self._phonetic = self._formula = False

    def start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        row = parse(f"A{number}")[0] if number else self._row + 1
        if row <= self._row:
            raise Refused("disorder", cell=f"A{row}")
        self._row, self._column = row, 0
        self._anchor, self._steps = "", 0

    def start_c(self, attributes: Attributes) -> None:
        # People's files have millions of cells with nothing but a style: no work is done for them.
        address = attributes.get("r")
        if address:
            self._anchor, self._steps = address, 0
        else:
            self._steps += 1
        self._attributes, self._content, self._formula = attributes, None, False

    def start_v(self, _: Attributes) -> None:
        self._content, self._taking = "", True

    def start_is(self, _: Attributes) -> None:
        self._content = ""

    def start_t(self, _: Attributes) -> None:
        self._taking = self._content is not None and not self._phonetic

    def start_f(self, _: Attributes) -> None:
        self._formula = True

    def start_rPh(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self._phonetic = True

    def start_mergeCell(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self.merges += 1
        if self.merges > limits.MERGES:
            raise Refused("too_big")

    def end_v(self) -> None:
        self._taking = False

    def end_t(self) -> None:
        self._taking = False

    def end_rPh(self) -> None:  # noqa: N802 -- the element's own name
        self._phonetic = False

    def text(self, data: str) -> None:
        if self._taking and self._content is not None:
            self._content += data
            if len(self._content) > limits.CELL_CHARACTERS:
                row, column = self._place()
                found = len(self._content)
                raise Refused("long_text", cell=f"{letters(column)}{row}", found=found)

    def end_c(self) -> None:
        if self._content is None and not self._formula:
            return
        row, column = place = self._place()
        # Twice the same cell, or cells out of order: readers disagree about which one counts.
        if row != self._row or column <= self._column:
            raise Refused("disorder", cell=f"{letters(column)}{row}")
        if row > limits.LAST_ROW or column > limits.LAST_COLUMN:
            raise Refused("stray_cell", cell=f"{letters(column)}{row}")
        self._column = column
        self.cells += 1
        if self.cells > limits.CELLS:
            raise Refused("too_big")
        self._note(place, self._attributes.get("t", "n"))

    def _place(self) -> Place:
        row, column = parse(self._anchor) if self._anchor else (self._row, 0)
        return row, column + self._steps

    def _note(self, place: Place, kind: str) -> None:
        length = self._length(place, kind)
        self.characters += length
        if kind == "e":
            self.errors[place] = self._content or ""
        elif length:
            self.filled[place[0]] += 1
            if kind == "n" and self._style() in self.percent_styles:
                self.percents.add(place)
        elif self._formula and (self._content is None or kind != "str"):
            # A saved formula may well yield an empty text, but never an empty number.
            self.unsaved_formulas.add(place)

    def _length(self, place: Place, kind: str) -> int:
        content = self._content or ""
        if kind != "s":
            return len(content)
        if not content.isdecimal() or int(content) >= len(self.string_lengths):
            raise Refused("damaged")
        length = self.string_lengths[int(content)]
        if length > limits.CELL_CHARACTERS:
            raise Refused("long_text", cell=f"{letters(place[1])}{place[0]}", found=length)
        return length

    def _style(self) -> int:
        style = self._attributes.get("s", "0")
        return int(style) if style.isdecimal() else 0
