"""The locks that every verb on reports begins with, and what it checks under them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from core.errors import RuleBroken, Stale
from plans.models import PlanState
from reports import access, rules, wording
from reports.models import Report, ReportingRule, Submission
from reports.rules import Need, ReportState, ReviewSteps, Verb
from units.models import User

# Whoever closes a period changes its row and waits for those who write into it, and they for him.
# Many write at once: the lock is one that they can share.
SHARE_PERIODS = """
    SELECT id FROM reports_period
    WHERE id IN (SELECT period_id FROM reports_report WHERE id = ANY(%s))
    ORDER BY id FOR SHARE
"""
# In which state the unit had `report`, which its versions tell; what was taken back never was.
STATE_BEFORE = """CASE
        WHEN 'returned' = (
            SELECT decision FROM reports_submission sent
            WHERE sent.report_id = report.id AND sent.submitted_at IS NOT NULL
                AND sent.decision <> 'recalled'
            ORDER BY version DESC LIMIT 1) THEN 'returned'
        WHEN EXISTS (
            SELECT FROM reports_submission draft
            WHERE draft.report_id = report.id AND draft.submitted_at IS NULL) THEN 'draft'
        ELSE 'open' END"""


@dataclass(frozen=True)
class Held:
    """Locked reports, with what decides what may be done to them."""

    reports: dict[int, Report]
    # The last version of each report that has one.
    newest: dict[int, Submission]
    steps: dict[int, ReviewSteps]


def hold(pks: Collection[int]) -> Held:
    """Lock these reports until the transaction ends, and read what belongs to them."""
    reports = lock_reports(pks)
    newest = newest_submissions(reports)
    return Held(reports, newest, steps_of(reports.values()))


def lock_reports(pks: Collection[int]) -> dict[int, Report]:
    """Lock these reports until the transaction ends; in one order, so none waits in a ring."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE_PERIODS, [list(pks)])
    reports = Report.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {report.pk: report for report in reports.with_subject()}


def newest_submissions(pks: Iterable[int]) -> dict[int, Submission]:
    """The last version of each report that has one, with the people who had to do with it."""
    people = ("written_by", "forwarded_by", "reviewed_by")
    newest = Submission.objects.newest_of(pks).select_related(*people)
    return {submission.report_id: submission for submission in newest}


def steps_of(reports: Iterable[Report]) -> dict[int, ReviewSteps]:
    """Who reviews each of these reports, as their plans' own rules say today."""
    known = list(reports)
    plans = {report.period.plan_id for report in known}
    own = ReportingRule.objects.own().filter(plan__in=plans).values_list("plan", "review")
    by_plan = {plan: ReviewSteps(review) for plan, review in own}
    found = {}
    for report in known:
        steps = by_plan.get(report.period.plan_id, ReviewSteps.UNIT)
        found[report.pk] = rules.OF_PARTS[steps] if report.is_part else steps
    return found


def require_allowed(held: Held, pk: int, verb: Verb, *, revision: int, by: User) -> ReportState:
    """Where `verb` leads. Raises Stale when somebody was faster, RuleBroken for what is refused."""
    report, newest = held.reports[pk], held.newest.get(pk)
    if report.revision != revision:
        raise Stale(wording.who_was_faster(report, newest))
    state = ReportState(report.state)
    to = rules.after(state, verb, steps=held.steps[pk])
    if to is None:
        raise RuleBroken(wording.forbidden(report, verb))
    transition = rules.TRANSITIONS[state, verb]
    if not access.acts_as(by, report, transition.who):
        raise RuleBroken(wording.not_yours(report))
    for need in transition.needs & CHECKS.keys():
        if sentence := CHECKS[need](report, newest, by):
            raise RuleBroken(sentence)
    return to


def _running_plan(report: Report, newest: Submission | None, by: User) -> str:
    running = report.period.plan.state == PlanState.ACTIVE
    return "" if running else wording.plan_closed(report)


def _open_period(report: Report, newest: Submission | None, by: User) -> str:
    return "" if report.period.closed_at is None else wording.period_closed(report)


def _second_person(report: Report, newest: Submission | None, by: User) -> str:
    assert newest is not None  # what waits for review has a version
    if newest.written_by_id == by.pk:
        return wording.own_report(report)
    return wording.own_approval(report) if newest.forwarded_by_id == by.pk else ""


# What can be told from the report itself; reasons and contents are checked where they come in.
CHECKS: dict[Need, Callable[[Report, Submission | None, User], str]] = {
    Need.RUNNING_PLAN: _running_plan,
    Need.OPEN_PERIOD: _open_period,
    Need.SECOND_PERSON: _second_person,
}


def move(reports: Iterable[tuple[Report, ReportState]]) -> None:
    """Bring locked reports into their next states; one statement for each state that results."""
    by_state: dict[ReportState, list[Report]] = {}
    for report, to in reports:
        by_state.setdefault(to, []).append(report)
    for state, moved in by_state.items():
        rows = Report.objects.filter(pk__in=[report.pk for report in moved])
        rows.update(state=state, revision=F("revision") + 1)
        for report in moved:
            report.state, report.revision = state.value, report.revision + 1
