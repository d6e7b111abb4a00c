"""What the office does with targets, lamps and definitions, as on their pages."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import DayField, NothingIn, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Address
from indicators import access, rules, services
from indicators.models import AMOUNT, Distance, Family, Indicator, Lamp, Standing, Target
from indicators.models import IndicatorDefinition as Definition
from indicators.rules import SHAPES, Band, Scheme
from plans.models import Plan
from units.http import ApiRequest

MOST_BANDS = 12


class LampIn(StrictIn):
    """`band` is one of the plan's lamps, by its code."""

    band = serializers.SlugField(max_length=40)
    reason = serializers.CharField(max_length=1000)


class ComparatorIn(StrictIn):
    """What others had reached at a date."""

    on = DayField()
    value = serializers.DecimalField(**AMOUNT)
    source = serializers.CharField(  # type: ignore[assignment]  # a field of the body
        max_length=200, allow_blank=True, default=""
    )


class DefinitionIn(StrictIn):
    valid_from = DayField()
    text = serializers.CharField(max_length=4000)
    document = serializers.CharField(max_length=200, allow_blank=True, default="")


class DefinitionOut(Out):
    class Meta:
        model = Definition
        fields = ("valid_from", "text", "document")


class FamilyIn(StrictIn):
    family = serializers.ChoiceField(choices=[each.value for each in Family])


class BandIn(StrictIn):
    code = serializers.SlugField(max_length=40)
    word_zh = serializers.CharField(max_length=30)
    word_en = serializers.CharField(max_length=40)
    lamp = serializers.ChoiceField([lamp.value for lamp in Lamp])
    shape = serializers.ChoiceField([(shape, shape) for shape in SHAPES])
    standing = serializers.ChoiceField(Standing.choices)
    up_to = serializers.DecimalField(7, 2, required=False, allow_null=True, min_value=0)
    inclusive = serializers.BooleanField(default=True)
    within_days = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=366
    )
    own_choice = serializers.BooleanField(default=False)


class SchemeIn(StrictIn):
    """Ordered lamps; the first that fits is shown. With a preset's code and content it is that."""

    code = serializers.SlugField(max_length=40)
    name_zh = serializers.CharField(max_length=60)
    name_en = serializers.CharField(max_length=60)
    distance = serializers.ChoiceField(Distance.choices)
    misses_in_a_row = serializers.IntegerField(
        required=False, allow_null=True, min_value=2, max_value=24
    )
    raised_to = serializers.CharField(max_length=40, allow_blank=True, default="")
    bands = serializers.ListField(child=BandIn(), min_length=1, max_length=MOST_BANDS)


class TargetActViewSet(Address, GenericViewSet[Target]):
    """What the office decides about a target's lamp."""

    queryset = Target.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="targets_override", request=LampIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def override(self, request: ApiRequest, pk: int) -> Response:
        """Show another lamp for the current closing date; the computed one stays beside it."""
        target = access.office_target(request.user, pk)
        wish = read(LampIn, request)
        services.override_verdict(target_id=target.pk, **wish, **_act(request))
        return Response(status=204)

    @extend_schema(operation_id="targets_withdraw_override", request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="withdraw-override")
    def withdraw_override(self, request: ApiRequest, pk: int) -> Response:
        """Show what the rules say again."""
        target = access.office_target(request.user, pk)
        read(NothingIn, request)
        services.withdraw_override(target_id=target.pk, **_act(request))
        return Response(status=204)

    @extend_schema(operation_id="targets_compare", request=ComparatorIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def compare(self, request: ApiRequest, pk: int) -> Response:
        """Note what others had reached, so that a relative target can be judged."""
        target = access.office_target(request.user, pk)
        wish = read(ComparatorIn, request)
        services.enter_comparator(target_id=target.pk, **wish, **_act(request))
        return Response(status=204)


class PlanLampViewSet(Address, GenericViewSet[Plan]):
    """The lamps of a plan."""

    queryset = Plan.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="plans_lamps", request=SchemeIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def lamps(self, request: ApiRequest, pk: int) -> Response:
        """Show the plan's targets by these lamps from today on."""
        plan = access.office_plan(request.user, pk)
        wish = read(SchemeIn, request)
        services.choose_scheme(plan_id=plan.pk, scheme=_scheme(wish), **_act(request))
        return Response(status=204)


class DefinitionViewSet(Address, GenericViewSet[Indicator]):
    """How indicators are counted, and among which."""

    queryset = Indicator.objects.none()
    lookup_value_converter = "int"

    @extend_schema(
        operation_id="indicators_define", request=DefinitionIn, responses={201: DefinitionOut}
    )
    @action(detail=True, methods=["post"])
    def definitions(self, request: ApiRequest, pk: int) -> Response:
        """Write down how it is counted from a day on; earlier versions stay."""
        indicator = access.definable_indicator(request.user, pk)
        wish = read(DefinitionIn, request)
        made = services.define_indicator(indicator_id=indicator.pk, **wish, **_act(request))
        return Response(DefinitionOut(made).data, status=201)

    @extend_schema(operation_id="indicators_classify", request=FamilyIn, responses={204: None})
    @action(detail=True, methods=["post"])
    def family(self, request: ApiRequest, pk: int) -> Response:
        """Count it among the main economic indicators, or among the counted targets."""
        indicator = access.definable_indicator(request.user, pk)
        wish = read(FamilyIn, request)
        services.classify_indicator(indicator_id=indicator.pk, **wish, **_act(request))
        return Response(status=204)


def _scheme(wish: dict[str, Any]) -> Scheme:
    bands = [
        Band(
            **each
            | {"lamp": rules.Lamp(each["lamp"]), "standing": rules.Standing(each["standing"])}
        )
        for each in wish["bands"]
    ]
    return Scheme(**wish | {"bands": tuple(bands), "distance": rules.Distance(wish["distance"])})


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
