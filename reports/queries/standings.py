"""Where many reports stand, for the lines of a sheet: lean rows in a few statements, no models.

A sheet of a whole city has a hundred thousand lines. What `report_sheet` reads about one report
is read here about thousands at a time, and judged by the same rules.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from indicators.rules import Kind
from plans.models import PlanState
from reports.models import Decision
from reports.queries.background import LOOK_BACK
from reports.rules import Background, Content, ReportState, Subject

# Versions by which their units do not stand.
FALLEN = (Decision.RETURNED.value, Decision.RECALLED.value)


class Standing(NamedTuple):
    """One report as a line is held against it."""

    report_id: int
    unit_id: int
    state: ReportState
    revision: int
    ends_on: date
    period_open: bool
    plan_running: bool
    about: Subject
    # Whether an assisting unit answers with it to the lead.
    is_part: bool
    subject: str
    # Of targets; tasks are told in percent.
    measure: str
    # Of the newest version, draft or sent; None where nothing was written yet.
    content: Content | None
    # Whether that version is a draft.
    is_draft: bool
    background: Background


# One row for each report: its newest version, and what was reported before and stands.
# standing() of SubmissionQuerySet has the same words for Django. What was reported before is
# looked for in the periods of the same plans: few of them, whatever the number of lines.
STANDINGS = """
    WITH wanted AS MATERIALIZED (
        SELECT report.*, period.plan_id, period.ends_on, period.closed_at
        FROM reports_report report JOIN reports_period period ON period.id = report.period_id
        WHERE report.id = ANY(%(ids)s) AND report.{key} IS NOT NULL
    ), before AS MATERIALIZED (
        SELECT DISTINCT earlier.id, earlier.plan_id, earlier.ends_on, days.ends_on AS of_day
        FROM (SELECT DISTINCT plan_id, ends_on FROM wanted) days
        JOIN reports_period earlier ON earlier.plan_id = days.plan_id
            AND earlier.ends_on < days.ends_on AND earlier.ends_on >= days.ends_on - %(look_back)s
    ), said AS (
        SELECT DISTINCT ON (wanted.id, before.ends_on) wanted.id, before.ends_on,
            version.progress, COALESCE(version.percent, version.value) AS figure
        FROM wanted
        JOIN before ON before.plan_id = wanted.plan_id AND before.of_day = wanted.ends_on
        JOIN reports_report earlier ON earlier.period_id = before.id
            AND earlier.{key} = wanted.{key}
        JOIN reports_submission version ON version.report_id = earlier.id
        WHERE version.submitted_at IS NOT NULL AND version.decision NOT IN %(fallen)s
            AND NOT (version.correction_reason <> '' AND version.decision = '')
        ORDER BY wanted.id, before.ends_on, version.version DESC
    ), course AS (
        SELECT id, array_agg(ends_on ORDER BY ends_on) FILTER (WHERE figure IS NOT NULL) AS days,
            array_agg(figure ORDER BY ends_on) FILTER (WHERE figure IS NOT NULL) AS figures,
            (array_agg(progress ORDER BY ends_on DESC))[1] AS last_text
        FROM said GROUP BY id
    )
    SELECT report.id, report.unit_id, report.state, report.revision, report.ends_on,
        report.closed_at IS NULL, plan.state = %(active)s,
        report.target_id IS NULL, COALESCE(assignment.role = 'assist', false),
        COALESCE(indicator.name, task.title), COALESCE(indicator.unit_of_measure, '%%'),
        indicator.kind, indicator.more_is_better, target.baseline,
        newest.percent, newest.value, newest.progress, newest.problems, newest.next_steps,
        newest.no_change, newest.explanation, newest.submitted_at IS NULL, newest.proven,
        course.days, course.figures, course.last_text
    FROM wanted report
    JOIN plans_plan plan ON plan.id = report.plan_id
    LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
    LEFT JOIN tasks_task task ON task.id = assignment.task_id
    LEFT JOIN indicators_target target ON target.id = report.target_id
    LEFT JOIN indicators_indicator indicator ON indicator.id = target.indicator_id
    LEFT JOIN LATERAL (
        SELECT version.*, EXISTS (
            SELECT FROM reports_submission_evidence proof WHERE proof.submission_id = version.id
        ) AS proven
        FROM reports_submission version
        WHERE version.report_id = report.id AND version.decision <> 'recalled'
        ORDER BY version.version DESC LIMIT 1
    ) newest ON true
    LEFT JOIN course ON course.id = report.id
