"""Forecasts as rows: written by the job, known as of a day, shown on the target's page."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from indicators import wording
from indicators.jobs import forecast_targets as job
from indicators.models import Forecast, Indicator, Kind, PlannedValue, Target
from indicators.queries import forecasts_of, histories_of
from indicators.rules import Method, Refusal
from indicators.services import define_indicator, forecast_all, forecasting
from tests import make
from tests.indicators.values import measure

DAY = timedelta(days=1)
NEXT = make.NOW + DAY
TODAY = make.NOW.date()
# What stood at the end of each month from January to September.
VALUES = (108, 117, 125, 133, 142, 150, 158, 167, 175)
ENDS = [
    date(2026, month, day)
    for month, day in zip(range(1, 10), (31, 28, 31, 30, 31, 30, 31, 31, 30), strict=True)
]


def measured(target, values=VALUES, *, now=make.NOW):
    for on, value in zip(ENDS, values, strict=False):
        measure(target, value, on=on, now=now)


def live(target) -> Forecast:
    return Forecast.objects.live().get(target=target)


@pytest.fixture
def target(plan, north):
    """Due a month after the newest value."""
    made = make.target(plan, north, due_on=date(2026, 10, 31))
    measured(made)
    return made


def test_a_forecast_is_a_row_with_its_sentence(target, now):
    assert forecast_all(now=now) == 1
    row = live(target)
    assert (row.point, row.method, row.ends_on) == (183, Method.PACE, target.due_on)
    assert (row.low, row.high, row.wanted) == (183, 184, 200)
    assert row.hits <= row.origins == 5
    with translation.override("zh-hans"):
        assert wording.forecast_sentence(row, "家") == (
            "按现节奏，到2026年10月末预计183家（80%区间183–184家）。达到200家的可能性不到1%。"
            "以往5次回测中5次落在区间内。"
        )


def test_the_same_is_not_even_computed_again(target, now, monkeypatch):
    forecast_all(now=now)
    monkeypatch.setattr(forecasting, "_computed", None)
    assert forecast_all(now=NEXT) == 0


def test_a_correction_makes_another_forecast_and_keeps_the_first(target, now):
    forecast_all(now=now)
    measure(target, 160, on=ENDS[-1], now=NEXT)
    assert forecast_all(now=NEXT) == 1
    before, after = (
        forecasts_of([target.pk], known_on=day)[target.pk] for day in (TODAY, TODAY + DAY)
    )
    assert (before.point, after == live(target)) == (183, True)
    assert before.superseded_at == after.recorded_at == NEXT


def test_nothing_is_known_before_the_beginning(target, now):
    forecast_all(now=now)
    assert forecasts_of([target.pk], known_on=TODAY - DAY) == {}


def test_the_forecasts_of_many_are_one_question(
    target, plan, north, now, django_assert_num_queries
):
    others = [make.target(plan, north, name=name) for name in "甲乙丙"]
    forecast_all(now=now)
    keys = [each.pk for each in (target, *others)]
    with django_assert_num_queries(1):
        assert len(forecasts_of(keys, known_on=TODAY)) == 4


@pytest.mark.parametrize("others", [1, 12])
def test_the_histories_of_many_cost_as_much_as_of_few(
    plan, north, others, django_assert_num_queries
):
    for place in range(others):
        measured(make.target(plan, north, name=f"第{place}个"))
    with django_assert_num_queries(5):
        histories_of(Target.objects.all(), on=TODAY)


def test_another_promise_makes_another_forecast(target, now):
    forecast_all(now=now)
    Target.objects.update(value=180)
    forecast_all(now=NEXT)
    assert str(live(target).probability) > "0.9"


def test_a_new_definition_begins_the_history_anew(target, otto, now):
    forecast_all(now=now)
    for valid_from, text in (
        (date(2025, 1, 1), "有效期内的证书。"),
        (date(2026, 6, 1), "含迁入企业。"),
    ):
        define_indicator(
            indicator_id=target.indicator_id,
            valid_from=valid_from,
            text=text,
            document="",
            by=otto,
            now=NEXT,
        )
    forecast_all(now=NEXT)
    assert live(target).refusal == Refusal.REDEFINED


def test_the_first_words_for_an_indicator_change_nothing(target, otto, now):
    define_indicator(
        indicator_id=target.indicator_id,
        valid_from=date(2026, 6, 1),
        text="有效期内的证书。",
        document="",
        by=otto,
        now=now,
    )
    forecast_all(now=now)
    assert live(target).shown


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"value": None}, Refusal.NO_NUMBER),
        ({"due_on": None}, Refusal.NO_DATE),
        ({"due_on": date(2026, 9, 30)}, Refusal.OVER),
        ({"due_on": date(2030, 12, 31)}, Refusal.TOO_FAR),
        ({}, Refusal.NO_VALUES),
    ],
)
def test_what_cannot_be_forecast_says_why(plan, north, now, fields, refusal):
    made = make.target(plan, north, **fields)
    if refusal is not Refusal.NO_VALUES:
        measured(made)
    forecast_all(now=now)
    row = live(made)
    assert (row.refusal, row.point) == (refusal, None)
    assert wording.forecast_sentence(row, "家")


def test_every_refusal_has_its_sentence_in_both_languages(target):
    row = Forecast(target=target, ends_on=TODAY)
    told = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for row.refusal in Refusal:
                told[language, row.refusal] = wording.forecast_sentence(row, "家")
    assert len(set(told.values())) == 2 * len(Refusal)


def test_a_target_that_breaks_steps_aside(target, plan, north, now):
    """So great that no column holds what would come next."""
    poison = make.target(plan, north, name="大数", due_on=target.due_on)
    measured(poison, [place * 11 * 10**16 for place in range(1, 10)])
    assert forecast_all(now=now) == 2
    assert live(poison).refusal == Refusal.FAILED
    assert live(target).shown
    assert forecast_all(now=NEXT) == 0


def test_targets_of_plans_that_are_over_are_left_alone(target, plan, now):
    plan.state = "closed"
    plan.save(update_fields=["state"])
    assert forecast_all(now=now) == 0


def test_the_job_goes_through_all_of_them_in_pieces(target, plan, north, monkeypatch):
    for name in "甲乙丙丁":
        make.target(plan, north, name=name)
    monkeypatch.setattr(forecasting, "BATCH", 2)
    assert job() == 5
    assert Forecast.objects.live().count() == 5


def test_a_row_that_another_worker_has_written_stays(target, now):
    (history,) = histories_of(Target.objects.all(), on=TODAY)
    mine, theirs = (forecasting._row(history, moment) for moment in (now, NEXT))
    theirs.save()
    assert forecasting._write([mine], {}, now=now) == 0
    assert live(target) == theirs


def test_a_recurring_target_is_forecast_to_the_end_of_its_year(plan, north, now):
    made = make.target(
        plan, north, value=100, baseline=None, every="year", due_on=date(2027, 12, 31)
    )
    Indicator.objects.update(kind=Kind.RECURRING)
    measured(made, range(9, 82, 9))
    forecast_all(now=now)
    row = live(made)
    assert (row.ends_on, row.wanted) == (date(2026, 12, 31), 100)


def test_a_drawn_curve_is_no_obstacle(target, now):
    PlannedValue.objects.create(target=target, on=date(2026, 6, 30), value=150)
    Target.objects.update(pace_rule="planned_values")
    forecast_all(now=now)
    assert live(target).shown
