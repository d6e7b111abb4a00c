"""Parts of tasks: refused by assisting units, decided by the office; and tasks added by hand."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import DayField, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Address
from tasks import access, services
from tasks.api.steps import parts_of
from tasks.models import Assignment, PartRefusal, Task
from tasks.rules.papers import TITLE_LIMIT
from tasks.rules.parts import PartVerb
from tasks.rules.texts import TEXT_LIMIT
from tasks.serializers.steps import KeyField, PartIn
from tasks.services import NewTask, refusing
from units.access import visible_units
from units.http import ApiRequest


class PartReasonIn(StrictIn):
    reason = serializers.CharField(max_length=TEXT_LIMIT)


class GiveOnIn(PartReasonIn):
    """Without a unit nobody has the part any more."""

    unit = KeyField(required=False, allow_null=True)


class RefusalOut(Out):
    class Meta:
        model = PartRefusal
        fields = ("id", "assignment", "reason", "refused_at", "decided_at", "note", "given_to")


class NewTaskIn(StrictIn):
    """A draft; it goes to nobody before it was approved."""

    plan = KeyField()
    title = serializers.CharField(max_length=TITLE_LIMIT)
    number = serializers.CharField(max_length=20, required=False, allow_blank=True)
    due_on = DayField(required=False, allow_null=True)
    parts = PartIn(many=True)
    is_key = serializers.BooleanField(default=False)
    is_rolling = serializers.BooleanField(default=False)


class NewTaskOut(Out):
    class Meta:
        model = Task
        fields = ("id", "plan", "title", "state", "revision")


class PartViewSet(Address, GenericViewSet[Assignment]):
    """The parts of assisting units."""

    queryset = Assignment.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="parts_refuse", request=PartReasonIn, responses=RefusalOut)
    @action(detail=True, methods=["post"])
    def refuse(self, request: ApiRequest, pk: int) -> Response:
        """Say that the part is not the unit's; once, before its receipt was confirmed."""
        part = access.part_to_refuse(request.user, pk)
        wish = read(PartReasonIn, request)
        made = refusing.refuse_part(assignment_id=part.pk, **wish, **_act(request))
        return Response(RefusalOut(made).data)


class RefusalViewSet(Address, GenericViewSet[PartRefusal]):
    """Refused parts that wait for the office."""

    queryset = PartRefusal.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="refusals_insist", request=PartReasonIn, responses=RefusalOut)
    @action(detail=True, methods=["post"])
    def insist(self, request: ApiRequest, pk: int) -> Response:
        """Keep the unit to its part."""
        found = access.refusal_to_decide(request.user, pk, PartVerb.INSIST)
        wish = read(PartReasonIn, request)
        done = refusing.insist_on_part(refusal_id=found.pk, **wish, **_act(request))
        return Response(RefusalOut(done).data)

    @extend_schema(operation_id="refusals_give_on", request=GiveOnIn, responses=RefusalOut)
    @action(detail=True, methods=["post"], url_path="give-on")
    def give_on(self, request: ApiRequest, pk: int) -> Response:
        """Give the part to another unit, or to nobody."""
        found = access.refusal_to_decide(request.user, pk, PartVerb.GIVE_ON)
        wish = read(GiveOnIn, request)
        key = wish.pop("unit", None)
        unit = get_object_or_404(visible_units(request.user), pk=key) if key is not None else None
        done = refusing.give_on_part(refusal_id=found.pk, unit=unit, **wish, **_act(request))
        return Response(RefusalOut(done).data)


class NewTaskViewSet(Address, GenericViewSet[Task]):
    """Tasks that the office adds by hand."""

    queryset = Task.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="tasks_add", request=NewTaskIn, responses={201: NewTaskOut})
    @action(detail=False, methods=["post"], url_path="new")
    def add(self, request: ApiRequest) -> Response:
        """Add a draft to a plan; propose it when it is complete."""
        wish = read(NewTaskIn, request)
        plan = access.plan_to_add_to(request.user, wish.pop("plan"))
        wish["parts"] = parts_of(request.user, wish["parts"])
        made = services.draft_task(plan_id=plan.pk, wish=NewTask(**wish), **_act(request))
        return Response(NewTaskOut(made).data, status=201)


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
