from collections.abc import Iterable
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from units import rules
from units.rules import Role


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", _("government")
    OFFICE = "office", _("supervision office")
    DEPARTMENT = "department", _("department")
    PARTY = "party", _("party body")
    TOWNSHIP = "township", _("township")
    INSTITUTION = "institution", _("institution")
    TASK_FORCE = "task_force", _("task force")


class UnitLevel(models.TextChoices):
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county")
    TOWNSHIP = "township", _("township")


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


class NameKindChoice(models.TextChoices):
    FULL = rules.NameKind.FULL.value, _("full name")
    SHORT = rules.NameKind.SHORT.value, _("short name")
    ALIAS = rules.NameKind.ALIAS.value, _("alias")
    FORMER = rules.NameKind.FORMER.value, _("former name")


def _validity(start: str, end: str) -> Func:
    """The days from `start` to `end`, both included; an empty end means until further notice."""
    return Func(
        F(start), F(end), models.Value("[]"), function="DATERANGE", output_field=DateRangeField()
    )


class UnitQuerySet(TreeQuerySet):
    def in_protocol_order(self) -> Self:
        return self.order_by("protocol_order", "name")

    def current(self) -> Self:
        """Units that were not dissolved or merged."""
        return self.filter(valid_to=None)


@pghistory.track()
class Unit(TreeNode):
    """A body that answers for something. `parent` makes the tree."""

    # How the portal calls it: its standard short name. Every name it goes by is a UnitName.
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    level = models.CharField(_("level"), max_length=20, choices=UnitLevel)
    protocol_order = models.PositiveIntegerField(_("protocol order"), default=1000)
    # The government under which its names are understood: every county has a 教育局.
    scope = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    objects = UnitQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UnitNameQuerySet(models.QuerySet["UnitName"]):
    def called(self, name: str, *, scope: Unit | None) -> Self:
        """Names equal to `name` as people read them, under this government."""
        return self.filter(key=rules.name_key(name), scope=scope)


@pghistory.track()
class UnitName(models.Model):
    """A name that a unit goes by: 市经信局 and 市经济和信息化局 find one unit."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    # Copied from the unit, because the database must know it to keep names apart.
    scope = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=100, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKindChoice)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = UnitNameQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_unit_per_name_and_time",
                expressions=[
                    ("scope", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (_validity("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another unit goes by this name at that time."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitGroup(models.Model):
    """A collective entry such as 各乡镇政府; tasks are dispatched to its members."""

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=100, editable=False)
    scope = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="groups")
    members = models.ManyToManyField(Unit, through="GroupMember", related_name="member_of")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scope", "key"], name="one_group_per_name", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="member_once_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (_validity("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.unit}"


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
        return list(self.memberships.live().select_related("unit"))

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(membership.role) for membership in self.live_memberships)

    def has_role(self, roles: Iterable[Role]) -> bool:
        return not self.roles.isdisjoint(roles)

    def unit_ids(self, roles: Iterable[Role] = rules.UNIT_ROLES) -> set[int]:
        """Units in which the person holds one of the roles."""
        wanted = set(roles)
        return {m.unit_id for m in self.live_memberships if Role(m.role) in wanted}


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(ended_on=None)


@pghistory.track()
class Membership(models.Model):
    """A person holds a role in a unit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=RoleChoice)
    # For leaders: the units of their field; none means all.
    watched_units = models.ManyToManyField(Unit, blank=True, related_name="watched_by")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

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
