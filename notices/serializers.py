from rest_framework import serializers

from notices.models import Notice


class NoticeOut(serializers.ModelSerializer):
    """One reminder about one late report; `waits` while it is unread and the report unsent."""

    unit_name = serializers.CharField(source="report.unit.name", read_only=True)
    subject = serializers.CharField(source="report.subject", read_only=True)
    due_on = serializers.DateField(read_only=True)
    working_days_late = serializers.IntegerField(source="step", read_only=True)
    waits = serializers.BooleanField(read_only=True)

    class Meta:
        model = Notice
        fields = (
            "id",
            "report",
            "unit_name",
            "subject",
            "due_on",
            "working_days_late",
            "written_at",
            "read_at",
            "waits",
        )
