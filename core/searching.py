"""How words are looked for in Chinese texts, whatever the form in which they were typed.

Chinese has no spaces between words, so an index cannot be made of words. It is made of all pairs
of neighbouring characters instead: whoever holds 科技创新 holds 科技, 技创 and 创新. Pairs tell in
no time where to look; the pattern of the words says what is really there, and where.

Both sides are read alike: full and half width, capitals, brackets, quotation marks and what stands
between characters make no difference, so that 5g基站 finds "５G 基站" and 〔2025〕3号 finds
[2025]3号. `search_pairs` in the database (core/migrations/0007) does to texts what `key_of` does to
what is looked for; a test holds the two together.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField

# What tells nothing apart: spaces, brackets, quotation marks, pauses, and what nobody sees.
IGNORED = (
    " \t\n\r\x0b\x0c\u00ad\u200b\u200c\u200d\u2060\ufeff"
    ",;:!?()[]{}\"'"
    "、。〔〕【】〖〗「」『』《》〈〉“”‘’—–―·•・"
)
# Stands between the parts of a row's text; nobody can type it, so no words span two parts.
APART = "\x1f"
# So many rows lie in one block of the index. Common words are then read block by block, the newest
# first, and rare ones cost one look for each block.
BLOCK = 16_384
# One character alone stands nearly everywhere.
SHORTEST = 2
# More pairs hardly narrow it down, and each costs a look for each block.
MOST_PAIRS = 3
_CAPITALS = {ord(letter): ord(letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_DROPPED = dict.fromkeys(map(ord, IGNORED))
# Where characters lie that are another form of one or of several others: ２, Ｇ, ㎡, Ⅱ, ①.
_FORMS = ((0x20, 0x180), (0x2000, 0x3400), (0xF900, 0xFB00), (0xFE30, 0xFFF0))


class _Parts(Func):
    template = "%(expressions)s"
    arg_joiner = f" || chr({ord(APART)}) || "


class Pairs(Func):
    """The pairs of a row's texts, for an index over these columns."""

    function = "search_pairs"
    output_field: ClassVar[Any] = ArrayField(TextField())

    def __init__(self, *columns: str) -> None:
        super().__init__("id", _Parts(*columns))


def key_of(text: str) -> str:
    """What is left of a text when all that makes no difference is taken away."""
    forms = unicodedata.normalize("NFKC", text)
    return forms.translate(_DROPPED).translate(_CAPITALS)


def pairs_of(key: str) -> tuple[str, ...]:
    """Some pairs of a key that lie far apart; none of a single character."""
    last = len(key) - 2
    if last < 0:
        return ()
    steps = min(MOST_PAIRS - 1, last)
    places = [round(last * step / steps) for step in range(steps + 1)] if steps else [0]
    return tuple(dict.fromkeys(key[place : place + 2] for place in places))


@lru_cache(maxsize=1000)
def pattern_of(key: str) -> str:
    """A regular expression that finds the key in texts as they were written.

    It means the same in Python and in PostgreSQL.
    """
    pieces, place = list[str](), 0
    while place < len(key):
        length = next((n for n in (4, 3, 2) if key[place : place + n] in _joined()), 1)
        pieces.append(_piece(key[place : place + length]))
        place += length
    return _between().join(pieces)


@lru_cache(maxsize=1000)
def sketch_of(key: str) -> str:
    """What LIKE finds quickly in all texts in which the pattern is found, and in some others."""
    plain = [letter for letter in key if letter.isalpha() and letter not in _other_forms()]
    return "%".join(["", *plain, ""])


def spans_of(keys: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where any of the keys stands in a text, in order, without overlaps."""
    if not keys:
        return []
    longest_first = sorted(keys, key=len, reverse=True)
    pattern = "|".join(f"(?:{pattern_of(key)})" for key in longest_first)
    return [match.span() for match in re.finditer(pattern, text)]


def _piece(letters: str) -> str:
    spelled = _between().join(_class(_single().get(letter, letter)) for letter in letters)
    if len(letters) == 1:
        return spelled
    return f"(?:{spelled}|{_class(_joined()[letters])})"


def _class(characters: str) -> str:
    if len(characters) == 1 and characters.isalnum():
        return characters
    return "[" + "".join(re.sub(r"([\\\]\[^-])", r"\\\1", each) for each in characters) + "]"


@cache
def _forms() -> dict[str, str]:
    """The key of each character of which others are forms, with all its forms."""
    found: dict[str, str] = {}
    for first, last in _FORMS:
        for letter in map(chr, range(first, last)):
            key = key_of(letter)
            found[key] = found.get(key, "") + letter
    for letter in IGNORED:
        found[""] += "" if letter in found[""] else letter
    return found


@cache
def _single() -> dict[str, str]:
    every = {key: forms for key, forms in _forms().items() if len(key) == 1 and key != forms}
    return {key: forms if key in forms else key + forms for key, forms in every.items()}


@cache
def _other_forms() -> frozenset[str]:
    """Characters that may be written as others."""
    return frozenset("".join(_forms()))


@cache
def _joined() -> dict[str, str]:
    return {key: forms for key, forms in _forms().items() if 2 <= len(key) <= 4}


@cache
def _between() -> str:
    """What may stand between two characters of a key."""
    return _class(_forms()[""]) + "*"
