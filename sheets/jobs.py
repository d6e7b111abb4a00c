from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from sheets import services


@shared_task(name="sheets.read_sheets")
def read_sheets() -> None:
    with coming_from("job sheets.read_sheets"):
        # A fresh moment for every sheet: each gets its full lease.
        while services.work_on_one_sheet(now=timezone.now()):
            pass
