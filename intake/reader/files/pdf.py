"""PDF with text → text, page after page: without what stands on every page, with its tables."""

from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from intake.reader.unreadable import Unreadable

from .flowing import Line, flowed
from .furniture import without_furniture
from .limits import MOST_CHARACTERS, MOST_PAGES, joined
from .printed_page import page_lines

# Fewer characters a page than this is a stamp or a page number on a picture.
LEAST_TEXT = 20
MOST_HEADERS = 3
Parts = tuple[list[list[str]], list[list[str]]]


def pdf_text(data: bytes) -> str:
    """The text of a PDF; refused when it is locked, damaged or made of pictures."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable("locked" if locked else "damaged") from error
    if len(document) > MOST_PAGES:
        raise Unreadable("too_many_pages")
    pages = [*_pages(document)]
    if sum(len(line.text) for page in pages for line in page) < LEAST_TEXT * max(1, len(pages)):
        raise Unreadable("scanned_pdf")
    return joined(_one_after_another(flowed(without_furniture(pages))))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[Line]]:
    """The lines of each page; a page that cannot be opened has none."""
    left = MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        lines = [*page_lines(page)]
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            raise Unreadable("too_long")
        yield lines
        page.close()


def _one_after_another(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """All lines; a table that runs over pages stays one."""
    table: list[list[str]] = []
    for page in pages:
        rows = [line.split("\t") for line in page]
        table, rows = _continued(table, rows)
        for cells in rows:
            if len(cells) == 1:
                yield from map("\t".join, table)
                table = []
                yield cells[0]
            else:
                table.append(cells)
    yield from map("\t".join, table)


def _continued(table: list[list[str]], rows: list[list[str]]) -> Parts:
    """A table and the next page: repeated headers go, cells that run on are put together."""
    if not table or not rows or len(rows[0]) != len(table[-1]):
        return table, rows
    header = 0
    while header < min(MOST_HEADERS, len(table), len(rows)) and rows[header] == table[header]:
        header += 1
    rows = rows[header:]
    number = next((at for at, cell in enumerate(table[-1]) if cell.isdigit()), None)
    if number is None or not rows or len(rows[0]) != len(table[-1]):
        return table, rows
    if not rows[0][number]:
        joined_row = [first + more for first, more in zip(table[-1], rows[0], strict=True)]
        table, rows = [*table[:-1], joined_row], rows[1:]
    for cells in rows:
        if len(cells) != len(table[-1]) or any(cells[:number]):
            break
        cells[:number] = table[-1][:number]
    return table, rows
