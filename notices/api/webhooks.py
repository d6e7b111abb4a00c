"""Programs that are told what happens, kept by programs of the office."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from core.bell import ring
from core.rest import BIGGEST_KEY, NothingIn, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Resource
from core.work import WorkState
from notices import queries, rules, services
from notices.models import Delivery, EventKind, Subscription
from notices.services import Wanted
from plans.access import visible_plan
from units.access import require_role
from units.http import ApiRequest
from units.rules import OFFICE_ROLES, Role

JOB = "notices.tell_programs"


class WebhookOut(Out):
    """The address comes back without what follows its host; `parked_at` since it stands still."""

    address = serializers.CharField(source="shown_address", read_only=True)
    trouble = serializers.CharField(source="trouble_told", read_only=True)

    class Meta:
        model = Subscription
        fields = (
            "id",
            "name",
            "kinds",
            "plans",
            "address",
            "is_active",
            "failures",
            "parked_at",
            "trouble",
        )


class WebhookSecretOut(serializers.Serializer):
    """`secret` checks signatures by Standard Webhooks; it is shown once."""

    id = serializers.IntegerField()
    secret = serializers.CharField()


class WebhookIn(StrictIn):
    """No plans means all; without an address it stays where it is."""

    name = serializers.CharField(max_length=60)
    address = serializers.CharField(max_length=500, allow_blank=True, default="")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(EventKind.choices), min_length=1, max_length=len(EventKind)
    )
    plans = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY),
        max_length=200,
        default=list,
    )
    is_active = serializers.BooleanField(default=True)


class ReplayedOut(serializers.Serializer):
    events = serializers.IntegerField()


class DeliveryOut(Out):
    """One event and what became of it; `key` is its `webhook-id`."""

    key = serializers.CharField(source="event.key", read_only=True)
    kind = serializers.ChoiceField(source="event.kind", choices=EventKind.choices, read_only=True)
    thing_id = serializers.IntegerField(source="event.thing_id", read_only=True)
    at = serializers.DateTimeField(source="event.at", read_only=True)
    state = serializers.ChoiceField(source="work_state", choices=WorkState.choices, read_only=True)
    trouble = serializers.CharField(read_only=True)

    class Meta:
        model = Delivery
        fields = ("key", "kind", "thing_id", "at", "state", "attempts", "sent_at", "trouble")


class WebhookViewSet(Resource[Subscription]):
    """Programs that are told what happens: the office sees them, its head keeps them."""

    queryset = Subscription.objects.none()
    serializer_class = WebhookOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Subscription]:
        require_role(self.request.user, *OFFICE_ROLES)
        return queries.subscriptions()

    @extend_schema(request=WebhookIn, responses={201: WebhookSecretOut})
    def create(self, request: ApiRequest) -> Response:
        """Have a program told; its host must be one that the environment allows."""
        require_role(request.user, Role.OFFICE_HEAD)
        made, secret = services.add_subscription(wanted=self._wanted(), **self._act())
        return Response(WebhookSecretOut({"id": made.pk, "secret": secret}).data, status=201)

    @extend_schema(request=WebhookIn, responses=WebhookOut)
    @action(detail=True, methods=["post"])
    def change(self, request: ApiRequest, pk: int) -> Response:
        """Change what it is told, or where."""
        found = self._kept(pk)
        wanted = self._wanted()
        services.change_subscription(subscription_id=found.pk, wanted=wanted, **self._act())
        return self._answer()

    @extend_schema(request=None, responses=WebhookSecretOut)
    @action(detail=True, methods=["post"])
    def secret(self, request: ApiRequest, pk: int) -> Response:
        """Another secret signs from now on."""
        found = self._kept(pk)
        read(NothingIn, request)
        made, secret = services.renew_secret(subscription_id=found.pk, **self._act())
        return Response(WebhookSecretOut({"id": made.pk, "secret": secret}).data)

    @extend_schema(request=None, responses=WebhookOut)
    @action(detail=True, methods=["post"])
    def resume(self, request: ApiRequest, pk: int) -> Response:
        """Knock again, with all that waited or failed of the last days."""
        found = self._kept(pk)
        read(NothingIn, request)
        services.resume_subscription(subscription_id=found.pk, **self._act())
        ring(JOB)
        return self._answer()

    @extend_schema(request=None, responses=ReplayedOut)
    @action(detail=True, methods=["post"])
    def replay(self, request: ApiRequest, pk: int) -> Response:
        """Tell the last 7 days once more, under the same keys."""
        found = self._kept(pk)
        read(NothingIn, request)
        number = services.replay(subscription_id=found.pk, **self._act())
        ring(JOB)
        return Response(ReplayedOut({"events": number}).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: int) -> Response:
        """Tell it nothing any more."""
        found = self._kept(pk)
        read(NothingIn, request)
        services.end_subscription(subscription_id=found.pk, **self._act())
        return Response(status=204)

    @extend_schema(responses=DeliveryOut(many=True))
    @action(detail=True)
    def deliveries(self, request: ApiRequest, pk: int) -> Response:
        """What it was told, the newest event first."""
        page = self.paginate_queryset(queries.deliveries(self.get_object()))  # type: ignore[arg-type]  # not of subscriptions
        return self.get_paginated_response(DeliveryOut(page, many=True).data)

    def _kept(self, pk: int) -> Subscription:
        require_role(self.request.user, Role.OFFICE_HEAD)
        return get_object_or_404(Subscription, pk=pk)

    def _wanted(self) -> Wanted:
        wish = read(WebhookIn, self.request)
        plans = [visible_plan(self.request.user, key) for key in wish.pop("plans")]
        kinds = [rules.EventKind(kind) for kind in wish.pop("kinds")]
        return Wanted(**wish, kinds=kinds, plans=plans)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self) -> Response:
        return Response(WebhookOut(self.get_object()).data)
