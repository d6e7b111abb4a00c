"""Rows that are never changed, only superseded, so that every day can be shown as it was known."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from core.calendar import end_of


class KnownQuerySet(models.QuerySet[Any]):
    """Rows with `recorded_at` and `superseded_at`."""

    def live(self) -> Self:
        """As it is known now; corrected rows are kept but superseded."""
        return self.filter(superseded_at=None)

    def as_known_on(self, day: date) -> Self:
        """What had been recorded by the end of that day, as it stood then."""
        return self.filter(known_on(day))


class Known(models.Model):
    """Abstract: a row that a later one supersedes."""

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = KnownQuerySet.as_manager()

    class Meta:
        abstract = True


def known_on(day: date, *, prefix: str = "") -> Q:
    """The condition behind `as_known_on`, for rows reached through a relation."""
    until = end_of(day)
    recorded = Q(**{f"{prefix}recorded_at__lt": until})
    live = Q(**{f"{prefix}superseded_at": None}) | Q(**{f"{prefix}superseded_at__gte": until})
    return recorded & live
