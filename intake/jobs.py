from celery import shared_task
from django.utils import timezone

from core.origin import coming_from
from intake import services


@shared_task(name="intake.read_documents")
def read_documents() -> None:
    """Read every document that waits. A fresh now each time: a lease must not begin in the past."""
    with coming_from("job intake.read_documents"):
        while services.read_next(now=timezone.now()):
            pass
