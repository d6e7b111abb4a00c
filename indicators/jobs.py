from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from indicators import services


@shared_task(name="indicators.record_verdicts")
def record_verdicts() -> None:
    with coming_from("job indicators.record_verdicts"):
        services.record_verdicts(now=timezone.now())
