from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

PAGE_SIZE = 50
Line = TypeVar("Line")


class Lines(Sequence[Line], Generic[Line]):
    """Rows that are read, and made into lines, only as far as a page shows them."""

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

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return self._make(list(self._rows[place]))
        return self._make([self._rows[place]])[0]

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])


def page_of(
    rows: Any, query: QueryDict, *, size: int = PAGE_SIZE, asked_as: str = "page"
) -> Page[Any]:
    """The page that `?page=` asks for; the first or last one where it asks for nonsense.

    Where an address has two lists, the second is `asked_as` something else.
    """
    return Paginator(rows, size).get_page(query.get(asked_as))
