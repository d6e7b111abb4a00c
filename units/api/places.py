"""Units, their names, collective entries and the working calendar, for programs."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core import notice_lines
from core.models import SpecialDay
from core.notice_lines import LONGEST_NAME, LONGEST_TEXT
from core.rest import BIGGEST_KEY, DayField, NothingIn, StrictIn, pages, read
from core.rest.out import Out
from core.rest.resources import Address, Resource
from units import access, services
from units.http import ApiRequest
from units.models import (
    GroupMember,
    NameKindChoice,
    Unit,
    UnitGroup,
    UnitKind,
    UnitLevel,
)
from units.rules import Role
from units.serializers import UnitOut


class NewUnitIn(StrictIn):
    name = serializers.CharField(max_length=100)
    kind = serializers.ChoiceField(UnitKind.choices)
    level = serializers.ChoiceField(UnitLevel.choices)
    parent = serializers.IntegerField(  # type: ignore[assignment]  # a field of the body
        min_value=0, max_value=BIGGEST_KEY, required=False, allow_null=True
    )


class UnitNameIn(StrictIn):
    name = serializers.CharField(max_length=100)
    kind = serializers.ChoiceField(NameKindChoice.choices)


class GroupMemberIn(StrictIn):
    unit = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY)


class GroupMemberOut(Out):
    class Meta:
        model = GroupMember
        fields = ("id", "unit", "valid_from", "valid_to")


class GroupOut(Out):
    members = GroupMemberOut(source="memberships", many=True, read_only=True)

    class Meta:
        model = UnitGroup
        fields = ("id", "name", "scope", "members")


class CalendarDayOut(Out):
    class Meta:
        model = SpecialDay
        fields = ("on", "works", "name", "origin")


class CalendarDayIn(StrictIn):
    """What one day is, whatever its weekday says."""

    on = DayField()
    works = serializers.BooleanField()
    name = serializers.CharField(max_length=LONGEST_NAME, allow_blank=True, default="")


class CalendarLinesIn(StrictIn):
    """Lines of the yearly notice of holidays, as they are printed."""

    text = serializers.CharField(max_length=LONGEST_TEXT)


class ImportedOut(serializers.Serializer):
    changed = serializers.IntegerField()


class UnitActViewSet(Address, GenericViewSet[Unit]):
    """The system administrator keeps the units."""

    queryset = Unit.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="units_add", request=NewUnitIn, responses={201: UnitOut})
    @action(detail=False, methods=["post"], url_path="new")
    def add(self, request: ApiRequest) -> Response:
        """Add a unit."""
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        wish = read(NewUnitIn, request)
        key = wish.pop("parent", None)
        parent = get_object_or_404(Unit.objects.current(), pk=key) if key is not None else None
        made = services.create_unit(**wish, parent=parent, **_act(request))
        return Response(UnitOut(made).data, status=201)

    @extend_schema(operation_id="units_name", request=UnitNameIn, responses=UnitOut)
    @action(detail=True, methods=["post"])
    def names(self, request: ApiRequest, pk: int) -> Response:
        """Give a unit one more name that it goes by."""
        unit = access.visible_unit(request.user, pk)
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        wish = read(UnitNameIn, request)
        kind = NameKindChoice(wish["kind"])
        services.add_name(wish["name"], unit=unit, kind=kind, **_act(request))
        return Response(UnitOut(access.visible_unit(request.user, pk)).data)


class GroupViewSet(Resource[UnitGroup]):
    """Who is meant by collective entries such as 各乡镇政府."""

    queryset = UnitGroup.objects.none()
    serializer_class = GroupOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[UnitGroup]:
        members = Prefetch("memberships", GroupMember.objects.order_by("pk"))
        groups = access.visible_groups(self.request.user)
        return groups.prefetch_related(members).order_by("name", "pk")

    @extend_schema(request=GroupMemberIn, responses=GroupOut)
    @action(detail=True, methods=["post"], url_path="members")
    def add_member(self, request: ApiRequest, pk: int) -> Response:
        """A unit belongs to it from today on."""
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        group = self.get_object()
        key = read(GroupMemberIn, request)["unit"]
        unit: Unit = get_object_or_404(Unit.objects.current(), pk=key)
        services.add_member(group_id=group.pk, unit=unit, **_act(request))
        return Response(GroupOut(self.get_object()).data)

    @extend_schema(operation_id="groups_end_member", request=None, responses={204: None})
    @action(detail=False, methods=["post"], url_path="members/<int:member>/end")
    def end_member(self, request: ApiRequest, member: int) -> Response:
        """A unit no longer belongs to it."""
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        found = get_object_or_404(GroupMember, pk=member)
        read(NothingIn, request)
        services.end_member(member_id=found.pk, **_act(request))
        return Response(status=204)


class CalendarViewSet(Address, GenericViewSet[SpecialDay]):
    """Days that the week does not explain, for those who keep the calendar."""

    queryset = SpecialDay.objects.order_by("on")
    serializer_class = CalendarDayOut
    filter_backends = ()

    @extend_schema(operation_id="calendar", responses=CalendarDayOut(many=True))
    def list(self, request: ApiRequest) -> Response:
        """All of them, by date."""
        access.require_role(request.user, *access.CALENDAR_KEEPERS)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(CalendarDayOut(page, many=True).data)

    def known_parameters(self) -> set[str]:
        return set(pages.PARAMETERS) if self.action == "list" else set()

    @extend_schema(
        operation_id="calendar_set", request=CalendarDayIn, responses={200: CalendarDayOut}
    )
    def create(self, request: ApiRequest) -> Response:
        """Say what a day is."""
        access.require_role(request.user, *access.CALENDAR_KEEPERS)
        wish = read(CalendarDayIn, request)
        services.set_day(**wish, **_act(request))
        return Response(CalendarDayOut(SpecialDay.objects.get(on=wish["on"])).data)

    @extend_schema(operation_id="calendar_import", request=CalendarLinesIn, responses=ImportedOut)
    @action(detail=False, methods=["post"], url_path="import")
    def bring(self, request: ApiRequest) -> Response:
        """Take over what the lines say; what cannot be read is left out."""
        access.require_role(request.user, *access.CALENDAR_KEEPERS)
        text = read(CalendarLinesIn, request)["text"]
        reading = notice_lines.read(text, year=timezone.localdate().year)
        changed = services.import_days(list(reading.days.values()), **_act(request))
        return Response(ImportedOut({"changed": changed}).data)


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
