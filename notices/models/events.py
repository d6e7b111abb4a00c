"""Events for programs outside: what happened, who asked to be told, and what became of it."""

from datetime import timedelta
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.sealing import seal, unseal
from core.work import WorkItem, WorkQuerySet
from notices import rules
from notices.models.words import trouble_words
from plans.models import Plan
from tasks.models import Task
from units.models import Unit


class EventKind(models.TextChoices):
    """The words people read for `rules.EventKind`."""

    REPORT_SUBMITTED = rules.EventKind.REPORT_SUBMITTED.value, _("report sent")
    REPORT_APPROVED = rules.EventKind.REPORT_APPROVED.value, _("report approved")
    REPORT_RETURNED = rules.EventKind.REPORT_RETURNED.value, _("report returned")
    REPORT_LATE = rules.EventKind.REPORT_LATE.value, _("report late")
    TARGET_LAMP = rules.EventKind.TARGET_LAMP.value, _("lamp of a target changed")
    TASK_LAMP = rules.EventKind.TASK_LAMP.value, _("lamp of a task changed")
    SLIP_SENT = rules.EventKind.SLIP_SENT.value, _("slip sent")
    SLIP_ANSWERED = rules.EventKind.SLIP_ANSWERED.value, _("slip answered")
    CIRCULAR_ISSUED = rules.EventKind.CIRCULAR_ISSUED.value, _("circular issued")


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def told(self) -> Self:
        """Those whose programs get what happens now."""
        return self.filter(is_active=True)


@pghistory.track(exclude=["sealed_address", "sealed_secret"])
class Subscription(models.Model):
    """A program that is told what happens: keys and links, no words that people wrote."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    kinds = ArrayField(models.CharField(max_length=30, choices=EventKind))
    # None means all.
    plans = models.ManyToManyField(Plan, blank=True, related_name="+")
    shown_address = models.CharField(_("address"), max_length=300)
    sealed_address = models.TextField()
    sealed_secret = models.TextField()
    is_active = models.BooleanField(_("in use"), default=True)
    # Troubles in a row; while it rests nobody knocks there.
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    # It failed so often, or for good, that a person must look at it. What happens meanwhile waits.
    parked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Raises core.sealing.Unreadable."""
        return unseal(self.sealed_address)

    @property
    def secret(self) -> str:
        """Raises core.sealing.Unreadable."""
        return unseal(self.sealed_secret)

    @property
    def trouble_told(self) -> str:
        return trouble_words(self.trouble)

    @property
    def kind_words(self) -> list[str]:
        return [str(EventKind(kind).label) for kind in self.kinds]

    def move_to(self, address: str) -> None:
        """Does not save."""
        self.sealed_address, self.shown_address = seal(address), rules.masked(address)

    def sign_with(self, secret: str) -> None:
        """Does not save."""
        self.sealed_secret = seal(secret)


class Event(models.Model):
    """Something happened; the row is written once, whoever asked for it."""

    kind = models.CharField(max_length=30, choices=EventKind)
    # What it was told by, such as `entry 12` of the audit trail: the same makes no second event.
    source = models.CharField(max_length=80)
    thing_id = models.BigIntegerField()
    plan = models.ForeignKey(
        Plan, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(_("moment"), db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "source"], name="event_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"

    @property
    def key(self) -> str:
        """Its name for the other side, the same at every attempt and in every replay."""
        return f"evt_{self.pk}"


class DeliveryQuerySet(WorkQuerySet):
    def listened_to(self, *, now: object) -> Self:
        """Whose program is in use, and neither rests nor is parked."""
        rested = Q(subscription__rests_until=None) | Q(subscription__rests_until__lte=now)
        return self.filter(
            rested, subscription__is_active=True, subscription__parked_at=None
        ).select_related("subscription", "event")

    def in_turn(self) -> Self:
        """Those first whose program has listened so far: who is in trouble delays nobody else."""
        return self.order_by("subscription__failures", "pk")


class Delivery(WorkItem):
    """One event on its way to one program. The row is the worker's job."""

    LEASE = timedelta(minutes=2)
    MAX_ATTEMPTS = rules.PARKED_AFTER

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    sent_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = DeliveryQuerySet.as_manager()

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "event"], name="event_delivered_once")
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.event}"

    @property
    def trouble(self) -> str:
        return trouble_words(self.work_error)


class EventCursor(models.Model):
    """How far events were gathered; one row, which is also the lock."""

    entry_id = models.BigIntegerField()
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.entry_id)


class ToldLamp(models.Model):
    """Abstract: the lamp of which programs know; another one that is shown is an event."""

    lamp = models.CharField(max_length=10)

    class Meta:
        abstract = True


class ToldTargetLamp(ToldLamp):
    target = models.OneToOneField(
        "indicators.Target", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.target_id} {self.lamp}"


class ToldTaskLamp(ToldLamp):
    task = models.OneToOneField(Task, primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.task_id} {self.lamp}"


# For the list of a program's deliveries, the newest event first.
NEWEST = (F("event__at").desc(), F("pk").desc())
