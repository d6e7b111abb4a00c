"""One worksheet under the scan: where its cells are and what is odd about them."""

import re

from sheets.reader import limits, markup
from sheets.reader.address import letters, parse
from sheets.reader.counted import Counted, Place
from sheets.reader.markup import Attributes
from sheets.reader.refusals import Refused

# What WPS writes for a picture in a cell.
PICTURE = re.compile(r'=?(?:_xlfn\.)?DISPIMG\("([^"]{1,100})"')
TRUE = ("1", "true")
_TEXTS = ("s", "str", "inlineStr")


class Worksheet(markup.Handler):
    """Counts cells with content by row and notes formulas without a result, errors, percentages."""

    def __init__(
        self, counted: Counted, string_lengths: list[int], percent_styles: set[int]
    ) -> None:
        self.counted = counted
        self.string_lengths = string_lengths
        self.percent_styles = percent_styles
        self.counts_shared = True
        self.row = self._column = 0
        # The last cell of the row that told its address, and how many without one follow it.
        self._anchor = ""
        self._steps = 0
        self._attributes: Attributes = {}
        self._content: str | None = None
        self._formula: str | None = None
        self._taking = self._phonetic = self._calculating = self._preserved = False
        self._start = 0

    def start_col(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in TRUE or _is_zero(attributes.get("width")):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal() and len(first + last) < 15:
                self.counted.hidden_columns.append((int(first), int(last)))

    def start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        row = parse(f"A{number}")[0] if number else self.row + 1
        self.begin_row(row)
        if attributes.get("hidden") in TRUE or _is_zero(attributes.get("ht")):
            self.counted.hidden_rows.add(row)

    def begin_row(self, row: int) -> None:
        if row <= self.row:
            raise Refused("disorder", cell=f"A{row}")
        self.row, self._column = row, 0
        self._anchor, self._steps = "", 0

    def start_c(self, attributes: Attributes) -> None:
        # People's files have millions of cells with nothing but a style: no work is done for them.
        address = attributes.get("r")
        if address:
            self._anchor, self._steps = address, 0
        else:
            self._steps += 1
        self._attributes, self._content, self._formula = attributes, None, None

    def start_v(self, _: Attributes) -> None:
        self._begin_value()
        self._taking = True

    def start_is(self, _: Attributes) -> None:
        self._begin_value()

    def _begin_value(self) -> None:
        # Two values for one cell: readers disagree about which one counts.
        if self._content is not None:
            row, column = self._place()
            raise Refused("disorder", cell=f"{letters(column)}{row}")
        self._content = ""

    def start_t(self, attributes: Attributes) -> None:
        self._taking = self._content is not None and not self._phonetic
        self._start = len(self._content or "")
        self._preserved = attributes.get("xml:space") == "preserve"

    def start_f(self, _: Attributes) -> None:
        self._formula, self._calculating = self._formula or "", True

    def start_rPh(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self._phonetic = True

    def start_mergeCell(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        self.counted.merge(attributes.get("ref", ""))

    def start_sheetPr(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        self.counted.filtered |= attributes.get("filterMode") in TRUE

    def start_filterColumn(self, _: Attributes) -> None:  # noqa: N802 -- its own name
        self.counted.filtered = True

    def end_v(self) -> None:
        self._taking = False

    def end_t(self) -> None:
        # A blank counts for nothing where nobody said that it matters.
        if self._taking and self._content is not None and not self._preserved:
            own = self._content[self._start :]
            self._content = self._content[: self._start] + ("" if _is_blank(own) else own)
        self._taking = False

    def end_f(self) -> None:
        self._calculating = False

    def end_rPh(self) -> None:  # noqa: N802 -- the element's own name
        self._phonetic = False

    def text(self, data: str) -> None:
        if self._taking and self._content is not None:
            self._content += data
            if len(self._content) > limits.CELL_CHARACTERS:
                self._refuse_long(self._place(), len(self._content))
        elif self._calculating and self._formula is not None and len(self._formula) < 200:
            self._formula += data

    def end_c(self) -> None:
        if self._content is None and self._formula is None:
            return
        row, column = place = self._place()
        # Twice the same cell, or cells out of order: readers disagree about which one counts.
        if row != self.row or column <= self._column:
            raise Refused("disorder", cell=f"{letters(column)}{row}")
        self._column = column
        self.counted.hold(row, column, column, 1)
        self._note(place, self._attributes.get("t", "n"))

    def _place(self) -> Place:
        row, column = parse(self._anchor) if self._anchor else (self.row, 0)
        return row, column + self._steps

    def _note(self, place: Place, kind: str) -> None:
        counted, length = self.counted, self._length(place, kind)
        calculated = self._content if self._formula is not None or kind == "str" else ""
        picture = PICTURE.match(self._formula or calculated or "")
        if kind in _TEXTS and (kind != "s" or self.counts_shared):
            counted.characters += length
        if picture:
            counted.pictures[place] = picture[1]
        if length and kind != "e":
            counted.filled[place[0]] = counted.filled.get(place[0], 0) + 1
            if kind == "n" and self._style() in self.percent_styles:
                counted.percents[place[0]] = (*counted.percents.get(place[0], ()), place[1])
        elif picture:
            return
        elif kind == "e":
            counted.errors[place] = self._content or ""
            rich = self._attributes.get("vm", "")
            if rich.isdecimal() and len(rich) < 10:
                counted.rich[place] = int(rich)
        elif self._formula is not None and (self._content is None or kind != "str"):
            # A saved formula may well yield an empty text, but never an empty number.
            counted.unsaved_formulas.add(place)

    def _length(self, place: Place, kind: str) -> int:
        content = self._content or ""
        if kind != "s":
            return len(content)
        if not content.isdecimal() or int(content) >= len(self.string_lengths):
            raise Refused("damaged")
        length = self.string_lengths[int(content)]
        if length > limits.CELL_CHARACTERS:
            self._refuse_long(place, length)
        return length

    def _refuse_long(self, place: Place, found: int) -> None:
        raise Refused("long_text", cell=f"{letters(place[1])}{place[0]}", found=found)

    def _style(self) -> int:
        style = self._attributes.get("s", "0")
        return int(style) if style.isdecimal() else 0


def _is_blank(text: str) -> bool:
    return not text.strip(" \t\r\n")


def _is_zero(size: str | None) -> bool:
    return bool(size) and not str(size).strip("0.")
