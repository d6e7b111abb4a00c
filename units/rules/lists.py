"""Names in one cell or one line: several units, however people separate them."""

import re
from collections.abc import Container, Iterator

from units.rules.names import name_key, plates

_BETWEEN = re.compile(r"[、，,；;/|\n\r\t]+|\s{1,}")
# What stands beside a name and is none: （牵头）, 等, 牵头单位：.
_TAG = re.compile(r"（(?:牵头|配合|主办|协办|主责|参与|负责|排名第一)[^（）]*）")
_LABEL = re.compile(r"^(?:牵头|配合|责任|主办|协办|参与)(?:单位|部门)?[:：]")
_TAIL = re.compile(r"(?:等|按职责分工负责|分工负责|负责|牵头|配合)$")
# No list of names is longer; what is, is a text.
_LONGEST = 1000
_LONGEST_NAME = 40


def names_in(text: str, known: Container[str]) -> tuple[str, ...]:
    """The names of a list, in its order; `known` are keys (`name_key`) of units' names.

    Names that run together (区发改委区统计局) are told apart where all of them are known.
    """
    found: dict[str, None] = {}
    for piece in _BETWEEN.split(text[:_LONGEST]):
        key = _TAIL.sub("", _LABEL.sub("", _TAG.sub("", name_key(piece))))
        for name in _apart(key, known) if key else ():
            found.setdefault(name)
    return tuple(found)


def _apart(key: str, known: Container[str]) -> list[str]:
    if key in known or any(name_key(plate) in known for plate in plates(key)):
        return [key]
    return list(_run_together(key, known)) or [key]


def _run_together(key: str, known: Container[str]) -> Iterator[str]:
    """The known names that a piece consists of; none where something else is left."""
    names, start = [], 0
    while start < len(key):
        ends = range(min(len(key), start + _LONGEST_NAME), start + 1, -1)
        end = next((end for end in ends if key[start:end] in known), None)
        if end is None:
            return
        names.append(key[start:end])
        start = end
    yield from names


_LEVEL = re.compile(r"^[省市县区旗州](?=.{2})")
_PLACE = re.compile(r"^.{1,6}?(?=[省市县区旗州].{2})")


def without_level(key: str) -> str:
    """科技局 for 市科技局; the key itself where it has no level."""
    return _LEVEL.sub("", key)


def without_place(key: str) -> str:
    """市科技局 for 云岭市科技局; the key itself where no place stands in front."""
    return _PLACE.sub("", key)
