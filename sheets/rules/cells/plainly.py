"""Signs of typesetters and input methods in their plain form, and the ways of saying nothing."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from sheets.rules.cells.found import Nothing
from sheets.rules.cells.texts import visible
from sheets.rules.words import file

# A table, not a normal form: NFKC would turn ² into 2.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，％‰＋－−／（）～〜＞＜＝：\u00a0\u2009\u202f\u3000\t\n",
    "0123456789.,%‰+--/()~~><=:" + " " * 6,
)
_BARE = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]+)?")
# The longest word for nothing is short; no need to look a page of text up.
_LONGEST = 14


def plainly(text: str) -> str:
    """A text in half-width signs, without what nobody sees."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return visible(text).translate(_PLAIN).strip()


def tight(text: str) -> str:
    """A plain text without its spaces, except those between digits."""
    return re.sub(r"(?<![0-9]) +| +(?![0-9])", "", plainly(text).lstrip("'’"))


def is_bare_number(cell: object) -> bool:
    """Whether a cell is a number and nothing else, be it as text, as everything is in a CSV."""
    if isinstance(cell, str):
        return _BARE.fullmatch(plainly(cell).lstrip("'’")) is not None
    return isinstance(cell, Decimal)


def nothing_in(text: str) -> Nothing | None:
    """Which of the ways to say nothing a text is; None where it says something."""
    if len(text) > _LONGEST:
        # Somebody held the space bar.
        text = text.strip()
        if len(text) > _LONGEST:
            return None
    return _short(text)


@lru_cache(maxsize=1024)
def _short(text: str) -> Nothing | None:
    """Columns repeat the same few words all the way down."""
    known = _words().get(text)
    if known is not None:
        return known
    return _words().get("".join(plainly(text).lower().split()))


def is_dash(text: str) -> bool:
    """Whether nothing is said by a dash, which never means zero."""
    return plainly(text) in file("cells")["nothing"]["dashes"]


@cache
def _words() -> Mapping[str, Nothing]:
    lists = file("cells")["nothing"]
    ways = {
        "none": Nothing.NONE,
        "dashes": Nothing.NONE,
        "same_as_above": Nothing.SAME_AS_ABOVE,
        "not_applicable": Nothing.NOT_APPLICABLE,
    }
    found = {"".join(word.split()): way for name, way in ways.items() for word in lists[name]}
    return found | {"": Nothing.EMPTY}
