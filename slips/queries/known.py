"""What is known of a late thing when a slip about it is drafted: the facts behind its sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

from django.utils import timezone

from core.calendar import Works, working_days_between
from indicators.models import Target, TargetVerdict
from indicators.rules import BEHIND
from plans.models import Plan
from reports.models import Decision, Report
from slips.models import Slip
from slips.queries.late import LATE
from slips.rules import ThingKind
from tasks.models import Milestone, Task
from units.models import Unit

# Closing dates that are counted back; more than that is "long".
MOST_PERIODS = 36


@dataclass(frozen=True)
class Known:
    """Everything that the facts of a slip say, as it was known at a moment.

    What a kind of thing does not have is empty: `period` and `returned_on` are a report's,
    `percent` a task's, `task` a stage's, `verdict` a target's.
    """

    kind: ThingKind
    thing_id: int
    plan: Plan
    unit: Unit
    subject: str
    quote: str
    on: date
    due_on: date | None = None
    days_late: int = 0
    period: tuple[date, date] | None = None
    returned_on: date | None = None
    percent: Decimal | None = None
    percent_on: date | None = None
    task: str = ""
    verdict: TargetVerdict | None = None
    periods_behind: int = 0
    # The newest slip about the same thing that went out, and whether it was answered in time.
    earlier: Slip | None = None
    in_time: bool = True


def known_of(kind: ThingKind, pk: int, *, now: datetime, works: Works) -> Known | None:
    """None where the thing is not late, or there is none."""
    thing = LATE[kind](now=now).filter(pk=pk).first()
    if thing is None:
        return None
    on = timezone.localtime(now).date()
    unit = Unit.objects.get(pk=thing.answers_id)
    facts = _FACTS[kind](thing)
    if (due_on := facts.get("due_on")) is not None:
        # What was due on a rest day is late from the next day on, also before people work again.
        facts["days_late"] = max(working_days_between(due_on, on, works=works), 1)
    earlier = _earlier(kind, pk, unit, on=on)
    in_time = earlier is None or not vars(earlier)["missed"]
    return Known(
        kind=kind, thing_id=pk, unit=unit, on=on, earlier=earlier, in_time=in_time, **facts
    )


def _earlier(kind: ThingKind, pk: int, unit: Unit, *, on: date) -> Slip | None:
    about = Slip.objects.sent().filter(**{kind.value: pk}, unit=unit)
    about = about.exclude(state="withdrawn").with_missed(on=on)
    return about.order_by("-sent_at", "-pk").first()


def _of_report(report: Report) -> dict[str, Any]:
    about = report.target if report.target is not None else None
    task = report.assignment.task if report.assignment is not None else None
    quoted = about or task
    sent = report.submissions.sent().filter(decision=Decision.RETURNED)
    returned_at = sent.order_by("-version").values_list("reviewed_at", flat=True).first()
    return {
        "plan": report.period.plan,
        "subject": report.subject,
        "quote": quoted.quote if quoted else "",
        "due_on": report.due_on,
        "period": (report.period.starts_on, report.period.ends_on),
        "returned_on": returned_at and timezone.localtime(returned_at).date(),
    }


def _of_task(task: Task) -> dict[str, Any]:
    return {
        "plan": task.plan,
        "subject": task.title,
        # A quotation that begins with the heading of its clause would say the title twice.
        "quote": task.quote.removeprefix(task.title).lstrip("。：: \u3000\n") or task.quote,
        "due_on": task.due_on,
        "percent": task.percent,
        "percent_on": task.percent_on,
    }


def _of_stage(stage: Milestone) -> dict[str, Any]:
    return _of_task(stage.task) | {
        "subject": stage.title,
        "task": stage.task.title,
        "due_on": stage.due_on,
    }


def _of_target(target: Target) -> dict[str, Any]:
    verdict = TargetVerdict.objects.get(pk=vars(target)["verdict_id"])
    past = TargetVerdict.objects.live().filter(target=target, closing_on__lte=verdict.closing_on)
    lamps = past.order_by("-closing_on").values_list("lamp", flat=True)[:MOST_PERIODS]
    return {
        "plan": target.plan,
        "subject": str(target),
        "quote": target.quote,
        "verdict": verdict,
        "periods_behind": sum(1 for _ in takewhile(BEHIND.__contains__, lamps)),
    }


_FACTS: dict[ThingKind, Callable[[Any], dict[str, Any]]] = {
    ThingKind.REPORT: _of_report,
    ThingKind.TASK: _of_task,
    ThingKind.MILESTONE: _of_stage,
    ThingKind.TARGET: _of_target,
}
