"""What officials type on the way from a document to a plan."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, Form
from indicators.models import Comparator, Recurrence
from intake import passages, rules
from intake.rules import Json
from intake.services import CREATE, GROUP, SAME
from units.models import Unit, UnitKind
from units.queries import match_names, scope_of

# Two names are kept apart by what keeps them apart in documents, or by a new line.
BETWEEN_NAMES = re.compile(r"[、,，;；\n\r\t]+")


class UploadForm(Form):
    file = forms.FileField(
        label=_("Document"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.html,.htm,.txt,.md"}),
    )
    issuer = forms.ModelChoiceField(
        Unit.objects.current().in_protocol_order(), label=_("Issued by"), empty_label=None
    )


class IsoDayField(DayField):
    """A date as the reading keeps it: ISO text, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str | None:
        day = super().clean(value)
        return day.isoformat() if day else None


class AmountField(forms.DecimalField):
    """A number as the reading keeps it: decimal text, or None."""

    def __init__(self, **kwargs: Any) -> None:
        text = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, widget=text, max_digits=24, decimal_places=6, **kwargs)

    def clean(self, value: Any) -> str | None:
        number: Decimal | None = super().clean(value)
        return None if number is None else f"{number.normalize():f}"


class WordsField(forms.CharField):
    """Text, or None where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=kwargs.pop("required", False), empty_value=None, **kwargs)


class ListField(forms.CharField):
    """Several names or titles in one box."""

    widget = forms.Textarea({"rows": 2})

    def __init__(self, *, between: re.Pattern[str] = BETWEEN_NAMES, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.between = between

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        parts = (part.strip() for part in self.between.split(super().clean(value)))
        return list(dict.fromkeys(part for part in parts if part))


class TitlesField(ListField):
    """One title a line: titles may have commas inside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(between=re.compile(r"[\n\r]+"), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class HeadForm(Form):
    title = WordsField(label=_("Title"), max_length=300, required=True)
    doc_number = WordsField(label=_("Document number"), max_length=100)
    issuer = WordsField(label=_("Issuer as printed"), max_length=200)
    issued_on = IsoDayField(label=_("Issued on"))
    starts_on = IsoDayField(label=_("Starts on"))
    ends_on = IsoDayField(label=_("Ends on"))
    based_on = TitlesField(label=_("Superior plans, one a line"))

    def clean(self) -> Json:
        fields = super().clean() or {}
        start, end = fields.get("starts_on"), fields.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The plan cannot end before it starts."))
        return fields


class EntryForm(Form):
    """A target or a task of this reading."""

    def __init__(self, *args: Any, reading: Json, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading


class TargetForm(EntryForm):
    indicator = WordsField(label=_("Indicator"), max_length=200, required=True)
    op = forms.ChoiceField(label=_("Comparator"), choices=Comparator)
    value = AmountField(label=_("Value"))
    value_high = AmountField(label=_("Upper value"))
    unit = WordsField(label=_("Unit of measure"), max_length=30)
    due = IsoDayField(label=_("Due on"))
    every = forms.TypedChoiceField(
        label=_("Recurrence"),
        choices=[("", _("once")), *Recurrence.choices],
        required=False,
        empty_value=None,
    )
    task_id = forms.TypedChoiceField(label=_("In task"), required=False, empty_value=None)

    def __init__(self, *args: Any, reading: Json, **kwargs: Any) -> None:
        super().__init__(*args, reading=reading, **kwargs)
        tasks = [(task["id"], _task_label(task)) for task in reading["tasks"]]
        choices = [("", _("in none")), *tasks]
        self.fields["task_id"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> Json:
        fields = super().clean() or {}
        low, high = fields.get("value"), fields.get("value_high")
        is_range = fields.get("op") == Comparator.RANGE
        if is_range and (low is None or high is None or Decimal(high) < Decimal(low)):
            self.add_error("value_high", _("A range needs an upper value above the lower one."))
        return fields


class TaskForm(EntryForm):
    number = WordsField(label=_("Number"), max_length=20)
    due = IsoDayField(label=_("Due on"))
    title = WordsField(label=_("Title"), max_length=300, required=True)
    lead_units = ListField(label=_("Lead units, in order"))
    assist_units = ListField(label=_("Assisting units, in order"))


class PlacedForm(EntryForm):
    """A new entry with the words that it is read from, if they stand in the source."""

    quote = WordsField(
        label=_("Words of the source"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    place = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput())

    def clean(self) -> Json:
        """Leaves the quote as it is printed, with its place and clause; see `rules.span_of`."""
        fields = super().clean() or {}
        quote, place = fields.get("quote"), fields.pop("place", "")
        if not quote:
            fields.pop("quote", None)
            return fields
        text, asked = self.reading["text"], passages.span_of(self.reading["text"], place)
        span = rules.find_words(text, quote, near=asked[0] if asked else 0)
        if span is None:
            self.add_error("quote", _("These words do not stand in the source. Copy them from it."))
            return fields
        clause = rules.clause_at(self.reading, span[0])
        placed: Json = {"quote": text[slice(*span)], "start": span[0], "end": span[1]}
        return fields | placed | {"clause": clause["id"] if clause else None}


class NewTargetForm(PlacedForm, TargetForm):
    field_order = (*rules.FIELDS["targets"], "quote", "place")


class NewTaskForm(PlacedForm, TaskForm):
    field_order = (*rules.FIELDS["tasks"], "quote", "place")

    def clean(self) -> Json:
        """Leaves the places of units as well, where the quote names them."""
        fields = super().clean()
        if "start" in fields:
            span = fields["start"], fields["end"]
            units = {name: fields.get(name, []) for name in ("lead_units", "assist_units")}
            marks = passages.marks_of_units(self.reading["text"], span, units)
            fields["unit_marks"] = marks
        return fields


class StrangerForm(Form):
    """Whom an unknown name means."""

    verb = forms.ChoiceField(
        label=_("This is"),
        choices=[
            ("", _("please choose")),
            (CREATE, _("a new unit")),
            (SAME, _("another name of a known unit")),
            (GROUP, _("a group of units")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind, required=False)
    parent = forms.CharField(
        label=_("Below"), required=False, widget=forms.TextInput({"list": "known-names"})
    )
    unit = forms.CharField(
        label=_("Known unit"), required=False, widget=forms.TextInput({"list": "known-names"})
    )

    def __init__(self, *args: Any, issuer: Unit, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer, self.on = issuer, on

    def clean(self) -> Json:
        """Leaves the choice as drafts keep it."""
        fields = super().clean() or {}
        verb = fields.get("verb")
        choice: Json = {"verb": verb}
        if verb == CREATE:
            choice["kind"] = fields.get("kind") or UnitKind.DEPARTMENT.value
            choice |= self._parent(fields.get("parent", ""))
        if verb == SAME:
            choice["unit_id"] = self._known_unit("unit", fields.get("unit", ""))
        return {"choice": choice}

    def _parent(self, name: str) -> Json:
        """Nothing where the new unit stands below the issuer's government, as most do."""
        parent = self._known_unit("parent", name) if name.strip() else None
        government = scope_of(self.issuer) or self.issuer
        return {} if parent in {None, government.pk} else {"parent_id": parent}

    def _known_unit(self, field: str, name: str) -> int | None:
        unit = match_names([name], scope=scope_of(self.issuer), on=self.on)[name].unit
        if unit is None:
            self.add_error(field, _("No unit goes by this name. Choose one of the list."))
            return None
        return unit.pk


FORMS: Mapping[tuple[str, bool], type[EntryForm]] = {
    ("targets", False): TargetForm,
    ("targets", True): NewTargetForm,
    ("tasks", False): TaskForm,
    ("tasks", True): NewTaskForm,
}


def fields_for(kind: str, data: Any, reading: Json, *, new: bool) -> EntryForm:
    """The form of a target or a task, bound to what was typed."""
    return FORMS[kind, new](data, reading=reading)


def form_of(
    kind: str, item: Json, reading: Json, *, new: bool = False, first: Collection[str] = ()
) -> EntryForm:
    """The same filled with what stands now; its fields know the words they were read from.

    The cursor stands in the first one of `first`, else in the form's first field.
    """
    form = FORMS[kind, new](initial=item, reading=reading)
    named = next((name for name in form.fields if name in first), next(iter(form.fields)))
    form.fields[named].widget.attrs["autofocus"] = True
    for name, field in form.fields.items():
        if span := rules.mark_of(item, name):
            field.widget.attrs["data-mark"] = f"{span[0]}-{span[1]}"
    return form


def _task_label(task: Json) -> str:
    return rules.clipped(f"{task['number'] or ''} {task['title']}", 40)
