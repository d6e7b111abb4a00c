from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.work import WORKER_DIED, WorkItem, WorkState
from notices import rules
from reports.models import Report
from reports.rules import UNSENT


class Channel(models.TextChoices):
    INBOX = rules.Channel.INBOX.value, _("inbox")
    EMAIL = rules.Channel.EMAIL.value, _("e-mail")


class Trouble(models.TextChoices):
    """The words people read for what a delivery met."""

    SETTLED = rules.Trouble.SETTLED.value, _("no longer needed")
    NO_ADDRESS = rules.Trouble.NO_ADDRESS.value, _("the person has no e-mail address any more")
    REFUSED = rules.Trouble.REFUSED.value, _("the mail server refused it")
    UNREACHABLE = rules.Trouble.UNREACHABLE.value, _("the mail server could not be reached")
    WORKER_DIED = WORKER_DIED, _("the worker stopped in the middle, again and again")


WAITING = models.Q(read_at=None, report__state__in=UNSENT)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_inbox(self) -> Self:
        """Those that a worker has delivered to the in-app inbox."""
        arrived = Delivery.objects.filter(
            notice=models.OuterRef("pk"), channel=Channel.INBOX, work_state=WorkState.DONE
        )
        return self.filter(models.Exists(arrived))

    def waiting(self) -> Self:
        """Not read yet, and the report is still to be sent: sending it answers the notice too."""
        return self.filter(WAITING)


class Notice(models.Model):
    """One step of the ladder about one late report to one person. Unique, so it is told once.

    Each deadline has a ladder of its own: who misses a moved deadline is told from its beginning.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notices")
    # The deadline that was missed; the report's may have moved since.
    due_at = models.DateTimeField()
    # Working days past the deadline from which on this step is told.
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
                fields=["report", "due_at", "step", "person"],
                name="one_notice_per_step_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} +{self.step} {self.person}"

    @property
    def due_on(self) -> date:
        """The last punctual day."""
        return rules.deadline_day(timezone.localtime(self.due_at))


class Delivery(WorkItem):
    """A notice on its way through one channel. The row is the worker's job."""

    # A mail server may take its twenty seconds for every line of the conversation.
    LEASE = timedelta(minutes=5)
    # With the doubling pauses between them: seventeen hours, a night without a mail server.
    MAX_ATTEMPTS = 10

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.channel}"

    @property
    def trouble(self) -> str:
        """What went wrong, in words, with what the other side said about it."""
        code, _colon, said = self.work_error.partition(": ")
        words = str(Trouble(code).label) if code in Trouble.values else code
        return f"{words} ({said})" if said else words
