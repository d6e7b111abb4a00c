from celery import shared_task
from django.utils import timezone

from tasks import services
from tasks.services import judging


@shared_task(name="tasks.deem_received")
def deem_received() -> int:
    return services.deem_received(now=timezone.now())


@shared_task(name="tasks.record_verdicts")
def record_verdicts() -> int:
    return judging.record_verdicts(now=timezone.now())
