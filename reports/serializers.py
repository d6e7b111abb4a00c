"""What the API says about reports, and what it takes."""

from decimal import Decimal
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.rest import StrictIn
from reports import rules, wording
from reports.models import Report, Submission
from reports.rules import Content, Fault


class ReportOut(serializers.ModelSerializer):
    """What one unit owes for one period about one task or one target.

    `period` is the closing date that the numbers are about, `due_on` the last punctual day.
    Whoever writes or reviews names the `revision` that they have seen.
    """

    plan = serializers.IntegerField(source="period.plan_id", read_only=True)
    period = serializers.DateField(source="period.ends_on", read_only=True)
    due_on = serializers.DateField(read_only=True)
    unit_name = serializers.CharField(source="unit.name", read_only=True)
    about = serializers.ChoiceField(choices=[each.value for each in rules.Subject], read_only=True)
    subject = serializers.CharField(read_only=True)
    task = serializers.IntegerField(source="assignment.task_id", read_only=True, default=None)
    overdue = serializers.BooleanField(read_only=True)

    class Meta:
        model = Report
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "plan",
            "period",
            "due_on",
            "due_at",
            "unit",
            "unit_name",
            "about",
            "subject",
            "task",
            "target",
            "state",
            "overdue",
            "revision",
        )


class SubmissionOut(serializers.ModelSerializer):
    """One version of a report's content, with what the reviewer said about it."""

    written_by = serializers.CharField(source="written_by.name", read_only=True)
    reviewed_by = serializers.CharField(source="reviewed_by.name", read_only=True, default=None)

    class Meta:
        model = Submission
        fields = (
            "version",
            "percent",
            "value",
            "progress",
            "problems",
            "next_steps",
            "origin",
            "written_by",
            "saved_at",
            "submitted_at",
            "reviewed_by",
            "reviewed_at",
            "decision",
            "reason",
        )


class ReportDetailOut(ReportOut):
    """`submissions` are the sent versions, newest first; `draft` is for those who write."""

    submissions = SubmissionOut(source="versions", many=True, read_only=True)
    draft = SubmissionOut(read_only=True, allow_null=True)

    class Meta(ReportOut.Meta):
        fields: ClassVar[tuple[str, ...]] = (*ReportOut.Meta.fields, "submissions", "draft")


@extend_schema_field(OpenApiTypes.DECIMAL)
class FigureField(serializers.Field):
    """A number, or a text with a number in it, as pages and workbooks take it."""

    def to_internal_value(self, data: Any) -> Decimal | None:
        if isinstance(data, str | int | Decimal) and not isinstance(data, bool):
            try:
                return rules.parse_number(str(data))
            except ValueError:
                pass
        raise serializers.ValidationError(wording.fault(Fault.NOT_A_NUMBER))

    def to_representation(self, value: Decimal) -> str:
        return str(value)


class RevisionIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class ContentIn(RevisionIn):
    """`percent` belongs to reports about tasks, `value` to those about targets."""

    percent = FigureField(required=False, allow_null=True)
    value = FigureField(required=False, allow_null=True)
    progress = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    problems = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    next_steps = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)

    @property
    def content(self) -> Content:
        given = self.validated_data
        return Content(**{name: given[name] for name in given if name != "revision"})


class ReturnIn(RevisionIn):
    reason = serializers.CharField(allow_blank=True)

    def validate_reason(self, reason: str) -> str:
        if wrong := wording.wrong_reason(reason):
            raise serializers.ValidationError(wrong)
        return reason
