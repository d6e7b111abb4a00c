"""When a plan's reports are due: what is open, and what comes next."""

from dataclasses import dataclass
from datetime import date

from core.calendar import ONE_DAY, add_months
from core.working_days import working_calendar
from plans.models import Plan
from reports import rules
from reports.models import Period, ReportingRule
from reports.rules import Span


@dataclass(frozen=True)
class Rhythm:
    """When a plan's reports are due: what is open, and what comes next."""

    deadline_day: int
    opened: list[Period]
    coming: list[Span]


def rhythm(plan: Plan, *, on: date) -> Rhythm:
    rule = ReportingRule.objects.own().filter(plan=plan).first() or ReportingRule()
    day = rule.anchor_number or 1
    opened = list(plan.periods.newest_first()[:6])
    since = opened[0].ends_on + ONE_DAY if opened else on
    until = add_months(since, 2)
    coming = rules.spans_to_open(
        since=since, until=until, deadline_day=day, works=working_calendar().works
    )
    return Rhythm(deadline_day=day, opened=opened, coming=coming)
