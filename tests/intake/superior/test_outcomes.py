"""What became of a promise, as finely as people ask."""

from datetime import date
from decimal import Decimal

import pytest

from intake.superior.aligning import Of, Row
from intake.superior.comparing import Aim, compare, compare_dates
from intake.superior.outcomes import Outcome, outcome_of

END, LATER, SOONER = date(2027, 6, 30), date(2027, 12, 31), date(2026, 12, 31)


def target(superior, ours, *, redefined=False, due=END, every=""):
    first = Aim("1", "科技小院", END, Decimal(superior), unit="家")
    second = Aim("2", "科技小院", due, Decimal(ours), unit="家", every=every)
    verdict = compare(first, second, below=True)
    return outcome_of(Row(Of.TARGETS, verdict, first, second), redefined=redefined)


def task(due):
    first, second = Aim("1", "推动农业科技下乡", END), Aim("2", "推动农业科技下乡", due)
    return outcome_of(Row(Of.TASKS, compare_dates(first, second), first, second))


@pytest.mark.parametrize(
    ("due", "outcome"),
    [
        (END, Outcome.SAME), (LATER, Outcome.LATER), (SOONER, Outcome.SOONER),
        (None, Outcome.UNCLEAR),
    ],
)  # fmt: skip
def test_a_task_has_a_date_alone(due, outcome):
    assert task(due) is outcome


@pytest.mark.parametrize(
    ("due", "outcome"),
    [(END, Outcome.SHARE), (SOONER, Outcome.SHARE), (LATER, Outcome.LATER)],
)
def test_what_may_be_a_share_is_later_where_its_date_is(due, outcome):
    assert target("30", "1", due=due) is outcome


def test_a_number_without_a_date_is_to_be_judged():
    assert target("30", "30", due=None) is Outcome.UNCLEAR
    assert target("30", "30", due=None, every="year") is not Outcome.SAME


def test_what_is_defined_otherwise_is_neither_higher_nor_lower():
    assert target("30", "1", redefined=True) is Outcome.REDEFINED
