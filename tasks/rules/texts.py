"""What may be stored of a text that somebody typed. Plain Python."""

import re
from enum import StrEnum

# A page. Leaders read hundreds of these; longer accounts belong into an annex.
TEXT_LIMIT = 2000
# NUL and lone surrogates, which no database and no sheet can hold.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class TextFault(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


def fault_of_text(text: str, *, required: bool, limit: int = TEXT_LIMIT) -> TextFault | None:
    if not text.strip():
        return TextFault.MISSING if required else None
    if len(text) > limit:
        return TextFault.TOO_LONG
    return TextFault.UNREADABLE if _UNREADABLE.search(text) else None
