from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from reports import services


@shared_task(name="reports.open_periods")
def open_periods() -> None:
    with coming_from("job reports.open_periods"):
        services.open_periods(now=timezone.now())
