from celery import shared_task
from django.utils import timezone

from indicators import services


@shared_task(name="indicators.record_verdicts")
def record_verdicts() -> int:
    return services.record_verdicts(now=timezone.now())
