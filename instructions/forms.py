"""Forms about instructions; services say what is wrong with what somebody wrote."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import DayField, Form, RevisionField
from instructions.models import Instruction, UrgencyChoice
from instructions.rules import InstructionVerb, Urgency, Wish
from instructions.services import Papers
from tasks.forms.deciding import DecisionForm
from tasks.forms.extensions import TextField
from units.queries import scope_of


class WishForm(Form):
    """An instruction: what is to be done, how urgent it is, by when the leader wants to hear."""

    text = TextField(gettext_lazy("Instruction"), rows=3)
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"),
        choices=UrgencyChoice.choices,
        initial=UrgencyChoice.ORDINARY,
        widget=forms.Select({"class": "form-select"}),
    )
    due_on = DayField(gettext_lazy("Feedback by (may stay empty)"), required=False)

    @property
    def wish(self) -> Wish:
        typed = self.cleaned_data
        return Wish(typed["text"], Urgency(typed["urgency"]), typed["due_on"])


class StepForm(Form):
    """A step that takes nothing but the revision."""

    revision = RevisionField()

    @property
    def papers(self) -> Papers:
        return Papers()


class AnswerForm(StepForm):
    text = TextField(gettext_lazy("Feedback to the leader"), rows=4)

    @property
    def papers(self) -> Papers:
        return Papers(text=self.cleaned_data["text"])


class FurtherForm(WishForm):
    """Another instruction about the same thing."""

    revision = RevisionField()

    @property
    def papers(self) -> Papers:
        return Papers(further=self.wish)


class TaskForm(DecisionForm):
    """The task that is made of an instruction, in the short form of meetings."""

    revision = RevisionField()

    @property
    def papers(self) -> Papers:
        return Papers(task=self.wish)


Step = StepForm | FurtherForm | TaskForm


def step_form(
    instruction: Instruction,
    verb: InstructionVerb,
    *,
    on: date,
    data: Any = None,
    first: Mapping[str, Any] | None = None,
) -> Step:
    """The form of that step; `first` is what stands in it before anybody typed."""
    start = {"revision": instruction.revision, **(first or {})}
    facts: dict[str, Any] = {"initial": start, "auto_id": f"{verb}-%s"}
    if verb is InstructionVerb.MAKE_TASK:
        return TaskForm(data, scope=scope_of(instruction.plan.issuer), on=on, **facts)
    if verb is InstructionVerb.FURTHER:
        return FurtherForm(data, **facts)
    return (AnswerForm if verb is InstructionVerb.ANSWER else StepForm)(data, **facts)
