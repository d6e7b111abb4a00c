"""The contents of a whole sheet: written, and taken back, in a fixed number of statements.

`apply_contents` asks the same rules about one report at a time and is what this is held against
in the tests. Here the rows are copied into a table beside, and each rule is asked once for every
situation that occurs among them.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from core.copying import copy_rows
from core.errors import RuleBroken, Stale
from plans.models import PlanState
from reports import rules, wording
from reports.models import Decision, Report, Submission
from reports.queries import GOES_ON
from reports.rules import Filed, FiledPictures, FiledRows, Need, ReportState, ReviewSteps, Verb
from reports.services.counting import count_all, lock_subjects, tell_lead
from reports.services.evidence import bring, take_off
from reports.services.locking import SHARE_PERIODS, STATE_BEFORE
from units.models import User
from units.rules import OFFICE_ROLES, Role

COPIED = (
    *("report_id", "revision", "percent", "value", "progress", "problems", "next_steps"),
    *("no_change", "explanation", "warnings"),
)
# What PostgreSQL thinks of a look-up on a disk would make it read all of two million reports three
# times rather than find ten thousand.
MAKE = """
    SET LOCAL random_page_cost = 1.1;
    CREATE TEMPORARY TABLE filed (
        report_id bigint NOT NULL, revision integer NOT NULL, percent numeric, value numeric,
        progress text NOT NULL, problems text NOT NULL, next_steps text NOT NULL,
        no_change boolean NOT NULL, explanation text NOT NULL, warnings jsonb NOT NULL
    ) ON COMMIT DROP
"""
LOCK = """
    SELECT report.id FROM reports_report report
    WHERE report.id IN (SELECT report_id FROM filed) ORDER BY report.id FOR UPDATE OF report
"""
# The lines with what the portal knows about their reports, now that nobody else changes them.
HOLD = """
    CREATE TEMPORARY TABLE held ON COMMIT DROP AS
    SELECT filed.*, report.revision AS revision_now, report.state, report.unit_id, report.due_at,
        COALESCE(rule.review, %(review)s) AS review,
        COALESCE(assignment.role = 'assist', false) AS is_part,
        plan.state = %(active)s AS runs, period.closed_at IS NULL AS is_open,
        newest.id AS newest_id,
        COALESCE(newest.version + (newest.submitted_at IS NOT NULL)::int, 1) AS version,
        row_number() OVER () AS place
    FROM filed
    JOIN reports_report report ON report.id = filed.report_id
    JOIN reports_period period ON period.id = report.period_id
    JOIN plans_plan plan ON plan.id = period.plan_id
    LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
    LEFT JOIN reports_reportingrule rule ON rule.plan_id = plan.id AND rule.ended_at IS NULL
        AND rule.task_id IS NULL AND rule.target_id IS NULL AND rule.unit_id IS NULL
    LEFT JOIN LATERAL (
        SELECT id, version, submitted_at FROM reports_submission
        WHERE report_id = filed.report_id ORDER BY version DESC LIMIT 1
    ) newest ON true
"""
OVERTAKEN = "SELECT report_id FROM held WHERE revision <> revision_now ORDER BY report_id"
# What decides whether a content may be written; one report of each, for the sentence if not.
SITUATIONS = """
    SELECT state, review, is_part, runs, is_open, unit_id, min(report_id)
    FROM held GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7
"""
NEXT = """
    CREATE TEMPORARY TABLE next_state (
        state text NOT NULL, review text NOT NULL, is_part boolean NOT NULL, next text NOT NULL
    ) ON COMMIT DROP
