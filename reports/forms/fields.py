"""Fields that the forms of reports share."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import OUTDATED
from core.keys import keys_in
from reports import rules, wording
from reports.rules import Fault, Seen

PICK = re.compile("([0-9]{1,18}):([0-9]{1,9})")


class FigureField(forms.CharField):
    """A number as people type it; what they typed stays in the form when it is none."""

    def __init__(self, label: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
        super().__init__(required=False, label=label, widget=forms.TextInput(attrs))

    def clean(self, value: Any) -> Decimal | None:
        try:
            return rules.parse_number(value or "")
        except ValueError as error:
            raise ValidationError(wording.fault(Fault.NOT_A_NUMBER)) from error


class PicksField(forms.Field):
    """Ticked lines of a list, written `report:revision`: each carries what was seen."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Tick the reports that you mean first.")}

    def to_python(self, value: Any) -> list[Seen]:
        pairs = [PICK.fullmatch(pick) for pick in value]
        if None in pairs:
            raise ValidationError(OUTDATED)
        return [Seen(int(pair[1]), int(pair[2])) for pair in pairs if pair]


class KeysField(forms.Field):
    """Numbers of rows that were ticked; nonsense is left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> list[int]:
        return keys_in(value or [])


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; what they are is checked where they are kept."""

    widget = _FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in data or [] if file]
