"""What an address asks for, made into what the queries take."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.serializers import Serializer

from core.rest import asked_day
from core.rest.problems import BadParameter
from dashboards.access import require_city_wide
from dashboards.queries.filters import NO_FILTERS, led_by, under
from dashboards.queries.periods import day_of
from dashboards.queries.scope import Scope
from dashboards.serializers import LINES
from plans.access import visible_plans
from plans.models import Plan
from units.access import visible_units
from units.http import ApiRequest
from units.models import Unit, User
from units.queries import leaders

Line = TypeVar("Line", covariant=True)


class Listed(Protocol[Line]):
    """A list, or rows that were not read yet."""

    def __getitem__(self, wanted: slice, /) -> Iterable[Line]: ...


def asked_in(shape: type[Serializer[Any]], request: ApiRequest) -> Mapping[str, Any]:
    """Raises ValidationError for what does not fit the shape."""
    asked = shape(data=request.query_params)
    asked.is_valid(raise_exception=True)
    found: Mapping[str, Any] = asked.validated_data
    return found


def overview_scope(request: ApiRequest, asked: Mapping[str, Any]) -> Scope:
    """Of what `OverviewIn` takes. Raises Http404 for what the caller may not know of."""
    pk = asked.get("plan")
    plan = plan_asked(request.user, pk) if pk is not None else None
    return _filtered(asked_scope(request, plan=plan), asked)


def asked_scope(request: ApiRequest, *, plan: Plan | None = None) -> Scope:
    now, on = timezone.now(), asked_day(request)
    today = on >= timezone.localdate(now)
    return Scope(request.user, on, now=now if today else None, plan=plan)


def plan_asked(user: User, pk: int) -> Plan:
    """Raises Http404 for those who may not know of the plan. Its text is not read."""
    return get_object_or_404(visible_plans(user).defer("source_text"), pk=pk)


def _filtered(scope: Scope, asked: Mapping[str, Any]) -> Scope:
    filters = NO_FILTERS
    if "leader" in asked:
        require_city_wide(scope.user)
        filters = replace(filters, leader=led_by(get_object_or_404(leaders(), pk=asked["leader"])))
    if "unit" in asked:
        unit: Unit = get_object_or_404(visible_units(scope.user), pk=asked["unit"])
        filters = replace(filters, unit=under(unit, below=True))
    if "period" not in asked:
        return replace(scope, filters=filters)
    today, closing_on = scope.on, asked["period"]
    day = day_of(scope, closing_on, today=today)
    if day is None:
        raise BadParameter({"period": [_("This is no closing date of what was asked for.")]})
    now = scope.now if day >= today else None
    return replace(scope, on=day, now=now, filters=replace(filters, period=closing_on))


def piece_of(lines: Listed[Line], asked: Mapping[str, Any]) -> list[Line]:
    """What `offset` asks for."""
    first: int = asked.get("offset", 0)
    return list(lines[first : first + LINES])
