"""Forecasts as rows: made by a job, again only where something changed that they are made from."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import localtime

from indicators import rules
from indicators.models import Forecast, Target
from indicators.queries.forecasts import History, histories_of
from indicators.rules import Refusal
from plans.models import PlanState

log = logging.getLogger(__name__)

BATCH = 200
LIVE = {"superseded_at": None}


class Step(NamedTuple):
    """The targets up to `last` are done; `written` of them had no such forecast yet."""

    last: int
    written: int


def forecast_some(*, after: int = 0, now: datetime) -> Step | None:
    """Forecast the next targets of running plans; None when there are no more.

    Running it again writes nothing: what is the same as before is not even computed.
    """
    running = Target.objects.filter(plan__state=PlanState.ACTIVE, pk__gt=after).order_by("pk")
    keys = list(running.values_list("pk", flat=True)[:BATCH])
    return Step(keys[-1], _forecast(keys, now=now)) if keys else None


def forecast_all(*, now: datetime) -> int:
    """The same for all of them; how many were written."""
    written, step = 0, forecast_some(now=now)
    while step is not None:
        written += step.written
        step = forecast_some(after=step.last, now=now)
    return written


def _forecast(keys: Sequence[int], *, now: datetime) -> int:
    """Computed before anything is locked: nobody's approval waits for statistics."""
    histories = histories_of(Target.objects.filter(pk__in=keys), on=localtime(now).date())
    live = Forecast.objects.filter(target__in=keys, **LIVE)
    known = dict(live.values_list("target_id", "inputs_hash"))
    changed = [each for each in histories if each.inputs_hash != known.get(each.target_id)]
    return _write([_row(each, now) for each in changed], known, now=now) if changed else 0


@transaction.atomic
def _write(rows: Sequence[Forecast], known: dict[int, str], *, now: datetime) -> int:
    """All but those that another worker has written meanwhile."""
    keys = [row.target_id for row in rows]
    locked = Target.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk", flat=True))
    live = Forecast.objects.filter(target__in=keys, **LIVE)
    found = {row.target_id: row for row in live}
    mine = [row for row in rows if _hash(found.get(row.target_id)) == known.get(row.target_id)]
    old = [found[row.target_id].pk for row in mine if row.target_id in found]
    Forecast.objects.filter(pk__in=old).update(superseded_at=now)
    Forecast.objects.bulk_create(mine)
    return len(mine)


def _hash(row: Forecast | None) -> str | None:
    return None if row is None else row.inputs_hash


def _row(history: History, now: datetime) -> Forecast:
    facts = {name: value for name, value in asdict(_computed(history)).items() if value is not None}
    return Forecast(
        target_id=history.target_id, recorded_at=now, inputs_hash=history.inputs_hash, **facts
    )


def _computed(history: History) -> rules.Forecast:
    """One that breaks steps aside: it is told as failed and not tried again until it changes."""
    # Two seconds and a hundred megabytes of statistics, which only who computes has to pay.
    from indicators.rules.forecasting import forecast

    try:
        return forecast(history.aim, history.readings, on=history.on, since=history.since)
    except Exception:  # whatever it is, the other targets go on
        log.exception("forecast of target %s failed", history.target_id)
        return rules.Forecast(Refusal.FAILED)
