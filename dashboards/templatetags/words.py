"""What the pages say about what they only have the code of."""

from django import template
from django.template import Context

from core.templatetags.known import to
from dashboards import search_words, wording
from dashboards.queries.inbox import Waiting
from dashboards.queries.scope import Scope
from dashboards.queries.search import Found, Sought
from indicators.models import Family
from indicators.rules import PaceCount
from indicators.rules.parts import Apart
from indicators.wording import pace_count_sentence
from plans.models import PlanState

register = template.Library()

FILTERS = ("plan", "leader", "unit", "period")


@register.simple_tag(takes_context=True)
def to_waiting(context: Context, waiting: Waiting) -> str:
    """The list of what waits."""
    return to(context, waiting.page, **waiting.query)


@register.simple_tag
def chosen_filters(scope: Scope) -> list[wording.Chosen]:
    """What the page is limited to, each in words."""
    return wording.chosen(scope.plan, scope.filters)


@register.simple_tag(takes_context=True)
def without_filter(context: Context, name: str = "") -> str:
    """The same page without this filter, or without all of them."""
    query = context["request"].GET.copy()
    names = {*FILTERS, "below"} if not name else {name, "page"}
    for each in names | {"page"} | ({"below"} if name == "unit" else set()):
        query.pop(each, None)
    return f"?{query.urlencode()}"


@register.filter
def family_words(family: str) -> str:
    return str(Family(family).label)


@register.filter
def on_pace_head(family: str) -> str:
    return wording.on_pace_head(family)


@register.filter
def pace_words(pace: PaceCount) -> str:
    return pace_count_sentence(pace)


@register.filter
def moved_words(places: int) -> str:
    """How the rank of a unit changed."""
    return wording.moved(places)


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
