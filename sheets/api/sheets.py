"""Sheets for programs: the same file, the same outcomes and the same verbs as on the pages."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_200_OK, HTTP_202_ACCEPTED

from core.bell import ring
from core.rest import ExactJSONParser, KeyFilter, StrictIn, read
from core.rest.resources import Resource
from sheets import access, queries, services
from sheets.models import Choice, Kind, Sheet, Stage
from sheets.models.sheets import SheetQuerySet
from sheets.serializers import (
    SHOWN,
    ColumnsIn,
    ConfirmIn,
    DecideIn,
    LineOut,
    SheetDetailOut,
    SheetIn,
    SheetOut,
    ShownIn,
)
from units.http import ApiRequest

JOB = "sheets.read_sheets"


class SheetFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=Kind.choices)
    stage = django_filters.ChoiceFilter(choices=Stage.choices)
    unit = KeyFilter()

    class Meta:
        model = Sheet
        fields = ()


class SheetViewSet(Resource[Sheet]):
    """Uploaded files, the newest first. Nothing of a sheet is saved before it is confirmed."""

    queryset = Sheet.objects.none()
    serializer_class = SheetOut
    filterset_class = SheetFilter
    lookup_value_converter = "int"
    parser_classes = (ExactJSONParser, MultiPartParser)
    request: ApiRequest

    def get_queryset(self) -> SheetQuerySet:
        return access.visible_sheets(self.request.user).with_people().order_by("-pk")

    @extend_schema(responses=SheetDetailOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """How far a sheet is, and how many lines there are of each sort."""
        return self._answer(kwargs["pk"])

    @extend_schema(
        request={"multipart/form-data": SheetIn},
        responses={202: SheetDetailOut, 200: SheetDetailOut},
    )
    def create(self, request: ApiRequest) -> Response:
        """Hand a file in; a worker reads it. The same file again gives what became of it."""
        wish = read(SheetIn, self.request)
        file = wish.pop("file")
        kind = Kind(wish.pop("kind"))
        facts = self._for_unit(wish) if kind is Kind.REPORTS else self._for_office(kind, wish)
        receipt = services.receive_sheet(
            file=file, name=file.name or "", kind=kind, **facts, **self._act()
        )
        if receipt.again:
            return self._answer(receipt.sheet.pk)
        ring(JOB)
        answer = self._answer(receipt.sheet.pk, status=HTTP_202_ACCEPTED)
        answer["Location"] = reverse("sheet-detail", [receipt.sheet.pk], request=request)
        return answer

    def _for_unit(self, wish: dict[str, Any]) -> dict[str, Any]:
        """A sheet of one unit, sent by its reporter or carried in by the office."""
        user = self.request.user
        if wish.get("carried_for"):
            if Kind.CITY not in access.kinds_of(user):
                raise PermissionDenied
            if "unit" not in wish:
                raise ValidationError({"unit": [_("Choose the unit whose sheet this is.")]})
            return wish
        units = access.reporting_units(user)
        unit = wish.get("unit") or (units[0] if len(units) == 1 else None)
        if unit not in units:
            raise ValidationError({"unit": [_("You do not report for this unit.")]})
        return wish | {"unit": unit}

    def _for_office(self, kind: Kind, wish: dict[str, Any]) -> dict[str, Any]:
        if kind not in access.require_bringer(self.request.user):
            raise PermissionDenied
        if spare := wish.keys() & {"unit", "carried_for"}:
            sentence = _("A sheet of many units belongs to none of them. Leave this out.")
            raise ValidationError({name: [sentence] for name in sorted(spare)})
        return wish

    @extend_schema(
        parameters=[OpenApiParameter("show", str, enum=SHOWN)], responses=LineOut(many=True)
    )
    @action(detail=True, filterset_class=None, serializer_class=LineOut)
    def lines(self, request: Request, pk: int) -> Response:
        """What becomes of each line, with everything that is wrong in it."""
        sheet = access.visible_sheet(self.request.user, pk)
        asked = ShownIn(data={name: request.query_params[name] for name in self._asked()})
        asked.is_valid(raise_exception=True)
        shown = queries.lines_of(sheet, shown=asked.validated_data.get("show", ""))
        page = self.paginate_queryset(shown)  # type: ignore[arg-type]  # not of sheets
        assert page is not None  # every list of the API is paged
        return self.get_paginated_response(LineOut(page, many=True, context={"sheet": sheet}).data)

    def known_parameters(self) -> set[str]:
        known = super().known_parameters()
        return known | set(ShownIn().fields) if self.action == "lines" else known

    def _asked(self) -> set[str]:
        return set(ShownIn().fields) & set(self.request.query_params)

    @extend_schema(request=ConfirmIn, responses={202: SheetDetailOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def confirm(self, request: Request, pk: int) -> Response:
        """Let the lines be saved; a worker does it, all of them or none."""
        return self._do(services.confirm_sheet, pk, ConfirmIn, rings=True)

    @extend_schema(request=DecideIn, responses=SheetDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def decide(self, request: Request, pk: int) -> Response:
        """Take or leave lines, and explain what looks doubtful in them. Saves nothing yet."""
        sheet = access.editable_sheet(self.request.user, pk)
        wish = read(DecideIn, self.request)
        lines = wish.get("lines", [])
        services.decide_lines(
            sheet_id=sheet.pk,
            choices={each["line"]: Choice(each["choice"]) for each in lines if "choice" in each},
            explanations={
                each["line"]: each["explanation"] for each in lines if "explanation" in each
            },
            explain_all=wish["explain_all"],
            **self._act(),
        )
        return self._answer(sheet.pk)

    @extend_schema(request=ColumnsIn, responses={202: SheetDetailOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def columns(self, request: Request, pk: int) -> Response:
        """Say what the columns of a sheet of one's own are; they are remembered."""
        sheet = access.editable_sheet(self.request.user, pk)
        wish = read(ColumnsIn, self.request)
        wish["lines"] = wish.pop("reports", None)
        services.answer_sheet(sheet_id=sheet.pk, **wish, **self._act())
        ring(JOB)
        return self._answer(sheet.pk, status=HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses={202: SheetDetailOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def again(self, request: Request, pk: int) -> Response:
        """Compare the sheet anew with what the portal knows by now."""
        return self._do(services.read_again, pk, rings=True)

    @extend_schema(request=None, responses=SheetDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def cancel(self, request: Request, pk: int) -> Response:
        """Break off what a worker does with the sheet, or give it up."""
        return self._do(services.cancel_sheet, pk)

    @extend_schema(request=None, responses=SheetDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take back what the sheet saved, while nobody has gone on with it."""
        return self._do(services.withdraw_sheet, pk)

    def _do(
        self,
        verb: Callable[..., Sheet],
        pk: int,
        shape: type[StrictIn] = StrictIn,
        *,
        rings: bool = False,
    ) -> Response:
        sheet = access.editable_sheet(self.request.user, pk)
        verb(sheet_id=sheet.pk, **read(shape, self.request), **self._act())
        if rings:
            ring(JOB)
        return self._answer(sheet.pk, status=HTTP_202_ACCEPTED if rings else HTTP_200_OK)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int, *, status: int = HTTP_200_OK) -> Response:
        sheet = access.visible_sheet(self.request.user, pk)
        return Response(SheetDetailOut(sheet).data, status=status)
