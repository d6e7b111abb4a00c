"""Beat that leaves a mark in the database, so that its silence is noticed without a worker."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_celery_beat.schedulers import DatabaseScheduler

from core import health


class Scheduler(DatabaseScheduler):
    MARK_EVERY = timedelta(seconds=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marked_at = timezone.now() - self.MARK_EVERY

    def tick(self, *args: Any, **kwargs: Any) -> float:
        now = timezone.now()
        if now - self._marked_at >= self.MARK_EVERY:
            health.mark_seen("beat", now=now)
            self._marked_at = now
        wait: float = super().tick(*args, **kwargs)
        return min(wait, self.MARK_EVERY.total_seconds())
