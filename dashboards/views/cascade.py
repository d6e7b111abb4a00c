from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.paging import page_of
from dashboards.cascade_tables import cascade_table
from dashboards.queries.beside import beside_sheet
from dashboards.queries.cascade import ROWS, Cascade, CascadeAsked
from dashboards.queries.cascade import cascade as cascade_of
from dashboards.queries.scope import Scope
from dashboards.views.shared import file_answer, scope_of
from intake.superior.aligning import Of
from plans.access import visible_plan
from plans.models import Plan
from units import rules
from units.http import PortalRequest


@require_safe
def cascade(request: PortalRequest, pk: int) -> HttpResponse:
    """A superior plan's promises against all its local plans."""
    plan, scope, sheet = _asked(request, pk)
    context = {
        "plan": plan,
        "scope": scope,
        "sheet": sheet,
        "page": page_of(sheet.rows, request.GET, size=ROWS),
        "links": request.user.has_role(rules.OFFICE_ROLES),
    }
    return render(request, "dashboards/cascade.html", context)


@require_safe
def cascade_lines(request: PortalRequest, pk: int) -> HttpResponse:
    """The same pair by pair: the list behind the figures of the table."""
    plan, scope, sheet = _asked(request, pk)
    page = page_of(sheet.lines, request.GET)
    context = {"plan": plan, "scope": scope, "sheet": sheet, "page": page}
    return render(request, "dashboards/cascade_lines.html", context)


@require_safe
def cascade_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    plan, scope, sheet = _asked(request, pk)
    table = partial(cascade_table, scope, plan, sheet.lines)
    back = reverse("dashboards:cascade-lines", args=[pk])
    return file_answer(request, ending, table, back=back)


@require_safe
def beside(request: PortalRequest, pk: int, local: int, of: str, key: int) -> HttpResponse:
    """One promise and its answer, both clauses side by side."""
    plan = visible_plan(request.user, pk)
    if of not in {each.value for each in Of}:
        raise Http404
    scope = scope_of(request, since=plan.published_at)
    sheet = beside_sheet(scope, plan, local, Of(of), key)
    context = {"plan": plan, "scope": scope, "sheet": sheet}
    return render(request, "dashboards/beside.html", context)


def _asked(request: PortalRequest, pk: int) -> tuple[Plan, Scope, Cascade]:
    plan = visible_plan(request.user, pk)
    scope = scope_of(request, since=plan.published_at)
    return plan, scope, cascade_of(scope, plan, CascadeAsked.read(request.GET))
