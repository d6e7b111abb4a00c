from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.keys import key_in
from core.paging import page_of
from dashboards import access, queries
from dashboards.exports import (
    coverage_table,
    expected_reports,
    plan_lamps_table,
    results_table,
)
from dashboards.rules import choice_in
from dashboards.views.shared import (
    file_answer,
    filtered_scope,
    listed_scope,
    scope_of,
)
from indicators.rules import Family
from instructions.access import may_instruct
from units.http import PortalRequest
from units.queries import leaders


@require_safe
def leader(request: PortalRequest) -> HttpResponse:
    access.require_city_wide(request.user)
    scope = filtered_scope(request)
    page = queries.leader_page(scope, target_pk=key_in(request.GET.get("target")))
    context = {"scope": scope, "page": page, **_choices(scope)}
    context["may_instruct"] = scope.now is not None and may_instruct(request.user)
    return render(request, "dashboards/leader.html", context)


@require_safe
def coverage(request: PortalRequest) -> HttpResponse:
    """The reports behind the figures of coverage and of lateness."""
    access.require_business(request.user)
    scope = listed_scope(request)
    reports = queries.report_list(scope, request.GET)
    page = page_of(queries.report_lines(scope, reports), request.GET)
    return render(request, "dashboards/coverage.html", {"scope": scope, "page": page})


@require_safe
def results(request: PortalRequest) -> HttpResponse:
    """Units by their results."""
    access.require_city_wide(request.user)
    scope = filtered_scope(request)
    found = queries.unit_results(scope, by=_family(request))
    context = {"scope": scope, "by": found.by, "page": page_of(found.units, request.GET)}
    return render(request, "dashboards/results.html", context | _choices(scope))


def _family(request: PortalRequest) -> Family | None:
    """By which family units are ranked; None where the address asks for none that there is."""
    asked = choice_in(request.GET.get("by"), Family)
    return Family(asked) if asked else None


def _choices(scope: queries.Scope) -> dict[str, object]:
    """What the filters of an overview offer."""
    return {
        "plans": queries.plan_choices(scope),
        "leaders": leaders().values_list("pk", "name"),
        "units": queries.units_to_choose(scope),
        "closing_dates": queries.closing_dates(scope, today=timezone.localdate()),
    }


@require_safe
def results_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_city_wide(request.user)
    scope = filtered_scope(request)
    return file_answer(
        request,
        ending,
        partial(results_table, scope, by=_family(request)),
        back="dashboards:results",
        read=(scope, scope.filters),
    )


@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    """The inspector's first screen."""
    access.require_office(request.user)
    scope = scope_of(request)
    context = {"scope": scope, "inbox": queries.inbox(scope)}
    return render(request, "dashboards/inbox.html", context)


@require_safe
def office(request: PortalRequest) -> HttpResponse:
    """The first screen of the head of the supervision office."""
    access.require_office(request.user)
    scope = scope_of(request)
    overview = queries.office_overview(scope)
    context = {
        "scope": scope,
        "overview": overview,
        "page": page_of(overview.periods, request.GET),
        "plans": page_of(overview.plans, request.GET, asked_as="plans"),
    }
    return render(request, "dashboards/office.html", context)


@require_safe
def office_coverage_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_office(request.user)
    scope = scope_of(request)
    table = partial(coverage_table, scope)
    return file_answer(request, ending, table, back="dashboards:office", read=(scope,))


@require_safe
def office_plans_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_office(request.user)
    scope = scope_of(request)
    table = partial(plan_lamps_table, scope)
    return file_answer(request, ending, table, back="dashboards:office", read=(scope,))


@require_safe
def unit(request: PortalRequest) -> HttpResponse:
    access.require_unit(request.user)
    scope = scope_of(request)
    own = queries.own_unit(request.user, key_in(request.GET.get("unit")))
    context = {"scope": scope, "overview": queries.unit_overview(scope, own)}
    return render(request, "dashboards/unit.html", context)


@require_safe
def coverage_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    access.require_business(request.user)
    scope = listed_scope(request)
    reports = queries.report_list(scope, request.GET)
    table = partial(expected_reports, scope, reports)
    read = (scope, scope.filters)
    return file_answer(request, ending, table, back="dashboards:coverage", read=read)
