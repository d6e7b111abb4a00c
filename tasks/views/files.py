from functools import partial

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.as_of import as_of
from core.tables import answer
from tasks import exports, queries
from tasks.queries import coordination, extensions
from tasks.views.coordination import day_and_calendar
from tasks.views.lists import TITLES, list_asked
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES, CITY_WIDE_ROLES, UNIT_ROLES


@require_safe
def coordinations_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    filters, when = coordination.Filters.read(request.GET), day_and_calendar(as_of(request))
    table = partial(exports.coordination_table, request.user, filters, when)
    back, now = reverse("tasks:coordinations"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back, read=(filters,))


@require_safe
def extensions_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    table = partial(exports.extension_table, extensions.listed(request.user, request.GET))
    back, now = reverse("tasks:extensions"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back)


@require_safe
def waiting_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    waiting = coordination.waiting(request.user)
    table = partial(exports.waiting_table, waiting, day_and_calendar())
    back, now = reverse("tasks:coordinations-waiting"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back)


@require_safe
def office_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *CITY_WIDE_ROLES)
    name = list_asked(request)
    table = partial(
        exports.office_table, str(TITLES[name]), queries.office_tasks(request.user, name)
    )
    back, now = reverse("tasks:office"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back)


@require_safe
def receipts_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *UNIT_ROLES)
    table = partial(exports.receipt_table, queries.to_receive(request.user))
    back, now = reverse("tasks:to-receive"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back)
