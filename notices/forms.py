"""What an office fills in about chasing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from notices import rules
from notices.models import Channel, LadderStep, Manner, Party
from notices.rules import MOST_STEPS, Hours, Matter, Preset, Step


class PresetForm(Form):
    preset = forms.ChoiceField(
        label=_("Preset"),
        choices=[
            (Preset.MILD, _("mild")),
            (Preset.USUAL, _("usual")),
            (Preset.STRICT, _("strict")),
        ],
    )


class StepForm(Form):
    """One row of the table of steps; a row without days is none."""

    days = forms.IntegerField(
        label=LadderStep._meta.get_field("days").verbose_name,
        required=False,
        min_value=-rules.FURTHEST,
        max_value=rules.FURTHEST,
        widget=forms.NumberInput(attrs={"class": "form-control form-control-sm"}),
    )
    to = forms.MultipleChoiceField(
        label=_("Told to"),
        choices=Party.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    by = forms.MultipleChoiceField(
        label=_("Also by"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    words = forms.CharField(
        label=_("The office's own words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
    )

    def step_of(self, matter: Matter) -> Step | None:
        """The step as it was filled in; None for an empty row."""
        data = self.cleaned_data
        if data.get("days") is None:
            return None
        return Step(
            matter=matter,
            days=data["days"],
            to=frozenset(map(rules.Party, data["to"])),
            by=frozenset(map(rules.Channel, data["by"])),
            urgent=data["urgent"],
            words=data["words"],
        )


StepFormSet = formset_factory(StepForm, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS)


def rows_of(steps: list[Step]) -> list[Mapping[str, Any]]:
    """Steps as the rows of the table begin."""
    return [
        {
            "days": step.days,
            "to": sorted(step.to),
            "by": sorted(step.by),
            "urgent": step.urgent,
            "words": step.words,
        }
        for step in steps
    ]


def steps_in(rows: "BaseFormSet[StepForm]", matter: Matter) -> list[Step]:
    """Every row that says a day; the rows must be valid."""
    return [step for row in rows if (step := row.step_of(matter)) is not None]


class MannerForm(Form):
    daily_at = forms.TimeField(label=_("Daily letters at"))
    urgent_from = forms.TimeField(label=_("Urgent letters from"))
    urgent_until = forms.TimeField(label=_("Urgent letters until"))
    names_things = forms.BooleanField(label=_("Letters name what they are about"), required=False)

    @classmethod
    def about(cls, manner: Manner) -> "MannerForm":
        return cls(initial={name: getattr(manner, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("urgent_from"), data.get("urgent_until")
        if begins and ends and begins >= ends:
            self.add_error("urgent_until", _("Urgent letters need some hours of the day."))
        return data

    @property
    def hours(self) -> Hours:
        data = self.cleaned_data
        return Hours(data["daily_at"], data["urgent_from"], data["urgent_until"])