"""
# Tasks and targets each by a statement of their own, so that the index of what it is about is used.
HALVES = tuple(STANDINGS.replace("{key}", key) for key in ("assignment_id", "target_id"))
# What a unit says in its reports that do not come in this sheet. What is to be written yet says
# nothing. The periods are a list, because the index of the reports of a unit holds all its years.
SAYINGS = """
    SELECT DISTINCT ON (report.id) report.id, report.unit_id, period.ends_on, version.progress,
        COALESCE(indicator.name, task.title)
    FROM reports_report report
    JOIN reports_period period ON period.id = report.period_id
    JOIN reports_submission version ON version.report_id = report.id
    LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
    LEFT JOIN tasks_task task ON task.id = assignment.task_id
    LEFT JOIN indicators_target target ON target.id = report.target_id
    LEFT JOIN indicators_indicator indicator ON indicator.id = target.indicator_id
    WHERE report.unit_id = ANY(%(units)s) AND report.state NOT IN ('open', 'draft')
        AND report.period_id = ANY(ARRAY(
            SELECT id FROM reports_period WHERE ends_on = ANY(%(days)s)
        ))
        AND version.submitted_at IS NOT NULL AND version.decision NOT IN %(fallen)s
    ORDER BY report.id, version.version DESC
"""


def standings(report_ids: Collection[int], *, today: date) -> dict[int, Standing]:
    """Report -> where it stands; those that there are not are missing. Two statements.

    `background.elsewhere` is empty: what else a unit says is known for a whole sheet (`sayings`).
    """
    facts: dict[str, Any] = {
        "ids": list(report_ids),
        "active": PlanState.ACTIVE.value,
        "look_back": LOOK_BACK,
        "fallen": FALLEN,
    }
    found = {}
    with connection.cursor() as cursor:
        for half in HALVES:
            cursor.execute(half, facts)
            for row in cursor:
                standing = _standing(row, today=today)
                found[standing.report_id] = standing
    return found


def _standing(row: tuple[Any, ...], *, today: date) -> Standing:
    (
        pk, unit, state, revision, ends_on, is_open, running, is_task, is_part, subject, measure,
        kind, more_is_better, baseline, percent, value, progress, problems, next_steps,
        no_change, explanation, is_draft, proven, days, figures, last_text,
    ) = row  # fmt: skip
    content = None
    if progress is not None:
        content = Content(percent, value, progress, problems, next_steps, no_change, explanation)
    about = Subject.TASK if is_task else Subject.TARGET
    known = Background(
        about=about,
        today=today,
        closing_on=ends_on,
        kind=Kind(kind) if kind else None,
        measure=measure,
        more_is_better=True if is_task else more_is_better,
        baseline=baseline,
        course=tuple(zip(days, figures, strict=True)) if days else (),
        last_text=last_text or "",
        has_evidence=bool(proven),
    )
    return Standing(
        pk, unit, ReportState(state), revision, ends_on, is_open, running, about, is_part, subject,
        measure, content, content is not None and is_draft, known,
    )  # fmt: skip


class Saying(NamedTuple):
    """A report of a unit for a closing date, what it says, and what it is about."""

    report_id: int
    unit_id: int
    ends_on: date
    progress: str
    subject: str


def sayings(units: Collection[int], days: Collection[date]) -> Iterator[Saying]:
    """What these units have sent for these closing dates and stand by."""
    with connection.cursor() as cursor:
        cursor.execute(SAYINGS, {"units": list(units), "days": list(days), "fallen": FALLEN})
        yield from (Saying(*row) for row in cursor)
