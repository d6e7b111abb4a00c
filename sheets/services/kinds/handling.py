"""What every kind of sheet answers for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from sheets.book import Book
from sheets.checks import Judged
from sheets.checks.pictures import Pictures
from sheets.checks.sources import Source
from sheets.models import Sheet
from sheets.rules.cells import Around
from units.models import User


class Judge(Protocol):
    """Says what becomes of the lines of one sheet, batch by batch; saves nothing."""

    def judge(self, claims: Sequence[Any]) -> list[Judged]: ...


class Finder(Protocol):
    """Where the lines come from. Raises Refused, or Asks where somebody has to say something."""

    def __call__(self, sheet: Sheet, book: Book, *, now: datetime) -> Source: ...


class Bench(Protocol):
    """Who judges the lines that were found."""

    def __call__(
        self,
        sheet: Sheet,
        *,
        ends_on: date | None,
        around: Around,
        today: date,
        pictures: Pictures,
    ) -> Judge: ...


class Saver(Protocol):
    """Saves what was confirmed, inside the caller's transaction. How many things changed."""

    def __call__(self, sheet: Sheet, *, now: datetime) -> int: ...


class Recaller(Protocol):
    """Takes back what was saved, inside the caller's transaction. How many lines."""

    def __call__(self, sheet: Sheet, *, by: User, now: datetime) -> int: ...


class Handling(NamedTuple):
    find: Finder
    judge: Bench
    save: Saver
    withdraw: Recaller
    # What no two good lines may have in common: SQL about the table of lines.
    once: str = "about_id::text"
    # What is said of lines that have it in common.
    twice: str = "twice"
