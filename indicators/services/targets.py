"""Verbs on targets and their values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from indicators.models import (
    Comparator,
    ComparatorValue,
    Indicator,
    Kind,
    Measurement,
    Target,
)
from indicators.rules import family_of
from indicators.services.verdicts import judge_again
from plans.models import Clause, Plan
from units.models import Unit, User
from units.rules import name_key

# Of a target's quote: the words, where they begin and where they end in the plan's source text.
Quote = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class NewTarget:
    """A number that a plan promises, before it is in the plan.

    `kind` describes the indicator where the catalogue doesn't know it yet.
    """

    indicator: str
    unit_of_measure: str
    kind: str
    comparator: str
    value: Decimal | None
    value_high: Decimal | None = None
    due_on: date | None = None
    every: str = ""
    clause: Clause | None = None
    lead_unit: Unit | None = None
    quote: Quote = ("", None, None)


@transaction.atomic
def add_targets(
    *, plan: Plan, wishes: Sequence[NewTarget], by: User | None, now: datetime
) -> list[Target]:
    """Promise these numbers, in this order, behind those that the plan has already.

    An indicator is the same as one of the catalogue where its name and unit of measure are.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # two additions at once: one position each
    indicators = _indicators(wishes)
    last = plan.targets.aggregate(last=Max("position"))["last"] or 0
    targets = Target.objects.bulk_create(
        Target(
            plan=plan,
            indicator=indicators[_catalogue_key(wish)],
            clause=wish.clause,
            position=position,
            comparator=wish.comparator,
            value=wish.value,
            value_high=wish.value_high,
            due_on=wish.due_on,
            every=wish.every,
            lead_unit=wish.lead_unit,
            quote=wish.quote[0],
            quote_start=wish.quote[1],
            quote_end=wish.quote[2],
            added_at=now,
        )
        for position, wish in enumerate(wishes, start=last + 1)
    )
    if targets:
        judge_again(plan.targets.filter(pk__in=[each.pk for each in targets]), now=now)
        audit.record("plan.targets_added", plan, by=by, now=now, details={"count": len(targets)})
    return targets


def _catalogue_key(wish: NewTarget) -> tuple[str, str]:
    return name_key(wish.indicator), wish.unit_of_measure


def _indicators(wishes: Sequence[NewTarget]) -> dict[tuple[str, str], Indicator]:
    """Those of the catalogue, new ones added to it; two queries, however many."""
    wanted = {_catalogue_key(wish): wish for wish in wishes}
    new = (
        Indicator(
            name=wish.indicator,
            key=key,
            unit_of_measure=measure,
            kind=wish.kind,
            family=family_of(wish.indicator, measure),
            more_is_better=wish.kind != Kind.CEILING and wish.comparator != Comparator.AT_MOST,
        )
        for (key, measure), wish in wanted.items()
    )
    # Somebody else may publish the same indicator at this moment: theirs is as good as ours.
    Indicator.objects.bulk_create(new, ignore_conflicts=True)
    known = Indicator.objects.filter(key__in={key for key, _measure in wanted})
    return {(indicator.key, indicator.unit_of_measure): indicator for indicator in known}


@transaction.atomic
def record_measurement(
    *,
    target_id: int,
    period_ends_on: date,
    value: Decimal,
    origin: str,
    source: str = "",
    by: User | None,
    now: datetime,
) -> Measurement:
    """Note what a target had reached at the end of a period; an earlier value is superseded.

    `origin` names the row it comes from (`report 17`), `source` whose figure it is. The same value
    again writes nothing, unless it names another source.
    """
    # The lock keeps two corrections of one period from both finding the same live value.
    # Not of the indicator, which many targets share.
    locked = Target.objects.select_for_update(of=("self",)).select_related("indicator")
    target = locked.get(pk=target_id)
    live = target.measurements.live().filter(period_ends_on=period_ends_on)
    known = live.first()
    if known is not None and known.value == value and source in ("", known.source):
        return known
    live.update(superseded_at=now)
    measurement = Measurement.objects.create(
        target=target,
        period_ends_on=period_ends_on,
        value=value,
        recorded_at=now,
        origin=origin,
        source=source,
    )
    judge_again(Target.objects.filter(pk=target_id), now=now)
    details = {"value": str(value), "period_ends_on": period_ends_on.isoformat(), "origin": origin}
    audit.record("target.measured", target, by=by, now=now, details=details)
    return measurement


@transaction.atomic
def enter_comparator(
    *, target_id: int, on: date, value: Decimal, source: str, by: User, now: datetime
) -> ComparatorValue:
    """Note what others had reached at a date, so that a relative target can be judged."""
    target = Target.objects.select_for_update(of=("self",)).select_related("indicator")
    locked = target.get(pk=target_id)
    if locked.indicator.kind != Kind.RELATIVE:
        raise RuleBroken(_("This target is judged by its own value; it needs no comparison."))
    if on > localtime(now).date():
        raise RuleBroken(_("The date lies in the future. Enter the figure once it is published."))
    live = locked.comparators.live().filter(on=on)
    known = live.first()
    if known is not None and (known.value, known.source) == (value, source):
        return known
    live.update(superseded_at=now)
    made = ComparatorValue.objects.create(
        target=locked, on=on, value=value, source=source, recorded_at=now
    )
    judge_again(Target.objects.filter(pk=target_id), now=now)
    details = {"value": str(value), "on": on.isoformat(), "source": source}
    audit.record("target.comparator_entered", locked, by=by, now=now, details=details)
    return made
