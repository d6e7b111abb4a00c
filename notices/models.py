from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.work import WorkItem, WorkState
from notices import rules
from reports.models import Report


class Channel(models.TextChoices):
    INBOX = rules.Channel.INBOX.value, _("inbox")
    EMAIL = rules.Channel.EMAIL.value, _("e-mail")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_inbox(self) -> Self:
        """Those that a worker has delivered to the in-app inbox."""
        arrived = Delivery.objects.filter(
            notice=models.OuterRef("pk"), channel=Channel.INBOX, work_state=WorkState.DONE
        )
        return self.filter(models.Exists(arrived))

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One step of the ladder about one late report to one person. Unique, so it is told once."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notices")
    # Working days past the deadline at which this step is told.
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "step", "person"], name="one_notice_per_step_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} +{self.step} {self.person}"


class Delivery(WorkItem):
    """A notice on its way through one channel. The row is the worker's job."""

    LEASE = timedelta(minutes=2)
    MAX_ATTEMPTS = 5

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.channel}"
