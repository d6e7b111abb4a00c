from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

PAGE_SIZE = 50


def page_of(rows: Any, query: QueryDict, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page that `?page=` asks for; the first or last one where it asks for nonsense."""
    return Paginator(rows, size).get_page(query.get("page"))
