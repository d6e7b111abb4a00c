"""Shapes of what people enter about targets and lamps."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, Form, FormSet
from indicators.models import AMOUNT, Distance, Family, Lamp, Standing
from indicators.rules import SHAPES, Band, Promise, Scheme
from indicators.rules import Distance as DistanceIn
from indicators.rules import Lamp as Colour
from indicators.rules import Standing as Stands

SHAPE_WORDS = dict(
    zip(
        SHAPES,
        (
            _("circle with a tick"),
            _("circle with an arrow"),
            _("circle"),
            _("circle with an i"),
            _("triangle"),
            _("diamond"),
            _("octagon"),
            _("circle with a dash"),
        ),
        strict=True,
    )
)
SMALL = {"class": "form-control form-control-sm"}
CHOICE = {"class": "form-select form-select-sm"}
NOTHING = ("", "—")
MOST_BANDS = 12


class AmendmentForm(Form):
    value = forms.DecimalField(label=_("value"), required=False, **AMOUNT)
    value_high = forms.DecimalField(label=_("upper value"), required=False, **AMOUNT)
    due_on = DayField(_("due on"), required=False)
    doc_number = forms.CharField(label=_("document number"), max_length=100)
    reason = forms.CharField(label=_("reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    @staticmethod
    def begin(promise: Promise) -> dict[str, Any]:
        """What holds now, as people write it."""
        values = {name: getattr(promise, name) for name in ("value", "value_high")}
        told = {name: v and Decimal(f"{v.normalize():f}") for name, v in values.items()}
        return {**told, "due_on": promise.due_on}

    @property
    def promise(self) -> Promise:
        given = self.cleaned_data
        return Promise(given["value"], given["value_high"], given["due_on"])


class DecisionForm(Form):
    note = forms.CharField(label=_("note"), max_length=2000, required=False)


class OverrideForm(Form):
    band = forms.SlugField(max_length=40)
    reason = forms.CharField(label=_("reason"), max_length=1000)


class ComparatorForm(Form):
    on = DayField(_("date"))
    value = forms.DecimalField(label=_("value"), **AMOUNT)
    source = forms.CharField(label=_("source"), max_length=200, required=False)


class DefinitionForm(Form):
    valid_from = DayField(_("valid from"))
    text = forms.CharField(
        label=_("definition"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    document = forms.CharField(label=_("document"), max_length=200, required=False)


class FamilyForm(Form):
    family = forms.ChoiceField(label=_("family"), choices=Family)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].widget.attrs.update(CHOICE)


class SchemeForm(Form):
    name_zh = forms.CharField(label=_("name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("name in English"), max_length=60)
    distance = forms.ChoiceField(label=_("distance in"), choices=Distance)
    misses_in_a_row = forms.IntegerField(
        label=_("periods behind in a row that raise the lamp"),
        required=False,
        min_value=2,
        max_value=24,
    )
    raised_to = forms.SlugField(label=_("raised to"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["distance"].widget.attrs.update(CHOICE)
        for name in ("name_zh", "name_en", "misses_in_a_row"):
            self.fields[name].widget.attrs.update(SMALL)


class BandForm(Form):
    position = forms.IntegerField(label=_("line"), min_value=1, max_value=99)
    code = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)
    word_zh = forms.CharField(label=_("word in Chinese"), max_length=30)
    word_en = forms.CharField(label=_("word in English"), max_length=40)
    lamp = forms.ChoiceField(label=_("colour"), choices=[NOTHING, *Lamp.choices])
    shape = forms.ChoiceField(label=_("shape"), choices=[NOTHING, *SHAPE_WORDS.items()])
    standing = forms.ChoiceField(label=_("stands for"), choices=[NOTHING, *Standing.choices])
    up_to = forms.DecimalField(
        label=_("up to"), required=False, min_value=0, max_digits=7, decimal_places=2
    )
    inclusive = forms.BooleanField(label=_("limit included"), required=False)
    within_days = forms.IntegerField(
        label=_("days before due"), required=False, min_value=1, max_value=366
    )
    own_choice = forms.BooleanField(label=_("decided by the office"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.widget.attrs.update(CHOICE)
            elif not isinstance(field, forms.BooleanField):
                field.widget.attrs.update(SMALL)
            # Cells of a table have no room for labels; the head of the column says it.
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = field.label


BandFormSet = formset_factory(
    BandForm,
    formset=FormSet,
    extra=1,
    max_num=MOST_BANDS,
    # However many rows somebody claims to send, no more are looked at.
    absolute_max=MOST_BANDS + 1,
    validate_max=True,
    can_delete=True,
)


def fields_of(scheme: Scheme) -> dict[str, Any]:
    """A scheme as the initial values of its form."""
    return {**asdict(scheme), "distance": scheme.distance.value}


def rows_of(scheme: Scheme) -> list[dict[str, Any]]:
    """Its bands as the initial values of theirs."""
    return [
        {**asdict(band), "position": number} for number, band in enumerate(scheme.bands, start=1)
    ]


def scheme_in(form: SchemeForm, rows: "BaseFormSet[BandForm]", *, code: str) -> Scheme:
    """What was entered, both forms being valid."""
    given = [
        row.cleaned_data for row in rows if row.cleaned_data and not row.cleaned_data["DELETE"]
    ]
    given.sort(key=lambda row: int(row["position"]))
    head = form.cleaned_data
    return Scheme(
        code=code,
        name_zh=head["name_zh"],
        name_en=head["name_en"],
        bands=tuple(_bands(given)),
        distance=DistanceIn(head["distance"]),
        misses_in_a_row=head["misses_in_a_row"],
        raised_to=head["raised_to"] if head["misses_in_a_row"] else "",
    )


def _bands(given: Iterable[dict[str, Any]]) -> Iterable[Band]:
    for number, row in enumerate(given, start=1):
        kept = {name: row[name] for name in Band.__dataclass_fields__}
        kept["code"] = row["code"] or f"own-{number}"
        yield Band(**kept | {"lamp": Colour(row["lamp"]), "standing": Stands(row["standing"])})
