from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.bell import ring
from core.rest import DayFilter, FlagFilter, KeyFilter, NothingIn, read, read_shape
from core.rest.resources import Resource
from reports import access, queries, services
from reports.models import Period, ReportingRule, ReviewSteps
from reports.serializers import PeriodOut, ReportingRuleOut, RuleIn
from units.http import ApiRequest


class PeriodFilter(django_filters.FilterSet):
    plan = KeyFilter()
    rule = KeyFilter()
    ends_on = DayFilter()
    opened = FlagFilter(method="of_opened", label="reports are expected for it")

    class Meta:
        model = Period
        fields = ()

    def of_opened(self, periods: QuerySet[Period], _name: str, value: bool) -> QuerySet[Period]:
        return periods.filter(opened_at__isnull=not value)


class PeriodViewSet(Resource[Period]):
    """When reports are about what and due by when, a year ahead; newest closing date first."""

    queryset = Period.objects.none()
    serializer_class = PeriodOut
    filterset_class = PeriodFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Period]:
        return access.visible_periods(self.request.user).order_by("-ends_on", "pk")


class ReportingRuleFilter(django_filters.FilterSet):
    plan = KeyFilter()
    task = KeyFilter()
    target = KeyFilter()
    unit = KeyFilter()

    class Meta:
        model = ReportingRule
        fields = ("frequency",)


class ReportingRuleViewSet(Resource[ReportingRule]):
    """How often is reported and by when. The nearest rule counts: a task's or target's own, then
    its unit's, then the plan's."""

    queryset = ReportingRule.objects.none()
    serializer_class = ReportingRuleOut
    filterset_class = ReportingRuleFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[ReportingRule]:
        return access.visible_rules(self.request.user).order_by("plan", "pk")

    @extend_schema(request=RuleIn, responses={201: ReportingRuleOut})
    def create(self, request: ApiRequest) -> Response:
        """Set a rule. What has opened keeps its dates."""
        access.require_rhythm(request.user)
        wish = read_shape(RuleIn, request)
        given = wish.validated_data
        plan = access.plan_with_rhythm(request.user, given["plan"])
        scope = queries.scope_of(plan, given)
        review = ReviewSteps(given["review"]) if "review" in given else None
        act: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        rule = services.set_rule(scope=scope, rule=wish.rule, review=review, **act)
        ring("reports.open_periods")
        return Response(ReportingRuleOut(rule).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ReportingRuleOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def end(self, request: ApiRequest, pk: int) -> Response:
        """Let the wider rule count again."""
        rule = access.rule_to_end(request.user, pk)
        read(NothingIn, request)
        ended = services.end_rule(rule_id=rule.pk, by=request.user, now=timezone.now())
        return Response(ReportingRuleOut(ended).data)
