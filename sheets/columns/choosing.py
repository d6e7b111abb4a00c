"""Cells with a word from a list, in whatever language it was chosen."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sheets.columns.definition import Choice, Written, in_every_language
from sheets.rules.cells import Around, Cell, Nothing, Reading, Unreadable, read_list, read_text
from units.rules import name_key

Reader = Callable[[Cell, Around], Reading]
Writer = Callable[[Any], Written]
SHOWN = 100


def one_of(choices: Sequence[Choice], kind: str) -> tuple[Reader, Writer]:
    """Reader and writer of a cell with one choice; sentences list the choices of `kind`."""
    known = _by_word(tuple(choices))

    def read(cell: Cell, around: Around) -> Reading:
        reading = read_text(cell, around)
        if reading.nothing is Nothing.EMPTY:
            return reading._replace(value="")
        return reading._replace(value=_chosen(reading.value, known(), kind), nothing=None)

    return read, lambda value: _word(value, choices) or None


def several_of(choices: Sequence[Choice], kind: str) -> tuple[Reader, Writer]:
    """The same with several choices in one cell."""
    known = _by_word(tuple(choices))

    def read(cell: Cell, around: Around) -> Reading:
        reading = read_list(cell, around)
        chosen = tuple(_chosen(word, known(), kind) for word in reading.value)
        return reading._replace(value=tuple(dict.fromkeys(chosen)))

    return read, lambda values: write_list(_word(value, choices) for value in values)


def write_list(words: Iterable[str]) -> Written:
    """Names that a cell gives back as they were, even where one holds a comma of its own."""
    joined = "；".join(words)
    is_one_with_commas = joined and "；" not in joined and any(sign in joined for sign in ",，、")
    return f"{joined}；" if is_one_with_commas else joined or None


def _by_word(choices: tuple[Choice, ...]) -> Callable[[], dict[str, str]]:
    """Not before it is needed: catalogues are not loaded yet while modules are."""

    @cache
    def known() -> dict[str, str]:
        words = {name_key(value).lower(): value for value, _label in choices}
        for value, label in choices:
            words |= {name_key(word).lower(): value for word in in_every_language(label)}
        return words

    return known


def _chosen(word: str, known: dict[str, str], kind: str) -> str:
    value = known.get(name_key(word).lower())
    if value is None:
        raise Unreadable("not_a_choice", word[:SHOWN], kind)
    return value


def _word(value: str, choices: Sequence[Choice]) -> str:
    return next((str(label) for known, label in choices if known == value), "")
