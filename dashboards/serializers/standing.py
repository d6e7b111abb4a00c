"""What the API says line by line behind the figures of an overview."""

from rest_framework import serializers

from dashboards.queries.lists import LAMP_CHOICES
from dashboards.rules import Kind, Turn
from dashboards.serializers.overviews import (
    FAMILIES,
    BehindOut,
    CoverageOut,
    LampCountOut,
    OverviewIn,
    UnitCountOut,
    UnitOverviewIn,
    amount,
    offset_asked,
)
from indicators.rules import Lamp
from indicators.serializers import ForecastOut
from tasks.models import AssignmentRole, TaskState

LAMPS = [lamp.value for lamp in Lamp]
TURNS = [turn.value for turn in Turn]
KINDS = [kind.value for kind in Kind]


def _lamp_asked() -> serializers.ChoiceField:
    return serializers.ChoiceField(
        required=False,
        choices=LAMP_CHOICES,
        help_text="this lamp; `behind` for each of those below pace",
    )


class JudgedTargetsIn(OverviewIn):
    """As of the overview; and which of its targets."""

    lamp = _lamp_asked()
    family = serializers.ChoiceField(required=False, choices=FAMILIES)
    changed = serializers.ChoiceField(
        required=False,
        choices=TURNS,
        help_text="those whose lamp turned so since the closing date before",
    )
    offset = offset_asked()


class JudgedTasksIn(OverviewIn):
    """As of the overview; and which of its tasks."""

    lamp = _lamp_asked()
    state = serializers.ChoiceField(
        required=False,
        choices=TaskState.choices,
        help_text="those that are only proposed come where their state is asked for",
    )
    overdue = serializers.BooleanField(required=False, help_text="those whose day has passed")
    offset = offset_asked()


class SaidOut(serializers.Serializer):
    """What the unit itself says stands in the way, in its newest report that says so."""

    text = serializers.CharField()
    next_steps = serializers.CharField()
    closing_on = serializers.DateField()
    report = serializers.IntegerField(source="report_pk")


class JudgedTargetOut(BehindOut):
    """A target with its lamp; `sentence` explains it, `gap` is in percentage points, positive when
    behind. `forecast` is null where none was good enough to be shown, `problems` where the unit
    names none, or the caller may not read them."""

    problems = SaidOut(allow_null=True)


class JudgedTargetsOut(serializers.Serializer):
    """The worst first; `total` counts all that were asked for."""

    on = serializers.DateField()
    total = serializers.IntegerField()
    targets = JudgedTargetOut(many=True)


class PartOut(serializers.Serializer):
    """A unit as the document names it; `unit` is null for a collective."""

    unit = serializers.IntegerField(source="pk", allow_null=True)
    unit_name = serializers.CharField(source="name")
    role = serializers.ChoiceField(choices=AssignmentRole.choices)


class JudgedTaskOut(serializers.Serializer):
    """A task with its lamp; `sentence` explains it, `percent` is what its units told last.

    `asked_due_on` is a later date that was asked for and on which nobody has decided."""

    task = serializers.IntegerField(source="pk")
    plan = serializers.IntegerField(source="origin.plan_pk")
    number = serializers.CharField()
    title = serializers.CharField()
    parts = PartOut(many=True)
    percent = amount()
    percent_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    asked_due_on = serializers.DateField(allow_null=True)
    overdue = serializers.BooleanField()
    state = serializers.ChoiceField(choices=TaskState.choices)
    lamp = serializers.ChoiceField(choices=LAMPS)
    sentence = serializers.CharField()
    problems = SaidOut(allow_null=True)
    quote = serializers.CharField(source="origin.quote")


class JudgedTasksOut(serializers.Serializer):
    """In the order of the documents, the worst first where a lamp was asked for."""

    on = serializers.DateField()
    total = serializers.IntegerField()
    tasks = JudgedTaskOut(many=True)


class ChangeOut(serializers.Serializer):
    """A target whose lamp was `was` at the closing date `was_on`."""

    target = serializers.IntegerField(source="line.pk")
    plan = serializers.IntegerField(source="line.origin.plan_pk")
    indicator_name = serializers.CharField(source="line.name")
    lead_unit = serializers.IntegerField(source="line.unit_pk", allow_null=True)
    lead_unit_name = serializers.CharField(source="line.unit")
    turn = serializers.ChoiceField(choices=TURNS)
    was = serializers.ChoiceField(source="before", choices=LAMPS)
    was_on = serializers.DateField(source="before_on")
    lamp = serializers.ChoiceField(source="line.lamp", choices=LAMPS)
    sentence = serializers.CharField(source="line.sentence")


class ChangesOut(serializers.Serializer):
    """What changed since the closing date before; `compared` is false where there is none yet.

    `worse`, `better` and `other` count all; `shown` has the worst, and
    `/overview/targets/?changed=` every one of them."""

    on = serializers.DateField()
    compared = serializers.BooleanField()
    worse = serializers.IntegerField()
    better = serializers.IntegerField()
    other = serializers.IntegerField()
    shown = ChangeOut(many=True)


class CoveredIn(OverviewIn):
    """As of the overview."""

    offset = offset_asked()


class CoveredOut(serializers.Serializer):
    """How a plan's newest closed period stands; `about` names what has a rhythm of its own in it.

    `silent` are the units that sent nothing, each with what it owes."""

    plan = serializers.IntegerField(source="plan_pk")
    about = serializers.CharField()
    period = serializers.IntegerField(source="period_pk")
    ends_on = serializers.DateField()
    due_at = serializers.DateTimeField()
    coverage = CoverageOut()
    silent = UnitCountOut(many=True)


class CoverageListOut(serializers.Serializer):
    on = serializers.DateField()
    total = serializers.IntegerField()
    periods = CoveredOut(many=True)


class PlanLampsOut(serializers.Serializer):
    """How the targets of a plan stand; `lamps` add up to `targets`."""

    plan = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    targets = serializers.IntegerField()
    lamps = LampCountOut(many=True)


class PlanLampsListOut(serializers.Serializer):
    on = serializers.DateField()
    total = serializers.IntegerField()
    plans = PlanLampsOut(many=True)


class WaitingOut(serializers.Serializer):
    """One kind of thing that waits for the caller, and how many of it."""

    kind = serializers.ChoiceField(choices=KINDS)
    words = serializers.CharField()
    count = serializers.IntegerField()


class WaitingListOut(serializers.Serializer):
    waiting = WaitingOut(many=True)


class CourseIn(UnitOverviewIn):
    """The day."""


class CoursePointOut(serializers.Serializer):
    """A day; null where nothing was planned or measured for it."""

    on = serializers.DateField()
    planned = amount()
    measured = amount()


class CourseOut(serializers.Serializer):
    """Oldest first. `forecast` is null where none was good enough to be shown, and for tasks."""

    name = serializers.CharField()
    unit_of_measure = serializers.CharField()
    points = CoursePointOut(many=True)
    forecast = ForecastOut(allow_null=True)
