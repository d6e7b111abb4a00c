"""What a line says it is about, and what a unit owes: the two sides of a match."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from units.rules import name_key


@dataclass(frozen=True, slots=True)
class Claim:
    """What a line says about itself; empty where it says nothing.

    `title` are its own words. The title that it shares with other lines of one item is `context`.
    """

    row: int
    number: str = ""
    title: str = ""
    quote: str = ""
    plan: str = ""
    unit: str = ""
    measure: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is owed, by the key of the caller; `units` are all names of who owes it.

    `plan` is the plan's title and `doc_number` its number, by either of which sheets name it.
    """

    key: int
    title: str
    number: str = ""
    quote: str = ""
    plan: str = ""
    units: tuple[str, ...] = ()
    measure: str = ""
    indicator: str = ""
    doc_number: str = ""


class By(StrEnum):
    """What a line was matched by."""

    NUMBER = "number"  # the number, and a title that goes with it
    TITLE = "title"
    TITLE_AND_UNIT = "title_and_unit"
    WORDS = "words"  # the same title in other words, or a clause of the promise


class Doubt(StrEnum):
    """Why a line is not matched for certain."""

    NOTHING_ALIKE = "nothing_alike"
    SEVERAL = "several"
    TITLE_DIFFERS = "title_differs"
    # The sheet's number is the one of something else that is alike.
    NUMBER_DIFFERS = "number_differs"
    ONLY_SIMILAR = "only_similar"
    UNIT_DIFFERS = "unit_differs"
    PLAN_DIFFERS = "plan_differs"
    # One is a percentage and the other one is none.
    MEASURE_DIFFERS = "measure_differs"
    # Several lines say that they are about the same report.
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Match:
    """What a line is about. `owed` is set only where that is certain; `rivals` begin with the
    likeliest, `doubt` says why a person has to choose. `rows` are the other lines that say that
    they are about the same."""

    row: int
    owed: int | None
    by: By | None
    confidence: float
    rivals: tuple[int, ...] = ()
    doubt: Doubt | None = None
    rows: tuple[int, ...] = ()


_CHINESE = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_NUMERAL = re.compile(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?")
_AROUND = re.compile(r"^(?:no\.?|第|任务|项目|目标)+|[项条个号]+$|[()（）、.,:\s]+$|^[(（\s]+")


@lru_cache(maxsize=1 << 14)
def number_key(text: str) -> str:
    """1 for （1）, 1、, ①, 一、 and 第一项; 3.2 for 3-2."""
    if text.isascii() and text.isdigit():
        return text.lstrip("0") or "0"
    plain = normalize("NFKC", name_key(text)).lower()
    before = None
    while before != plain:
        before, plain = plain, _AROUND.sub("", plain)
    found = _NUMERAL.fullmatch(plain)
    if plain and found:
        tens = (_CHINESE[found[1]] if found[1] else 1) * 10 if found[2] else 0
        ones = _CHINESE.get(found[3] or (found[1] if not found[2] else None) or "零", 0)
        return str(tens + ones)
    parts = re.split(r"[-—.]", plain)
    return ".".join(part.lstrip("0") or "0" for part in parts) if plain else ""
