"""What the frame of every page shows of chasing."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from notices import queries
from units.models import User


def frame(request: HttpRequest) -> dict[str, object]:
    """`frame`: how many notices wait, and whether chasing stands still; asked once for a page."""

    def ask() -> queries.Frame:
        now = timezone.now()  # noqa: TID251 - a face: base.html has no view of its own
        if not isinstance(request.user, User):
            return queries.Frame()
        return queries.frame(request.user, now=now)

    return {"frame": SimpleLazyObject(ask)}
