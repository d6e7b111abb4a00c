import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core import health, job_runs
from core.rest import KeyFilter
from core.rest.resources import Address, Resource
from units import access, queries, services
from units.http import ApiRequest
from units.models import Token, Unit
from units.serializers import JobsOut, TokenOut, UnitOut


class UnitFilter(django_filters.FilterSet):
    parent = KeyFilter(label="the unit above")
    name = django_filters.CharFilter(
        field_name="names__name", lookup_expr="icontains", distinct=True, label="any name"
    )

    class Meta:
        model = Unit
        fields = ("kind", "level")


class UnitViewSet(Resource[Unit]):
    """The units that plans name, each with every name it goes by."""

    queryset = Unit.objects.none()
    serializer_class = UnitOut
    filterset_class = UnitFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Unit]:
        return access.visible_units(self.request.user).in_protocol_order().prefetch_related("names")


class JobsView(Address):
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


class TokenViewSet(Resource[Token]):
    """One's own tokens, without their keys. They are made on a page, by a person."""

    queryset = Token.objects.none()
    serializer_class = TokenOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Token]:
        return queries.tokens_of(self.request.user)

    @extend_schema(operation_id="tokens_withdraw", responses={204: None})
    def destroy(self, request: ApiRequest, pk: int) -> Response:
        """Withdraw a token. A program may do so to its own only, such as when it was seen."""
        mine = self.get_queryset()
        if isinstance(request.auth, Token):
            mine = mine.filter(pk=request.auth.pk)
        token = get_object_or_404(mine, pk=pk)
        services.withdraw_token(token_id=token.pk, by=request.user, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
