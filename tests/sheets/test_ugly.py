"""Every file of the catalogue, through the same door as an upload: a child process with limits."""

import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheets.book import SECONDS, Book, open_book
from sheets.reader.refusals import Refused as ReallyRefused
from tests.sheets.ugly.catalogue import TRAPS
from tests.sheets.ugly.trap import Read, Refused, Trap


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.key for trap in TRAPS])
def test_an_ugly_file_comes_out_as_written_in_the_catalogue(trap: Trap, tmp_path: Path) -> None:
    file = tmp_path / "upload"
    file.write_bytes(trap.make())
    began = time.monotonic()
    outcome = outcome_of(trap, file)
    assert outcome == trap.expected
    assert time.monotonic() - began < SECONDS


def outcome_of(trap: Trap, file: Path) -> Read | Refused:
    try:
        with open_book(str(file), lines=trap.lines) as book:
            assert isinstance(trap.expected, Read), "this file should have been refused"
            return read(book, trap.expected)
    except ReallyRefused as refused:
        cell = trap.expected.cell if isinstance(trap.expected, Refused) else ""
        return Refused(refused.code, refused.facts.get("cell", "") if cell else "")


def read(book: Book, wanted: Read) -> Read:
    """What was read, as far as the catalogue speaks of it."""
    page, *others = book.pages
    counted = wanted.rows is None
    return Read(
        rows=None if counted else {row.number: told(row.cells) for row in page.rows},
        count=len(page.rows) if counted else -1,
        page={name: getattr(page, name) for name in wanted.page},
        book={name: getattr(book, name) for name in wanted.book},
        others={other.name: len(other.rows) for other in others},
        pictures=tuple((each.cell, each.kind, bool(each.part)) for each in book.pictures),
    )


def told(cells: dict[str, Any]) -> dict[str, Any]:
    return {letter: plain(cell) for letter, cell in cells.items()}


def plain(cell: Any) -> Any:
    if isinstance(cell, dict):
        return cell["is"], plain(cell["found"])
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return cell


def test_the_catalogue_is_as_long_as_promised_and_names_each_trap_once() -> None:
    keys = Counter(trap.key for trap in TRAPS)
    assert len(keys) >= 120
    assert [key for key, number in keys.items() if number > 1] == []
    assert all(trap.did and trap.how for trap in TRAPS)
