"""The form of each step: it asks for what the table of steps needs, and for nothing else."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DayField, Form, FormSet, RevisionField
from tasks import rules
from tasks.models import AssignmentRole, Task, TaskQuerySet
from tasks.rules import Need, TaskVerb
from tasks.rules.papers import DOCUMENT_LIMIT, MOST_SHARES, TITLE_LIMIT
from tasks.rules.texts import TEXT_LIMIT
from tasks.services import NewTask, Papers, Part, Seen
from tasks.wording.moves import REASONS
from units.models import Unit
from units.queries import Match, match_names, scope_of

_FIELDS = {
    Need.NEW_PARTS: ("lead", "assists"),
    Need.REASON: ("reason",),
    Need.DOCUMENT: ("document",),
    Need.NEW_DUE: ("due_on",),
    Need.DONE_ON: ("done_on",),
    Need.EVIDENCE: ("files",),
    Need.VERIFICATION: ("verification",),
    Need.OTHER_TASK: ("other_task",),
}
# What may be given with a step and need not.
_ALSO = {
    TaskVerb.SUSPEND: ("reason",),
    TaskVerb.CANCEL: ("reason",),
    TaskVerb.MERGE: ("reason",),
    TaskVerb.COMPLETE: ("reason",),
    TaskVerb.ROLL: ("due_on",),
}
_PICK = re.compile("([0-9]{1,18}):([0-9]{1,9})")
# People separate names as they like; brackets belong to a name.
_BETWEEN = re.compile(r"[、,，;；\n\r\t]+")


class TextField(forms.CharField):
    """What somebody writes. Services say what is wrong with it, here only its shape is read."""

    def __init__(self, label: Any, *, limit: int = TEXT_LIMIT, rows: int = 3) -> None:
        attrs = {"class": "form-control", "maxlength": limit}
        area = forms.Textarea(attrs | {"rows": rows}) if rows > 1 else forms.TextInput(attrs)
        super().__init__(label=label, required=False, widget=area)
        self.validators = []  # services refuse NUL with a sentence


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, widget=_Files({"class": "form-control"}))

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = super().clean
        # An empty one is refused by name where it is kept; Django's sentence names none.
        return [cleaned(file, initial) if file.size else file for file in given if file]


class StepForm(Form):
    """One step of one task."""

    revision = RevisionField()

    def __init__(self, *args: Any, task: Task, verb: TaskVerb, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.verb, self.on = task, verb, on
        for name in _asked(task, verb):
            self.fields[name] = _field(name, verb)

    def clean(self) -> dict[str, Any]:
        wish = super().clean() or {}
        if "lead" in wish and "assists" in wish:
            self._read_parts(wish)
        return wish

    def choose_from(self, others: TaskQuerySet) -> None:
        """The tasks that this one can be merged into."""
        if field := self.fields.get("other_task"):
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = others

    @property
    def papers(self) -> Papers:
        wish = self.cleaned_data
        other = wish.get("other_task")
        return Papers(
            reason=wish.get("reason", ""),
            document=wish.get("document", ""),
            done_on=wish.get("done_on"),
            due_on=wish.get("due_on"),
            verification=wish.get("verification", ""),
            files=tuple(wish.get("files") or ()),
            parts=wish.get("parts", ()),
            other_task_id=other.pk if other else None,
        )

    def _read_parts(self, wish: dict[str, Any]) -> None:
        scope = scope_of(self.task.plan.issuer)
        try:
            wish["parts"] = parts_named(wish["lead"], wish["assists"], scope=scope, on=self.on)
        except forms.ValidationError as error:
            self.add_error("lead", error)


class ShareForm(Form):
    """One line of a breakdown; an empty line is none."""

    title = TextField(gettext_lazy("Title"), limit=TITLE_LIMIT, rows=1)
    due_on = DayField(gettext_lazy("Due on"), required=False)
    lead = TextField(gettext_lazy("Lead unit"), limit=TEXT_LIMIT, rows=1)
    assists = TextField(gettext_lazy("Assisting units"), limit=TEXT_LIMIT, rows=1)


class Shares(FormSet):
    """Lines of a breakdown; whoever leads and assists is found for all of them at once."""

    def __init__(self, *args: Any, scope: Unit | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.on = scope, on

    def shares(self) -> tuple[NewTask, ...]:
        """Raises ValidationError for names that nobody goes by."""
        written = [form.cleaned_data for form in self.forms if any(form.cleaned_data.values())]
        names = [
            name for line in written for name in names_in(line["lead"] + "、" + line["assists"])
        ]
        matches = match_names(names, scope=self.scope, on=self.on)
        return tuple(
            NewTask(
                line["title"],
                due_on=line["due_on"],
                parts=_parts(line["lead"], line["assists"], matches),
            )
            for line in written
        )


ShareFormSet = cast(
    "type[Shares]",
    forms.formset_factory(
        ShareForm, formset=Shares, extra=6, max_num=MOST_SHARES, absolute_max=MOST_SHARES
    ),
)


class NewTaskForm(Form):
    """A task that the office adds by hand; it becomes a draft."""

    title = TextField(gettext_lazy("Title"), limit=TITLE_LIMIT, rows=2)
    number = TextField(gettext_lazy("Number"), limit=20, rows=1)
    due_on = DayField(gettext_lazy("Due on"), required=False)
    lead = TextField(gettext_lazy("Lead unit"), rows=1)
    assists = TextField(gettext_lazy("Assisting units"), rows=2)
    is_key = forms.BooleanField(
        label=gettext_lazy("Key item: a leader strikes it off"), required=False
    )
    is_rolling = forms.BooleanField(
        label=gettext_lazy("Goes on for years, or begins anew each year"), required=False
    )

    def __init__(self, *args: Any, scope: Unit | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.on = scope, on

    def clean(self) -> dict[str, Any]:
        wish = super().clean() or {}
        try:
            parts = parts_named(wish["lead"], wish["assists"], scope=self.scope, on=self.on)
            wish["parts"] = parts
        except forms.ValidationError as error:
            self.add_error("lead", error)
        return wish

    @property
    def wish(self) -> NewTask:
        names = ("title", "number", "due_on", "parts", "is_key", "is_rolling")
        return NewTask(**{name: self.cleaned_data[name] for name in names})


class OfficeForm(Form):
    """One step of the tasks that are ticked in a list of the office."""

    verb = forms.ChoiceField(choices=[])
    reason = TextField(gettext_lazy("Reason"), rows=1)

    def __init__(self, *args: Any, verbs: Sequence[TaskVerb], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(verb.value, verb.value) for verb in verbs]


class AnswerForm(Form):
    answer = TextField(gettext_lazy("What your unit has done for its share"))


def picks_in(values: Iterable[str]) -> list[Seen]:
    """Ticked tasks as `key:revision`; what is written otherwise was not written by the page."""
    found = [_PICK.fullmatch(value) for value in values]
    return [Seen(int(pick[1]), int(pick[2])) for pick in found if pick]


def names_in(text: str) -> list[str]:
    return [name.strip() for name in _BETWEEN.split(text) if name.strip()]


def parts_named(lead: str, assists: str, *, scope: Unit | None, on: date) -> tuple[Part, ...]:
    """The parts that these names mean. Raises ValidationError for names that nobody goes by."""
    matches = match_names([*names_in(lead), *names_in(assists)], scope=scope, on=on)
    return _parts(lead, assists, matches)


def _parts(lead: str, assists: str, matches: dict[str, Match]) -> tuple[Part, ...]:
    named = [(AssignmentRole.LEAD, name) for name in names_in(lead)]
    named += [(AssignmentRole.ASSIST, name) for name in names_in(assists)]
    if unknown := [name for _role, name in named if not matches[name].found]:
        raise forms.ValidationError(_unknown(unknown, matches))
    return tuple(
        Part(role, name[:100], matches[name].unit, matches[name].group) for role, name in named
    )


def _unknown(names: list[str], matches: dict[str, Match]) -> str:
    name = names[0][:40]
    near = matches[names[0]].nearest
    if near:
        facts = {"name": name, "near": _("; ").join(unit.name for unit in near)}
        return _("No unit goes by the name “%(name)s”. Did you mean one of: %(near)s?") % facts
    return _("No unit goes by the name “%(name)s”. Write it as the list of units does.") % {
        "name": name
    }


def _asked(task: Task, verb: TaskVerb) -> list[str]:
    """The fields of the step from where the task stands, or of all its steps where none is."""
    here = rules.TRANSITIONS.get((rules.TaskState(task.state), verb))
    steps = [here] if here else [s for (_state, v), s in rules.TRANSITIONS.items() if v is verb]
    needs = {need for step in steps for need in step.needs}
    names = [name for need in Need if need in needs for name in _FIELDS.get(need, ())]
    return list(dict.fromkeys([*names, *_ALSO.get(verb, ())]))


def _field(name: str, verb: TaskVerb) -> forms.Field:
    if name == "other_task":
        return forms.ModelChoiceField(
            Task.objects.none(),
            label=_("The task that goes on in its place"),
            required=False,
            widget=forms.Select({"class": "form-select"}),
        )
    if name == "files":
        return FilesField(_("Files that show the result"))
    if name in ("done_on", "due_on"):
        label = _("Really finished on") if name == "done_on" else _("New due date")
        return DayField(label, required=False)
    if name == "reason":
        return TextField(REASONS.get(verb, _("Reason")))
    labels = {
        "document": _("Document that decided it (number or title)"),
        "verification": _("How it was checked, or why that was left out"),
        "lead": _("Lead unit"),
        "assists": _("Assisting units"),
    }
    limit = DOCUMENT_LIMIT if name == "document" else TEXT_LIMIT
    return TextField(labels[name], limit=limit, rows=1 if name in ("document", "lead") else 3)
