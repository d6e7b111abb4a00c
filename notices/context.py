"""What the frame of every page shows of the inbox."""

from collections.abc import Callable

from django.http import HttpRequest

from notices.access import visible_notices
from units.models import User

# The frame says "99+" beyond; the database stops counting there as well.
MOST = 100


def inbox(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """`waiting_notices`: asked once by base.html, and by no other template."""

    def waiting() -> int:
        if not isinstance(request.user, User):
            return 0
        return visible_notices(request.user).waiting()[:MOST].count()

    return {"waiting_notices": waiting}
