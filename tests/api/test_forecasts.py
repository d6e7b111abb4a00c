"""Forecasts for programs."""

from datetime import timedelta

import pytest

from indicators.services import forecast_all
from tests import make
from tests.api.test_verdicts import ask
from tests.indicators.test_forecasting import measured
from tests.indicators.values import measure


@pytest.fixture
def target(plan, north, now):
    made = make.target(plan, north, due_on=now.date().replace(day=31))
    measured(made)
    return made


def told(target, by, **query):
    return ask(by, "get", f"targets/{target.pk}/forecasts/", **query)


def test_a_forecast_tells_its_interval_its_chance_and_how_it_was_tried(target, lena, now):
    forecast_all(now=now)
    (row,) = told(target, lena).json()["results"]
    assert (row["point"], row["low"], row["high"]) == ("183.000000", "183.000000", "184.000000")
    assert (row["hits"], row["origins"], row["refusal"]) == (5, 5, "")
    assert "Tried at 5 earlier closing dates, the interval held 5 times." in row["sentence"]


def test_what_was_said_before_follows_the_newest(target, lena, now):
    forecast_all(now=now)
    later = now + timedelta(days=1)
    measure(target, 160, on=now.date().replace(month=9, day=30), now=later)
    forecast_all(now=later)
    rows = told(target, lena).json()["results"]
    assert len(rows) == 2
    assert rows[0]["recorded_at"] > rows[1]["recorded_at"]
    known = told(target, lena, as_of=str(now.date())).json()["results"]
    assert known == rows[1:]


def test_before_anything_was_computed_there_is_nothing(target, lena, now):
    assert told(target, lena).json()["results"] == []
    forecast_all(now=now)
    before = str(now.date() - timedelta(days=1))
    assert told(target, lena, as_of=before).json()["results"] == []


@pytest.mark.parametrize("day", ["2199-01-01", "gestern", "2026-02-30"])
def test_a_day_that_is_none_is_refused(target, lena, day):
    assert told(target, lena, as_of=day).status_code == 400


def test_a_stranger_does_not_learn_of_it(target, sam):
    assert told(target, sam).status_code == 404
