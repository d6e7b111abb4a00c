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


@shared_task(name="sheets.make_copies")
def make_copies() -> None:
    """Copies have a job of their own, so that nobody waits for one behind a large sheet."""
    with coming_from("job sheets.make_copies"):
        while services.make_one_copy(now=timezone.now()):
            pass
