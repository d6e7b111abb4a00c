from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import OUTDATED, DayField, FormSet
from tasks.forms.extensions import FaultyForm, TextField
from tasks.models import Milestone
from tasks.rules.milestones import MOST_STAGES, TITLE_LIMIT, StageLine

# So many empty lines stand below what is there; saving brings new ones.
BLANK_LINES = 4
NO_WEIGHT = _("Write a number such as 25, or leave the weight empty.")


class WeightField(forms.DecimalField):
    """A share as people type it, with its sign or without; services say whether it can be one."""

    def __init__(self) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
        super().__init__(
            label=_("Weight"),
            required=False,
            widget=forms.TextInput(attrs),
            error_messages={"invalid": NO_WEIGHT},
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").strip().rstrip("%％")[:40])


class StageForm(FaultyForm):
    """One line of the plan; without a title and a weight it is no line."""

    title = forms.CharField(
        label=_("Stage"),
        required=False,
        widget=forms.TextInput({"class": "form-control", "maxlength": TITLE_LIMIT}),
    )
    due_on = DayField(_("Due on"), required=False)
    weight = WeightField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].validators = []  # services refuse NUL with a sentence

    @property
    def is_blank(self) -> bool:
        given = self.cleaned_data
        return not given.get("title") and given.get("weight") is None

    @property
    def line(self) -> StageLine:
        given = self.cleaned_data
        return StageLine(given["title"], given["due_on"], given["weight"])


if TYPE_CHECKING:
    _Lines = forms.BaseFormSet[StageForm]
else:
    _Lines = FormSet


class BaseStages(_Lines):
    """All lines of the plan in one form."""

    def clean(self) -> None:
        # The page always has lines; without any the browser has lost the form.
        if not self.forms:
            raise forms.ValidationError(OUTDATED)

    @property
    def written(self) -> list[StageForm]:
        return [form for form in self.forms if not form.is_blank]

    @property
    def lines(self) -> list[StageLine]:
        return [form.line for form in self.written]

    def tell(self, faults: Mapping[tuple[int | None, str], str]) -> list[str]:
        """Takes sentences to their fields; what is about all lines comes back."""
        written = self.written
        for (place, name), sentence in faults.items():
            if place is not None:
                written[place].add_error(name, sentence)
        return [sentence for (place, _name), sentence in faults.items() if place is None]


Stages = cast(
    type[BaseStages],
    forms.formset_factory(
        StageForm,
        formset=BaseStages,
        extra=0,
        max_num=MOST_STAGES + BLANK_LINES,
        absolute_max=2 * MOST_STAGES,
    ),
)


class SeenForm(FaultyForm):
    """What the page showed of the stages."""

    seen = forms.CharField(
        max_length=16, widget=forms.HiddenInput, error_messages={"required": OUTDATED}
    )


class ReachForm(FaultyForm):
    done_on = DayField(_("Reached on"), required=False)
    proof = TextField(_("How it shows"))


class TakeBackForm(FaultyForm):
    reason = TextField(_("Why it was not reached"))


class WaiveForm(FaultyForm):
    reason = TextField(_("Why it is left out"))


def lines_of(
    planned: Sequence[Milestone], *, due_on: date | None, on: date
) -> list[dict[str, Any]]:
    """What stands in the lines at first: what is planned, then blank ones.

    Where nothing is planned, the blank ones have the ends of the quarters to come.
    """
    lines: list[dict[str, Any]] = [
        {"title": each.title, "due_on": each.due_on, "weight": each.weight} for each in planned
    ]
    if lines:
        return lines + [{}] * BLANK_LINES
    last = due_on or on.replace(month=12, day=31)
    days = [on.replace(month=month, day=day) for month, day in ((3, 31), (6, 30), (9, 30))]
    days.append(on.replace(month=12, day=31))
    nodes: list[dict[str, Any]] = [{"due_on": day} for day in days if on <= day <= last]
    return nodes + [{}] * (BLANK_LINES - len(nodes))
