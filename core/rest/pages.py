"""Lists by cursors: pages that neither skip nor repeat a line while others add some."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError as NoSuchValue
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from core.rest.out import FlatOut
from core.rest.problems import BadParameter

PAGE_SIZE = 50
LARGEST_PAGE = 200
# So many columns of an order an index has, where there is one.
INDEXED = 2
PARAMETERS = frozenset({"cursor", "page_size"})


@dataclass(frozen=True)
class Column:
    """One thing that a list is ordered by, under a name of its own."""

    name: str
    term: OrderBy

    @property
    def falls(self) -> bool:
        return self.term.descending

    @property
    def nulls_last(self) -> bool:
        if self.term.nulls_first or self.term.nulls_last:
            return bool(self.term.nulls_last)
        return not self.falls  # PostgreSQL takes NULL for the greatest value

    def is_at(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})

    def is_beyond(self, value: Any, *, backwards: bool) -> Q:
        """Of the rows that come after one with this value, or before it."""
        nulls_beyond = self.nulls_last is not backwards
        if value is None:
            nothing = Q(pk__in=[])
            return nothing if nulls_beyond else Q(**{f"{self.name}__isnull": False})
        less = self.falls is not backwards
        beyond = Q(**{f"{self.name}__{'lt' if less else 'gt'}": value})
        return beyond | Q(**{f"{self.name}__isnull": True}) if nulls_beyond else beyond


@dataclass(frozen=True)
class Cursor:
    """The line that a page begins after, or ends before where it goes `backwards`."""

    values: tuple[Any, ...]
    backwards: bool = False


class Pages(BasePagination):
    """`?cursor=` as `next` and `previous` give it, `?page_size=` up to 200."""

    request: Request
    columns: list[Column]
    lines: list[Any]
    has_next: bool
    has_previous: bool

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        size = self._size()
        self.columns = list(_columns(queryset))
        rows = queryset.annotate(**{column.name: column.term.expression for column in self.columns})
        rows = rows.order_by(*(column.term for column in self.columns))
        cursor = self._cursor(rows)
        if cursor is not None:
            rows = rows.filter(_beyond(self.columns, cursor))
        form = view.get_serializer_class() if view else None
        if form is not None and issubclass(form, FlatOut) and form.Meta.model is rows.model:
            rows = form.flat(rows, [column.name for column in self.columns])
        backwards = cursor is not None and cursor.backwards
        # One more than asked for tells whether there is more.
        found = list((rows.reverse() if backwards else rows)[: size + 1])
        more, self.lines = len(found) > size, found[:size]
        if backwards:
            self.lines.reverse()
        self.has_next = backwards or more
        self.has_previous = more if backwards else cursor is not None
        return self.lines

    def get_paginated_response(self, data: Any) -> Response:
        ends = {"next": self._link(backwards=False), "previous": self._link(backwards=True)}
        link = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in ends.items() if address)
        return Response(ends | {"results": data}, headers={"Link": link} if link else None)

    def _size(self) -> int:
        text = self.request.query_params.get("page_size")
        if text is None:
            return PAGE_SIZE
        if text.isascii() and text.isdecimal() and len(text) < 4 and 0 < int(text) <= LARGEST_PAGE:
            return int(text)
        sentence = _("Write a whole number from 1 to %(most)s.") % {"most": LARGEST_PAGE}
        raise BadParameter({"page_size": [sentence]})

    def _cursor(self, rows: QuerySet[Any]) -> Cursor | None:
        text = self.request.query_params.get("cursor")
        if text is None:
            return None
        try:
            backwards, values = signing.loads(text, salt=self._salt())
            return Cursor(tuple(self._values(rows, values)), backwards)
        except (signing.BadSignature, NoSuchValue, ValueError) as error:
            sentence = _("This cursor is not one of this list. Begin again without one.")
            raise BadParameter({"cursor": [sentence]}) from error

    def _values(self, rows: QuerySet[Any], texts: list[Any]) -> Iterator[Any]:
        for column, text in zip(self.columns, texts, strict=True):
            field = rows.query.annotations[column.name].output_field
            yield None if text is None else field.to_python(text)

    def _salt(self) -> str:
        """A cursor holds for one list in one order, whatever it is filtered by."""
        return f"{self.request.path} {[repr(column.term) for column in self.columns]}"

    def _link(self, *, backwards: bool) -> str | None:
        if not (self.has_previous if backwards else self.has_next):
            return None
        here = self.request.build_absolute_uri()
        if not self.lines:
            # Beyond the end, where lines were deleted meanwhile: the other way is the beginning.
            return remove_query_param(here, "cursor")
        line = self.lines[0 if backwards else -1]
        values = [_plain(getattr(line, column.name)) for column in self.columns]
        text = signing.dumps([backwards, values], salt=self._salt())
        return replace_query_param(here, "cursor", text)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        where: dict[str, Any] = {"in": "query", "required": False}
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
        return [
            where
            | {
                "name": "cursor",
                "description": "Where the page begins: take it from `next` or `previous`.",
                "schema": {"type": "string"},
            },
            where | {"name": "page_size", "description": "Lines on a page.", "schema": size},
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": link | {"description": "The page after this one; null on the last."},
                "previous": link | {"description": "The page before it; null on the first."},
                "results": schema,
            },
        }


def _columns(rows: QuerySet[Any]) -> Iterator[Column]:
    """What the list is ordered by, down to the key, which no two rows share."""
    terms = list(rows.query.order_by or rows.model._meta.ordering)
    if not {"pk", "-pk"} & {term for term in terms if isinstance(term, str)}:
        terms.append("pk")
    for place, term in enumerate(terms):
        yield Column(f"cursor_{place}", _order(term))


def _order(term: Any) -> OrderBy:
    if isinstance(term, str):
        falls = term.startswith("-")
        return OrderBy(F(term.removeprefix("-")), descending=falls)
    return term if isinstance(term, OrderBy) else OrderBy(term)


def _beyond(columns: list[Column], cursor: Cursor) -> Q:
    """Later in the first column, or the same there and later in the second, and so on."""
    found, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, cursor.values, strict=True):
        found |= same & column.is_beyond(value, backwards=cursor.backwards)
        same &= column.is_at(value)
    place = list(zip(columns, cursor.values, strict=True))[:INDEXED]
    # Says nothing new, but lets an index begin at the place instead of at the list's head.
    return found & _not_before(place, backwards=cursor.backwards)


def _not_before(place: list[tuple[Column, Any]], *, backwards: bool) -> Q:
    """At these values, or beyond them."""
    (column, value), *further = place
    beyond = column.is_beyond(value, backwards=backwards)
    here = column.is_at(value) | beyond
    return here & (beyond | _not_before(further, backwards=backwards)) if further else here


def _plain(value: Any) -> str | int | bool | None:
    return value if value is None or isinstance(value, str | int) else str(value)
