"""Where the lines of a file come from: the portal's own workbook, or a department's own sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets.book import Book, Page, Row
from sheets.checks.lines import Line
from sheets.checks.reports import Claim
from sheets.columns import MARK, Unreadable
from sheets.parsing import Table, table_of

# Columns of our own workbook that tell a person what a line is about; the last one is always there.
IN_SIGHT = ("subject", "number", "plan", "progress")


@dataclass(frozen=True)
class Source:
    """The lines of a file, each with what it claims to be about, to be judged in batches."""

    claims: Iterable[Any]
    # How many lines there are at most, for the progress.
    total: int
    ends_on: date | None
    # The column by which lines are recognised, for what is said about a whole line.
    letter: str
    layout: dict[str, Any]
    # So many are judged at once: small enough that the page sees it move and the memory stays
    # flat, large enough for few statements.
    batch: int = 4_000
    # What is to be said about the file as a whole, for sheets.wording.note.
    notes: Sequence[dict[str, str]] = ()


def own_source(
    book: Book, *, ends_on: date | None, figures: Mapping[str, Mapping[str, Any]]
) -> Source:
    """The lines of a workbook that the portal made, wherever its columns and lines were moved.

    `figures` are those that somebody chose in sentences, by the place of their line.
    """
    index, table = table_of(book.pages)
    key = _in_sight(table)
    chosen = {int(place.partition(":")[2]): each for place, each in figures.items()}
    return Source(
        claims=_marked(book.pages[index], index, table, key=key, chosen=chosen),
        total=len(table.rows),
        ends_on=ends_on,
        letter=table.letters[key],
        layout={"own": {"page": index, "letters": table.letters}, "figures": figures},
    )


def _in_sight(table: Table) -> str:
    """The column to which what concerns a whole line is said: the marks are hidden."""
    return next(key for key in IN_SIGHT if key in table.letters)


def _marked(
    page: Page, index: int, table: Table, *, key: str, chosen: Mapping[int, Mapping[str, Any]]
) -> Iterator[Claim]:
    for line in lines_of(page, index, table.letters, table.rows):
        if line.row in chosen:
            line = line._replace(chosen=chosen[line.row])
        try:
            mark = MARK.read(line.cells.get(MARK.key))
        except Unreadable as error:
            yield Claim(line, trouble=line.unreadable(key, error), key=key)
        else:
            yield Claim(line, mark.report_id, mark.revision, mark.seen, key=key)


def lines_of(
    page: Page, index: int, letters: dict[str, str], rows: Sequence[Row]
) -> Iterator[Line]:
    """The rows of a worksheet by the keys of their columns."""
    pairs = list(letters.items())
    hidden = page.hidden_rows
    for row in rows:
        cells = {key: row.cells[letter] for key, letter in pairs if letter in row.cells}
        yield Line(index, row.number, cells, letters, row.number in hidden)
