"""Titles and sentences in the form in which they are compared, and how much two have in common."""

import re
import unicodedata
from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from sheets.rules.words import any_of, file

# Longer texts are compared by their beginning.
LONGEST = 400
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十百]{1,4}[、.是]|[(][一二三四五六七八九十\d]{1,4}[)]|[①-⑳]"
    r"|\d{1,3}(?:[-.]\d{1,3})*[、.)](?!\d)|\d{1,3}(?:[-.]\d{1,3})+(?=[^\d%.]))+"
)
_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_HEADING = re.compile(r"[。;；:：\n]")


class Alike(IntEnum):
    """How two texts go together, the weakest first."""

    OFF = 0  # nothing in common
    NEAR = 1  # much in common, and something that differs
    PART = 2  # one says everything that the other one says
    WITHIN = 3  # a long piece of the other, word for word
    SAME = 4  # equal but for words that change nothing
    EQUAL = 5


@lru_cache(maxsize=1 << 16)
def title_key(text: str) -> str:
    """A title without spaces, signs and its own number; digits and letters as half-width."""
    plain = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).lower().strip()
    return _SIGNS.sub("", _ORDINAL.sub("", plain))[:LONGEST]


@lru_cache(maxsize=1 << 16)
def skeleton(key: str) -> str:
    """What is left of a title without the words that it may have or lack."""
    promise, around, between = _patterns()
    return between.sub("", around.sub("", promise.sub("", key))) or key


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = file("titles")
    measures = file("measures")
    measure = any_of(measures["scales"]) + "?" + any_of(measures["words"]) + "?"
    first, last, between = (any_of(words[name]) for name in ("first", "last", "between"))
    return (
        re.compile(words["promise"] + measure),
        re.compile(f"^{first}+|{last}+$"),
        re.compile(f"(?<=..){between}(?=..)"),
    )


def headings(text: str) -> tuple[str, ...]:
    """The title key of a text, and of what stands before its first full stop."""
    whole = title_key(text)
    cut = _HEADING.search(text.strip())
    first = title_key(text.strip()[: cut.start()]) if cut else whole
    return (whole, first) if len(first) > 3 and first != whole else (whole,)


def bigrams(key: str) -> set[str]:
    """The pairs of neighbouring letters."""
    return {one + other for one, other in zip(key, key[1:], strict=False)} or {key}


def compare(one: str, other: str) -> tuple[Alike, float]:
    """How two keys go together, and what share of their letters they have in common, in order."""
    if one == other:
        return Alike.EQUAL, 1.0
    share = Indel.normalized_similarity(one, other)
    short, long = sorted((one, other), key=len)
    inside = len(short) > 3 and short in long
    bare, whole = sorted((skeleton(one), skeleton(other)), key=len)
    same = (bare == whole and len(bare) > 2) or _verb_moved(bare, whole)
    if share < _LEAST and not (inside or same):
        return Alike.OFF, share
    if _numbers_differ(one, other) or _kinds_differ(one, other):
        return Alike.NEAR, share
    if same:
        return Alike.SAME, max(share, 0.9)
    if inside or _in_order(bare, whole):
        return Alike.PART, max(share, 0.6)
    return Alike.NEAR, share


# Two titles of which less is common are about two things.
_LEAST = 0.55


def _numbers_differ(one: str, other: str) -> bool:
    """新建公园10个 and 新建公园20个 are two things, whatever else is equal."""
    ours, theirs = set(_DIGITS.findall(one)), set(_DIGITS.findall(other))
    return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)


def _verb_moved(one: str, other: str) -> bool:
    """改造老旧小区 and 老旧小区改造."""
    if len(one) != len(other) or len(one) < 5:
        return False
    return one == other[2:] + other[:2] or other == one[2:] + one[:2]


def _in_order(short: str, long: str) -> bool:
    """Whether every letter of the short one stands in the long one, in few pieces."""
    more = len(long) - len(short)
    if len(short) < 4 or more > len(short) or Indel.distance(short, long) != more:
        return False
    return sum(1 for each in Indel.opcodes(short, long) if each.tag != "equal") <= 3


def _kinds_differ(one: str, other: str) -> bool:
    """Whether one is a rate, a share or a growth of what the other one counts."""
    kinds = _kinds()
    return set(kinds.findall(one)) != set(kinds.findall(other))


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(any_of(file("titles")["kinds"]))


_STOPS = re.compile(r"[。;；:：,，\n]")
_LEAST_CLAUSE = 8


def clauses(text: str) -> tuple[str, ...]:
    """The keys of the parts of a sentence that are long enough to be recognised by."""
    parts = (title_key(part) for part in _STOPS.split(text))
    return tuple(dict.fromkeys(part for part in parts if len(part) >= _LEAST_CLAUSE))
