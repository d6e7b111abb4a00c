"""Forecasts as they were known, and what they are made from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from json import dumps

from core.calendar import end_of, last_day_of_month
from indicators import rules
from indicators.models import Forecast, IndicatorDefinition, Measurement, TargetQuerySet
from indicators.queries.catalogue import definitions_of
from indicators.queries.judged import judged_targets
from indicators.rules import Aim, Inputs, Reading


@dataclass(frozen=True)
class History:
    """Everything that a forecast is made from. `since` is the day of the newest definition."""

    target_id: int
    aim: Aim
    readings: tuple[Reading, ...]
    on: date
    since: date | None

    @property
    def inputs_hash(self) -> str:
        """The same for whatever gives the same forecast: that a day has passed alone does not."""
        inputs = rules.inputs_as_json(Inputs(self.aim, self.readings, self.on))
        span = rules.span_of(self.aim, on=self.on)
        over = span is not None and self.on >= span[1]
        facts = {**inputs, "on": [str(span), over], "since": str(self.since)}
        text = dumps([rules.FORECAST_VERSION, facts], sort_keys=True)
        return sha256(text.encode()).hexdigest()


def forecasts_of(target_ids: Collection[int], *, known_on: date) -> dict[int, Forecast]:
    """Target -> its forecast as it was known at the end of that day; one query for all.

    For targets that the caller may show. One without a row was not computed yet.
    """
    known = Forecast.objects.as_known_on(known_on).filter(target__in=target_ids)
    return {row.target_id: row for row in known}


def histories_of(targets: TargetQuerySet, *, on: date) -> list[History]:
    """As known on a day, in a number of queries that does not grow with the targets."""
    judged = judged_targets(targets, on=on)
    keys = [each.target.pk for each in judged]
    readings = _readings(keys, on)
    indicators = {each.target.indicator_id: each.target.indicator.definition for each in judged}
    since = _defined_since(indicators, on)
    return [
        History(
            target_id=each.target.pk,
            aim=each.inputs.aim,
            readings=tuple(readings[each.target.pk]),
            on=on,
            since=since.get(each.target.indicator_id),
        )
        for each in judged
    ]


def _readings(keys: Sequence[int], on: date) -> dict[int, list[Reading]]:
    """All of each target up to the running month, oldest first."""
    known = Measurement.objects.as_known_on(on).filter(target__in=keys)
    known = known.filter(period_ends_on__lte=last_day_of_month(on)).order_by("period_ends_on")
    found: dict[int, list[Reading]] = defaultdict(list)
    for target_id, day, value in known.values_list("target", "period_ends_on", "value"):
        found[target_id].append(Reading(day, value))
    return found


def _defined_since(first: Mapping[int, str], on: date) -> dict[int, date]:
    """Of indicators with the words before their first version: the day of the last other words."""
    newest_first = definitions_of(list(first), until=end_of(on))
    found = {}
    for indicator, versions in groupby(newest_first, key=lambda each: each.indicator_id):
        changed = _changed_on(first[indicator], list(versions)[::-1], on)
        if changed is not None:
            found[indicator] = changed
    return found


def _changed_on(words: str, versions: Sequence[IndicatorDefinition], on: date) -> date | None:
    """The words that somebody wrote down first change nothing: it was counted like that before."""
    changed = None
    for version in versions:
        if version.valid_from > on:
            break
        if words and version.text != words:
            changed = version.valid_from
        words = version.text
    return changed
