"""A small city in motion for the tests of dashboards; grows by a factor."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from indicators.services import record_measurement
from plans.models import Plan
from reports.models import Decision, Period, Report, ReportState, Submission
from tests import make
from units.models import Unit, User

SEP = date(2026, 9, 30)


def last_month(plan: Plan) -> Period:
    """The period that closed last by the real clock; its deadline was yesterday."""
    today = timezone.localdate()
    ends_on = today.replace(day=1) - timedelta(days=1)
    due_at = timezone.make_aware(datetime.combine(today, time.min))
    return make.period(plan, starts_on=ends_on.replace(day=1), ends_on=ends_on, due_at=due_at)


def fill(
    plan: Plan,
    lead: Unit,
    assist: Unit,
    writer: User,
    *,
    times: int = 1,
    period: Period | None = None,
) -> None:
    """Each time: a target far behind, a task with a late lead and an approved assist report.

    About September 2026, or about another period.
    """
    period = period or make.period(plan)
    for number in range(times):
        target = make.target(plan, lead, name=f"指标{plan.pk}-{number}")
        measure(target, 110, on=period.ends_on)
        task = make.task(plan, lead, assist, due_on=date(2026, 6, 30))
        task.targets.add(target)
        led, assisted = task.assignments.order_by("order")
        send_back(make.report(period, led), writer)
        approve(make.report(period, assisted), writer, percent=Decimal(40))
        make.report(period, target)
    make.judge()


def turn(plan: Plan, *courses: tuple[str, Unit, int, int]) -> date:
    """Targets, each with its name, its unit and its values at the closing date before, which is
    the answer, and at the newest one."""
    period = last_month(plan)
    before = period.starts_on - timedelta(days=1)
    earlier = timezone.make_aware(datetime.combine(before + timedelta(days=5), time(9)))
    for name, unit, was, now in courses:
        target = make.target(plan, unit, name=name)
        record_measurement(
            target_id=target.pk,
            period_ends_on=before,
            value=Decimal(was),
            origin="test",
            by=None,
            now=earlier,
        )
        measure(target, now, on=period.ends_on)
    make.judge()
    return before


def measure(target, value, *, on=SEP, origin="test"):
    record_measurement(
        target_id=target.pk,
        period_ends_on=on,
        value=Decimal(value),
        origin=origin,
        by=None,
        now=make.NOW,
    )


def send_back(report: Report, writer: User) -> None:
    """A report that its unit has to mend."""
    sent = submit(report, writer)
    sent.decision, sent.reason = Decision.RETURNED, "数据有误"
    sent.reviewed_at, sent.reviewed_by = make.NOW, writer
    sent.save()
    report.state = ReportState.RETURNED
    report.save(update_fields=["state"])


def submit(report: Report, writer: User) -> Submission:
    """A report that waits for review."""
    report.state = ReportState.SUBMITTED
    report.save(update_fields=["state"])
    return Submission.objects.create(
        report=report,
        version=1,
        saved_at=make.NOW,
        submitted_at=make.NOW,
        written_by=writer,
    )


def approve(report: Report, writer: User, **content) -> None:
    """An approved report as the services would leave it, without moving anything."""
    Submission.objects.create(
        report=report,
        version=1,
        saved_at=make.NOW,
        submitted_at=make.NOW,
        written_by=writer,
        reviewed_at=make.NOW,
        reviewed_by=writer,
        decision=Decision.APPROVED,
        **content,
    )
    report.state = ReportState.APPROVED
    report.save(update_fields=["state"])
