"""Counting the rows of a worksheet at the speed of C, where they are written as programs do it.

A row's digits are struck out; what is left is its shape, and a table has few of them. A shape is
looked at once, by a pattern that admits nothing but cells in order, each with a number, a text or
nothing. Blocks of rows of known shapes are counted by what is known of these; a block with anything
else is counted row by row, and a row that is written in no such way goes through expat to the same
`Worksheet`. So does the document around the rows.

What digits can hide from this, one in the name of a tag or of an attribute, changes what the reader
finds, which is compared with the count, or nothing at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, compress, repeat
from operator import lt

from sheets.reader import limits, markup
from sheets.reader.address import column_number
from sheets.reader.refusals import Refused
from sheets.reader.worksheet import Worksheet

_START = re.compile(rb"<sheetData>")
_END = b"</sheetData>"
_ROW_END = b"</row>"
_DIGITS = b"0123456789.-"
# Stands in place of a text that was taken out.
_TAKEN = b"/"
# What stands in place of a style that shows percentages.
_PERCENT = b' s="%"'
_ATTRIBUTES = rb'(?: [A-Za-z][A-Za-z:]*="[A-Za-z:% ]*")*'
_FORMULA = rb"(?:<f" + _ATTRIBUTES + rb"(?:/>|>[^<>&\"]*</f>))?"
# As a shape: without digits and without texts.
_CELL = (
    rb'<c r="([A-Z]{1,3})"( s="%?")?(?:'
    rb"/>|></c>|"
    rb"( t=\"s\"><v>/?</v></c>|"
    rb"(?: t=\"(?:n|b|str)\")?>" + _FORMULA + rb"<v>(?:/|[Ee]\+?)?</v></c>|"
    rb" t=\"inlineStr\"><is><t(?: xml:space=\"preserve\")?>/</t></is></c>))"
)
_CELLS = re.compile(_CELL)
_ROW = re.compile(
    rb'\s*<row r=""' + _ATTRIBUTES + rb">(?:" + re.sub(rb"\((?!\?)", rb"(?:", _CELL) + rb")*"
)
_NUMBERS = re.compile(rb'<row r="([0-9]{1,7})"([^<>]*)>')
_CLAIMS = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_HIDDEN = re.compile(rb' (?:hidden="(?:1|true)"|ht="0[0.]*")')
_BLANKS = ((b"<v></v>", b"<v>?</v>"), (b"></t>", b">?</t>"))
_SHARED = re.compile(rb' t="s"><v>([0-9]{1,9})</v>')
_SOMETHING = rb"(?=[^<])(" + markup.TEXT + rb")(?=</[vt]>)"
_INLINE = re.compile(rb"(" + markup.TEXT_START + rb")" + _SOMETHING)
# The texts that formulas yield stand where numbers do.
_ANY_VALUE = re.compile(rb"(<v>|" + markup.TEXT_START + rb")" + _SOMETHING)
# How the value of a number begins.
_NUMERIC = (b">", b' t="n"')
# A table has a handful of shapes; a file in which each row has its own is not worth remembering.
_SHAPES = 2_000
_LONGEST_PIECE = 4 << 20
_LONGEST_NUMBER = 24


@dataclass(frozen=True)
class Shape:
    """What a row is known to hold once its digits are struck out."""

    # All of its cells, also those with nothing but a style.
    cells: int
    # Those with content, and where the first and the last of them stand.
    filled: int
    first: int
    last: int
    # The columns of numbers that show percentages.
    percents: tuple[int, ...]


class QuickRows:
    """The rows of one worksheet; raises Irregular where only a parser understands it."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.counted = sheet.counted
        self.shapes: dict[bytes, Shape] = {}
        self.percents = [b' s="%d"' % style for style in sorted(sheet.percent_styles)]
        self.empty_strings = _empty_strings(sheet.string_lengths)
        self.long_strings = max(sheet.string_lengths, default=0) > limits.CELL_CHARACTERS
        # How many rows needed a parser.
        self.parsed = 0
        # Whether some cell of the block refers to an empty shared text.
        self.blanks = False
        # Whether the last block had texts in its cells, as the next one will.
        self.texts = False
        # Whether some of the rows that were looked at last are hidden.
        self.hidden = False
        # Shared texts are looked up block by block, here and not there.
        sheet.counts_shared = False

    def count(self, chunks: Iterable[bytes]) -> None:
        head = rest = b""
        tail: list[bytes] = []
        for chunk in chunks:
            if tail:
                tail.append(chunk)
                continue
            rest += chunk
            if not head:
                head, rest = markup.split_head(rest, _START)
            if head:
                rest = self._count_rows(rest)
                if rest.lstrip().startswith(_END):
                    tail.append(rest)
            if len(rest) > _LONGEST_PIECE:
                raise markup.Irregular
        if not tail:
            raise markup.Irregular
        # What stands around the rows must be a whole document.
        markup.parse([head, *tail], self.sheet)

    def _count_rows(self, content: bytes) -> bytes:
        """Count the whole rows; returns what follows them."""
        block, found, rest = content.rpartition(_ROW_END)
        if not found:
            return content
        if _END in block:
            raise markup.Irregular
        sound = self._count_strings(block)
        if not sound or not self._count_block(block):
            for piece in block.split(_ROW_END):
                if not sound or not self._count_row(piece):
                    self.parsed += 1
                    markup.parse_fragment(piece + _ROW_END, self.sheet)
        return rest

    def _count_strings(self, block: bytes) -> bool:
        """Add up the shared texts; False when a cell among them needs a second look."""
        found = _SHARED.findall(block)
        if len(found) != block.count(b't="s"'):
            return False
        try:
            lengths = list(map(self.sheet.string_lengths.__getitem__, map(int, found)))
        except IndexError as error:
            raise Refused("damaged") from error
        self.counted.characters += sum(lengths)
        self.blanks = self.empty_strings is not None and 0 in lengths
        return not self.long_strings or max(lengths, default=0) <= limits.CELL_CHARACTERS

    def _count_block(self, block: bytes) -> bool:
        """Count rows that are all of known shapes, with no look at any single one of them."""
        stripped, texts = block, list[bytes]()
        found = [] if self.texts else self._known(block)
        if (self.texts or None in found) and _has_texts(block):
            stripped, texts = _without_texts(block)
            found = self._known(stripped)
            self.texts = None not in found
        shapes = [shape for shape in found if shape is not None]
        if len(shapes) != len(found) or not found or self.blanks or not _is_short(stripped, texts):
            return False
        rows = self._rows(block, shapes)
        if not rows or self.hidden or not self._hold(rows, shapes):
            return False
        self.sheet.begin_row(rows[-1])
        self._add_characters(texts)
        return True

    def _hold(self, rows: list[int], shapes: list[Shape]) -> bool:
        kinds = {shape for shape in set(shapes) if shape.filled}
        if not kinds:
            return True
        filled = [shape.filled for shape in shapes]
        first = min(shape.first for shape in kinds)
        last = max(shape.last for shape in kinds)
        if not self.counted.hold_block(list(compress(rows, filled)), first, last, sum(filled)):
            return False
        self.counted.filled.update(compress(zip(rows, filled, strict=True), filled))
        if any(shape.percents for shape in kinds):
            percents = [shape.percents for shape in shapes]
            self.counted.percents.update(compress(zip(rows, percents, strict=True), percents))
        return True

    def _known(self, block: bytes) -> list[Shape | None]:
        """The shape of each row as far as it is known."""
        return list(map(self.shapes.get, self._written(block).split(_ROW_END)))

    def _written(self, block: bytes) -> bytes:
        """Rows as shapes. Empty values are told from those that are about to lose their digits."""
        for blank, marked in _BLANKS:
            block = block.replace(blank, marked)
        for style in self.percents:
            block = block.replace(style, _PERCENT)
        return block.translate(None, _DIGITS)

    def _rows(self, block: bytes, shapes: list[Shape]) -> list[int]:
        """The numbers of the rows, none if they or the addresses of the cells are in disorder."""
        found = _NUMBERS.findall(block)
        numbers = [number for number, _ in found]
        rows = list(map(int, numbers))
        claimed = chain.from_iterable(map(repeat, numbers, [shape.cells for shape in shapes]))
        if (
            len(numbers) != len(shapes)
            # Every cell must stand in the row that it names.
            or _CLAIMS.findall(block) != list(claimed)
            or not all(map(lt, [self.sheet.row, *rows], rows))
            or rows[-1] > limits.SHEET_ROWS
        ):
            return []
        self.hidden = any(_HIDDEN.search(attributes) for attributes in {each for _, each in found})
        return rows

    def _count_row(self, piece: bytes) -> bool:
        """Count one row; False when that takes a parser."""
        stripped, texts = _without_texts(piece) if _has_texts(piece) else (piece, list[bytes]())
        shape = self._shape(self._written(stripped)) if _is_short(stripped, texts) else None
        rows = self._rows(piece, [shape]) if shape is not None else []
        if shape is None or not rows:
            return False
        row = rows[0]
        self.sheet.begin_row(row)
        if self.hidden:
            self.counted.hidden_rows.add(row)
        filled = shape.filled
        if filled:
            self.counted.hold(row, shape.first, shape.last, filled)
            if self.empty_strings is not None:
                filled -= len(self.empty_strings.findall(piece))
        if filled:
            self.counted.filled[row] = filled
        if shape.percents:
            self.counted.percents[row] = shape.percents
        self._add_characters(texts)
        return True

    def _add_characters(self, texts: list[bytes]) -> None:
        try:
            self.counted.characters += len(markup.resolved(b"".join(texts)).decode())
        except UnicodeDecodeError as error:
            raise Refused("damaged") from error

    def _shape(self, written: bytes) -> Shape | None:
        shape = self.shapes.get(written)
        if shape is None and len(self.shapes) < _SHAPES:
            shape = _learn(written)
            if shape is not None:
                self.shapes[written] = shape
        return shape


