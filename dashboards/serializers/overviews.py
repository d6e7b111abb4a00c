"""What the API says where several apps are shown together."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.calendar import YEARS
from core.rest import AS_OF, BIGGEST_KEY, AsOfField, DayField, StrictIn
from dashboards.queries.search import LONGEST, MOST, Found
from indicators.models import ForecastMethod
from indicators.rules import Family, Lamp
from indicators.serializers import TargetOut
from plans.serializers import PlanOut
from tasks.models import TaskState
from tasks.serializers import TaskOut

# Of what has no cursor, as it is put together for the one who asks.
LINES = 100
FAMILIES = [each.value for each in Family]


class PlanDetailOut(PlanOut):
    """A plan with all its targets and tasks, in the order of the document."""

    targets = TargetOut(many=True, read_only=True)
    tasks = TaskOut(many=True, read_only=True)

    class Meta(PlanOut.Meta):
        fields: ClassVar[tuple[str, ...]] = (*PlanOut.Meta.fields, "targets", "tasks")


def offset_asked() -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=10**6,
        help_text=f"so many lines are left out; {LINES} come at a time",
    )


def key_asked(help_text: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False, min_value=0, max_value=BIGGEST_KEY, help_text=help_text
    )


class OverviewIn(StrictIn):
    """What an address may ask of the overview; what is asked together has to fit together."""

    plan = key_asked("this plan instead of all that are being carried out")
    leader = key_asked("the field of this leader, as on the leader's own page")
    unit = key_asked("this unit with all units below it")
    period = DayField(
        required=False,
        help_text="a closing date of the plan, or of any that is being carried out: as of the day "
        "on which the reports for it were due; not together with as_of",
    )
    as_of = AsOfField(required=False, help_text=AS_OF)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "period" in attrs and "as_of" in attrs:
            raise serializers.ValidationError(
                {"period": _("Ask for a period or for a day, not for both.")}
            )
        return attrs


def amount(**more: Any) -> serializers.DecimalField:
    """As it was computed; nothing is cut and nothing added behind the point."""
    return serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True, **more)


class CoverageOut(serializers.Serializer):
    """Reports of the newest closed periods; `late` is part of `missing`."""

    due = serializers.IntegerField()
    received = serializers.IntegerField()
    missing = serializers.IntegerField()
    late = serializers.IntegerField()


class LampCountOut(serializers.Serializer):
    lamp = serializers.ChoiceField(choices=[lamp.value for lamp in Lamp])
    count = serializers.IntegerField()


class FamilyOut(serializers.Serializer):
    """The targets of a family, which are never mixed with those of the other in one share.

    `listed` targets less those judged once a year (`annual`) and those that cannot be judged yet
    (`unknown`) are `counted`; `met` of them are on pace or done, `share` in percent.
    """

    family = serializers.ChoiceField(choices=FAMILIES)
    lamps = LampCountOut(many=True)
    listed = serializers.IntegerField(source="pace.listed")
    annual = serializers.IntegerField(source="pace.annual")
    unknown = serializers.IntegerField(source="pace.unknown")
    counted = serializers.IntegerField(source="pace.counted")
    met = serializers.IntegerField(source="pace.met")
    share = amount(source="pace.share")


class StateCountOut(serializers.Serializer):
    state = serializers.ChoiceField(choices=TaskState.choices)
    count = serializers.IntegerField()


class UnitCountOut(serializers.Serializer):
    unit = serializers.IntegerField(source="pk")
    unit_name = serializers.CharField(source="name")
    count = serializers.IntegerField()


class ProbableOut(serializers.Serializer):
    """The probable value at `ends_on` with its 80 % interval, by the names of a target's forecast.

    `probability` is that of reaching `wanted`, or of keeping to it where `at_most`; `hits` of
    `origins` earlier closing dates the interval held.
    """

    ends_on = serializers.DateField()
    wanted = amount()
    at_most = serializers.BooleanField()
    point = amount()
    low = amount()
    high = amount()
    probability = amount()
    method = serializers.ChoiceField(choices=ForecastMethod.choices)
    origins = serializers.IntegerField()
    hits = serializers.IntegerField()
    sentence = serializers.CharField(help_text="All of it in the user's language.")
    measured_on = serializers.DateField()


class BehindOut(serializers.Serializer):
    """A target below pace; `sentence` explains its lamp, `gap` is in percentage points.

    `forecast` is null where none was good enough to be shown.
    """

    target = serializers.IntegerField(source="pk")
    plan = serializers.IntegerField(source="origin.plan_pk")
    indicator_name = serializers.CharField(source="name")
    family = serializers.ChoiceField(choices=FAMILIES)
    promise = serializers.CharField()
    unit_of_measure = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    lead_unit = serializers.IntegerField(source="unit_pk", allow_null=True)
    lead_unit_name = serializers.CharField(source="unit")
    value = amount()
    measured_on = serializers.DateField(allow_null=True)
    expected = amount()
    gap = amount()
    lamp = serializers.ChoiceField(choices=[lamp.value for lamp in Lamp])
    sentence = serializers.CharField()
    forecast = ProbableOut(allow_null=True)
    quote = serializers.CharField(source="origin.quote")


class OverviewOut(serializers.Serializer):
    """How the plans that are being carried out, or one of them, stand today.

    Counts add up: `lamps` to `targets`, those of the `families` to `lamps`, `states` to `tasks`.
    `behind` has the worst of `behind_total` targets below pace, `late_units` those of
    `late_units_total` that owe most of the `late` reports; `verdict` says all of it in a sentence.
    """

    on = serializers.DateField()
    cut_off_on = serializers.DateField(allow_null=True)
    plan = serializers.IntegerField(source="plan_pk", allow_null=True)
    leader = serializers.IntegerField(source="leader_pk", allow_null=True)
    unit = serializers.IntegerField(source="unit_pk", allow_null=True)
    period = serializers.DateField(allow_null=True)
    verdict = serializers.CharField()
    coverage = CoverageOut()
    targets = serializers.IntegerField()
    lamps = LampCountOut(many=True)
    families = FamilyOut(many=True)
    behind = BehindOut(many=True)
    behind_total = serializers.IntegerField()
    tasks = serializers.IntegerField()
    overdue_tasks = serializers.IntegerField()
    states = StateCountOut(many=True)
    late = serializers.IntegerField()
    late_units = UnitCountOut(many=True)
    late_units_total = serializers.IntegerField()


class UnitOverviewIn(StrictIn):
    as_of = AsOfField(required=False, help_text=AS_OF)


class UnitOverviewOut(serializers.Serializer):
    """What a unit answers for in the plans that are being carried out.

    Targets are those that it leads, tasks those in which it has a part. `returned` and `late` are
    parts of the `unsent` reports. `lamps` add up to `targets`, `states` to `tasks`.
    """

    on = serializers.DateField()
    unit = serializers.IntegerField(source="unit_pk")
    unit_name = serializers.CharField(source="unit")
    targets = serializers.IntegerField()
    lamps = LampCountOut(many=True)
    behind = BehindOut(many=True)
    behind_total = serializers.IntegerField()
    tasks = serializers.IntegerField()
    overdue_tasks = serializers.IntegerField()
    states = StateCountOut(many=True)
    unsent = serializers.IntegerField()
    returned = serializers.IntegerField()
    late = serializers.IntegerField()


class SearchIn(StrictIn):
    """What an address may ask of the search."""

    q = serializers.CharField(max_length=LONGEST, help_text="two characters or more")
    kind = serializers.ChoiceField(
        required=False,
        choices=[kind.value for kind in Found],
        help_text="all kinds, and the best of each, where it is left out",
    )
    plan = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_KEY)
    unit = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_KEY)
    year = serializers.IntegerField(required=False, min_value=YEARS.start, max_value=YEARS.stop - 1)
    offset = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST, help_text="so many of a kind are left out"
    )


class PieceOut(serializers.Serializer):
    """A part of a text; `marked` where it is what was looked for."""

    text = serializers.CharField()
    marked = serializers.BooleanField()


class HitOut(serializers.Serializer):
    """`key` is that of the plan, target, task, report, indicator or unit; a clause has its plan's.

    `address` is the page of the very place.
    """

    key = serializers.IntegerField(source="pk")
    plan = serializers.IntegerField(allow_null=True)
    title = PieceOut(many=True)
    excerpt = PieceOut(many=True)
    facts = serializers.ListField(child=serializers.CharField())
    address = serializers.CharField()


class FoundOut(serializers.Serializer):
    """What there is of one kind. `more` is true where there is more than `count`."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in Found])
    count = serializers.IntegerField()
    more = serializers.BooleanField()
    hits = HitOut(many=True)


class SearchOut(serializers.Serializer):
    """`names` are other names of a unit that was looked for, where nothing else was found."""

    kinds = FoundOut(many=True)
    names = serializers.ListField(child=serializers.CharField())
