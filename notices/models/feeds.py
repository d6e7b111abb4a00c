"""The address at which a calendar program reads one's deadlines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """Whoever knows the address reads the person's deadlines, and nothing else.

    Calendar programs cannot sign in, so the address is the key. Only its hash is kept: whoever
    reads the database, or a copy of it, can subscribe to nothing.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("moment"))

    def __str__(self) -> str:
        return str(self.person)
