"""What leaders ticked as read, for programs."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.rest import KeyFilter, read
from core.rest.resources import Resource
from instructions import access, services
from instructions.models import Tick
from instructions.serializers import ThingIn, TickOut
from units.http import ApiRequest


class TickFilter(django_filters.FilterSet):
    plan = KeyFilter()
    target = KeyFilter()
    task = KeyFilter()

    class Meta:
        model = Tick
        fields: tuple[str, ...] = ()


class TickViewSet(Resource[Tick]):
    """What was ticked as read (圈阅): a leader's own, for the supervision office all."""

    queryset = Tick.objects.none()
    serializer_class = TickOut
    filterset_class = TickFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Tick]:
        return access.visible_ticks(self.request.user).select_related("leader").order_by("-pk")

    @extend_schema(request=ThingIn, responses={201: TickOut})
    def create(self, request: ApiRequest) -> Response:
        """Say that it was read; once a day is enough, and nobody has to do anything."""
        access.require_leader(request.user)
        wish = read(ThingIn, request)
        thing = access.thing_in_sight(request.user, wish["thing"], wish["key"])
        tick = services.tick_as_read(about=thing, by=request.user, now=timezone.now())
        return Response(TickOut(tick).data, status=status.HTTP_201_CREATED)
