"""What a person said the columns are, kept by their words so that it holds when columns move."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

from sheets.rules.matching.assigning import SHARED
from sheets.rules.matching.headers import Header
from sheets.rules.matching.vocabulary import IGNORE, keys_of
from sheets.rules.matching.wordings import read_wording

# What a sheet of reports must bring so that something can be saved.
CONTENT = frozenset(
    {"percent", "value", "progress", "problems", "next_steps", "coordination", "no_change"}
)
# What the portal itself adds to the copies that it marks: with it, a sheet's form is the same.
ADDED = frozenset({"情况说明", "Explanation"})
# A header has no more columns, whoever sends it.
MOST = 256


@dataclass(frozen=True)
class ColumnMapping:
    """Words of a column's header -> its key, or `ignore`."""

    keys: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, str]:
        return dict(self.keys)

    @classmethod
    def from_json(cls, data: Any, *, kind: str = "reports") -> "ColumnMapping":
        """What was stored; words for keys that the vocabulary no longer has are dropped."""
        known = {*keys_of(kind), IGNORE}
        pairs = data.items() if isinstance(data, Mapping) else ()
        return cls({words: key for words, key in list(pairs)[:MOST] if key in known})


class Wrong(StrEnum):
    """Why a mapping cannot be used."""

    TWICE = "twice"  # two columns for one key
    NO_SUBJECT = "no_subject"  # nothing says what a line is about
    NOTHING_TO_SAVE = "nothing_to_save"
    UNKNOWN_KEY = "unknown_key"


class MappingFault(NamedTuple):
    code: Wrong
    key: str = ""
    letters: tuple[str, ...] = ()


def words_by_letter(header: Header) -> dict[str, str]:
    """Letter -> the words that a mapping knows the column by.

    Times are left out, because they change every month; columns of equal words are counted.
    """
    seen: dict[str, int] = {}
    found = {}
    for letter, guess in header.columns.items():
        words = " / ".join(filter(None, (read_wording(text).bare for text in guess.words)))
        seen[words] = seen.get(words, 0) + 1
        found[letter] = words if seen[words] == 1 else f"{words} #{seen[words]}"
    return found


def signature(header: Header) -> str:
    """The same for two headers of the same words, in whatever order and for whatever month."""
    words = sorted(words for words in words_by_letter(header).values() if words not in ADDED)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def mapping_of(header: Header, corrections: Mapping[str, str] | None = None) -> ColumnMapping:
    """The header's guesses with what a person corrected (letter -> key, `ignore` or empty)."""
    corrections = corrections or {}
    keys = {}
    for letter, words in words_by_letter(header).items():
        guess = header.columns[letter]
        key = corrections.get(letter, guess.key or IGNORE) or IGNORE
        if words:
            keys[words] = key
    return ColumnMapping(keys)


def apply(mapping: ColumnMapping, header: Header) -> Header:
    """The header as a person understood it; columns of words that nobody knew stay guesses.

    A guess gives way where the mapping needs its key for another column.
    """
    said = {
        letter: mapping.keys[words]
        for letter, words in words_by_letter(header).items()
        if words in mapping.keys
    }
    taken = set(said.values()) - SHARED
    columns = {}
    for letter, guess in header.columns.items():
        if letter in said:
            columns[letter] = replace(guess, key=said[letter], confidence=1.0)
        elif guess.key in taken:
            columns[letter] = replace(guess, key=None, confidence=0.0)
        else:
            columns[letter] = guess
    sure = [guess.confidence for guess in columns.values() if guess.key] or [0.0]
    return replace(header, columns=columns, confidence=sum(sure) / len(sure))


def remembered(header: Header, known: Mapping[str, ColumnMapping]) -> tuple[ColumnMapping, bool]:
    """The unit's mapping for this header (signature -> mapping), and whether it is the very one.

    For a header that is new, words that were always understood in one way are known already.
    """
    same = known.get(signature(header))
    if same is None:
        return learned(known.values()), False
    added = dict.fromkeys(ADDED.intersection(words_by_letter(header).values()), "explanation")
    return ColumnMapping({**added, **same.keys}), True


def learned(mappings: Iterable[ColumnMapping]) -> ColumnMapping:
    """What all of the mappings agree on; 单位 that once was this and once that is left out."""
    meanings: dict[str, set[str]] = {}
    for mapping in mappings:
        for words, key in mapping.keys.items():
            meanings.setdefault(words, set()).add(key)
    return ColumnMapping(
        {words: next(iter(keys)) for words, keys in meanings.items() if len(keys) == 1}
    )


def faults(header: Header, *, kind: str = "reports") -> list[MappingFault]:
    """Why lines cannot be read with these columns; empty when they can."""
    return list(_faults(header, kind))


def _faults(header: Header, kind: str) -> Iterator[MappingFault]:
    by_key: dict[str, list[str]] = {}
    for letter, guess in header.columns.items():
        if guess.key:
            by_key.setdefault(guess.key, []).append(letter)
    for key, letters in by_key.items():
        if key not in {*keys_of(kind), IGNORE}:
            yield MappingFault(Wrong.UNKNOWN_KEY, key, tuple(letters))
        elif len(letters) > 1 and key not in SHARED:
            yield MappingFault(Wrong.TWICE, key, tuple(letters))
    if kind == "reports" and not by_key.keys() & {"subject", "number", "mark"}:
        yield MappingFault(Wrong.NO_SUBJECT)
    if kind == "reports" and not by_key.keys() & CONTENT:
        yield MappingFault(Wrong.NOTHING_TO_SAVE)
