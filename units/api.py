import django_filters
from django.contrib.auth import authenticate
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from core import health, job_runs
from core.origin import address_of
from core.rest import KeyFilter
from units import access, services
from units.http import ApiRequest
from units.models import Unit, User
from units.serializers import JobsOut, SignInIn, TokenOut, UnitOut


class UnitFilter(django_filters.FilterSet):
    parent = KeyFilter(label="the unit above")
    name = django_filters.CharFilter(
        field_name="names__name", lookup_expr="icontains", distinct=True, label="any name"
    )

    class Meta:
        model = Unit
        fields = ("kind", "level")


class UnitViewSet(ReadOnlyModelViewSet[Unit]):
    """The units that plans name, each with every name it goes by."""

    queryset = Unit.objects.none()
    serializer_class = UnitOut
    filterset_class = UnitFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Unit]:
        return access.visible_units(self.request.user).in_protocol_order().prefetch_related("names")


class JobsView(APIView):
    """How the scheduled jobs fare, for the office and the system administrator."""

    @extend_schema(operation_id="jobs", responses=JobsOut)
    def get(self, request: ApiRequest) -> Response:
        """The last run of each job, what waits for a worker, and whether the scheduler runs."""
        access.require_role(request.user, *access.JOB_WATCHERS)
        now = timezone.now()
        found = {
            "scheduler": health.beat(now=now),
            "jobs": job_runs.job_lines(now=now),
            "backlog": job_runs.backlogs(now=now),
        }
        return Response(JobsOut(found).data)


class TokenView(APIView):
    """The key with which a program speaks for a person: `Authorization: Token …`."""

    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "token"

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny() if self.request.method == "POST" else IsAuthenticated()]

    @extend_schema(operation_id="token_issue", request=SignInIn, responses=TokenOut, auth=[])
    def post(self, request: ApiRequest) -> Response:
        """Sign in with login name and password; asking again gives the same token."""
        wish = SignInIn(data=request.data)
        wish.is_valid(raise_exception=True)
        now, address = timezone.now(), address_of(request)
        username = wish.validated_data["username"]
        services.begin_attempt(username=username, address=address, now=now)
        user = authenticate(request, **wish.validated_data)
        if not isinstance(user, User):
            services.fail_attempt(username=username, address=address, now=now)
            raise ValidationError({"detail": _("This login name and password do not match.")})
        services.end_attempt(user=user, address=address, now=now)
        key = services.issue_token(user=user, now=now)
        return Response(TokenOut({"token": key}).data)

    @extend_schema(operation_id="token_withdraw", request=None, responses={204: None})
    def delete(self, request: ApiRequest) -> Response:
        """Withdraw one's own token, for example because it was seen by others."""
        services.withdraw_token(user=request.user, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
