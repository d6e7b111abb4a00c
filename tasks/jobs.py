from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from tasks import services
from tasks.services import judging


@shared_task(name="tasks.deem_received")
def deem_received() -> None:
    with coming_from("job tasks.deem_received"):
        services.deem_received(now=timezone.now())


@shared_task(name="tasks.record_verdicts")
def record_verdicts() -> None:
    with coming_from("job tasks.record_verdicts"):
        judging.record_verdicts(now=timezone.now())
