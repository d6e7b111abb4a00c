from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken, Stale
from core.paging import page_of
from reports import access, queries, services
from reports.forms import ContentForm, ReviewManyForm, ReviewOneForm, RhythmForm
from reports.models import Decision, Report, ReportQuerySet
from reports.queries import Filters, ReportSheet
from units import rules
from units.access import require_role
from units.http import PortalRequest
from units.rules import Role

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """The reporter's first screen: what is to be written over all plans."""
    require_role(request.user, Role.REPORTER)
    filters = Filters.read(request.GET)
    reports = queries.to_write(request.user, filters)
    mine = access.editable_reports(request.user)
    more: dict[str, object] = {
        "summary": queries.summary(mine, now=timezone.now()),
        # Whoever reports for several units must know for which.
        "several": len(request.user.unit_ids({Role.REPORTER})) > 1,
    }
    return _list(request, "reports/mine.html", reports, of=mine, more=more)


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


@require_safe
def late(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *rules.BUSINESS_ROLES)
    filters, now = Filters.read(request.GET), timezone.now()
    reports = queries.overdue(request.user, filters, now=now)
    visible = access.visible_reports(request.user)
    more: dict[str, object] = {"by_unit": queries.overdue_by_unit(reports)}
    return _list(request, "reports/late.html", reports, of=visible, more=more)


@require_safe
def report_list(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *rules.BUSINESS_ROLES)
    reports = queries.all_reports(request.user, Filters.read(request.GET))
    visible = access.visible_reports(request.user)
    return _list(request, "reports/list.html", reports, of=visible)


@require_safe
def report(request: PortalRequest, pk: int) -> HttpResponse:
    found = access.visible_report(request.user, pk)
    sheet = queries.report_sheet(request.user, found.pk, now=timezone.now())
    return _report(request, sheet, _blank(sheet, copy="copy" in request.GET), ReviewOneForm())


@require_POST
def write(request: PortalRequest, pk: int) -> HttpResponse:
    """Save a draft or submit. Whatever goes wrong, what was typed stays in the form."""
    found = access.editable_report(request.user, pk)
    submit = request.POST.get("act") == "submit"
    form = ContentForm(request.POST, about=found.about, submit=submit)
    if form.is_valid() and _write(request, found, form):
        return redirect("reports:mine") if submit else redirect("reports:report", pk)
    sheet = queries.report_sheet(request.user, pk, now=timezone.now())
    return _report(request, sheet, form, ReviewOneForm(), status=UNPROCESSABLE)


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    found = access.reviewable_report(request.user, pk)
    form = ReviewOneForm(request.POST)
    if form.is_valid() and _decide(request, found, form):
        return redirect("reports:review")
    sheet = queries.report_sheet(request.user, pk, now=timezone.now())
    return _report(request, sheet, _blank(sheet), form, status=UNPROCESSABLE)


def rhythm(request: PortalRequest, pk: int) -> HttpResponse:
    plan = access.plan_with_rhythm(request.user, pk)
    now = timezone.now()
    shown = queries.rhythm(plan, on=timezone.localtime(now).date())
    form = RhythmForm(request.POST or None, initial={"deadline_day": shown.deadline_day})
    if request.method == "POST" and form.is_valid():
        services.set_rhythm(plan_id=plan.pk, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("Saved. It counts for periods that have not opened yet."))
        return redirect("reports:rhythm", plan.pk)
    return render(request, "reports/rhythm.html", {"plan": plan, "rhythm": shown, "form": form})


def _list(
    request: PortalRequest,
    template: str,
    reports: ReportQuerySet,
    *,
    of: ReportQuerySet,
    more: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """One page of a list of reports, with filters that offer what `of` holds."""
    page = page_of(reports, request.GET)
    context = {
        "page": page,
        "lines": queries.lines(page.object_list, now=timezone.now()),
        "filters": Filters.read(request.GET),
        "choices": queries.choices(request.user, of),
        **(more or {}),
    }
    return render(request, template, context, status=status)


def _review(request: PortalRequest, form: ReviewManyForm, *, status: int = 200) -> HttpResponse:
    require_role(request.user, Role.REVIEWER)
    reports = queries.to_review(request.user, Filters.read(request.GET))
    ours = access.reviewable_reports(request.user)
    more: dict[str, object] = {"form": form, "ticked": request.POST.getlist("picks")}
    return _list(request, "reports/review.html", reports, of=ours, more=more, status=status)


def _report(
    request: PortalRequest,
    sheet: ReportSheet,
    form: ContentForm,
    review: ReviewOneForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"sheet": sheet, "report": sheet.report, "form": form, "review": review}
    return render(request, "reports/report.html", context, status=status)


def _blank(sheet: ReportSheet, *, copy: bool = False) -> ContentForm:
    """The form as the writer finds it: the draft, what was returned, or last period's texts."""
    return ContentForm(initial=sheet.start(copy=copy), about=sheet.report.about)


def _write(request: PortalRequest, found: Report, form: ContentForm) -> bool:
    verb = services.submit_report if form.submit else services.save_draft
    facts = {"report_id": found.pk, "revision": form.cleaned_data["revision"]}
    try:
        verb(**facts, content=form.content, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        if isinstance(broken, Stale):
            form.renew(Report.objects.only("revision").get(pk=found.pk).revision)
        return False
    if form.submit:
        messages.success(request, _("Submitted. The reviewer of your unit can see it now."))
    else:
        messages.success(request, _("The draft is saved. Submit it before the deadline."))
    return True


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
