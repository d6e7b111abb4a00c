from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django_filters
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest import (
    AS_OF_PARAMETER,
    AsOfFilter,
    AsOfViews,
    DayFilter,
    FlagFilter,
    KeyFilter,
    StrictIn,
    read,
    read_shape,
)
from core.rest.problems import invalid
from core.rest.resources import Resource
from reports import access, queries, services, wording
from reports.api import batches
from reports.models import Report, ReportQuerySet, ReportState
from reports.queries import Filters
from reports.rules import Invalid
from reports.serializers import (
    BatchDocIn,
    BatchIn,
    BatchOut,
    ContentIn,
    CorrectIn,
    ReportDetailOut,
    ReportOut,
    ReturnIn,
    RevisionIn,
    UnchangedIn,
)
from units.http import ApiRequest


class ReportFilter(django_filters.FilterSet):
    plan = KeyFilter(field_name="period__plan")
    unit = KeyFilter()
    task = KeyFilter(field_name="assignment__task")
    target = KeyFilter()
    period = DayFilter(field_name="period__ends_on", label="the closing date of the period")
    state = django_filters.ChoiceFilter(field_name="known_state", choices=ReportState.choices)
    overdue = FlagFilter(label="not sent though its deadline has passed")
    as_of = AsOfFilter()

    class Meta:
        model = Report
        fields = ()


class ReportViewSet(AsOfViews, Resource[Report]):
    """What units report about their tasks and targets, newest period first."""

    queryset = Report.objects.none()
    serializer_class = ReportOut
    filterset_class = ReportFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> ReportQuerySet:
        on = self.past_day()
        reports = queries.all_reports(self.request.user, Filters(), on=on).with_sent_late(on=on)
        if on is None:
            return reports.with_overdue(now=timezone.now())
        return reports.annotate(overdue=F("known_overdue"))

    @extend_schema(responses=ReportDetailOut, parameters=[AS_OF_PARAMETER])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A report with everything that was sent and what the reviewer said about it."""
        return self._answer(kwargs["pk"])

    @extend_schema(request=BatchDocIn, responses=BatchOut)
    @action(detail=False, methods=["post"], filterset_class=None)
    def batch(self, request: Request) -> HttpResponse:
        """Keep or send many contents at once. Everything that is wrong is told for every line.

        Nothing is written where a line is refused, unless `only_good` is wanted.
        """
        wish = read(BatchIn, self.request)
        told = batches.filed(wish, **self._act())
        if told["written"] or wish["check_only"]:
            return Response(told)
        wrong = {place: line["errors"] for place, line in enumerate(told["reports"])}
        return invalid({"reports": wrong}, **told).answer(request)

    @extend_schema(request=ContentIn, responses=ReportDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def save(self, request: ApiRequest, pk: int) -> Response:
        """Keep a draft; the reviewer does not see it yet."""
        return self._write(services.save_draft, pk)

    @extend_schema(request=ContentIn, responses=ReportDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def submit(self, request: ApiRequest, pk: int) -> Response:
        """Send this content to whoever reviews it; what looks doubtful needs an explanation."""
        return self._write(services.submit_report, pk)

    @extend_schema(request=UnchangedIn, responses=ReportDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def unchanged(self, request: ApiRequest, pk: int) -> Response:
        """Send last period's words again, as unchanged."""
        report = access.editable_report(self.request.user, pk)
        wish = read(UnchangedIn, self.request)
        with self._faults_told(report):
            services.report_unchanged(report_id=report.pk, **wish, **self._act(), origin="api")
        return self._answer(report.pk)

    @extend_schema(request=CorrectIn, responses=ReportDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def correct(self, request: ApiRequest, pk: int) -> Response:
        """Ask the supervision office to let another version count; until then the old one does."""
        report = access.editable_report(self.request.user, pk)
        wish = read_shape(CorrectIn, self.request)
        facts = {name: wish.validated_data[name] for name in ("revision", "reason")}
        facts["content"] = wish.content
        with self._faults_told(report):
            services.correct_report(report_id=report.pk, **facts, **self._act(), origin="api")
        return self._answer(report.pk)

    @extend_schema(request=RevisionIn, responses=ReportDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def approve(self, request: ApiRequest, pk: int) -> Response:
        """Pass it on, or let it count for its task or target. Nobody approves what they wrote."""
        return self._review(services.approve_report, RevisionIn, pk)

    @extend_schema(operation_id="reports_return", request=ReturnIn, responses=ReportDetailOut)
    @action(detail=True, methods=["post"], url_path="return", filterset_class=None)
    def give_back(self, request: ApiRequest, pk: int) -> Response:
        """Give the report back to the unit, with what it has to mend."""
        return self._review(services.return_report, ReturnIn, pk)

    def _write(self, verb: Callable[..., Report], pk: int) -> Response:
        report = access.editable_report(self.request.user, pk)
        wish = read_shape(ContentIn, self.request)
        facts = {"revision": wish.validated_data["revision"], "content": wish.content}
        with self._faults_told(report):
            verb(report_id=report.pk, **facts, **self._act(), origin="api")
        return self._answer(report.pk)

    @contextmanager
    def _faults_told(self, report: Report) -> Iterator[None]:
        """Field by field, with the doubts that wait for an explanation."""
        try:
            yield
        except Invalid as broken:
            faults = broken.faults[report.pk]
            told = {name: [wording.fault(code)] for name, code in faults.items()}
            if "explanation" in told:
                told["explanation"] += wording.doubts(broken.warnings.get(report.pk, {}))
            raise ValidationError(told) from broken

    def _review(self, verb: Callable[..., Report], shape: type[StrictIn], pk: int) -> Response:
        report = access.decidable_report(self.request.user, pk)
        verb(report_id=report.pk, **read(shape, self.request), **self._act())
        return self._answer(report.pk)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int) -> Response:
        report = get_object_or_404(self.get_queryset(), pk=pk)
        on, now = self.past_day(), timezone.now()
        sheet = queries.report_sheet(self.request.user, pk, now=now, on=on)
        # ReportDetailOut looks for them there.
        vars(report).update(versions=sheet.versions, draft=sheet.draft)
        return Response(ReportDetailOut(report).data)
