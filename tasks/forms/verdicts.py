from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from indicators.rules import Scheme
from tasks.forms.extensions import TextField


class OverrideForm(Form):
    """Another lamp of the plan's scheme; services say what is wrong with it."""

    band = forms.CharField(
        label=_("Lamp"), max_length=40, widget=forms.Select({"class": "form-select"})
    )
    reason = TextField(_("Reason"))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chinese = (get_language() or "zh").startswith("zh")
        words = {each.code: each.word_zh if chinese else each.word_en for each in scheme.bands}
        self.fields["band"].widget.choices = list(words.items())
