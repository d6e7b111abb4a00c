"""Tables on a page by the lines that are drawn around their cells.

Knows nothing of PDF: ruled lines come in, grids of cells come out. Places count to the right and
upwards, as on the page.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter, neg

# Lines closer than this are one line, drawn twice or with a thickness.
SNAP = 2.5
# Ends that miss each other by no more than this meet.
GAP = 4.0
# A row is at least as high as a small letter.
LEAST_ROW = 6.0
# A page with more lines than this is a drawing.
MOST_RULES = 300


@dataclass(frozen=True, order=True)
class Rule:
    """A straight line at one place, from start to end in the other direction."""

    place: float
    start: float
    end: float


@dataclass(frozen=True)
class Grid:
    """The cells of one table: `areas[row][column]` says which cell each slot belongs to."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    areas: tuple[tuple[int, ...], ...]

    def area_at(self, x: float, y: float) -> int | None:
        """The cell at a place; None outside the table."""
        column = bisect_right(self.columns, x) - 1
        row = bisect_right(self.rows, -y, key=neg) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return self.areas[row][column] if inside else None

    @cached_property
    def widths(self) -> dict[int, float]:
        """How wide each cell is."""
        return {
            area: self.columns[taken[-1][0] + 1] - self.columns[taken[0][0]]
            for row in self.areas
            for area, group in groupby(enumerate(row), key=itemgetter(1))
            for taken in ([*group],)
        }


def find_grids(across: Iterable[Rule], down: Iterable[Rule]) -> list[Grid]:
    """The tables that some horizontal and vertical lines make, from the top of the page down."""
    level, upright = _merged(across), _merged(down)
    if max(len(level), len(upright)) > MOST_RULES:
        return []
    grids = (_grid(*group) for group in _groups(level, upright))
    return sorted((grid for grid in grids if grid), key=lambda grid: -grid.rows[0])


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that lie on one another or follow one another are one."""
    merged: list[Rule] = []
    for same in _near(sorted(rules)):
        place = sum(rule.place for rule in same) / len(same)
        open_: Rule | None = None
        for rule in sorted(same, key=lambda rule: rule.start):
            if open_ and rule.start <= open_.end + GAP:
                open_ = Rule(place, open_.start, max(open_.end, rule.end))
                continue
            merged += [open_] if open_ else []
            open_ = Rule(place, rule.start, rule.end)
        merged += [open_] if open_ else []
    return merged


def _near(rules: list[Rule]) -> Iterator[list[Rule]]:
    start = 0
    for index in range(1, len(rules) + 1):
        if index == len(rules) or rules[index].place - rules[index - 1].place > SNAP:
            yield rules[start:index]
            start = index


def _groups(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that are tied to one another by crossings belong to one table."""
    waiting = set(level)
    while waiting:
        group, seen, todo = {waiting.pop()}, set[Rule](), True
        while todo:
            new = {rule for rule in upright if any(_cross(other, rule) for other in group)} - seen
            seen |= new
            tied = {rule for rule in waiting if any(_cross(rule, other) for other in new)}
            waiting -= tied
            group |= tied
            todo = bool(tied)
        yield sorted(group), sorted(seen)


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.start - GAP <= upright.place <= level.end + GAP
        and upright.start - GAP <= level.place <= upright.end + GAP
    )


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    columns = sorted({rule.place for rule in upright})
    if len(columns) < 3:
        return None
    rows = sorted({rule.place for rule in [*level, *_open_ends(level, upright)]}, reverse=True)
    if len(rows) < 3:
        return None
    areas = [
        list(range(row * len(columns), (row + 1) * len(columns) - 1))
        for row in range(len(rows) - 1)
    ]
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            if column and not _covers(upright, left, (top + bottom) / 2):
                _join(areas, areas[row][column - 1], areas[row][column])
            if row and not _covers(level, top, (left + right) / 2):
                _join(areas, areas[row - 1][column], areas[row][column])
    return Grid(tuple(columns), tuple(rows), tuple(map(tuple, areas)))


def _open_ends(level: list[Rule], upright: list[Rule]) -> Iterator[Rule]:
    """Where a row that goes on over the page has no line of its own, the upright ones end."""
    for places in ([rule.start for rule in upright], [rule.end for rule in upright]):
        end = sorted(places)[len(places) // 2]
        if all(abs(rule.place - end) > LEAST_ROW for rule in level):
            yield Rule(end, 0, 0)


def _covers(rules: list[Rule], place: float, along: float) -> bool:
    return any(rule.place == place and rule.start <= along <= rule.end for rule in rules)


def _join(areas: list[list[int]], kept: int, gone: int) -> None:
    if kept != gone:
        for row in areas:
            row[:] = [kept if area == gone else area for area in row]
