"""What an address asks of a list in vain."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import pgettext, pgettext_lazy

register = template.Library()

WORDS = {
    "changed": pgettext_lazy("filter", "change of the lamp"),
    "family": pgettext_lazy("filter", "family"),
    "grade": pgettext_lazy("filter", "grade"),
    "kind": pgettext_lazy("filter", "kind"),
    "lamp": pgettext_lazy("filter", "lamp"),
    "leader": pgettext_lazy("filter", "leader"),
    "period": pgettext_lazy("filter", "period"),
    "plan": pgettext_lazy("filter", "plan"),
    "state": pgettext_lazy("filter", "state"),
    "unit": pgettext_lazy("filter", "unit"),
}


@register.inclusion_tag("core/lost.html", takes_context=True)
def lost(context: Context, **read: Any) -> dict[str, str]:
    """Of filters, each with what was read of it: those that the address names, and that fit
    nothing. Whoever typed or forwarded it would take the whole list for what was asked."""
    asked = context["request"].GET
    words = [str(WORDS[name]) for name, value in read.items() if asked.get(name) and not value]
    return {"lost": pgettext("between filters", ", ").join(words)}
