from datetime import date
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Target
from plans.models import Clause, Plan, Quoted
from tasks import rules
from units.models import Unit, UnitGroup


class TaskState(models.TextChoices):
    DISPATCHED = rules.TaskState.DISPATCHED.value, _("dispatched")
    IN_PROGRESS = rules.TaskState.IN_PROGRESS.value, pgettext_lazy("task", "in progress")
    COMPLETED = rules.TaskState.COMPLETED.value, _("completed")


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
    state = models.CharField(
        _("state"), max_length=20, choices=TaskState, default=TaskState.DISPATCHED
    )
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
