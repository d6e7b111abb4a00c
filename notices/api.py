import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.rest import FlagFilter
from notices import access, queries, services
from notices.models import Notice
from notices.serializers import NoticeOut
from units.http import ApiRequest


class NoticeFilter(django_filters.FilterSet):
    waits = FlagFilter(label="unread, and what it is about still waits")


class NoticeViewSet(ReadOnlyModelViewSet[Notice]):
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
        services.mark_read(by=request.user, now=timezone.now(), notice_id=notice.pk)
        return Response(NoticeOut(self.get_object()).data)
