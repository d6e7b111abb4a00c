"""What a table is made of, as far as its understanding goes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sheets.rules.cells import Cell


class Row(Protocol):
    """A line with Excel's own number; cells by column letter, empty ones left out."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, Cell]: ...


class Page(Protocol):
    """A worksheet; `rows` in their order, `merges` as ranges such as A3:A9."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> Iterable[Row]: ...
    @property
    def merges(self) -> Sequence[str]: ...
