from celery import shared_task
from django.utils import timezone

from reports import services


@shared_task(name="reports.open_periods")
def open_periods() -> int:
    return services.open_periods(now=timezone.now())
