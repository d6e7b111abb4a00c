import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.response import Response

from core.calendar import end_of
from core.rest import AS_OF_PARAMETER, AsOfFilter, AsOfViews, DayFilter, KeyFilter, asked_day
from core.rest.resources import Resource
from indicators import access
from indicators.models import Family, Forecast, Measurement, Target, TargetVerdict
from indicators.serializers import ForecastOut, MeasurementOut, TargetOut, VerdictOut
from units.http import ApiRequest


class TargetFilter(django_filters.FilterSet):
    plan = KeyFilter()
    indicator = KeyFilter()
    lead_unit = KeyFilter()

    family = django_filters.ChoiceFilter(field_name="indicator__family", choices=Family.choices)
    due_on = DayFilter(field_name="known_due_on")
    as_of = AsOfFilter()

    class Meta:
        model = Target
        fields = ("nature",)


class VerdictFilter(django_filters.FilterSet):
    as_of = AsOfFilter()

    class Meta:
        model = Target
        fields = ()


@extend_schema_view(retrieve=extend_schema(parameters=[AS_OF_PARAMETER]))
class TargetViewSet(AsOfViews, Resource[Target]):
    """The numbers that plans promise."""

    queryset = Target.objects.none()
    serializer_class = TargetOut
    filterset_class = TargetFilter
    follows_trail = True
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Target]:
        targets, on = access.visible_targets(self.request.user), self.past_day()
        targets = targets.as_known_now() if on is None else targets.as_known_on(on)
        targets = targets.select_related("indicator", "lead_unit")
        return targets.with_latest_value(on=on or timezone.localdate()).in_document_order()

    @extend_schema(responses=MeasurementOut(many=True))
    @action(detail=True, filterset_class=None)
    def measurements(self, request: ApiRequest, pk: int) -> Response:
        """Every value that was ever reported, superseded ones included, oldest period first."""
        values = Measurement.objects.filter(target=self.get_object())
        values = values.order_by("period_ends_on", "recorded_at")
        page = self.paginate_queryset(values)  # type: ignore[arg-type]  # not of targets
        return self.get_paginated_response(MeasurementOut(page, many=True).data)

    @extend_schema(parameters=[AS_OF_PARAMETER], responses=VerdictOut(many=True))
    @action(detail=True, filterset_class=VerdictFilter)
    def verdicts(self, request: ApiRequest, pk: int) -> Response:
        """How it stood at each closing date, the newest first, with all that it was judged by."""
        day = asked_day(request)
        rows = TargetVerdict.objects.as_known_on(day).filter(target=self.get_object())
        rows = rows.select_related("overridden_by").order_by("-closing_on")
        page = self.paginate_queryset(rows)  # type: ignore[arg-type]  # not of targets
        return self.get_paginated_response(VerdictOut(page, many=True).data)

    @extend_schema(parameters=[AS_OF_PARAMETER], responses=ForecastOut(many=True))
    @action(detail=True, filterset_class=VerdictFilter)
    def forecasts(self, request: ApiRequest, pk: int) -> Response:
        """What it probably reaches: the newest as known on the day first, then what was said
        before. Empty as long as nothing was computed."""
        rows = Forecast.objects.filter(target=self.get_object())
        rows = rows.filter(recorded_at__lt=end_of(asked_day(request)))
        rows = rows.select_related("target__indicator").order_by("-recorded_at", "-pk")
        page = self.paginate_queryset(rows)  # type: ignore[arg-type]  # not of targets
        return self.get_paginated_response(ForecastOut(page, many=True).data)
