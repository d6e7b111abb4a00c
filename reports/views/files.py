"""The lists of reports as files, with the filters of their pages."""

from functools import partial

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from core.as_of import Moment
from core.tables import answer
from reports import exports, queries
from reports.models import ReportQuerySet
from reports.queries import Filters
from units import rules
from units.access import require_role
from units.http import PortalRequest
from units.rules import Role


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
        read=(filters,),
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
        read=(filters,),
    )


@require_safe
def mine_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, Role.REPORTER)
    filters = Filters.read(request.GET)
    reports = queries.to_write(request.user, filters)
    title = pgettext("file", "Reports to write")
    return _desk(request, ending, title, reports, filters, back="reports:mine")


@require_safe
def review_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, Role.REVIEWER)
    filters = Filters.read(request.GET)
    reports = queries.to_review(request.user, filters)
    title = pgettext("file", "Reports to review")
    return _desk(request, ending, title, reports, filters, back="reports:review")


@require_safe
def office_review_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *rules.OFFICE_ROLES)
    filters = Filters.read(request.GET)
    reports = queries.to_adopt(request.user, filters)
    title = pgettext("file", "Reports to adopt")
    return _desk(request, ending, title, reports, filters, back="reports:office-review")


def _desk(
    request: PortalRequest,
    ending: str,
    title: str,
    reports: ReportQuerySet,
    filters: Filters,
    *,
    back: str,
) -> HttpResponseBase:
    now = timezone.now()
    table = partial(exports.desk_table, title, reports, now=now)
    return answer(request, ending, table=table, now=now, back=reverse(back), read=(filters,))
