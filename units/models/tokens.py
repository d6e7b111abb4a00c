"""The keys with which programs speak for people."""

from datetime import date, datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units import rules
from units.models.people import User


class ScopeChoice(models.TextChoices):
    """The words people read for `rules.Scope`."""

    READ = rules.Scope.READ.value, _("read what I may read")
    REPORT = rules.Scope.REPORT.value, _("write: reports, receipts, requests, answers")
    REVIEW = rules.Scope.REVIEW.value, _("decide about what others wrote")
    UPLOAD = rules.Scope.UPLOAD.value, _("hand in sheets and documents, and let them be saved")
    OFFICE = rules.Scope.OFFICE.value, _("run plans: tasks, rhythm, slips, chasing, circulars")
    ADMIN = rules.Scope.ADMIN.value, _("administer units, accounts, rights and the calendar")


class TokenQuerySet(models.QuerySet["Token"]):
    def live(self, *, now: datetime) -> Self:
        return self.filter(ends_at__gt=now)


class Token(models.Model):
    """A key to the API. Only its hash is kept: who reads the database can open nothing with it."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    scopes = ArrayField(models.CharField(max_length=10, choices=ScopeChoice))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("ends"))
    # Not every use: see rules.USE_COUNTS_AFTER.
    last_used_at = models.DateTimeField(_("last used"), null=True)
    last_used_from = models.CharField(max_length=45, blank=True)

    objects = TokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person} {self.name}"

    @property
    def ends_on(self) -> date:
        """The last day on which it works."""
        return timezone.localtime(self.ends_at - timedelta(microseconds=1)).date()

    @property
    def scope_words(self) -> list[str]:
        return [str(ScopeChoice(scope).label) for scope in self.scopes]
