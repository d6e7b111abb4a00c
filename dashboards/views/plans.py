from dataclasses import replace
from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.paging import page_of
from dashboards import access, queries
from dashboards.breakdown import task_breakdown
from dashboards.exports import plan_table
from dashboards.queries.plans import Sought
from dashboards.views.shared import file_answer, scope_of
from instructions.queries import box_about
from plans.access import visible_plan
from plans.models import PlanState
from tasks.queries.plans import plan_steps
from units import rules
from units.http import PortalRequest


@require_safe
def plans(request: PortalRequest) -> HttpResponse:
    access.require_business(request.user)
    scope, sought = scope_of(request), Sought.read(request.GET)
    page = page_of(queries.plan_list(scope, sought), request.GET)
    context = {"scope": scope, "sought": sought, "page": page, "states": _published_states()}
    return render(request, "dashboards/plans.html", context)


@require_safe
def plans_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_business(request.user)
    scope, sought = scope_of(request), Sought.read(request.GET)
    table = partial(plan_table, scope, queries.plan_list(scope, sought))
    return file_answer(request, ending, table, back="dashboards:plans", read=(sought,))


@require_safe
def plan(request: PortalRequest, pk: int) -> HttpResponse:
    found = visible_plan(request.user, pk)
    scope = scope_of(request, since=found.published_at)
    context = {
        "scope": scope,
        "sheet": queries.plan_sheet(scope, found),
        "sets_rhythm": request.user.has_role(rules.OFFICE_ROLES),
        "steps": plan_steps(request.user, found),
        "box": box_about(request.user, found, on=scope.on) if scope.now else None,
    }
    return render(request, "dashboards/plan.html", context)


@require_safe
def source(request: PortalRequest, pk: int) -> HttpResponse:
    """The text, and beside each clause its targets and tasks."""
    found = visible_plan(request.user, pk)
    scope = scope_of(request, since=found.published_at)
    sheet = queries.source_sheet(scope, found, request.GET)
    return render(request, "dashboards/source.html", {"scope": scope, "sheet": sheet})


@require_safe
def breakdown_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    """The plan's tasks in the columns that offices use."""
    found = visible_plan(request.user, pk)
    scope = replace(scope_of(request, since=found.published_at), plan=found)
    table = partial(task_breakdown, scope, found)
    return file_answer(request, ending, table, back=reverse("dashboards:plan", args=[pk]))


def _published_states() -> list[tuple[str, str]]:
    """Drafts are nobody's to read yet."""
    return [(s.value, str(s.label)) for s in PlanState if s != PlanState.DRAFT]
