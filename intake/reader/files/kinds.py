"""What a file is: by its content, and by its name only where the content says nothing."""

import re
import zipfile
from io import BytesIO

from intake.reader.unreadable import Unreadable
from intake.reader.vocabulary import words

from .limits import MOST_PARTS
from .ooxml import damaged

FORMATS = words("formats")
BEGINNINGS = {
    bytes.fromhex(start): code for code, starts in FORMATS["beginnings"].items() for start in starts
}
SUFFIXES = {name: kind for kind, names in FORMATS["suffixes"].items() for name in names}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A PDF may have a few lines before its beginning.
PDF_HEAD = 1024
MIME = re.compile(rb"\s*(?:From|Subject|MIME-Version|Date|Content-Type):[^\n]*\n", re.I)
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|div|meta|table|p)\b",
    re.I | re.S,
)
# Documents saved as one XML file, by Word and by the national format of office files.
OFFICE_XML = re.compile(rb"<\?mso-application|<pkg:package|<w:wordDocument|<uof:", re.I)


def kind_of(data: bytes, suffix: str) -> str:
    """docx, pdf, html, markdown or text; or the code with which such a file is refused."""
    if data.startswith(OLD_OFFICE):
        return _old_office(data, suffix)
    if data.startswith(b"PK\x03\x04"):
        return _package(data, suffix)
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf"
    for start, code in BEGINNINGS.items():
        if data.startswith(start):
            return code
    head = data[:4096]
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and OFFICE_XML.search(head):
        return "other_format"
    if HTML.match(head) or (MIME.match(head) and b"multipart/related" in head):
        return "html"
    return SUFFIXES.get(suffix, "unknown_kind")


def _old_office(data: bytes, suffix: str) -> str:
    """Word, Excel and PowerPoint share this container; the names in it tell them apart."""
    for name, code in FORMATS["streams"].items():
        if name.encode("utf-16-le") in data:
            return str(code)
    kind = SUFFIXES.get(suffix, "old_word")
    return kind if kind in ("workbook", "slides") else "old_word"


def _package(data: bytes, suffix: str) -> str:
    with damaged(), zipfile.ZipFile(BytesIO(data)) as package:
        names = {name.lower() for name in package.namelist()}
    if len(names) > MOST_PARTS:
        raise Unreadable("bomb")
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return "docx"
    for name, code in FORMATS["packages"].items():
        if name in names:
            return str(code)
    return "damaged" if SUFFIXES.get(suffix) == "damaged" else "archive"
