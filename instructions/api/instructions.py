"""Leaders' instructions for programs."""

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
from instructions import access, services
from instructions.models import Instruction, InstructionStep
from instructions.rules import InstructionVerb, Urgency, Wish
from instructions.serializers import (
    InstructionAnswerIn,
    InstructionFurtherIn,
    InstructionIn,
    InstructionOut,
    InstructionStepIn,
    InstructionTaskIn,
)
from instructions.services import Papers
from tasks.models import AssignmentRole
from tasks.services import NewTask, Part
from units.access import visible_units
from units.http import ApiRequest
from units.models import Unit
from units.rules import CITY_WIDE_ROLES


class InstructionFilter(django_filters.FilterSet):
    plan = KeyFilter()
    target = KeyFilter()
    task = KeyFilter()
    made_task = KeyFilter()
    slip = KeyFilter()
    late = FlagFilter(method="only_late", label="without feedback though the day has passed")

    class Meta:
        model = Instruction
        fields = ("state", "urgency")

    def only_late(self, found: Any, _name: str, value: bool) -> Any:
        late = Instruction.objects.overdue(on=timezone.localdate()).values("pk")
        return found.filter(pk__in=late) if value else found.exclude(pk__in=late)


class InstructionViewSet(Resource[Instruction]):
    """Leaders' instructions (批示) with their course.

    The supervision office sees all, a leader those that they gave, a unit those that were passed
    on to it.
    """

    queryset = Instruction.objects.none()
    serializer_class = InstructionOut
    filterset_class = InstructionFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Instruction]:
        """Between leader and office only: the course is not for the units."""
        user, steps = self.request.user, InstructionStep.objects.select_related("by").order_by("pk")
        if not user.has_role(CITY_WIDE_ROLES):
            steps = steps.none()
        found = access.visible_instructions(user).select_related("leader")
        return found.prefetch_related(Prefetch("steps", steps)).order_by("-pk")

    @extend_schema(request=InstructionIn, responses={201: InstructionOut})
    def create(self, request: ApiRequest) -> Response:
        """Give an instruction about a plan, a target or a task; leaders do."""
        access.require_leader(request.user)
        typed = read(InstructionIn, request)
        thing = access.thing_in_sight(request.user, typed["thing"], typed["key"])
        made = services.give_instruction(about=thing, wish=_wish(typed), **self._act())
        return self._answer(made.pk, status=status.HTTP_201_CREATED)

    @extend_schema(request=InstructionTaskIn, responses=InstructionOut)
    @action(detail=True, methods=["post"], url_path="make-task", filterset_class=None)
    def make_task(self, request: ApiRequest, pk: int) -> Response:
        """Make a task of it, which begins as a draft."""
        found = access.instruction_for(request.user, pk, InstructionVerb.MAKE_TASK)
        typed = read(InstructionTaskIn, request)
        lead: Unit = get_object_or_404(visible_units(request.user), pk=typed["lead"])
        task = NewTask(typed["title"], due_on=typed["due_on"], parts=(_lead(lead),))
        return self._move(found, InstructionVerb.MAKE_TASK, typed, Papers(task=task))

    @extend_schema(request=InstructionStepIn, responses=InstructionOut)
    @action(detail=True, methods=["post"], url_path="send-slip", filterset_class=None)
    def send_slip(self, request: ApiRequest, pk: int) -> Response:
        """Take it up with the supervision slip about the same thing, or a draft of one."""
        return self._plain(pk, InstructionVerb.SEND_SLIP)

    @extend_schema(request=InstructionAnswerIn, responses=InstructionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def answer(self, request: ApiRequest, pk: int) -> Response:
        """Give the leader the feedback."""
        found = access.instruction_for(request.user, pk, InstructionVerb.ANSWER)
        typed = read(InstructionAnswerIn, request)
        return self._move(found, InstructionVerb.ANSWER, typed, Papers(text=typed["text"]))

    @extend_schema(request=InstructionStepIn, responses=InstructionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def see(self, request: ApiRequest, pk: int) -> Response:
        """The leader has seen the feedback; it is settled."""
        return self._plain(pk, InstructionVerb.SEE)

    @extend_schema(request=InstructionFurtherIn, responses=InstructionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def further(self, request: ApiRequest, pk: int) -> Response:
        """The leader has seen the feedback and wants more: another instruction follows."""
        found = access.instruction_for(request.user, pk, InstructionVerb.FURTHER)
        typed = read(InstructionFurtherIn, request)
        return self._move(found, InstructionVerb.FURTHER, typed, Papers(further=_wish(typed)))

    @extend_schema(request=InstructionStepIn, responses=InstructionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """The leader takes it back before anybody took it up."""
        return self._plain(pk, InstructionVerb.WITHDRAW)

    def _plain(self, pk: int, verb: InstructionVerb) -> Response:
        found = access.instruction_for(self.request.user, pk, verb)
        return self._move(found, verb, read(InstructionStepIn, self.request), Papers())

    def _move(
        self, found: Instruction, verb: InstructionVerb, typed: dict[str, Any], papers: Papers
    ) -> Response:
        facts: dict[str, Any] = {"instruction_id": found.pk, "revision": typed["revision"]}
        services.move_instruction(verb=verb, papers=papers, **facts, **self._act())
        return self._answer(found.pk)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int, *, status: int = status.HTTP_200_OK) -> Response:
        found = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(InstructionOut(found).data, status=status)


def _wish(typed: dict[str, Any]) -> Wish:
    return Wish(typed["text"], Urgency(typed["urgency"]), typed["due_on"])


def _lead(unit: Unit) -> Part:
    return Part(role=AssignmentRole.LEAD, as_written=unit.name, unit=unit)
