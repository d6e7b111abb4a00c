"""The periods of a plan: what was expected and received, and the closing of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from reports import access, queries, services
from reports.forms import ReasonForm
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


@require_POST
def close_period(request: PortalRequest, pk: int) -> HttpResponse:
    period = access.period_to_close(request.user, pk)
    try:
        services.close_period(period_id=pk, by=request.user, now=timezone.now())
        done = _("%(period)s is closed. What still changes is a correction.")
        messages.success(request, done % {"period": period})
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("reports:periods", period.plan_id)


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
