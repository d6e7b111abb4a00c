"""What people set for themselves, for their programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import NothingIn, read
from core.rest.resources import Address
from notices import services
from notices.models import Notice
from units.http import ApiRequest


class ReadOut(serializers.Serializer):
    read = serializers.IntegerField()


class InboxActViewSet(Address, GenericViewSet[Notice]):
    """The whole inbox at once."""

    queryset = Notice.objects.none()

    @extend_schema(operation_id="notices_read_all", request=None, responses=ReadOut)
    @action(detail=False, methods=["post"], url_path="read")
    def read_all(self, request: ApiRequest) -> Response:
        """Mark everything as read."""
        read(NothingIn, request)
        number = services.mark_read(by=request.user, now=timezone.now())
        return Response(ReadOut({"read": number}).data)
