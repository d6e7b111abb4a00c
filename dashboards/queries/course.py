"""The course of a target: what was planned and what was measured, month by month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.calendar import ONE_DAY, add_months, last_day_of_month
from indicators import rules, wording
from indicators.models import Forecast, Target
from indicators.queries import aim_of

# Ten years of months; a chart with more points shows less.
MOST_POINTS = 120


@dataclass(frozen=True)
class CoursePoint:
    """A month's end; None where nothing was planned or measured for it."""

    on: date
    planned: Decimal | None
    measured: Decimal | None


@dataclass(frozen=True)
class Course:
    """A planned and a measured course, oldest first: a chart described as data.

    `pk` is the target's, or the task's whose percentage it is. `forecast` is there where one may
    be shown, `begins` the day and the value from which it goes on.
    """

    pk: int
    name: str
    unit_of_measure: str
    points: tuple[CoursePoint, ...]
    forecast: Forecast | None = None
    begins: tuple[date, Decimal] | None = None

    @property
    def has_figures(self) -> bool:
        return any(p.planned is not None or p.measured is not None for p in self.points)

    @property
    def chart(self) -> dict[str, object]:
        """For static/js/chart.js; the table beside the chart has the exact values."""
        return {
            "unit": self.unit_of_measure,
            "days": [point.on.isoformat() for point in self.points],
            "planned": [_drawn(point.planned) for point in self.points],
            "measured": [_drawn(point.measured) for point in self.points],
            "forecast": self._ahead,
        }

    @property
    def _ahead(self) -> dict[str, object] | None:
        """Where the band begins and ends; between them it is only drawn."""
        row, begins = self.forecast, self.begins
        if row is None or row.ends_on is None or begins is None:
            return None
        return {
            "from": begins[0].isoformat(),
            "to": row.ends_on.isoformat(),
            "begins": _drawn(begins[1]),
            **{name: _drawn(getattr(row, name)) for name in ("low", "point", "high")},
            "name": wording.forecast_name(),
            "interval": wording.interval_name(),
        }


def course_of(target: Target, *, on: date, forecast: Forecast | None = None) -> Course:
    """From the beginning of its way, or its first figure, to its due date. Two queries at most."""
    aim = aim_of(target)
    known = target.measurements.as_known_on(on).filter(period_ends_on__lte=last_day_of_month(on))
    measured = dict(known.order_by("period_ends_on").values_list("period_ends_on", "value"))
    shown = forecast if forecast is not None and forecast.shown else None
    begins = _begins(shown, measured, anew=rules.counts_anew(aim))
    ahead = {begins[0], shown.ends_on} if begins and shown and shown.ends_on else set()
    days = _days(aim, {*measured, *ahead}, on)
    return Course(
        pk=target.pk,
        name=target.indicator.name,
        unit_of_measure=target.indicator.unit_of_measure,
        points=tuple(CoursePoint(day, _planned(aim, day), measured.get(day)) for day in days),
        forecast=shown,
        begins=begins,
    )


def _begins(
    forecast: Forecast | None, measured: Mapping[date, Decimal], *, anew: bool
) -> tuple[date, Decimal] | None:
    """The newest value that the forecast knew, or nothing where its year has only begun."""
    newest = None if forecast is None else forecast.measured_on
    if forecast is None or forecast.ends_on is None or newest is None or newest not in measured:
        return None
    new_year = forecast.ends_on.replace(month=1, day=1)
    if anew and newest < new_year:
        return new_year - ONE_DAY, Decimal(0)
    return newest, measured[newest]


def _drawn(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _planned(aim: rules.Aim, day: date) -> Decimal | None:
    expected = rules.expected_value(aim, on=day)
    return None if expected is None else wording.rounded(expected)


def _days(aim: rules.Aim, measured: Iterable[date], on: date) -> list[date]:
    """Month ends of the whole way, and every other day about which something is known."""
    known = {*measured, *(day for day, _ in aim.planned)}
    known |= {aim.due_on} if aim.due_on else set()
    first = min({aim.starts_on or on, *known})
    last = max({*known, last_day_of_month(on)} if aim.due_on is None else known)
    day = last_day_of_month(first)
    ends: list[date] = []
    while day <= last and len(ends) < MOST_POINTS:
        ends.append(day)
        day = last_day_of_month(add_months(day.replace(day=1), 1))
    return sorted({*ends, *known})[-MOST_POINTS:]
