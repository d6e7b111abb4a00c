"""The measured courses of several targets that are counted alike, in one chart."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.calendar import last_day_of_month
from core.charts import Chart, Series
from dashboards.queries.lines import TargetLine
from dashboards.queries.scope import Scope
from indicators.models import Measurement

# More lines are not told apart, more days not seen.
MOST_SERIES = 6
MOST_DAYS = 120


def courses_of(scope: Scope, name: str, lines: Sequence[TargetLine]) -> Chart | None:
    """What was measured of the first targets, oldest first; None where nothing was. One query."""
    drawn = lines[:MOST_SERIES]
    known = Measurement.objects.as_known_on(scope.on).filter(
        target__in=[line.pk for line in drawn], period_ends_on__lte=last_day_of_month(scope.on)
    )
    values: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for target, day, value in known.values_list("target_id", "period_ends_on", "value"):
        values[target][day] = value
    days = sorted({day for course in values.values() for day in course})[-MOST_DAYS:]
    if not days:
        return None
    return Chart(
        title=_("Measured course of %(name)s") % {"name": name},
        unit=drawn[0].unit_of_measure,
        days=days,
        series=[
            Series(label, [values[line.pk].get(day) for day in days])
            for line, label in zip(drawn, _labels(drawn), strict=True)
            if values[line.pk]
        ],
        source=_("Figures that units reported and that were approved"),
    )


def _labels(lines: Sequence[TargetLine]) -> list[str]:
    """The unit, and its plan as well where that alone would not tell two lines apart."""
    units = [line.unit or line.origin.plan for line in lines]
    return [
        unit if units.count(unit) == 1 else f"{unit} · {line.origin.plan} · {line.promise}"
        for unit, line in zip(units, lines, strict=True)
    ]
