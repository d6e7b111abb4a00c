from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.bell import ring
from notices import services
from notices.transport import Line

# Well below the time limit of a job; the scheduler rings again within a minute.
SHIFT = timedelta(minutes=5)


@shared_task(name="notices.find_waiting")
def find_waiting() -> int:
    try:
        return services.find_waiting(now=timezone.now())
    finally:
        # Letters about what was found go out, whatever could not be found.
        if services.plan_letters(now=timezone.now()):
            ring("notices.deliver")
            ring("notices.tell_outlets")


@shared_task(name="notices.deliver")
def deliver() -> None:
    with Line() as line:
        end = timezone.now() + SHIFT
        # A fresh now for every step: a long shift must not hand out leases that have run out.
        while timezone.now() < end and services.deliver_letters(line=line, now=timezone.now()):
            pass


@shared_task(name="notices.tell_outlets")
def tell_outlets() -> int:
    end, told = timezone.now() + SHIFT, 0
    while timezone.now() < end and services.tell_outlets(now=timezone.now()):
        told += 1
    return told


@shared_task(name="notices.tell_programs")
def tell_programs() -> int:
    services.gather_events(now=timezone.now())
    end, told = timezone.now() + SHIFT, 0
    while timezone.now() < end and services.tell_programs(now=timezone.now()):
        told += 1
    return told
