"""What the API says where things are held against each other: units, plans, indicators."""

from typing import ClassVar

from rest_framework import serializers

from core.rest import AS_OF, AsOfField, StrictIn
from core.rest.out import Out
from dashboards.serializers.overviews import (
    FAMILIES,
    FamilyOut,
    LampCountOut,
    OverviewIn,
    key_asked,
    offset_asked,
)
from indicators.models import Indicator
from intake.superior.aligning import Of
from intake.superior.outcomes import Outcome

OUTCOMES = [outcome.value for outcome in Outcome]


class ResultsIn(OverviewIn):
    by = serializers.ChoiceField(
        required=False,
        choices=FAMILIES,
        help_text="the family that orders the units; the one in which most have a rank if left out",
    )
    offset = offset_asked()


class FamilyResultOut(FamilyOut):
    """Null where nothing counts yet; `rank_was` is that of the closing date before."""

    rank = serializers.IntegerField(allow_null=True)
    rank_was = serializers.IntegerField(allow_null=True)


class UnitResultOut(serializers.Serializer):
    """The targets that a unit leads; each family has a rank of its own."""

    unit = serializers.IntegerField(source="pk")
    unit_name = serializers.CharField(source="name")
    targets = serializers.IntegerField()
    lamps = LampCountOut(many=True)
    families = FamilyResultOut(many=True)


class ResultsOut(serializers.Serializer):
    on = serializers.DateField()
    by = serializers.ChoiceField(choices=FAMILIES)
    total = serializers.IntegerField()
    units = UnitResultOut(many=True)


class PromisedOut(serializers.Serializer):
    """A promise as its document words it."""

    name = serializers.CharField()
    promise = serializers.CharField()
    due_on = serializers.DateField(source="due", allow_null=True)
    clause = serializers.CharField()
    quote = serializers.CharField()


class OutcomeOut(serializers.Serializer):
    outcome = serializers.ChoiceField(source="kind", choices=OUTCOMES)
    count = serializers.IntegerField()


class ComparedOut(serializers.Serializer):
    """A superior's promise beside ours; `superior` is null for what only we promise, `ours` for
    what is left out. `difference` and `notes` are in words."""

    outcome = serializers.ChoiceField(source="kind.kind", choices=OUTCOMES)
    superior = PromisedOut(allow_null=True)
    ours = PromisedOut(allow_null=True)
    difference = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField())


class CascadeIn(StrictIn):
    """What an address may ask of the comparison with local plans."""

    of = serializers.ChoiceField(required=False, choices=[each.value for each in Of])
    outcome = serializers.ChoiceField(required=False, choices=OUTCOMES)
    local = key_asked("this local plan alone")
    columns = serializers.IntegerField(
        required=False, min_value=1, max_value=10**6, help_text="which page of local plans"
    )
    offset = offset_asked()
    as_of = AsOfField(required=False, help_text=AS_OF)


class CascadeLineOut(ComparedOut):
    """`of` says whether targets or tasks are compared; `local` is the local plan."""

    of = serializers.ChoiceField(choices=[each.value for each in Of])
    local = serializers.IntegerField(source="column.pk")
    local_title = serializers.CharField(source="column.title")
    issuer_name = serializers.CharField(source="column.issuer")


class CascadeOut(serializers.Serializer):
    """A page of local plans, and what became in each of every promise of the superior one.

    `outcomes` count what was compared; `total` are the lines that were asked for.
    """

    plan = serializers.IntegerField()
    on = serializers.DateField()
    plans = serializers.IntegerField()
    pages = serializers.IntegerField()
    outcomes = OutcomeOut(many=True)
    total = serializers.IntegerField()
    lines = CascadeLineOut(many=True)


class SuperiorIn(StrictIn):
    """What an address may ask of the comparison with a superior plan."""

    superior = key_asked("which of the plans above it; the first one if left out")
    outcome = serializers.ChoiceField(required=False, choices=OUTCOMES)
    offset = offset_asked()
    as_of = AsOfField(required=False, help_text=AS_OF)


class SuperiorLineOut(ComparedOut):
    of = serializers.SerializerMethodField()

    def get_of(self, line: object) -> str:
        return Of.TASKS.value if getattr(line, "of_tasks", False) else Of.TARGETS.value


class SuperiorOut(serializers.Serializer):
    """`superior` is null where no plan stands above this one."""

    plan = serializers.IntegerField()
    on = serializers.DateField()
    superior = serializers.IntegerField(allow_null=True)
    outcomes = OutcomeOut(many=True)
    total = serializers.IntegerField()
    lines = SuperiorLineOut(many=True)


class IndicatorOut(Out[Indicator]):
    """What is counted, in whichever plan it is promised: `targets` says how often, `versions` how
    many definitions it has had."""

    family = serializers.ChoiceField(choices=FAMILIES, read_only=True)
    targets = serializers.IntegerField(source="target_count", read_only=True)
    versions = serializers.IntegerField(source="version_count", read_only=True)

    class Meta:
        model = Indicator
        fields: ClassVar[tuple[str, ...]] = (
            *("id", "name", "unit_of_measure", "kind", "family", "certifying_unit"),
            *("targets", "versions"),
        )


class CountingOut(serializers.Serializer):
    """One way in which it is counted, and how many targets were promised in it.

    `definition` is null where no version held; then `text` is what the catalogue says without a
    date. `until` is the day on which the next version begins.
    """

    indicator = serializers.IntegerField()
    definition = serializers.IntegerField(source="key", allow_null=True)
    unit_of_measure = serializers.CharField()
    certifying_unit_name = serializers.CharField(source="certifying_unit")
    valid_from = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    text = serializers.CharField()
    document = serializers.CharField()
    targets = serializers.IntegerField()


class IndicatorDetailOut(IndicatorOut):
    """With every definition that is in use, also those of indicators of the same name; the targets
    are told by `/targets/?indicator=`. `lamps` is empty where they are too many to be judged."""

    countings = CountingOut(many=True, read_only=True)
    lamps = LampCountOut(many=True, read_only=True)

    class Meta(IndicatorOut.Meta):
        fields: ClassVar[tuple[str, ...]] = (*IndicatorOut.Meta.fields, "countings", "lamps")
