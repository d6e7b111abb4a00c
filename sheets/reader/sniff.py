"""What a file is, told from its bytes; names lie."""

from sheets.reader import csvtext
from sheets.reader.refusals import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Files that are no tables, by their first bytes.
STARTS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "doc"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\x1f\x8b", "zip"),
    # Excel 2 to 4 wrote their records without a container.
    (b"\x09\x00\x04\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
)
# Characters that no text has.
NO_TEXT = frozenset(map(chr, [*range(9), 11, *range(14, 27), *range(28, 32), 127]))


def kind(content: bytes) -> str:
    """ "zip", "ole" or "csv"; refuses everything else by the name of what it is."""
    if not content.strip():
        raise Refused("empty")
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content.startswith(OLE):
        return "ole"
    for start, code in STARTS:
        if content.startswith(start) and (code != "picture" or b"\0" in content[:64]):
            raise Refused(code)
    if content.startswith(b"PK"):
        raise Refused("damaged")
    _require_rows(content)
    return "csv"


def _require_rows(content: bytes) -> None:
    text = csvtext.decode(content)
    if text is None or not NO_TEXT.isdisjoint(text):
        raise Refused("unknown")
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if not start:
        raise Refused("empty")
    # Excel's own "web page in one file" is a mail.
    if start.startswith(("<", "mime-version:")):
        raise Refused("xml" if "schemas-microsoft-com:office:spreadsheet" in start else "html")
