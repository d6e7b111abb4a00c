from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import Form, RevisionField
from tasks.rules.texts import TEXT_LIMIT
from tasks.wording import coordination as wording
from units.models import Unit


class TextField(forms.CharField):
    """What somebody writes; services say what is wrong with it, here only its shape is read."""

    def __init__(self, label: Any) -> None:
        attrs = {"class": "form-control", "rows": 3, "maxlength": TEXT_LIMIT}
        super().__init__(label=label, required=False, widget=forms.Textarea(attrs))
        self.validators = []  # services refuse NUL with a sentence

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if wrong := text and wording.wrong_text(text):
            raise forms.ValidationError(wrong)
        return text


class UnitField(forms.ModelChoiceField):
    def __init__(self, label: Any, sentence: Any) -> None:
        messages = dict.fromkeys(("required", "invalid_choice"), sentence)
        super().__init__(
            queryset=Unit.objects.none(),
            label=label,
            error_messages=messages,
            widget=forms.Select({"class": "form-select"}),
        )


class AskForm(Form):
    """One unit asks; whoever has only one need not choose it."""

    unit = UnitField(_("For which unit"), _("Choose for which unit you ask."))
    text = TextField(_("What is to be settled, and by whom"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # it is a UnitField


class StepForm(Form):
    """One act on a request, with the revision that the page showed."""

    revision = RevisionField()
    text = TextField(_("In words"))


class HandOnForm(StepForm):
    to = UnitField(_("To whom"), _("Choose the unit that is to answer from the list."))

    def __init__(self, *args: Any, receivers: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = receivers  # type: ignore[attr-defined]  # it is a UnitField
