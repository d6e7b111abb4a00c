"""What each step of a task takes from a program: what the table of steps needs, nothing else."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from core.rest import BIGGEST_KEY, DayField, StrictIn, UploadField
from tasks.models import AssignmentRole
from tasks.rules import TRANSITIONS, Need, TaskVerb
from tasks.rules.papers import DOCUMENT_LIMIT, TITLE_LIMIT
from tasks.rules.texts import TEXT_LIMIT


class KeyField(serializers.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=BIGGEST_KEY, **kwargs)


class PartIn(StrictIn):
    """The part of a unit, or of a collective: one of the two."""

    role = serializers.ChoiceField(choices=AssignmentRole.choices)
    unit = KeyField(required=False)
    group = KeyField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len({"unit", "group"} & set(attrs)) != 1:
            raise serializers.ValidationError("Name either a unit or a group.")
        return attrs


class ShareIn(StrictIn):
    """What it leaves out is taken from the task."""

    title = serializers.CharField(max_length=TITLE_LIMIT)
    due_on = DayField(required=False)
    parts = PartIn(many=True, required=False)


class AnswerIn(StrictIn):
    answer = serializers.CharField(max_length=TEXT_LIMIT)


class NothingIn(StrictIn):
    """No body."""


def _text(limit: int) -> serializers.CharField:
    return serializers.CharField(max_length=limit, required=False, allow_blank=True)


def _files() -> serializers.ListField:
    kept = UploadField()
    return serializers.ListField(child=kept, required=False)


# New fields for each shape: a field belongs to one shape only.
_FIELDS: dict[Need, tuple[str, Callable[[], serializers.Field]]] = {
    Need.REASON: ("reason", lambda: _text(TEXT_LIMIT)),
    Need.DOCUMENT: ("document", lambda: _text(DOCUMENT_LIMIT)),
    Need.VERIFICATION: ("verification", lambda: _text(TEXT_LIMIT)),
    Need.DONE_ON: ("done_on", lambda: DayField(required=False)),
    Need.NEW_DUE: ("due_on", DayField),
    Need.OTHER_TASK: ("other_task", KeyField),
    Need.EVIDENCE: ("files", _files),
    Need.NEW_PARTS: ("parts", lambda: PartIn(many=True)),
    Need.SHARES: ("shares", lambda: ShareIn(many=True)),
}


def shape_of(verb: TaskVerb) -> type[StrictIn]:
    """The body of that step, with the revision of the task that the program has seen."""
    needs = {need for (_state, v), step in TRANSITIONS.items() if v is verb for need in step.needs}
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    fields: dict[str, serializers.Field] = {"revision": revision}
    for need in sorted(needs & set(_FIELDS)):
        field_name, make = _FIELDS[need]
        fields[field_name] = make()
    name = "Task" + verb.title().replace("_", "") + "In"
    return type(name, (StrictIn,), dict(fields))