def _learn(written: bytes) -> Shape | None:
    """The shape of a row, where it is written as programs write it."""
    if _ROW.fullmatch(written) is None:
        return None
    cells = _CELLS.findall(written)
    columns = [column_number(name.decode()) for name, _, value in cells if value]
    if not all(map(lt, columns, columns[1:])):
        return None
    first, last = (columns[0], columns[-1]) if columns else (0, 0)
    percents = tuple(
        column_number(name.decode())
        for name, style, value in cells
        if style == _PERCENT and value.startswith(_NUMERIC)
    )
    return Shape(len(cells), len(columns), first, last, percents)


def _has_texts(content: bytes) -> bool:
    """Whether texts stand in the cells themselves."""
    return b"<t" in content or b't="str"' in content


def _without_texts(content: bytes) -> tuple[bytes, list[bytes]]:
    """Rows without the texts that stand in their cells, and these texts."""
    values = b't="str"' in content
    pieces = (_ANY_VALUE if values else _INLINE).split(content)
    tags, texts = pieces[1::3], pieces[2::3]
    pieces[2::3] = [_TAKEN] * len(texts)
    if values:
        # Short values may well be numbers.
        texts = [
            text
            for tag, text in zip(tags, texts, strict=True)
            if tag != b"<v>" or len(text) > _LONGEST_NUMBER
        ]
    return b"".join(pieces), texts


def _is_short(stripped: bytes, texts: list[bytes]) -> bool:
    """No value is too long, certainly."""
    lengths = [max(map(len, texts), default=0), max(map(len, stripped.split(_ROW_END)))]
    return max(lengths) <= limits.CELL_CHARACTERS


def _empty_strings(lengths: list[int]) -> re.Pattern[bytes] | None:
    """Finds the cells whose shared text is empty; programs write one for each blank cell."""
    empty = [str(index) for index, length in enumerate(lengths) if not length]
    if len(empty) > 50:
        raise markup.Irregular
    return re.compile(rb' t="s"><v>(?:' + "|".join(empty).encode() + rb")</v>") if empty else None
