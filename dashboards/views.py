from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.as_of import as_of
from core.errors import RuleBroken
from core.keys import key_in
from core.paging import page_of
from core.tables import Table, answer
from dashboards import access, queries
from dashboards.breakdown import task_breakdown
from dashboards.exports import expected_reports, target_table, task_ledger
from dashboards.queries import Asked
from indicators.access import visible_target
from intake.access import editable_draft
from intake.services.superior import choose_superior as choose_superior_plan
from plans.access import visible_plan
from plans.models import PlanState
from plans.services import link_superior_plan, unlink_superior_plan
from reports.models import Report, ReportQuerySet
from tasks.access import visible_task
from tasks.models import TaskState
from tasks.queries.plans import plan_steps
from units import rules
from units.http import PortalRequest


@require_safe
def leader(request: PortalRequest) -> HttpResponse:
    access.require_city_wide(request.user)
    scope = _scope(request)
    page = queries.leader_page(scope, target_pk=key_in(request.GET.get("target")))
    context = {"scope": scope, "page": page, "plans": queries.plan_choices(scope)}
    return render(request, "dashboards/leader.html", context)


@require_safe
def coverage(request: PortalRequest) -> HttpResponse:
    """The reports behind the figures of coverage and of lateness."""
    access.require_business(request.user)
    scope = _scope(request)
    page = _report_page(request, queries.report_list(scope, request.GET), scope)
    return render(request, "dashboards/coverage.html", {"scope": scope, "page": page})


@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    """The inspector's first screen."""
    access.require_office(request.user)
    scope = _scope(request)
    context = {"scope": scope, "inbox": queries.inbox(scope)}
    return render(request, "dashboards/inbox.html", context)


@require_safe
def office(request: PortalRequest) -> HttpResponse:
    """The first screen of the head of the supervision office."""
    access.require_office(request.user)
    scope = _scope(request)
    context = {"scope": scope, "overview": queries.office_overview(scope)}
    return render(request, "dashboards/office.html", context)


@require_safe
def unit(request: PortalRequest) -> HttpResponse:
    access.require_unit(request.user)
    scope = _scope(request)
    own = queries.own_unit(request.user, key_in(request.GET.get("unit")))
    context = {"scope": scope, "overview": queries.unit_overview(scope, own)}
    return render(request, "dashboards/unit.html", context)


@require_safe
def plans(request: PortalRequest) -> HttpResponse:
    access.require_business(request.user)
    scope = _scope(request)
    page = page_of(queries.plan_list(scope, request.GET), request.GET)
    context = {"scope": scope, "page": page, "states": _published_states()}
    return render(request, "dashboards/plans.html", context)


@require_safe
def plan(request: PortalRequest, pk: int) -> HttpResponse:
    found = visible_plan(request.user, pk)
    scope = _scope(request, since=found.published_at)
    context = {
        "scope": scope,
        "sheet": queries.plan_sheet(scope, found),
        "sets_rhythm": request.user.has_role(rules.OFFICE_ROLES),
        "steps": plan_steps(request.user, found),
    }
    return render(request, "dashboards/plan.html", context)


@require_safe
def source(request: PortalRequest, pk: int) -> HttpResponse:
    found = visible_plan(request.user, pk)
    sheet = queries.source_sheet(found, request.GET.get("mark"))
    return render(request, "dashboards/source.html", {"sheet": sheet})


@require_safe
def superior(request: PortalRequest, pk: int) -> HttpResponse:
    """What became of the superior plan's promises in this one."""
    found = visible_plan(request.user, pk)
    sheet = queries.superior_of_plan(request.user, found, request.GET)
    context = {"plan": found, "decides": request.user.has_role(rules.OFFICE_ROLES)}
    return _comparison(request, sheet, context)


