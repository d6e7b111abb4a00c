"""The list of slips, one slip with its course, and every step of it."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_of
from core.tables import answer
from slips import access, queries, services
from slips.exports import slip_table
from slips.forms import StepForm
from slips.models import GradeChoice, Slip, StateChoice
from slips.rules import SlipVerb
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES, CITY_WIDE_ROLES, OFFICE_ROLES, Role

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def slips(request: PortalRequest) -> HttpResponse:
    """What waits for this person; all that is open; all that they may know of."""
    require_role(request.user, *BUSINESS_ROLES)
    filters, on = queries.Filters.read(request.GET), timezone.localdate()
    found = queries.listed(request.user, filters, on=on)
    plans, units = queries.filter_choices(request.user)
    context = {
        "page": page_of(queries.lines(found, on=on), request.GET),
        "filters": filters,
        "plans": plans,
        "units": units,
        "states": StateChoice.choices,
        "grades": GradeChoice.choices,
        "is_city_wide": request.user.has_role(CITY_WIDE_ROLES),
        "is_office": request.user.has_role(OFFICE_ROLES),
        "is_head": request.user.has_role({Role.OFFICE_HEAD}),
    }
    return render(request, "slips/list.html", context)


@require_safe
def slips_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    filters, on = queries.Filters.read(request.GET), timezone.localdate()
    lines = queries.lines(queries.listed(request.user, filters, on=on), on=on)
    table, back = partial(slip_table, lines), reverse("slips:list")
    now = timezone.now()
    return answer(request, ending, table=table, now=now, back=back, read=(filters,))


@require_safe
def slip(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_slip(request.user, pk))


@require_POST
def act(request: PortalRequest, pk: int, verb: SlipVerb) -> HttpResponse:
    """One step; every verb has an address of its own."""
    found = access.slip_for(request.user, pk, verb)
    form = StepForm(request.POST, request.FILES, slip=found, verb=verb)
    if form.is_valid() and _moved(form, found, verb, request):
        messages.success(request, _told(verb))
        return redirect("slips:slip", found.pk)
    fresh = access.visible_slip(request.user, pk)
    return _page(request, fresh, {verb: form}, status=UNPROCESSABLE)


@require_safe
def file(request: PortalRequest, pk: int) -> FileResponse:
    """A file of an answer, as it came."""
    found = access.answer_file(request.user, pk)
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


def _moved(form: StepForm, found: Slip, verb: SlipVerb, request: PortalRequest) -> bool:
    """Whether the step was taken; the form has the sentences where a rule forbids it."""
    act = partial(
        services.move_slip,
        slip_id=found.pk,
        verb=verb,
        revision=form.cleaned_data["revision"],
        papers=form.papers,
        by=request.user,
        now=timezone.now(),
    )
    return form.carried_out(act) is not None


def _page(
    request: PortalRequest,
    found: Slip,
    typed: dict[SlipVerb, StepForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The slip with a form for each step that the person may take; `typed` comes back."""
    sheet = queries.slip_sheet(request.user, found, on=timezone.localdate())
    forms = {verb: StepForm(slip=found, verb=verb) for verb in sheet.verbs} | (typed or {})
    context = {
        "sheet": sheet,
        "slip": found,
        "letter": sheet.letter,
        "forms": {verb.value: form for verb, form in forms.items()},
        "is_office": request.user.has_role(OFFICE_ROLES),
    }
    return render(request, "slips/slip.html", context, status=status)


def _told(verb: SlipVerb) -> str:
    return {
        SlipVerb.SUBMIT: _("The head of the office has it now."),
        SlipVerb.RETURN: _("Returned. Whoever drafted it sees what is to be changed."),
        SlipVerb.APPROVE: _("Approved and numbered. It can be sent now."),
        SlipVerb.SEND: _("Sent. The unit sees it from now on."),
        SlipVerb.ACKNOWLEDGE: _("The receipt is confirmed. The answer is due on its day."),
        SlipVerb.ANSWER: _("Answered. The supervision office judges the answer now."),
        SlipVerb.REFUSE: _("The unit sees what is missing, and has a new day for its answer."),
        SlipVerb.CLOSE: _("Closed."),
        SlipVerb.WITHDRAW: _("Withdrawn."),
    }[verb]
