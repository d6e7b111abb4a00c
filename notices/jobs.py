from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.bell import ring
from core.origin import coming_from
from notices import services
from notices.transport import Line

# Well below the time limit of a job; the scheduler rings again within a minute.
SHIFT = timedelta(minutes=5)


@shared_task(name="notices.find_waiting")
def find_waiting() -> None:
    with coming_from("job notices.find_waiting"):
        services.find_waiting(now=timezone.now())
        if services.plan_letters(now=timezone.now()):
            ring("notices.deliver")


@shared_task(name="notices.deliver")
def deliver() -> None:
    with coming_from("job notices.deliver"), Line() as line:
        end = timezone.now() + SHIFT
        # A fresh now for every step: a long shift must not hand out leases that have run out.
        while timezone.now() < end and services.deliver_letters(line=line, now=timezone.now()):
            pass
