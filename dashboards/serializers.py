"""What the API says where several apps are shown together."""

from typing import ClassVar

from rest_framework import serializers

from core.calendar import YEARS
from core.rest import AS_OF, BIGGEST_KEY, AsOfField, StrictIn
from dashboards.queries.search import LONGEST, MOST, Found
from indicators.rules import Lamp
from indicators.serializers import TargetOut
from plans.serializers import PlanOut
from tasks.models import TaskState
from tasks.serializers import TaskOut


class PlanDetailOut(PlanOut):
    """A plan with all its targets and tasks, in the order of the document."""

    targets = TargetOut(many=True, read_only=True)
    tasks = TaskOut(many=True, read_only=True)

    class Meta(PlanOut.Meta):
        fields: ClassVar[tuple[str, ...]] = (*PlanOut.Meta.fields, "targets", "tasks")


class OverviewIn(StrictIn):
    """What an address may ask of the overview."""

    plan = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_KEY)
    as_of = AsOfField(required=False, help_text=AS_OF)


def _number() -> serializers.DecimalField:
    """As it was computed; nothing is cut and nothing added behind the point."""
    return serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)


class CoverageOut(serializers.Serializer):
    """Reports of the newest closed periods; `late` is part of `missing`."""

    due = serializers.IntegerField()
    received = serializers.IntegerField()
    missing = serializers.IntegerField()
    late = serializers.IntegerField()


class LampCountOut(serializers.Serializer):
    lamp = serializers.ChoiceField(choices=[lamp.value for lamp in Lamp])
    count = serializers.IntegerField()


class StateCountOut(serializers.Serializer):
    state = serializers.ChoiceField(choices=TaskState.choices)
    count = serializers.IntegerField()


class UnitCountOut(serializers.Serializer):
    unit = serializers.IntegerField(source="pk")
    unit_name = serializers.CharField(source="name")
    count = serializers.IntegerField()


class BehindOut(serializers.Serializer):
    """A target below pace; `sentence` explains its lamp, `gap` is in percentage points."""

    target = serializers.IntegerField(source="pk")
    plan = serializers.IntegerField(source="origin.plan_pk")
    indicator_name = serializers.CharField(source="name")
    promise = serializers.CharField()
    unit_of_measure = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    lead_unit = serializers.IntegerField(source="unit_pk", allow_null=True)
    lead_unit_name = serializers.CharField(source="unit")
    value = _number()
    measured_on = serializers.DateField(allow_null=True)
    expected = _number()
    gap = _number()
    lamp = serializers.ChoiceField(choices=[lamp.value for lamp in Lamp])
    sentence = serializers.CharField()
    quote = serializers.CharField(source="origin.quote")


class OverviewOut(serializers.Serializer):
    """How the plans that are being carried out, or one of them, stand today.

    Counts add up: `lamps` to `targets`, `states` to `tasks`. `behind` has the worst of
    `behind_total` targets below pace, `late_units` those of `late_units_total` that owe most of
    the `late` reports; `verdict` says the whole in one sentence.
    """

    on = serializers.DateField()
    cut_off_on = serializers.DateField(allow_null=True)
    plan = serializers.IntegerField(source="plan_pk", allow_null=True)
    verdict = serializers.CharField()
    coverage = CoverageOut()
    targets = serializers.IntegerField()
    lamps = LampCountOut(many=True)
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
