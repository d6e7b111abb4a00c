"""What the office types to set a rhythm, to waive reports and to close periods."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import DayField, Form
from indicators.models import Target
from plans.models import Plan
from reports import rules
from reports.models import Anchor, Frequency, HolidayPolicy, ReviewSteps
from reports.queries import Scope, units_of
from reports.rules import Rule
from reports.wording import rhythm as wording
from tasks.models import Task
from units.models import Unit

SELECT = {"class": "form-select"}
# Full-width digits and colons of Chinese input methods.
PLAIN = str.maketrans("０１２３４５６７８９：", "0123456789:")
NUMBER = re.compile(r"(?:第|day|the)?\s*(\d{1,3})\s*(?:日|号|天|个工作日|st|nd|rd|th)?", re.I)
TIME = re.compile(r"(\d{1,2})(?:[:时点](\d{2})?分?)?")


class NumberField(forms.CharField):
    """A small whole number as people type it: 5, ５, 5日, 5th."""

    def __init__(self, label: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "form-control", "size": 3}
        super().__init__(required=False, label=label, widget=forms.TextInput(attrs))

    def clean(self, value: Any) -> int | None:
        text = str(value or "").translate(PLAIN).strip()
        if not text:
            return None
        found = NUMBER.fullmatch(text)
        if found is None:
            raise ValidationError(_("Write a number, such as 5."))
        return int(found[1])


class HourField(forms.TimeField):
    """A time as people type it: 12:00, 12：00, 12点."""

    def to_python(self, value: Any) -> Any:
        found = TIME.fullmatch(str(value or "").translate(PLAIN).strip())
        return super().to_python(f"{found[1]}:{found[2] or '00'}" if found else value)


class RuleForm(Form):
    """A rule of reporting, to be read as one sentence."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Frequency, widget=forms.Select(SELECT)
    )
    once_on = DayField(gettext_lazy("once on"), required=False)
    closing_day = NumberField(gettext_lazy("Closing day"))
    after_period = forms.ChoiceField(
        label=gettext_lazy("In which stretch"),
        choices=[
            ("after", gettext_lazy("the next week, half month or month")),
            ("inside", gettext_lazy("the one that the period closes in")),
        ],
        widget=forms.Select(SELECT),
    )
    anchor = forms.ChoiceField(
        label=gettext_lazy("Deadline"), choices=Anchor, widget=forms.Select(SELECT)
    )
    anchor_number = NumberField(pgettext_lazy("deadline", "Number"))
    due_time = HourField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(
            {"class": "form-control", "size": 5, "placeholder": "24:00"}, format="%H:%M"
        ),
    )
    holiday_policy = forms.ChoiceField(
        label=gettext_lazy("On rest days"), choices=HolidayPolicy, widget=forms.Select(SELECT)
    )
    review = forms.ChoiceField(
        label=gettext_lazy("Who reviews"),
        choices=ReviewSteps,
        required=False,
        widget=forms.Select(SELECT),
    )

    @classmethod
    def begin(cls, rule: Rule, review: str) -> dict[str, object]:
        """What the form shows of a rule that counts already."""
        return {
            "frequency": rule.frequency,
            "once_on": rule.once_on,
            "closing_day": rule.closing_day,
            "after_period": "after" if rule.after_period else "inside",
            "anchor": rule.anchor,
            "anchor_number": rule.anchor_number,
            "due_time": rule.due_time,
            "holiday_policy": rule.holiday_policy,
            "review": review,
        }

    def clean(self) -> None:
        if self.errors:
            return
        for name, code in rules.faults(self.rule).items():
            self.add_error(name, wording.rule_fault(code, self.rule))

    @property
    def rule(self) -> Rule:
        """What was chosen, without what the chosen rhythm has no use for."""
        given = self.cleaned_data
        frequency = rules.Frequency(given["frequency"])
        anchor = rules.Anchor(given["anchor"])
        once = frequency is rules.Frequency.ONCE
        return Rule(
            frequency=frequency,
            closing_day=given["closing_day"] if rules.closing_days(frequency) else None,
            anchor=anchor,
            anchor_number=None if anchor is rules.Anchor.LAST_DAY else given["anchor_number"],
            after_period=given["after_period"] == "after",
            due_time=given["due_time"],
            holiday_policy=rules.HolidayPolicy(given["holiday_policy"]),
            once_on=given["once_on"] if once else None,
        )

    @property
    def steps(self) -> ReviewSteps | None:
        """Who reviews from now on; None leaves it as it is."""
        chosen = self.cleaned_data.get("review")
        return ReviewSteps(chosen) if chosen else None


class ReasonForm(Form):
    reason = forms.CharField(
        required=False,
        label=gettext_lazy("Reason"),
        widget=forms.TextInput({"class": "form-control", "maxlength": rules.TEXT_LIMIT}),
    )

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if wrong := wording.wrong_reason(reason):
            raise ValidationError(wrong)
        return reason


class SeenForm(Form):
    """How many missing reports the page showed to whoever closes a period."""

    missing = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class WaiverForm(ReasonForm):
    """Who need not report on what, from when to when."""

    task = forms.ModelChoiceField(
        Task.objects.none(),
        required=False,
        label=gettext_lazy("Task"),
        empty_label=gettext_lazy("all tasks and targets"),
        widget=forms.Select(SELECT),
    )
    target = forms.ModelChoiceField(
        Target.objects.none(),
        required=False,
        label=gettext_lazy("Target"),
        empty_label="—",
        widget=forms.Select(SELECT),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        required=False,
        label=gettext_lazy("Unit"),
        empty_label=gettext_lazy("all units"),
        widget=forms.Select(SELECT),
    )
    starts_on = DayField(gettext_lazy("from"))
    ends_on = DayField(gettext_lazy("until"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        tasks = Task.objects.filter(plan=plan).in_document_order()
        targets = Target.objects.filter(plan=plan).select_related("indicator").order_by("position")
        for name, found in (("task", tasks), ("target", targets), ("unit", units_of(plan))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found

    @property
    def scope(self) -> Scope:
        given = self.cleaned_data
        return Scope(self.plan, given["task"], given["target"], given["unit"])

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("task") and given.get("target"):
            self.add_error("target", _("Choose a task or a target, not both."))
        begin: date | None = given.get("starts_on")
        end: date | None = given.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", wording.waiver_ends_too_early())
