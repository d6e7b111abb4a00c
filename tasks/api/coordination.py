from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.rest import FlagFilter, KeyFilter, read
from core.rest.resources import Resource
from tasks import access
from tasks.models import Coordination, CoordinationStep
from tasks.rules.coordination import CoordinationVerb
from tasks.serializers.coordination import (
    CoordinationHandOnIn,
    CoordinationIn,
    CoordinationOut,
    CoordinationStepIn,
)
from tasks.services import coordinating
from units.access import visible_units
from units.http import ApiRequest
from units.models import Unit, UnitQuerySet


class CoordinationFilter(django_filters.FilterSet):
    task = KeyFilter()
    unit = KeyFilter()
    holder = KeyFilter()
    late = FlagFilter(method="only_late", label="not answered though the day has passed")

    class Meta:
        model = Coordination
        fields = ("state",)

    def only_late(self, requests: Any, _name: str, value: bool) -> Any:
        late = Coordination.objects.late(on=timezone.localdate()).values("pk")
        return requests.filter(pk__in=late) if value else requests.exclude(pk__in=late)


class CoordinationViewSet(Resource[Coordination]):
    """What units ask others to settle, with everything that was done about it."""

    queryset = Coordination.objects.none()
    serializer_class = CoordinationOut
    filterset_class = CoordinationFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Coordination]:
        steps = CoordinationStep.objects.select_related("by", "unit").order_by("pk")
        found = access.visible_coordinations(self.request.user)
        found = found.select_related("unit", "holder", "asked_by")
        return found.prefetch_related(Prefetch("steps", steps)).order_by("-asked_at", "-pk")

    @extend_schema(request=CoordinationIn, responses={201: CoordinationOut})
    def create(self, request: ApiRequest) -> Response:
        """Ask for coordination; the supervision office has it first."""
        wish = read(CoordinationIn, request)
        task = access.task_to_ask_about(request.user, wish["task"])
        units: UnitQuerySet = access.asking_units(request.user, task)
        unit: Unit = get_object_or_404(units, pk=wish["unit"])
        facts = {"task_id": task.pk, "unit": unit, "text": wish["text"]}
        asked = coordinating.ask_for_coordination(**facts, **self._act())
        return self._answer(asked.pk, status=status.HTTP_201_CREATED)

    @extend_schema(request=CoordinationHandOnIn, responses=CoordinationOut)
    @action(detail=True, methods=["post"], url_path="hand-on", filterset_class=None)
    def hand_on(self, request: ApiRequest, pk: int) -> Response:
        """The supervision office gives it to whom it belongs."""
        found = access.coordination_for(request.user, pk, CoordinationVerb.HAND_ON)
        wish = read(CoordinationHandOnIn, request)
        wish["to"] = get_object_or_404(visible_units(request.user), pk=wish["to"])
        coordinating.hand_on(coordination_id=found.pk, **wish, **self._act())
        return self._answer(found.pk)

    @extend_schema(request=CoordinationStepIn, responses=CoordinationOut)
    @action(detail=True, methods=["post"], url_path="hand-back", filterset_class=None)
    def hand_back(self, request: ApiRequest, pk: int) -> Response:
        """The holder says why it is not theirs; the office has it again."""
        return self._step(CoordinationVerb.HAND_BACK, coordinating.hand_back, pk)

    @extend_schema(request=CoordinationStepIn, responses=CoordinationOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def answer(self, request: ApiRequest, pk: int) -> Response:
        """The holder answers."""
        return self._step(CoordinationVerb.ANSWER, coordinating.answer, pk)

    @extend_schema(request=CoordinationStepIn, responses=CoordinationOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def settle(self, request: ApiRequest, pk: int) -> Response:
        """The unit that asked says that the answer settles it."""
        return self._step(CoordinationVerb.SETTLE, coordinating.settle, pk)

    @extend_schema(request=CoordinationStepIn, responses=CoordinationOut)
    @action(detail=True, methods=["post"], url_path="ask-again", filterset_class=None)
    def ask_again(self, request: ApiRequest, pk: int) -> Response:
        """The answer does not settle it; whoever gave it has it again."""
        return self._step(CoordinationVerb.ASK_AGAIN, coordinating.ask_again, pk)

    @extend_schema(request=CoordinationStepIn, responses=CoordinationOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """The unit that asked needs no answer any more."""
        return self._step(CoordinationVerb.WITHDRAW, coordinating.withdraw, pk)

    def _step(
        self, verb: CoordinationVerb, service: Callable[..., Coordination], pk: int
    ) -> Response:
        found = access.coordination_for(self.request.user, pk, verb)
        wish = read(CoordinationStepIn, self.request)
        service(coordination_id=found.pk, **wish, **self._act())
        return self._answer(found.pk)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int, *, status: int = status.HTTP_200_OK) -> Response:
        found = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(CoordinationOut(found).data, status=status)
