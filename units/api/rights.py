"""Rights for programs of the security administrator: roles, fields of leaders, stand-ins."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from core.rest import BIGGEST_KEY, DayField, KeyFilter, NothingIn, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Resource
from units import access, queries, services
from units.http import ApiRequest
from units.models import Membership, RoleChoice, StandIn, Unit, User
from units.rules import Role
from units.services import Absence


def _key(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY, **more)


def _keys(**more: Any) -> serializers.ListField:
    return serializers.ListField(child=_key(), max_length=1000, **more)


class GrantOut(Out):
    user_name = serializers.CharField(source="user.name", read_only=True)
    unit_name = serializers.CharField(source="unit.name", read_only=True)

    class Meta:
        model = Membership
        fields = ("id", "user", "user_name", "unit", "unit_name", "role", "watched_units")


class GrantIn(StrictIn):
    """`watched_units` are for leaders; none means all."""

    user = _key()
    unit = _key()
    role = serializers.ChoiceField(RoleChoice.choices)
    watched_units = _keys(default=list)


class WatchedIn(StrictIn):
    units = _keys()


class HandOverIn(StrictIn):
    """Everything that `leaver` holds in `units` goes to `successor`."""

    leaver = _key()
    successor = _key()
    units = _keys()


class StandInOut(Out):
    class Meta:
        model = StandIn
        fields = ("id", "unit", "principal", "deputy", "starts_on", "ends_on", "reason", "state")


class StandInIn(StrictIn):
    unit = _key()
    principal = _key()
    deputy = _key()
    starts_on = DayField()
    ends_on = DayField()
    reason = serializers.CharField(max_length=200)


class GrantFilter(django_filters.FilterSet):
    user = KeyFilter()
    unit = KeyFilter()
    role = django_filters.ChoiceFilter(choices=RoleChoice.choices)

    class Meta:
        model = Membership
        fields = ()


class GrantViewSet(Resource[Membership]):
    """Who holds which role where, in their own right."""

    queryset = Membership.objects.none()
    serializer_class = GrantOut
    filterset_class = GrantFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Membership]:
        self._require()
        return queries.grants({})

    @extend_schema(request=GrantIn, responses={201: GrantOut})
    def create(self, request: ApiRequest) -> Response:
        """Grant a role."""
        self._require()
        wish = read(GrantIn, request)
        role = Role(wish["role"])
        made = services.grant_role(
            user_id=get_object_or_404(User, pk=wish["user"]).pk,
            unit=get_object_or_404(Unit, pk=wish["unit"]),
            role=role,
            watched_units=_units(wish["watched_units"]) if role is Role.LEADER else (),
            **_act(request),
        )
        return Response(GrantOut(made).data, status=201)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], filterset_class=None)
    def end(self, request: ApiRequest, pk: int) -> Response:
        """Take a role away as of today."""
        found = self.get_object()
        read(NothingIn, request)
        services.end_role(membership_id=found.pk, **_act(request))
        return Response(status=204)

    @extend_schema(request=WatchedIn, responses=GrantOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def watched(self, request: ApiRequest, pk: int) -> Response:
        """Set which units a leader answers for; none means all."""
        found = self.get_object()
        units = _units(read(WatchedIn, request)["units"])
        done = services.watch_units(membership_id=found.pk, units=units, **_act(request))
        return Response(GrantOut(done).data)

    @extend_schema(
        operation_id="grants_hand_over", request=HandOverIn, responses=GrantOut(many=True)
    )
    @action(
        detail=False,
        methods=["post"],
        url_path="hand-over",
        filterset_class=None,
        pagination_class=None,
    )
    def hand_over(self, request: ApiRequest) -> Response:
        """Give the successor what the leaver holds in these units, in one act."""
        self._require()
        wish = read(HandOverIn, request)
        made = services.hand_over(
            leaver_id=get_object_or_404(User, pk=wish["leaver"]).pk,
            successor_id=get_object_or_404(User, pk=wish["successor"]).pk,
            units=_units(wish["units"]),
            **_act(request),
        )
        return Response(GrantOut(made, many=True).data)

    def _require(self) -> None:
        access.require_role(self.request.user, Role.SECURITY_ADMIN)


class StandInViewSet(Resource[StandIn]):
    """Who acts for whom while somebody is away."""

    queryset = StandIn.objects.none()
    serializer_class = StandInOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[StandIn]:
        access.require_role(self.request.user, *access.STAND_IN_GIVERS)
        return queries.stand_ins(self.request.user)

    @extend_schema(request=StandInIn, responses={201: StandInOut})
    def create(self, request: ApiRequest) -> Response:
        """Arrange a stand-in."""
        access.require_role(request.user, *access.STAND_IN_GIVERS)
        wish = read(StandInIn, request)
        units = access.stand_in_units(request.user)
        anybody = request.user.has_role([Role.SECURITY_ADMIN])
        deputies = User.objects.filter(is_active=True) if anybody else queries.people_of(units)
        absence = Absence(
            unit=get_object_or_404(units, pk=wish.pop("unit")),
            principal=get_object_or_404(queries.people_of(units), pk=wish.pop("principal")),
            deputy=get_object_or_404(deputies, pk=wish.pop("deputy")),
            **wish,
        )
        made = services.give_stand_in(absence, **_act(request))
        return Response(StandInOut(made).data, status=201)

    @extend_schema(request=None, responses=StandInOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """It ends, or never begins."""
        found = self.get_object()
        read(NothingIn, request)
        services.withdraw_stand_in(stand_in_id=found.pk, **_act(request))
        return Response(StandInOut(self.get_object()).data)


def _units(keys: list[int]) -> list[Unit]:
    """Raises Http404 where one of them is not there."""
    return [get_object_or_404(Unit, pk=key) for key in keys]


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
