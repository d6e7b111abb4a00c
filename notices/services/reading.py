"""People read what they are told."""

from datetime import datetime

from notices import access
from units.models import User


def mark_read(*, by: User, now: datetime, notice_id: int | None = None) -> int:
    """Mark one of the person's notices as read, or all that wait; returns how many."""
    notices = access.visible_notices(by).filter(read_at=None)
    if notice_id is not None:
        notices = notices.filter(pk=notice_id)
    return notices.update(read_at=now)
