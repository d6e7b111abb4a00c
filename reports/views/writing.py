"""A unit writes one report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import RuleBroken, Stale
from reports import access, queries, services
from reports.forms import ContentForm, ReviewOneForm
from reports.models import Report
from reports.views.lists import UNPROCESSABLE, report_page
from units.http import PortalRequest


@require_POST
def write(request: PortalRequest, pk: int) -> HttpResponse:
    """Save a draft or submit. Whatever goes wrong, what was typed stays in the form."""
    found = access.editable_report(request.user, pk)
    submit = request.POST.get("act") == "submit"
    form = ContentForm(request.POST, about=found.about, submit=submit)
    if form.is_valid() and _write(request, found, form):
        return redirect("reports:mine") if submit else redirect("reports:report", pk)
    sheet = queries.report_sheet(request.user, pk, now=timezone.now())
    return report_page(request, sheet, form, ReviewOneForm(), status=UNPROCESSABLE)


def _write(request: PortalRequest, found: Report, form: ContentForm) -> bool:
    verb = services.submit_report if form.submit else services.save_draft
    facts = {"report_id": found.pk, "revision": form.cleaned_data["revision"]}
    try:
        verb(**facts, content=form.content, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        if isinstance(broken, Stale):
            form.renew(Report.objects.only("revision").get(pk=found.pk).revision)
        return False
    if form.submit:
        messages.success(request, _("Submitted. The reviewer of your unit can see it now."))
    else:
        messages.success(request, _("The draft is saved. Submit it before the deadline."))
    return True
