"""Links between pages that show one day, and the control that chooses it."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.as_of import EVERYTHING, as_of

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Context, page: str, *keys: object, **query: Any) -> str:
    """The address of a page as of the same day and of the same field; empty values are left out."""
    asked = {name: value for name, value in query.items() if value not in (None, "")}
    words = urlencode(asked | kept(context))
    return reverse(page, args=keys) + (words and f"?{words}")


@register.simple_tag(takes_context=True)
def kept_inputs(context: Context) -> SafeString:
    """For forms that ask for something else of the same day and field."""
    pairs = kept(context).items()
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.inclusion_tag("core/as_of.html", takes_context=True)
def as_of_control(context: Context) -> dict[str, object]:
    """Says as of which day the page is, and takes another one.

    Needs `scope` in the context: a `core.as_of.Moment`, or what has the same `on` and `now`.
    """
    request, scope = context["request"], context["scope"]
    others = [(name, value) for name, value in request.GET.items() if name not in {"as_of", "page"}]
    asked = request.GET.get("as_of", "")
    # A page that begins later moves a day up to its own; only what was no past day is told.
    lost = asked if asked and asked != as_of(request).isoformat() else ""
    return {"request": request, "scope": scope, "others": others, "lost": lost[:20]}


def kept(context: Context) -> dict[str, str]:
    """What a reader chose once for all pages."""
    request: HttpRequest = context["request"]
    scope = context.get("scope")
    found = {}
    if scope is None and "as_of" in request.GET:
        found["as_of"] = as_of(request).isoformat()
    elif scope is not None and scope.now is None:
        found["as_of"] = scope.on.isoformat()
    if request.GET.get("field") == EVERYTHING:
        found["field"] = EVERYTHING
    return found
