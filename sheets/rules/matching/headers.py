"""Where the table of a worksheet begins, and what its columns are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from sheets.reader.address import letters
from sheets.rules.matching.above import Above, read_above, stands_above
from sheets.rules.matching.assigning import settle
from sheets.rules.matching.columns import Candidate, ColumnGuess, candidate, says_something
from sheets.rules.matching.grid import Grid
from sheets.rules.matching.shapes import Page
from sheets.rules.matching.wordings import is_measure

# A title, a subtitle and a note may stand above a table; nobody puts a page of text there.
WITHIN = 30
MOST_HEADER_ROWS = 4
# Values of so many lines tell what a column holds.
SAMPLE = 120
# Below it a row of words is a row of words.
_LEAST_SCORE = 1.6
# A header so nearly as good as the best one begins a table of its own.
_NEARLY = 0.6
_LONGEST_WORDS = 40
_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Header:
    """The header of a table: its first and last row, its columns by letter.

    `below` is the row of the first line. `above` is what stands over the table.
    """

    first_row: int
    last_row: int
    columns: Mapping[str, ColumnGuess]
    below: int
    above: Above
    confidence: float
    kind: str = "reports"
    # The row in which the next table of the worksheet begins.
    until: int | None = None

    def letter(self, key: str) -> str | None:
        """Where the column of that key stands."""
        return next((at for at, guess in self.columns.items() if guess.key == key), None)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(guess.key for guess in self.columns.values() if guess.key)


def find_table(page: Page, *, kind: str = "reports", on: date | None = None) -> Header | None:
    """The header of the page's table; None where the page is no table.

    `on` is the closing date that is being reported, which tells columns of several months apart.
    """
    # Rows may be read from a file of a city's size: no more than needed.
    rows = list(islice(filter(attrgetter("cells"), page.rows), WITHIN + SAMPLE))
    grid = Grid.of(page, rows)
    numbers = [row.number for row in rows]
    blocks = []
    for first, last in _blocks(grid, numbers[:WITHIN], kind):
        candidates = _candidates(grid, numbers, (first, last), kind)
        blocks.append(_Block(_score(grid, (first, last), candidates), first, last, candidates))
    best = _likeliest(blocks)
    return _header(grid, numbers, best, kind=kind, on=on) if best else None


class _Block(NamedTuple):
    """Rows that may be the header, and how much speaks for it."""

    score: float
    first: int
    last: int
    candidates: list[Candidate]


def _likeliest(blocks: Sequence[_Block]) -> _Block | None:
    """The best; where a worksheet has several tables, or one whose header is printed again, the
    first of those that are nearly as good."""
    good = [block for block in blocks if block.score >= _LEAST_SCORE]
    best = max(good, key=lambda block: block.score, default=None)
    while best is not None:
        # A line at least stands between two tables.
        above = [
            block
            for block in good
            if block.last < best.first - 1 and block.score >= _NEARLY * best.score
        ]
        if not above:
            break
        best = max(above, key=lambda block: block.score)
    return best


def _blocks(grid: Grid, numbers: list[int], kind: str) -> Iterator[tuple[int, int]]:
    """Runs of rows that could be a header: words in several columns, and nothing else."""
    for start, first in enumerate(numbers):
        texts = grid.texts(first)
        # A header does not begin in the middle of a merged cell.
        if len(set(texts.values())) < 2 or any(grid.spread(first, column) for column in texts):
            continue
        for end in range(start, min(start + MOST_HEADER_ROWS, len(numbers))):
            last = numbers[end]
            if last - first != end - start or not _may_be_header(grid, last):
                break
            if any(says_something(text, kind) for text in grid.texts(last).values()):
                yield first, last


def _may_be_header(grid: Grid, row: int) -> bool:
    texts = grid.texts(row)
    return bool(texts) and all(
        len(text) <= _LONGEST_WORDS and not _is_figure(text) and not stands_above(text)
        for text in texts.values()
    )


def _is_figure(text: str) -> bool:
    """A year may be a header, another number may not."""
    digits = text.replace(".", "").replace("%", "").replace("-", "")
    return digits.isdecimal() and not (len(text) == 4 and text.startswith("20"))


def _candidates(
    grid: Grid, numbers: list[int], block: tuple[int, int], kind: str
) -> list[Candidate]:
    first, last = block
    below = [number for number in numbers if number > last][:SAMPLE]
    if below and _is_legend(grid, below[0]):
        del below[0]
    found = []
    for column in grid.columns:
        words = _words(grid, first, last, column)
        looks = [grid.looks[row].get(column, _EMPTY) for row in below]
        if words or any(looks):
            found.append(candidate(column, words, looks, kind=kind))
    return found


def _words(grid: Grid, first: int, last: int, column: int) -> tuple[str, ...]:
    """The texts above a column from top to bottom, each once."""
    words: list[str] = []
    for row in range(first, last + 1):
        text = grid.text(row, column) or _from_the_left(grid, row, last, column)
        if text and text not in words:
            words.append(text)
    return tuple(words)


def _from_the_left(grid: Grid, row: int, last: int, column: int) -> str:
    """The group heading that people wrote into the first of its columns without merging."""
    if row == last or not grid.text(row + 1, column) or grid.spread(row + 1, column):
        return ""
    for left in range(column - 1, max(column - 8, 0), -1):
        if not grid.text(row + 1, left) or grid.spread(row + 1, left):
            return ""
        if text := grid.text(row, left):
            return text
    return ""


def _score(grid: Grid, block: tuple[int, int], candidates: list[Candidate]) -> float:
    """How much this looks like the header: known words, and values that fit them."""
    first, last = block
    score = sum(each.score for each in candidates if each.words)
    # A row too many at the end brings words that say nothing.
    for row in range(first + 1, last + 1):
        if all(grid.spread(row, column) for column in grid.texts(row)):
            score -= 1.0
    # Nor does a header end in the middle of a merged cell that began in it.
    if any(first <= grid.top(last + 1, column) <= last for column in grid.texts(last + 1)):
        score -= 1.0
    unknown = sum(1 for each in candidates if each.words and not each.meanings)
    unnamed = sum(1 for each in candidates if not each.words)
    return score - 0.15 * unknown - 0.5 * unnamed - 0.1 * (last - first)


def _header(
    grid: Grid,
    numbers: list[int],
    block: _Block,
    *,
    kind: str,
    on: date | None,
) -> Header | None:
    first, last = block.first, block.last
    above = read_above([list(grid.texts(row).values()) for row in numbers if row < first])
    guesses = settle(block.candidates, kind=kind, on=on or above.closing_on)
    if guesses is None:
        return None
    columns = {letters(column): guess for column, guess in guesses.items()}
    below = [number for number in numbers if number > last]
    start = next((row for row in below if not _is_legend(grid, row)), last + 1)
    sure = [guess.confidence for guess in columns.values() if guess.key]
    return Header(first, last, columns, start, above, sum(sure) / len(sure), kind)


def _is_legend(grid: Grid, row: int) -> bool:
    """甲 乙 1 2 3=2/1: the row that numbers the columns; or one that only says how to fill them."""
    texts = list(grid.texts(row).values())
    if len(texts) < 3:
        return False
    marks = [text.strip("()（）<>①②③④⑤⑥⑦⑧⑨⑩") for text in texts]
    counted = [mark.split("=")[0] for mark in marks]
    digits = [int(mark) for mark in counted if mark.isdecimal() and len(mark) < 3]
    others = [mark for mark in counted if not mark.isdecimal() and mark not in _STEMS and mark]
    runs = all(two - one == 1 for one, two in zip(digits, digits[1:], strict=False))
    if len(digits) >= 2 and runs and not others:
        return True
    return all(is_measure(text) for text in texts)


_STEMS = frozenset("甲乙丙丁戊己庚辛壬癸—-ABCDEFGHIJ")
