"""Tags that every template may use; loaded for all of them by the settings."""

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.working_days import holiday_name

register = template.Library()

# Each lamp has a word and a shape of its own; colour never stands alone.
LAMPS = {
    "blue": (_("done"), "check-circle-fill"),
    "green": (_("on pace"), "circle-fill"),
    "yellow": (_("slightly behind"), "triangle-fill"),
    "orange": (_("behind"), "diamond-fill"),
    "red": (_("far behind"), "octagon-fill"),
    "grey": (_("not judged"), "dash-circle"),
}

# Titles of plans are long, and a list of choices is as wide as the longest.
LONGEST_CHOICE = 40

register.filter("holiday", holiday_name)


@register.simple_tag
def lamp(code: str) -> SafeString:
    """A lamp as shape, colour and word."""
    word, shape = LAMPS[str(code)]
    return format_html(
        '<span class="lamp lamp-{}"><i class="bi bi-{}" aria-hidden="true"></i> {}</span>',
        code,
        shape,
        word,
    )


@register.filter
def number(value: Decimal | None) -> str:
    """A number as people write it: no trailing zeros, a dash where there is none."""
    if value is None:
        return "—"
    return f"{value.normalize():f}"


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """The current address's query with some parameters changed; None removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def to_page(context: Context, number: int, asked_as: str = "") -> str:
    """Another page of the list that the address asks for as `asked_as`."""
    return with_query(context, **{asked_as or "page": number})


@register.simple_tag
def options(choices: Iterable[tuple[object, object]], chosen: object = None) -> SafeString:
    """Of a <select>: values with their words; `chosen` is one of the values, or as text.

    A province has thousands of units, which a loop in a template takes ten times as long for.
    """
    known = "" if chosen is None else str(chosen)
    return SafeString("".join(_option(str(value), str(words), known) for value, words in choices))


def _option(value: str, words: str, chosen: str) -> str:
    if len(words) > LONGEST_CHOICE:
        words = f"{words[: LONGEST_CHOICE - 1]}…"
    selected = " selected" if value == chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(words)}</option>'
