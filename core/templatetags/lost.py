"""What an address asks of a list in vain."""

from django import template
from django.template import Context

from core.filters import in_words, lost_filters

register = template.Library()


@register.inclusion_tag("core/lost.html", takes_context=True)
def lost(context: Context, *read: object) -> dict[str, object]:
    """Names the filters that fit nothing, where something was read of the address."""
    query = context["request"].GET.copy()
    names = lost_filters(query, *read)
    for name in names:
        del query[name]
    return {"lost": in_words(names), "without": query.urlencode()}
