from datetime import date
from typing import ClassVar, Self

import pghistory
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Target
from plans.models import Plan
from reports.models import Report
from slips import rules
from slips.rules import ThingKind
from tasks.models import Milestone, Task
from units.models import Unit


class GradeChoice(models.TextChoices):
    """The portal's own words for the grades; an office may print others."""

    NOTICE = rules.Grade.NOTICE.value, pgettext_lazy("grade of a slip", "notice")
    WARNING = rules.Grade.WARNING.value, pgettext_lazy("grade of a slip", "warning")
    FINAL = rules.Grade.FINAL.value, pgettext_lazy("grade of a slip", "final warning")


class StateChoice(models.TextChoices):
    DRAFT = rules.SlipState.DRAFT.value, pgettext_lazy("slip", "draft")
    SUBMITTED = rules.SlipState.SUBMITTED.value, pgettext_lazy("slip", "waits for approval")
    APPROVED = rules.SlipState.APPROVED.value, pgettext_lazy("slip", "approved, not sent yet")
    SENT = rules.SlipState.SENT.value, pgettext_lazy("slip", "waits for the receipt")
    ACKNOWLEDGED = (
        rules.SlipState.ACKNOWLEDGED.value,
        pgettext_lazy("slip", "waits for the answer"),
    )
    ANSWERED = rules.SlipState.ANSWERED.value, pgettext_lazy("slip", "answered")
    CLOSED = rules.SlipState.CLOSED.value, pgettext_lazy("slip", "closed")
    RAISED = rules.SlipState.RAISED.value, pgettext_lazy("slip", "followed by the next slip")
    WITHDRAWN = rules.SlipState.WITHDRAWN.value, pgettext_lazy("slip", "withdrawn")


# What a slip can be about; exactly one of them is set.
THINGS = tuple(kind.value for kind in ThingKind)


class SlipQuerySet(models.QuerySet["Slip"]):
    def prepared(self) -> Self:
        """Not sent yet, and not given up."""
        return self.filter(state__in=rules.PREPARED)

    def out(self) -> Self:
        """With their units, and not settled."""
        return self.filter(state__in=rules.OUT)

    def sent(self) -> Self:
        """Those that went out, whatever became of them."""
        return self.exclude(sent_at=None)

    def overdue(self, *, on: date) -> Self:
        """Not answered though the day has passed."""
        return self.filter(state__in=rules.WAITING, answer_due_on__lt=on)

    def with_missed(self, *, on: date) -> Self:
        """Adds `missed`: an answer came late, or did not come though its day has passed."""
        # By name: its module needs this one.
        steps = apps.get_model("slips", "SlipStep")._default_manager
        late = steps.filter(slip=OuterRef("pk"), is_late=True)
        waits = Q(state__in=rules.WAITING, answer_due_on__lt=on)
        raised = Q(state=rules.SlipState.RAISED)
        told = ExpressionWrapper(
            waits | raised | Q(Exists(late)), output_field=models.BooleanField()
        )
        return self.annotate(missed=told)

    def for_lists(self) -> Self:
        """With everything that a line of a list names; without texts that no line shows."""
        related = ("plan", "unit", "office", "task", "milestone", "target__indicator")
        return self.select_related(*related).defer("plan__source_text", "basis", "letter")


@pghistory.track()
class Slip(models.Model):
    """A supervision slip (督办单): one late thing, what is demanded of one unit, and by when."""

    # Who issues it, and to whom it is addressed.
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued_slips")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="slips")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="slips")
    report = models.ForeignKey(
        Report, null=True, blank=True, on_delete=models.PROTECT, related_name="slips"
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="slips"
    )
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="slips"
    )
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.PROTECT, related_name="slips"
    )
    # What it is about in a few words, as it was called when the slip was drafted.
    subject = models.CharField(max_length=300)
    grade = models.CharField(_("grade"), max_length=10, choices=GradeChoice)
    state = models.CharField(
        _("state"), max_length=12, choices=StateChoice, default=StateChoice.DRAFT
    )
    # Since when it is in this state.
    since = models.DateTimeField()
    facts = models.TextField(_("facts"), blank=True)
    demand = models.TextField(_("demand"), blank=True)
    # Who gets a copy (抄送), as it is printed.
    copies = models.CharField(_("copies to"), max_length=300, blank=True)
    # By when the unit must answer; the letter keeps what was printed first.
    answer_due_on = models.DateField(_("answer due on"), null=True, blank=True)
    # What the facts were computed from when they were drafted, and what was proposed.
    basis = models.JSONField(default=dict)
    # The one about the same thing that was not answered in time.
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    # Given at approval, without gaps for each office and year.
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    # Every word that was printed, as it was approved.
    letter = models.JSONField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    objects = SlipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    *[
                        Q(**{f"{other}__isnull": other != thing for other in THINGS})
                        for thing in THINGS
                    ],
                    _connector=Q.OR,
                ),
                name="slip_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["unit", *THINGS],
                name="one_prepared_slip_per_thing",
                condition=Q(state__in=["draft", "submitted", "approved"]),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["unit", *THINGS],
                name="one_open_slip_per_thing",
                condition=Q(state__in=["sent", "acknowledged", "answered"]),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["office", "year", "serial"], name="one_slip_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "withdrawn"], serial=None)
                | Q(serial__isnull=False, year__isnull=False, letter__isnull=False),
                name="approved_slip_has_a_number",
            ),
        ]
        indexes: ClassVar = [
            # For what a unit has to receive and to answer.
            models.Index(
                fields=["unit", "answer_due_on"],
                name="slip_waiting",
                condition=Q(state__in=["sent", "acknowledged"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()

    @property
    def kind(self) -> ThingKind:
        return next(kind for kind in ThingKind if getattr(self, f"{kind.value}_id") is not None)

    @property
    def thing_id(self) -> int:
        key: int = getattr(self, f"{self.kind.value}_id")
        return key

    def is_overdue(self, *, on: date) -> bool:
        """Not answered though the day has passed."""
        due_on = self.answer_due_on
        return self.state in rules.WAITING and due_on is not None and due_on < on
