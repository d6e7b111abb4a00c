"""Who is told what and when, as an office decided it. Without rows, the usual preset holds."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notices import rules
from notices.models.words import Channel, Matter, Party
from plans.models import Plan


@pghistory.track()
class Manner(models.Model):
    """When letters go out and what they may say. At most one row."""

    daily_at = models.TimeField(_("daily letters at"), default=rules.Hours.daily_at)
    urgent_from = models.TimeField(_("urgent letters from"), default=rules.Hours.urgent_from)
    urgent_until = models.TimeField(
        pgettext_lazy("hour", "until"), default=rules.Hours.urgent_until
    )
    # Letters leave the house; an office that names things in them has decided that they may.
    names_things = models.BooleanField(_("letters name what they are about"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_manner"),
            models.CheckConstraint(
                condition=models.Q(urgent_from__lt=models.F("urgent_until")),
                name="urgent_letters_have_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.daily_at}"

    @property
    def hours(self) -> rules.Hours:
        return rules.Hours(self.daily_at, self.urgent_from, self.urgent_until)


@pghistory.track()
class Ladder(models.Model):
    """The steps of one plan, or of all plans that have no ladder of their own."""

    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="ladders"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"], name="one_ladder_per_plan", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(self.plan or _("all plans"))


@pghistory.track()
class LadderStep(models.Model):
    """See `notices.rules.Step`."""

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="steps")
    matter = models.CharField(max_length=15, choices=Matter)
    days = models.SmallIntegerField(_("working days"))
    to = ArrayField(models.CharField(max_length=15, choices=Party), verbose_name=_("told to"))
    by = ArrayField(
        models.CharField(max_length=10, choices=Channel), blank=True, verbose_name=_("also by")
    )
    urgent = models.BooleanField(pgettext_lazy("step", "urgent"), default=False)
    words = models.CharField(_("the office's own words"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["ladder", "matter", "days"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ladder", "matter", "days"], name="one_step_per_matter_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.days:+}"

    @property
    def as_step(self) -> rules.Step:
        return rules.Step(
            matter=rules.Matter(self.matter),
            days=self.days,
            to=frozenset(map(rules.Party, self.to)),
            by=frozenset(map(rules.Channel, self.by)),
            urgent=self.urgent,
            words=self.words,
        )
