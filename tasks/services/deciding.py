"""What a meeting decides about something that is behind becomes a task."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from indicators.models import Target
from plans.models import Plan
from tasks.models import Task
from tasks.queries.decided import decided_about
from tasks.services.adding import NewTask, draft_task
from units.models import User


@transaction.atomic
def decide_task(*, about: Target | Task, wish: NewTask, by: User, now: datetime) -> Task:
    """A draft in the plan of that thing, which refers to the same words and the same targets.

    The same decision sent twice is one task.
    """
    # Whoever sends the same a second time waits here, and finds it.
    Plan.objects.select_for_update().get(pk=about.plan_id)
    for task in decided_about(about, on=timezone.localtime(now).date()):
        if (task.title, task.due_on) == (wish.title, wish.due_on):
            return task
    targets = (about,) if isinstance(about, Target) else tuple(about.targets.all())
    quote = (about.quote, about.quote_start, about.quote_end)
    wish = replace(wish, clause=about.clause, targets=targets, quote=quote)
    return draft_task(plan_id=about.plan_id, wish=wish, by=by, now=now)
