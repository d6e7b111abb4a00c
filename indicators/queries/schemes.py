"""Which lamps plans use."""

from collections.abc import Iterable
from datetime import date

from indicators import rules
from indicators.models import LampChoice, LampScheme
from indicators.rules import Band, Scheme
from plans.models import Plan


def schemes_by_key(keys: Iterable[int]) -> dict[int, Scheme]:
    """Two queries, none without keys."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = LampScheme.objects.filter(pk__in=wanted).prefetch_related("bands")
    return {row.pk: row.as_rules() for row in rows}


def lamp_scheme_of(plan: Plan, *, on: date) -> Scheme:
    """The plan's own as known on a day, else the default."""
    choices = LampChoice.objects.as_known_on(on).filter(plan=plan)
    key = choices.values_list("scheme_id", flat=True).first()
    return rules.DEFAULT if key is None else schemes_by_key([key])[key]


def codes_of(scheme: Scheme) -> tuple[Band, ...]:
    """Each of its lamps once, in its order: what somebody can choose."""
    first = {band.code: band for band in reversed(scheme.bands)}
    return tuple(band for band in scheme.bands if first[band.code] is band)
