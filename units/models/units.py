"""Units, the names they go by, and collective entries."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from core.kept import forgetting
from core.searching import Pairs
from units import rules


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


class NameKindChoice(models.TextChoices):
    FULL = rules.NameKind.FULL.value, _("full name")
    SHORT = rules.NameKind.SHORT.value, _("short name")
    ALIAS = rules.NameKind.ALIAS.value, _("alias")
    FORMER = rules.NameKind.FORMER.value, _("former name")


def validity(start: str, end: str) -> Func:
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
        triggers: ClassVar = [forgetting()]

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
                    (validity("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another unit goes by this name at that time."),
            ),
        ]
        # For the search.
        indexes: ClassVar = [GinIndex(Pairs("name"), name="unit_name_pairs")]

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
                    (validity("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.unit}"
