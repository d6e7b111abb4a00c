"""The stages of a task: one form for the whole plan, and small ones for each stage."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from tasks import access
from tasks.forms.extensions import FaultyForm
from tasks.forms.milestones import (
    BaseStages,
    ReachForm,
    SeenForm,
    Stages,
    TakeBackForm,
    WaiveForm,
    lines_of,
)
from tasks.models import Milestone, Task
from tasks.queries import milestones as queries
from tasks.rules.milestones import StageVerb
from tasks.services import staging
from tasks.services.staging import InvalidStage, InvalidStages
from units.http import PortalRequest

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422

STAGE_FORMS: dict[StageVerb, type[FaultyForm]] = {
    StageVerb.REACH: ReachForm,
    StageVerb.TAKE_BACK: TakeBackForm,
    StageVerb.WAIVE: WaiveForm,
}
SERVICES: dict[StageVerb, Callable[..., Milestone]] = {
    StageVerb.REACH: staging.reach_stage,
    StageVerb.TAKE_BACK: staging.take_back_stage,
    StageVerb.WAIVE: staging.waive_stage,
}


@require_safe
def stages(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_task(request.user, pk))


@require_POST
def plan(request: PortalRequest, pk: int) -> HttpResponse:
    """Several lines at once become what is planned."""
    task = access.task_with_stages(request.user, pk, StageVerb.PLAN)
    seen, lines = SeenForm(request.POST), Stages(request.POST)
    if seen.is_valid() and lines.is_valid() and _plan(request, task, seen, lines):
        messages.success(request, _("Saved. The stages count once your reviewer approves them."))
        return redirect("tasks:stages", pk)
    return _page(request, task, seen=seen, lines=lines, status=UNPROCESSABLE)


@require_POST
def approve(request: PortalRequest, pk: int) -> HttpResponse:
    task = access.task_with_stages(request.user, pk, StageVerb.APPROVE)
    seen = SeenForm(request.POST)
    if seen.is_valid():
        facts = {"task_id": task.pk, "seen": seen.cleaned_data["seen"], "by": request.user}
        try:
            staging.approve_stages(**facts, now=timezone.now())
        except RuleBroken as broken:
            seen.add_error(None, broken.sentence)
        else:
            messages.success(request, _("Approved. The stages count from now on and are fixed."))
            return redirect("tasks:stages", pk)
    return _page(request, task, seen=seen, status=UNPROCESSABLE)


@require_POST
def act(request: PortalRequest, pk: int, verb: StageVerb) -> HttpResponse:
    """A stage is reached, was not reached after all, or is left out."""
    stage = access.stage_for(request.user, pk, verb)
    form = STAGE_FORMS[verb](request.POST, auto_id=f"{verb}-{pk}-%s")
    if form.is_valid() and _act(request, stage, verb, form):
        messages.success(request, _told(verb) % {"stage": stage.title})
        return redirect("tasks:stages", stage.task_id)
    return _page(request, stage.task, typed={(pk, verb): form}, status=UNPROCESSABLE)


def _plan(request: PortalRequest, task: Task, seen: SeenForm, lines: BaseStages) -> bool:
    wish = {"task_id": task.pk, "seen": seen.cleaned_data["seen"], "lines": lines.lines}
    try:
        staging.plan_stages(**wish, by=request.user, now=timezone.now())
    except InvalidStages as invalid:
        for sentence in lines.tell(invalid.faults):
            seen.add_error(None, sentence)
        return False
    except RuleBroken as broken:
        seen.add_error(None, broken.sentence)
        return False
    return True


def _act(request: PortalRequest, stage: Milestone, verb: StageVerb, form: FaultyForm) -> bool:
    wish = form.cleaned_data | {"milestone_id": stage.pk}
    try:
        SERVICES[verb](**wish, by=request.user, now=timezone.now())
    except InvalidStage as invalid:
        form.tell(invalid.faults)
        return False
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    return True


def _page(
    request: PortalRequest,
    task: Task,
    *,
    seen: SeenForm | None = None,
    lines: BaseStages | None = None,
    typed: dict[tuple[int, StageVerb], FaultyForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """All stages with a form for each thing that the person may do; what was typed comes back."""
    today = timezone.localdate()
    box = queries.stage_box(request.user, task, on=today)
    shown = staging.seen_as([row.stage for row in box.rows])
    context = {
        "box": box,
        "rows": [(row, _forms(row, typed or {})) for row in box.fixed],
        "seen": seen or SeenForm(initial={"seen": shown}),
        "shown": shown,
        "lines": lines or Stages(initial=lines_of(box.planned, due_on=task.due_on, on=today)),
    }
    return render(request, "tasks/milestones.html", context, status=status)


def _forms(
    row: queries.StageRow, typed: dict[tuple[int, StageVerb], FaultyForm]
) -> dict[str, forms.Form]:
    """By verb; a form that did not pass is shown though the person may no longer use it."""
    key = row.stage.pk
    made: dict[str, Any] = {verb.value: form for (pk, verb), form in typed.items() if pk == key}
    for verb in row.verbs - {StageVerb(name) for name in made}:
        made[verb.value] = STAGE_FORMS[verb](auto_id=f"{verb}-{key}-%s")
    return made


def _told(verb: StageVerb) -> str:
    return {
        StageVerb.REACH: _("“%(stage)s” is recorded as reached."),
        StageVerb.TAKE_BACK: _("“%(stage)s” counts as not reached again."),
        StageVerb.WAIVE: _("“%(stage)s” is left out."),
    }[verb]
