"""Forms about slips; services say what is wrong with what somebody wrote."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import DayField, Form, RevisionField
from slips.models import GradeChoice, Letterhead, Slip
from slips.queries import letterhead_of, recipients
from slips.rules import MOST_DAYS, Colour, Grade, Need, SlipState, SlipVerb, Style, Wish, after
from slips.services import Papers
from slips.wording.words import colour_word, mark
from tasks.forms.extensions import TextField
from tasks.forms.steps import FilesField
from units.models import Unit


class EditForm(Form):
    """The draft of a slip."""

    revision = RevisionField()
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Addressed to"),
        queryset=Unit.objects.none(),
        empty_label=None,
        widget=forms.Select({"class": "form-select"}),
    )
    grade = forms.ChoiceField(
        label=pgettext_lazy("slip", "Grade"), widget=forms.Select({"class": "form-select"})
    )
    facts = TextField(gettext_lazy("Facts, with figures and the day as of which they hold"), rows=6)
    demand = TextField(gettext_lazy("What the unit is to do"), rows=4)
    answer_due_on = DayField(gettext_lazy("Answer due on"), required=False)
    copies = forms.CharField(
        label=gettext_lazy("Copies to (may stay empty)"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "form-control"}),
    )

    def __init__(self, data: Any = None, *, slip: Slip) -> None:
        start = {
            "revision": slip.revision,
            "unit": slip.unit_id,
            "grade": slip.grade,
            "facts": slip.facts,
            "demand": slip.demand,
            "answer_due_on": slip.answer_due_on,
            "copies": slip.copies,
        }
        super().__init__(data, initial=start)
        letterhead = letterhead_of(slip)
        unit, grade = self.fields["unit"], self.fields["grade"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(grade, forms.ChoiceField)
        unit.queryset = recipients(slip)
        grade.choices = [(each.value, mark(each, letterhead)) for each in Grade]

    @property
    def wish(self) -> Wish:
        typed = self.cleaned_data
        return Wish(
            unit_id=typed["unit"].pk,
            grade=Grade(typed["grade"]),
            facts=typed["facts"],
            demand=typed["demand"],
            answer_due_on=typed["answer_due_on"],
            copies=typed["copies"],
        )

    @property
    def preview(self) -> Slip:
        """The slip as it would be, unsaved."""
        wish = self.wish
        return Slip(
            unit=self.cleaned_data["unit"],
            grade=wish.grade.value,
            facts=wish.facts,
            demand=wish.demand,
            answer_due_on=wish.answer_due_on,
            copies=wish.copies,
        )


class StepForm(Form):
    """One step of a slip: it asks for what the table of states needs, and for nothing else."""

    revision = RevisionField()

    def __init__(self, data: Any = None, files: Any = None, *, slip: Slip, verb: SlipVerb) -> None:
        super().__init__(data, files, initial={"revision": slip.revision}, auto_id=f"{verb}-%s")
        step = after(SlipState(slip.state), verb)
        needs = step.needs if step else frozenset()
        if needs & {Need.REASON, Need.TEXT} or verb is SlipVerb.CLOSE:
            self.fields["text"] = TextField(_label(verb), rows=4 if Need.TEXT in needs else 3)
        if Need.NEW_DEADLINE in needs:
            self.fields["answer_due_on"] = DayField(_("Answer again by"), required=False)
        if Need.TEXT in needs:
            self.fields["files"] = FilesField(_("Files that belong to the answer"))

    @property
    def papers(self) -> Papers:
        typed = self.cleaned_data
        return Papers(
            text=typed.get("text", ""),
            answer_due_on=typed.get("answer_due_on"),
            files=tuple(typed.get("files") or ()),
        )


def _label(verb: SlipVerb) -> str:
    return {
        SlipVerb.RETURN: _("What is to be changed"),
        SlipVerb.ANSWER: _("Answer of the unit"),
        SlipVerb.REFUSE: _("What is missing in the answer"),
        SlipVerb.CLOSE: _("A word about it (may stay empty)"),
    }.get(verb, _("Why it is withdrawn"))


class LetterheadForm(Form):
    """What an office prints on its slips, with a line for each grade."""

    name = forms.CharField(
        label=gettext_lazy("Name of the document"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "form-control"}),
    )
    sign = forms.CharField(
        label=gettext_lazy("Sign before the number"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "form-control"}),
    )

    def __init__(self, data: Any = None, *, letterhead: Letterhead) -> None:
        super().__init__(data, initial={"name": letterhead.name, "sign": letterhead.sign})
        for grade in Grade:
            self._add_line(grade, letterhead.style(grade))

    def _add_line(self, grade: Grade, style: Style) -> None:
        label = str(GradeChoice(grade).label)
        self.fields[f"{grade}_word"] = forms.CharField(
            label=_("Word for “%(grade)s”") % {"grade": label},
            max_length=20,
            required=False,
            initial=style.word,
            widget=forms.TextInput({"class": "form-control", "placeholder": label}),
        )
        self.fields[f"{grade}_colour"] = forms.ChoiceField(
            label=_("Colour of “%(grade)s”") % {"grade": label},
            choices=[(each.value, colour_word(each)) for each in Colour],
            initial=style.colour.value,
            widget=forms.Select({"class": "form-select"}),
        )
        self.fields[f"{grade}_days"] = forms.IntegerField(
            label=_("Working days for the answer to “%(grade)s”") % {"grade": label},
            min_value=1,
            max_value=MOST_DAYS,
            initial=style.days,
            widget=forms.NumberInput({"class": "form-control"}),
        )

    @property
    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Of each grade its word, colour and days."""
        return [
            (
                str(GradeChoice(grade).label),
                [self[f"{grade}_{part}"] for part in ("word", "colour", "days")],
            )
            for grade in Grade
        ]

    @property
    def wish(self) -> dict[str, Any]:
        typed = self.cleaned_data
        grades = {
            grade: Style(
                Colour(typed[f"{grade}_colour"]),
                typed[f"{grade}_days"],
                typed[f"{grade}_word"].strip(),
            )
            for grade in Grade
        }
        return {
            "sign": typed["sign"].strip(),
            "name": typed["name"].strip(),
            "grades": grades,
        }
