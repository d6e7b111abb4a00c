"""Two targets and a task as known on 13 October 2026; today is the 14th.

The north bureau has reached 120 of 200 enterprises, the south bureau is on pace; a task of the
north bureau is past its day; one report came and one did not.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from briefs.models import Circular
from briefs.rules.kinds import CircularKind
from briefs.services import draft_circular
from indicators.models import Target
from indicators.services import record_measurement
from reports.models import Report
from tasks.models import Task
from tests import make

KNOWN_ON = date(2026, 10, 13)
SEPTEMBER = date(2026, 9, 30)
BEFORE = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)


def measured(target: Target, value: int, *, at: datetime = BEFORE) -> None:
    record_measurement(
        target_id=target.pk,
        period_ends_on=SEPTEMBER,
        value=Decimal(value),
        origin="test",
        by=None,
        now=at,
    )


@pytest.fixture
def behind(plan, north) -> Target:
    target = make.target(plan, north)
    measured(target, 120)
    return target


@pytest.fixture
def on_pace(plan, south) -> Target:
    target = make.target(plan, south, name="科技型中小企业")
    measured(target, 180)
    return target


@pytest.fixture
def late(task: Task) -> Task:
    task.due_on = SEPTEMBER
    task.state = "in_progress"
    task.save(update_fields=["due_on", "state"])
    return task


@pytest.fixture
def circular(behind, on_pace, late, report: Report, ines, otto, now) -> Circular:
    return draft_circular(
        kind=CircularKind.CIRCULAR, plan=None, known_on=KNOWN_ON, by=ines, now=now
    )
