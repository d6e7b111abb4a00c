"""What a table is, whatever file it goes into."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from itertools import islice
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.workbooks import Value

# Nobody reads more, and a person waits for the answer; whole archives go by the API.
MOST_LINES = 50_000
# Lines are made so many at a time: each time costs a few queries.
BATCH = 500

Row = TypeVar("Row")
Line = TypeVar("Line")


class Kind(Enum):
    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    MOMENT = auto()


@dataclass(frozen=True)
class Column:
    """`value` takes from a line what stands here; `width` counts digits, as Excel does."""

    title: str | Promise
    value: Callable[[Any], Value]
    width: int = 12
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """`title` names the file and its sheet; `note` stands above every printed page.

    `on` is the day as of which the lines are, None where that is today; the file's name tells it.
    """

    title: str
    columns: Sequence[Column]
    lines: Iterable[Any]
    note: str = ""
    on: date | None = None

    @property
    def titles(self) -> list[str]:
        return [str(column.title) for column in self.columns]

    def rows(self) -> Iterator[list[Value]]:
        """Made while they are asked for, once."""
        values = [column.value for column in self.columns]
        return ([value(line) for value in values] for line in self.lines)


def batches(rows: Iterable[Row], make: Callable[[list[Row]], Iterable[Line]]) -> Iterator[Line]:
    """All lines, made of many rows at a time so that the queries for each share their cost."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield from make(batch)


def require_fit(lines: int) -> None:
    """Raises RuleBroken for lists that no file is made of."""
    if lines > MOST_LINES:
        raise RuleBroken(
            _("These are %(lines)d lines; a file holds %(most)d. Choose a plan, a unit or a state.")
            % {"lines": lines, "most": MOST_LINES}
        )
