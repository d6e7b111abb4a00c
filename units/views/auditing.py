"""The audit trail."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core import audit, audit_check
from core.paging import page_of
from units import access, queries
from units.http import PortalRequest
from units.rules import Role


@require_safe
def audit_trail(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, Role.AUDITOR)
    checked = "check" in request.GET
    context = {
        "page": page_of(queries.audit_entries(request.GET), request.GET),
        "checked": checked,
        "broken": audit.first_break() if checked else None,
        "last": queries.last_check(),
        "stale": audit_check.trouble(now=timezone.now()),
    }
    return render(request, "units/audit.html", context)
