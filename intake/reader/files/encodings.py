"""Bytes → characters, in any encoding that Chinese offices use, whatever the file claims."""

import re
from functools import cache

from intake.reader.unreadable import Unreadable

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Each of the last two contains what the ones before it in its country can say.
ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
# What pages call them; the web decided long ago that the large one is meant in each case.
CALLED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8"}
CALLED |= {"utf8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "gb_2312-80": "gb18030"}
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
# This much of a file shows what it is written in.
SAMPLE = 64 * 1024
# Of its characters that are no ASCII, so many are usual ones in any text, and in any piece of one
# that needs no second look.
LEAST_USUAL, SURELY_USUAL = 0.6, 0.9
# No encoding has these two bytes inside a character.
PIECE = re.compile(rb"[^\n<]*[\n<]|[^\n<]+$")
MOST_BROKEN = 0.02
MOST_CONTROLS = 0.05


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The characters of a text file; raises Unreadable for bytes that are no text.

    `declared` is the encoding that a page claims. Pages lie, so valid UTF-8 outranks it.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"))
    wide = _wide(data)
    if wide:
        return _checked(data.decode(wide, errors="replace"))
    with_utf8 = _strictly(data, "utf-8")
    if with_utf8 is not None:
        return _checked(with_utf8)
    encoding = _likeliest(data, CALLED.get((declared or "").lower()))
    return _checked(_mended(data, encoding))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it is written in."""
    found = DECLARED.search(data, 0, 8 * 1024)
    return found[1].decode("ascii", "replace") if found else None


def usual(text: str) -> float:
    """The share of usual characters among those that are no ASCII; 1 where there are none."""
    others = [char for char in text if char > "\x7f"]
    return sum(char in _usual_characters() for char in others) / len(others) if others else 1.0


@cache
def _usual_characters() -> frozenset[str]:
    """The first planes of the two national standards: 3,755 and 5,401 characters, and signs."""
    cells = range(0xA1, 0xFF)
    simplified = bytes(byte for row in range(0xB0, 0xD8) for cell in cells for byte in (row, cell))
    signs = bytes(byte for row in (0xA1, 0xA2, 0xA3) for cell in cells for byte in (row, cell))
    tails = [*range(0x40, 0x7F), *cells]
    traditional = bytes(byte for row in range(0xA4, 0xC7) for cell in tails for byte in (row, cell))
    return frozenset(
        simplified.decode("gb2312", "ignore")
        + signs.decode("gb2312", "ignore")
        + traditional.decode("big5", "ignore")
        + "—…·“”‘’〔〕％\u00a0\u3000"
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: no other text contains zeros."""
    sample = data[: SAMPLE // 2 * 2]
    if sample.count(0) < max(1, len(sample) // 1000):
        return None
    found = [(_plain(sample.decode(name, "replace")), name) for name in ("utf-16-le", "utf-16-be")]
    share, name = max(found)
    return name if share >= LEAST_USUAL else None


def _plain(text: str) -> float:
    readable = sum(
        char in _usual_characters() or " " <= char < "\x7f" or char in "\t\r\n" for char in text
    )
    return readable / len(text)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeliest(data: bytes, declared: str | None) -> str:
    """The encoding that gives the most usual characters; the declared one where two are as good."""
    order = [declared, *ENCODINGS] if declared else list(ENCODINGS)
    return max(order, key=lambda name: round(_worth(data[:SAMPLE], name), 2))


def _worth(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, errors="replace")
    return usual(text) - 10 * text.count("\ufffd") / max(1, len(text))


def _mended(data: bytes, encoding: str) -> str:
    """The text piece by piece: one may have been pasted from a page in another encoding."""
    return "".join(_piece(piece, encoding) for piece in PIECE.findall(data))


def _piece(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="replace")
    if data.isascii() or ("\ufffd" not in text and usual(text) > SURELY_USUAL):
        return text
    return data.decode(_likeliest(data, encoding), errors="replace")


def _checked(text: str) -> str:
    """Refuse bytes that only look like text because every byte is some character."""
    controls = sum(text.count(chr(code)) for code in range(32) if code not in (9, 10, 11, 12, 13))
    broken = text.count("\ufffd")
    if controls > max(20, len(text) * MOST_CONTROLS) or broken > max(3, len(text) * MOST_BROKEN):
        raise Unreadable("not_text")
    return text
