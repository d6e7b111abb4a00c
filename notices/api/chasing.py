"""Who is told what, when and how, for programs of the office."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.bell import ring
from core.rest import BIGGEST_KEY, NothingIn, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Address, Resource
from notices import queries, rules, services
from notices.models import Channel, Ladder, Manner, Message, Outlet, OutletKind, Party, PresetWords
from notices.models import Matter as MatterWords
from notices.rules import FURTHEST, MOST_STEPS, Hours, Matter, Preset, Step
from notices.serializers import OutletOut
from notices.services import Kept
from plans.access import visible_plan
from plans.models import Plan
from units.access import require_role, visible_units
from units.http import ApiRequest
from units.models import Unit
from units.rules import OFFICE_ROLES, Role


class LadderPlanIn(StrictIn):
    """Null for the ladder of all plans that have none of their own."""

    plan = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY, allow_null=True)


class LadderStepIn(StrictIn):
    """`days` are working days from the deadline, negative before it; of `pace`, periods."""

    days = serializers.IntegerField(min_value=-FURTHEST, max_value=FURTHEST)
    to = serializers.MultipleChoiceField(choices=Party.choices)
    by = serializers.MultipleChoiceField(choices=Channel.choices, default=set)
    urgent = serializers.BooleanField(default=False)
    words = serializers.CharField(max_length=200, allow_blank=True, default="")


class LadderStepsIn(LadderPlanIn):
    matter = serializers.ChoiceField(MatterWords.choices)
    steps = serializers.ListField(child=LadderStepIn(), max_length=MOST_STEPS)


class LadderPresetIn(LadderPlanIn):
    preset = serializers.ChoiceField(PresetWords.choices)


class LadderStepOut(serializers.Serializer):
    matter = serializers.ChoiceField(MatterWords.choices)
    days = serializers.IntegerField()
    to = serializers.ListField(child=serializers.ChoiceField(Party.choices))
    by = serializers.ListField(child=serializers.ChoiceField(Channel.choices))
    urgent = serializers.BooleanField()
    words = serializers.CharField()


class LadderOut(serializers.Serializer):
    plan = serializers.IntegerField(allow_null=True)
    is_own = serializers.BooleanField()
    steps = LadderStepOut(many=True)


class MannerOut(Out):
    """When letters go out, and whether they may name what they are about."""

    class Meta:
        model = Manner
        fields = ("daily_at", "urgent_from", "urgent_until", "names_things")


class MannerIn(StrictIn):
    daily_at = serializers.TimeField()
    urgent_from = serializers.TimeField()
    urgent_until = serializers.TimeField()
    names_things = serializers.BooleanField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["urgent_from"] >= attrs["urgent_until"]:
            sentence = _("Urgent letters need some hours of the day.")
            raise serializers.ValidationError({"urgent_until": [sentence]})
        return attrs


class OutletIn(StrictIn):
    """Without an address it stays where it is; secrets are never shown again."""

    name = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(OutletKind.choices)
    unit = serializers.IntegerField(
        min_value=0, max_value=BIGGEST_KEY, required=False, allow_null=True
    )
    address = serializers.CharField(max_length=500, allow_blank=True, default="")
    secret = serializers.CharField(max_length=200, allow_blank=True, default="")
    is_active = serializers.BooleanField(default=True)


class LadderViewSet(Address, GenericViewSet[Ladder]):
    """Who is told of which matter, and when."""

    queryset = Ladder.objects.none()
    pagination_class = None
    filter_backends = ()

    def known_parameters(self) -> set[str]:
        return {"plan"} if self.action == "list" else set()

    @extend_schema(
        operation_id="ladder",
        parameters=[OpenApiParameter("plan", int, description="of which plan; of all without it")],
        responses=forced_singular_serializer(LadderOut),  # type: ignore[no-untyped-call]  # theirs
    )
    def list(self, request: ApiRequest) -> Response:
        """The steps that hold for a plan, or for all."""
        require_role(request.user, *OFFICE_ROLES)
        asked = {"plan": request.query_params.get("plan")}
        wish = LadderPlanIn(data=asked)
        wish.is_valid(raise_exception=True)
        return _ladder(_plan(request, wish.validated_data))

    @extend_schema(operation_id="ladder_set", request=LadderStepsIn, responses=LadderOut)
    @action(detail=False, methods=["post"])
    def steps(self, request: ApiRequest) -> Response:
        """From now on these steps hold for one matter; none means that nobody is told."""
        require_role(request.user, *OFFICE_ROLES)
        wish = read(LadderStepsIn, request)
        plan, matter = _plan(request, wish), Matter(wish["matter"])
        chosen = [_step(matter, each) for each in wish["steps"]]
        facts: dict[str, Any] = {"plan_id": plan.pk if plan else None, "matter": matter}
        services.set_steps(**facts, steps=chosen, **_act(request))
        return _ladder(plan)

    @extend_schema(operation_id="ladder_choose", request=LadderPresetIn, responses=LadderOut)
    @action(detail=False, methods=["post"])
    def choose(self, request: ApiRequest) -> Response:
        """All steps begin anew as a preset has them."""
        require_role(request.user, *OFFICE_ROLES)
        wish = read(LadderPresetIn, request)
        plan, preset = _plan(request, wish), Preset(wish["preset"])
        plan_id = plan.pk if plan else None
        services.choose_preset(plan_id=plan_id, preset=preset, **_act(request))
        return _ladder(plan)

    @extend_schema(operation_id="ladder_drop", request=LadderPlanIn, responses=LadderOut)
    @action(detail=False, methods=["post"])
    def drop(self, request: ApiRequest) -> Response:
        """A plan goes by the ladder of all plans again."""
        require_role(request.user, *OFFICE_ROLES)
        plan = _plan(request, read(LadderPlanIn, request))
        if plan is not None:
            services.drop_ladder(plan_id=plan.pk, **_act(request))
        return _ladder(plan)

    @extend_schema(operation_id="ladder_hours", request=MannerIn, responses=MannerOut)
    @action(detail=False, methods=["post"])
    def hours(self, request: ApiRequest) -> Response:
        """When letters go out."""
        require_role(request.user, *OFFICE_ROLES)
        wish = read(MannerIn, request)
        names = wish.pop("names_things")
        manner = services.set_manner(hours=Hours(**wish), names_things=names, **_act(request))
        return Response(MannerOut(manner).data)


class OutletActViewSet(Address, GenericViewSet[Outlet]):
    """The head of the office keeps groups and gateways."""

    queryset = Outlet.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="outlets_add", request=OutletIn, responses={201: OutletOut})
    @action(detail=False, methods=["post"], url_path="new")
    def add(self, request: ApiRequest) -> Response:
        """Have one more told."""
        require_role(request.user, Role.OFFICE_HEAD)
        made = services.add_outlet(kept=_kept(request), **_act(request))
        return Response(OutletOut(made).data, status=201)

    @extend_schema(operation_id="outlets_change", request=OutletIn, responses=OutletOut)
    @action(detail=True, methods=["post"])
    def change(self, request: ApiRequest, pk: int) -> Response:
        """Change what it is called, where it is and whether it is told."""
        outlet = _outlet(request, pk)
        done = services.change_outlet(outlet_id=outlet.pk, kept=_kept(request), **_act(request))
        return Response(OutletOut(done).data)

    @extend_schema(operation_id="outlets_try", request=None, responses={202: None})
    @action(detail=True, methods=["post"], url_path="try")
    def try_it(self, request: ApiRequest, pk: int) -> Response:
        """Have it told that it will be told."""
        outlet = _outlet(request, pk)
        read(NothingIn, request)
        services.try_outlet(outlet_id=outlet.pk, **_act(request))
        ring("notices.tell_outlets")
        return Response(status=202)


class MessageOut(Out):
    """A letter or message that failed; `trouble` says why."""

    trouble = serializers.CharField(read_only=True)

    class Meta:
        model = Message
        fields = ("id", "person", "outlet", "channel", "slot_at", "attempts", "trouble")


class MessageViewSet(Resource[Message]):
    """What could not be delivered, for the office."""

    queryset = Message.objects.none()
    serializer_class = MessageOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Message]:
        require_role(self.request.user, *OFFICE_ROLES)
        return queries.failed_messages()

    @extend_schema(operation_id="messages_again", request=None, responses={202: None})
    @action(detail=True, methods=["post"])
    def again(self, request: ApiRequest, pk: int) -> Response:
        """Send it once more, after somebody mended the reason."""
        require_role(request.user, *OFFICE_ROLES)
        message = get_object_or_404(Message, pk=pk)
        read(NothingIn, request)
        services.send_again(message_id=message.pk, **_act(request))
        ring("notices.deliver")
        return Response(status=202)


def _plan(request: ApiRequest, wish: dict[str, Any]) -> Plan | None:
    return None if wish["plan"] is None else visible_plan(request.user, wish["plan"])


def _ladder(plan: Plan | None) -> Response:
    sheet = queries.ladder_sheet(plan)
    shown = {
        "plan": plan.pk if plan else None,
        "is_own": sheet.is_own,
        "steps": [step for line in sheet.lines for step in line.steps],
    }
    return Response(LadderOut(shown).data)


def _step(matter: Matter, given: dict[str, Any]) -> Step:
    return Step(
        matter=matter,
        days=given["days"],
        to=frozenset(map(rules.Party, given["to"])),
        by=frozenset(map(rules.Channel, given["by"])),
        urgent=given["urgent"],
        words=" ".join(given["words"].split()),
    )


def _outlet(request: ApiRequest, pk: int) -> Outlet:
    require_role(request.user, Role.OFFICE_HEAD)
    return get_object_or_404(Outlet, pk=pk)


def _kept(request: ApiRequest) -> Kept:
    wish = read(OutletIn, request)
    key = wish.pop("unit", None)
    unit: Unit | None = (
        None if key is None else get_object_or_404(visible_units(request.user), pk=key)
    )
    return Kept(**wish | {"kind": rules.OutletKind(wish["kind"]), "unit": unit})


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
