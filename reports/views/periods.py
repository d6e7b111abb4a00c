"""The periods of a plan: what was expected and received, and the closing of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from reports import access, queries, services
from reports.forms import ReasonForm, SeenForm
from reports.models import Period
from reports.views.lists import UNPROCESSABLE
from units import rules
from units.http import PortalRequest


@require_safe
def periods(request: PortalRequest, pk: int) -> HttpResponse:
    plan = access.plan_with_periods(request.user, pk)
    page = page_of(queries.periods_of(plan), request.GET)
    context = {
        "plan": plan,
        "page": page,
        "lines": queries.period_lines(page.object_list, on=timezone.localdate()),
        "may_close": request.user.has_role(rules.OFFICE_ROLES),
    }
    return render(request, "reports/periods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close_period(request: PortalRequest, pk: int) -> HttpResponse:
    """First who is missing; closed is what was looked at."""
    period = access.period_to_close(request.user, pk)
    form = SeenForm(request.POST or None)
    if form.is_valid() and _closed(request, period, seen=form.cleaned_data["missing"]):
        return redirect("reports:periods", period.plan_id)
    missing = queries.missing_in(period)
    context = {
        "period": period,
        "page": page_of(missing.reports, request.GET),
        "missing": missing,
        "wrong": services.why_not_close(period, now=timezone.now()),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "reports/close_period.html", context, status=status)


def _closed(request: PortalRequest, period: Period, *, seen: int) -> bool:
    act: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        services.close_period(period_id=period.pk, seen=seen, **act)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return False
    done = _("%(period)s is closed. What still changes is a correction.")
    messages.success(request, done % {"period": period})
    return True


@require_POST
def reopen_period(request: PortalRequest, pk: int) -> HttpResponse:
    period = access.period_to_close(request.user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["reason"][0]))
        return redirect("reports:periods", period.plan_id)
    reason = form.cleaned_data["reason"]
    try:
        services.reopen_period(period_id=pk, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, _("%(period)s is open again.") % {"period": period})
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("reports:periods", period.plan_id)
