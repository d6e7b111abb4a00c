"""How plans stood as known at a cut-off: all that a circular's figures are asked of."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Prefetch, Q

from briefs.rules.facts import Expected, Group, Snapshot, Standing, Thing
from briefs.wording import due_words, listed
from briefs.wording.figures import no_unit
from core.calendar import end_of
from indicators import wording
from indicators.models import Target
from indicators.queries import Judged, judged_targets
from indicators.queries import worst_first as worst_targets_first
from indicators.rules import Counts, counts_as
from indicators.rules import Standing as TargetStanding
from plans.models import Plan, PlanState
from reports.models import Period, Report
from reports.queries import expected_for, newest_closed, reasons_of_targets, reasons_of_tasks
from reports.rules import UNSENT
from tasks.models import Assignment, AssignmentRole, Task
from tasks.queries import JudgedTask, judged_tasks
from tasks.queries import worst_first as worst_tasks_first
from tasks.rules import PROPOSED_STATES
from tasks.rules.pace import TaskReason
from tasks.wording.pace import task_sentence
from units.models import Unit, User

# Units without a place in protocol, and things without a unit, come last.
LAST = 10**9
LONGEST_REASON = 60
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)

_COUNTS = {
    Counts.MET: Standing.MET,
    Counts.MISSED: Standing.BEHIND,
    Counts.ANNUAL: Standing.ANNUAL,
    Counts.UNKNOWN: Standing.UNKNOWN,
}
_STANDS = {
    TargetStanding.DONE: Standing.DONE,
    TargetStanding.AHEAD: Standing.MET,
    TargetStanding.ON_PACE: Standing.MET,
    TargetStanding.BEHIND: Standing.BEHIND,
    TargetStanding.MISSED: Standing.BEHIND,
    TargetStanding.NOT_JUDGED: Standing.UNKNOWN,
}


def plans_of(plan: Plan | None, *, on: date) -> list[int]:
    """The plan if it was published by the end of that day, or every one that was being carried
    out then."""
    known = Plan.objects.as_known_on(on)
    running = Q(known_state=PlanState.ACTIVE)
    found = known.filter(running if plan is None else Q(pk=plan.pk))
    return list(found.order_by("pk").values_list("pk", flat=True))


def snapshot_of(
    plans: Sequence[int],
    *,
    on: date,
    corrected_on: date | None = None,
    by: User | None = None,
    groups: Mapping[int, Group] | None = None,
) -> Snapshot:
    """In the language that is active. Reasons are told where there is somebody to tell them to.

    A target counts in the `groups` under which it was printed, and else in its indicator's family.
    Its queries do not grow with what it counts.
    """
    known = Plan.objects.filter(pk__in=plans).order_by("pk")
    periods = newest_closed(known, on=on, until=end_of(on))
    return Snapshot(
        plans=tuple(known.values_list("pk", "title")),
        on=on,
        closing_on=max((period.ends_on for period in periods), default=None),
        corrected_on=corrected_on,
        targets=_targets(plans, on, corrected_on, by, groups or {}),
        tasks=_tasks(plans, on, corrected_on, by),
        reports=_reports(periods, on),
    )


def _targets(
    plans: Sequence[int],
    on: date,
    corrected_on: date | None,
    by: User | None,
    groups: Mapping[int, Group],
) -> tuple[Thing, ...]:
    mine = Target.objects.filter(plan__in=plans).in_document_order()
    judged = worst_targets_first(judged_targets(mine, on=on, corrected_on=corrected_on))
    late = [each.target.pk for each in judged if counts_as(each.verdict) is Counts.MISSED]
    told = reasons_of_targets(by, late, on=on) if by else {}
    things = []
    for place, each in enumerate(judged):
        pk, family = each.target.pk, Group(each.target.indicator.family)
        reason = told[pk].text if pk in told else ""
        things.append(_target(each, place, on, reason, groups.get(pk, family)))
    return tuple(sorted(things, key=lambda thing: thing.order))


def _target(judged: Judged, place: int, on: date, reason: str, group: Group) -> Thing:
    target, verdict = judged.target, judged.verdict
    measure, unit = target.indicator.unit_of_measure, target.lead_unit
    days = (on - target.due_on).days if target.due_on else 0
    return Thing(
        pk=target.pk,
        group=group,
        plan=target.plan.title,
        name=target.indicator.name,
        number="",
        unit_pk=unit.pk if unit else None,
        unit=unit.name if unit else no_unit(),
        order=(*_protocol(unit), target.plan_id, target.position),
        promise=wording.promise(target),
        due=due_words(target.due_on) if target.due_on else "",
        reached=wording.amount(verdict.actual, measure),
        expected=wording.amount(verdict.expected, measure),
        gap=verdict.gap,
        days=days if days > 0 and verdict.is_behind else None,
        standing=_COUNTS[counts_as(verdict)],
        lamp=verdict.lamp.value,
        severity=place,
        sentence=wording.sentence(verdict, measure),
        reason=_short(reason),
    )


def _tasks(
    plans: Sequence[int], on: date, corrected_on: date | None, by: User | None
) -> tuple[Thing, ...]:
    mine = Task.objects.filter(plan__in=plans).in_document_order()
    parts = Assignment.objects.as_known_on(on).as_document().select_related("unit", "group")
    mine = mine.prefetch_related(Prefetch("assignments", parts, to_attr="named"))
    judged = worst_tasks_first(judged_tasks(mine, on=on, corrected_on=corrected_on))
    kept = [
        each
        for each in judged
        if each.verdict.reason is not TaskReason.CANCELLED
        and each.verdict.facts.state not in PROPOSED_STATES
    ]
    told = (
        reasons_of_tasks(by, [e.task.pk for e in kept if e.verdict.is_behind], on=on) if by else {}
    )
    things = [
        _task(each, place, told[each.task.pk].text if each.task.pk in told else "")
        for place, each in enumerate(kept)
    ]
    return tuple(sorted(things, key=lambda thing: thing.order))


def _task(judged: JudgedTask, place: int, reason: str) -> Thing:
    task, verdict = judged.task, judged.verdict
    named = vars(task)["named"]
    leads = [part for part in named if part.role == AssignmentRole.LEAD]
    unit = leads[0].unit if leads else None
    facts = verdict.facts
    return Thing(
        pk=task.pk,
        group=Group.TASKS,
        plan=task.plan.title,
        name=task.title,
        number=task.number,
        unit_pk=unit.pk if unit else None,
        unit=listed([part.as_written for part in leads]) or no_unit(),
        order=(*_protocol(unit), task.plan_id, task.position),
        promise="",
        due=due_words(facts.due_on) if facts.due_on else "",
        reached="—" if verdict.completion is None else f"{verdict.completion}%",
        expected="—" if verdict.expected_share is None else f"{verdict.expected_share}%",
        gap=verdict.gap,
        days=verdict.days if verdict.reason is TaskReason.OVERDUE else None,
        standing=_STANDS[verdict.standing],
        lamp=verdict.lamp.value,
        severity=place,
        sentence=_with_days_in_words(task_sentence(verdict)),
        reason=_short(reason),
    )


def _reports(periods: Sequence[Period], on: date) -> tuple[Expected, ...]:
    about = ("unit", "target__indicator", "assignment__task")
    keys = [each.pk for each in periods]
    due = expected_for(Report.objects.as_known_on(on), keys).select_related(*about)
    found = [
        Expected(
            pk=report.pk,
            unit_pk=report.unit_id,
            unit=report.unit.name,
            order=_protocol(report.unit),
            subject=report.subject,
            received=vars(report)["known_state"] not in UNSENT,
            late=vars(report)["known_state"] in UNSENT
            and vars(report)["known_due_at"] < end_of(on),
        )
        for report in due
    ]
    return tuple(sorted(found, key=lambda report: (report.order, report.pk)))


def _protocol(unit: Unit | None) -> tuple[int, str]:
    if unit is None:
        return LAST + 1, ""
    return unit.protocol_order or LAST, unit.name


def _with_days_in_words(sentence: str) -> str:
    """Pages write days as figures with dashes; what is printed writes them out."""
    return DAY.sub(lambda day: wording.day_words(date.fromisoformat(day[0])), sentence)


def _short(reason: str) -> str:
    """A unit's own words in one line, and no longer than a sentence of a circular."""
    words = " ".join(reason.split()).rstrip("。.；;")
    return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1]}…"
