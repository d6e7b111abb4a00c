"""One file from its bytes to what the process prints."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sheets.reader import biff, cells, csvtext, parts, sniff
from sheets.reader.cells import Line
from sheets.reader.counted import Counted
from sheets.reader.limits import Limits
from sheets.reader.refusals import Refused
from sheets.reader.scan import Scan, scan

# Lines of JSON that a process can hold several of; none is printed for each row, because decoding
# a few long ones takes half the time.
BATCH = 250


def read(content: bytes, *, limits: Limits, pictures: Path | None) -> Iterator[Any]:
    """Batches of rows, sheet after sheet, and last what there is to know about all of them."""
    try:
        yield from _read(content, limits, pictures)
    except Refused as refused:
        yield {"refused": refused.code, **refused.facts}
    except BaseException as error:
        # A panic of calamine's Rust code is no Exception, and has no class that can be imported.
        if type(error).__name__ != "PanicException":
            raise
        yield {"refused": "damaged"}


def _read(content: bytes, limits: Limits, folder: Path | None) -> Iterator[Any]:
    kind = sniff.kind(content)
    if kind == "csv":
        lines = csvtext.read(content, limits)
        pages: list[dict[str, Any]] = []
        yield from _page(pages, {"name": "", "state": "visible"}, lines)
        yield _last(pages, {"format": "csv"})
        return
    if kind == "ole":
        found, content = biff.scan(content, limits, folder)
    else:
        found = _scan(content, limits, folder)
    yield from _read_book(content, found)


def _scan(content: bytes, limits: Limits, folder: Path | None) -> Scan:
    with parts.open_archive(content, limits) as archive:
        found = scan(archive, limits)
        if folder is not None:
            found.album.take_out(archive.read, folder)
        return found


def _read_book(content: bytes, found: Scan) -> Iterator[Any]:
    pages: list[dict[str, Any]] = []
    for name, state, counted, lines in cells.read(content, found):
        yield from _page(pages, {"name": name, "state": state} | _facts(counted), lines)
    yield _last(
        pages,
        {
            "format": found.format,
            "date1904": found.date1904,
            "macros": found.macros,
            **found.album.told(),
        },
    )


def _facts(counted: Counted) -> dict[str, Any]:
    return {
        "hidden_rows": counted.hidden_lines(),
        "hidden_columns": counted.hidden_letters(),
        "merges": counted.merged(),
        "filtered": counted.filtered,
    }


def _page(
    pages: list[dict[str, Any]], facts: dict[str, Any], lines: Iterable[Line]
) -> Iterator[list[Any]]:
    """The batches of a sheet; its entry in `pages` says how many there are."""
    batches = rows = 0
    for batch in _batches(lines):
        batches += 1
        rows += sum(1 for row in batch[1:] if row)
        yield batch
    pages.append(facts | {"batches": batches, "rows": rows})


def _batches(lines: Iterable[Line]) -> Iterator[list[Any]]:
    """[number of the first row, row, row, …]; a blank row between others is []."""
    batch: list[Any] = []
    following = 0
    for number, line in lines:
        # A zero is something.
        if line.count("") == len(line):
            continue
        if not batch or len(batch) > BATCH or number >= following + BATCH:
            if batch:
                yield batch
            batch, following = [number], number
        batch += [[]] * (number - following)
        batch.append(line)
        following = number + 1
    if batch:
        yield batch


def _last(pages: list[dict[str, Any]], facts: dict[str, Any]) -> dict[str, Any]:
    return {"end": sum(page["rows"] for page in pages), **facts, "pages": pages}
