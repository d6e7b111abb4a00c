from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.work import WorkItem
from intake.rules import learning
from plans.models import Plan
from units.models import Unit


class Document(WorkItem):
    """A policy document as it was handed in. Reading it is a worker's job; the row is the job."""

    LEASE = timedelta(minutes=2)

    file = models.FileField(upload_to="documents/%Y/%m")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    issuer = models.ForeignKey(
        Unit, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="documents"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta(WorkItem.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A reading under check. What the machine read and what the official changed stay apart.

    `reading` is `intake.reader.Reading.as_json()` and is never edited; `corrections` are laid over
    it by `intake.rules.corrected`, so that reading again does not lose them.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="draft")
    reading = models.JSONField()
    corrections = models.JSONField(default=dict)
    # Counts every change, so that two officials cannot overwrite each other.
    revision = models.PositiveIntegerField(default=0)
    plan = models.OneToOneField(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(plan=None, published_at=None)
                | models.Q(plan__isnull=False, published_at__isnull=False),
                name="published_draft_has_a_plan",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class SuperiorChoice(models.Model):
    """Which plan of the portal a draft means by a title that it cites; none says that it has it.

    Kept beside the draft's corrections: it is about the title and outlives another reading.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="superior_choices")
    cited = models.CharField(max_length=300)
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "cited"], name="one_choice_per_cited_title")
        ]

    def __str__(self) -> str:
        return self.cited


class RuleKind(models.TextChoices):
    """The words people read for `learning.LessonKind`."""

    LABEL = learning.LessonKind.LABEL.value, _("label in front of units")
    MEASURE = learning.LessonKind.MEASURE.value, _("unit of measure")
    UNIT_NAME = learning.LessonKind.UNIT_NAME.value, _("another name of a unit")


class RuleState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("rule", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("rule", "in use")
    DECLINED = "declined", pgettext_lazy("rule", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("rule", "withdrawn")


class OfficeRule(models.Model):
    """A word of an office, learned from what an official corrected; used once it is accepted.

    `office` is who issues the documents, `meaning` a role for a label and the unit's name for a
    name. The quote is where the word was met, in the text of `draft`.
    """

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="office_rules")
    kind = models.CharField(_("kind"), max_length=20, choices=RuleKind)
    text = models.CharField(_("word"), max_length=40)
    meaning = models.CharField(_("meaning"), max_length=100)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="lessons")
    quote = models.CharField(max_length=200)
    quote_start = models.PositiveIntegerField()
    quote_end = models.PositiveIntegerField()
    state = models.CharField(
        _("state"), max_length=10, choices=RuleState, default=RuleState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "kind", "text"], name="one_rule_per_office_and_word"
            )
        ]

    def __str__(self) -> str:
        return self.text
