"""Requests for later due dates, and stages, for programs."""

from rest_framework import serializers

from core.rest import DayField, StrictIn
from core.rest.out import Out
from tasks.models import Extension, ExtensionStep, Milestone
from tasks.serializers.coordination import KeyIn


class ExtensionStepOut(Out):
    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = ExtensionStep
        fields = ("verb", "by", "at", "note")


class ExtensionOut(Out):
    """A request for a later due date; the task's own date moves when it is granted.

    Whoever takes a step names the `revision` that they have seen.
    """

    asked_by = serializers.CharField(source="asked_by.name", read_only=True)
    steps = ExtensionStepOut(many=True, read_only=True)

    class Meta:
        model = Extension
        fields = (
            "id",
            "task",
            "state",
            "old_due_on",
            "asked_due_on",
            "granted_due_on",
            "reason",
            "progress",
            "asked_by",
            "asked_at",
            "decided_at",
            "revision",
            "steps",
        )


class ExtensionIn(StrictIn):
    task = KeyIn()
    asked_due_on = DayField()
    reason = serializers.CharField()
    progress = serializers.CharField()


class ExtensionStepIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    note = serializers.CharField(allow_blank=True, default="")


class ExtensionGrantIn(ExtensionStepIn):
    granted_due_on = DayField()


class MilestoneOut(Out):
    """A stage of a task. It counts once it is approved."""

    state = serializers.CharField(read_only=True)

    class Meta:
        model = Milestone
        fields = (
            "id",
            "task",
            "title",
            "due_on",
            "weight",
            "state",
            "approved_at",
            "done_on",
            "proof",
            "waived_reason",
        )


class StagesOut(serializers.Serializer):
    """All stages of a task; `seen` goes back with what is planned or approved next."""

    seen = serializers.CharField()
    stages = MilestoneOut(many=True)


class StageIn(StrictIn):
    title = serializers.CharField()
    due_on = DayField()
    weight = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, default=None)


class SeenIn(StrictIn):
    task = KeyIn()
    seen = serializers.CharField(max_length=16)


class PlanIn(SeenIn):
    """`stages` take the place of those that are not approved yet."""

    stages = StageIn(many=True)


class ReachIn(StrictIn):
    done_on = DayField()
    proof = serializers.CharField()


class ReasonIn(StrictIn):
    reason = serializers.CharField()