"""
NEXT_COLUMNS = ("state", "review", "is_part", "next")
# Columns of a version that a draft's next saving writes over.
OVERWRITTEN = (
    *("percent", "value", "progress", "problems", "next_steps", "no_change", "explanation"),
    *("warnings", "saved_at", "written_by_id", "origin", "submitted_at", "forwarded_at"),
    *("was_due_at", "decision", "reviewed_at", "reviewed_by_id"),
)
WRITE = """
    INSERT INTO reports_submission (
        report_id, version, percent, value, progress, problems, next_steps, no_change,
        explanation, warnings, correction_reason, saved_at, written_by_id, origin,
        submitted_at, forwarded_at, was_due_at, decision, reviewed_at, reviewed_by_id, reason
    )
    SELECT report_id, version, percent, value, progress, problems, next_steps, no_change,
        explanation, warnings, '', %(now)s, %(by)s, %(origin)s, %(sent_at)s::timestamptz,
        CASE WHEN next IN ('forwarded', 'approved') THEN %(sent_at)s::timestamptz END,
        CASE WHEN next IN ('forwarded', 'approved') THEN due_at END,
        CASE WHEN next = 'approved' THEN 'approved' ELSE '' END,
        CASE WHEN next = 'approved' THEN %(sent_at)s::timestamptz END,
        CASE WHEN next = 'approved' THEN %(by)s END,
        ''
    FROM held JOIN next_state USING (state, review, is_part)
    WHERE place > %(after)s AND place <= %(upto)s
    ON CONFLICT (report_id, version) DO UPDATE SET {overwritten}
""".replace("{overwritten}", ", ".join(f"{name} = EXCLUDED.{name}" for name in OVERWRITTEN))
WRITTEN = """
    CREATE TEMPORARY TABLE written ON COMMIT DROP AS
    SELECT made.id, made.report_id, held.newest_id, next_state.next
    FROM held JOIN next_state USING (state, review, is_part)
    JOIN reports_submission made ON made.report_id = held.report_id AND made.version = held.version
"""
# Files go on with the next version.
KEEP_FILES = """
    INSERT INTO reports_submission_evidence (submission_id, evidence_id)
    SELECT written.id, link.evidence_id
    FROM written JOIN reports_submission_evidence link ON link.submission_id = written.newest_id
    JOIN reports_submission version ON version.id = written.newest_id
    JOIN reports_evidence proof ON proof.id = link.evidence_id
    WHERE written.id <> written.newest_id AND {goes_on}
""".replace("{goes_on}", GOES_ON)
MOVE = """
    UPDATE reports_report report SET state = written.next, revision = report.revision + 1
    FROM written WHERE written.report_id = report.id
"""
ANSWERS = """
    SELECT written.id, written.report_id
    FROM written
    JOIN reports_report report ON report.id = written.report_id
    LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
    WHERE next = 'approved' OR next = 'forwarded' AND assignment.role = 'assist'
    ORDER BY written.report_id
"""
# What a sheet wrote and nobody has written over since; whether somebody has looked at it.
RECALLED = """
    SELECT report.id, report.unit_id, report.state, plan.state = 'active',
        period.closed_at IS NULL,
        newest.forwarded_by_id IS NULL
            AND NOT (report.state = 'forwarded' AND COALESCE(assignment.role = 'assist', false))
    FROM reports_report report
    JOIN reports_period period ON period.id = report.period_id
    JOIN plans_plan plan ON plan.id = period.plan_id
    LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
    JOIN LATERAL (
        SELECT * FROM reports_submission WHERE report_id = report.id ORDER BY version DESC LIMIT 1
    ) newest ON newest.origin = %(origin)s AND newest.decision <> 'recalled'
    WHERE report.id = ANY(%(reports)s)
    ORDER BY report.id FOR UPDATE OF report
"""
BACK = """
    UPDATE reports_report report SET revision = revision + 1, state = {before}
    WHERE id = ANY(%s)
