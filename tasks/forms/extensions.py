from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, Form, RevisionField
from tasks.rules.extensions import Wish
from tasks.rules.texts import TEXT_LIMIT


class TextField(forms.CharField):
    """What somebody writes; services say what is wrong with it, here only its shape is read."""

    def __init__(self, label: Any, *, rows: int = 3) -> None:
        attrs = {"class": "form-control", "rows": rows, "maxlength": TEXT_LIMIT}
        super().__init__(label=label, required=False, widget=forms.Textarea(attrs))
        self.validators = []  # services refuse NUL with a sentence

    def clean(self, value: Any) -> str:
        # Browsers send each line break as two characters, of which people know one.
        return super().clean(value).replace("\r\n", "\n")


class FaultyForm(Form):
    """Takes the sentences of a service to the fields that they are about."""

    def tell(self, faults: dict[str, str]) -> None:
        for name, sentence in faults.items():
            self.add_error(name if name in self.fields else None, sentence)


class RequestForm(FaultyForm):
    asked_due_on = DayField(_("New due date"), required=False)
    reason = TextField(_("Why it cannot be finished in time"))
    progress = TextField(_("How far it is, and what is still to be done"))

    @property
    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)


class StepForm(FaultyForm):
    """One step on a request, with the revision that the page showed."""

    revision = RevisionField()
    note = TextField(_("Note"))


class GrantForm(StepForm):
    """What is granted may be another day than what was asked for."""

    granted_due_on = DayField(_("Granted until"), required=False)
    field_order = ("revision", "granted_due_on", "note")

    def __init__(self, *args: Any, asked_due_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["granted_due_on"].initial = asked_due_on
