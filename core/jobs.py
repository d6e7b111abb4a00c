from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from core.work import work_tables


@shared_task(name="core.sweep")
def sweep() -> None:
    """Give up on work whose workers died at every attempt, so that a person sees it."""
    with coming_from("job core.sweep"):
        for table in work_tables():
            table.objects.bury(now=timezone.now())
