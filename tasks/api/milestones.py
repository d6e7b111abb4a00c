from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.rest import KeyFilter, StrictIn, read
from core.rest.resources import Resource
from tasks import access
from tasks.models import Milestone, Task
from tasks.rules.milestones import StageLine, StageVerb
from tasks.serializers.extensions import (
    MilestoneOut,
    PlanIn,
    ReachIn,
    ReasonIn,
    SeenIn,
    StagesOut,
)
from tasks.services import staging
from tasks.services.staging import InvalidStage, InvalidStages
from units.http import ApiRequest


class MilestoneFilter(django_filters.FilterSet):
    task = KeyFilter()

    class Meta:
        model = Milestone
        fields = ()


class MilestoneViewSet(Resource[Milestone]):
    """The dated stages of tasks, in the order of their days."""

    queryset = Milestone.objects.none()
    serializer_class = MilestoneOut
    filterset_class = MilestoneFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Milestone]:
        tasks = access.visible_tasks(self.request.user)
        return Milestone.objects.filter(task__in=tasks).order_by("task", "due_on", "pk")

    @extend_schema(request=PlanIn, responses=StagesOut)
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None)
    def plan(self, request: ApiRequest) -> Response:
        """Plan several stages at once, in place of those that are not approved yet.

        `seen` is empty where the task has no stages, else what the last answer said.
        """
        wish = read(PlanIn, request)
        task = access.task_with_stages(request.user, wish["task"], StageVerb.PLAN)
        lines = [StageLine(**each) for each in wish["stages"]]
        return self._settle(task, staging.plan_stages, seen=wish["seen"], lines=lines)

    @extend_schema(request=SeenIn, responses=StagesOut)
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None)
    def approve(self, request: ApiRequest) -> Response:
        """Everything that is planned counts from now on and is fixed."""
        wish = read(SeenIn, request)
        task = access.task_with_stages(request.user, wish["task"], StageVerb.APPROVE)
        return self._settle(task, staging.approve_stages, seen=wish["seen"])

    @extend_schema(responses=StagesOut)
    @action(
        detail=False,
        url_path="of-task/<int:task_pk>",
        filterset_class=None,
        pagination_class=None,
    )
    def of_task(self, request: ApiRequest, task_pk: int) -> Response:
        """All stages of a task, with what has to be named to plan or approve."""
        return _stages(access.visible_task(request.user, task_pk))

    @extend_schema(request=ReachIn, responses=MilestoneOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def reach(self, request: ApiRequest, pk: int) -> Response:
        """The stage was reached on a day; the proof says how it shows."""
        return self._act(StageVerb.REACH, staging.reach_stage, pk, ReachIn)

    @extend_schema(request=ReasonIn, responses=MilestoneOut)
    @action(detail=True, methods=["post"], url_path="take-back", filterset_class=None)
    def take_back(self, request: ApiRequest, pk: int) -> Response:
        """The stage was recorded as reached by mistake."""
        return self._act(StageVerb.TAKE_BACK, staging.take_back_stage, pk, ReasonIn)

    @extend_schema(request=ReasonIn, responses=MilestoneOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def waive(self, request: ApiRequest, pk: int) -> Response:
        """The supervision office no longer expects the stage."""
        return self._act(StageVerb.WAIVE, staging.waive_stage, pk, ReasonIn)

    def _settle(self, task: Task, service: Callable[..., Any], **wish: Any) -> Response:
        try:
            service(task_id=task.pk, by=self.request.user, now=timezone.now(), **wish)
        except InvalidStages as broken:
            raise ValidationError(_tree(broken.faults)) from broken
        return _stages(task)

    def _act(
        self,
        verb: StageVerb,
        service: Callable[..., Milestone],
        pk: int,
        shape: type[StrictIn],
    ) -> Response:
        stage = access.stage_for(self.request.user, pk, verb)
        wish = read(shape, self.request)
        try:
            done = service(milestone_id=stage.pk, by=self.request.user, now=timezone.now(), **wish)
        except InvalidStage as broken:
            told = {name: [sentence] for name, sentence in broken.faults.items()}
            raise ValidationError(told) from broken
        return Response(MilestoneOut(done).data)


def _tree(faults: Mapping[tuple[int | None, str], str]) -> dict[str, Any]:
    """Sentences about the stages by their place, others by their field."""
    told: dict[str, Any] = {}
    for (place, name), sentence in faults.items():
        about = told if place is None else told.setdefault("stages", {}).setdefault(place, {})
        about[name] = [sentence]
    return told


def _stages(task: Task) -> Response:
    stages = list(task.milestones.all())
    return Response(StagesOut({"seen": staging.seen_as(stages), "stages": stages}).data)
