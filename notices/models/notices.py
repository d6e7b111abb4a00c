"""What people are told."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from notices.models.messages import Message
from notices.models.outlets import Outlet
from notices.models.words import Matter
from plans.models import Plan
from reports.models import last_punctual_day
from units.models import Membership, RoleChoice, Unit
from units.rules import UNIT_ROLES

WAITING = Q(read_at=None, settled_at=None)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_force(self) -> Self:
        """Those of posts that their people still hold: who changed post is done with the old."""
        held = Membership.objects.live().filter(user=OuterRef("person"), role=OuterRef("role"))
        posts = held.filter(~Q(role__in=UNIT_ROLES) | Q(unit=OuterRef("unit")))
        return self.filter(Exists(posts))

    def waiting(self) -> Self:
        """Not read yet, and what they are about still waits."""
        return self.filter(WAITING)

    def settle_others(
        self, notices: Iterable["Notice"], told: Iterable["Notice"], *, now: datetime
    ) -> None:
        """Of these notices, what is told waits at this moment, and the rest waits no more.

        What was settled already may wait again: a deadline that moved away and back again, or a
        report that was returned twice until the same day.
        """
        true = {notice.pk: notice for notice in told}
        gone = [notice.pk for notice in notices if notice.pk not in true]
        again = [pk for pk, notice in true.items() if notice.settled_at]
        if gone:
            self.filter(pk__in=gone, settled_at=None).update(settled_at=now)
        if again:
            self.filter(pk__in=again).update(settled_at=None)


class Notice(models.Model):
    """One step of the ladder about one thing to one person. Unique, so it is told once.

    The row itself is the line in the person's inbox, which is thereby told exactly once. Each
    deadline has a ladder of its own: who misses a moved deadline is told from its beginning.
    """

    matter = models.CharField(max_length=15, choices=Matter)
    # The report, task, request … by its own key, and where its page is.
    thing_id = models.BigIntegerField()
    place_id = models.BigIntegerField()
    subject = models.CharField(max_length=300)
    plan = models.ForeignKey(
        Plan, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # The unit that must act; empty where it is the supervision office.
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    # The deadline, or since when it waits; the thing's own may have moved since.
    due_at = models.DateTimeField()
    # Working days from there on which this step is told; of PACE, periods in a row.
    step = models.SmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="notices",
        db_index=False,
    )
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.CASCADE, db_index=False)
    # As what the person is told, and whether they must act themselves.
    role = models.CharField(_("role"), max_length=20, choices=RoleChoice, blank=True)
    is_duty = models.BooleanField(default=True)
    is_urgent = models.BooleanField(default=False)
    # What the office said at this step, as it said it then.
    words = models.CharField(max_length=200, blank=True, default="", db_default="")
    # Whether it also goes out, and with which message it did.
    goes_out = models.BooleanField(default=False)
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="notices", db_index=False
    )
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # When it turned out that nothing waits any more, or that it is not the person's business.
    settled_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "thing_id", "due_at", "person", "outlet", "step"],
                name="one_notice_per_step_and_person",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(outlet=None), name="notice_to_a_person_or_an_outlet"
            ),
        ]
        indexes: ClassVar = [
            # For the inbox and the number in the frame of every page.
            models.Index(fields=["person", "-written_at"], name="notice_by_person"),
            # For what is to go out with the next letter.
            models.Index(
                fields=["person"],
                name="notice_to_go_out",
                condition=Q(goes_out=True, message=None, settled_at=None),
            ),
            # For the board, whose pages begin with what has waited longest.
            models.Index(
                fields=["due_at", "matter", "thing_id", "id"],
                name="notice_on_board",
                condition=Q(settled_at=None),
            ),
            # For the lines of one message.
            models.Index(fields=["message"], name="notice_by_message", condition=~Q(message=None)),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.thing_id} {self.step:+} {self.person or self.outlet}"

    @property
    def due_on(self) -> date:
        """The last punctual day; of what has no deadline, the day on which it began to wait."""
        return last_punctual_day(self.due_at)
