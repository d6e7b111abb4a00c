from celery import shared_task
from django.utils import timezone

from units import services


@shared_task(name="units.keep_stand_ins")
def keep_stand_ins() -> int:
    return services.keep_stand_ins(now=timezone.now())
