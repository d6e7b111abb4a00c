"""A plan is closed, reopened or archived, with what still runs in it before one's eyes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.errors import RuleBroken
from core.forms import Form
from plans import services
from plans.access import plan_to_move
from plans.models import Plan
from plans.rules import PlanVerb
from tasks import access
from tasks.forms.steps import TextField
from tasks.wording.plans import TITLES
from units.http import PortalRequest

UNPROCESSABLE = 422
SERVICES: dict[PlanVerb, Callable[..., Plan]] = {
    PlanVerb.CLOSE: services.close_plan,
    PlanVerb.REOPEN: services.reopen_plan,
    PlanVerb.ARCHIVE: services.archive_plan,
}


class ReasonForm(Form):
    reason = TextField(gettext_lazy("Reason"))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PortalRequest, pk: int, verb: PlanVerb) -> HttpResponse:
    plan = plan_to_move(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _moved(request, plan, verb, form):
        messages.success(request, _("Done. The audit trail keeps who did it and why."))
        return redirect("dashboards:plan", pk)
    context = {
        "plan": plan,
        "title": TITLES[verb],
        "form": form,
        "open": access.visible_tasks(request.user).filter(plan=plan).open().count(),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "tasks/plan_step.html", context, status=status)


def _moved(request: PortalRequest, plan: Plan, verb: PlanVerb, form: ReasonForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        SERVICES[verb](plan_id=plan.pk, reason=reason, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    return True
