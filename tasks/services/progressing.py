"""How far tasks were, kept for every closing date as it was known."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tasks.models import Progress, Task


@transaction.atomic
def record_progress(*, task: Task, percent: Decimal, closing_on: date, now: datetime) -> Progress:
    """Keep what an approved report says about a closing date; `task` is locked by the caller.

    What was said of that date before is superseded, never lost.
    """
    live = task.progress.live().filter(closing_on=closing_on)
    same = live.filter(percent=percent).first()
    if same is not None:
        return same
    live.update(superseded_at=now)
    return Progress.objects.create(
        task=task, percent=percent, closing_on=closing_on, recorded_at=now
    )
