from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from tasks import services


@shared_task(name="tasks.deem_received")
def deem_received() -> None:
    with coming_from("job tasks.deem_received"):
        services.deem_received(now=timezone.now())
