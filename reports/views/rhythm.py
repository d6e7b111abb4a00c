"""The office sets the rhythm of a plan, and says who need not report for a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.bell import ring
from core.errors import RuleBroken
from core.keys import key_in
from core.paging import page_of
from plans.models import Plan
from reports import access, queries, services
from reports.forms import RuleForm, WaiverForm
from reports.queries import Rhythm, Scope
from reports.views.lists import UNPROCESSABLE
from reports.wording import rhythm as wording
from units.http import PortalRequest

SUBJECTS = ("task", "target", "unit")


def rhythm(request: PortalRequest, pk: int) -> HttpResponse:
    """The rule of a plan, or with ?task=, ?target= or ?unit= of one part of it."""
    plan = access.plan_with_rhythm(request.user, pk)
    shown = queries.rhythm(_scope(request, plan))
    begin = RuleForm.begin(shown.rule, shown.review)
    form = RuleForm(_typed(request), initial=begin)
    if request.method != "POST":
        return _page(request, shown, form)
    if not form.is_valid():
        return _page(request, shown, form, status=UNPROCESSABLE)
    if request.POST.get("act") == "save" and _set_rule(request, shown, form):
        return redirect(request.get_full_path())
    return _page(request, shown, form, status=UNPROCESSABLE if form.errors else 200)


def _set_rule(request: PortalRequest, shown: Rhythm, form: RuleForm) -> bool:
    wish: dict[str, Any] = {"scope": shown.scope, "rule": form.rule, "review": form.steps}
    try:
        services.set_rule(**wish, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    ring("reports.open_periods")
    messages.success(request, _("Saved. It counts for periods that have not opened yet."))
    return True


def _page(
    request: PortalRequest, shown: Rhythm, form: RuleForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    rule = form.rule if form.is_bound and form.is_valid() else shown.rule
    context = {
        "plan": shown.scope.plan,
        "rhythm": shown,
        "form": form,
        "preview": queries.preview(shown, rule, on=today),
        "choices": queries.scope_choices(shown.scope.plan),
    }
    return render(request, "reports/rhythm.html", context, status=status)


def _scope(request: PortalRequest, plan: Plan) -> Scope:
    return queries.scope_of(plan, {name: key_in(request.GET.get(name)) for name in SUBJECTS})


def _typed(request: PortalRequest) -> QueryDict | None:
    """What was posted, however little that is."""
    return request.POST if request.method == "POST" else None


@require_POST
def end_rule(request: PortalRequest, pk: int) -> HttpResponse:
    rule = access.rule_to_end(request.user, pk)
    try:
        services.end_rule(rule_id=rule.pk, by=request.user, now=timezone.now())
        messages.success(request, _("Ended. The wider rule counts from the next period on."))
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("reports:rhythm", rule.plan_id)


def waivers(request: PortalRequest, pk: int) -> HttpResponse:
    """Who need not report on what, and the form that says so."""
    plan = access.plan_with_rhythm(request.user, pk)
    form = WaiverForm(_typed(request), plan=plan, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid() and _give_waiver(request, form):
        return redirect("reports:waivers", plan.pk)
    page = page_of(queries.waivers_of(plan), request.GET)
    context = {"plan": plan, "form": form, "page": page}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "reports/waivers.html", context, status=status)


def _give_waiver(request: PortalRequest, form: WaiverForm) -> bool:
    wish = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on", "reason")}
    act: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        waiver = services.give_waiver(scope=form.scope, **wish, **act)
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    messages.success(request, wording.waived(waiver, waiver.reports.count()))
    return True


@require_POST
def end_waiver(request: PortalRequest, pk: int) -> HttpResponse:
    waiver = access.waiver_to_end(request.user, pk)
    try:
        services.end_waiver(waiver_id=waiver.pk, by=request.user, now=timezone.now())
        messages.success(request, _("Ended. What is not due yet is asked for again."))
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("reports:waivers", waiver.plan_id)
