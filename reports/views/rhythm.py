"""The office sets the rhythm of a plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import access, queries, services
from reports.forms import RhythmForm
from units.http import PortalRequest


def rhythm(request: PortalRequest, pk: int) -> HttpResponse:
    plan = access.plan_with_rhythm(request.user, pk)
    now = timezone.now()
    shown = queries.rhythm(plan, on=timezone.localtime(now).date())
    form = RhythmForm(request.POST or None, initial={"deadline_day": shown.deadline_day})
    if request.method == "POST" and form.is_valid():
        services.set_rhythm(plan_id=plan.pk, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("Saved. It counts for periods that have not opened yet."))
        return redirect("reports:rhythm", plan.pk)
    return render(request, "reports/rhythm.html", {"plan": plan, "rhythm": shown, "form": form})
