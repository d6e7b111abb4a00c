"""Forms about circulars; services say what is wrong with what somebody wrote."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from briefs.models import Circular, CircularTemplate, KindChoice
from briefs.queries.templates import words_of_template
from briefs.rules.kinds import TEMPLATED
from briefs.rules.states import CircularState, CircularVerb, Need, after
from core.forms import DayField, Form, RevisionField
from plans.access import visible_plans
from plans.models import Plan
from tasks.forms.extensions import TextField
from units.models import User

LONGEST_BODY = 50_000


def _line(label: Any, longest: int, *, required: bool = True) -> forms.CharField:
    widget = forms.TextInput({"class": "form-control"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


class BodyField(forms.CharField):
    """The lines of a circular or of a template; services say what is wrong with them."""

    def __init__(self, label: Any) -> None:
        attrs = {"class": "form-control", "rows": 22, "spellcheck": "false"}
        super().__init__(
            label=label, max_length=LONGEST_BODY, required=False, widget=forms.Textarea(attrs)
        )

    def clean(self, value: Any) -> str:
        # Browsers send each line break as two characters, of which people know one.
        return super().clean(value).replace("\r\n", "\n")


class DraftForm(Form):
    """What a new circular is about."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("circular", "Kind"),
        choices=[(kind.value, KindChoice(kind.value).label) for kind in TEMPLATED],
        widget=forms.Select({"class": "form-select"}),
    )
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Plan"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("All plans that are being carried out"),
        widget=forms.Select({"class": "form-select"}),
    )
    known_on = DayField(gettext_lazy("Figures as known at the end of"))

    def __init__(self, data: Any = None, *, user: User, yesterday: date) -> None:
        super().__init__(data, initial={"known_on": yesterday})
        plan = self.fields["plan"]
        assert isinstance(plan, forms.ModelChoiceField)
        plan.queryset = visible_plans(user).defer("source_text").newest_first()


class EditForm(Form):
    """The words of a draft; figures are named in braces and cannot be typed."""

    revision = RevisionField()
    title = _line(gettext_lazy("Title"), 200)
    addressee = _line(gettext_lazy("Addressed to"), 300)
    body = BodyField(gettext_lazy("Text, a line for each paragraph"))
    copies = _line(gettext_lazy("Copies to (may stay empty)"), 300, required=False)

    def __init__(self, data: Any = None, *, circular: Circular) -> None:
        names = ("revision", "title", "addressee", "body", "copies")
        super().__init__(data, initial={name: getattr(circular, name) for name in names})


class StepForm(Form):
    """One step of a circular: it asks for what the table of states needs, and for nothing else."""

    revision = RevisionField()

    def __init__(self, data: Any = None, *, circular: Circular, verb: CircularVerb) -> None:
        start = {"revision": circular.revision}
        super().__init__(data, initial=start, auto_id=f"{verb}-%s")
        step = after(CircularState(circular.state), verb)
        if step is not None and Need.REASON in step.needs:
            returned = verb is CircularVerb.RETURN
            label = _("What is to be changed") if returned else _("Why it is withdrawn")
            self.fields["text"] = TextField(label, rows=3)


class TemplateForm(Form):
    """What an office prints in one kind of circular; what is empty is the portal's own word."""

    name = _line(gettext_lazy("Name in the red head"), 40, required=False)
    sign = _line(
        gettext_lazy("Sign of the document number (empty: numbered as issues)"), 20, required=False
    )
    title = _line(gettext_lazy("Title"), 200, required=False)
    addressee = _line(gettext_lazy("Addressed to"), 300, required=False)
    body = BodyField(gettext_lazy("Text, a line for each paragraph"))

    def __init__(self, data: Any = None, *, template: CircularTemplate) -> None:
        words = words_of_template(template)
        start = {"sign": template.sign, **vars(words)}
        super().__init__(data, initial=start)
