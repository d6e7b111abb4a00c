from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from core.bell import ring
from core.errors import RuleBroken
from core.paging import page_of
from sheets import access, pages, queries, services
from sheets.forms import UploadForm
from sheets.writing import MIME, VERSION, Stamp, write_workbook
from units.http import PortalRequest
from units.models import Unit

JOB = "sheets.read_sheets"


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """The workbooks to fetch, and what became of those that came back."""
    units = access.reporting_units(request.user)
    return _index(request, UploadForm(units=units), units=units)


def _index(
    request: PortalRequest, form: UploadForm, *, units: list[Unit], status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "many_units": len(units) > 1,
        "dates": queries.closing_dates(units, now=timezone.now()),
        "page": page_of(queries.uploads_of(units), request.GET),
    }
    return render(request, "sheets/index.html", context, status=status)


@require_POST
def upload(request: PortalRequest) -> HttpResponse:
    units = access.reporting_units(request.user)
    form = UploadForm(request.POST, request.FILES, units=units)
    if not form.is_valid():
        return _index(request, form, units=units, status=422)
    file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
    facts = {"unit": unit, "by": request.user, "now": timezone.now()}
    try:
        receipt = services.receive_sheet(file=file, name=file.name, **facts)
    except RuleBroken as broken:
        form.add_error("file", broken.sentence)
        return _index(request, form, units=units, status=422)
    ring(JOB)
    if receipt.again:
        messages.info(request, pages.came_before(receipt.sheet))
    return redirect("sheets:sheet", receipt.sheet.pk)


@require_GET
def download(request: PortalRequest, unit_id: int, ends_on: date) -> HttpResponse:
    """The unit's workbook for a closing date, in the language of the page."""
    unit = access.reporting_unit(request.user, unit_id)
    lines = queries.owed_lines(unit, ends_on)
    if not lines:
        raise Http404
    stamp = Stamp(unit.pk, ends_on, VERSION, timezone.now())
    content = write_workbook(lines, unit_name=unit.name, stamp=stamp)
    response = HttpResponse(content, content_type=MIME)
    name = f"{unit.name}-{ends_on:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
def sheet(request: PortalRequest, pk: int) -> HttpResponse:
    """How far the reading is, then the outcome of every line."""
    shown = access.visible_sheet(request.user, pk)
    if shown.is_reading:
        template = "sheets/reading.html#progress" if request.htmx else "sheets/reading.html"
        return render(request, template, {"sheet": shown})
    if request.htmx:
        return HttpResponseClientRefresh()
    context = pages.sheet_page(shown, request.user, request.GET)
    return render(request, "sheets/sheet.html", context)


@require_GET
def original(request: PortalRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    shown = access.visible_sheet(request.user, pk)
    return FileResponse(shown.file.open("rb"), as_attachment=True, filename=shown.name)


@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    shown = access.editable_sheet(request.user, pk)
    submit = request.POST.get("then") == "submit"
    try:
        services.confirm_sheet(
            sheet_id=shown.pk, submit=submit, by=request.user, now=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, _saved(submit=submit))
    return redirect("sheets:sheet", shown.pk)


def _saved(*, submit: bool) -> str:
    if submit:
        return _("Everything was saved and waits for review.")
    return _("Everything was saved as drafts. Nothing has been submitted yet.")


@require_POST
def again(request: PortalRequest, pk: int) -> HttpResponse:
    shown = access.editable_sheet(request.user, pk)
    try:
        services.read_again(sheet_id=shown.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        ring(JOB)
    return redirect("sheets:sheet", shown.pk)
