"""What a column is: one definition gives header, reader, writer and what Excel checks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from sheets.rules.cells import ALONE, Around, Cell, Reading
from units.rules import name_key

# What goes into a cell. Text stays text whatever it starts with.
Written = str | Decimal | date | None
# A value that is stored, and the word that people choose for it.
Choice = tuple[str, Promise | str]


class Check(Enum):
    """What Excel itself refuses while somebody types."""

    NONE = auto()
    PERCENT = auto()
    NUMBER = auto()
    TEXT = auto()
    DATE = auto()
    TICK = auto()
    CHOICE = auto()


@dataclass(frozen=True)
class Column:
    """`key` names the field of a line; `read(write(x)) == x` for every value of the field."""

    key: str
    title: Promise
    width: int
    reader: Callable[[Cell, Around], Reading]
    write: Callable[[Any], Written]
    check: Check = Check.NONE
    # Open cells are written by people; the others are locked and grey.
    open: bool = False
    # For templates: what to write, and a value of the field as somebody would fill it in.
    hint: Promise | str = ""
    example: Any = None
    # Whether a line without it is no line.
    required: bool = False
    choices: tuple[Choice, ...] = ()

    def taken(self, cell: Cell, around: Around = ALONE) -> Reading:
        """The value of a cell with everything that is to be said about it; raises Unreadable."""
        return self.reader(cell, around)

    def read(self, cell: Cell, around: Around = ALONE) -> Any:
        """The value of a cell; raises Unreadable."""
        return self.reader(cell, around).value

    def shown(self, value: str) -> str:
        """The word that people know for a stored value; where it is none, the value itself."""
        return next((str(label) for known, label in self.choices if known == value), value)

    def titles(self) -> frozenset[str]:
        """What the portal itself calls it, in every language, as headers are compared.

        What departments call it is known to sheets.rules.matching.
        """
        return self._titles

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(name_key(title) for title in in_every_language(self.title))


def in_every_language(text: Promise | str) -> list[str]:
    """A text in each language of the portal."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(str(text))
    return found
