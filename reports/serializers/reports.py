"""What the API says about reports, and what it takes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.rest import BIGGEST_KEY, DayField, StrictIn
from core.rest.out import Out
from reports import rules, wording
from reports.models import Evidence, Report, ReportState, Submission, last_punctual_day
from reports.rules import Content, Doubt, Fault


class ReportOut(Out):
    """What one unit owes for one period about one task or one target.

    `period` is the closing date that the numbers are about, `due_on` the last punctual day.
    Whoever writes or reviews names the `revision` that they have seen; it is today's also where
    an earlier day was asked for.
    """

    plan = serializers.IntegerField(source="period.plan_id", read_only=True)
    period = serializers.DateField(source="period.ends_on", read_only=True)
    due_on = serializers.SerializerMethodField()
    due_at = serializers.DateTimeField(source="known_due_at", read_only=True)
    state = serializers.ChoiceField(
        source="known_state", choices=ReportState.choices, read_only=True
    )
    unit_name = serializers.CharField(source="unit.name", read_only=True)
    about = serializers.ChoiceField(choices=[each.value for each in rules.Subject], read_only=True)
    subject = serializers.CharField(read_only=True)
    task = serializers.IntegerField(source="assignment.task_id", read_only=True, default=None)
    overdue = serializers.BooleanField(read_only=True)
    sent_late = serializers.BooleanField(read_only=True)

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
            "sent_late",
            "revision",
        )

    def get_due_on(self, report: Report) -> date:
        due_at: datetime = report.known_due_at  # type: ignore[attr-defined]  # by reports_known
        return last_punctual_day(due_at)


class EvidenceOut(Out):
    """A file that shows what a report says; the page of the report hands it out."""

    class Meta:
        model = Evidence
        fields = ("id", "name", "size", "sha256", "added_at")


class SubmissionOut(Out):
    """One version of a report's content, with what the reviewer said about it.

    `forwarded_at` is when the unit passed it on, `was_due_at` its deadline of that moment.
    `warnings` names what looked doubtful when it was sent.
    """

    evidence = EvidenceOut(many=True, read_only=True)
    warnings = serializers.SerializerMethodField()
    forwarded_by = serializers.CharField(source="forwarded_by.name", read_only=True, default=None)
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
            "no_change",
            "evidence",
            "warnings",
            "explanation",
            "correction_reason",
            "origin",
            "written_by",
            "saved_at",
            "submitted_at",
            "forwarded_by",
            "forwarded_at",
            "was_due_at",
            "reviewed_by",
            "reviewed_at",
            "decision",
            "reason",
            "again_due_at",
        )

    def get_warnings(self, version: Submission) -> dict[str, str]:
        """Doubt -> the sentence about it."""
        return {code: wording.doubt(Doubt(code), facts) for code, facts in version.warnings.items()}


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


# What belongs to the act and not to the content.
OF_THE_ACT = frozenset({"revision", "reason", "report"})
# So many contents are taken at once; who has more sends a sheet.
MOST_AT_ONCE = 1_000


class RevisionIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class ContentIn(RevisionIn):
    """`percent` belongs to reports about tasks, `value` to those about targets."""

    percent = FigureField(required=False, allow_null=True)
    value = FigureField(required=False, allow_null=True)
    progress = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    problems = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    next_steps = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    explanation = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)

    @property
    def content(self) -> Content:
        given = self.validated_data
        return Content(**{name: given[name] for name in given if name not in OF_THE_ACT})


class FiledIn(ContentIn):
    """A content for one report."""

    report = serializers.IntegerField(min_value=1, max_value=BIGGEST_KEY)


class BatchIn(StrictIn):
    """Contents for many reports, each at most once."""

    reports = serializers.ListField(
        child=serializers.DictField(), allow_empty=False, max_length=MOST_AT_ONCE
    )
    submit = serializers.BooleanField(default=False, help_text="send them, not only keep drafts")
    only_good = serializers.BooleanField(
        default=False, help_text="write the good ones where others are refused"
    )
    check_only = serializers.BooleanField(
        default=False, help_text="say what is wrong, write nothing"
    )


class BatchDocIn(BatchIn):
    """The same as the documentation shows it: every line is judged by itself."""

    reports = FiledIn(many=True)  # type: ignore[assignment]  # a field in the place of a field


class FiledOut(serializers.Serializer):
    """What became of one content."""

    report = serializers.IntegerField(allow_null=True)
    written = serializers.BooleanField()
    revision = serializers.IntegerField(
        allow_null=True, help_text="the report's, if it was written"
    )
    # A field of the answer, not what is wrong with this serializer.
    errors = serializers.DictField(  # type: ignore[assignment]  # see above
        child=serializers.ListField(child=serializers.CharField())
    )
    doubts = serializers.ListField(child=serializers.CharField())


class BatchOut(serializers.Serializer):
    """All lines in the order in which they came."""

    written = serializers.IntegerField()
    reports = FiledOut(many=True)


class CorrectIn(ContentIn):
    """Another version for what counts already, and why."""

    reason = serializers.CharField(allow_blank=True)

    def validate_reason(self, reason: str) -> str:
        if wrong := wording.wrong_correction_reason(reason.strip()):
            raise serializers.ValidationError(wrong)
        return reason


class UnchangedIn(RevisionIn):
    """`figure` where the report counts what was done in the period."""

    figure = FigureField(required=False, allow_null=True)


class ReturnIn(RevisionIn):
    """`again_on` is the day by which it is due again; without it the unit has the usual time."""

    reason = serializers.CharField(allow_blank=True)
    again_on = DayField(required=False, allow_null=True)

    def validate_reason(self, reason: str) -> str:
        if wrong := wording.wrong_reason(reason.strip()):
            raise serializers.ValidationError(wrong)
        return reason
