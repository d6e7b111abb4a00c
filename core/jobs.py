import logging
from typing import Any

from celery import Task, shared_task
from django.db import Error
from django.utils import timezone

from core import job_runs
from core.audit_check import check_chain
from core.kept import thin_out_marks
from core.origin import coming_from
from core.rest.repeats import forget_answers as forget
from core.sweeping import sweep_files as delete_strays
from core.tallies import mend_tallies, tally_tables
from core.work import work_tables
from core.working_days import fill_calendar as fill

log = logging.getLogger(__name__)


class Job(Task):
    """What every job of the portal is: its acts name it, and its row says how it fared.

    A job may return how many things it did.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        started_at = timezone.now()
        job_runs.begin(self.name, now=started_at)
        try:
            with coming_from(f"job {self.name}"):
                did = super().__call__(*args, **kwargs)
        except Exception as error:
            self._failed(error)
            raise
        count = did if isinstance(did, int) else None
        job_runs.end(self.name, did=count, started_at=started_at, now=timezone.now())
        return did

    def _failed(self, error: Exception) -> None:
        # Where the database went away, that is what the log must show.
        try:
            job_runs.fail(self.name, error, now=timezone.now())
        except Error as another:
            log.warning("failure of %s not written down: %s", self.name, another)


@shared_task(name="core.sweep")
def sweep() -> int:
    """Give up on work whose workers died at every attempt, so that a person sees it."""
    return sum(table.objects.bury(now=timezone.now()) for table in work_tables())


@shared_task(name="core.sweep_files")
def sweep_files() -> int:
    """Delete uploaded files that no row names."""
    return delete_strays(now=timezone.now())


@shared_task(name="core.forget_answers")
def forget_answers() -> int:
    """What was answered to a repeated request is kept for a day."""
    return forget(now=timezone.now())


@shared_task(name="core.fill_calendar")
def fill_calendar() -> int:
    """The library may know another year after an upgrade."""
    return fill(now=timezone.now())


@shared_task(name="core.verify_audit")
def verify_audit() -> int:
    """Walk the audit trail's chain, so that the auditor and the health page can tell."""
    return check_chain(now=timezone.now()).entries


@shared_task(name="core.fold_tallies")
def fold_tallies() -> int:
    """Put together what changes added to kept counts, so that reading them stays quick."""
    return thin_out_marks() + sum(table.objects.fold() for table in tally_tables())


@shared_task(name="core.check_tallies")
def check_tallies() -> None:
    """Hold kept counts against the rows that they count; raises, for people to see, if they err."""
    if wrong := mend_tallies():
        raise ValueError(f"counts were wrong and are counted anew: {', '.join(wrong)}")
