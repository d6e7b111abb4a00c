"""Requests for coordination for programs."""

from rest_framework import serializers

from core.rest import StrictIn
from core.rest.out import Out
from tasks.models import Coordination, CoordinationStep


class CoordinationStepOut(Out):
    """One act; `unit` holds the request after it and answers by `answer_due_on`."""

    by = serializers.CharField(source="by.name", read_only=True)
    unit_name = serializers.CharField(source="unit.name", read_only=True)

    class Meta:
        model = CoordinationStep
        fields = ("verb", "by", "unit", "unit_name", "at", "text", "answer_due_on")


class CoordinationOut(Out):
    """What a unit asks others to settle. `holder` answers by `answer_due_on` while it is open.

    Whoever acts names the `revision` that they have seen.
    """

    unit_name = serializers.CharField(source="unit.name", read_only=True)
    holder_name = serializers.CharField(source="holder.name", read_only=True)
    asked_by = serializers.CharField(source="asked_by.name", read_only=True)
    steps = CoordinationStepOut(many=True, read_only=True)

    class Meta:
        model = Coordination
        fields = (
            "id",
            "task",
            "unit",
            "unit_name",
            "text",
            "asked_by",
            "asked_at",
            "state",
            "holder",
            "holder_name",
            "holder_since",
            "answer_due_on",
            "revision",
            "steps",
        )


class KeyIn(serializers.IntegerField):
    """The key of a row."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1)


class CoordinationIn(StrictIn):
    """A request of a unit that has a part in the task."""

    task = KeyIn()
    unit = KeyIn()
    text = serializers.CharField()


class CoordinationStepIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    text = serializers.CharField(allow_blank=True, default="")


class CoordinationHandOnIn(CoordinationStepIn):
    """`to` is the unit that is to answer."""

    to = KeyIn()