""".replace("{before}", STATE_BEFORE)


# So many lines are written at once.
PIECE = 10_000


class Overtaken(Stale):
    """Somebody else changed some of the reports; `reports` are those."""

    def __init__(self, sentence: str, *, reports: Collection[int]) -> None:
        super().__init__(sentence)
        self.reports = reports


@transaction.atomic
def apply_batch(
    *,
    items: Iterable[Filed] | FiledRows,
    submit: bool,
    pictures: FiledPictures | None = None,
    origin: str,
    carried: bool = False,
    tell: Callable[[int, int], None] = lambda done, total: None,
    by: User,
    now: datetime,
) -> int:
    """Write the contents of many reports, each at most once; all or nothing. How many.

    Like `apply_contents`, but for a hundred thousand; `items` are validated and their doubts
    explained by whoever judged them, `pictures` become evidence of what is written. Whoever keeps
    the sheet writes the audit entry. `carried` sheets come through the office, for units that
    cannot reach the portal. `tell` is called with how many of how many are written.
    Raises Overtaken where reports were changed since, RuleBroken where one is closed or not
    the person's to write.
    """
    verb = Verb.SUBMIT if submit else Verb.SAVE
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        _file(cursor, items)
        _hold(cursor)
        _require_unchanged(cursor)
        _decide(cursor, verb, by=by, carried=carried)
        facts: dict[str, Any] = {
            "now": now,
            "by": by.pk,
            "origin": origin,
            "sent_at": now if submit else None,
        }
        _write(cursor, facts, tell)
        cursor.execute(WRITTEN)
        cursor.execute(KEEP_FILES)
        if pictures is not None:
            bring(cursor, pictures, origin=origin, by=by, now=now)
        cursor.execute(MOVE)
        written: int = cursor.rowcount
        if submit:
            _tell_others(cursor, origin=origin, by=by, now=now)
        cursor.execute("DROP TABLE filed, held, next_state, written")
    return written


def _file(cursor: Any, items: Iterable[Filed] | FiledRows) -> None:
    if isinstance(items, FiledRows):
        columns = ", ".join(COPIED)
        cursor.execute(f"INSERT INTO filed ({columns}) {items.select}", items.parameters)
    else:
        copy_rows("filed", COPIED, (_row(item) for item in items))


def _row(item: Filed) -> tuple[Any, ...]:
    content = item.content
    return (
        item.report_id, item.revision, content.percent, content.value, content.progress,
        content.problems, content.next_steps, content.no_change, content.explanation,
        item.warnings,
    )  # fmt: skip


def _hold(cursor: Any) -> None:
    cursor.execute("ANALYZE filed (report_id)")
    cursor.execute("SELECT array_agg(report_id) FROM filed")
    cursor.execute(SHARE_PERIODS, [cursor.fetchone()[0] or []])
    cursor.execute(LOCK)
    cursor.execute(HOLD, {"review": ReviewSteps.UNIT.value, "active": PlanState.ACTIVE.value})
    cursor.execute("ANALYZE held (report_id, state, review, is_part, place)")


def _write(cursor: Any, facts: dict[str, Any], tell: Callable[[int, int], None]) -> None:
    """In pieces, so that somebody who waits for a hundred thousand sees them go on."""
    cursor.execute("SELECT count(*) FROM held")
    total = cursor.fetchone()[0]
    for after in range(0, total, PIECE):
        tell(after, total)
        upto = min(after + PIECE, total)
        cursor.execute(WRITE, facts | {"after": after, "upto": upto})
    tell(total, total)


def _require_unchanged(cursor: Any) -> None:
    cursor.execute(OVERTAKEN)
    overtaken = [pk for (pk,) in cursor.fetchall()]
    if overtaken:
        report = Report.objects.with_subject().get(pk=overtaken[0])
        newest = Submission.objects.newest_of([report.pk]).first()
        raise Overtaken(wording.who_was_faster(report, newest), reports=overtaken)


def _decide(cursor: Any, verb: Verb, *, by: User, carried: bool) -> None:
    """Where the table of states leads from every situation that there is; raises where nowhere."""
    cursor.execute(SITUATIONS)
    writable = _units_of(by, carried=carried)
    leads = {}
    for state, review, is_part, runs, is_open, unit, pk in cursor.fetchall():
        steps = rules.OF_PARTS[ReviewSteps(review)] if is_part else ReviewSteps(review)
        to = rules.after(ReportState(state), verb, steps=steps)
        if to is None:
            raise RuleBroken(wording.forbidden(_report(pk), verb))
        if writable is not None and unit not in writable:
            raise RuleBroken(wording.not_yours(_report(pk)))
        needs = rules.TRANSITIONS[ReportState(state), verb].needs
        if Need.RUNNING_PLAN in needs and not runs:
            raise RuleBroken(wording.plan_closed(_report(pk)))
        if Need.OPEN_PERIOD in needs and not is_open:
            raise RuleBroken(wording.period_closed(_report(pk)))
        leads[state, review, is_part] = to.value
    cursor.execute(NEXT)
    copy_rows("next_state", NEXT_COLUMNS, [(*situation, to) for situation, to in leads.items()])


def _units_of(by: User, *, carried: bool) -> set[int] | None:
    """The units for which the person may write; None for all."""
    if carried and by.has_role(OFFICE_ROLES):
        return None
    return by.unit_ids({Role.REPORTER})


def _report(pk: int) -> Report:
    return Report.objects.with_subject().get(pk=pk)


def _tell_others(cursor: Any, *, origin: str, by: User, now: datetime) -> None:
    """What left the units is an answer to leads; what nobody reviews counts at once."""
    cursor.execute(ANSWERS)
    versions = dict(cursor.fetchall())
    told = Submission.objects.filter(pk__in=versions).order_by("report_id")
    reports = Report.objects.with_subject().in_bulk(versions.values())
    counting = [version for version in told if version.decision == Decision.APPROVED]
    lock_subjects(reports[version.report_id] for version in counting)
    tell_lead([(report, ReportState(report.state)) for report in reports.values()], now=now)
    counted = [(reports[version.report_id], version) for version in counting]
    count_all(counted, origin=origin, by=by, now=now)


@transaction.atomic
def recall_batch(
    *,
    report_ids: Collection[int],
    origin: str,
    restored: Collection[int] = (),
    carried: bool = False,
    by: User,
    now: datetime,
) -> set[int]:
    """Take back what a sheet wrote into these reports; all of it, or RuleBroken. Which reports.

    Drafts vanish, sent versions stay for the record as taken back, and with them the evidence that
    came with the sheet. What somebody has written over since is that person's work and stays. Where
    the caller is about to write back an earlier draft (`restored`), its row waits for that, with
    the files that people attached to it.
    """
    with connection.cursor() as cursor:
        cursor.execute(SHARE_PERIODS, [list(report_ids)])
        cursor.execute(RECALLED, {"reports": list(report_ids), "origin": origin})
        found = cursor.fetchall()
    writable = _units_of(by, carried=carried)
    for pk, unit, state, runs, is_open, is_unseen in found:
        if writable is not None and unit not in writable:
            raise RuleBroken(wording.not_yours(_report(pk)))
        needs = rules.TRANSITIONS.get((ReportState(state), Verb.RECALL))
        if needs is None or not is_unseen:
            raise RuleBroken(wording.seen_already(_report(pk)))
        if not runs:
            raise RuleBroken(wording.plan_closed(_report(pk)))
        if not is_open:
            raise RuleBroken(wording.period_closed(_report(pk)))
    pks = [row[0] for row in found]
    newest = Submission.objects.newest_of(pks).values("pk")
    taken = Submission.objects.filter(pk__in=newest)
    drafts = taken.filter(submitted_at=None)
    take_off(versions=list(drafts.values_list("pk", flat=True)), origin=origin)
    drafts.exclude(report__in=restored).delete()
    taken.exclude(submitted_at=None).update(
        decision=Decision.RECALLED, reviewed_by=by, reviewed_at=now
    )
    with connection.cursor() as cursor:
        cursor.execute(BACK, [pks])
    return set(pks)
