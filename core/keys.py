"""Keys of rows as addresses and forms name them. Plain Python.

An address is typed, forwarded and cut off by people: what makes no sense is ignored, never an
error.
"""

import re
from collections.abc import Iterable

# What a bigint column can hold; PostgreSQL refuses more. isdecimal() is true for ９ as well.
_KEY = re.compile("[0-9]{1,18}")


def key_in(text: str | None) -> int | None:
    """The key of a row, or None for what cannot be one."""
    return int(text) if text and _KEY.fullmatch(text) else None


def keys_in(texts: Iterable[str]) -> list[int]:
    """Keys of ticked rows; what cannot be one is left out."""
    return [key for text in texts if (key := key_in(text)) is not None]
