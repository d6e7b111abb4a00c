"""The short form in which a meeting writes down what it decided."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import DayField, Form
from tasks.forms.steps import TextField, parts_named
from tasks.rules.papers import TITLE_LIMIT
from tasks.services import NewTask
from units.models import Unit


class DecisionForm(Form):
    """A task about something that is behind; it becomes a draft."""

    title = TextField(gettext_lazy("What is to be done"), limit=TITLE_LIMIT, rows=2)
    lead = TextField(gettext_lazy("Lead unit"), rows=1)
    due_on = DayField(gettext_lazy("Due on"))

    def __init__(self, *args: Any, scope: Unit | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.on = scope, on
        for name in ("title", "lead"):
            self.fields[name].required = True

    def clean_lead(self) -> str:
        lead: str = self.cleaned_data["lead"]
        self.parts = parts_named(lead, "", scope=self.scope, on=self.on)
        return lead

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.on:
            raise forms.ValidationError(gettext_lazy("This day is over. Write a later one."))
        return due_on

    @property
    def wish(self) -> NewTask:
        told = self.cleaned_data
        return NewTask(title=told["title"], due_on=told["due_on"], parts=self.parts)
