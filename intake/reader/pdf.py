"""PDF with text → text, page after page: without what stands on every page, with its tables."""

from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from .furniture import without_furniture
from .limits import MOST_PAGES, joined
from .printed_page import page_lines
from .unreadable import Unreadable

# Fewer characters a page than this is a stamp or a page number on a picture.
LEAST_TEXT = 20


def pdf_text(data: bytes) -> str:
    """The text of a PDF; refused when it is locked, damaged or made of pictures."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable("locked" if locked else "damaged") from error
    if len(document) > MOST_PAGES:
        raise Unreadable("too_many_pages")
    pages = [joined(page) for page in _pages(document)]
    if sum(len("".join(page.split())) for page in pages) < LEAST_TEXT * max(1, len(pages)):
        raise Unreadable("scanned_pdf")
    return joined(_one_after_another(without_furniture([page.split("\n") for page in pages])))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Iterator[str]]:
    """The lines of each page; a page that cannot be opened has none."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        yield page_lines(page)
        page.close()


def _one_after_another(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """All lines; a table that runs over pages stays one, with its header once."""
    header: str | None = None
    last: list[str] | None = None
    for page in pages:
        for place, line in enumerate(page):
            cells = line.split("\t")
            goes_on = place == 0 and last is not None and len(last) == len(cells) > 1
            if goes_on and line == header:
                continue
            if goes_on and last is not None and last[0].isdigit() and not cells[0]:
                last = [first + more for first, more in zip(last, cells, strict=True)]
                continue
            if last is not None:
                yield "\t".join(last)
            if len(cells) == 1:
                header = last = None
                yield line
            else:
                header, last = (line if last is None else header), cells
    if last is not None:
        yield "\t".join(last)
