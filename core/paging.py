from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

PAGE_SIZE = 50
Line = TypeVar("Line")


class Pieces(Sequence[Line], Generic[Line]):
    """A list that knows how long it is, and is read only as far as a page shows it."""

    @abstractmethod
    def piece(self, wanted: slice) -> list[Line]:
        """Without steps."""

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return self.piece(place)
        return self.piece(slice(place, place + 1))[0]

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])


class Lines(Pieces[Line]):
    """Rows that are made into lines."""

    def __init__(
        self, rows: QuerySet[Any] | Sequence[Any], make: Callable[[Sequence[Any]], list[Line]]
    ) -> None:
        self._rows = rows
        self._make = make

    @cached_property
    def _number(self) -> int:
        return self._rows.count() if isinstance(self._rows, QuerySet) else len(self._rows)

    def __len__(self) -> int:
        return self._number

    def piece(self, wanted: slice) -> list[Line]:
        return self._make(list(self._rows[wanted]))


def page_of(
    rows: Any, query: QueryDict, *, size: int = PAGE_SIZE, asked_as: str = "page"
) -> Page[Any]:
    """The page that `?page=` asks for; the first or last one where it asks for nonsense.

    Where an address has two lists, the second is `asked_as` something else.
    """
    return Paginator(rows, size).get_page(query.get(asked_as))
