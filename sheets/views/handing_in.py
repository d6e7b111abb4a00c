"""Workbooks go out and sheets come in."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST, require_safe

from core.bell import ring
from core.errors import RuleBroken
from core.paging import page_of
from sheets import access, pages, queries, services, wording
from sheets.forms import CarryForm, FileForm, UploadForm
from sheets.models import Kind
from sheets.queries import ClosingDate
from sheets.writing import MIME, VERSION, Stamp, write_workbook
from units.http import PortalRequest
from units.models import Unit

JOB = "sheets.read_sheets"
# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


@require_safe
def index(request: PortalRequest) -> HttpResponse:
    """The workbooks to fetch, and what became of those that came back."""
    units = access.reporting_units(request.user)
    dates = queries.closing_dates(units, now=timezone.now())
    return _index(request, UploadForm(units=units, dates=dates), units=units, dates=dates)


def _index(
    request: PortalRequest,
    form: UploadForm,
    *,
    units: list[Unit],
    dates: list[ClosingDate],
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "many_units": len(units) > 1,
        "dates": dates,
        "page": page_of(queries.uploads_of(units), request.GET),
    }
    return render(request, "sheets/index.html", context, status=status)


@require_POST
def upload(request: PortalRequest) -> HttpResponse:
    units = access.reporting_units(request.user)
    dates = queries.closing_dates(units, now=timezone.now())
    form = UploadForm(request.POST, request.FILES, units=units, dates=dates)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("unit", "ends_on")}
        if taken := _take(request, form, **facts):
            return taken
    return _index(request, form, units=units, dates=dates, status=UNPROCESSABLE)


@require_safe
def office(request: PortalRequest) -> HttpResponse:
    """Sheets of many units, and sheets that somebody brings for a unit without the network."""
    kinds = access.require_bringer(request.user)
    return _office(request, CarryForm(kinds=kinds))


def _office(request: PortalRequest, form: CarryForm, *, status: int = 200) -> HttpResponse:
    mine = access.visible_sheets(request.user).brought().with_people()
    kinds = access.kinds_of(request.user)
    context = {
        "form": form,
        "page": page_of(mine.order_by("-pk"), request.GET),
        "kinds": kinds,
        **pages.workbooks_to_carry(request.GET, kinds),
    }
    return render(request, "sheets/office.html", context, status=status)


@require_POST
def office_upload(request: PortalRequest) -> HttpResponse:
    kinds = access.require_bringer(request.user)
    form = CarryForm(request.POST, request.FILES, kinds=kinds)
    if form.is_valid():
        told = form.cleaned_data
        facts = {name: told.get(name) for name in ("unit", "carried_for") if told.get(name)}
        if taken := _take(request, form, kind=Kind(told["kind"]), **facts):
            return taken
    return _office(request, form, status=UNPROCESSABLE)


def _take(request: PortalRequest, form: FileForm, **facts: Any) -> HttpResponse | None:
    """Hand the file over to a worker; None where it was not taken, and the form says why."""
    file = form.cleaned_data["file"]
    try:
        receipt = services.receive_sheet(
            file=file, name=file.name, by=request.user, now=timezone.now(), **facts
        )
    except RuleBroken as broken:
        form.add_error("file", broken.sentence)
        return None
    ring(JOB)
    if receipt.again:
        messages.info(request, wording.came_before(receipt.sheet))
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
