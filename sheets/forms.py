from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from units.models import Unit


class UploadForm(Form):
    """A workbook, and for which of the person's units it is."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        empty_label=None,
        error_messages={"invalid_choice": _("You do not report for this unit.")},
    )
    file = forms.FileField(
        label=_("Workbook (.xlsx)"),
        # The service tells an empty file from no file, and keeps it like any other.
        allow_empty_file=True,
        error_messages={
            "required": _("Choose the workbook first."),
            "missing": _("Choose the workbook first."),
        },
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        field.initial = units[0].pk
        field.widget.attrs["class"] = "form-select"
        if len(units) == 1:
            field.widget = forms.HiddenInput()
        self.fields["file"].widget.attrs.update({"class": "form-control", "accept": ".xlsx"})
