"""Where things are held against each other: units by results, plans, the catalogue."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest import AS_OF_PARAMETER, AsOfFilter, AsOfViews, KeyFilter
from core.rest.resources import Address, Resource
from dashboards import access, queries
from dashboards.api.asking import (
    asked_in,
    asked_scope,
    overview_scope,
    piece_of,
    plan_asked,
)
from dashboards.queries.cascade import CascadeAsked
from dashboards.queries.cascade import cascade as cascade_of
from dashboards.queries.indicators import Sought, Wanted, catalogue, indicator_sheet
from dashboards.queries.superior import compared_line
from dashboards.serializers import (
    CascadeIn,
    CascadeOut,
    IndicatorDetailOut,
    IndicatorOut,
    ResultsIn,
    ResultsOut,
    SuperiorIn,
    SuperiorOut,
)
from indicators.access import visible_indicator
from indicators.models import Indicator
from indicators.models import Kind as KindChoice
from indicators.rules import Family
from units.http import ApiRequest


class ResultsView(Address):
    """Units by their results, for the office and the leaders it works for."""

    asks = ResultsIn

    @extend_schema(operation_id="results", parameters=[ResultsIn], responses=ResultsOut)
    def get(self, request: ApiRequest) -> Response:
        """How many of the targets that each unit leads are on pace, and its rank in each family."""
        access.require_city_wide(request.user)
        asked = asked_in(ResultsIn, request)
        scope = overview_scope(request, asked)
        by = Family(asked["by"]) if "by" in asked else None
        found = queries.unit_results(scope, by=by)
        told = {
            "on": scope.on,
            "by": found.by.value,
            "total": len(found.units),
            "units": piece_of(found.units, asked),
        }
        return Response(ResultsOut(told).data)


class CascadeView(Address):
    """A superior plan against its local plans."""

    asks = CascadeIn

    @extend_schema(operation_id="plans_cascade", parameters=[CascadeIn], responses=CascadeOut)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What became of each promise in each local plan: left out, lowered, raised, the same."""
        plan = plan_asked(request.user, pk)
        asked = asked_in(CascadeIn, request)
        wanted = {name: str(value) for name, value in asked.items()}
        scope = asked_scope(request)
        found = cascade_of(scope, plan, CascadeAsked.read(wanted))
        told = {
            "plan": plan.pk,
            "on": scope.on,
            "plans": found.column_page.paginator.count,
            "pages": found.column_page.paginator.num_pages,
            "outcomes": found.kinds,
            "total": len(found.lines),
            "lines": piece_of(found.lines, asked),
        }
        return Response(CascadeOut(told).data)


class SuperiorView(Address):
    """A plan against one of those above it."""

    asks = SuperiorIn

    @extend_schema(operation_id="plans_superior", parameters=[SuperiorIn], responses=SuperiorOut)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What became of the superior plan's promises in this one, and what only this one has."""
        plan = plan_asked(request.user, pk)
        asked = asked_in(SuperiorIn, request)
        wanted = {"superior": str(asked.get("superior", "")), "kind": asked.get("outcome", "")}
        scope = asked_scope(request)
        found = queries.superior_of_plan(scope, plan, wanted)
        told = {
            "plan": plan.pk,
            "on": scope.on,
            "superior": found.superior.pk if found.superior else None,
            "outcomes": found.kinds,
            "total": len(found.rows),
            "lines": [compared_line(row) for row in piece_of(found.rows, asked)],
        }
        return Response(SuperiorOut(told).data)


class IndicatorFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="words of the name")
    kind = django_filters.ChoiceFilter(choices=KindChoice.choices)
    certifying_unit = KeyFilter()
    as_of = AsOfFilter()

    class Meta:
        model = Indicator
        fields = ("family",)


@extend_schema_view(
    retrieve=extend_schema(responses=IndicatorDetailOut, parameters=[AS_OF_PARAMETER])
)
class IndicatorViewSet(AsOfViews, Resource[Indicator]):
    """The catalogue: what is counted, in whichever plan it is promised."""

    queryset = Indicator.objects.none()
    serializer_class = IndicatorOut
    filterset_class = IndicatorFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Indicator]:
        access.require_business(self.request.user)
        return catalogue(asked_scope(self.request), Sought())

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One indicator with all its definitions, over all plans and units."""
        visible_indicator(self.request.user, kwargs["pk"])
        found = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        sheet = indicator_sheet(asked_scope(self.request), found, Wanted())
        found.countings, found.lamps = sheet.countings, sheet.lamps  # type: ignore[attr-defined]  # to be told
        return Response(IndicatorDetailOut(found).data)
