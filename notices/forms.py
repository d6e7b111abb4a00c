"""What people fill in about chasing."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import OUTDATED, Form, FormSet
from core.keys import key_in
from notices import rules, wording
from notices.models import (
    Channel,
    EventKind,
    Manner,
    Outlet,
    OutletKind,
    Party,
    PresetWords,
    Subscription,
)
from notices.models import Matter as MatterWords
from notices.rules import FURTHEST, MOST_STEPS, WITH_DEADLINE, Fault, Hours, Matter, Step
from notices.services import Kept, Wanted
from plans.models import Plan, PlanState
from units.models import Unit

PREFIX = "steps"
BLANK_ROWS = 2
MOST_ROWS = 2 * MOST_STEPS
BEFORE, AFTER = "before", "after"
# Signs of Chinese input methods, and the minus of typesetters.
_SIGNS = str.maketrans("－−–—＋", "----+")
_SMALL = {"class": "form-control form-control-sm"}
_TYPED, _CHOSEN = {"class": "form-control"}, {"class": "form-select"}


class PresetForm(Form):
    preset = forms.ChoiceField(label=_("Preset"), choices=PresetWords.choices)


class DaysField(forms.IntegerField):
    """So many days, as people type them."""

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value)
        return super().to_python(text.translate(_SIGNS).strip()[:20])


class StepForm(Form):
    """One row of the table of steps; one in which nothing stands is none."""

    days = DaysField(
        required=False,
        min_value=-FURTHEST,
        max_value=FURTHEST,
        widget=forms.TextInput(_SMALL | {"inputmode": "numeric", "size": 3}),
    )
    side = forms.ChoiceField(
        label=_("Before or after the deadline"),
        choices=[
            (BEFORE, pgettext_lazy("deadline", "before the deadline")),
            (AFTER, pgettext_lazy("deadline", "after the deadline")),
        ],
        required=False,
        initial=AFTER,
        widget=forms.Select({"class": "form-select form-select-sm"}),
    )
    to = forms.MultipleChoiceField(
        label=_("Told to"),
        choices=Party.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    by = forms.MultipleChoiceField(
        label=_("Also by"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    words = forms.CharField(
        label=_("The office's own words"),
        max_length=200,
        required=False,
        widget=forms.Textarea(_SMALL | {"rows": 2}),
    )
    gone = forms.BooleanField(label=_("Leave out"), required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.fields["days"].label = wording.count_label(matter)
        if matter not in WITH_DEADLINE:
            del self.fields["side"]

    def clean_words(self) -> str:
        # One paragraph, wherever it stands.
        return " ".join(self.cleaned_data["words"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("gone"):
            self.errors.clear()
        elif "days" in data and data["days"] is None and self._says_something(data):
            self.add_error("days", _("Say when this step is reached, or tick “Leave out”."))
        return data

    @staticmethod
    def _says_something(data: Mapping[str, Any]) -> bool:
        return any(data.get(name) for name in ("to", "by", "urgent", "words"))

    @property
    def step(self) -> Step | None:
        """What a valid row says; None where it is empty or left out."""
        data = self.cleaned_data
        if data.get("gone") or data.get("days") is None:
            return None
        return Step(
            matter=self.matter,
            days=-abs(data["days"]) if data.get("side") == BEFORE else data["days"],
            to=frozenset(map(rules.Party, data["to"])),
            by=frozenset(map(rules.Channel, data["by"])),
            urgent=data["urgent"],
            words=data["words"],
        )


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[StepForm]
else:
    _Rows = FormSet

# At which field a fault is shown; the others are about the days.
_FIELDS = {Fault.NOBODY: "to", Fault.SHRINKS: "to", Fault.NO_LEADER: "to"}


class BaseSteps(_Rows):
    """All steps of one matter."""

    def __init__(
        self, sent: QueryDict | None, *, initial: list[dict[str, Any]], matter: Matter
    ) -> None:
        about = {"matter": matter}
        super().__init__(sent, initial=initial, prefix=PREFIX, form_kwargs=about)
        self.matter = matter

    def clean(self) -> None:
        # The page always has rows; without any the browser has lost the form.
        if not self.forms:
            raise forms.ValidationError(OUTDATED)
        if any(row.errors for row in self.forms):
            return
        rows = [row for row in self.forms if row.step is not None]
        for place, faults in rules.faults_of(self.steps).items():
            for fault in sorted(faults):
                rows[place].add_error(_FIELDS.get(fault, "days"), wording.fault(fault))

    @property
    def steps(self) -> list[Step]:
        """Of valid rows."""
        return [step for row in self.forms if (step := row.step) is not None]


StepFormSet = cast(
    type[BaseSteps],
    forms.formset_factory(
        StepForm, formset=BaseSteps, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    ),
)


def rows_about(matter: Matter, steps: Iterable[Step], sent: QueryDict | None = None) -> BaseSteps:
    """The table of steps as it stands, or as it was sent."""
    return StepFormSet(sent, initial=list(map(_row, steps)), matter=matter)


def with_more_rows(sent: QueryDict) -> QueryDict:
    """What was sent, with more empty rows below."""
    more, name = sent.copy(), f"{PREFIX}-TOTAL_FORMS"
    more[name] = str(min((key_in(sent.get(name)) or 0) + BLANK_ROWS, MOST_ROWS))
    return more


def _row(step: Step) -> dict[str, Any]:
    return {
        "days": abs(step.days) if step.matter in WITH_DEADLINE else step.days,
        "side": BEFORE if step.days < 0 else AFTER,
        "to": sorted(step.to),
        "by": sorted(step.by),
        "urgent": step.urgent,
        "words": step.words,
    }


class MuteForm(Form):
    matters = forms.MultipleChoiceField(
        label=_("No letters, unless it is my duty, about"),
        choices=MatterWords.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class HourField(forms.TimeField):
    def __init__(self, label: Any) -> None:
        # Browsers read an hour that is filled in only in this format, whatever the language.
        super().__init__(label=label, widget=forms.TimeInput(_SMALL | {"type": "time"}, "%H:%M"))


class MannerForm(Form):
    daily_at = HourField(_("Daily letters at"))
    urgent_from = HourField(_("Urgent letters from"))
    urgent_until = HourField(_("Urgent letters until"))
    names_things = forms.BooleanField(label=_("Letters name what they are about"), required=False)

    @classmethod
    def about(cls, manner: Manner) -> "MannerForm":
        return cls(initial={name: getattr(manner, name) for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("urgent_from"), data.get("urgent_until")
        if begins and ends and begins >= ends:
            self.add_error("urgent_until", _("Urgent letters need some hours of the day."))
        return data

    @property
    def hours(self) -> Hours:
        data = self.cleaned_data
        return Hours(data["daily_at"], data["urgent_from"], data["urgent_until"])


class OutletForm(Form):
    """A group or gateway that is told. What is secret is filled in, and never shown again."""

    name = forms.CharField(
        label=pgettext_lazy("outlet", "Name"), max_length=60, widget=forms.TextInput(attrs=_TYPED)
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=OutletKind, widget=forms.Select(attrs=_CHOSEN)
    )
    unit = forms.ModelChoiceField(
        Unit.objects.current().in_protocol_order(),
        label=_("Whose group it is"),
        required=False,
        empty_label=_("the supervision office: it is told about every unit"),
        widget=forms.Select(attrs=_CHOSEN),
    )
    address = forms.CharField(
        label=_("Address"), max_length=500, required=False, widget=forms.TextInput(attrs=_TYPED)
    )
    secret = forms.CharField(
        label=_("Secret for signatures"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs=_TYPED | {"autocomplete": "off"}),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    @classmethod
    def about(cls, outlet: Outlet | None) -> "OutletForm":
        if outlet is None:
            return cls()
        shown = ("name", "kind", "unit", "is_active")
        return cls(initial={name: getattr(outlet, name) for name in shown})

    @property
    def kept(self) -> Kept:
        data = self.cleaned_data
        return Kept(**{**data, "kind": rules.OutletKind(data["kind"])})


class SubscriptionForm(Form):
    """A program that is told what happens."""

    name = forms.CharField(
        label=pgettext_lazy("outlet", "Name"), max_length=60, widget=forms.TextInput(attrs=_TYPED)
    )
    address = forms.CharField(
        label=_("Address"), max_length=500, required=False, widget=forms.TextInput(attrs=_TYPED)
    )
    kinds = forms.MultipleChoiceField(
        label=_("Told about"), choices=EventKind, widget=forms.CheckboxSelectMultiple
    )
    plans = forms.ModelMultipleChoiceField(
        Plan.objects.exclude(state=PlanState.DRAFT).defer("source_text").order_by("-pk"),
        label=_("Only of these plans"),
        required=False,
        widget=forms.SelectMultiple(attrs=_CHOSEN | {"size": 4}),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    @classmethod
    def about(cls, found: Subscription) -> "SubscriptionForm":
        shown = {name: getattr(found, name) for name in ("name", "kinds", "is_active")}
        return cls(initial=shown | {"plans": found.plans.all()})

    @property
    def wanted(self) -> Wanted:
        data = self.cleaned_data
        kinds = [rules.EventKind(kind) for kind in data["kinds"]]
        return Wanted(**{**data, "kinds": kinds, "plans": list(data["plans"])})
