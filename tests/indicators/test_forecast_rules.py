"""What holds for every forecast, whatever the history. No database."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import add_months, last_day_of_month
from indicators.rules import Aim, Comparator, Forecast, Kind, Method, Reading, Refusal
from indicators.rules.forecasting import Series, forecast, proof_of
from indicators.rules.forecasting.fitting import method_for, spread_of

AIM = Aim(
    Kind.STOCK,
    Comparator.AT_LEAST,
    Decimal(200),
    due_on=date(2027, 12, 31),
    starts_on=date(2027, 1, 1),
    baseline=Decimal(100),
)
# Odd and even histories; most of them are refused, and must be without breaking.
VALUES = st.lists(
    st.decimals(-(10**12), 10**12, places=2, allow_nan=False), min_size=0, max_size=30
)
STEPS = st.lists(st.integers(0, 40), min_size=11, max_size=24)
KINDS = st.sampled_from([each for each in Kind if each is not Kind.MILESTONE])


def readings(values, *, ahead=2, aim=AIM) -> list[Reading]:
    """Monthly, so many months before the due date."""
    first = add_months(aim.due_on.replace(day=1), 1 - ahead - len(values))
    days = [last_day_of_month(add_months(first, place)) for place in range(len(values))]
    return [Reading(day, Decimal(value)) for day, value in zip(days, values, strict=True)]


def said(values, *, aim=AIM, ahead=2, **facts) -> Forecast:
    known = readings(values, ahead=ahead, aim=aim)
    return forecast(aim, known, on=known[-1].on if known else date(2027, 6, 30), **facts)


def figures(told: Forecast) -> list[Decimal]:
    """Low, point, high and the chance of a forecast that is one."""
    found = (told.low, told.point, told.high, told.probability)
    return [each for each in found if each is not None]


def climbed(steps) -> list[int]:
    return [100 + sum(steps[: place + 1]) for place in range(len(steps))]


@settings(max_examples=60, deadline=None)
@given(VALUES, KINDS, st.integers(1, 14))
def test_whatever_was_reported_the_forecast_is_whole_or_a_refusal(values, kind, ahead):
    told = said(values, aim=replace(AIM, kind=kind), ahead=ahead)
    found = [told.low, told.point, told.high, told.probability]
    if told.refusal is not None:
        assert found == [None] * 4
        return
    low, point, high, chance = figures(told)
    assert all(each.is_finite() for each in (low, point, high, chance))
    assert low <= point <= high
    assert 0 <= chance <= 1
    assert 0 <= told.hits <= told.origins


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_more_is_never_more_probable(steps):
    values = climbed(steps)
    wanted = [Decimal(values[-1] + more) for more in (-20, 0, 5, 10, 30, 80)]
    told = [said(values, aim=replace(AIM, value=value)) for value in wanted]
    chances = [each.probability for each in told if each.probability is not None]
    assert chances == sorted(chances, reverse=True)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_the_same_history_gives_the_same_forecast(steps):
    assert said(climbed(steps)) == said(climbed(steps))


@settings(max_examples=25, deadline=None)
@given(STEPS, st.sampled_from([0.001, 1000.0, 10.0**9]))
def test_the_unit_of_measure_changes_nothing(steps, scale):
    small = Series(tuple(map(float, steps)), adds=True, rhythm=1, last=0, base=0.0, ahead=3)
    great = replace(small, steps=tuple(step * scale for step in small.steps))
    assert method_for(small) is method_for(great)
    one = spread_of(small, method_for(small), grain=1.0)
    other = spread_of(great, method_for(great), grain=scale)
    for share in (0.1, 0.5, 0.9):
        assert isclose(other.quantile(share), one.quantile(share) * scale, abs_tol=1e-6 * scale)
    assert isclose(one.above(7.0), other.above(7.0 * scale), abs_tol=0.01)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_less_mirrors_more(steps):
    """A limit to be brought down is the same history upside down."""
    up = said(climbed(steps))
    down = replace(AIM, value=Decimal(0), comparator=Comparator.AT_MOST, kind=Kind.CEILING)
    fallen = said([200 - value for value in climbed(steps)], aim=down)
    assert (up.refusal, up.method) == (fallen.refusal, fallen.method)
    if up.refusal is None and figures(fallen)[0] > 0:
        assert abs(figures(up)[3] - figures(fallen)[3]) <= Decimal("0.02")


def test_definitions_that_changed_leave_what_came_before_out():
    values = [105, 110, 116, 120, 125, 131, 135, 140, 146, 150, 155]
    changed = date(2027, 6, 1)
    assert said(values).refusal is None
    assert said(values, since=changed).refusal is Refusal.REDEFINED
    assert said(values, since=date(2020, 1, 1)) == said(values)


def test_an_interval_that_did_not_hold_is_not_shown():
    """Hardly anything for months, then more at each closing date than ever before."""
    told = said([101, 102, 103, 104, 105, 106, 116, 136, 166, 206, 256])
    assert (told.refusal, told.hits < told.origins) == (Refusal.NOT_HELD, True)


def test_every_try_knows_only_what_came_before_it():
    """What comes later may change the proof, never what a try said."""
    steps = [5.0, 6.0, 4.0, 5.0, 6.0, 5.0, 4.0, 6.0, 5.0, 5.0]
    calm = Series(tuple(steps), adds=True, rhythm=1, last=0, base=0.0, ahead=2)
    wild = replace(calm, steps=(*steps[:-1], 500.0))
    proofs = [
        proof_of(each, Method.PACE, grain=1.0, printed=lambda value: round(value))
        for each in (calm, wild)
    ]
    assert [(each.origins, each.hits) for each in proofs] == [(5, 5), (5, 4)]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_month_without_a_report_hardly_matters_and_a_long_silence_begins_anew(missing):
    values = [105, 110, 116, 120, 125, 131, 135, 140, 146, 150, 155, 160]
    known = [each for place, each in enumerate(readings(values)) if not 5 <= place < 5 + missing]
    told = forecast(AIM, known, on=known[-1].on)
    assert told.refusal is (Refusal.TOO_FEW if missing == 2 else None)


def test_in_january_the_count_of_the_new_year_begins_at_nothing():
    flow = replace(AIM, kind=Kind.FLOW, starts_on=date(2025, 1, 1), due_on=date(2027, 12, 31))
    each_year = [5, 11, 15, 21, 25, 30, 35, 41, 45, 50, 55, 60]
    known = readings(each_year * 2, ahead=12, aim=flow)
    told = forecast(flow, known, on=date(2027, 1, 5))
    assert told.ends_on == date(2027, 12, 31)
    assert (told.refusal, told.point) == (None, 60)


def test_the_pages_never_load_the_statistics():
    code = (
        "import django, sys; django.setup(); import config.urls, config.wsgi, indicators.jobs;"
        "print(sorted({'statsmodels', 'scipy', 'pandas'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
