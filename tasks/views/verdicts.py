"""The lamps of a task, one closing date after the other, and what the office decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.as_of import as_of
from core.errors import RuleBroken
from core.paging import page_of
from tasks import access
from tasks.forms.verdicts import OverrideForm
from tasks.models import Task
from tasks.queries.judged import judged_tasks, verdict_course
from tasks.services import judging
from units.http import PortalRequest
from units.rules import OFFICE_ROLES

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def lamp(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_task(request.user, pk))


@require_POST
def override(request: PortalRequest, pk: int) -> HttpResponse:
    task = access.judged_task(request.user, pk)
    wish = {"band": request.POST.get("band", ""), "reason": request.POST.get("reason", "")}
    try:
        judging.override_verdict(task_id=task.pk, **wish, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        return _page(request, task, wrong=broken.sentence, status=UNPROCESSABLE)
    messages.success(request, _("The lamp is shown as decided; the computed one stays beside it."))
    return redirect("tasks:lamp", pk)


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    task = access.judged_task(request.user, pk)
    try:
        judging.withdraw_override(task_id=task.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        return _page(request, task, wrong=broken.sentence, status=UNPROCESSABLE)
    messages.success(request, _("The computed lamp is shown again."))
    return redirect("tasks:lamp", pk)


def _page(
    request: PortalRequest, task: Task, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    day = as_of(request)
    judged = next(iter(judged_tasks(Task.objects.filter(pk=task.pk), on=day)), None)
    acts = request.user.has_role(OFFICE_ROLES) and day == timezone.localdate()
    context = {
        "task": task,
        "judged": judged,
        "day": day,
        "wrong": wrong,
        "page": page_of(verdict_course(task, on=day), request.GET),
        "form": OverrideForm(request.POST or None, scheme=judged.scheme)
        if acts and judged
        else None,
    }
    return render(request, "tasks/lamp.html", context, status=status)
