"""What one person was told."""

from django.db.models import BooleanField, ExpressionWrapper

from notices import access
from notices.models import WAITING, NoticeQuerySet
from units.models import User


def inbox(user: User) -> NoticeQuerySet:
    """What waits for the person first, then the newest; 1 query a page, however many lines."""
    waits = ExpressionWrapper(WAITING, output_field=BooleanField())
    notices = access.visible_notices(user).annotate(waits=waits).select_related("plan", "unit")
    return notices.defer("plan__source_text").order_by("-waits", "-written_at", "-pk")
