"""The lists of reports as files, with the filters of their pages."""

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.as_of import Moment
from core.tables import answer
from reports import exports, queries
from reports.queries import Filters
from units import rules
from units.access import require_role
from units.http import PortalRequest


@require_safe
def report_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *rules.BUSINESS_ROLES)
    filters, now = Filters.read(request.GET), timezone.now()
    moment = Moment.read(request, now=now)
    reports = queries.all_reports(request.user, filters, on=moment.past)
    return answer(
        request,
        ending,
        table=lambda: exports.report_table(reports, moment, now=now),
        now=now,
        back=reverse("reports:list"),
    )


@require_safe
def late_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *rules.BUSINESS_ROLES)
    filters, now = Filters.read(request.GET), timezone.now()
    moment = Moment.read(request, now=now)
    reports = queries.overdue(request.user, filters, now=moment.until, on=moment.past)
    return answer(
        request,
        ending,
        table=lambda: exports.late_table(reports, moment, now=now),
        now=now,
        back=reverse("reports:late"),
    )
