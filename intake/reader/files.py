"""A file of any office → its text. What cannot be read is refused with a sentence that helps."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from .assembling import read_text
from .docx import docx_text
from .html import html_text
from .pdf import pdf_text
from .reading import Reading
from .tabular import table_line
from .unreadable import Unreadable

MARKS = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__|`")
RULE = re.compile(r"\s*:?-+:?\s*")
LARGEST = 50 * 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|div|meta)", re.I | re.S
)


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
    if not data.strip():
        raise Unreadable("empty")
    text = _text(data, Path(name).suffix.lower())
    if not text.strip():
        raise Unreadable("empty")
    return text.replace("\r\n", "\n")


def _text(data: bytes, suffix: str) -> str:
    if data.startswith(OLD_OFFICE) or suffix in (".doc", ".wps"):
        raise Unreadable("old_word")
    if data.startswith(b"%PDF"):
        return pdf_text(data)
    if data.startswith(b"PK"):
        return _office(data)
    if suffix in (".docx", ".pdf"):
        raise Unreadable("damaged")
    if suffix in (".html", ".htm", ".mhtml", ".xhtml", ".shtml") or HTML_START.match(data[:4096]):
        return html_text(decode(data))
    if suffix in (".md", ".markdown"):
        return markdown_text(decode(data))
    if suffix in (".txt", ".text", ""):
        return decode(data)
    raise Unreadable("unknown_kind")


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("damaged") from error
    if "word/document.xml" in names:
        return docx_text(data)
    raise Unreadable("unknown_kind")


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


def decode(data: bytes) -> str:
    """The characters of a text file in any encoding that Chinese offices use."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _mostly(data)


def _mostly(data: bytes) -> str:
    """A text with a few broken characters: the encoding that breaks fewer of them."""
    readings = [data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")]
    best = min(readings, key=lambda text: text.count("\ufffd"))
    if best.count("\ufffd") > len(best) * 0.02:
        raise Unreadable("not_text")
    return _checked(best)


def _checked(text: str) -> str:
    """Refuse bytes that only look like text because every byte is some character."""
    strange = sum(text.count(chr(code)) for code in range(32) if code not in (9, 10, 11, 12, 13))
    if strange > max(20, len(text) * 0.05):
        raise Unreadable("not_text")
    return text
