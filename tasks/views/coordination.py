"""Units ask for coordination, and whoever holds a request deals with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.as_of import as_of
from core.errors import RuleBroken
from core.paging import page_of
from core.working_days import working_calendar
from tasks import access
from tasks.forms.coordination import AskForm, HandOnForm, StepForm
from tasks.models import Coordination, CoordinationState
from tasks.queries import coordination as queries
from tasks.rules.coordination import CoordinationVerb
from tasks.services import coordinating
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES, CITY_WIDE_ROLES

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def waiting(request: PortalRequest) -> HttpResponse:
    """What this person must answer, by its clock, and which answers they must judge."""
    require_role(request.user, *BUSINESS_ROLES)
    page = page_of(queries.waiting(request.user), request.GET)
    lines = queries.waiting_lines(page.object_list, **day_and_calendar())
    return render(request, "tasks/coordinations_waiting.html", {"page": page, "lines": lines})


@require_safe
def coordinations(request: PortalRequest) -> HttpResponse:
    """Every request that the person may know of: who holds what since when."""
    require_role(request.user, *BUSINESS_ROLES)
    filters, when = queries.Filters.read(request.GET), day_and_calendar(as_of(request))
    page = page_of(queries.known_steps(request.user, filters, on=when["on"]), request.GET)
    held_by, asked_by = queries.filter_units(request.user)
    context = {
        "page": page,
        "lines": queries.known_lines(page.object_list, **when),
        "holders": queries.holders(**when) if request.user.has_role(CITY_WIDE_ROLES) else [],
        "filters": filters,
        "held_by": held_by,
        "asked_by": asked_by,
        "states": CoordinationState.choices,
        **when,
    }
    return render(request, "tasks/coordinations.html", context)


@require_safe
def coordination(request: PortalRequest, pk: int) -> HttpResponse:
    found = access.visible_coordination(request.user, pk)
    return _page(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PortalRequest, pk: int) -> HttpResponse:
    task = access.task_to_ask_about(request.user, pk)
    units = access.asking_units(request.user, task).in_protocol_order()
    first = units.first()
    form = AskForm(request.POST or None, units=units, initial={"unit": first})
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data | {"task_id": task.pk}
        if asked := _try(form, coordinating.ask_for_coordination, wish, by=request.user):
            messages.success(request, _("Asked. The supervision office has it now."))
            return redirect("tasks:coordination", asked.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"task": task, "form": form, "several": len(units) > 1}
    return render(request, "tasks/coordination_ask.html", context, status=status)


SERVICES: dict[CoordinationVerb, Callable[..., Coordination]] = {
    CoordinationVerb.HAND_ON: coordinating.hand_on,
    CoordinationVerb.HAND_BACK: coordinating.hand_back,
    CoordinationVerb.ANSWER: coordinating.answer,
    CoordinationVerb.SETTLE: coordinating.settle,
    CoordinationVerb.ASK_AGAIN: coordinating.ask_again,
    CoordinationVerb.WITHDRAW: coordinating.withdraw,
}


@require_POST
def act(request: PortalRequest, pk: int, verb: CoordinationVerb) -> HttpResponse:
    """One step; every verb has an address of its own."""
    found = access.coordination_for(request.user, pk, verb)
    form = _form(verb, found, request.POST)
    if form.is_valid():
        wish = form.cleaned_data | {"coordination_id": found.pk}
        if _try(form, SERVICES[verb], wish, by=request.user):
            messages.success(request, _told(verb))
            return redirect("tasks:coordination", found.pk)
    return _page(request, found, {verb: form}, status=UNPROCESSABLE)


def _try(
    form: AskForm | StepForm, service: Callable[..., Coordination], wish: dict[str, Any], **who: Any
) -> Coordination | None:
    """What the service made; None, with its sentence in the form, where a rule forbids it."""
    try:
        return service(**wish, **who, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return None


def _form(verb: CoordinationVerb, found: Coordination, data: Any = None) -> StepForm:
    facts = {"data": data, "initial": {"revision": found.revision}, "auto_id": f"{verb}-%s"}
    if verb == CoordinationVerb.HAND_ON:
        return HandOnForm(receivers=queries.receivers(found), **facts)
    return StepForm(**facts)


def _page(
    request: PortalRequest,
    found: Coordination,
    typed: dict[CoordinationVerb, StepForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The request with a form for each thing that the person may do; `typed` comes back."""
    sheet = queries.sheet(request.user, found.pk, **day_and_calendar())
    forms = {verb: _form(verb, sheet.line.request) for verb in sheet.verbs} | (typed or {})
    context = {"sheet": sheet, "line": sheet.line, "forms": _named(forms)}
    return render(request, "tasks/coordination.html", context, status=status)


def _named(forms: dict[CoordinationVerb, StepForm]) -> dict[str, StepForm]:
    return {verb.value: form for verb, form in forms.items()}


def _told(verb: CoordinationVerb) -> str:
    return {
        CoordinationVerb.HAND_ON: _("Handed on. The new holder's clock begins today."),
        CoordinationVerb.HAND_BACK: _("Handed back to the supervision office."),
        CoordinationVerb.ANSWER: _("Answered. The unit that asked says whether it is settled."),
        CoordinationVerb.SETTLE: _("Settled. The request is closed."),
        CoordinationVerb.ASK_AGAIN: _("Asked again. A new clock begins today."),
        CoordinationVerb.WITHDRAW: _("Withdrawn. Nobody needs to answer any more."),
    }[verb]


def day_and_calendar(day: date | None = None) -> dict[str, Any]:
    return {"on": day or timezone.localdate(), "works": working_calendar().works}
