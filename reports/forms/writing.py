import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports import rules, wording
from reports.models import Decision
from reports.rules import Content, Fault, Seen, Subject

OUTDATED = _("This form is no longer complete. Copy what you wrote and open the report again.")

PICK = re.compile("([0-9]{1,18}):([0-9]{1,9})")


class RevisionField(forms.IntegerField):
    """The revision of the report that the page showed."""

    def __init__(self) -> None:
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUTDATED)
        super().__init__(
            min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages=messages
        )


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


class ContentForm(forms.Form):
    """What a unit writes: the shape here, the rules in `rules.validate`."""

    revision = RevisionField()
    percent = FigureField(_("Percent done"))
    value = FigureField(_("Value on the closing date"))
    progress = forms.CharField(label=_("Progress"), required=False)
    problems = forms.CharField(label=_("Problems"), required=False)
    next_steps = forms.CharField(label=_("Next steps"), required=False)

    def __init__(self, *args: Any, about: Subject, submit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.submit = about, submit
        del self.fields["value" if about is Subject.TASK else "percent"]
        for name, rows in zip(rules.TEXTS, (6, 3, 3), strict=True):
            attrs = {"class": "form-control", "rows": rows, "maxlength": rules.TEXT_LIMIT}
            self.fields[name].widget = forms.Textarea(attrs)

    @property
    def content(self) -> Content:
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "revision"}
        # Browsers send each line break as two characters, of which people know one.
        texts = {name: given[name].replace("\r\n", "\n") for name in rules.TEXTS if name in given}
        return Content(**(given | texts))

    def clean(self) -> None:
        found = rules.validate(self.content, about=self.about, submit=self.submit)
        for name, code in found.items():
            if name not in self.errors:
                self.add_error(name, wording.fault(code))

    def renew(self, revision: int) -> None:
        """Let the next try count from here: the person was told what happened meanwhile."""
        self.data = {
            **{name: self.data.get(name, "") for name in self.fields},
            "revision": revision,
        }


class ReviewForm(forms.Form):
    """One decision about one report, or about those that are ticked in a list."""

    decision = forms.ChoiceField(choices=Decision)
    reason = forms.CharField(required=False, max_length=rules.TEXT_LIMIT)

    def clean(self) -> None:
        returns = self.cleaned_data.get("decision") == Decision.RETURNED
        wrong = wording.wrong_reason(self.cleaned_data.get("reason", "")) if returns else ""
        if wrong and "reason" not in self.errors:
            self.add_error("reason", wrong)


class ReviewOneForm(ReviewForm):
    revision = RevisionField()


class PicksField(forms.Field):
    """Ticked lines of a list, written `report:revision`: each carries what was seen."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Tick the reports that you want to review first.")}

    def to_python(self, value: Any) -> list[Seen]:
        pairs = [PICK.fullmatch(pick) for pick in value]
        if None in pairs:
            raise ValidationError(OUTDATED)
        return [Seen(int(pair[1]), int(pair[2])) for pair in pairs if pair]


class ReviewManyForm(ReviewForm):
    picks = PicksField()
