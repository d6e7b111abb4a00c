"""Which worksheets of a workbook are tables to read, and why the others are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sheets.rules.matching.headers import Header
from sheets.rules.matching.several import find_tables
from sheets.rules.matching.shapes import Page
from sheets.rules.matching.wordings import read_wording


class Unread(StrEnum):
    """Why a worksheet is left out."""

    EMPTY = "empty"
    NO_TABLE = "no_table"
    # The workbook has a worksheet a month, and this is another one's.
    OTHER_MONTH = "other_month"


@dataclass(frozen=True)
class Surveyed:
    """A worksheet with its tables from top to bottom, or with the reason why it is left out.

    `unread` are the cells in which tables begin that nobody can read.
    """

    name: str
    headers: tuple[Header, ...] = ()
    unread: tuple[str, ...] = ()
    why: Unread | None = None


def survey(
    pages: Iterable[Page],
    *,
    kind: str = "reports",
    on: date | None = None,
    needed: frozenset[str] = frozenset(),
) -> list[Surveyed]:
    """Every worksheet in its order; `on` is the closing date that is being reported, `needed` are
    the keys without which a line is no line.

    Worksheets by unit are all read. Of those with reports by month only the one asked for is, or
    the newest; what is no report may be about any time.
    """
    found = [_surveyed(page, kind, on, needed) for page in pages]
    if kind != "reports":
        return found
    months = {
        index: month
        for index, each in enumerate(found)
        if each.headers and (month := _month(each.name, each.headers[0]))
    }
    if len(set(months.values())) < 2:
        return found
    asked = on.month if on and on.month in months.values() else max(months.values())
    return [
        Surveyed(each.name, why=Unread.OTHER_MONTH) if months.get(index, asked) != asked else each
        for index, each in enumerate(found)
    ]


def _surveyed(page: Page, kind: str, on: date | None, needed: frozenset[str]) -> Surveyed:
    found = find_tables(page, kind=kind, on=on, needed=needed)
    if found.headers:
        return Surveyed(page.name, found.headers, found.unread)
    empty = next(iter(page.rows), None) is None
    return Surveyed(page.name, why=Unread.EMPTY if empty else Unread.NO_TABLE)


def _month(name: str, header: Header) -> int:
    """The last month of which a worksheet tells, by its name or by what stands above its table."""
    time = read_wording(name).time
    if time is not None and time.last:
        return time.last
    return header.above.closing_on.month if header.above.closing_on else 0
