from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from units import services


@shared_task(name="units.keep_stand_ins")
def keep_stand_ins() -> None:
    with coming_from("job units.keep_stand_ins"):
        services.keep_stand_ins(now=timezone.now())
