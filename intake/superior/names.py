"""Names of what is promised made comparable: 全市高新技术企业数量 and 高新技术企业 are one."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from intake.superior.words import WORDS, longest_first

PLACES = longest_first(WORDS["names"]["places"])
ENDINGS = longest_first(WORDS["names"]["endings"])
VERBS = longest_first(WORDS["names"]["verbs"])
SPELLINGS = [(re.compile(pattern), kept) for pattern, kept in WORDS["same"]["spellings"]]
APART = WORDS["apart"]["words"]
OPENINGS = longest_first(WORDS["tasks"]["openings"])
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# What is left of a name must still mean something.
SHORTEST = 2


def plain(name: str) -> str:
    """Half width, without spaces, brackets with what is in them, and quotation marks."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return re.sub("[“”\"'《》、,的]", "", BRACKETS.sub("", text))


@lru_cache(maxsize=10_000)
def indicator_key(name: str, places: tuple[str, ...] = ()) -> str:
    """An indicator without its place, its verb and the word for number, in one spelling."""
    key = _without_front(plain(name), [*longest_first(list(places)), *PLACES])
    key = _without_front(key, VERBS)
    for pattern, kept in SPELLINGS:
        key = pattern.sub(kept, key)
    for ending in ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) > SHORTEST:
            return key[: -len(ending)]
    return key


@lru_cache(maxsize=10_000)
def task_key(title: str, places: tuple[str, ...] = ()) -> str:
    """A task's title without its place and without the verb that any title may begin with."""
    key = _without_front(plain(title), [*longest_first(list(places)), *PLACES])
    return _without_front(key, OPENINGS).rstrip("。;；")


def _without_front(text: str, words: Iterable[str]) -> str:
    for word in words:
        if word and text.startswith(word) and len(text) - len(word) >= SHORTEST:
            return _without_front(text[len(word) :], words)
    return text


def indicator_likeness(one: str, other: str) -> float:
    """How surely two keys name one indicator, in per cent; 0 where a telling word is missing."""
    if one == other:
        return 100.0
    return fuzz.ratio(one, other) if _telling(one) == _telling(other) else 0.0


@lru_cache(maxsize=10_000)
def _telling(key: str) -> frozenset[str]:
    return frozenset(word for word in APART if word in key)


def task_likeness(one: str, other: str) -> float:
    """How alike two titles are, in per cent; a short one inside a long one counts nearly full."""
    if not one or not other:
        return 0.0
    if one == other:
        return 100.0
    within = 90.0 if min(len(one), len(other)) >= 4 and (one in other or other in one) else 0.0
    return max(fuzz.ratio(one, other), within)


def near(key: str, others: Sequence[str], *, least: float) -> list[int]:
    """Which of the others can be so alike at all: the one loop over all pairs, outside Python."""
    alike = process.extract(key, others, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    found = {place for _other, _score, place in alike}
    found |= {place for place, other in enumerate(others) if other in key or key in other}
    return sorted(found)


def place_words(*units: str) -> tuple[str, ...]:
    """By what names a plan may call its own place: 云岭市政府 gives 云岭市 and 云岭."""
    found: list[str] = []
    for unit in units:
        place = re.match(r"(.{1,8}?(?:省|市|县|区|州|盟|旗|镇|乡))(?:人民)?(?:政府|委|$)", unit)
        if place and len(place[1]) >= 3:
            found += [place[1], place[1][:-1]]
    return tuple(dict.fromkeys(found))
