"""A person's own file with everything marked in it: asked for, waited for, fetched."""

from pathlib import PurePath

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from core.bell import ring
from core.errors import RuleBroken
from core.work import WorkState
from sheets import access, services, wording
from sheets.marker.troubles import MOST_NOTES
from units.http import PortalRequest

# What comes back as it was, but for the marks; everything else comes back as .xlsx.
KEPT = ("xlsx", "xlsm")


@require_safe
def marked(request: PortalRequest, pk: int) -> HttpResponse:
    """How far the copy is; the worker's child is not waited for here."""
    sheet = access.visible_sheet(request.user, pk)
    copy = sheet.copies.filter(language=get_language()).first()
    if request.htmx and not (copy and copy.is_working):
        return HttpResponseClientRefresh()
    context = {
        "sheet": sheet,
        "copy": copy,
        "refusal": wording.refusal(copy.refusal) if copy else "",
        "failed": copy is not None and copy.work_state == WorkState.FAILED,
        "converted": sheet.format not in KEPT,
        "most_notes": MOST_NOTES,
    }
    template = "sheets/marked.html#progress" if request.htmx else "sheets/marked.html"
    return render(request, template, context)


@require_POST
def make_copy(request: PortalRequest, pk: int) -> HttpResponse:
    """Whoever sees the sheet may have it marked."""
    sheet = access.visible_sheet(request.user, pk)
    language = get_language() or ""
    try:
        services.ask_for_copy(
            sheet_id=sheet.pk, language=language, by=request.user, now=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("sheets:sheet", sheet.pk)
    ring("sheets.make_copies")
    return redirect("sheets:marked", sheet.pk)


@require_safe
def marked_file(request: PortalRequest, pk: int) -> FileResponse:
    """The copy itself, in the language of the page."""
    sheet = access.visible_sheet(request.user, pk)
    copy = get_object_or_404(sheet.copies.exclude(file=""), language=get_language())
    name = _("%(file)s, marked") % {"file": PurePath(sheet.name).stem}
    ending = sheet.format if sheet.format in KEPT else KEPT[0]
    return FileResponse(copy.file.open("rb"), as_attachment=True, filename=f"{name}.{ending}")
