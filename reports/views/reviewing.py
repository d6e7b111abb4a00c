"""A reviewer approves or returns, one report or all that are ticked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from reports import access, queries, services, wording
from reports.forms import ReviewManyForm, ReviewOneForm
from reports.models import Decision, Report, ReportQuerySet
from reports.queries import Desk, Filters
from reports.views.lists import UNPROCESSABLE, blank_form, list_page, report_page
from tasks.queries import to_receive
from units.access import require_role
from units.http import PortalRequest
from units.rules import OFFICE_ROLES, Role


@require_safe
def review(request: PortalRequest) -> HttpResponse:
    """The reviewer's first screen: what waits, with what changed since last period in front."""
    return _desk(request, Desk.UNIT, ReviewManyForm())


@require_safe
def office_review(request: PortalRequest) -> HttpResponse:
    """What left its unit and waits for the supervision office, the doubtful on top."""
    return _desk(request, Desk.OFFICE, ReviewManyForm())


@require_POST
def review_ticked(request: PortalRequest) -> HttpResponse:
    """One decision about several reports; each is reviewed for itself."""
    form = ReviewManyForm(request.POST)
    desk = Desk.OFFICE if request.POST.get("desk") == Desk.OFFICE else Desk.UNIT
    if not form.is_valid():
        return _desk(request, desk, form, status=UNPROCESSABLE)
    wish = form.cleaned_data
    access.require_decidable(request.user, [seen.report_id for seen in wish["picks"]])
    outcomes = services.review_each(
        items=wish["picks"],
        decision=wish["decision"],
        reason=wish["reason"],
        again_on=wish["again_on"],
        by=request.user,
        now=timezone.now(),
    )
    _tell(request, outcomes)
    return redirect(DESKS[desk])


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    found = access.decidable_report(request.user, pk)
    form = ReviewOneForm(request.POST)
    if form.is_valid() and _decide(request, found, form):
        return _on_from(request, found)
    sheet = queries.report_sheet(request.user, pk, now=timezone.now())
    return report_page(request, sheet, blank_form(sheet), form, status=UNPROCESSABLE)


DESKS = {Desk.UNIT: "reports:review", Desk.OFFICE: "reports:office-review"}


def _desk(
    request: PortalRequest, desk: Desk, form: ReviewManyForm, *, status: int = 200
) -> HttpResponse:
    filters = Filters.read(request.GET)
    reports: ReportQuerySet
    receipts = 0
    if desk is Desk.OFFICE:
        require_role(request.user, *OFFICE_ROLES)
        reports, of = queries.to_adopt(request.user, filters), access.visible_reports(request.user)
    else:
        require_role(request.user, Role.REVIEWER)
        reports = queries.to_review(request.user, filters)
        of = access.reviewable_reports(request.user)
        receipts = to_receive(request.user).count()
    more: dict[str, object] = {
        "form": form,
        "desk": desk,
        "to_receive": receipts,
        "ticked": request.POST.getlist("picks"),
        "again_on": queries.proposed_again_on(now=timezone.now()),
    }
    return list_page(request, "reports/review.html", reports, of=of, more=more, status=status)


def _on_from(request: PortalRequest, found: Report) -> HttpResponse:
    """Back to where the next one waits: a desk, or the lead's own report."""
    if found.unit_id in request.user.unit_ids({Role.REVIEWER}):
        return redirect("reports:review")
    if request.user.has_role(OFFICE_ROLES):
        return redirect("reports:office-review")
    collects = queries.collecting_report(request.user, found)
    return redirect("reports:report", collects or found.pk)


def _decide(request: PortalRequest, found: Report, form: ReviewOneForm) -> bool:
    wish = form.cleaned_data
    facts = {"report_id": found.pk, "revision": wish["revision"], "by": request.user}
    try:
        if wish["decision"] == Decision.APPROVED:
            done = wording.approved(services.approve_report(**facts, now=timezone.now()))
        else:
            told = {"reason": wish["reason"], "again_on": wish["again_on"]}
            services.return_report(**facts, **told, now=timezone.now())
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
