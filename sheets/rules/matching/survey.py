"""Which worksheets of a workbook are tables to read, and why the others are not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sheets.rules.matching.headers import Header, find_table
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
    """A worksheet with its table, or with the reason why it is left out."""

    name: str
    header: Header | None
    why: Unread | None = None


def survey(
    pages: Iterable[Page], *, kind: str = "reports", on: date | None = None
) -> list[Surveyed]:
    """Every worksheet in its order; `on` is the closing date that is being reported.

    Worksheets by unit are all read. Of those by month only the one asked for is, or the newest.
    """
    found = [_surveyed(page, kind, on) for page in pages]
    months = {
        index: month
        for index, each in enumerate(found)
        if each.header is not None and (month := _month(each.name, each.header))
    }
    if len(set(months.values())) < 2:
        return found
    asked = on.month if on and on.month in months.values() else max(months.values())
    return [
        replace(each, header=None, why=Unread.OTHER_MONTH)
        if months.get(index, asked) != asked
        else each
        for index, each in enumerate(found)
    ]


def _surveyed(page: Page, kind: str, on: date | None) -> Surveyed:
    header = find_table(page, kind=kind, on=on)
    if header is not None:
        return Surveyed(page.name, header)
    empty = next(iter(page.rows), None) is None
    return Surveyed(page.name, None, Unread.EMPTY if empty else Unread.NO_TABLE)


def _month(name: str, header: Header) -> int:
    """The last month of which a worksheet tells, by its name or by what stands above its table."""
    time = read_wording(name).time
    if time is not None and time.last:
        return time.last
    return header.above.closing_on.month if header.above.closing_on else 0
