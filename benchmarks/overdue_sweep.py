"""Finding who is to be told of late reports against one hand-written INSERT … SELECT of the same
rows, against a loop over rows, and the second time, when all of it was told.

Of the reports that lead units owe, a quarter is one working day late: their reporters and
reviewers are told. All other reports were sent.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from benchmarks.chased import fill_chased, owed
from benchmarks.measure import Figure, interleaved, seconds
from benchmarks.worlds import Size
from notices import queries
from notices.models import Notice
from notices.rules import Matter
from notices.services import find_waiting
from notices.services.finding import TELL
from reports.models import Report
from units.models import Membership
from units.rules import Role

# Nothing but the rows of this one day: the step and its roles are known beforehand, so there are
# no ladders, no calendar, nobody who stands in for an empty post and nothing to settle. Like the
# product it can be run again.
BY_HAND = """
    INSERT INTO notices_notice (
        matter, thing_id, place_id, subject, plan_id, unit_id, due_at, step, person_id, role,
        is_duty, is_urgent, words, goes_out, written_at
    )
    SELECT 'report', report.id, report.id, task.title, task.plan_id, report.unit_id,
        report.due_at, 1, person.id, post.role, post.role = 'reporter', false, '',
        person.email <> '', %(now)s
    FROM reports_report AS report
    JOIN tasks_assignment AS part ON part.id = report.assignment_id
    JOIN tasks_task AS task ON task.id = part.task_id
    JOIN units_membership AS post ON post.unit_id = report.unit_id
        AND post.role IN ('reporter', 'reviewer') AND post.ended_on IS NULL
    JOIN units_user AS person ON person.id = post.user_id AND person.is_active
    WHERE report.state = 'open' AND report.due_at <= %(now)s
    ON CONFLICT DO NOTHING
"""
# Equal for equal rows, in whatever order they were written.
PRINT = """
    SELECT count(*), sum(hashtextextended(concat_ws(
        '|', matter, thing_id, place_id, subject, plan_id, unit_id, due_at, step, person_id, role,
        is_duty, is_urgent, words, goes_out, written_at), 0))
    FROM notices_notice
"""
# Of so many rows of the loop one is measured.
SAMPLE = 10


def measure(size: Size) -> list[Figure]:
    """The sweep of all matters and that of reports alone, each against the same statement."""
    now = fill_chased(size)
    by_hand, alone = _told(_by_hand, now), _told(_reports_only, now)
    assert by_hand == alone == _told(find_waiting, now), "they do not tell the same"
    whole, reports, floor = interleaved(
        *(_undone(work, now) for work in (find_waiting, _reports_only, _by_hand)), between=_tidy
    )
    loop = SAMPLE * seconds(_undone(_loop, now))
    find_waiting(now=now)
    _tidy()
    again, _floor_again = interleaved(_undone(find_waiting, now), _undone(_by_hand, now))
    assert Notice.objects.count() == by_hand[0], "the second run told more"
    told = f"{size.name}, {owed()} reports owed by lead units, {by_hand[0]} notices"
    statement = "one INSERT … SELECT of the same notices"
    looped = f"a loop over rows (1 of {SAMPLE} measured, {loop:.1f} s when scaled)"
    return [
        _figure("overdue_sweep", whole, f"{statement}; all {len(Matter)} matters", floor, told),
        _figure("overdue_sweep_reports", reports, f"{statement}; reports alone", floor, told),
        _figure("overdue_sweep_loop", whole, looped, loop, told, digits=5),
        _figure("overdue_sweep_again", again, "its first run", whole, told),
    ]


def _by_hand(*, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, {"now": now})


def _reports_only(*, now: datetime) -> None:
    """The sweep's own statement for late reports, without those for the other matters."""
    for sql, facts in queries.fresh(at=now, then=TELL):
        if facts["matter"] == Matter.REPORT:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL work_mem = '64MB'")
                cursor.execute(sql, facts)


def _loop(*, now: datetime) -> None:
    """As most portals do it: for each late report its people, and for each of them a row."""
    late = Report.objects.filter(state="open", due_at__lte=now, period__closed_at=None)
    first = late.order_by("pk")[: late.count() // SAMPLE]
    for report in first.select_related("period", "assignment__task"):
        posts = Membership.objects.live().filter(
            unit=report.unit_id, role__in=[Role.REPORTER, Role.REVIEWER], user__is_active=True
        )
        for post in posts.select_related("user"):
            Notice.objects.get_or_create(
                matter=Matter.REPORT, thing_id=report.pk, due_at=report.due_at, person=post.user,
                step=1, defaults={
                    "place_id": report.pk, "subject": report.subject, "role": post.role,
                    "plan_id": report.period.plan_id, "unit_id": report.unit_id,
                    "is_duty": post.role == Role.REPORTER, "written_at": now,
                    "goes_out": bool(post.user.email),
                },
            )  # fmt: skip


def _undone(work: Callable[..., object], now: datetime) -> Callable[[], None]:
    """The work with all checks of a commit, rolled back so that every round begins alike."""

    def run() -> None:
        with transaction.atomic():
            work(now=now)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)

    return run


def _told(work: Callable[..., object], now: datetime) -> tuple[int, int]:
    """How many notices the work writes, and a number that stands for all that is in them."""
    with transaction.atomic(), connection.cursor() as cursor:
        work(now=now)
        cursor.execute(PRINT)
        count, print_of_all = cursor.fetchone()
        transaction.set_rollback(True)
    return count, print_of_all


def _tidy() -> None:
    """Rows that were rolled back are still in the files; later rounds must not read them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE notices_notice")


def _figure(
    name: str, taken: float, against: str, other: float, told: str, *, digits: int = 2
) -> Figure:
    return Figure(
        name=name,
        value=round(taken * 1000, 1),
        unit="ms",
        against=against,
        ratio=round(taken / other, digits),
        size=told,
    )
