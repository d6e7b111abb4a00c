from celery import shared_task
from django.utils import timezone

from sheets import services


@shared_task(name="sheets.read_sheets")
def read_sheets() -> int:
    count = 0
    # A fresh moment for every sheet: each gets its full lease.
    while services.work_on_one_sheet(now=timezone.now()):
        count += 1
    return count


@shared_task(name="sheets.make_copies")
def make_copies() -> int:
    """Copies have a job of their own, so that nobody waits for one behind a large sheet."""
    count = 0
    while services.make_one_copy(now=timezone.now()):
        count += 1
    return count
