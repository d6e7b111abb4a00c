"""What stands between an account and signing in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import rules
from units.models.people import RoleChoice, User
from units.models.units import Unit


class RequestState(models.TextChoices):
    WAITING = rules.RequestState.WAITING.value, _("waits for the security administrator")
    APPROVED = rules.RequestState.APPROVED.value, pgettext_lazy("account", "approved")
    REFUSED = rules.RequestState.REFUSED.value, pgettext_lazy("account", "refused")
    WITHDRAWN = rules.RequestState.WITHDRAWN.value, _("withdrawn")


class AccountRequest(models.Model):
    """The system administrator's wish to open an account; until its approval nobody signs in."""

    account = models.ForeignKey(User, on_delete=models.CASCADE, related_name="requests")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(pgettext_lazy("account", "reason"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state="waiting"), name="one_open_request"
            )
        ]

    def __str__(self) -> str:
        return str(self.account)


class RoleWish(models.Model):
    """A role that the system administrator proposes with an account.

    Whoever approves the account grants it.
    """

    request = models.ForeignKey(AccountRequest, on_delete=models.CASCADE, related_name="wishes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=RoleChoice)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "unit", "role"], name="role_wished_once")
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.unit} {self.get_role_display()}"


class Guarded(models.TextChoices):
    ACCOUNT = rules.Guarded.ACCOUNT.value, _("login name")
    ADDRESS = rules.Guarded.ADDRESS.value, _("network address")


class SignInCount(models.Model):
    """How often signing in failed of late, under one login name or from one address."""

    kind = models.CharField(max_length=10, choices=Guarded)
    value = models.CharField(max_length=60)
    failures = models.PositiveIntegerField(default=0)
    # When counting began; it begins anew after a quiet while.
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "value"], name="one_count_for_each")
        ]

    def __str__(self) -> str:
        return self.value
