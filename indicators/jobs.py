from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from indicators import services

# Well below the time limit of a job; what is left waits for the scheduler's next ring.
SHIFT = timedelta(minutes=5)


@shared_task(name="indicators.record_verdicts")
def record_verdicts() -> int:
    return services.record_verdicts(now=timezone.now())


@shared_task(name="indicators.forecast_targets")
def forecast_targets() -> int:
    end, written = timezone.now() + SHIFT, 0
    step = services.forecast_some(now=timezone.now())
    while step is not None:
        written += step.written
        if timezone.now() > end:
            break
        step = services.forecast_some(after=step.last, now=timezone.now())
    return written
