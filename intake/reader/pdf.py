"""PDF with text → text, page after page."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from .unreadable import Unreadable

MOST_PAGES = 2000
# Fewer characters a page than this is a stamp or a page number on a picture.
LEAST_TEXT = 20


def pdf_text(data: bytes) -> str:
    """The text of a PDF; refused when it is locked, damaged or made of pictures."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns about every small fault of a file
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("locked")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_many_pages")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (
        PyPdfError,
        PdfReadError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        AttributeError,
    ) as error:
        raise Unreadable("damaged") from error
    if sum(len(page.strip()) for page in pages) < LEAST_TEXT * max(1, len(pages)):
        raise Unreadable("scanned_pdf")
    return "\n".join(pages)
