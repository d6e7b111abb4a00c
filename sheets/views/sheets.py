"""One sheet: how far it is, what became of its lines, and what a person does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from core.bell import ring
from core.errors import RuleBroken
from sheets import access, pages, services
from sheets.forms import decisions, figures, places
from sheets.models import Sheet, Stage
from sheets.views.asking import answer_page
from sheets.views.handing_in import JOB
from units.http import PortalRequest


@require_safe
def sheet(request: PortalRequest, pk: int) -> HttpResponse:
    """How far the worker is; then what is asked, or the outcome of every line."""
    shown = access.visible_sheet(request.user, pk)
    if shown.is_working:
        template = "sheets/working.html#progress" if request.htmx else "sheets/working.html"
        context = pages.working(shown, request.user, now=timezone.now())
        return render(request, template, context)
    if request.htmx:
        return HttpResponseClientRefresh()
    if shown.stage == Stage.ASKING:
        return answer_page(request, shown)
    context = pages.sheet_page(shown, request.user, request.GET)
    return render(request, "sheets/sheet.html", context)


@require_GET
def original(request: PortalRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    shown = access.visible_sheet(request.user, pk)
    return FileResponse(shown.file.open("rb"), as_attachment=True, filename=shown.name)


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep what was chosen and explained on one page of lines."""
    choices, explanations = decisions(request.POST)
    said: dict[str, Any] = {
        "choices": choices,
        "explanations": explanations,
        "explain_all": request.POST.get("explain_all", ""),
    }

    def keep(shown: Sheet) -> str:
        services.decide_lines(sheet_id=shown.pk, **said, by=request.user, now=timezone.now())
        return _("Your decisions are kept. Nothing has been saved yet.")

    return _act(request, pk, keep)


@require_POST
def name_lines(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody says what lines are about that nobody knew, or which figure of a sentence counts;
    the sheet is read again with that. What else was decided on the page is kept."""
    said: dict[str, Any] = {"lines": places(request.POST), "figures": figures(request.POST)}
    act: dict[str, Any] = {"by": request.user, "now": timezone.now()}

    def read(shown: Sheet) -> str:
        if not any(said.values()):
            raise RuleBroken(_("Choose what is meant first."))
        choices, explanations = decisions(request.POST)
        services.decide_lines(sheet_id=shown.pk, choices=choices, explanations=explanations, **act)
        services.answer_sheet(sheet_id=shown.pk, **said, **act)
        ring(JOB)
        return ""

    return _act(request, pk, read)


@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    submit = request.POST.get("then") == "submit"
    only_good = "only_good" in request.POST

    def save(shown: Sheet) -> str:
        services.confirm_sheet(
            sheet_id=shown.pk,
            submit=submit,
            only_good=only_good,
            by=request.user,
            now=timezone.now(),
        )
        ring(JOB)
        return ""

    return _act(request, pk, save)


@require_POST
def again(request: PortalRequest, pk: int) -> HttpResponse:
    def read(shown: Sheet) -> str:
        services.read_again(sheet_id=shown.pk, by=request.user, now=timezone.now())
        ring(JOB)
        return ""

    return _act(request, pk, read)


@require_POST
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    def stop(shown: Sheet) -> str:
        services.cancel_sheet(sheet_id=shown.pk, by=request.user, now=timezone.now())
        return _("This was broken off. Nothing was saved.")

    return _act(request, pk, stop)


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    def take_back(shown: Sheet) -> str:
        services.withdraw_sheet(sheet_id=shown.pk, by=request.user, now=timezone.now())
        return _("Everything that this sheet had saved was taken back.")

    return _act(request, pk, take_back)


def _act(request: PortalRequest, pk: int, act: Callable[[Sheet], str]) -> HttpResponse:
    """Do something with a sheet and go back to its page, with a sentence about it."""
    shown = access.editable_sheet(request.user, pk)
    try:
        sentence = act(shown)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        if sentence:
            messages.success(request, sentence)
    query = request.GET.urlencode()
    address = redirect("sheets:sheet", shown.pk)
    if query:
        address["Location"] += f"?{query}"
    return address
