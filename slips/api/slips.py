"""Supervision slips for programs."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.rest import ExactJSONParser, FlagFilter, KeyFilter, StrictIn, read
from core.rest.resources import Resource
from slips import access, services
from slips.models import Slip, SlipStep
from slips.rules import Grade, SlipVerb, ThingKind, Wish
from slips.serializers import (
    SlipAnswerIn,
    SlipIn,
    SlipNoteIn,
    SlipOut,
    SlipRefuseIn,
    SlipSaveIn,
    SlipStepIn,
    SlipTextIn,
)
from units.http import ApiRequest


class SlipFilter(django_filters.FilterSet):
    plan = KeyFilter()
    unit = KeyFilter()
    report = KeyFilter()
    task = KeyFilter()
    milestone = KeyFilter()
    target = KeyFilter()
    late = FlagFilter(method="only_late", label="not answered though the day has passed")

    class Meta:
        model = Slip
        fields = ("state", "grade")

    def only_late(self, slips: Any, _name: str, value: bool) -> Any:
        late = Slip.objects.overdue(on=timezone.localdate()).values("pk")
        return slips.filter(pk__in=late) if value else slips.exclude(pk__in=late)


class SlipViewSet(Resource[Slip]):
    """Supervision slips (督办单) with their course. Units and leaders see those that were sent."""

    queryset = Slip.objects.none()
    serializer_class = SlipOut
    filterset_class = SlipFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Slip]:
        steps = SlipStep.objects.select_related("by").order_by("pk")
        found = access.visible_slips(self.request.user).select_related("unit", "office")
        return found.defer("basis").prefetch_related(Prefetch("steps", steps)).order_by("-pk")

    @extend_schema(request=SlipIn, responses={201: SlipOut})
    def create(self, request: ApiRequest) -> Response:
        """Draft a slip about something that is late; the supervision office does."""
        access.require_drafting(request.user)
        wish = read(SlipIn, request)
        kind, thing = ThingKind(wish["kind"]), wish["thing"]
        made = services.draft_slip(kind=kind, thing_id=thing, **self._act())
        return self._answer(made.pk, status=status.HTTP_201_CREATED)

    @extend_schema(request=SlipSaveIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def save(self, request: ApiRequest, pk: int) -> Response:
        """Change a draft."""
        found = access.slip_for(request.user, pk, SlipVerb.SAVE)
        typed = read(SlipSaveIn, request)
        revision, unit_id = typed.pop("revision"), typed.pop("unit")
        wish = Wish(unit_id=unit_id, **typed | {"grade": Grade(typed["grade"])})
        facts: dict[str, Any] = {"slip_id": found.pk, "revision": revision, "wish": wish}
        services.save_slip(**facts, **self._act())
        return self._answer(found.pk)

    @extend_schema(request=SlipStepIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def submit(self, request: ApiRequest, pk: int) -> Response:
        """Lay it before the head of the office."""
        return self._step(SlipVerb.SUBMIT, SlipStepIn, pk)

    @extend_schema(request=SlipTextIn, responses=SlipOut)
    @action(detail=True, methods=["post"], url_path="return", filterset_class=None)
    def return_for_changes(self, request: ApiRequest, pk: int) -> Response:
        """The head wants it changed."""
        return self._step(SlipVerb.RETURN, SlipTextIn, pk)

    @extend_schema(request=SlipStepIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def approve(self, request: ApiRequest, pk: int) -> Response:
        """The head approves it; it gets its number."""
        return self._step(SlipVerb.APPROVE, SlipStepIn, pk)

    @extend_schema(request=SlipStepIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def send(self, request: ApiRequest, pk: int) -> Response:
        """It goes out to its unit."""
        return self._step(SlipVerb.SEND, SlipStepIn, pk)

    @extend_schema(request=SlipStepIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def acknowledge(self, request: ApiRequest, pk: int) -> Response:
        """The unit confirms the receipt."""
        return self._step(SlipVerb.ACKNOWLEDGE, SlipStepIn, pk)

    @extend_schema(
        request={"application/json": SlipTextIn, "multipart/form-data": SlipAnswerIn},
        responses=SlipOut,
    )
    @action(
        detail=True,
        methods=["post"],
        filterset_class=None,
        parser_classes=[ExactJSONParser, MultiPartParser],
    )
    def answer(self, request: ApiRequest, pk: int) -> Response:
        """The unit answers, with files where there are any."""
        return self._step(SlipVerb.ANSWER, SlipAnswerIn, pk)

    @extend_schema(request=SlipRefuseIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def refuse(self, request: ApiRequest, pk: int) -> Response:
        """The answer does not do; another one is due on a new day."""
        return self._step(SlipVerb.REFUSE, SlipRefuseIn, pk)

    @extend_schema(request=SlipNoteIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def close(self, request: ApiRequest, pk: int) -> Response:
        """The answer will do."""
        return self._step(SlipVerb.CLOSE, SlipNoteIn, pk)

    @extend_schema(request=SlipTextIn, responses=SlipOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """Take it back; its number stays with it."""
        return self._step(SlipVerb.WITHDRAW, SlipTextIn, pk)

    def _step(self, verb: SlipVerb, shape: type[StrictIn], pk: int) -> Response:
        found = access.slip_for(self.request.user, pk, verb)
        typed = read(shape, self.request)
        revision = typed.pop("revision")
        files = tuple(typed.pop("files", ()))
        papers = services.Papers(**typed, files=files)
        facts: dict[str, Any] = {"slip_id": found.pk, "verb": verb, "revision": revision}
        services.move_slip(**facts, papers=papers, **self._act())
        return self._answer(found.pk)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int, *, status: int = status.HTTP_200_OK) -> Response:
        found = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(SlipOut(found).data, status=status)
