"""Groups are told how many things wait, once for each step, and gateways by files."""

from datetime import UTC, datetime, timedelta

import pytest

from core.work import WorkState
from notices.models import Ladder, LadderStep, Manner, Message, Notice, Outlet
from notices.services import find_waiting, plan_letters, tell_outlets
from reports.models import Report, ReportState
from tests import make

HOUR = timedelta(hours=1)
# The report was due on Friday, 9 October 2026; Saturday the tenth is worked, Sunday is not.
SATURDAY = datetime(2026, 10, 10, 1, 0, tzinfo=UTC)
MONDAY = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return SATURDAY


@pytest.fixture(autouse=True)
def steps(db) -> None:
    """Groups hear of reports that are one working day late and, urgently, three days late."""
    ladder = Ladder.objects.create()
    for days, urgent in ((1, False), (3, True)):
        LadderStep.objects.create(
            ladder=ladder, matter="report", days=days, to=["holder"], by=["group"], urgent=urgent
        )


def told() -> set[tuple[str, str, int]]:
    notices = Notice.objects.exclude(outlet=None).select_related("outlet")
    return {(each.outlet.name, each.subject, each.step) for each in notices if each.outlet}


def tell_all(*, now: datetime) -> None:
    while tell_outlets(now=now):
        pass


def a_day(*, now: datetime) -> None:
    """Find and plan on Saturday, and tell at the office's next hour."""
    find_waiting(now=now)
    plan_letters(now=now)
    tell_all(now=MONDAY)


def test_the_offices_own_group_hears_of_every_unit(report, outlet, now) -> None:
    find_waiting(now=now)
    assert told() == {(outlet.name, "培育企业", 1)}


def test_a_units_group_hears_of_its_unit_only(report, north, south, now) -> None:
    make.outlet("https://north.example/", name="科技局群", unit=north)
    make.outlet("https://south.example/", name="财政局群", unit=south)
    find_waiting(now=now)
    assert {name for name, *_rest in told()} == {"科技局群"}


def test_each_step_is_told_once_however_often_somebody_looks(report, outlet, now) -> None:
    for hours in (0, 1, 2):
        find_waiting(now=now + hours * HOUR)
    assert len(told()) == 1
    find_waiting(now=MONDAY + timedelta(days=1))
    assert {step for *_rest, step in told()} == {1, 3}


def test_steps_without_groups_are_not_told_to_groups(report, outlet, now) -> None:
    LadderStep.objects.update(by=["email"])
    find_waiting(now=now)
    assert told() == set()


def test_an_outlet_out_of_use_is_told_nothing(report, outlet, now) -> None:
    Outlet.objects.update(is_active=False)
    find_waiting(now=now)
    assert told() == set()


def switch_off(outlet: Outlet, report: Report) -> None:
    Outlet.objects.update(is_active=False)


def give_away(outlet: Outlet, report: Report) -> None:
    Outlet.objects.update(unit=make.unit("市文旅局"))


def send_report(outlet: Outlet, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)


@pytest.mark.parametrize("happened", [switch_off, give_away, send_report])
def test_what_is_settled_is_told_to_no_group(happened, report, outlet, receiver, now) -> None:
    find_waiting(now=now)
    plan_letters(now=now)
    happened(outlet, report)
    tell_all(now=MONDAY)
    assert receiver.heard == []
    assert Message.objects.get().work_state == WorkState.CANCELLED
    find_waiting(now=MONDAY)
    assert not Notice.objects.filter(outlet=outlet, settled_at=None).exists()


def test_what_waits_again_when_its_message_goes_is_told_and_not_settled(
    report, outlet, receiver, now
) -> None:
    find_waiting(now=now)
    plan_letters(now=now)
    Notice.objects.filter(outlet=outlet).update(message=Message.objects.get(), settled_at=now)
    tell_all(now=MONDAY)
    assert len(receiver.heard) == 1
    assert Notice.objects.get(outlet=outlet).settled_at is None


def test_a_group_is_told_how_many_and_where_but_never_what(
    report, anna, outlet, receiver, now
) -> None:
    a_day(now=now)
    (text,) = receiver.texts
    assert "填报逾期未报: 1" in text
    assert "http://localhost:8000/notices/" in text
    for secret in ("培育企业", "行动计划", "市科技局", anna.name):
        assert secret not in text
    assert Message.objects.get(outlet=outlet).work_state == WorkState.DONE


def test_an_office_may_let_groups_read_what_it_is_about(report, outlet, receiver, now) -> None:
    Manner.objects.create(pk=1, names_things=True)
    Notice.objects.all().delete()
    find_waiting(now=now)
    Notice.objects.update(subject="[点此](http://evil.example)")
    plan_letters(now=now)
    tell_all(now=MONDAY)
    assert "［点此］（http：//evil．example）" in receiver.texts[0]


def test_many_long_titles_still_fit_into_a_robots_message(
    period, plan, north, outlet, receiver, now
) -> None:
    Manner.objects.create(pk=1, names_things=True)
    for _number in range(30):
        make.report(period, make.task(plan, north, title="长" * 200).assignments.get())
    a_day(now=now)
    assert "30" in receiver.texts[0]
    assert 1000 < len(receiver.texts[0].encode()) < 2048


def test_many_things_make_one_message_a_day(period, plan, north, outlet, receiver, now) -> None:
    for _number in range(3):
        make.report(period, make.task(plan, north).assignments.get())
    a_day(now=now)
    assert len(receiver.heard) == 1
    assert "3项" in receiver.texts[0]


def test_at_night_nobody_is_told(report, outlet, receiver, now) -> None:
    find_waiting(now=now)
    plan_letters(now=now)
    assert tell_outlets(now=MONDAY + 14 * HOUR) is False
    assert receiver.heard == []


def test_urgent_messages_leave_the_rest_to_the_daily_one(
    report, period, plan, north, outlet, receiver, now
) -> None:
    find_waiting(now=now)
    Notice.objects.update(is_urgent=True)
    make.report(period, make.task(plan, north).assignments.get())
    find_waiting(now=now)
    plan_letters(now=now)
    tell_all(now=now + 2 * HOUR)
    assert ["1项" in text for text in receiver.texts] == [True]
    tell_all(now=MONDAY)
    assert len(receiver.heard) == 2
