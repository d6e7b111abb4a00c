"""Places outside of the portal that are told how many things wait: groups' robots, gateways."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealing import fingerprint, seal, unseal
from notices import rules
from notices.models.words import OutletKind
from units.models import Unit


# What is sealed does not go into the history, which nobody could ever clean.
@pghistory.track(exclude=["sealed_address", "sealed_secret", "robot"])
class Outlet(models.Model):
    """A group's robot, a program or a folder.

    Whoever reads there cannot be known; so it is told numbers and a link, never people's names.
    Addresses of robots hold the key to their group, so they are kept like secrets.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=OutletKind)
    # Whose group it is; empty for the supervision office's own, which is told about every unit.
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False,
        verbose_name=_("unit"),
    )  # fmt: skip
    shown_address = models.CharField(_("address"), max_length=300)
    sealed_address = models.TextField()
    sealed_secret = models.TextField(blank=True)
    # The same for all outlets of one address: the other side counts by robot.
    robot = models.CharField(max_length=64)
    is_active = models.BooleanField(_("in use"), default=True)

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Raises core.sealing.Unreadable."""
        return unseal(self.sealed_address)

    @property
    def secret(self) -> str:
        """Raises core.sealing.Unreadable."""
        return unseal(self.sealed_secret)

    def move_to(self, address: str) -> None:
        """The fields that follow from its address; does not save."""
        self.sealed_address = seal(address)
        self.shown_address = rules.masked(address)
        self.robot = fingerprint(address)

    def sign_with(self, secret: str) -> None:
        """Does not save."""
        self.sealed_secret = seal(secret)


class Gate(models.Model):
    """What one robot was sent in the last minute; every worker must pass here first.

    In PostgreSQL, because a broker that lost its memory would let all through at once.
    """

    robot = models.CharField(max_length=64, primary_key=True)
    passed = ArrayField(models.DateTimeField(), default=list)
    # The other side asked for silence until then.
    closed_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(passed__len__lte=rules.MOST_A_MINUTE), name="gate_forgets"
            )
        ]

    def __str__(self) -> str:
        return self.robot
