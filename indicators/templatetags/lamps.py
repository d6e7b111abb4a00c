"""Lamps in the words of their schemes, and the way to the pages about them."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import access, wording
from indicators.models import Forecast, StoredVerdict, Target
from indicators.queries import CourseLine, Judged, promise_of
from indicators.rules import AmendmentState, AmendmentVerb, Band, Promise, Scheme, Verdict, step
from plans.models import Plan
from units.models import User
from units.rules import OFFICE_ROLES

register = template.Library()


@register.simple_tag
def band(of: Band) -> SafeString:
    """A lamp as shape, colour and the scheme's own word; colour never stands alone."""
    return format_html(
        '<span class="lamp lamp-{}"><i class="bi bi-{}" aria-hidden="true"></i> {}</span>',
        of.lamp.value,
        of.shape,
        wording.band_word(of),
    )


@register.filter
def word(of: Band) -> str:
    return wording.band_word(of)


@register.filter
def told(verdict: Verdict, unit_of_measure: str) -> str:
    return wording.sentence(verdict, unit_of_measure)


@register.filter
def told_then(row: StoredVerdict) -> str:
    """The sentence as it was stored."""
    return wording.by_language(row.sentence_zh, row.sentence_en)


@register.filter
def made_up(line: CourseLine) -> str:
    return wording.made_up(line)


@register.filter
def against_first(judged: Judged) -> str:
    """How an amended target stands against what was promised at first; empty without amendment."""
    if judged.original is None or judged.first is None:
        return ""
    return wording.amended(
        judged.original,
        first=judged.first,
        now=promise_of(judged.target),
        unit_of_measure=judged.target.indicator.unit_of_measure,
    )


@register.filter
def in_words(promise: Promise, unit_of_measure: str) -> str:
    return wording.promise_words(promise, unit_of_measure)


@register.filter
def scheme_name(scheme: Scheme) -> str:
    return wording.scheme_name(scheme)


@register.filter
def foretold(row: Forecast, unit_of_measure: str) -> str:
    return wording.forecast_sentence(row, unit_of_measure)


@register.inclusion_tag("indicators/forecast.html")
def forecast_box(row: Forecast | None, unit_of_measure: str) -> dict[str, object]:
    """What a target probably reaches and how that was tried, or why nobody can say."""
    return {"row": row, "unit": unit_of_measure}


@register.filter
def limits(scheme: Scheme) -> list[tuple[Band, str]]:
    return wording.limits(scheme)


@register.inclusion_tag("indicators/target_links.html", takes_context=True)
def target_links(context: Context, target: Target) -> dict[str, object]:
    """What a person may open about a target: its lamps so far, its definition, an amendment."""
    user: User = context["user"]
    actors = access.amendment_actors(user, target)
    asks = step(AmendmentState.NEW, AmendmentVerb.REQUEST, actors) is not None
    return {"target": target, "may_ask": asks}


@register.inclusion_tag("indicators/plan_links.html", takes_context=True)
def plan_links(context: Context, plan: Plan) -> dict[str, object]:
    """What a person may open about a plan's targets: their lamps and their amendments."""
    user: User = context["user"]
    return {"plan": plan, "may_choose": user.has_role(OFFICE_ROLES)}
