"""What the office types to set the rhythm of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports import rules


class RhythmForm(forms.Form):
    deadline_day = forms.IntegerField(
        label=_("Deadline day"),
        min_value=rules.DEADLINE_DAYS[0],
        max_value=rules.DEADLINE_DAYS[-1],
        widget=forms.NumberInput({"class": "form-control"}),
    )
