"""A file of any office → its text. What cannot be read is refused with a sentence that helps."""

import re
from pathlib import Path

from intake.reader.assembling import read_text
from intake.reader.reading import Reading
from intake.reader.unreadable import Unreadable

from .docx import docx_text
from .encodings import SAMPLE, declared_encoding, decode
from .html import html_text
from .kinds import kind_of
from .limits import LARGEST, MOST_CHARACTERS
from .mhtml import page_in
from .pdf import pdf_text
from .tabular import table_line

MARKS = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__|`")
RULE = re.compile(r"\s*:?-+:?\s*")
# No encoding needs more for one character, so such a text is too long whatever it is written in.
MOST_BYTES = 4 * MOST_CHARACTERS
LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Nothing that anybody could see, and half characters, which no other program would take.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def read_file(path: str | Path) -> Reading:
    """Read a .txt, .md, .html, .docx or .pdf file; raises Unreadable with a sentence for people."""
    return read_text(read_path(path))


def read_path(path: str | Path) -> str:
    """The text of a file on disk."""
    place = Path(path)
    try:
        if place.stat().st_size > LARGEST:
            raise Unreadable("too_large")
        return read_bytes(place.read_bytes(), name=place.name)
    except OSError as error:
        raise Unreadable("no_file") from error


def read_bytes(data: bytes, *, name: str) -> str:
    """The text of a file's content. The content decides what it is; the name settles the rest."""
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty")
    text = CONTROLS.sub("", LINE_ENDS.sub("\n", _text(data, Path(name).suffix.lower())))
    if not text.strip():
        raise Unreadable("empty")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("too_long")
    return text


def _text(data: bytes, suffix: str) -> str:
    kind = kind_of(data, suffix)
    if kind == "docx":
        return docx_text(data)
    if kind == "pdf":
        return pdf_text(data)
    if kind == "html":
        page = page_in(data)
        return html_text(decode(page, declared=declared_encoding(page)))
    if kind not in ("text", "markdown"):
        raise Unreadable(kind)
    if len(data) > MOST_BYTES:
        decode(data[:SAMPLE])  # what is no text at all is not too long either
        raise Unreadable("too_long")
    return markdown_text(decode(data)) if kind == "markdown" else decode(data)


def markdown_text(source: str) -> str:
    """Markdown without its marks: headings, emphasis, and the bars of tables."""
    lines = []
    for line in source.splitlines():
        bare = MARKS.sub("", line)
        if bare.strip().startswith("|"):
            cells = bare.strip().strip("|").split("|")
            if all(RULE.fullmatch(cell) for cell in cells):
                continue
            bare = table_line(cells)
        lines.append(bare)
    return "\n".join(lines)
