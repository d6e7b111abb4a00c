"""What the pages say about what they only have the code of."""

from django import template
from django.template import Context

from core.templatetags.known import to
from dashboards import search_words, wording
from dashboards.queries.inbox import Waiting
from dashboards.queries.search import Found, Sought
from indicators.rules.parts import Apart
from plans.models import PlanState

register = template.Library()


@register.simple_tag(takes_context=True)
def to_waiting(context: Context, waiting: Waiting) -> str:
    """The list of what waits."""
    return to(context, waiting.page, **waiting.query)


@register.filter
def apart(why: Apart) -> str:
    return str(wording.APART[why])


@register.filter
def plan_state(code: str) -> str:
    return str(PlanState(code).label)


@register.filter
def found_kind(kind: Found) -> str:
    return str(search_words.KINDS[kind])


@register.filter
def searched(sought: Sought) -> str:
    return search_words.searched_words(sought)


@register.filter
def search_advice(sought: Sought) -> list[str]:
    return search_words.advice(sought)
