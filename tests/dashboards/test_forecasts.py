"""What the page of a target says about its forecast."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.calendar import add_months, last_day_of_month
from indicators.services import forecast_all
from tests import make
from tests.indicators.values import measure

VALUES = (108, 117, 125, 133, 142, 150, 158, 167, 175, 183)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def target(plan, north, today):
    """Measured at the ten closing dates before today, due at the next but one."""
    first = add_months(today.replace(day=1), -len(VALUES))
    made = make.target(
        plan,
        north,
        due_on=last_day_of_month(add_months(first, len(VALUES) + 1)),
        baseline_on=first - timedelta(days=1),
    )
    for place, value in enumerate(VALUES):
        measure(made, value, on=last_day_of_month(add_months(first, place)))
    return made


def page(client, target, **query):
    return client.get(reverse("dashboards:target", args=[target.pk]), query).content.decode()


def chart(shown):
    text = shown.partition('<script id="course-data" type="application/json">')[2]
    return json.loads(text.partition("</script>")[0])


def test_a_proved_forecast_is_said_drawn_and_tabled(client, target, lena, today):
    forecast_all(now=timezone.now())
    client.force_login(lena)
    shown = page(client, target)
    assert "按现节奏" in shown and "次回测中" in shown
    ahead = chart(shown)["forecast"]
    assert ahead["to"] == target.due_on.isoformat() in chart(shown)["days"]
    assert ahead["begins"] == 183 < ahead["low"] <= ahead["point"] <= ahead["high"]
    assert '<th class="amount">预测</th>' in shown


def test_without_a_forecast_the_page_says_why(client, plan, north, lena):
    made = make.target(plan, north, value=None)
    client.force_login(lena)
    assert "系统将在一小时内计算" in page(client, made)
    forecast_all(now=timezone.now())
    assert "不作预测：方案没有写明数值。" in page(client, made)


def test_an_earlier_day_shows_what_was_said_on_it(client, target, lena, today):
    forecast_all(now=timezone.now() - timedelta(days=2))
    client.force_login(lena)
    assert "按现节奏" in page(client, target, as_of=str(today - timedelta(days=1)))
    before = page(client, target, as_of=str(today - timedelta(days=3)))
    assert chart(before)["forecast"] is None if "course-data" in before else True
    assert "系统将在一小时内计算" in before


def test_in_a_new_year_the_band_begins_at_nothing(plan, north):
    from dashboards.queries import course_of
    from indicators.models import Forecast

    made = make.target(plan, north, every="year", due_on=date(2027, 12, 31), baseline=None)
    measure(made, 40, on=date(2026, 8, 31))
    figures = {"point": 60, "low": 50, "high": 70, "probability": "0.5"}
    row = Forecast(
        target=made, measured_on=date(2026, 8, 31), ends_on=date(2027, 12, 31), **figures
    )
    course = course_of(made, on=date(2027, 1, 5), forecast=row)
    assert course.begins == (date(2026, 12, 31), 0)
