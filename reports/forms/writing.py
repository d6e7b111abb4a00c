"""What a unit writes: reports, corrections, requests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, RevisionField
from reports import rules, wording
from reports.forms.fields import FigureField, FilesField, KeysField, PicksField
from reports.models import Report
from reports.rules import Content, Subject
from reports.services import Papers

ROWS = {"progress": 6, "problems": 3, "next_steps": 3}


class ContentForm(Form):
    """What a unit writes: the shape here, the rules in `rules.validate`.

    An assisting unit answers to the lead in one field, and with a figure where it has one.
    """

    revision = RevisionField()
    percent = FigureField(_("Percent done"))
    value = FigureField(_("Value on the closing date"))
    progress = forms.CharField(label=_("Progress"), required=False)
    problems = forms.CharField(label=_("Problems"), required=False)
    next_steps = forms.CharField(label=_("Next steps"), required=False)
    explanation = forms.CharField(label=_("Explanation"), required=False)
    evidence = FilesField(label=_("Evidence"), required=False)
    drop = KeysField()

    def __init__(self, *args: Any, report: Report, submit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.is_part, self.submit = report.about, report.is_part, submit
        # Sentences about what looks doubtful, once somebody tried to send it.
        self.doubts: list[str] = []
        for name in self._not_asked():
            del self.fields[name]
        for name, rows in ROWS.items():
            if name in self.fields:
                attrs = {"class": "form-control", "rows": rows, "maxlength": rules.TEXT_LIMIT}
                self.fields[name].widget = forms.Textarea(attrs)
        brief = {"class": "form-control", "maxlength": rules.TEXT_LIMIT}
        self.fields["explanation"].widget = forms.TextInput(brief)
        self.fields["evidence"].widget.attrs["class"] = "form-control"

    def _not_asked(self) -> list[str]:
        spare = ["value" if self.about is Subject.TASK else "percent"]
        return [*spare, "problems", "next_steps"] if self.is_part else spare

    @property
    def written(self) -> list[forms.BoundField]:
        """The fields of the content itself, in the order of the page."""
        return [self[name] for name in ("percent", "value", *rules.TEXTS) if name in self.fields]

    @property
    def content(self) -> Content:
        names = ("percent", "value", *rules.WORDS)
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        # Browsers send each line break as two characters, of which people know one.
        texts = {name: given[name].replace("\r\n", "\n") for name in rules.WORDS if name in given}
        return Content(**(given | texts))

    @property
    def papers(self) -> Papers:
        return Papers(self.cleaned_data["evidence"], self.cleaned_data["drop"])

    def clean(self) -> None:
        found = rules.validate(
            self.content, about=self.about, submit=self.submit, is_part=self.is_part
        )
        for name, code in found.items():
            if name not in self.errors:
                self.add_error(name, wording.fault(code))

    def renew(self, revision: int) -> None:
        """Let the next try count from here: the person was told what happened meanwhile."""
        kept = {name: self.data.get(name, "") for name in self.fields if name != "drop"}
        self.data = kept | {"revision": revision}


class CorrectionForm(ContentForm):
    """Another version for what counts already, and why."""

    reason = forms.CharField(label=_("Reason of the correction"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, submit=True, **kwargs)
        brief = {"class": "form-control", "maxlength": rules.TEXT_LIMIT}
        self.fields["reason"].widget = forms.TextInput(brief)

    def clean(self) -> None:
        super().clean()
        wrong = wording.wrong_correction_reason(self.cleaned_data.get("reason", "").strip())
        if wrong:
            self.add_error("reason", wrong)


class TickedForm(Form):
    """Lines of the list of what is to be written."""

    picks = PicksField()


class AskForm(Form):
    """A request for coordination; the rules are those of the tasks."""

    text = forms.CharField(required=False)
