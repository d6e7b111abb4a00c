"""Background work as rows: claimed by a lease, proved by an attempt number, found by a sweeper.

The row is the message. A service writes it in its own transaction; Celery only rings the bell
(`core.bell`), and because `claim` also takes rows that nobody rang for and rows whose worker
died, a lost message costs a minute, never the work.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# What `bury` writes down; pages have words for it.
WORKER_DIED = "worker died"


class WorkState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class WorkQuerySet(models.QuerySet[Any]):
    def ready(self, *, now: datetime) -> Self:
        """Work that waits, and work whose worker died: "older than", never "between"."""
        waiting = Q(work_state=WorkState.QUEUED, not_before__lte=now)
        orphaned = Q(work_state=WorkState.RUNNING, leased_until__lt=now)
        return self.filter(waiting | orphaned)

    def claimable(self, *, now: datetime) -> Self:
        """Ready work that has not used up its attempts."""
        return self.ready(now=now).filter(attempts__lt=self.model.MAX_ATTEMPTS)

    def in_turn(self) -> Self:
        """Whose turn it is: the oldest first."""
        return self.order_by("pk")

    def claim(self, *, now: datetime) -> Any | None:
        """Lease one ready row to this worker; None when there is none.

        SKIP LOCKED lets many workers claim side by side. The attempt number is the fencing
        token: a worker that wakes up after its lease cannot undo what a later one did.
        """
        return next(iter(self.claim_all(now=now, limit=1)), None)

    def claim_all(self, *, now: datetime, limit: int) -> list[Any]:
        """Lease up to `limit` ready rows to this worker, in their turn."""
        with transaction.atomic():
            ready = self.claimable(now=now).select_for_update(skip_locked=True, of=("self",))
            items = list(ready.in_turn()[:limit])
            leased = self.model.leased(now=now)
            taken = self.model._default_manager.filter(pk__in=[item.pk for item in items])
            taken.update(attempts=F("attempts") + 1, **leased)
            for item in items:
                item.attempts += 1
                for name, value in leased.items():
                    setattr(item, name, value)
            return items

    def held_by(self, item: "WorkItem") -> Self:
        """The row of `item`, as long as the worker that claimed it has it."""
        return self.filter(pk=item.pk, work_state=WorkState.RUNNING, attempts=item.attempts)

    def bury(self, *, now: datetime) -> int:
        """Give up on work that used up its attempts, its worker dead each time; people see it."""
        spent = self.ready(now=now).filter(attempts__gte=self.model.MAX_ATTEMPTS)
        return spent.update(work_state=WorkState.FAILED, leased_until=None, work_error=WORKER_DIED)


class WorkItem(models.Model):
    """A row that a worker has to do something about. Abstract; `LEASE` must exceed the work."""

    LEASE = timedelta(minutes=5)
    MAX_ATTEMPTS = 3

    work_state = models.CharField(
        max_length=10, choices=WorkState, default=WorkState.QUEUED, editable=False
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    not_before = models.DateTimeField(editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    work_error = models.TextField(blank=True, editable=False)

    objects = WorkQuerySet.as_manager()

    class Meta:
        abstract = True
        # For claim(): few rows are ever unfinished, so the index stays small.
        indexes = [
            models.Index(
                fields=["not_before"],
                name="%(app_label)s_%(class)s_work",
                condition=Q(work_state__in=["queued", "running"]),
            )
        ]

    @classmethod
    def leased(cls, *, now: datetime) -> dict[str, Any]:
        """What a row says from the moment on when a worker has it."""
        return {"work_state": WorkState.RUNNING, "leased_until": now + cls.LEASE}

    def finish(self, **also: Any) -> bool:
        """Mark the work as done; False when another worker has taken it over meanwhile.

        `also` are further fields of the row to write with it.
        """
        return self._settle(work_state=WorkState.DONE, work_error="", **also)

    def cancel(self, reason: str) -> bool:
        """Mark the work as no longer wanted; `reason` is a code or sentence for a person."""
        return self._settle(work_state=WorkState.CANCELLED, work_error=reason)

    def fail(self, error: str) -> bool:
        """Mark the work as failed for good; `error` is a code or sentence for a person."""
        return self._settle(work_state=WorkState.FAILED, work_error=error)

    def put_aside(self, error: str, *, now: datetime) -> bool:
        """Try again later, each time twice as late; the last attempt fails for good."""
        if self.attempts >= self.MAX_ATTEMPTS:
            return self.fail(error)
        later = now + timedelta(minutes=2**self.attempts)
        return self._settle(work_state=WorkState.QUEUED, work_error=error, not_before=later)

    def give_back(self, **also: Any) -> bool:
        """Not even begun: somebody else may take it, and this was no attempt.

        `also` are further fields of the row to write with it, such as a later `not_before`.
        """
        return self._settle(work_state=WorkState.QUEUED, attempts=self.attempts - 1, **also)

    def _settle(self, **values: Any) -> bool:
        mine: WorkQuerySet = type(self)._default_manager.all()
        if mine.held_by(self).update(leased_until=None, **values) == 0:
            return False
        for name, value in values.items():
            setattr(self, name, value)
        self.leased_until = None
        return True


def work_tables() -> Iterator[type[WorkItem]]:
    """Every table that holds background work, for the health page and the sweeper."""
    yield from WorkItem.__subclasses__()
