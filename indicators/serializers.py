from rest_framework import serializers

from core.rest import BIGGEST_KEY, DayField, StrictIn
from core.rest.out import FlatOut, Out
from indicators import rules, wording
from indicators.models import (
    Amendment,
    Family,
    Forecast,
    LampBand,
    LampScheme,
    Measurement,
    Target,
    TargetVerdict,
)
from indicators.rules import Lamp

# One vocabulary with the overview, which names lamps without their labels.
LAMP = serializers.ChoiceField(choices=[lamp.value for lamp in Lamp], read_only=True)


class TargetOut(FlatOut[Target]):
    """A promise with the words it was read from and the newest value that is known of it.

    Needs `TargetQuerySet.as_known_now` or `as_known_on`, and `with_latest_value`.
    """

    indicator_name = serializers.CharField(source="indicator.name", read_only=True)
    unit_of_measure = serializers.CharField(source="indicator.unit_of_measure", read_only=True)
    kind = serializers.CharField(source="indicator.kind", read_only=True)
    family = serializers.ChoiceField(
        choices=[each.value for each in Family], source="indicator.family", read_only=True
    )
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
            "family",
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


class MeasurementOut(Out):
    class Meta:
        model = Measurement
        fields = ("period_ends_on", "value", "recorded_at", "superseded_at", "origin", "source")


class VerdictOut(Out):
    """A stored verdict with what it was computed from: the same inputs, lamps and version of the
    rules give it again. `override_band` is what the supervision office decided instead."""

    lamp = LAMP
    overridden_by = serializers.CharField(source="overridden_by.name", read_only=True, default=None)

    class Meta:
        model = TargetVerdict
        fields = (
            "closing_on",
            "lamp",
            "band",
            "reason",
            "sentence_zh",
            "sentence_en",
            "rule_version",
            "inputs",
            "scheme",
            "override_band",
            "override_reason",
            "overridden_by",
            "overridden_at",
            "recorded_at",
        )


class ForecastOut(Out):
    """The probable value at `ends_on` with its 80 % interval, or a `refusal` in place of it.

    `probability` is that of reaching `wanted`, or of keeping to it where `at_most`; `hits` of
    `origins` earlier closing dates the interval held. `error` is how far off it was there on
    average, `naive` how far off was who said that nothing changes.
    """

    refusal = serializers.ChoiceField(
        choices=[each.value for each in rules.Refusal], allow_blank=True, read_only=True
    )
    sentence = serializers.SerializerMethodField(help_text="All of it in the user's language.")

    class Meta:
        model = Forecast
        fields = (
            "ends_on",
            "wanted",
            "at_most",
            "point",
            "low",
            "high",
            "probability",
            "method",
            "origins",
            "hits",
            "error",
            "naive",
            "refusal",
            "sentence",
            "measured_on",
            "recorded_at",
        )

    def get_sentence(self, row: Forecast) -> str:
        return wording.forecast_sentence(row, row.target.indicator.unit_of_measure)


class LampBandOut(Out):
    lamp = LAMP

    class Meta:
        model = LampBand
        fields = (
            "code",
            "word_zh",
            "word_en",
            "lamp",
            "shape",
            "standing",
            "up_to",
            "inclusive",
            "within_days",
            "own_choice",
        )


class LampSchemeOut(Out):
    """Ordered lamps; the first that fits is shown."""

    bands = LampBandOut(many=True, read_only=True)

    class Meta:
        model = LampScheme
        fields = (
            "id",
            "code",
            "is_preset",
            "name_zh",
            "name_en",
            "distance",
            "misses_in_a_row",
            "raised_to",
            "bands",
        )


class AmendmentOut(Out):
    """What was promised, what shall be, by which document, and what came of it."""

    requested_by = serializers.CharField(source="requested_by.name", read_only=True)
    decided_by = serializers.CharField(source="decided_by.name", read_only=True, default=None)

    class Meta:
        model = Amendment
        fields = (
            "id",
            "target",
            "state",
            "old_value",
            "old_value_high",
            "old_due_on",
            "new_value",
            "new_value_high",
            "new_due_on",
            "doc_number",
            "reason",
            "requested_by",
            "requested_at",
            "decided_by",
            "decided_at",
            "decision_note",
        )


class AmendmentIn(StrictIn):
    """What is left out of `value`, `value_high` and `due_on` stays as it is."""

    target = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY)
    value = serializers.DecimalField(24, 6, required=False)
    value_high = serializers.DecimalField(24, 6, required=False, allow_null=True)
    due_on = DayField(required=False, allow_null=True)
    doc_number = serializers.CharField(max_length=100)
    reason = serializers.CharField(max_length=2000)


class DecisionIn(StrictIn):
    note = serializers.CharField(max_length=1000, allow_blank=True, default="")
