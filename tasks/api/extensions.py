from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.rest import KeyFilter, StrictIn, read
from core.rest.resources import Resource
from tasks import access
from tasks.models import Extension, ExtensionStep
from tasks.rules.extensions import ExtensionVerb, Wish
from tasks.serializers.extensions import (
    ExtensionGrantIn,
    ExtensionIn,
    ExtensionOut,
    ExtensionStepIn,
)
from tasks.services import extending
from tasks.services.extending import InvalidWish
from units.http import ApiRequest


class ExtensionFilter(django_filters.FilterSet):
    task = KeyFilter()

    class Meta:
        model = Extension
        fields = ("state",)


class ExtensionViewSet(Resource[Extension]):
    """Requests for later due dates with every step of their chain, newest first."""

    queryset = Extension.objects.none()
    serializer_class = ExtensionOut
    filterset_class = ExtensionFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Extension]:
        steps = ExtensionStep.objects.select_related("by").order_by("pk")
        found = access.visible_extensions(self.request.user).select_related("asked_by")
        return found.prefetch_related(Prefetch("steps", steps)).order_by("-asked_at", "-pk")

    @extend_schema(request=ExtensionIn, responses={201: ExtensionOut})
    def create(self, request: ApiRequest) -> Response:
        """Ask for a later due date, before the present one is over."""
        wish = read(ExtensionIn, request)
        task = access.extendable_task(request.user, wish.pop("task"))
        asked = self._do(extending.request_extension, {"task_id": task.pk, "wish": Wish(**wish)})
        return self._answer(asked.pk, status=status.HTTP_201_CREATED)

    @extend_schema(request=ExtensionStepIn, responses=ExtensionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def sign(self, request: ApiRequest, pk: int) -> Response:
        """The lead unit's reviewer or head signs."""
        return self._step(ExtensionVerb.SIGN, extending.sign_extension, pk)

    @extend_schema(request=ExtensionStepIn, responses=ExtensionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def check(self, request: ApiRequest, pk: int) -> Response:
        """An inspector passes it on for the decision."""
        return self._step(ExtensionVerb.CHECK, extending.check_extension, pk)

    @extend_schema(request=ExtensionGrantIn, responses=ExtensionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def grant(self, request: ApiRequest, pk: int) -> Response:
        """The task is due on the granted day from now on."""
        verb, shape = ExtensionVerb.GRANT, ExtensionGrantIn
        return self._step(verb, extending.grant_extension, pk, shape=shape)

    @extend_schema(request=ExtensionStepIn, responses=ExtensionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def refuse(self, request: ApiRequest, pk: int) -> Response:
        """The due date stays; the note says why."""
        return self._step(ExtensionVerb.REFUSE, extending.refuse_extension, pk)

    @extend_schema(request=ExtensionStepIn, responses=ExtensionOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """The lead unit no longer asks."""
        return self._step(ExtensionVerb.WITHDRAW, extending.withdraw_extension, pk)

    def _step(
        self,
        verb: ExtensionVerb,
        service: Callable[..., Extension],
        pk: int,
        *,
        shape: type[StrictIn] = ExtensionStepIn,
    ) -> Response:
        found = access.extension_for(self.request.user, pk, verb)
        wish = read(shape, self.request)
        self._do(service, {"extension_id": found.pk} | wish)
        return self._answer(found.pk)

    def _do(self, service: Callable[..., Extension], wish: dict[str, Any]) -> Extension:
        try:
            return service(**wish, by=self.request.user, now=timezone.now())
        except InvalidWish as broken:
            told = {name: [sentence] for name, sentence in broken.faults.items()}
            raise ValidationError(told) from broken

    def _answer(self, pk: int, *, status: int = status.HTTP_200_OK) -> Response:
        found = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(ExtensionOut(found).data, status=status)
