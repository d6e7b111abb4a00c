from celery import shared_task
from django.utils import timezone

from intake import services


@shared_task(name="intake.read_documents")
def read_documents() -> int:
    """Read every document that waits. A fresh now each time: a lease must not begin in the past."""
    count = 0
    while services.read_next(now=timezone.now()):
        count += 1
    return count
