"""Lines as they were set on pages → paragraphs: a line that reaches the margin goes on below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from intake.reader.lines import OPENING, SENTENCE_END

# In characters: what may be missing at the end of a full line, what a paragraph is set in by,
# and what may be missing where a long word did not fit.
FULL, SET_IN, WORD = 1.9, (1.5, 2.7), 8.0
# So many times the usual distance between lines is an empty line.
APART = 1.7
# Lines of one paragraph have one size.
SAME_SIZE = 0.15
# From so many lines on a page shows its margins.
ENOUGH_LINES = 6
# So many of the lines of a page stand in its right half where it has two columns.
COLUMN_SHARE = 0.25


@dataclass(frozen=True)
class Line:
    """A line and where it stands; a row of a table has no size."""

    text: str
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    middle: float = 0.0


@dataclass(frozen=True)
class Column:
    """Where the lines of a column begin and end, and whether its paragraphs are set in."""

    left: float
    right: float
    sets_in: bool

    def opens(self, line: Line) -> bool:
        """Whether the line begins a paragraph."""
        return line.left > self.left + FULL * line.size / 2 or (
            not self.sets_in and bool(OPENING.match(line.text))
        )

    def goes_on(self, line: Line, following: Line) -> bool:
        """Whether the paragraph of a line, which is in this column, does not end with it."""
        room = (self.right - line.right) / line.size
        if room < FULL:
            return self.sets_in or line.text[-1] not in SENTENCE_END
        ends = line.text[-1] in SENTENCE_END or OPENING.match(following.text)
        return self.sets_in and room < WORD and not ends


def flowed(pages: Sequence[Sequence[Line]]) -> list[list[str]]:
    """The pages with their paragraphs whole; one that runs over pages stands where it begins."""
    parts = [half for page in pages for half in _halves([line for line in page if line.size])]
    usual = [_column(part, 0.0) for part in parts if len(part) >= ENOUGH_LINES]
    if not usual:
        return [[line.text for line in page] for page in pages]
    width = median(column.right - column.left for column in usual)
    sets_in = any(column.sets_in for column in usual)
    done: list[list[str]] = []
    before: tuple[Line, Column] | None = None
    for page in pages:
        done.append([])
        gap = _gap(page)
        for line, column in _placed(page, width, sets_in):
            apart = before and done[-1] and before[0].middle - line.middle > gap
            if before and not apart and _continues(*before, line, column):
                home = next(lines for lines in reversed(done) if lines)
                home[-1] += _between(home[-1], line.text) + line.text
            else:
                done[-1] += ["", line.text] if apart else [line.text]
            before = (line, column)
    return done


def _gap(page: Sequence[Line]) -> float:
    """How far apart lines must stand for an empty one to fit between them."""
    set_lines = [line for line in page if line.size]
    steps = [one.middle - next_.middle for one, next_ in pairwise(set_lines)]
    down = [step for step in steps if step > 0]
    return APART * median(down) if len(down) >= ENOUGH_LINES else float("inf")


def _continues(line: Line, column: Column, following: Line, its_column: Column) -> bool:
    if not line.size or not following.size:
        return False
    same = abs(line.size - following.size) <= SAME_SIZE * line.size
    return same and not its_column.opens(following) and column.goes_on(line, following)


def _between(text: str, more: str) -> str:
    """A blank between two words that have blanks between their words."""
    latin = text[-1:].isascii() and more[:1].isascii()
    return " " if latin and text[-1:].isalpha() and more[:1].isalpha() else ""


def _placed(page: Sequence[Line], width: float, sets_in: bool) -> Iterator[tuple[Line, Column]]:
    """Each line with its column."""
    set_lines = [line for line in page if line.size]
    halves = _halves(set_lines)
    columns = [_column(half, 0.0 if len(halves) > 1 else width, sets_in) for half in halves]
    edge = columns[-1].left - 1 if len(columns) > 1 else float("inf")
    for line in page:
        yield line, columns[-1] if line.left >= edge else columns[0]


def _halves(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of the left and of the right column, where no line crosses the middle."""
    if len(lines) < ENOUGH_LINES:
        return [list(lines)]
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    right = [line for line in lines if line.left >= middle]
    left = [line for line in lines if line.right <= middle + line.size]
    whole = len(left) + len(right) == len(lines)
    many = min(len(left), len(right)) >= COLUMN_SHARE * len(lines)
    return [left, right] if whole and many else [list(lines)]


def _column(lines: Sequence[Line], width: float, sets_in: bool = False) -> Column:
    """The margins of some lines: two of them reach each, unless the page has but few lines."""
    set_lines = [line for line in lines if line.size]
    if not set_lines:
        return Column(0.0, 0.0, sets_in)
    second = min(1, len(set_lines) - 1)
    left = sorted(line.left for line in set_lines)[second]
    right = max(sorted((line.right for line in set_lines), reverse=True)[second], left + width)
    depths = [(line.left - left) / line.size for line in set_lines]
    opening = sum(SET_IN[0] <= depth <= SET_IN[1] for depth in depths)
    return Column(left, right, sets_in or (opening >= 2 and opening * 20 >= len(set_lines)))
