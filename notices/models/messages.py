"""What leaves the portal: one message for all that somebody is to be told at one time."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from core.work import WorkItem
from notices.models.outlets import Outlet
from notices.models.words import Channel, trouble_words


class Message(WorkItem):
    """All that one person, or one outlet, is told at one moment. The row is the worker's job.

    The database keeps the promise of one letter a day: there is one row for each slot.
    """

    # A mail server may take its twenty seconds for every line of the conversation.
    LEASE = timedelta(minutes=5)
    # With the doubling pauses between them: seventeen hours, a night without a mail server.
    MAX_ATTEMPTS = 10

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="messages",
    )
    outlet = models.ForeignKey(
        Outlet, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    channel = models.CharField(max_length=10, choices=Channel)
    # When it was meant to go; `not_before` moves with every attempt that failed.
    slot_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    # Somebody wants to see whether the outlet listens; goes at any hour and carries no notices.
    is_trial = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(outlet=None),
                name="message_to_a_person_or_an_outlet",
            ),
            models.UniqueConstraint(
                fields=["person", "outlet", "slot_at", "is_urgent"],
                name="one_message_per_slot",
                nulls_distinct=False,
            ),
        ]
        indexes: ClassVar = [
            *WorkItem.Meta.indexes,
            models.Index(
                fields=["-slot_at", "-id"],
                name="message_failed",
                condition=models.Q(work_state="failed"),
            ),
            # For the figures of a month.
            models.Index(
                fields=["sent_at", "person"],
                name="message_by_sending",
                condition=~models.Q(sent_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.outlet} {self.slot_at}"

    @property
    def key(self) -> str:
        """Its name for the other side, the same at every attempt."""
        return f"msg_{self.pk}_{int(self.slot_at.timestamp())}"

    @property
    def trouble(self) -> str:
        """What went wrong, in words, with what the other side said about it."""
        return trouble_words(self.work_error)
