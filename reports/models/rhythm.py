from datetime import date, datetime, timedelta
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.calendar import end_of
from core.kept import Marks
from core.models import AuditEntry
from indicators.models import Target
from plans.models import Plan
from reports import rules
from tasks.models import Task
from units.models import Unit


class Frequency(models.TextChoices):
    WEEK = rules.Frequency.WEEK.value, _("weekly")
    HALF_MONTH = rules.Frequency.HALF_MONTH.value, _("half-monthly")
    MONTH = rules.Frequency.MONTH.value, _("monthly")
    QUARTER = rules.Frequency.QUARTER.value, _("quarterly")
    HALF_YEAR = rules.Frequency.HALF_YEAR.value, _("half-yearly")
    YEAR = rules.Frequency.YEAR.value, _("yearly")
    ONCE = rules.Frequency.ONCE.value, _("once")


class Anchor(models.TextChoices):
    DAY_OF_MONTH = rules.Anchor.DAY_OF_MONTH.value, _("day of the month")
    LAST_DAY = rules.Anchor.LAST_DAY.value, pgettext_lazy("deadline", "last day")
    WORKING_DAY = rules.Anchor.WORKING_DAY.value, _("working day")
    WEEKDAY = rules.Anchor.WEEKDAY.value, _("day of the week")


class HolidayPolicy(models.TextChoices):
    POSTPONE = rules.HolidayPolicy.POSTPONE.value, _("next working day")
    POSTPONE_SECOND = rules.HolidayPolicy.POSTPONE_SECOND.value, _("second working day after it")
    ADVANCE = rules.HolidayPolicy.ADVANCE.value, _("last working day before it")
    NONE = rules.HolidayPolicy.NONE.value, _("stays")


class ReviewSteps(models.TextChoices):
    NONE = rules.ReviewSteps.NONE.value, _("nobody")
    UNIT = rules.ReviewSteps.UNIT.value, _("the unit")
    OFFICE = rules.ReviewSteps.OFFICE.value, _("the supervision office")
    BOTH = rules.ReviewSteps.BOTH.value, _("the unit, then the supervision office")


