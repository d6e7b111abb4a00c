"""Which day an address asks for."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import timezone

from core.as_of import as_of, day_in

TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        ("2026-10-14", TODAY),
        ("2024-02-29", date(2024, 2, 29)),
        ("2000-01-01", date(2000, 1, 1)),
        # Nobody knows tomorrow, and nobody kept figures in the year 0.
        ("2026-10-15", TODAY),
        ("9999-12-31", TODAY),
        ("0000-01-01", TODAY),
        ("0001-01-01", TODAY),
        ("1999-12-31", TODAY),
        # No such day, and other ways to write one.
        ("2025-02-29", TODAY),
        ("2026-13-01", TODAY),
        ("20260930", TODAY),
        ("2026-W40-3", TODAY),
        ("２０２６-09-30", TODAY),
        ("2026-09-30\n", TODAY),
        ("2026-9-30", TODAY),
        ("NaN", TODAY),
        ("", TODAY),
        (None, TODAY),
    ],
)
def test_what_makes_no_sense_is_today(text, day):
    assert day_in(text, today=TODAY) == day


def test_the_last_one_of_several_counts():
    request = RequestFactory().get("/?as_of=2026-01-31&as_of=2026-02-28")
    assert as_of(request) == date(2026, 2, 28)


def test_without_a_word_it_is_today():
    assert as_of(RequestFactory().get("/")) == timezone.localdate()
