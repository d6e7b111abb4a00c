"""Refusing a part, and deciding about it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import Form
from tasks.forms.steps import TextField, names_in, parts_named
from units.models import Unit


class PartForm(Form):
    reason = TextField(gettext_lazy("Reason"))


class GiveOnForm(PartForm):
    """Without a name nobody has the part any more."""

    unit = TextField(gettext_lazy("Who has the part instead (empty: nobody)"), limit=100, rows=1)
    field_order = ("unit", "reason")

    def __init__(self, *args: Any, scope: Unit | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.on = scope, on

    def clean(self) -> dict[str, Any]:
        wish = super().clean() or {}
        named = names_in(wish.get("unit", ""))
        wish["unit"] = None
        if named:
            try:
                (part, *_more) = parts_named("", named[0], scope=self.scope, on=self.on)
                wish["unit"] = part.unit
            except forms.ValidationError as error:
                self.add_error("unit", error)
        return wish
