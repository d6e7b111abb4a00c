"""The words that headers and titles are known by, kept as commented TOML beside this package."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from sheets.rules.words import any_of, file
from units.rules import name_key

# The key of columns whose words are known and which a report does not ask for.
IGNORE = "ignore"
# How sure a word makes: the word itself, one that may mean it, at a longer header's end, inside.
EXACT, MAYBE, AFFIXED, ENDS, JOINED, INSIDE = 1.0, 0.8, 0.9, 0.75, 0.7, 0.55
_MARKS = re.compile(r"[*★☆▲△※:;,.。:'\"“”_…]+")


def header_key(text: str) -> str:
    """The form under which the words of headers are compared."""
    plain = unicodedata.normalize("NFKC", name_key(text)).lower()
    return _MARKS.sub("", plain)


@cache
def keys_of(kind: str) -> tuple[str, ...]:
    """The keys that columns of that kind of sheet may have, without `ignore`."""
    return tuple(key for key in file("headers")[kind] if key != IGNORE)


@cache
def words_of(kind: str, key: str) -> tuple[str, ...]:
    """The header words that say the key, as people print them."""
    return tuple(file("headers")[kind][key]["words"])


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Header words of one kind of sheet -> keys with how sure the word makes."""

    known: Mapping[str, Mapping[str, float]]
    # Pieces of longer headers -> key.
    signs: Mapping[str, str]

    @lru_cache(maxsize=4096)  # noqa: B019 -- there are four vocabularies, which live for ever
    def meanings(self, words: str) -> Mapping[str, float]:
        """What a header (already taken apart) may mean, by key."""
        exact = self.known.get(words)
        if exact:
            return dict(exact)
        shorter = _without_affixes(words, self.known)
        if shorter:
            return _scaled(self.known[shorter], AFFIXED)
        first, *others = [part for part in re.split(_joins(), words) if part] or [""]
        if others and (joined := self.known.get(first) or self._ending(first)):
            return _scaled(joined, JOINED)
        return self._partial(words)

    def _partial(self, words: str) -> dict[str, float]:
        """What the signs in a header say, else its end, else what stands in it."""
        sign = next((sign for sign in self.signs if sign in words), None)
        if sign is not None:
            return {self.signs[sign]: ENDS}
        ending = self._ending(words)
        return _scaled(ending, ENDS) if ending else _scaled(self._inside(words), INSIDE)

    def _ending(self, words: str) -> Mapping[str, float]:
        for start in range(1, len(words) - 1):
            if words[start:] in self.known:
                return self.known[words[start:]]
        return {}

    def _inside(self, words: str) -> Mapping[str, float]:
        # English headers are sentences of short words, which stand inside others.
        if words.isascii():
            return {}
        pieces = {
            words[start:end]
            for start in range(len(words))
            for end in range(start + 3, len(words) + 1)
        }
        known = sorted((piece for piece in pieces if piece in self.known), key=len)
        return self.known[known[-1]] if known else {}


@cache
def vocabulary(kind: str) -> Vocabulary:
    known: dict[str, dict[str, float]] = {}
    for key, lists in file("headers")[kind].items():
        for name, sure in (("words", EXACT), ("also", MAYBE)):
            for word in lists.get(name, ()):
                known.setdefault(header_key(word), {}).setdefault(key, sure)
                # （市、区）and % are no part of the words that are looked up.
                bare = re.sub(r"\([^()]*\)", "", header_key(word)).replace("%", "")
                known.setdefault(bare, {}).setdefault(key, sure)
    known.pop("", None)
    kinds = file("headers")[kind]
    signs = {sign: key for key, lists in kinds.items() for sign in lists.get("signs", ())}
    return Vocabulary(known, signs)


def _scaled(meanings: Mapping[str, float], by: float) -> dict[str, float]:
    return {key: sure * by for key, sure in meanings.items()}


@cache
def _joins() -> str:
    return any_of(file("signs")["headers"]["joins"])


@cache
def _affixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    signs = file("signs")["headers"]
    return re.compile("^" + any_of(signs["before"])), re.compile(any_of(signs["behind"]) + "$")


def _without_affixes(words: str, known: Mapping[str, object]) -> str:
    """The known word that is left when what changes nothing is taken off; empty if none is."""
    before, behind = _affixes()
    for one in (words, before.sub("", words)):
        for other in (one, behind.sub("", one)):
            if other != words and other in known:
                return other
    return ""
