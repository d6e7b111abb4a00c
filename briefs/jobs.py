from celery import shared_task
from django.utils import timezone

from briefs.models import Circular
from briefs.services import note_outdated


@shared_task(name="briefs.find_outdated")
def find_outdated() -> int:
    """Look for issued circulars that a correction made wrong since."""
    standing = Circular.objects.standing().order_by("pk").values_list("pk", flat=True)
    return sum(note_outdated(circular_id=pk, now=timezone.now()) for pk in standing)
