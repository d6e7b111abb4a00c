from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from reports import wording
from reports.models import last_punctual_day
from reports.rules import Fault
from tests.make import HOLIDAYS


@pytest.mark.parametrize(
    ("on", "english", "chinese"),
    [
        ("2026-09-30", "1 working day left", "还剩1个工作日"),  # seven days of National Day between
        ("2026-09-25", "4 working days left", "还剩4个工作日"),
        ("2026-10-08", "due today", "今日截止"),
        ("2026-10-09", "1 day late", "逾期1天"),
        ("2026-10-18", "10 days late", "逾期10天"),
    ],
)
def test_time_left_is_told_in_working_days(on: str, english: str, chinese: str) -> None:
    told = {}
    for language in ("en", "zh-hans"):
        with override(language):
            told[language] = wording.days_left(
                date(2026, 10, 8), on=date.fromisoformat(on), works=HOLIDAYS.works
            )
    assert told == {"en": english, "zh-hans": chinese}


@pytest.mark.parametrize("code", Fault)
def test_each_fault_has_a_sentence(code: Fault) -> None:
    with override("en"):
        assert wording.fault(code).endswith(".")
        assert "%(" not in wording.fault(code)


def test_a_deadline_at_midnight_belongs_to_the_day_before() -> None:
    assert last_punctual_day(datetime(2026, 10, 8, 16, tzinfo=UTC)) == date(2026, 10, 8)
