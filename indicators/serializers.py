from rest_framework import serializers

from indicators.models import Measurement, Target


class TargetOut(serializers.ModelSerializer):
    """A promise with the words it was read from and the newest value that is known of it.

    Needs `TargetQuerySet.as_known_now` or `as_known_on`, and `with_latest_value`.
    """

    indicator_name = serializers.CharField(source="indicator.name", read_only=True)
    unit_of_measure = serializers.CharField(source="indicator.unit_of_measure", read_only=True)
    kind = serializers.CharField(source="indicator.kind", read_only=True)
    lead_unit_name = serializers.CharField(source="lead_unit.name", read_only=True, default=None)
    value = serializers.DecimalField(24, 6, source="known_value", read_only=True, allow_null=True)
    value_high = serializers.DecimalField(
        24, 6, source="known_value_high", read_only=True, allow_null=True
    )
    due_on = serializers.DateField(source="known_due_on", read_only=True, allow_null=True)
    latest_value = serializers.DecimalField(24, 6, read_only=True, allow_null=True)
    latest_on = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = Target
        fields = (
            "id",
            "plan",
            "indicator",
            "indicator_name",
            "unit_of_measure",
            "kind",
            "comparator",
            "value",
            "value_high",
            "due_on",
            "every",
            "baseline",
            "nature",
            "pace_rule",
            "lead_unit",
            "lead_unit_name",
            "latest_value",
            "latest_on",
            "clause",
            "quote",
            "quote_start",
            "quote_end",
        )


class MeasurementOut(serializers.ModelSerializer):
    class Meta:
        model = Measurement
        fields = ("period_ends_on", "value", "recorded_at", "superseded_at", "origin")
