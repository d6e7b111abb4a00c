"""Values of many targets at once mean the same as each of them alone."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from indicators.models import Measurement, Target
from indicators.services import (
    Measured,
    recall_measurements,
    record_measurement,
    record_measurements,
)
from plans.models import Plan
from tests import make
from tests.indicators.values import SEP, measure
from units.models import Unit, User

LATER = make.NOW + timedelta(hours=1)
ORIGIN = "sheet 7"
JUN = date(2026, 6, 30)


@pytest.fixture
def targets(plan: Plan, north: Unit) -> list[Target]:
    return [make.target(plan, north) for _ in range(3)]


def record(*rows: Measured, now: datetime = LATER, **also: Any) -> int:
    return record_measurements(rows=rows, origin=ORIGIN, by=None, now=now, **also)


def known() -> set[tuple[Any, ...]]:
    """What every value says, whichever row it has."""
    fields = ("target", "period_ends_on", "value", "origin", "source", "recorded_at",
              "superseded_at")  # fmt: skip
    return set(Measurement.objects.values_list(*fields))


def test_they_are_what_single_ones_would_be(targets: list[Target]) -> None:
    rows = [
        Measured(targets[0].pk, SEP, Decimal(7)),
        Measured(targets[0].pk, JUN, Decimal("3.5")),
        Measured(targets[1].pk, SEP, Decimal(0), "report 3"),
        Measured(targets[2].pk, SEP, Decimal("-1.000001"), source="市统计局"),
        Measured(targets[2].pk, JUN, Decimal(9), source="市统计局"),
    ]
    measure(targets[0], 5)
    measure(targets[1], 0)
    measure(targets[2], 9, on=JUN)
    start = set(Measurement.objects.values_list("pk", flat=True))
    record(*rows)
    many = known()
    Measurement.objects.exclude(pk__in=start).delete()
    Measurement.objects.update(superseded_at=None)
    for target, day, value, origin, _known, source in rows:
        record_measurement(
            target_id=target, period_ends_on=day, value=value, origin=origin or ORIGIN,
            source=source, by=None, now=LATER,
        )  # fmt: skip
    assert known() == many


def test_the_same_value_again_writes_nothing(targets: list[Target]) -> None:
    row = Measured(targets[0].pk, SEP, Decimal(5))
    assert record(row) == 1
    assert record(row, now=LATER + timedelta(hours=1)) == 0


def test_the_same_value_of_another_source_counts_as_new(targets: list[Target]) -> None:
    row = Measured(targets[0].pk, SEP, Decimal(5), source="市统计局")
    assert record(row) == 1
    assert record(row._replace(source="市科技局")) == 1
    assert record(row._replace(source="")) == 0
    live = Measurement.objects.live().get()
    assert live.source == "市科技局"


def test_a_value_that_changed_since_it_was_compared_stops_all(targets: list[Target]) -> None:
    measure(targets[1], 6)
    rows = [
        Measured(targets[0].pk, SEP, Decimal(5)),
        Measured(targets[1].pk, SEP, Decimal(8), known=Decimal(7)),
    ]
    with pytest.raises(Stale):
        record(*rows, compared=True)
    assert Measurement.objects.get().value == 6


def test_what_was_compared_and_stands_still_is_superseded(targets: list[Target]) -> None:
    measure(targets[1], 6)
    row = Measured(targets[1].pk, SEP, Decimal(8), known=Decimal("6.000"))
    assert record(row, compared=True) == 1


def test_each_target_is_in_the_audit_trail_once(targets: list[Target]) -> None:
    record(*(Measured(targets[n].pk, day, Decimal(1)) for n in (0, 2) for day in (JUN, SEP)))
    entries = AuditEntry.objects.filter(verb="target.measured", details__origin=ORIGIN)
    assert sorted(entries.values_list("object_id", flat=True)) == [targets[0].pk, targets[2].pk]


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow_with_the_values(
    targets: list[Target], many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [Measured(each.pk, SEP, Decimal(4)) for each in targets[:many]]
    with django_assert_num_queries(25):
        record(*rows)


def recall(targets: list[Target], by: User) -> int:
    return recall_measurements(
        target_ids=[each.pk for each in targets],
        origin=ORIGIN,
        recorded_at=LATER,
        by=by,
        now=LATER + timedelta(hours=2),
    )


def test_values_that_were_superseded_count_again(targets: list[Target], ines: User) -> None:
    measure(targets[0], 5)
    record(Measured(targets[0].pk, SEP, Decimal(7)), Measured(targets[1].pk, SEP, Decimal(2)))
    assert recall(targets, ines) == 2
    live = Measurement.objects.live().get()
    assert (live.target, live.value, live.origin) == (targets[0], 5, "test")


def test_earlier_days_are_shown_as_they_were_known(targets: list[Target], ines: User) -> None:
    measure(targets[0], 5)
    record(Measured(targets[0].pk, SEP, Decimal(7)))
    before = known()
    recall(targets, ines)
    kept = {row[:5] for row in known()}
    assert {row[:5] for row in before} <= kept


def test_values_on_which_others_have_built_stay(targets: list[Target], ines: User) -> None:
    record(*(Measured(each.pk, SEP, Decimal(7)) for each in targets))
    measure(targets[1], 8, now=LATER + timedelta(hours=1))
    with pytest.raises(RuleBroken):
        recall(targets, ines)
    assert Measurement.objects.live().filter(value=7).count() == 2
