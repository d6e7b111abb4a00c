"""The steps of one task, each with an address of its own."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from tasks import access, queries, rules, services
from tasks.forms.steps import AnswerForm, ShareFormSet, Shares, StepForm
from tasks.models import Task
from tasks.rules import TaskVerb
from tasks.services import Papers
from tasks.wording.moves import DONE, VERBS
from units.http import PortalRequest
from units.queries import scope_of

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PortalRequest, pk: int, verb: TaskVerb) -> HttpResponse:
    """Any step but the receipt, which units confirm in their list."""
    task = access.task_for_step(request.user, pk, verb)
    asked = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StepForm(
        *asked, task=task, verb=verb, on=timezone.localdate(), initial=_start(task, verb)
    )
    form.choose_from(access.visible_tasks(request.user).filter(plan=task.plan_id).open())
    if request.method == "POST" and form.is_valid() and _taken(request, form):
        messages.success(request, _told(verb))
        return redirect("dashboards:task", pk)
    return _page(request, task, verb, form)


@require_http_methods(["GET", "HEAD", "POST"])
def decompose(request: PortalRequest, pk: int, verb: TaskVerb) -> HttpResponse:
    """The office breaks a task down; its lead unit proposes how."""
    task, on = access.task_for_step(request.user, pk, verb), timezone.localdate()
    posted = request.POST or None
    form = StepForm(posted, task=task, verb=verb, on=on, initial={"revision": task.revision})
    lines = ShareFormSet(posted, scope=scope_of(task.plan.issuer), on=on)
    if posted and form.is_valid() and lines.is_valid() and _broken_down(request, form, lines):
        messages.success(request, _told(verb))
        return redirect("dashboards:task", pk)
    return _page(request, task, verb, form, lines=lines)


@require_POST
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """An assisting unit hands in its share to the lead unit."""
    part = access.part_to_answer(request.user, pk)
    form = AnswerForm(request.POST)
    form.is_valid()
    said = form.cleaned_data.get("answer", "")
    try:
        services.answer_part(
            assignment_id=part.pk, answer=said, by=request.user, now=timezone.now()
        )
    except RuleBroken as broken:
        form.add_error("answer", broken.sentence)
        context = {"task": part.task, "form": form}
        return render(request, "tasks/answer.html", context, status=UNPROCESSABLE)
    messages.success(request, _("Handed in. The lead unit sees it on this page."))
    return redirect("dashboards:task", pk)


@require_safe
def proof(request: PortalRequest, pk: int) -> FileResponse:
    """A file that shows the result; browsers keep it and don't open it."""
    found = access.visible_proof(request.user, pk)
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


def _page(
    request: PortalRequest, task: Task, verb: TaskVerb, form: StepForm, **more: object
) -> HttpResponse:
    desk = queries.task_desk(request.user, task, on=timezone.localdate())
    context = {
        "task": task,
        "form": form,
        "title": VERBS[verb],
        "possible": verb in {act.verb for act in desk.acts},
        "desk": desk,
        **more,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "tasks/step.html", context, status=status)


def _taken(request: PortalRequest, form: StepForm, papers: Papers | None = None) -> bool:
    """False, with the sentence in the form, where a rule forbids the step."""
    try:
        services.move(
            task_id=form.task.pk,
            verb=form.verb,
            by=request.user,
            now=timezone.now(),
            papers=form.papers if papers is None else papers,
            revision=form.cleaned_data["revision"],
        )
    except RuleBroken as broken:
        for sentence in broken.sentence.split("\n"):
            form.add_error(None, sentence)
        return False
    return True


def _broken_down(request: PortalRequest, form: StepForm, lines: Shares) -> bool:
    try:
        papers = Papers(shares=lines.shares())
    except forms.ValidationError as error:
        form.add_error(None, error)
        return False
    return _taken(request, form, papers)


def _start(task: Task, verb: TaskVerb) -> dict[str, object]:
    """What the form knows already."""
    start: dict[str, object] = {"revision": task.revision}
    if verb is TaskVerb.COMPLETE and (waiting := task.completions.filter(decided_at=None).first()):
        start["done_on"] = waiting.done_on
    if verb is TaskVerb.REASSIGN:
        parts = list(task.assignments.live().as_document())
        for name, role in (
            ("lead", rules.AssignmentRole.LEAD),
            ("assists", rules.AssignmentRole.ASSIST),
        ):
            start[name] = "、".join(part.as_written for part in parts if part.role == role)
    return start


def _told(verb: TaskVerb) -> str:
    return _("Done: %(done)s. The history of the task says so.") % {"done": DONE[verb]}
