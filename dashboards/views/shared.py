"""What the views of every page need."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone

from core.as_of import as_of
from core.tables import Table, answer
from dashboards import queries
from dashboards.rules import date_in
from units.http import PortalRequest


def file_answer(
    request: PortalRequest,
    ending: str,
    table: Callable[[], Table],
    *,
    back: str,
    read: Sequence[object] = (),
) -> HttpResponseBase:
    now = timezone.now()
    return answer(request, ending, table=table, now=now, back=resolve_url(back), read=read)


def scope_of(request: PortalRequest, *, since: datetime | None = None) -> queries.Scope:
    """As of the day that the address asks for, or of the first one on which there was anything."""
    now, on = timezone.now(), as_of(request)
    if since is not None:
        on = max(on, timezone.localdate(since))
    today = on >= timezone.localdate(now)
    return queries.Scope.read(request.user, request.GET, on=on, now=now if today else None)


def filtered_scope(request: PortalRequest, *, below: bool = True) -> queries.Scope:
    """The same with the filters of the address: a named leader's field, a unit (with those `below`
    it), a closing date, which says as of which day the reports for it had to be there."""
    now, today = timezone.now(), timezone.localdate()
    scope = scope_of(request)
    filters = queries.Filters.read(request.user, request.GET, below=below)
    closing_on = date_in(request.GET.get("period"))
    day = queries.day_of(scope, closing_on, today=today) if closing_on else None
    if day is None:
        return replace(scope, filters=filters)
    filters = replace(filters, period=closing_on)
    return replace(scope, on=day, now=now if day >= today else None, filters=filters)


def listed_scope(request: PortalRequest) -> queries.Scope:
    """Of a list: a unit alone, unless the address asks for those below it."""
    return filtered_scope(request, below=request.GET.get("below") == "1")


def converted(page: Page[Any], to_line: Callable[..., object], **facts: object) -> Page[Any]:
    """The same page with lines for a table instead of rows."""
    page.object_list = [to_line(row, **facts) for row in page.object_list]
    return page
