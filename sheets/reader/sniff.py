"""What a file is, told from its bytes; names lie."""

from sheets.reader.refusals import Refused

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def require_zip(content: bytes) -> None:
    """Refuses everything that is no zip archive, by the name of what it is."""
    if not content.startswith(ZIP):
        raise Refused(_kind(content))


def _kind(content: bytes) -> str:
    if not content.strip():
        return "empty"
    if content.startswith(OLE):
        return _ole_kind(content)
    if content.startswith(b"%PDF"):
        return "pdf"
    return _text_kind(content)


def _ole_kind(content: bytes) -> str:
    """Encrypted .xlsx and old Office files share one container; its streams tell them apart."""
    for stream, kind in (
        ("EncryptedPackage", "protected"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if stream.encode("utf-16-le") in content:
            return kind
    return "unknown"


def _text_kind(content: bytes) -> str:
    if b"\0" in content:
        return "unknown"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        start = text[:1000].lstrip().lower()
        return "html" if start.startswith("<") else "csv"
    return "unknown"
