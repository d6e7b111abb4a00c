"""A reviewer approves or returns, one report or all that are ticked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from reports import access, queries, services
from reports.forms import ReviewManyForm, ReviewOneForm
from reports.models import Decision, Report
from reports.queries import Filters
from reports.views.lists import UNPROCESSABLE, blank_form, list_page, report_page
from units.access import require_role
from units.http import PortalRequest
from units.rules import Role


@require_safe
def review(request: PortalRequest) -> HttpResponse:
    """The reviewer's first screen: what waits, with what changed since last period in front."""
    return _review(request, ReviewManyForm())


@require_POST
def review_ticked(request: PortalRequest) -> HttpResponse:
    """One decision about several reports; each is reviewed for itself."""
    form = ReviewManyForm(request.POST)
    if not form.is_valid():
        return _review(request, form, status=UNPROCESSABLE)
    picks = form.cleaned_data["picks"]
    access.require_reviewable(request.user, [seen.report_id for seen in picks])
    wish = {"decision": form.cleaned_data["decision"], "reason": form.cleaned_data["reason"]}
    _tell(request, services.review_each(items=picks, **wish, by=request.user, now=timezone.now()))
    return redirect("reports:review")


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    found = access.reviewable_report(request.user, pk)
    form = ReviewOneForm(request.POST)
    if form.is_valid() and _decide(request, found, form):
        return redirect("reports:review")
    sheet = queries.report_sheet(request.user, pk, now=timezone.now())
    return report_page(request, sheet, blank_form(sheet), form, status=UNPROCESSABLE)


def _review(request: PortalRequest, form: ReviewManyForm, *, status: int = 200) -> HttpResponse:
    require_role(request.user, Role.REVIEWER)
    reports = queries.to_review(request.user, Filters.read(request.GET))
    ours = access.reviewable_reports(request.user)
    more: dict[str, object] = {"form": form, "ticked": request.POST.getlist("picks")}
    return list_page(request, "reports/review.html", reports, of=ours, more=more, status=status)


def _decide(request: PortalRequest, found: Report, form: ReviewOneForm) -> bool:
    wish = form.cleaned_data
    facts = {"report_id": found.pk, "revision": wish["revision"], "by": request.user}
    try:
        if wish["decision"] == Decision.APPROVED:
            services.approve_report(**facts, now=timezone.now())
            done = _("Approved. The figures count from now on.")
        else:
            services.return_report(**facts, reason=wish["reason"], now=timezone.now())
            done = _("Returned. The unit reads your reason first in its list.")
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    messages.success(request, done)
    return True


def _tell(request: PortalRequest, outcomes: list[services.Outcome]) -> None:
    for outcome in outcomes:
        if outcome.sentence:
            messages.error(request, outcome.sentence)
    if done := sum(not outcome.sentence for outcome in outcomes):
        text = ngettext("%(n)d report reviewed.", "%(n)d reports reviewed.", done)
        messages.success(request, text % {"n": done})
