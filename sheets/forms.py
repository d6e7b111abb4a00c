import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from plans.models import Plan, PlanState
from sheets.models import Choice, Kind
from sheets.queries import ClosingDate
from sheets.rules.matching import IGNORE
from units.models import Unit

# What browsers offer to choose; what a file is, its content tells.
ACCEPT = ".xlsx,.xlsm,.xls,.et,.csv"
SELECT = {"class": "form-select"}
# Names of fields about one line: `choice-17`, and by its place on a worksheet `about-0:12`.
NUMBER = re.compile("[0-9]{1,18}")
FIGURE = re.compile("-?[0-9]{1,40}(?:[.][0-9]{1,10})?")
PLACE = re.compile("[0-9]{1,4}:[0-9]{1,7}")


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
    ends_on = forms.ChoiceField(
        label=_("Closing date"), required=False, widget=forms.Select(attrs=SELECT)
    )
    field_order = ("unit", "ends_on", "file")

    def __init__(
        self, *args: Any, units: Sequence[Unit], dates: Sequence[ClosingDate], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field, day = self.fields["unit"], self.fields["ends_on"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(day, forms.ChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        field.initial = units[0].pk
        if len(units) == 1:
            field.widget = forms.HiddenInput()
        self.owed = {(date.unit.pk, date.ends_on) for date in dates}
        day.choices = [("", _("as the sheet says")), *_days({day for _unit, day in self.owed})]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, unit = cleaned.get("ends_on"), cleaned.get("unit")
        cleaned["ends_on"] = date.fromisoformat(day) if day else None
        if day and unit and (unit.pk, cleaned["ends_on"]) not in self.owed:
            self.add_error("ends_on", _("This unit owes nothing for this date. Choose another."))
        return cleaned


def _days(days: Collection[date]) -> list[tuple[str, str]]:
    """The newest first."""
    return [(day.isoformat(), date_format(day)) for day in sorted(days, reverse=True)]


class CarryForm(FileForm):
    """What the office or an administrator brings: a sheet of many units, or one for a unit."""

    kind = forms.ChoiceField(label=_("The lines are"), widget=forms.Select(attrs=SELECT))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label="—",
        widget=forms.Select(attrs=SELECT),
        help_text=_("only for the sheet of one unit"),
    )
    carried_for = forms.CharField(
        label=_("Filled in by"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("only for the sheet of one unit: who in the unit wrote it"),
    )
    field_order = ("kind", "unit", "carried_for", "file")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Carrying a unit's own sheet is the exception.
        shown = [*kinds, *([Kind.REPORTS] if Kind.CITY in kinds else [])]
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


class OwedForm(Form):
    """Which workbooks the office fetches: of one unit or of all, about one plan or about all."""

    of = forms.ModelChoiceField(
        Unit.objects.current().in_protocol_order(),
        label=_("Unit"),
        required=False,
        empty_label=_("all units"),
        widget=forms.Select(attrs=SELECT),
    )
    plan = forms.ModelChoiceField(
        Plan.objects.filter(state=PlanState.ACTIVE).defer("source_text"),
        label=_("Plan"),
        required=False,
        empty_label=_("all plans"),
        widget=forms.Select(attrs=SELECT),
    )

    def wanted(self) -> dict[str, Any]:
        """What was chosen, by the names of the queries; nonsense chooses nothing."""
        if not self.is_valid():
            return {"unit": None, "plan": None}
        return {"unit": self.cleaned_data["of"], "plan": self.cleaned_data["plan"]}


class AnswerForm(Form):
    """What the columns of a department's own sheet are, and the closing date it is about."""

    ends_on = forms.ChoiceField(label=_("Closing date"), widget=forms.Select(attrs=SELECT))

    def __init__(
        self, *args: Any, layout: Mapping[str, Any], keys: Sequence[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["ends_on"]
        assert isinstance(day, forms.ChoiceField)
        day.choices = _days({date.fromisoformat(each) for each in layout["days"]})
        if not layout["dated"]:
            del self.fields["ends_on"]
        for number, table in enumerate(layout["tables"]):
            for column in table["columns"]:
                self.fields[f"{number}-{column['letter']}"] = forms.ChoiceField(
                    label=column["words"],
                    choices=keys,
                    initial=column["key"] or IGNORE,
                    widget=forms.Select(
                        attrs={
                            "class": "form-select form-select-sm",
                            "aria-label": f"{column['letter']} {column['words']}".strip(),
                        }
                    ),
                )
                if "fraction" in column:
                    self.fields[f"{number}-{column['letter']}-fraction"] = _fraction(column)
            if len(layout["tables"]) > 1:
                self.fields[f"{number}-skip"] = forms.BooleanField(
                    label=_("This is no table to read; pass it over"),
                    required=False,
                    initial=table.get("skipped", False),
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )
        self.layout = layout

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number, table in enumerate(self.layout["tables"]):
            for column in table["columns"]:
                place = f"{number}-{column['letter']}"
                asked = f"{place}-fraction" in self.fields and cleaned.get(place) == "percent"
                if asked and not (
                    cleaned.get(f"{place}-fraction") or cleaned.get(f"{number}-skip")
                ):
                    self.add_error(f"{place}-fraction", _("Say what these numbers stand for."))
        return cleaned

    def fractions(self) -> dict[str, dict[str, bool]]:
        """Signature of each table -> letter -> whether 0.65 stands for 65 % there."""
        return {
            table["signature"]: {
                column["letter"]: said == "whole"
                for column in table["columns"]
                if (said := self.cleaned_data.get(f"{number}-{column['letter']}-fraction"))
            }
            for number, table in enumerate(self.layout["tables"])
        }

    def skipped(self) -> set[str]:
        """Signatures of the tables that are none."""
        return {
            table["signature"]
            for number, table in enumerate(self.layout["tables"])
            if self.cleaned_data.get(f"{number}-skip")
        }

    def answers(self) -> dict[str, dict[str, str]]:
        """Signature of each table -> letter -> key."""
        return {
            table["signature"]: {
                column["letter"]: self.cleaned_data[f"{number}-{column['letter']}"]
                for column in table["columns"]
            }
            for number, table in enumerate(self.layout["tables"])
        }

    def day(self) -> date | None:
        """The closing date; None for what is about none."""
        told = self.cleaned_data.get("ends_on")
        return date.fromisoformat(told) if told else None


def _fraction(column: Mapping[str, Any]) -> forms.ChoiceField:
    """What the numbers of a column of percentages stand for, shown with one of them."""
    shown = {"number": column["fraction"], "percent": f"{Decimal(column['fraction']) * 100:f}"}
    if "." in shown["percent"]:
        shown["percent"] = shown["percent"].rstrip("0").rstrip(".")
    said = {True: "whole", False: "part", None: ""}[column.get("fractions")]
    return forms.ChoiceField(
        label=_("What do these numbers stand for?"),
        choices=[
            ("whole", _("%(number)s stands for %(percent)s%%") % shown),
            ("part", _("%(number)s stands for %(number)s%%, less than one percent") % shown),
        ],
        initial=said,
        required=False,
        widget=forms.RadioSelect,
    )


def decisions(data: Mapping[str, str]) -> tuple[dict[int, Choice], dict[int, str]]:
    """What a page of lines was sent back with: choices and explanations by line.

    What no page of ours would send is passed over.
    """
    choices, explanations = {}, {}
    for name, value in data.items():
        what, _dash, pk = name.partition("-")
        if not NUMBER.fullmatch(pk):
            continue
        if what == "choice" and value in Choice.values:
            choices[int(pk)] = Choice(value)
        elif what == "explain":
            explanations[int(pk)] = value
    return choices, explanations


def figures(data: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Which figure of a sentence somebody chose, by the place of the line and the column."""
    chosen: dict[str, dict[str, str]] = {}
    for name, value in data.items():
        what, _dash, rest = name.partition("-")
        place, _slash, key = rest.partition("/")
        if what == "figure" and PLACE.fullmatch(place) and FIGURE.fullmatch(value):
            chosen.setdefault(place, {})[key] = value
    return chosen


def places(data: Mapping[str, str]) -> dict[str, int]:
    """Which report somebody said single lines are about, by their place."""
    said = {name.removeprefix("about-"): value for name, value in data.items() if "about-" in name}
    return {
        place: int(value)
        for place, value in said.items()
        if PLACE.fullmatch(place) and NUMBER.fullmatch(value)
    }
