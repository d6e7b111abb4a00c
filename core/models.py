from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act. Written by `core.audit.record` only; the database refuses changes and deletions."""

    at = models.DateTimeField(_("moment"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Kept as it was that day: people change their names.
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    object_name = models.CharField(max_length=200)
    origin = models.CharField(max_length=100, blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        # For the auditor's list by object.
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object")
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_name}"


class AuditCheck(models.Model):
    """What one walk along the audit trail's chain found; the next one goes on where it held."""

    checked_at = models.DateTimeField(_("moment"))
    # Whether the walk began with the first entry, or where an earlier one had stopped.
    whole = models.BooleanField()
    entries = models.PositiveBigIntegerField()
    # The last entry that held, and its seal.
    upto_id = models.BigIntegerField(null=True)
    upto_hash = models.CharField(max_length=64, blank=True)
    # The first entry that did not hold.
    broken_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When a process that nobody talks to directly was last seen, such as the scheduler."""

    name = models.CharField(max_length=30, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """The last run of a job; each has one row, which every run writes over."""

    job = models.CharField(max_length=60, primary_key=True)
    # Since when it is expected to run; until its first run its silence counts from here.
    known_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    # The last run that came to its end without an error, and how many things it did.
    ended_at = models.DateTimeField(null=True)
    took = models.DurationField(null=True)
    did = models.PositiveBigIntegerField(null=True)
    # Failures in a row; the last one stays to be read after a success.
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.job


class KeptAnswer(models.Model):
    """A POST with an Idempotency-Key: claimed while it is carried out, then its answer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    claimed_at = models.DateTimeField()
    # While there is no status somebody is at it, or died at it once this has passed. The attempt
    # is the fencing token: who comes back late cannot write over what a later one did.
    leased_until = models.DateTimeField()
    attempt = models.PositiveIntegerField(default=1)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="kept_answer_once_a_key")
        ]
        # For the job that forgets old ones.
        indexes: ClassVar = [models.Index(fields=["claimed_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return self.key


class DayOrigin(models.TextChoices):
    LIBRARY = "library", _("calendar library")
    PAGE = "page", _("entered")
    IMPORT = "import", _("imported")


class SpecialDay(models.Model):
    """A day that the week doesn't explain: a holiday, or a weekend worked in exchange.

    Where a person struck out a day of the library's, the row stays and says what the weekday says,
    so that the library doesn't bring the day back.
    """

    on = models.DateField(_("day"), unique=True)
    works = models.BooleanField(_("people work"))
    name = models.CharField(_("name"), max_length=60, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=DayOrigin)

    def __str__(self) -> str:
        return f"{self.on} {self.name}".strip()


class KeptBody(models.Model):
    """What a scope (`portal`, `plan:12`, `unit:7`) tells in one language; see `core.kept`."""

    scope = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    body = models.TextField()
    etag = models.CharField(max_length=32)
    valid_until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "language"], name="one_body_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.language}"


class ChangeMark(models.Model):
    """Something that the scope tells of has changed."""

    scope = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scope"], name="mark_by_scope")]

    def __str__(self) -> str:
        return self.scope
