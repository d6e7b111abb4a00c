from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField, Form, ModelForm
from core.notice_lines import LONGEST_NAME, LONGEST_TEXT
from units.models import Membership, NameKindChoice, RoleChoice, ScopeChoice, Unit, User
from units.queries import people_of

# The encodings in which offices save plain text.
ENCODINGS = ("utf-8-sig", "gb18030")


class AccountForm(ModelForm):
    class Meta:
        model = User
        fields = ("username", "name", "email", "phone")
        labels = {"name": pgettext_lazy("person", "name")}


class UnitForm(ModelForm):
    parent = forms.ModelChoiceField(
        Unit.objects.current().in_protocol_order(), label=_("belongs to"), required=False
    )

    class Meta:
        model = Unit
        fields = ("name", "kind", "level")


class NameForm(Form):
    name = forms.CharField(label=_("name"), max_length=100)
    kind = forms.ChoiceField(label=_("kind"), choices=NameKindChoice)


class MemberForm(Form):
    unit = forms.ModelChoiceField(Unit.objects.current().in_protocol_order(), label=_("unit"))


class GrantForm(Form):
    user = forms.ModelChoiceField(User.objects.order_by("username"), label=_("person"))
    unit = forms.ModelChoiceField(Unit.objects.in_protocol_order(), label=_("unit"))
    role = forms.ChoiceField(choices=RoleChoice, label=_("role"))
    watched_units = forms.ModelMultipleChoiceField(
        Unit.objects.current().in_protocol_order(),
        label=_("for leaders: their field (none means all units)"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )


class FieldForm(Form):
    """A leader's field: the units watched; none means all."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.current().in_protocol_order(),
        label=_("watched units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class StandInForm(Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("unit"))
    principal = forms.ModelChoiceField(User.objects.none(), label=_("who is away"))
    deputy = forms.ModelChoiceField(User.objects.none(), label=_("who stands in"))
    starts_on = DayField(_("first day"))
    ends_on = DayField(_("last day"))
    reason = forms.CharField(label=pgettext_lazy("absence", "reason"), max_length=200)

    def __init__(self, *args: Any, units: Any, anybody: bool, **kwargs: Any) -> None:
        """Offers these units and their people; as deputies `anybody` who may sign in."""
        super().__init__(*args, **kwargs)
        everyone = User.objects.filter(is_active=True).order_by("name", "pk")
        self._offer("unit", units.current().in_protocol_order())
        self._offer("principal", people_of(units))
        self._offer("deputy", everyone if anybody else people_of(units))

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = choices


class PeopleForm(Form):
    """Who leaves a post, and who follows."""

    leaver = forms.ModelChoiceField(
        User.objects.filter(pk__in=Membership.objects.live().own().values("user")).order_by(
            "name", "pk"
        ),
        label=_("who leaves"),
    )
    successor = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name", "pk"), label=_("who follows")
    )


class RefusalForm(Form):
    reason = forms.CharField(label=pgettext_lazy("account", "reason"), max_length=200)


class TokenForm(Form):
    name = forms.CharField(label=_("which program has it"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("what it may do, as far as I may"),
        choices=ScopeChoice,
        widget=forms.CheckboxSelectMultiple,
    )
    ends_on = DayField(_("its last day"))


class SpecialDayForm(Form):
    """What one day is."""

    on = DayField(_("day"))
    works = forms.TypedChoiceField(
        label=_("is"),
        choices=[("no", _("a rest day")), ("yes", _("a working day"))],
        coerce=lambda value: value == "yes",
    )
    name = forms.CharField(label=_("name"), max_length=LONGEST_NAME, required=False)


class LinesForm(Form):
    """Lines pasted, or a small text file; the file wins."""

    text = forms.CharField(
        label=_("lines"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(label=_("or a text file"), required=False)

    def clean_file(self) -> str:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LONGEST_TEXT * 4:
            raise forms.ValidationError(_("This file is too big for a list of holidays."))
        data = file.read()
        for encoding in ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(
            _("This is no plain text. Save the list as text, or paste its lines.")
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = given.get("file") or given.get("text") or ""
        if not (text.strip() or self.errors):
            self.add_error("text", _("Paste the notice's lines, or choose a file."))
        if len(text) > LONGEST_TEXT or "\x00" in text:
            self.add_error("text", _("This is too long for a list of holidays."))
        return given | {"text": text}


class PasswordForm(Form):
    """The old password proves who sits at the keyboard."""

    old = forms.CharField(label=_("Current password"), widget=forms.PasswordInput)
    new = forms.CharField(label=_("New password"), widget=forms.PasswordInput)
