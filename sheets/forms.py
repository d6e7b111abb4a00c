from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from sheets.models import Choice, Kind
from units.models import Unit

# What browsers offer to choose; what a file is, its content tells.
ACCEPT = ".xlsx,.xlsm,.xls,.et,.csv"
SELECT = {"class": "form-select"}


class FileForm(Form):
    """A sheet, and the closing date that it is about where it does not say so itself."""

    file = forms.FileField(
        label=_("File (.xlsx, .xls, .et, .csv)"),
        # The service tells an empty file from no file, and keeps it like any other.
        allow_empty_file=True,
        error_messages={
            "required": _("Choose the file first."),
            "missing": _("Choose the file first."),
        },
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ACCEPT}),
    )


class UploadForm(FileForm):
    """A sheet of one of the person's units."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        empty_label=None,
        error_messages={"invalid_choice": _("You do not report for this unit.")},
        widget=forms.Select(attrs=SELECT),
    )
    field_order = ("unit", "file")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        field.initial = units[0].pk
        if len(units) == 1:
            field.widget = forms.HiddenInput()


class CarryForm(FileForm):
    """What the office or an administrator brings: a sheet of many units, or one for a unit."""

    kind = forms.ChoiceField(label=_("The lines are"), widget=forms.Select(attrs=SELECT))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("many units"),
        widget=forms.Select(attrs=SELECT),
    )
    carried_for = forms.CharField(
        label=_("Filled in by"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    field_order = ("kind", "unit", "carried_for", "file")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [*([Kind.REPORTS] if Kind.CITY in kinds else []), *kinds]
        kind, unit = self.fields["kind"], self.fields["unit"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        kind.choices = [(each.value, each.label) for each in shown]
        if Kind.CITY in kinds:
            unit.queryset = Unit.objects.current().in_protocol_order()
        else:
            del self.fields["unit"], self.fields["carried_for"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") != Kind.REPORTS:
            return cleaned | {"unit": None, "carried_for": ""}
        if cleaned.get("unit") is None:
            self.add_error("unit", _("Choose the unit whose sheet this is."))
        if not cleaned.get("carried_for"):
            self.add_error("carried_for", _("Write who filled the sheet in."))
        return cleaned


class AnswerForm(Form):
    """What the columns of a department's own sheet are, and the closing date it is about."""

    ends_on = forms.ChoiceField(label=_("Closing date"), widget=forms.Select(attrs=SELECT))

    def __init__(
        self, *args: Any, layout: Mapping[str, Any], keys: Sequence[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["ends_on"]
        assert isinstance(day, forms.ChoiceField)
        days = [date.fromisoformat(each) for each in layout.get("days", [])]
        day.choices = [(each.isoformat(), date_format(each)) for each in days]
        for number, table in enumerate(layout["tables"]):
            for column in table["columns"]:
                self.fields[f"{number}-{column['letter']}"] = forms.ChoiceField(
                    label=column["words"],
                    choices=keys,
                    initial=column["key"] or "ignore",
                    widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
                )
        self.layout = layout

    def answers(self) -> dict[str, dict[str, str]]:
        """Signature of each table -> letter -> key."""
        return {
            table["signature"]: {
                column["letter"]: self.cleaned_data[f"{number}-{column['letter']}"]
                for column in table["columns"]
            }
            for number, table in enumerate(self.layout["tables"])
        }


def decisions(data: Mapping[str, str]) -> tuple[dict[int, Choice], dict[int, str]]:
    """What a page of lines was sent back with: choices and explanations by line.

    What no page of ours would send is passed over.
    """
    choices, explanations = {}, {}
    for name, value in data.items():
        what, _dash, pk = name.partition("-")
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            continue
        if what == "choice" and value in Choice.values:
            choices[int(pk)] = Choice(value)
        elif what == "explain":
            explanations[int(pk)] = value
    return choices, explanations
