"""Targets with their verdicts, in a number of queries that does not grow with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from core.calendar import ONE_DAY
from indicators import rules
from indicators.models import Kind, Measurement, Target
from indicators.rules import Aim, Lamp, Reading, Verdict

# Long enough for the year that a closing date lies in, and the year before it.
TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True)
class Judged:
    """A target and its lamp. Plan, indicator, clause and lead unit are loaded with it."""

    target: Target
    verdict: Verdict


def judged_targets(targets: QuerySet[Target], *, on: date) -> list[Judged]:
    """These targets, in their order, with their verdicts as known on a day. Three queries."""
    loaded = list(
        targets.select_related("plan", "indicator", "clause", "lead_unit")
        .prefetch_related("planned_values")
        .with_latest_value(on=on)
    )
    recent = _recent_readings([t.pk for t in loaded if _counts_anew(t)], on=on)
    return [Judged(target, _verdict(target, recent, on=on)) for target in loaded]


def worst_first(judged: Iterable[Judged]) -> list[Judged]:
    """By lamp, and within a lamp by how much is missing."""
    order = {lamp: place for place, lamp in enumerate(rules.LAMPS)}
    return sorted(judged, key=lambda j: (order[j.verdict.lamp], -(j.verdict.gap or Decimal(0))))


def lamp_counts(judged: Iterable[Judged]) -> dict[Lamp, int]:
    """Every lamp, worst first, with its number; they add up to all targets."""
    counts = Counter(each.verdict.lamp for each in judged)
    return {lamp: counts[lamp] for lamp in rules.LAMPS}


def aim_of(target: Target) -> Aim:
    """What the target promises, as the arithmetic wants it."""
    comparator = rules.Comparator(target.comparator)
    # "About 4.1 %" of something of which less is better is a limit, not a height to climb.
    if comparator is rules.Comparator.ABOUT and not target.indicator.more_is_better:
        comparator = rules.Comparator.AT_MOST
    return Aim(
        kind=rules.Kind(target.indicator.kind),
        comparator=comparator,
        value=target.value,
        due_on=target.due_on,
        starts_on=_starts_on(target),
        baseline=target.baseline,
        every=rules.Recurrence(target.every) if target.every else None,
        pace_rule=rules.PaceRule(target.pace_rule),
        planned=tuple((point.on, point.value) for point in target.planned_values.all()),
    )


def _starts_on(target: Target) -> date | None:
    """The way begins where the baseline was taken, else with the plan."""
    if target.baseline_on is not None:
        return target.baseline_on + ONE_DAY
    return target.plan.starts_on or target.plan.issued_on


def _counts_anew(target: Target) -> bool:
    return bool(target.every) or target.indicator.kind in {Kind.RECURRING, Kind.FLOW}


def _recent_readings(target_ids: list[int], *, on: date) -> Mapping[int, list[Reading]]:
    """Of targets that count anew each year or month, what their count is made of."""
    wanted = Q(target__in=target_ids, period_ends_on__lte=on, period_ends_on__gt=on - TWO_YEARS)
    readings: dict[int, list[Reading]] = defaultdict(list)
    rows = Measurement.objects.live().filter(wanted).order_by("period_ends_on")
    for target_id, day, value in rows.values_list("target_id", "period_ends_on", "value"):
        readings[target_id].append(Reading(day, value))
    return readings


def _verdict(target: Target, recent: Mapping[int, list[Reading]], *, on: date) -> Verdict:
    readings = recent.get(target.pk, [])
    if not readings and target.latest_on is not None:
        readings = [Reading(target.latest_on, target.latest_value)]
    return rules.judge_readings(aim_of(target), readings, on=on)
