"""The list of instructions, one with its course, and every step of it."""

from collections.abc import Mapping
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_of
from core.tables import answer
from instructions import access, queries, services
from instructions.exports import instruction_table
from instructions.forms import Step, step_form
from instructions.models import Instruction, StateChoice
from instructions.queries import InstructionSheet
from instructions.rules import InstructionVerb
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES, OFFICE_ROLES

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def instructions(request: PortalRequest) -> HttpResponse:
    """What waits for this person; all that is open; all that they may know of."""
    require_role(request.user, *BUSINESS_ROLES)
    filters, on = queries.Filters.read(request.GET), timezone.localdate()
    found = queries.listed(request.user, filters, on=on)
    context = {
        "page": page_of(queries.lines(found, on=on), request.GET),
        "filters": filters,
        "plans": queries.plans_of(request.user),
        "states": StateChoice.choices,
        "is_office": request.user.has_role(OFFICE_ROLES),
        "is_leader": access.may_instruct(request.user),
    }
    return render(request, "instructions/list.html", context)


@require_safe
def instructions_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    filters, on = queries.Filters.read(request.GET), timezone.localdate()
    lines = queries.lines(queries.listed(request.user, filters, on=on), on=on)
    table, back = partial(instruction_table, lines), reverse("instructions:list")
    now = timezone.now()
    return answer(request, ending, table=table, now=now, back=back, read=(filters,))


@require_safe
def instruction(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_instruction(request.user, pk))


@require_POST
def act(request: PortalRequest, pk: int, verb: InstructionVerb) -> HttpResponse:
    """One step; every verb has an address of its own."""
    found = access.instruction_for(request.user, pk, verb)
    form = step_form(found, verb, on=timezone.localdate(), data=request.POST)
    if form.is_valid() and _moved(form, found, verb, request):
        messages.success(request, _told(verb))
        return redirect("instructions:instruction", found.pk)
    fresh = access.visible_instruction(request.user, pk)
    return _page(request, fresh, {verb: form}, status=UNPROCESSABLE)


def _moved(form: Step, found: Instruction, verb: InstructionVerb, request: PortalRequest) -> bool:
    """Whether the step was taken; the form has the sentences where a rule forbids it."""
    act = partial(
        services.move_instruction,
        instruction_id=found.pk,
        verb=verb,
        revision=form.cleaned_data["revision"],
        papers=form.papers,
        by=request.user,
        now=timezone.now(),
    )
    return form.carried_out(act) is not None


def _page(
    request: PortalRequest,
    found: Instruction,
    typed: Mapping[InstructionVerb, Step] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The instruction with a form for each step that the person may take; `typed` comes back."""
    on = timezone.localdate()
    sheet = queries.instruction_sheet(request.user, found, on=on)
    forms = {verb: step_form(found, verb, on=on, first=_first(sheet, verb)) for verb in sheet.verbs}
    context = {
        "sheet": sheet,
        "instruction": found,
        "forms": {verb.value: form for verb, form in {**forms, **(typed or {})}.items()},
        "is_office": request.user.has_role(OFFICE_ROLES),
    }
    return render(request, "instructions/instruction.html", context, status=status)


def _first(sheet: InstructionSheet, verb: InstructionVerb) -> dict[str, object]:
    """The office begins with what is known: who leads the thing, what its unit wrote last."""
    if verb is InstructionVerb.MAKE_TASK:
        return {"lead": sheet.lead, "due_on": sheet.instruction.due_on}
    if verb is InstructionVerb.ANSWER and sheet.feedback:
        return {"text": "\n".join(filter(None, (sheet.feedback.said, sheet.feedback.next_steps)))}
    return {}


def _told(verb: InstructionVerb) -> str:
    return {
        InstructionVerb.MAKE_TASK: _("A draft of a task is there. Propose it like every other."),
        InstructionVerb.SEND_SLIP: _("The supervision slip is tied to the instruction."),
        InstructionVerb.ANSWER: _("The leader has the feedback."),
        InstructionVerb.SEE: _("Seen. It is off your desk."),
        InstructionVerb.FURTHER: _("The supervision office has your further instruction."),
        InstructionVerb.WITHDRAW: _("Withdrawn. Nobody has to do anything about it."),
    }[verb]
