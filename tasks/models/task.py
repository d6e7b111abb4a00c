from datetime import date, datetime
from typing import ClassVar, Self

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.calendar import end_of
from core.kept import Marks
from core.searching import Pairs
from indicators.models import Target
from plans.models import Clause, Plan, PlanState, Quoted
from tasks import rules
from tasks.models import known
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
        """Those whose due date counts."""
        return self.filter(state__in=rules.OPEN_STATES)

    def running(self) -> Self:
        """Handed out to units and not at their end."""
        return self.filter(state__in=rules.RUNNING_STATES)

    def reportable(self) -> Self:
        """Those on which units report: what was broken down is reported on by its parts."""
        parts = Task.objects.filter(parent=OuterRef("pk")).exclude(state__in=rules.IDLE_STATES)
        return self.filter(~Exists(parts), state__in=rules.REPORTING_STATES)

    def overdue(self, *, on: date) -> Self:
        # A task without a due date is never overdue: NULL fails the comparison.
        return self.open().filter(due_on__lt=on)

    def as_known_on(self, day: date) -> Self:
        """Those that were known at the end of that day, with what was known of them.

        Adds `known_state`, `known_due_on` and `known_overdue`.
        """
        return known.as_known_on(self, day)

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
    # A key item (重点事项) is struck off by a leader.
    is_key = models.BooleanField(_("key item"), default=False, db_default=False)
    # A task that was decomposed; its parts are reported on, it is not.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=TaskState, default=TaskState.DISPATCHED
    )
    # What a suspended task goes back to.
    suspended_from = models.CharField(max_length=20, choices=TaskState, blank=True)
    # The task that goes on in its place.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    # When the portal learned of it; empty for tasks that came with their plan.
    added_at = models.DateTimeField(null=True, blank=True)
    # Counts every move; a form that was opened before somebody else's move is stale.
    revision = models.PositiveIntegerField(default=0, db_default=0)
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
            models.CheckConstraint(
                condition=Q(state="suspended") | Q(suspended_from=""),
                name="only_a_suspended_task_goes_back",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state__in=["cancelled", "archived"]),
                name="merged_task_is_over",
            ),
        ]
        # For the search, by title first.
        indexes: ClassVar = [
            GinIndex(Pairs("title"), name="task_title_pairs"),
            GinIndex(Pairs("title", "quote"), name="task_pairs"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> Self:
        return self.filter(ended_on=None)

    def as_known_on(self, day: date) -> Self:
        """The parts that units were known to have at the end of that day."""
        end = end_of(day)
        not_ended = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(not_ended, Q(given_at=None) | Q(given_at__lt=end))

    def to_receive(self) -> Self:
        """Handed out, and nobody has confirmed the receipt."""
        handed_out = Q(task__state__in=rules.HELD_STATES)
        active = Q(task__plan__state=PlanState.ACTIVE)
        waiting = self.live().of_units().filter(handed_out, active, received_at=None)
        return waiting.exclude(pk__in=self.refused().values("pk"))

    def refused(self) -> Self:
        """Parts that assisting units refused, while the office has not decided."""
        refusals = apps.get_model("tasks", "PartRefusal")._default_manager.filter(decided_at=None)
        return self.live().filter(pk__in=refusals.values("assignment"))

    def given_before(self, moment: datetime) -> Self:
        """Parts that came with their plan were given when it was published."""
        given = self.alias(known_given_at=Coalesce("given_at", "task__plan__published_at"))
        return given.filter(known_given_at__lt=moment)

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
    # When the unit was given it; empty for parts that came with their plan.
    given_at = models.DateTimeField(null=True, blank=True)
    # Receipt (签收); `received_by` is empty where it was deemed received (视同签收).
    received_at = models.DateTimeField(
        pgettext_lazy("assignment", "received"), null=True, blank=True
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What an assisting unit hands in to the lead unit before the task can be completed;
    # `answered_by` is empty where an approved report of its own was the answer.
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("answer to the lead unit"), blank=True, db_default="")

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
        indexes: ClassVar = [
            # For to_receive(), and for the job that deems receipts.
            models.Index(
                fields=["unit"],
                name="assignment_unreceived",
                condition=Q(ended_on=None, received_at=None),
            )
        ]
        triggers: ClassVar = Marks(("'unit:' || row.unit_id",)).triggers()

    def __str__(self) -> str:
        return self.as_written
