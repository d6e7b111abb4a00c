"""The words that the reader knows, kept as commented TOML files beside this module.

An office may have words of its own. Whoever starts the reader puts them into the environment
variable READER_WORDS, as JSON of the same shape as the files, and they are added to the lists:

    {"units": {"roles": {"lead": ["包抓单位"]}}, "measures": {"count": ["标段"]}}
"""

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
VARIABLE = "READER_WORDS"


@cache
def words(name: str) -> Mapping[str, Any]:
    """The vocabulary file of that name with the office's own words; read once per process."""
    known = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return with_words(known, _own().get(name, {}))


def with_words(known: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The vocabulary with more words at the ends of its lists; lists that it lacks are no words.

    Raises ValueError for a shape that is not the vocabulary's.
    """
    result = dict(known)
    for key, value in own.items():
        before = known.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            result[key] = with_words(before, value)
        elif isinstance(before, list) and _is_words(value):
            result[key] = [*before, *(word for word in value if word not in before)]
        else:
            raise ValueError(f"{VARIABLE}: no such list of words: {key}")
    return result


def any_of(choices: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, so that 人次 is not read as 人."""
    return (
        "(?:" + "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True)) + ")"
    )


@cache
def known_words() -> frozenset[str]:
    """Every word of every file, whatever it means there."""
    names = sorted(file.stem for file in FOLDER.glob("*.toml"))
    return frozenset(word for name in names for word in _leaves(words(name)))


def _own() -> Mapping[str, Any]:
    own = json.loads(os.environ.get(VARIABLE) or "{}")
    if not isinstance(own, Mapping):
        raise ValueError(f"{VARIABLE} is no object")
    return own


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value
