"""How scheduled jobs fare: what a run writes down, which jobs keep silent, and what waits.

The rows are in PostgreSQL, so a broker that lost a message, a scheduler that stands still and a
worker that dies at every run all show here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from django.conf import settings
from django.db.models import Count, F, Min

from core.models import JobRun
from core.work import WorkItem, work_tables

# A run that is missed once says nothing yet: a worker may have been busy.
GRACE = timedelta(minutes=5)
LONGEST_ERROR = 300


def rhythm() -> dict[str, timedelta]:
    """Job -> how often the scheduler rings for it."""
    rhythms = (
        (entry["task"], entry["schedule"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()
    )
    return {str(job): every for job, every in rhythms if isinstance(every, timedelta)}


def patience(every: timedelta) -> timedelta:
    """How long such a job may keep silent before it is said to be."""
    return 2 * every + GRACE


def expect(jobs: Iterable[str], *, now: datetime) -> None:
    """From now on these jobs are to run; what is known of them already stays."""
    rows = [JobRun(job=job, known_at=now) for job in jobs]
    JobRun.objects.bulk_create(rows, ignore_conflicts=True)


def begin(job: str, *, now: datetime) -> None:
    JobRun.objects.bulk_create(
        [JobRun(job=job, known_at=now, started_at=now)],
        update_conflicts=True,
        unique_fields=["job"],
        update_fields=["started_at"],
    )


def end(job: str, *, did: int | None, started_at: datetime, now: datetime) -> None:
    JobRun.objects.filter(job=job).update(ended_at=now, took=now - started_at, did=did, failures=0)


def fail(job: str, error: BaseException, *, now: datetime) -> None:
    JobRun.objects.filter(job=job).update(
        failures=F("failures") + 1, failed_at=now, error=_sentence(error)
    )


def _sentence(error: BaseException) -> str:
    """What went wrong. Databases quote the row that they refused on the lines after the first."""
    said, *_details = str(error).strip().splitlines() or [""]
    name = type(error).__name__
    return (f"{name}: {said}" if said else name)[:LONGEST_ERROR]


class JobState(StrEnum):
    NEVER = "never"
    RUNNING = "running"
    DONE = "done"
    # Began, and was not heard of again within the longest time that a job may take.
    LOST = "lost"
    FAILING = "failing"
    SILENT = "silent"


@dataclass(frozen=True)
class JobLine:
    """A job of the schedule, and what is known of it."""

    job: str
    every: timedelta
    run: JobRun | None
    now: datetime

    @cached_property
    def state(self) -> JobState:
        if self.run is None or self.is_silent:
            return JobState.SILENT
        if self.run.started_at is None:
            return JobState.NEVER
        if self.run.failures:
            return JobState.FAILING
        if self.run.ended_at is not None and self.run.ended_at >= self.run.started_at:
            return JobState.DONE
        late = self.now - self.run.started_at > timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
        return JobState.LOST if late else JobState.RUNNING

    @property
    def minutes(self) -> int:
        return int(self.every.total_seconds()) // 60

    @property
    def seconds(self) -> str | None:
        """How long the last run took that ended well."""
        took = self.run.took if self.run else None
        return None if took is None else f"{took.total_seconds():.1f}"

    @property
    def is_silent(self) -> bool:
        """Whether it should have begun again by now."""
        last = (self.run.started_at or self.run.known_at) if self.run else None
        return is_late(self.job, last, now=self.now)


def job_lines(*, now: datetime) -> list[JobLine]:
    """Every job of the schedule. One query."""
    runs: Mapping[str, JobRun] = JobRun.objects.in_bulk()
    return [JobLine(job, every, runs.get(job), now) for job, every in sorted(rhythm().items())]


def trouble(*, now: datetime) -> str:
    """Which jobs keep silent or fail at every run; empty while all is well."""
    lines = job_lines(now=now)
    found = {state: [line.job for line in lines if line.state is state] for state in JobState}
    told = (JobState.SILENT, JobState.FAILING)
    return "; ".join(f"{state}: {', '.join(found[state])}" for state in told if found[state])


def is_late(job: str, last: datetime | None, *, now: datetime) -> bool:
    """Whether this job, which last did its work at `last`, should have done it again by now."""
    return last is None or now - last > patience(rhythm()[job])


@dataclass(frozen=True)
class Backlog:
    """What waits in one table of work."""

    table: type[WorkItem]
    ready: int
    since: datetime | None

    @property
    def label(self) -> str:
        return self.table._meta.label_lower


def backlogs(*, now: datetime) -> list[Backlog]:
    """What a worker could do at once. One query for each table."""
    return [
        Backlog(
            table,
            **table.objects.ready(now=now).aggregate(ready=Count("pk"), since=Min("not_before")),
        )
        for table in work_tables()
    ]
