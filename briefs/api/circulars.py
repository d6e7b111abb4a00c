"""Circulars for programs."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from briefs import access, services
from briefs.models import Circular, CircularStep, OutdatedFigure
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.serializers import (
    CircularIn,
    CircularOut,
    CircularSaveIn,
    CircularStepIn,
    CircularTextIn,
)
from core.rest import FlagFilter, KeyFilter, StrictIn, read
from core.rest.resources import Resource
from plans.access import visible_plan
from units.access import require_role
from units.http import ApiRequest
from units.rules import BUSINESS_ROLES, OFFICE_ROLES


class CircularFilter(django_filters.FilterSet):
    plan = KeyFilter()
    corrects = KeyFilter()
    outdated = FlagFilter(method="only_outdated", label="made wrong by a later correction")

    class Meta:
        model = Circular
        fields = ("kind", "state")

    def only_outdated(self, circulars: Any, _name: str, value: bool) -> Any:
        wrong = OutdatedFigure.objects.filter(erratum=None).values("circular")
        return circulars.filter(pk__in=wrong) if value else circulars.exclude(pk__in=wrong)


class CircularViewSet(Resource[Circular]):
    """Circulars (督查通报) with their figures. Units and leaders see those that were issued."""

    queryset = Circular.objects.none()
    serializer_class = CircularOut
    filterset_class = CircularFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Circular]:
        steps = CircularStep.objects.select_related("by").order_by("pk")
        wrong = OutdatedFigure.objects.order_by("pk")
        if not self.request.user.has_role(OFFICE_ROLES):
            wrong = wrong.exclude(erratum=None)
        found = access.visible_circulars(self.request.user).select_related("office")
        together = found.defer("printed").prefetch_related(
            Prefetch("steps", steps), Prefetch("outdated", wrong)
        )
        return together.order_by("-pk")

    @extend_schema(request=CircularIn, responses={201: CircularOut})
    def create(self, request: ApiRequest) -> Response:
        """Propose a draft from the office's template; the supervision office does."""
        require_role(request.user, *BUSINESS_ROLES)
        access.require_office(request.user)
        wish = read(CircularIn, request)
        plan = visible_plan(request.user, wish["plan"]) if wish["plan"] else None
        kind = CircularKind(wish["kind"])
        wanted: dict[str, Any] = {"kind": kind, "plan": plan, "known_on": wish["known_on"]}
        made = services.draft_circular(**wanted, **self._act())
        return self._answer(made.pk, status=status.HTTP_201_CREATED)

    @extend_schema(request=CircularSaveIn, responses=CircularOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def save(self, request: ApiRequest, pk: int) -> Response:
        """Change the words of a draft; its figures are asked anew, at the same cut-off."""
        found = access.circular_for(request.user, pk, CircularVerb.SAVE)
        wish = read(CircularSaveIn, request)
        services.save_circular(circular_id=found.pk, **wish, **self._act())
        return self._answer(found.pk)

    @extend_schema(request=CircularStepIn, responses=CircularOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def submit(self, request: ApiRequest, pk: int) -> Response:
        """Lay it before the head of the office."""
        return self._step(CircularVerb.SUBMIT, CircularStepIn, pk)

    @extend_schema(request=CircularTextIn, responses=CircularOut)
    @action(detail=True, methods=["post"], url_path="return", filterset_class=None)
    def return_for_changes(self, request: ApiRequest, pk: int) -> Response:
        """The head wants it changed."""
        return self._step(CircularVerb.RETURN, CircularTextIn, pk)

    @extend_schema(request=CircularStepIn, responses=CircularOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def approve(self, request: ApiRequest, pk: int) -> Response:
        """The head approves it; it gets its number and its file."""
        return self._step(CircularVerb.APPROVE, CircularStepIn, pk)

    @extend_schema(request=CircularStepIn, responses=CircularOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def issue(self, request: ApiRequest, pk: int) -> Response:
        """It goes out; from then on nothing in it can change."""
        return self._step(CircularVerb.ISSUE, CircularStepIn, pk)

    @extend_schema(request=CircularTextIn, responses=CircularOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """Take it back; its number stays with it."""
        return self._step(CircularVerb.WITHDRAW, CircularTextIn, pk)

    @extend_schema(request=None, responses={201: CircularOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def correct(self, request: ApiRequest, pk: int) -> Response:
        """Draft the notice that puts right what a later correction made wrong."""
        found = access.circular_for(request.user, pk, CircularVerb.CORRECT)
        made = services.draft_erratum(circular_id=found.pk, **self._act())
        return self._answer(made.pk, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="circulars_document", responses={200: OpenApiTypes.BINARY})
    @action(detail=True, filterset_class=None)
    def document(self, request: ApiRequest, pk: int) -> FileResponse:
        """The Word document as it was kept at the approval."""
        found = access.visible_circular(request.user, pk)
        if not found.file:
            raise Http404
        name = f"{found.number} {found.title}"[:80] + ".docx"
        return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)

    def _step(self, verb: CircularVerb, shape: type[StrictIn], pk: int) -> Response:
        found = access.circular_for(self.request.user, pk, verb)
        typed = read(shape, self.request)
        services.move_circular(circular_id=found.pk, verb=verb, **typed, **self._act())
        return self._answer(found.pk)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int, *, status: int = status.HTTP_200_OK) -> Response:
        found = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(CircularOut(found).data, status=status)
