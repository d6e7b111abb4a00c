from typing import Any

from rest_framework import serializers

from core.rest import BIGGEST_KEY, DayField, StrictIn
from core.rest.out import Out
from reports import rules
from reports.models import Anchor, Frequency, HolidayPolicy, Period, ReportingRule, ReviewSteps
from reports.rules import Rule
from reports.wording import rhythm as wording


class ReportingRuleOut(Out):
    """How often is reported and by when; of a whole plan where task, target and unit are empty."""

    sentence = serializers.SerializerMethodField()

    class Meta:
        model = ReportingRule
        fields = (
            "id",
            "plan",
            "task",
            "target",
            "unit",
            "sentence",
            "frequency",
            "closing_day",
            "anchor",
            "anchor_number",
            "after_period",
            "due_time",
            "holiday_policy",
            "once_on",
            "review",
            "begins_on",
            "ended_at",
        )

    def get_sentence(self, rule: ReportingRule) -> str:
        return wording.rule_sentence(rule.as_rule)


class PeriodOut(Out):
    """A dated instance of a rule: `ends_on` is what the numbers are about, `due_at` when they
    are due. Reports are expected once it has opened."""

    name = serializers.CharField(source="__str__", read_only=True)
    due_on = serializers.DateField(read_only=True)

    class Meta:
        model = Period
        fields = (
            "id",
            "plan",
            "rule",
            "name",
            "starts_on",
            "ends_on",
            "opens_on",
            "due_on",
            "due_at",
            "opened_at",
            "closed_at",
        )


class RuleIn(StrictIn):
    """A rule for the plan, or for one task, target or unit of it."""

    plan = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY)
    task = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_KEY)
    target = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_KEY)
    unit = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_KEY)
    frequency = serializers.ChoiceField(Frequency.choices)
    closing_day = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=31
    )
    anchor = serializers.ChoiceField(Anchor.choices)
    anchor_number = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=31
    )
    after_period = serializers.BooleanField(default=True)
    due_time = serializers.TimeField(required=False, allow_null=True)
    holiday_policy = serializers.ChoiceField(
        HolidayPolicy.choices, default=HolidayPolicy.POSTPONE.value
    )
    once_on = DayField(required=False, allow_null=True)
    review = serializers.ChoiceField(ReviewSteps.choices, required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        rule = self._rule(given)
        found = rules.faults(rule)
        if found:
            told = {name: [wording.rule_fault(code, rule)] for name, code in found.items()}
            raise serializers.ValidationError(told)
        if sum(given.get(name) is not None for name in ("task", "target", "unit")) > 1:
            raise serializers.ValidationError(wording.one_subject())
        return given

    @property
    def rule(self) -> Rule:
        return self._rule(self.validated_data)

    @staticmethod
    def _rule(given: dict[str, Any]) -> Rule:
        return Rule(
            frequency=rules.Frequency(given["frequency"]),
            closing_day=given.get("closing_day"),
            anchor=rules.Anchor(given["anchor"]),
            anchor_number=given.get("anchor_number"),
            after_period=given["after_period"],
            due_time=given.get("due_time"),
            holiday_policy=rules.HolidayPolicy(given["holiday_policy"]),
            once_on=given.get("once_on"),
        )
