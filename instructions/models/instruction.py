from datetime import date
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Target
from instructions import rules
from instructions.rules import About
from plans.models import Plan
from slips.models import Slip
from tasks.models import Task


class UrgencyChoice(models.TextChoices):
    URGENT = rules.Urgency.URGENT.value, pgettext_lazy("urgency", "urgent")
    ORDINARY = rules.Urgency.ORDINARY.value, pgettext_lazy("urgency", "ordinary")
    HARD = rules.Urgency.HARD.value, pgettext_lazy("urgency", "hard, takes longer")


class StateChoice(models.TextChoices):
    GIVEN = rules.InstructionState.GIVEN.value, pgettext_lazy("instruction", "given")
    TAKEN_UP = rules.InstructionState.TAKEN_UP.value, pgettext_lazy("instruction", "taken up")
    ANSWERED = rules.InstructionState.ANSWERED.value, pgettext_lazy("instruction", "answered")
    SEEN = rules.InstructionState.SEEN.value, pgettext_lazy("instruction", "seen by the leader")
    WITHDRAWN = rules.InstructionState.WITHDRAWN.value, pgettext_lazy("instruction", "withdrawn")


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def owed(self) -> Self:
        """The leader waits for feedback."""
        return self.filter(state__in=rules.OWED)

    def overdue(self, *, on: date) -> Self:
        """Without feedback though the day has passed."""
        return self.owed().filter(due_on__lt=on)

    def about(self, thing: Plan | Target | Task) -> Self:
        """A plan's own are about it as a whole."""
        if isinstance(thing, Plan):
            return self.filter(plan=thing, target=None, task=None)
        return self.filter(**{About.TARGET if isinstance(thing, Target) else About.TASK: thing})

    def for_lists(self) -> Self:
        """With everything that a line of a list names."""
        related = ("plan", "leader", "made_task", "slip__unit")
        unread = ("plan__source_text", "slip__basis", "slip__letter")
        return self.select_related(*related).defer(*unread)


@pghistory.track()
class Instruction(models.Model):
    """A leader's instruction (批示) about one thing, and what became of it.

    Its text is for the leader, the supervision office and the unit that it was passed on to; no
    letter, no group and no webhook ever says it.
    """

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="instructions"
    )
    # Of the thing that it is about; the plan as a whole where neither target nor task is named.
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="instructions")
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.PROTECT, related_name="instructions"
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="instructions"
    )
    # What it is about in a few words, as it was called when the instruction was given.
    subject = models.CharField(max_length=300)
    text = models.TextField(_("instruction"))
    urgency = models.CharField(_("urgency"), max_length=10, choices=UrgencyChoice)
    # By when the leader wants to hear.
    due_on = models.DateField(_("feedback by"))
    given_at = models.DateTimeField()
    state = models.CharField(
        _("state"), max_length=10, choices=StateChoice, default=StateChoice.GIVEN
    )
    # Since when it is in this state.
    since = models.DateTimeField()
    # What it was taken up with: one of the two, or neither where the office answered at once.
    made_task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="ordered_by"
    )
    slip = models.ForeignKey(
        Slip, null=True, blank=True, on_delete=models.PROTECT, related_name="instructions"
    )
    # The one whose feedback made it necessary.
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(target=None) | Q(task=None), name="instruction_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(made_task=None) | Q(slip=None), name="instruction_taken_up_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(made_task__isnull=False) | Q(slip__isnull=False),
                name="instruction_taken_up_with_something",
            ),
            models.UniqueConstraint(fields=["follows"], name="one_further_instruction"),
        ]
        indexes: ClassVar = [
            # For what the office owes, and for chasing it.
            models.Index(
                fields=["due_on"],
                name="instruction_owed",
                condition=Q(state__in=["given", "taken_up"]),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def kind(self) -> About:
        if self.target_id is not None:
            return About.TARGET
        return About.PLAN if self.task_id is None else About.TASK

    @property
    def thing(self) -> Plan | Target | Task:
        return self.target or self.task or self.plan

    @property
    def thing_id(self) -> int:
        return self.target_id or self.task_id or self.plan_id

    def is_overdue(self, *, on: date) -> bool:
        """Without feedback though the day has passed."""
        return self.state in rules.OWED and self.due_on < on
