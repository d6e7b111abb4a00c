"""Intervals hold about as often as they promise, over histories that nobody chose by hand."""

from statistics import fmean

import pytest

from benchmarks import forecast
from indicators.rules import Method, Refusal

FEW = 16


@pytest.fixture(scope="module")
def found() -> dict[str, list[forecast.Outcome]]:
    return {sort.name: list(forecast.outcomes(sort, count=FEW)) for sort in forecast.SORTS}


def test_of_what_is_shown_four_of_five_hold(found):
    shown = [each for told in found.values() for each in told if each.said.refusal is None]
    assert len(shown) > 50
    assert 0.7 <= fmean(each.held for each in shown) <= 0.9


def test_seasons_and_batches_are_known_for_what_they_are(found):
    def methods(name):
        return {each.said.method for each in found[name] if each.said.refusal is None}

    assert methods("seasonal") == {Method.SEASONS}
    assert methods("in batches") == {Method.BATCHES}
    assert methods("level") == {Method.LEVEL}


def test_what_nobody_could_predict_is_refused_more_often_than_not(found):
    proved_wrong = {Refusal.NOT_HELD, Refusal.NO_BETTER}
    for name in ("wild", "turning"):
        assert sum(each.said.refusal in proved_wrong for each in found[name]) > FEW / 2


def test_a_history_is_the_same_whenever_it_is_invented():
    sort = forecast.SORTS[0]
    once, again = (list(forecast.outcomes(sort, count=3)) for _ in range(2))
    assert [each.said for each in once] == [each.said for each in again]
