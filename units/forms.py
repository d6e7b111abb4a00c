from django import forms
from django.utils.translation import gettext_lazy as _

from units.models import NameKindChoice, RoleChoice, Unit, User


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("username", "name", "email", "phone")


class UnitForm(forms.ModelForm):
    parent = forms.ModelChoiceField(
        Unit.objects.current().in_protocol_order(), label=_("belongs to"), required=False
    )

    class Meta:
        model = Unit
        fields = ("name", "kind", "level")


class NameForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=100)
    kind = forms.ChoiceField(label=_("kind"), choices=NameKindChoice)


class MemberForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.current().in_protocol_order(), label=_("unit"))


class GrantForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.order_by("username"), label=_("person"))
    unit = forms.ModelChoiceField(Unit.objects.in_protocol_order(), label=_("unit"))
    role = forms.ChoiceField(choices=RoleChoice, label=_("role"))


class PasswordForm(forms.Form):
    """The old password proves who sits at the keyboard."""

    old = forms.CharField(label=_("Current password"), widget=forms.PasswordInput)
    new = forms.CharField(label=_("New password"), widget=forms.PasswordInput)
