from datetime import date
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Target
from plans.models import Clause, Plan, Quoted
from tasks import rules
from units.models import Unit, UnitGroup


class TaskState(models.TextChoices):
    DRAFT = rules.TaskState.DRAFT.value, pgettext_lazy("task", "draft")
    PENDING = rules.TaskState.PENDING.value, pgettext_lazy("task", "waits for approval")
    REGISTERED = rules.TaskState.REGISTERED.value, pgettext_lazy("task", "registered")
    DISPATCHED = rules.TaskState.DISPATCHED.value, _("dispatched")
    REFUSED = rules.TaskState.REFUSED.value, pgettext_lazy("task", "refused")
    IN_PROGRESS = rules.TaskState.IN_PROGRESS.value, pgettext_lazy("task", "in progress")
    COMPLETION_REQUESTED = (
        rules.TaskState.COMPLETION_REQUESTED.value,
        pgettext_lazy("task", "completion requested"),
    )
    RETURNED = rules.TaskState.RETURNED.value, pgettext_lazy("task", "returned to go on")
    COMPLETED = rules.TaskState.COMPLETED.value, _("completed")
    CLOSED = rules.TaskState.CLOSED.value, pgettext_lazy("task", "struck off")
    SUSPENDED = rules.TaskState.SUSPENDED.value, pgettext_lazy("task", "suspended")
    CANCELLED = rules.TaskState.CANCELLED.value, pgettext_lazy("task", "cancelled")
    ARCHIVED = rules.TaskState.ARCHIVED.value, pgettext_lazy("task", "archived")


class AssignmentRole(models.TextChoices):
    LEAD = rules.AssignmentRole.LEAD.value, _("lead unit")
    ASSIST = rules.AssignmentRole.ASSIST.value, _("assisting unit")


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.exclude(state=TaskState.COMPLETED)

    def overdue(self, *, on: date) -> Self:
        # A task without a due date is never overdue: NULL fails the comparison.
        return self.open().filter(due_on__lt=on)

    def in_document_order(self) -> Self:
        return self.order_by("plan", "position")


@pghistory.track()
class Task(Quoted):
    """The smallest item of work that a plan makes somebody answer for."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Never ends (长期坚持) or begins anew each year (转下年); it has no due date of its own.
    is_rolling = models.BooleanField(_("rolling"), default=False)
    # A task that was decomposed; its parts are reported on, it is not.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=TaskState, default=TaskState.DISPATCHED
    )
    # What a suspended task goes back to.
    suspended_from = models.CharField(max_length=20, choices=TaskState, blank=True)
    # When the work was really done, which is not when somebody approved that it was.
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    # Kept from the lead unit's newest approved report; the reports themselves are never changed.
    percent = models.DecimalField(
        _("percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    percent_on = models.DateField(null=True, blank=True)
    targets = models.ManyToManyField(Target, blank=True, related_name="tasks")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_task_per_position"),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="task_percent_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> Self:
        return self.filter(ended_on=None)

    def as_document(self) -> Self:
        """As the document names them: collectives as one entry, without their members."""
        return self.filter(expanded_from=None).order_by("task", F("role").desc(), "order")

    def of_units(self) -> Self:
        """Those that a unit answers for: named in person or through a collective."""
        return self.exclude(unit=None)


@pghistory.track()
class Assignment(models.Model):
    """A unit leads or assists a task. The order is data: the first-named lead collects.

    A collective (各乡镇政府) has `group` and no unit; dispatching adds one row per member with
    `expanded_from` pointing at it.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    group = models.ForeignKey(
        UnitGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    expanded_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="expansions"
    )
    role = models.CharField(_("role"), max_length=10, choices=AssignmentRole)
    order = models.PositiveSmallIntegerField()
    as_written = models.CharField(max_length=100)
    ended_on = models.DateField(null=True, blank=True)
    # Receipt (签收); `received_by` is empty where it was deemed received (视同签收).
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit=None) ^ Q(group=None), name="assignment_to_unit_or_group"
            ),
            models.UniqueConstraint(
                fields=["task", "unit"],
                name="one_live_role_per_task_unit",
                condition=Q(ended_on=None),
                violation_error_message=_("This unit already has a part in this task."),
            ),
        ]

    def __str__(self) -> str:
        return self.as_written