class ReportingRuleQuerySet(models.QuerySet["ReportingRule"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)

    def own(self) -> Self:
        """Those of whole plans."""
        return self.live().filter(task=None, target=None, unit=None)


@pghistory.track()
class ReportingRule(models.Model):
    """How often is reported, what about, and by when.

    A plan has one rule; a task, a target or a unit may have one of its own, and the nearest counts:
    task or target before unit, unit before plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_rules")
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.CASCADE, related_name="reporting_rules"
    )
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.CASCADE, related_name="reporting_rules"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="reporting_rules"
    )
    frequency = models.CharField(
        _("rhythm"), max_length=10, choices=Frequency, default=Frequency.MONTH
    )
    # Day of the period's last month, or of its week, up to which the numbers count; empty means
    # its last day.
    closing_day = models.PositiveSmallIntegerField(_("closing day"), null=True, blank=True)
    anchor = models.CharField(
        _("deadline"), max_length=15, choices=Anchor, default=Anchor.DAY_OF_MONTH
    )
    # Which day of the month, which working day, or which day of the week (Monday is 1).
    anchor_number = models.PositiveSmallIntegerField(
        pgettext_lazy("deadline", "number"), null=True, blank=True, default=5
    )
    # The deadline lies after the period (5th of the next month) or inside it (28th of this one).
    after_period = models.BooleanField(_("after the period"), default=True)
    # Until when on that day; empty means until its end.
    due_time = models.TimeField(_("time"), null=True, blank=True)
    holiday_policy = models.CharField(
        _("on rest days"), max_length=16, choices=HolidayPolicy, default=HolidayPolicy.POSTPONE
    )
    # The one closing date of what is reported once.
    once_on = models.DateField(_("once on"), null=True, blank=True)
    # Who reviews; only the plan's own rule says it.
    review = models.CharField(
        _("who reviews"), max_length=6, choices=ReviewSteps, default=ReviewSteps.UNIT
    )
    # Its first period begins here, behind those that were open when the rule was set.
    begins_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReportingRuleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "task", "target", "unit"],
                name="one_live_rule_per_subject",
                condition=Q(ended_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(task=None, target=None)
                | Q(task=None, unit=None)
                | Q(target=None, unit=None),
                name="rule_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(frequency="once") | Q(once_on__isnull=False),
                name="once_has_a_date",
                violation_error_message=_("Say on which day the one report closes."),
            ),
        ]
        triggers: ClassVar = [
            Marks(("'portal'", "'plan:' || row.plan_id")).on(
                pgtrigger.Update, old="old_rows", new="new_rows"
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.task or self.target or self.unit or self.plan} {self.get_frequency_display()}"
        )

    @property
    def as_rule(self) -> rules.Rule:
        return rules.Rule(
            frequency=rules.Frequency(self.frequency),
            closing_day=self.closing_day,
            anchor=rules.Anchor(self.anchor),
            anchor_number=self.anchor_number,
            after_period=self.after_period,
            due_time=self.due_time,
            holiday_policy=rules.HolidayPolicy(self.holiday_policy),
            once_on=self.once_on,
        )


def last_punctual_day(due_at: datetime) -> date:
    """The deadline as people say it: due on the 9th, not at 0:00 on the 10th."""
    return timezone.localtime(due_at - timedelta(microseconds=1)).date()


class PeriodQuerySet(models.QuerySet["Period"]):
    def opened(self) -> Self:
        """The only ones on which anybody reports; the others are dates of the future."""
        return self.exclude(opened_at=None)

    def closed_on(self, day: date) -> Self:
        """Those that were closed at the end of that day, also where they were opened again since.

        The row has only its last closing; the audit trail has every one.
        """
        end = end_of(day)
        acts = AuditEntry.objects.filter(object_type="reports.period", at__lt=end)
        opened = acts.filter(verb="period.reopened", object_id=OuterRef("object_id"))
        closed = acts.filter(~Exists(opened.filter(at__gte=OuterRef("at"))), verb="period.closed")
        return self.filter(Q(closed_at__lt=end) | Q(pk__in=closed.values("object_id")))

    def newest_first(self) -> Self:
        return self.order_by("-ends_on")

    def with_subject(self) -> Self:
        """With the plan, or what in it has a rhythm of its own; without the plan's whole text."""
        about = ("rule__task", "rule__target__indicator", "rule__unit")
        return self.select_related("plan", *about).defer("plan__source_text")


class Period(models.Model):
    """A dated instance of a rule's rhythm. It exists ahead; reports are expected once it opens."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="periods", db_index=False)
    rule = models.ForeignKey(
        ReportingRule, on_delete=models.PROTECT, related_name="periods", db_index=False
    )
    starts_on = models.DateField()
    # Closing date: what the numbers are about.
    ends_on = models.DateField()
    opens_on = models.DateField()
    # Deadline: the moment after which a report is late.
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    # Closed periods went into a circular: what comes after is a correction.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "ends_on"], name="one_period_per_closing_date"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(opened_at__isnull=False, closed_at__isnull=False, closed_by__isnull=False),
                name="somebody_closes_what_was_open",
            ),
        ]
        indexes: ClassVar = [
            # For the job that opens them.
            models.Index(fields=["opens_on"], name="period_to_open", condition=Q(opened_at=None)),
            # For what is running, and for the lists of a plan.
            models.Index(fields=["plan", "ends_on"], name="period_of_plan"),
            # For lists of all reports, which are read from the newest closing date on.
            models.Index(fields=["-ends_on", "plan"], name="period_newest_first"),
        ]
        triggers: ClassVar = [
            # A closed one awaits nothing any more.
            Marks(
                ("'portal'", "'plan:' || row.plan_id", "'unit:' || owed.unit_id"),
                source="{rows} AS row LEFT JOIN reports_reporttally AS owed"
                " ON owed.period_id = row.id AND owed.due_at IS NOT NULL",
            ).on(pgtrigger.Update, old="old_rows", new="new_rows")
        ]

    def __str__(self) -> str:
        return rules.period_name(self.starts_on, self.ends_on)

    @property
    def due_on(self) -> date:
        return last_punctual_day(self.due_at)


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Waiver(models.Model):
    """Units need not report for a time (免报): on a task or target, as a unit, or at all."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="waivers")
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.CASCADE, related_name="waivers"
    )
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.CASCADE, related_name="waivers"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="waivers"
    )
    # Closing dates of the periods that it covers; an empty end means until it is ended.
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="waiver_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.task or self.target or self.unit or self.plan} {self.starts_on}"
