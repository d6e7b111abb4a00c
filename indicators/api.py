from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from indicators import access
from indicators.models import Target
from indicators.serializers import MeasurementOut, TargetOut


class TargetViewSet(ReadOnlyModelViewSet[Target]):
    """The numbers that plans promise."""

    queryset = Target.objects.none()
    serializer_class = TargetOut
    filterset_fields = ("plan", "indicator", "lead_unit", "nature", "due_on")

    def get_queryset(self) -> QuerySet[Target]:
        targets = access.visible_targets(self.request.user).select_related("indicator", "lead_unit")
        return targets.with_latest_value(on=timezone.localdate()).in_document_order()

    @extend_schema(responses=MeasurementOut(many=True), filters=False)
    @action(detail=True)
    def measurements(self, request: Request, pk: str) -> Response:
        """Every value that was ever reported, superseded ones included, oldest period first."""
        values = self.get_object().measurements.order_by("period_ends_on", "recorded_at")
        page = self.paginate_queryset(values)
        return self.get_paginated_response(MeasurementOut(page, many=True).data)
