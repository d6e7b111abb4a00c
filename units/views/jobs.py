"""How the scheduled jobs fare."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core import health, job_runs
from units import access
from units.http import PortalRequest


@require_safe
def job_list(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, *access.JOB_WATCHERS)
    now = timezone.now()
    context = {
        "lines": job_runs.job_lines(now=now),
        "backlogs": job_runs.backlogs(now=now),
        "beat": health.beat(now=now),
        "now": now,
    }
    return render(request, "units/jobs.html", context)
