"""Waivers, the closing of periods, and files that prove a report, for programs."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import BIGGEST_KEY, DayField, KeyFilter, NothingIn, StrictIn, UploadField, read
from core.rest.out import Out
from core.rest.resources import Address, Resource
from reports import access, queries, services
from reports.models import Period, Report, Waiver
from reports.rules import Content
from reports.serializers import PeriodOut
from reports.serializers.reports import EvidenceOut
from reports.services import Papers
from units.http import ApiRequest

SUBJECTS = ("task", "target", "unit")


def _key(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY, **more)


class WaiverOut(Out):
    """Who need not report on what, from when until when."""

    class Meta:
        model = Waiver
        fields = (
            "id",
            "plan",
            "task",
            "target",
            "unit",
            "starts_on",
            "ends_on",
            "reason",
            "given_at",
            "ended_at",
        )


class WaiverIn(StrictIn):
    """For the plan, or for one task, target or unit of it; a unit may stand beside a task."""

    plan = _key()
    task = _key(required=False, allow_null=True)
    target = _key(required=False, allow_null=True)
    unit = _key(required=False, allow_null=True)
    starts_on = DayField()
    ends_on = DayField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=200)


class CloseIn(StrictIn):
    """`missing` is how many reports were missing when somebody looked."""

    missing = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY)


class ReopenIn(StrictIn):
    reason = serializers.CharField(max_length=200)


class EvidenceIn(StrictIn):
    """Files for the draft of a report, and those that no longer belong to it."""

    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    files = serializers.ListField(child=UploadField(), default=list)
    drop = serializers.ListField(child=_key(), default=list)


class AttachedOut(serializers.Serializer):
    revision = serializers.IntegerField()
    evidence = EvidenceOut(many=True)


class WaiverFilter(django_filters.FilterSet):
    plan = KeyFilter()

    class Meta:
        model = Waiver
        fields = ()


class WaiverViewSet(Resource[Waiver]):
    """Who need not report on what for a time; kept by the office, newest first."""

    queryset = Waiver.objects.none()
    serializer_class = WaiverOut
    filterset_class = WaiverFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Waiver]:
        access.require_rhythm(self.request.user)
        return Waiver.objects.order_by("-pk")

    @extend_schema(request=WaiverIn, responses={201: WaiverOut})
    def create(self, request: ApiRequest) -> Response:
        """Excuse from the periods that close between these days; what was sent stands."""
        access.require_rhythm(request.user)
        wish = read(WaiverIn, request)
        plan = access.plan_with_rhythm(request.user, wish.pop("plan"))
        scope = queries.scope_of(plan, {name: wish.pop(name, None) for name in SUBJECTS})
        made = services.give_waiver(scope=scope, **wish, **_act(request))
        return Response(WaiverOut(made).data, status=201)

    @extend_schema(request=None, responses=WaiverOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def end(self, request: ApiRequest, pk: int) -> Response:
        """What is not due yet is asked for again."""
        waiver = access.waiver_to_end(request.user, pk)
        read(NothingIn, request)
        return Response(WaiverOut(services.end_waiver(waiver_id=waiver.pk, **_act(request))).data)


class PeriodActViewSet(Address, GenericViewSet[Period]):
    """Periods are closed and opened again."""

    queryset = Period.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="periods_close", request=CloseIn, responses=PeriodOut)
    @action(detail=True, methods=["post"])
    def close(self, request: ApiRequest, pk: int) -> Response:
        """Nothing is sent for it any more; what must still change is a correction."""
        period = access.period_to_close(request.user, pk)
        seen = read(CloseIn, request)["missing"]
        done = services.close_period(period_id=period.pk, seen=seen, **_act(request))
        return Response(PeriodOut(done).data)

    @extend_schema(operation_id="periods_reopen", request=ReopenIn, responses=PeriodOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: ApiRequest, pk: int) -> Response:
        """Units may send again."""
        period = access.period_to_close(request.user, pk)
        wish = read(ReopenIn, request)
        done = services.reopen_period(period_id=period.pk, **wish, **_act(request))
        return Response(PeriodOut(done).data)


class EvidenceViewSet(Address, GenericViewSet[Report]):
    """Files that prove what a report says."""

    queryset = Report.objects.none()
    lookup_value_converter = "int"

    @extend_schema(
        operation_id="reports_attach",
        request={"multipart/form-data": EvidenceIn},
        responses=AttachedOut,
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    def evidence(self, request: ApiRequest, pk: int) -> Response:
        """Attach files to the draft, which keeps its words, and leave out others."""
        report = access.editable_report(request.user, pk)
        wish = read(EvidenceIn, request)
        saved = services.save_draft(
            report_id=report.pk,
            revision=wish["revision"],
            content=self._draft(request, report),
            papers=Papers(add=wish["files"], drop=wish["drop"]),
            origin="api",
            **_act(request),
        )
        files = saved.submissions.order_by("-version")[0].evidence.order_by("pk")
        return Response(AttachedOut({"revision": saved.revision, "evidence": files}).data)

    @extend_schema(operation_id="reports_evidence", responses={200: OpenApiTypes.BINARY})
    @action(detail=True, url_path="evidence/<int:evidence_id>")
    def file(self, request: ApiRequest, pk: int, evidence_id: int) -> FileResponse:
        """The file as it came."""
        found = access.evidence_of(request.user, pk, evidence_id)
        return FileResponse(
            found.file.open("rb"),
            as_attachment=True,
            filename=found.name,
            content_type="application/octet-stream",
        )

    def _draft(self, request: ApiRequest, report: Report) -> Content:
        sheet = queries.report_sheet(request.user, report.pk, now=timezone.now())
        return sheet.draft.content if sheet.draft else Content()


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
