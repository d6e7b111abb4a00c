"""Forms that answer in whole sentences: what is wrong, and what to write instead.

Every form of the portal begins with `Form` or `ModelForm`, every day that a person fills in is a
`DayField`. A field keeps the sentences that it was given; ours stand where Django's would.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.calendar import FIRST_DAY, LAST_DAY, YEARS
from core.errors import Invalid, RuleBroken

Done = TypeVar("Done")

DASHES = BLANK_CHOICE_DASH[0][1]

NO_DAY = _("Write the day as year-month-day, such as 2026-03-31.")
NO_CHOICE = _("This is not in the list, or no longer. Choose from the list.")

OUTDATED = _("This form is no longer complete. Copy what you wrote and open the page again.")

# By the kind of field, the general first; the codes are Django's own.
SENTENCES: Mapping[type[forms.Field], Mapping[str, Any]] = {
    forms.Field: {
        "required": _("This is empty. Fill it in."),
        "null_characters_not_allowed": _(
            "This text has characters that cannot be stored. Type it anew instead of pasting it."
        ),
        "unique": _("This is taken already. Choose another one."),
        "max_length": _("This has %(show_value)d characters. Shorten it to %(limit_value)d."),
        "min_value": _("Write %(limit_value)s or more."),
        "max_value": _("Write %(limit_value)s or less."),
        "max_digits": _("This number is too long. Write one of at most %(max)s digits."),
        "max_decimal_places": _("Write at most %(max)s digits after the point."),
        "max_whole_digits": _(
            "This number is too big. Write at most %(max)s digits before the point."
        ),
    },
    forms.IntegerField: {"invalid": _("Write a whole number, such as 5.")},
    forms.DecimalField: {"invalid": _("Write a number, such as 12.5.")},
    forms.DateField: {"invalid": NO_DAY},
    forms.TimeField: {"invalid": _("Write the time as hours and minutes, such as 17:30.")},
    forms.EmailField: {"invalid": _("Write an e-mail address, such as name@example.com.")},
    forms.SlugField: {
        "invalid": _("Use letters from a to z, digits, hyphens and underscores only.")
    },
    forms.FileField: {
        "required": _("Choose a file first."),
        "invalid": _("No file came with the form. Choose it again."),
        "missing": _("No file came with the form. Choose it again."),
        "empty": _("This file is empty. Choose another one."),
        "max_length": _("The name of this file is too long. Rename the file and choose it again."),
    },
    forms.ChoiceField: {"required": NO_CHOICE, "invalid_choice": NO_CHOICE},
    forms.MultipleChoiceField: {"invalid_list": NO_CHOICE},
    forms.ModelMultipleChoiceField: {"invalid_list": NO_CHOICE, "invalid_pk_value": NO_CHOICE},
}

# Digits and signs of Chinese input methods.
_PLAIN = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")


def other_years() -> str:
    """What is wrong with a day before or after all that people can mean."""
    years = {"first": str(YEARS.start), "last": str(YEARS.stop - 1)}
    return gettext("Write a day of the years %(first)s to %(last)s.") % years


def give_sentences(field: forms.Field) -> None:
    """Put our sentences where the field would say Django's; what it was given itself stays."""
    djangos: dict[str, Any] = {}
    ours: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            djangos |= getattr(kind, "default_error_messages", {})
        ours |= SENTENCES.get(kind, {})
    for code, sentence in ours.items():
        if field.error_messages.get(code) is djangos.get(code):
            field.error_messages[code] = sentence


def _name_the_empty_choice(field: forms.Field) -> None:
    """Say "choose" where Django would draw a row of dashes."""
    words = _("Choose…") if field.required else "—"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words
    elif isinstance(field, forms.TypedChoiceField) and isinstance(field.choices, list):
        field.choices = [
            (value, words if text == DASHES else text) for value, text in field.choices
        ]


class _Speaking:
    """Gives each field our sentences before it judges what was typed."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _name_the_empty_choice(field)

    def full_clean(self) -> None:
        for field in self.fields.values():
            give_sentences(field)
        super().full_clean()  # type: ignore[misc]  # the form that it is mixed into has it

    def carried_out(self, act: Callable[[], Done]) -> Done | None:
        """What a service answers; None where it refused, and then its sentences stand here."""
        tell: Callable[[str | None, Any], None] = self.add_error  # type: ignore[attr-defined]  # as above
        try:
            return act()
        except Invalid as invalid:
            for name, sentences in invalid.faults.items():
                tell(name if name in self.fields else None, sentences)
        except RuleBroken as broken:
            tell(None, broken.sentence)
        return None


class Form(_Speaking, forms.Form):
    """A form of the portal."""


class ModelForm(_Speaking, forms.ModelForm):
    """A form about one row."""


class FormSet(forms.BaseFormSet):
    """Lines of one form; a line that nobody wrote is none."""

    default_error_messages = {
        "missing_management_form": OUTDATED,
        "too_many_forms": _("These are too many lines: %(num)d can be taken. Leave some out."),
    }


class RevisionField(forms.IntegerField):
    """The revision of the thing that the page showed."""

    def __init__(self) -> None:
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUTDATED)
        super().__init__(
            min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages=messages
        )


class DayField(forms.DateField):
    """A day as browsers and people write it, of the years that the portal works with."""

    default_error_messages = {"invalid": NO_DAY}

    def __init__(self, label: Any = None, **more: Any) -> None:
        attrs = {"type": "date", "class": "form-control"}
        limits = {"min": str(FIRST_DAY), "max": str(LAST_DAY)}
        # Browsers read a day that is filled in only in this format, whatever the language.
        widget = forms.DateInput(attrs | limits, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **more)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        # strptime takes digits of every alphabet and guesses which number is the month.
        found = _DAY.fullmatch(str(value).translate(_PLAIN).strip())
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value.year not in YEARS:
            raise ValidationError(other_years(), code="other_years")
