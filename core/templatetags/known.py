"""Links between pages that show one day, and the control that chooses it."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.as_of import EARLIEST, EVERYTHING, as_of

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Context, page: str, *keys: object, **query: Any) -> str:
    """The address of a page as of the same day, of the same field and with the filters that it
    knows; empty values are left out. Whoever names a unit means that one and no filter."""
    asked = {name: value for name, value in query.items() if value not in (None, "")}
    filters = _filters(context, page)
    if "unit" in query:
        filters = {name: value for name, value in filters.items() if name == "leader"}
    words = urlencode(filters | asked | kept(context))
    return reverse(page, args=keys) + (words and f"?{words}")


@register.simple_tag(takes_context=True)
def kept_inputs(context: Context, *names: str, asks: str = "") -> SafeString:
    """For forms that ask for something else of the same day and field, and with those filters that
    are named. Where the page is about a closing date, and the form keeps that or `asks` for it,
    the day follows from it."""
    asked = getattr(context.get("scope"), "asked", {})
    pairs = kept(context) | {name: asked[name] for name in names if name in asked}
    if "period" in asked and "period" in (*names, asks):
        pairs.pop("as_of", None)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs.items())


@register.inclusion_tag("core/as_of.html", takes_context=True)
def as_of_control(context: Context) -> dict[str, object]:
    """Says as of which day the page is, and takes another one.

    Needs `scope` in the context: a `core.as_of.Moment`, or what has the same `on` and `now`.
    """
    request, scope = context["request"], context["scope"]
    asked_anew = {"as_of", "page"}
    if "period" in getattr(scope, "asked", {}):
        # The day takes the place of the closing date from which another would follow.
        asked_anew.add("period")
    others = [(name, value) for name, value in request.GET.items() if name not in asked_anew]
    asked, day = request.GET.get("as_of", ""), as_of(request)
    return {
        "request": request,
        "scope": scope,
        "others": others,
        "lost": asked[:20] if asked and asked != day.isoformat() else "",
        "earliest": EARLIEST.year,
        # A page that begins later moves a day up to its own first one.
        "moved": day if day < scope.on and "period" not in asked_anew else None,
    }


def _filters(context: Context, page: str) -> dict[str, str]:
    """What the page is limited to, and another page knows how to be limited to as well."""
    asked = getattr(context.get("scope"), "kept", None)
    return {} if asked is None else asked(page)


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
