"""An assisting unit refuses its part; the office decides who has it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import RuleBroken
from tasks import access
from tasks.forms.parts import GiveOnForm, PartForm
from tasks.models import Assignment
from tasks.rules.parts import PartVerb
from tasks.services import refusing
from units.http import PortalRequest
from units.queries import scope_of

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: PortalRequest, pk: int) -> HttpResponse:
    part = access.part_to_refuse(request.user, pk)
    form = PartForm(_sent(request))
    return _act(request, part, form, refusing.refuse_part, assignment_id=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def insist(request: PortalRequest, pk: int) -> HttpResponse:
    refusal = access.refusal_to_decide(request.user, pk, PartVerb.INSIST)
    form = PartForm(_sent(request))
    return _act(request, refusal.assignment, form, refusing.insist_on_part, refusal_id=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def give_on(request: PortalRequest, pk: int) -> HttpResponse:
    refusal = access.refusal_to_decide(request.user, pk, PartVerb.GIVE_ON)
    scope, on = scope_of(refusal.assignment.task.plan.issuer), timezone.localdate()
    form = GiveOnForm(_sent(request), scope=scope, on=on)
    return _act(request, refusal.assignment, form, refusing.give_on_part, refusal_id=pk)


TITLES: dict[Callable[..., object], Callable[[], str]] = {
    refusing.refuse_part: lambda: _("Refuse the part"),
    refusing.insist_on_part: lambda: _("Keep the unit to its part"),
    refusing.give_on_part: lambda: _("Give the part to another unit"),
}


def _sent(request: PortalRequest) -> QueryDict | None:
    """Also an empty body is one."""
    return request.POST if request.method == "POST" else None


def _act(
    request: PortalRequest,
    part: Assignment,
    form: PartForm,
    service: Callable[..., object],
    **which: int,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        wish: dict[str, Any] = form.cleaned_data
        try:
            service(**which, **wish, by=request.user, now=timezone.now())
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            messages.success(request, _("Done. The page of the task says so."))
            return redirect("dashboards:task", part.task_id)
    context = {"part": part, "form": form, "title": TITLES[service]()}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "tasks/part.html", context, status=status)
