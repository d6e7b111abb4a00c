"""A plan is closed, reopened or archived."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import BIGGEST_KEY, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Address
from plans import services
from plans.access import plan_to_move, visible_plan
from plans.models import Plan
from plans.rules import PlanVerb
from tasks.rules.texts import TEXT_LIMIT
from units.http import ApiRequest
from units.rules import OFFICE_ROLES

SERVICES: dict[PlanVerb, Callable[..., Plan]] = {
    PlanVerb.CLOSE: services.close_plan,
    PlanVerb.REOPEN: services.reopen_plan,
    PlanVerb.ARCHIVE: services.archive_plan,
}


class PlanReasonIn(StrictIn):
    reason = serializers.CharField(max_length=TEXT_LIMIT)


class SuperiorPlanIn(StrictIn):
    superior = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY)


class PlanMovedOut(Out):
    class Meta:
        model = Plan
        fields = ("id", "state")


class PlanStepViewSet(Address, GenericViewSet[Plan]):
    """What the office does with a whole plan."""

    queryset = Plan.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="plans_close", request=PlanReasonIn, responses=PlanMovedOut)
    @action(detail=True, methods=["post"])
    def close(self, request: ApiRequest, pk: int) -> Response:
        """No more reports and no more tasks; what runs can still be brought to its end."""
        return self._move(request, pk, PlanVerb.CLOSE)

    @extend_schema(operation_id="plans_reopen", request=PlanReasonIn, responses=PlanMovedOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: ApiRequest, pk: int) -> Response:
        """The plan goes on; its reports are expected again from the running period on."""
        return self._move(request, pk, PlanVerb.REOPEN)

    @extend_schema(operation_id="plans_archive", request=PlanReasonIn, responses=PlanMovedOut)
    @action(detail=True, methods=["post"])
    def archive(self, request: ApiRequest, pk: int) -> Response:
        """Nothing moves in the plan any more."""
        return self._move(request, pk, PlanVerb.ARCHIVE)

    @extend_schema(operation_id="plans_link", request=SuperiorPlanIn, responses={204: None})
    @action(detail=True, methods=["post"], url_path="superior/link")
    def link(self, request: ApiRequest, pk: int) -> Response:
        """The plan implements the superior one."""
        return self._tie(request, pk, services.link_superior_plan)

    @extend_schema(operation_id="plans_unlink", request=SuperiorPlanIn, responses={204: None})
    @action(detail=True, methods=["post"], url_path="superior/unlink")
    def unlink(self, request: ApiRequest, pk: int) -> Response:
        """The plan does not implement it after all."""
        return self._tie(request, pk, services.unlink_superior_plan)

    def _tie(self, request: ApiRequest, pk: int, verb: Callable[..., Plan]) -> Response:
        plan = visible_plan(request.user, pk)
        if not request.user.has_role(OFFICE_ROLES):
            raise PermissionDenied
        above = visible_plan(request.user, read(SuperiorPlanIn, request)["superior"])
        facts = {"plan_id": plan.pk, "superior_id": above.pk}
        verb(**facts, by=request.user, now=timezone.now())
        return Response(status=204)

    def _move(self, request: ApiRequest, pk: int, verb: PlanVerb) -> Response:
        plan = plan_to_move(request.user, pk)
        wish = read(PlanReasonIn, request)
        moved = SERVICES[verb](plan_id=plan.pk, **wish, by=request.user, now=timezone.now())
        return Response(PlanMovedOut(moved).data)
