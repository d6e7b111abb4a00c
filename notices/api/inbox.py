import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.rest import FlagFilter, NothingIn, read
from core.rest.resources import Address, Resource
from notices import access, queries, services
from notices.models import Notice, Outlet
from notices.rules import Matter
from notices.serializers import MutesIn, NoticeOut, OutletOut
from units.access import require_role
from units.http import ApiRequest
from units.rules import OFFICE_ROLES


class NoticeFilter(django_filters.FilterSet):
    waits = FlagFilter(label="unread, and what it is about still waits")


class NoticeViewSet(Resource[Notice]):
    """One's own inbox: what waits first, then the newest."""

    queryset = Notice.objects.none()
    serializer_class = NoticeOut
    filterset_class = NoticeFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Notice]:
        return queries.inbox(self.request.user)

    @extend_schema(request=None, responses=NoticeOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def read(self, request: ApiRequest, pk: int) -> Response:
        """Mark a notice as read."""
        notice = access.visible_notice(request.user, pk)
        read(NothingIn, request)
        services.mark_read(by=request.user, now=timezone.now(), notice_id=notice.pk)
        return Response(NoticeOut(self.get_object()).data)


class MutesView(Address):
    """About which matters one gets no letters where they are not one's duty."""

    request: ApiRequest

    @extend_schema(operation_id="mutes", responses=MutesIn)
    def get(self, request: ApiRequest) -> Response:
        """The matters that are muted."""
        return Response({"matters": queries.muted(request.user)})

    @extend_schema(operation_id="mutes_set", request=MutesIn, responses=MutesIn)
    def put(self, request: ApiRequest) -> Response:
        """Mute these matters and no others."""
        matters = {Matter(matter) for matter in read(MutesIn, request)["matters"]}
        services.mute(matters=matters, by=request.user, now=timezone.now())
        return self.get(request)


class OutletViewSet(Resource[Outlet]):
    """Groups and gateways that the office tells how many things wait; addresses without keys."""

    queryset = Outlet.objects.none()
    serializer_class = OutletOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Outlet]:
        require_role(self.request.user, *OFFICE_ROLES)
        return queries.outlets()