@require_POST
def link_superior(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_office(request.user)
    found, chosen = visible_plan(request.user, pk), key_in(request.POST.get("superior"))
    if chosen is None:
        messages.error(request, _("Choose the plan that is meant."))
        return redirect("dashboards:superior", pk)
    above = visible_plan(request.user, chosen)
    verb = unlink_superior_plan if "unlink" in request.POST else link_superior_plan
    try:
        verb(plan_id=found.pk, superior_id=above.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("dashboards:superior", pk)


@require_safe
def draft_superior(request: PortalRequest, pk: int) -> HttpResponse:
    """The same for a document that is being checked."""
    draft = editable_draft(request.user, pk)
    sheet = queries.superior_of_draft(request.user, draft, request.GET)
    context = {"draft": draft, "decides": draft.plan_id is None}
    return _comparison(request, sheet, context)


@require_POST
def choose_superior(request: PortalRequest, pk: int) -> HttpResponse:
    draft, chosen = editable_draft(request.user, pk), key_in(request.POST.get("superior"))
    try:
        choose_superior_plan(
            draft_id=draft.pk,
            cited=request.POST.get("cited", ""),
            plan_id=visible_plan(request.user, chosen).pk if chosen else None,
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("dashboards:draft_superior", pk)


@require_safe
def targets(request: PortalRequest) -> HttpResponse:
    access.require_business(request.user)
    scope, asked = _scope(request), Asked.read(request.user, request.GET)
    judged = queries.target_list(scope, asked)
    context = {
        "scope": scope,
        "asked": asked,
        "page": _converted(page_of(judged, request.GET), queries.target_line),
        "plans": queries.plan_choices(scope),
        "units": queries.unit_choices(request.user, of_targets=True),
        "lamps": queries.lamp_choices(),
    }
    return render(request, "dashboards/targets.html", context)


@require_safe
def target(request: PortalRequest, pk: int) -> HttpResponse:
    found = visible_target(request.user, pk)
    scope = _scope(request, since=found.added_at or queries.published_at(found.plan_id))
    context = {
        "scope": scope,
        "sheet": queries.target_sheet(scope, found),
        "page": _report_page(request, queries.reports_on_target(scope, found), scope),
    }
    return render(request, "dashboards/target.html", context)


@require_safe
def tasks(request: PortalRequest) -> HttpResponse:
    access.require_business(request.user)
    scope, asked = _scope(request), Asked.read(request.user, request.GET)
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
    scope = _scope(request, since=found.added_at or queries.published_at(found.plan_id))
    context = {
        "scope": scope,
        "sheet": queries.task_sheet(scope, found),
        "page": _report_page(request, queries.reports_on_task(scope, found), scope),
        **queries.task_boxes(scope, found),
        "today_shown": scope.now is not None,
    }
    return render(request, "dashboards/task.html", context)


@require_safe
def task_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    """The ledger of tasks, with the filters of the page."""
    access.require_business(request.user)
    scope, asked = _scope(request), Asked.read(request.user, request.GET)
    return _file(request, ending, partial(task_ledger, scope, asked), back="dashboards:tasks")


@require_safe
def target_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_business(request.user)
    scope, asked = _scope(request), Asked.read(request.user, request.GET)
    return _file(request, ending, partial(target_table, scope, asked), back="dashboards:targets")


@require_safe
def coverage_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_business(request.user)
    scope = _scope(request)
    reports = queries.report_list(scope, request.GET)
    table = partial(expected_reports, scope, reports)
    return _file(request, ending, table, back="dashboards:coverage")


@require_safe
def breakdown_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    """The plan's tasks in the columns that offices use."""
    found = visible_plan(request.user, pk)
    scope = replace(_scope(request, since=found.published_at), plan=found)
    table = partial(task_breakdown, scope, found)
    return _file(request, ending, table, back=reverse("dashboards:plan", args=[pk]))


def _file(
    request: PortalRequest, ending: str, table: Callable[[], Table], *, back: str
) -> HttpResponseBase:
    return answer(request, ending, table=table, now=timezone.now(), back=resolve_url(back))


def _scope(request: PortalRequest, *, since: datetime | None = None) -> queries.Scope:
    """As of the day that the address asks for, or of the first one on which there was anything."""
    now, on = timezone.now(), as_of(request)
    if since is not None:
        on = max(on, timezone.localdate(since))
    today = on >= timezone.localdate(now)
    return queries.Scope.read(request.user, request.GET, on=on, now=now if today else None)


def _comparison(
    request: PortalRequest, sheet: queries.SuperiorSheet, context: dict[str, Any]
) -> HttpResponse:
    page = _converted(page_of(sheet.rows, request.GET), queries.compared_line)
    return render(request, "dashboards/superior.html", context | {"sheet": sheet, "page": page})


def _report_page(
    request: PortalRequest, reports: ReportQuerySet, scope: queries.Scope
) -> Page[Report]:
    page = page_of(reports.with_subject(), request.GET)
    return _converted(page, queries.report_line, until=scope.until)


def _converted(page: Page[Any], to_line: Callable[..., object], **facts: object) -> Page[Any]:
    """The same page with lines for a table instead of rows."""
    page.object_list = [to_line(row, **facts) for row in page.object_list]
    return page


def _published_states() -> list[tuple[str, str]]:
    """Drafts are nobody's to read yet."""
    return [(s.value, str(s.label)) for s in PlanState if s != PlanState.DRAFT]
