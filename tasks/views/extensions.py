"""A unit asks for a later due date; signed, checked and decided by others."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from tasks import access
from tasks.forms.extensions import FaultyForm, GrantForm, RequestForm, StepForm
from tasks.models import Extension
from tasks.queries import extensions as queries
from tasks.queries.milestones import stages_to_approve
from tasks.rules.extensions import ExtensionVerb
from tasks.services import extending
from tasks.services.extending import InvalidWish
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422
# Tasks whose stages wait for the same reviewer stand below; approving one makes room.
STAGES_SHOWN = 50

SERVICES: dict[ExtensionVerb, Callable[..., Extension]] = {
    ExtensionVerb.SIGN: extending.sign_extension,
    ExtensionVerb.CHECK: extending.check_extension,
    ExtensionVerb.GRANT: extending.grant_extension,
    ExtensionVerb.REFUSE: extending.refuse_extension,
    ExtensionVerb.WITHDRAW: extending.withdraw_extension,
}


@require_safe
def extensions(request: PortalRequest) -> HttpResponse:
    """What this person must sign, check or decide; all that is open; all that was decided."""
    require_role(request.user, *BUSINESS_ROLES)
    page = page_of(queries.listed(request.user, request.GET), request.GET)
    which = queries.which(request.GET)
    context = {"page": page, "which": which, "on": timezone.localdate()}
    if which == "waiting":
        context["to_approve"] = stages_to_approve(request.user)[:STAGES_SHOWN]
    return render(request, "tasks/extensions.html", context)


@require_safe
def extension(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_extension(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: PortalRequest, pk: int) -> HttpResponse:
    """The unit writes its request on a page of its own."""
    task = access.extendable_task(request.user, pk)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish = {"task_id": task.pk, "wish": form.wish}
        if asked := _try(form, extending.request_extension, wish, request):
            messages.success(
                request, _("Filed. The reviewer or the head of your unit has to sign it now.")
            )
            return redirect("tasks:extension", asked.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"task": task, "form": form}
    return render(request, "tasks/extension_request.html", context, status=status)


@require_POST
def act(request: PortalRequest, pk: int, verb: ExtensionVerb) -> HttpResponse:
    """One step; every verb has an address of its own."""
    found = access.extension_for(request.user, pk, verb)
    form = _form(verb, found, request.POST)
    if form.is_valid():
        wish = form.cleaned_data | {"extension_id": found.pk}
        if _try(form, SERVICES[verb], wish, request):
            messages.success(request, _told(verb))
            return redirect("tasks:extension", found.pk)
    fresh = access.visible_extension(request.user, pk)
    return _page(request, fresh, {verb: form}, status=UNPROCESSABLE)


def _try(
    form: FaultyForm,
    service: Callable[..., Extension],
    wish: dict[str, Any],
    request: PortalRequest,
) -> Extension | None:
    """What the service made; None, with its sentences in the form, where a rule forbids it."""
    try:
        return service(**wish, by=request.user, now=timezone.now())
    except InvalidWish as invalid:
        form.tell(invalid.faults)
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
    return None


def _form(verb: ExtensionVerb, found: Extension, data: Any = None) -> StepForm:
    facts = {"data": data, "initial": {"revision": found.revision}, "auto_id": f"{verb}-%s"}
    if verb is ExtensionVerb.GRANT:
        return GrantForm(asked_due_on=found.asked_due_on, **facts)
    return StepForm(**facts)


def _page(
    request: PortalRequest,
    found: Extension,
    typed: dict[ExtensionVerb, StepForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The request with a form for each step that the person may take; `typed` comes back."""
    sheet = queries.extension_sheet(request.user, found)
    forms = {verb: _form(verb, found) for verb in sheet.verbs} | (typed or {})
    context = {"sheet": sheet, "extension": found, "forms": {v.value: f for v, f in forms.items()}}
    return render(request, "tasks/extension.html", context, status=status)


def _told(verb: ExtensionVerb) -> str:
    return {
        ExtensionVerb.SIGN: _("Signed. An inspector of the supervision office checks it now."),
        ExtensionVerb.CHECK: _("Checked. The decision is the next step."),
        ExtensionVerb.GRANT: _("Granted. The task is due on the new date from now on."),
        ExtensionVerb.REFUSE: _("Refused. The due date stays as it was."),
        ExtensionVerb.WITHDRAW: _("Withdrawn. The due date stays as it was."),
    }[verb]
