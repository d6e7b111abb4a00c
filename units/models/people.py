"""People, the roles they hold, and who stands in for whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import rules
from units.models.units import Unit, validity
from units.rules import Role


class RoleChoice(models.TextChoices):
    """The words people read for `rules.Role`."""

    REPORTER = Role.REPORTER.value, _("reporter")
    REVIEWER = Role.REVIEWER.value, _("reviewer")
    HEAD = Role.HEAD.value, _("head of unit")
    INSPECTOR = Role.INSPECTOR.value, _("inspector")
    OFFICE_HEAD = Role.OFFICE_HEAD.value, _("head of the supervision office")
    LEADER = Role.LEADER.value, _("leader")
    SYSTEM_ADMIN = Role.SYSTEM_ADMIN.value, _("system administrator")
    SECURITY_ADMIN = Role.SECURITY_ADMIN.value, _("security administrator")
    AUDITOR = Role.AUDITOR.value, _("auditor")


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. What they may do follows from their memberships, never from a flag here."""

    username = models.CharField(
        _("login name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("office phone"), max_length=30, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def live_memberships(self) -> list["Membership"]:
        """One query per request, however often rights are asked."""
        found = list(self.memberships.live())
        # Joined to all that a right can come from, this would be a quarter of a short request.
        if any(membership.stand_in_id for membership in found):
            prefetch_related_objects(found, "stand_in__principal")
        return found

    @cached_property
    def watched_by_membership(self) -> dict[int, set[int]]:
        """The units of a leader's field by membership; what watches all is not in it."""
        watched: dict[int, set[int]] = {}
        pairs = Membership.watched_units.through.objects.filter(
            membership__in=[m.pk for m in self.live_memberships if m.role == Role.LEADER]
        )
        for membership_id, unit_id in pairs.values_list("membership_id", "unit_id"):
            watched.setdefault(membership_id, set()).add(unit_id)
        return watched

    @cached_property
    def posts(self) -> frozenset[tuple[str, int, int | None]]:
        """Role, unit and stand-in of each membership: whoever holds the same may do the same."""
        return frozenset((m.role, m.unit_id, m.stand_in_id) for m in self.live_memberships)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(membership.role) for membership in self.live_memberships)

    def stands_in_for(self, about: models.Model) -> str:
        """The names of those whose rights the person may have used to act on `about`.

        Empty where the thing belongs to a unit in which the person holds a role of their own.
        """
        borrowed = [m for m in self.live_memberships if m.stand_in is not None]
        unit_id = getattr(about, "unit_id", None)
        if unit_id is not None:
            own = {m.unit_id for m in self.live_memberships if m.stand_in is None}
            borrowed = [m for m in borrowed if m.unit_id == unit_id and unit_id not in own]
        return principals_of(borrowed)

    @property
    def stands_in(self) -> str:
        """The names of those for whom the person stands in today."""
        return principals_of(self.live_memberships)

    def has_role(self, roles: Iterable[Role]) -> bool:
        return not self.roles.isdisjoint(roles)

    def unit_ids(self, roles: Iterable[Role] = rules.UNIT_ROLES) -> set[int]:
        """Units in which the person holds one of the roles."""
        wanted = set(roles)
        return {m.unit_id for m in self.live_memberships if Role(m.role) in wanted}


class StandInState(models.TextChoices):
    PLANNED = rules.StandInState.PLANNED.value, _("planned")
    RUNNING = rules.StandInState.RUNNING.value, _("under way")
    ENDED = rules.StandInState.ENDED.value, _("over")
    WITHDRAWN = rules.StandInState.WITHDRAWN.value, _("withdrawn")
    REFUSED = rules.StandInState.REFUSED.value, pgettext_lazy("stand-in", "refused")


class StandInQuerySet(models.QuerySet["StandIn"]):
    def binding(self) -> Self:
        """Planned or under way."""
        return self.filter(state__in=rules.BINDING_STATES)

    def touching(self, person: User) -> Self:
        """In which the person is away or acts for somebody."""
        return self.filter(Q(principal=person) | Q(deputy=person))

    def overlapping(self, starts_on: date, ends_on: date) -> Self:
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)


@pghistory.track()
class StandIn(models.Model):
    """A person acts for another one in a unit from one day to another (AB角).

    The rights themselves are memberships of the deputy's that name the stand-in; a job opens and
    ends them on time.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stand_ins")
    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="principals")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(pgettext_lazy("absence", "reason"), max_length=200)
    state = models.CharField(max_length=10, choices=StandInState, default=StandInState.PLANNED)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = StandInQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="stand_in_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")), name="nobody_stands_in_for_themselves"
            ),
            ExclusionConstraint(
                name="one_deputy_at_a_time",
                expressions=[
                    ("principal", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (validity("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["planned", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} → {self.deputy}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(ended_on=None)

    def own(self) -> Self:
        """Held in the person's own right, not for somebody who is away."""
        return self.filter(stand_in=None)


@pghistory.track()
class Membership(models.Model):
    """A person holds a role in a unit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=RoleChoice)
    # For leaders: the units of their field; none means all.
    watched_units = models.ManyToManyField(Unit, blank=True, related_name="watched_by")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    # For deputies: by which stand-in they hold the role.
    stand_in = models.ForeignKey(
        StandIn, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                name="role_held_once",
                condition=Q(ended_on=None),
                violation_error_message=_("This person already holds this role in this unit."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.unit} {self.get_role_display()}"


def principals_of(memberships: Iterable[Membership]) -> str:
    names = {m.stand_in.principal.name for m in memberships if m.stand_in is not None}
    return "、".join(sorted(names))
