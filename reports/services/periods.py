"""The dates of a plan's periods, generated a year ahead, and the closing of a period.

A period that has opened keeps its dates whatever becomes of the rule or the calendar; those to
come are brought in step with both whenever the job runs.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from core import audit
from core.calendar import OFFICE_TIME, Works, add_months, end_of
from core.errors import RuleBroken, Stale
from core.working_days import working_calendar
from plans.models import Plan
from reports.models import Period, ReportingRule
from reports.queries.courses import Course, course_of
from reports.rules import Span
from reports.wording import rhythm as wording
from units.models import User

# How far ahead dates are known.
MONTHS_AHEAD = 12

# Wanted are the spans of each course, for each rule that takes this course. In one statement:
# what nobody wants any more goes, what is missing comes, what moved is moved; opened ones stay.
RECONCILE = """
    WITH wanted AS (
        SELECT rule.id AS rule_id, rule.plan_id, span.*
        FROM unnest(%s::bigint[], %s::int[]) AS taken (rule_id, course)
        JOIN unnest(%s::int[], %s::date[], %s::date[], %s::date[], %s::timestamptz[])
            AS span (course, starts_on, ends_on, opens_on, due_at) USING (course)
        JOIN reports_reportingrule rule ON rule.id = taken.rule_id
    ), unwanted AS (
        DELETE FROM reports_period period
        WHERE period.opened_at IS NULL AND period.plan_id = ANY(%s) AND NOT EXISTS (
            SELECT FROM wanted
            WHERE wanted.rule_id = period.rule_id AND wanted.ends_on = period.ends_on)
    )
    INSERT INTO reports_period (plan_id, rule_id, starts_on, ends_on, opens_on, due_at)
    SELECT plan_id, rule_id, starts_on, ends_on, opens_on, due_at FROM wanted
    ORDER BY rule_id, ends_on
    ON CONFLICT (rule_id, ends_on) DO UPDATE
        SET starts_on = excluded.starts_on, opens_on = excluded.opens_on, due_at = excluded.due_at
        WHERE reports_period.opened_at IS NULL
            AND (reports_period.starts_on, reports_period.opens_on, reports_period.due_at)
                IS DISTINCT FROM (excluded.starts_on, excluded.opens_on, excluded.due_at)
"""


def lock_plans(pks: Collection[int] | None = None) -> list[int]:
    """Claim the rhythm of active plans until the transaction ends, and leave out those that
    somebody else is working on: another worker, or the office that is changing a rule."""
    plans = Plan.objects.active() if pks is None else Plan.objects.filter(pk__in=pks)
    locked = plans.select_for_update(no_key=True, skip_locked=pks is None, of=("self",))
    return list(locked.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def plan_periods(*, plans: Collection[int], now: datetime) -> None:
    """Bring the periods of these plans that have not opened in step with rules and calendar.

    Three statements however many plans there are. The plans must be locked.
    """
    today = timezone.localtime(now).date()
    until = add_months(today, MONTHS_AHEAD)
    live = ReportingRule.objects.live().filter(plan__in=plans).select_related("plan")
    settled = _settled(plans)
    courses: dict[Course, int] = {}
    taken = [
        (rule.pk, courses.setdefault(course, len(courses)))
        for rule in live.defer("plan__source_text").order_by("pk")
        for course in [course_of(rule, settled=settled.get(_scope(rule)), on=today, until=until)]
    ]
    _reconcile(taken, courses, plans, working_calendar().works)


def _settled(plans: Collection[int]) -> dict[tuple[Any, ...], Any]:
    """The closing date of the newest period that opened, for each subject that has a rule."""
    opened = Period.objects.opened().filter(plan__in=plans).order_by()
    scopes = opened.values_list("plan", "rule__task", "rule__target", "rule__unit")
    return {tuple(scope): newest for *scope, newest in scopes.annotate(Max("ends_on"))}


def _scope(rule: ReportingRule) -> tuple[int | None, ...]:
    return (rule.plan_id, rule.task_id, rule.target_id, rule.unit_id)


def _reconcile(
    taken: Iterable[tuple[int, int]],
    courses: dict[Course, int],
    plans: Collection[int],
    works: Works,
) -> None:
    pairs = list(taken)
    rows = [(number, span) for course, number in courses.items() for span in course.spans(works)]
    columns: list[Any] = [
        [rule_id for rule_id, _course in pairs],
        [course for _rule, course in pairs],
        [number for number, _span in rows],
        [span.starts_on for _number, span in rows],
        [span.ends_on for _number, span in rows],
        [span.opens_on for _number, span in rows],
        [due_at(span) for _number, span in rows],
        list(plans),
    ]
    with connection.cursor() as cursor:
        cursor.execute(RECONCILE, columns)


def due_at(span: Span) -> datetime:
    """The moment after which a report about this span is late."""
    if span.due_time is None:
        return end_of(span.due_on)
    return datetime.combine(span.due_on, span.due_time, tzinfo=OFFICE_TIME)


@transaction.atomic
def close_period(*, period_id: int, seen: int | None = None, by: User, now: datetime) -> Period:
    """Nothing is sent for this period any more; what must still change is a correction.

    `seen` is how many missing reports the person had before their eyes. Raises Stale where there
    are more or fewer by now.
    """
    period = _lock(period_id)
    if wrong := why_not_close(period, now=now):
        raise RuleBroken(wrong)
    missing = period.reports.unsent().count()
    if seen not in {None, missing}:
        raise Stale(wording.others_are_missing(missing))
    period.closed_at, period.closed_by = now, by
    period.save(update_fields=["closed_at", "closed_by"])
    audit.record("period.closed", period, by=by, now=now, details={"missing": missing})
    return period


def why_not_close(period: Period, *, now: datetime) -> str:
    """Why the period cannot be closed; empty where it can."""
    if period.opened_at is None or period.closed_at is not None:
        return wording.not_to_close(period)
    if period.ends_on >= timezone.localtime(now).date():
        return wording.still_running(period)
    return ""


@transaction.atomic
def reopen_period(*, period_id: int, reason: str, by: User, now: datetime) -> Period:
    """Let units send for a period that was closed too early."""
    period = _lock(period_id)
    if period.closed_at is None:
        raise RuleBroken(wording.not_closed(period))
    require_reason(reason)
    period.closed_at = period.closed_by = None
    period.save(update_fields=["closed_at", "closed_by"])
    audit.record("period.reopened", period, by=by, now=now, details={"reason": reason.strip()})
    return period


def require_reason(reason: str) -> None:
    """Raises RuleBroken where nobody could understand next year why it was done."""
    if wrong := wording.wrong_reason(reason.strip()):
        raise RuleBroken(wrong)


def _lock(period_id: int) -> Period:
    locked = Period.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("plan").defer("plan__source_text").get(pk=period_id)
