"""The only doors to sheets for a user."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from sheets.models import Kind, Sheet
from sheets.models.sheets import SheetQuerySet
from units import rules
from units.models import Unit, User
from units.rules import Role

REPORTER = frozenset({Role.REPORTER})
# Who brings which sheets for many units at once. Units and people are no business data.
KINDS: dict[Kind, frozenset[Role]] = {
    Kind.CITY: rules.OFFICE_ROLES,
    Kind.MEASUREMENTS: rules.OFFICE_ROLES,
    Kind.UNITS: frozenset({Role.SYSTEM_ADMIN}),
    Kind.PEOPLE: frozenset({Role.SYSTEM_ADMIN}),
}
BRINGERS = frozenset(role for roles in KINDS.values() for role in roles)


def visible_sheets(user: User) -> SheetQuerySet:
    """The people of a unit see its sheets; the office and leaders all that are about the plans."""
    mine = Q(unit__in=user.unit_ids())
    for kind in kinds_of(user):
        mine |= Q(kind=kind)
    if user.has_role(rules.CITY_WIDE_ROLES):
        mine |= Q(kind__in=[Kind.REPORTS, Kind.CITY, Kind.MEASUREMENTS])
    return Sheet.objects.filter(mine)


def visible_sheet(user: User, pk: int) -> Sheet:
    """Raises Http404 for strangers."""
    return get_object_or_404(visible_sheets(user).with_people(), pk=pk)


def editable_sheet(user: User, pk: int) -> Sheet:
    """Raises Http404 for strangers, PermissionDenied for those who do not bring such sheets."""
    sheet = visible_sheet(user, pk)
    if not may_edit(user, sheet):
        raise PermissionDenied
    return sheet


def may_edit(user: User, sheet: Sheet) -> bool:
    if sheet.unit_id is None:
        return user.has_role(KINDS[Kind(sheet.kind)])
    if sheet.carried_for and user.has_role(rules.OFFICE_ROLES):
        return True
    return sheet.unit_id in user.unit_ids(REPORTER)


def kinds_of(user: User) -> list[Kind]:
    """What sheets of many units the person may bring."""
    return [kind for kind, roles in KINDS.items() if user.has_role(roles)]


def require_bringer(user: User) -> list[Kind]:
    """Raises Http404 for those who bring no sheets of many units."""
    kinds = kinds_of(user)
    if not kinds:
        raise Http404
    return kinds


def require_carrier(user: User) -> None:
    """Raises Http404 for those who bring nothing for units."""
    if Kind.CITY not in kinds_of(user):
        raise Http404


def reporting_units(user: User) -> list[Unit]:
    """The units that the person reports for; raises PermissionDenied where there is none.

    Http404 for those who may not know that units report at all.
    """
    if not user.has_role(rules.BUSINESS_ROLES):
        raise Http404
    units = list(Unit.objects.filter(pk__in=user.unit_ids(REPORTER)).in_protocol_order())
    if not units:
        raise PermissionDenied
    return units


def reporting_unit(user: User, pk: int) -> Unit:
    """Raises Http404 for strangers, PermissionDenied for those who do not report for the unit.

    The office fetches the workbook of a unit that cannot reach the portal.
    """
    known = Unit.objects.all()
    if not user.has_role(rules.CITY_WIDE_ROLES):
        known = known.filter(pk__in=user.unit_ids())
    unit = get_object_or_404(known, pk=pk)
    if unit.pk not in user.unit_ids(REPORTER) and not user.has_role(rules.OFFICE_ROLES):
        raise PermissionDenied
    return unit


def template_kind(user: User, name: str) -> Kind:
    """Which blank template the person asks for; raises Http404 for what they would not bring."""
    if name not in Kind.values:
        raise Http404
    kind = Kind(name)
    if kind is Kind.REPORTS:
        reporting_units(user)
    elif kind not in kinds_of(user):
        raise Http404
    return kind
