"""Texts as they are stored and as they are compared."""

import re
import unicodedata

# Direction marks reorder what a reader sees; the rest has no shape or no place in XML.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")


def clean(text: str) -> str:
    """A text as it is stored: composed characters, plain line ends, nothing unprintable."""
    # What is printable throughout has none of the characters below, and most texts are.
    if text.isprintable():
        return unicodedata.normalize("NFC", text).strip()
    lines = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Composed last: what stood between a letter and its accent is gone now.
    return unicodedata.normalize("NFC", lines).strip()


def visible(text: str) -> str:
    """A text without what nobody sees, for reading numbers, dates and words in it."""
    return clean(text) if text.isprintable() else _INVISIBLE.sub("", clean(text)).strip()
