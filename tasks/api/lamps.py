"""Another lamp for a task, as on its page."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import NothingIn, StrictIn, read
from core.rest.resources import Address
from tasks import access
from tasks.models import Task
from tasks.services import judging
from units.http import ApiRequest


class TaskLampIn(StrictIn):
    """`band` is one of the plan's lamps, by its code."""

    band = serializers.SlugField(max_length=40)
    reason = serializers.CharField(max_length=1000)


class TaskLampViewSet(Address, GenericViewSet[Task]):
    """What the office shows instead of the computed lamp, which stays beside it."""

    queryset = Task.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="tasks_lamp_override", request=TaskLampIn, responses={204: None})
    @action(detail=True, methods=["post"], url_path="lamp/override")
    def override(self, request: ApiRequest, pk: int) -> Response:
        """Show another lamp for the current closing date."""
        task = access.judged_task(request.user, pk)
        wish = read(TaskLampIn, request)
        judging.override_verdict(task_id=task.pk, **wish, by=request.user, now=timezone.now())
        return Response(status=204)

    @extend_schema(operation_id="tasks_lamp_withdraw", request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="lamp/withdraw")
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """Show what the rules say again."""
        task = access.judged_task(request.user, pk)
        read(NothingIn, request)
        judging.withdraw_override(task_id=task.pk, by=request.user, now=timezone.now())
        return Response(status=204)
