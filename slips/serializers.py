"""Slips for programs."""

from rest_framework import serializers

from core.rest import DayField, StrictIn, UploadField
from core.rest.out import Out
from slips.models import Slip, SlipStep
from slips.rules import Grade, ThingKind
from tasks.serializers.coordination import KeyIn


class SlipStepOut(Out):
    """One act; `text` is the answer or the reason, `is_late` says that an answer came late."""

    by = serializers.CharField(source="by.name", read_only=True)

    class Meta:
        model = SlipStep
        fields = ("verb", "by", "at", "text", "answer_due_on", "is_late")


class LetterOut(serializers.Serializer):
    """Every word that was printed, in the order in which it stands on the paper."""

    name = serializers.CharField()
    mark = serializers.CharField()
    colour = serializers.CharField()
    number = serializers.CharField()
    addressee = serializers.CharField()
    paragraphs = serializers.ListField(child=serializers.CharField())
    office = serializers.CharField()
    day = serializers.CharField()
    copies = serializers.CharField(default="")
    issued = serializers.CharField(default="")


class SlipOut(Out):
    """A slip about one thing: of `report`, `task`, `milestone` and `target` one is set.

    `letter` is what was printed, from the approval on. Whoever takes a step names the `revision`
    that they have seen.
    """

    unit_name = serializers.CharField(source="unit.name", read_only=True)
    office_name = serializers.CharField(source="office.name", read_only=True)
    letter = LetterOut(read_only=True, allow_null=True)
    steps = SlipStepOut(many=True, read_only=True)

    class Meta:
        model = Slip
        fields = (
            "id",
            "number",
            "grade",
            "state",
            "since",
            "office",
            "office_name",
            "unit",
            "unit_name",
            "plan",
            "report",
            "task",
            "milestone",
            "target",
            "subject",
            "facts",
            "demand",
            "copies",
            "answer_due_on",
            "follows",
            "sent_at",
            "letter",
            "revision",
            "steps",
        )


class SlipIn(StrictIn):
    """The late thing that a slip is to be about; facts, demand and day are proposed."""

    kind = serializers.ChoiceField([each.value for each in ThingKind])
    thing = KeyIn()


class SlipStepIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class SlipSaveIn(SlipStepIn):
    unit = KeyIn()
    grade = serializers.ChoiceField([each.value for each in Grade])
    facts = serializers.CharField(allow_blank=True)
    demand = serializers.CharField(allow_blank=True)
    answer_due_on = DayField(allow_null=True)
    copies = serializers.CharField(allow_blank=True, default="", max_length=300)


class SlipTextIn(SlipStepIn):
    """`text` is the answer, or the reason."""

    text = serializers.CharField()


class SlipAnswerIn(SlipTextIn):
    """The answer of the unit, with the files that belong to it."""

    files = serializers.ListField(child=UploadField(), default=list)


class SlipNoteIn(SlipStepIn):
    text = serializers.CharField(allow_blank=True, default="")


class SlipRefuseIn(SlipTextIn):
    """`text` says what is missing in the answer, which is due again on a new day."""

    answer_due_on = DayField()
