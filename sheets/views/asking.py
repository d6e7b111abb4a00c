"""Somebody says what the columns and the lines of a department's own sheet are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.bell import ring
from core.errors import RuleBroken
from sheets import access, pages, services
from sheets.forms import AnswerForm
from sheets.models import Sheet
from sheets.views.handing_in import JOB, UNPROCESSABLE
from units.http import PortalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """The columns with what the portal takes them for, to be corrected and remembered."""
    shown = access.editable_sheet(request.user, pk)
    layout = pages.layout_of(shown)
    if request.method != "POST":
        return answer_page(request, shown)
    form = AnswerForm(request.POST, layout=layout, keys=pages.column_keys(shown))
    if not form.is_valid():
        return answer_page(request, shown, form, status=UNPROCESSABLE)
    try:
        services.answer_sheet(
            sheet_id=shown.pk,
            columns=form.answers(),
            fractions=form.fractions(),
            skipped=form.skipped(),
            ends_on=form.day(),
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return answer_page(request, shown, form, status=UNPROCESSABLE)
    ring(JOB)
    return redirect("sheets:sheet", shown.pk)


def answer_page(
    request: PortalRequest, sheet: Sheet, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    layout = pages.layout_of(sheet)
    start = {"ends_on": sheet.ends_on.isoformat() if sheet.ends_on else None}
    form = form or AnswerForm(initial=start, layout=layout, keys=pages.column_keys(sheet))
    context = pages.asking(sheet, request.user, form)
    return render(request, "sheets/asking.html", context, status=status)
