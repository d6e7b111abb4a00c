"""Beat that leaves a mark in the database, so that its silence is noticed without a worker."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.utils import timezone
from django_celery_beat.schedulers import DatabaseScheduler

from core import health, job_runs

log = logging.getLogger(__name__)


class Scheduler(DatabaseScheduler):
    MARK_EVERY = timedelta(seconds=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marked_at = timezone.now() - self.MARK_EVERY

    def tick(self, *args: Any, **kwargs: Any) -> float:
        now = timezone.now()
        if now - self._marked_at >= self.MARK_EVERY:
            self._mark(now)
        wait: float = super().tick(*args, **kwargs)
        return min(wait, self.MARK_EVERY.total_seconds())

    def _mark(self, now: datetime) -> None:
        # A database that is away for a moment must not end the scheduler; its silence shows.
        try:
            health.mark_seen("beat", now=now)
            job_runs.expect(job_runs.rhythm(), now=now)
        except Error as error:
            log.warning("beat left no mark: %s", error)
        self._marked_at = now
