from dataclasses import replace

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.rest import KeyFilter, read
from core.rest.resources import Resource
from indicators import access, services
from indicators.models import Amendment
from indicators.queries import Asked, amendment_list, promise_of
from indicators.rules import AmendmentVerb
from indicators.serializers import AmendmentIn, AmendmentOut, DecisionIn
from units.http import ApiRequest

# What of a target an amendment changes; what a body leaves out stays as it is.
PROMISED = ("value", "value_high", "due_on")


class AmendmentFilter(django_filters.FilterSet):
    target = KeyFilter()
    plan = KeyFilter(field_name="target__plan")

    class Meta:
        model = Amendment
        fields = ("state",)


class AmendmentViewSet(Resource[Amendment]):
    """Changes of what targets promise, those that wait first, then the newest."""

    queryset = Amendment.objects.none()
    serializer_class = AmendmentOut
    filterset_class = AmendmentFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Amendment]:
        return amendment_list(self.request.user, Asked())

    @extend_schema(request=AmendmentIn, responses={201: AmendmentOut})
    def create(self, request: ApiRequest) -> Response:
        """Ask for another promise; nothing changes before a second person approves."""
        wish = read(AmendmentIn, request)
        target = access.amendable_target(request.user, wish.pop("target"))
        changes = {name: wish.pop(name) for name in PROMISED if name in wish}
        asked = services.request_amendment(
            target_id=target.pk,
            promise=replace(promise_of(target), **changes),
            by=request.user,
            now=timezone.now(),
            **wish,
        )
        return self._answer(asked, status=status.HTTP_201_CREATED)

    @extend_schema(request=DecisionIn, responses=AmendmentOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def approve(self, request: ApiRequest, pk: int) -> Response:
        """The target promises the new value from now on."""
        return self._decide(AmendmentVerb.APPROVE, pk)

    @extend_schema(request=DecisionIn, responses=AmendmentOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def refuse(self, request: ApiRequest, pk: int) -> Response:
        """The promise stays; the note says why."""
        return self._decide(AmendmentVerb.REFUSE, pk)

    @extend_schema(request=DecisionIn, responses=AmendmentOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """Whoever asked no longer does."""
        return self._decide(AmendmentVerb.WITHDRAW, pk)

    def _decide(self, verb: AmendmentVerb, pk: int) -> Response:
        asked = access.decidable_amendment(self.request.user, pk)
        wish = read(DecisionIn, self.request)
        by, now = self.request.user, timezone.now()
        done = services.decide_amendment(amendment_id=asked.pk, verb=verb, by=by, now=now, **wish)
        return self._answer(done)

    def _answer(self, asked: Amendment, *, status: int = status.HTTP_200_OK) -> Response:
        found = get_object_or_404(self.get_queryset(), pk=asked.pk)
        return Response(AmendmentOut(found).data, status=status)
