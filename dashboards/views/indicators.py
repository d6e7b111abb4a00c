from functools import partial
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.paging import page_of
from dashboards import access, queries
from dashboards.indicator_tables import catalogue_table, indicator_table
from dashboards.queries.courses import courses_of
from dashboards.queries.indicators import Sought, Wanted
from dashboards.queries.parts import decompositions
from dashboards.views.shared import file_answer, scope_of
from indicators.access import visible_indicator
from indicators.models import Kind
from units.http import PortalRequest


@require_safe
def indicators(request: PortalRequest) -> HttpResponse:
    """The catalogue: what is counted, in whichever plan it is promised."""
    access.require_business(request.user)
    scope, sought = scope_of(request), Sought.read(request.GET)
    context = {
        "scope": scope,
        "sought": sought,
        "page": page_of(queries.catalogue(scope, sought), request.GET),
        "kinds": Kind.choices,
        "certifiers": queries.certifiers(),
    }
    return render(request, "dashboards/indicators.html", context)


@require_safe
def indicators_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_business(request.user)
    scope, sought = scope_of(request), Sought.read(request.GET)
    table = partial(catalogue_table, scope, queries.catalogue(scope, sought))
    return file_answer(request, ending, table, back="dashboards:indicators", read=(sought,))


@require_safe
def indicator(request: PortalRequest, pk: int) -> HttpResponse:
    """One indicator over all plans and units."""
    found = visible_indicator(request.user, pk)
    scope, wanted = scope_of(request), Wanted.read(request.GET)
    sheet = queries.indicator_sheet(scope, found, wanted)
    page: Page[Any] = page_of(sheet.rows, request.GET)
    page.object_list = queries.indicator_lines(scope, list(page.object_list), sheet.versions)
    context = {
        "scope": scope,
        "sheet": sheet,
        "page": page,
        "parts": decompositions(scope, sheet.targets, sheet.members),
        "course": courses_of(scope, found.name, queries.alike(page.object_list)),
    }
    return render(request, "dashboards/indicator.html", context)


@require_safe
def indicator_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    found = visible_indicator(request.user, pk)
    scope, wanted = scope_of(request), Wanted.read(request.GET)
    table = partial(indicator_table, scope, found, wanted)
    back = reverse("dashboards:indicator", args=[pk])
    return file_answer(request, ending, table, back=back, read=(wanted,))
