from functools import partial
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.paging import page_of
from dashboards import access, queries
from dashboards.exports import target_table, task_ledger
from dashboards.queries import Asked
from dashboards.views.shared import converted, file_answer, listed_scope, scope_of
from indicators.access import visible_target
from indicators.models import Family
from instructions.queries import box_about
from tasks.access import visible_task
from tasks.models import TaskState
from units.http import PortalRequest


@require_safe
def targets(request: PortalRequest) -> HttpResponse:
    access.require_business(request.user)
    scope, asked = listed_scope(request), Asked.read(request.GET)
    judged = queries.target_list(scope, asked)
    context = {
        "scope": scope,
        "asked": asked,
        "page": converted(page_of(judged, request.GET), queries.target_line),
        "plans": queries.plan_choices(scope),
        "units": queries.unit_choices(request.user, of_targets=True),
        "lamps": queries.lamp_choices(),
        "families": Family.choices,
    }
    return render(request, "dashboards/targets.html", context)


@require_safe
def target(request: PortalRequest, pk: int) -> HttpResponse:
    found = visible_target(request.user, pk)
    scope = scope_of(request, since=found.added_at or queries.published_at(found.plan_id))
    context = {
        "scope": scope,
        "sheet": queries.target_sheet(scope, found),
        "page": page_of(
            queries.report_lines(scope, queries.reports_on_target(scope, found)), request.GET
        ),
        "box": box_about(request.user, found, on=scope.on) if scope.now else None,
    }
    return render(request, "dashboards/target.html", context)


@require_safe
def target_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_business(request.user)
    scope, asked = listed_scope(request), Asked.read(request.GET)
    return file_answer(
        request,
        ending,
        partial(target_table, scope, asked),
        back="dashboards:targets",
        read=(scope, scope.filters, asked),
    )


@require_safe
def tasks(request: PortalRequest) -> HttpResponse:
    access.require_business(request.user)
    scope, asked = listed_scope(request), Asked.read(request.GET)
    page: Page[Any] = page_of(queries.task_list(scope, asked), request.GET)
    page.object_list = queries.task_lines(scope, page.object_list)
    context = {
        "scope": scope,
        "asked": asked,
        "page": page,
        "lamps": queries.lamp_choices(),
        "plans": queries.plan_choices(scope),
        "units": queries.unit_choices(request.user, of_targets=False),
        "states": TaskState.choices,
    }
    return render(request, "dashboards/tasks.html", context)


@require_safe
def task(request: PortalRequest, pk: int) -> HttpResponse:
    found = visible_task(request.user, pk)
    scope = scope_of(request, since=found.added_at or queries.published_at(found.plan_id))
    context = {
        "scope": scope,
        "sheet": queries.task_sheet(scope, found),
        "page": page_of(
            queries.report_lines(scope, queries.reports_on_task(scope, found)), request.GET
        ),
        "box": box_about(request.user, found, on=scope.on) if scope.now else None,
        **queries.task_boxes(scope, found),
        "today_shown": scope.now is not None,
    }
    return render(request, "dashboards/task.html", context)


@require_safe
def task_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    """The ledger of tasks, with the filters of the page."""
    access.require_business(request.user)
    scope, asked = listed_scope(request), Asked.read(request.GET)
    return file_answer(
        request,
        ending,
        partial(task_ledger, scope, asked),
        back="dashboards:tasks",
        read=(scope, scope.filters, asked),
    )
