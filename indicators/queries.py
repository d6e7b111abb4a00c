"""Targets with their verdicts, in a number of queries that does not grow with them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from core.calendar import ONE_DAY, last_day_of_month
from indicators import rules
from indicators.models import Kind, Measurement, Target
from indicators.rules import Aim, Lamp, Reading, Verdict


@dataclass(frozen=True)
class Judged:
    """A target and its lamp. Plan, indicator, clause and lead unit are loaded with it."""

    target: Target
    verdict: Verdict


def judged_targets(targets: QuerySet[Target], *, on: date) -> list[Judged]:
    """These targets, in their order, with their verdicts as known on a day. Three queries."""
    together = targets.select_related("plan", "indicator", "clause", "lead_unit")
    # A plan's whole text with each of its targets would be most of what the database sends.
    together = together.defer("plan__source_text", "clause__text")
    loaded = list(together.prefetch_related("planned_values"))
    newest = _newest_readings(loaded, on=on)
    return [_judged(target, newest.get(target.pk), on=on) for target in loaded]


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


def _judged(target: Target, reading: Reading | None, *, on: date) -> Judged:
    readings = [] if reading is None else [reading]
    return Judged(target, rules.judge_readings(aim_of(target), readings, on=on))


def _starts_on(target: Target) -> date | None:
    """The way begins where the baseline was taken, else with the plan."""
    if target.baseline_on is not None:
        return target.baseline_on + ONE_DAY
    return target.plan.starts_on or target.plan.issued_on


def _newest_readings(targets: list[Target], *, on: date) -> dict[int, Reading]:
    """Of each target the newest reading that it is judged by.

    What comes after the end of a year's flow belongs to another year.
    """
    counts_anew = Q(target__indicator__kind__in=[Kind.RECURRING, Kind.FLOW]) | ~Q(target__every="")
    too_late = Q(target__due_on__isnull=False, period_ends_on__gt=F("target__due_on"))
    live = Measurement.objects.live().filter(target__in=targets)
    # The running month's figure counts as soon as it is approved.
    live = live.filter(period_ends_on__lte=last_day_of_month(on))
    newest = live.exclude(counts_anew & too_late).order_by("target", "-period_ends_on")
    rows = newest.distinct("target").values_list("target_id", "period_ends_on", "value")
    return {target_id: Reading(day, value) for target_id, day, value in rows}
