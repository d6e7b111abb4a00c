"""Instructions for programs."""

from rest_framework import serializers

from core.rest import DayField, StrictIn
from core.rest.out import Out
from instructions.models import Instruction, InstructionStep, Tick, UrgencyChoice
from instructions.rules import About, Urgency
from tasks.rules.papers import TITLE_LIMIT
from tasks.serializers.coordination import KeyIn


class InstructionStepOut(Out):
    """One act; `text` is the feedback, `is_late` says that it came after its day."""

    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = InstructionStep
        fields = ("verb", "by", "at", "text", "is_late")


class InstructionOut(Out):
    """An instruction on a target, a task or, where both are null, a plan as a whole.

    `made_task` or `slip` is what it was taken up with. `steps` are empty for the unit that it was
    passed on to. Whoever takes a step names the `revision` that they have seen.
    """

    leader = serializers.CharField(source="leader.name", read_only=True)
    steps = InstructionStepOut(many=True, read_only=True)

    class Meta:
        model = Instruction
        fields = (
            "id",
            "plan",
            "target",
            "task",
            "subject",
            "leader",
            "text",
            "urgency",
            "due_on",
            "given_at",
            "state",
            "since",
            "made_task",
            "slip",
            "follows",
            "revision",
            "steps",
        )


class TickOut(Out):
    """A leader has read how a target, a task or a plan stands; nothing follows from it."""

    leader = serializers.CharField(source="leader.name", read_only=True)

    class Meta:
        model = Tick
        fields = ("id", "plan", "target", "task", "leader", "on", "at")


class ThingIn(StrictIn):
    thing = serializers.ChoiceField([each.value for each in About])
    key = KeyIn()


class WishFields(StrictIn):
    """`due_on` is the day by which the leader wants feedback; the urgency says where it is null."""

    text = serializers.CharField()
    urgency = serializers.ChoiceField(UrgencyChoice.choices, default=Urgency.ORDINARY.value)
    due_on = DayField(allow_null=True, default=None)


class InstructionIn(ThingIn, WishFields):
    """A new instruction about one thing."""


class InstructionStepIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class InstructionAnswerIn(InstructionStepIn):
    """`text` is the feedback to the leader."""

    text = serializers.CharField()


class InstructionFurtherIn(InstructionStepIn, WishFields):
    """A further instruction about the same thing."""


class InstructionTaskIn(InstructionStepIn):
    """The task that is made of it; it begins as a draft. `lead` is the unit that leads it."""

    title = serializers.CharField(max_length=TITLE_LIMIT)
    lead = KeyIn()
    due_on = DayField()
