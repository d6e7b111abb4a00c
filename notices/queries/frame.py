"""The little that every page of everybody asks: one statement, however many notices there are."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Subquery

from core import job_runs
from core.models import JobRun
from notices import access
from units.access import JOB_WATCHERS
from units.models import User
from units.rules import BUSINESS_ROLES

# The frame says "99+" beyond; the database stops counting there as well.
MOST = 100
CHASING = "notices.find_waiting"


@dataclass(frozen=True)
class Frame:
    """`chased_at` is when what waits was last looked for, where that is too long ago."""

    waiting: int = 0
    chasing_stopped: bool = False
    chased_at: datetime | None = None


def frame(user: User, *, now: datetime) -> Frame:
    """Those who can do nothing about a scheduler that stands still are not told of it."""
    waits = access.visible_notices(user).waiting()
    if not user.has_role(JOB_WATCHERS):
        return Frame(waits[:MOST].count())
    runs = JobRun.objects.filter(pk=CHASING)
    facts = {name: Subquery(runs.values(name)) for name in ("known_at", "ended_at")}
    if user.has_role(BUSINESS_ROLES):
        facts["waiting"] = ArraySubquery(waits.values("pk")[:MOST])
    row = User.objects.filter(pk=user.pk).annotate(**facts).values(*facts).get()
    return Frame(
        waiting=len(row.get("waiting", ())),
        chasing_stopped=job_runs.is_late(CHASING, row["ended_at"] or row["known_at"], now=now),
        chased_at=row["ended_at"],
    )
