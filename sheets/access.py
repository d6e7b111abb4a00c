"""The only doors to workbooks for a user."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sheets.models import Sheet
from units import rules
from units.models import Unit, User
from units.rules import Role

REPORTER = frozenset({Role.REPORTER})


def visible_sheets(user: User) -> QuerySet[Sheet]:
    """The people of a unit see its workbooks; the office and leaders see all."""
    if user.has_role(rules.CITY_WIDE_ROLES):
        return Sheet.objects.all()
    return Sheet.objects.filter(unit__in=user.unit_ids())


def visible_sheet(user: User, pk: int) -> Sheet:
    """Raises Http404 for strangers."""
    return get_object_or_404(
        visible_sheets(user).select_related("unit", "uploaded_by", "confirmed_by"), pk=pk
    )


def editable_sheet(user: User, pk: int) -> Sheet:
    """Raises Http404 for strangers, PermissionDenied for those who do not report for its unit."""
    sheet = visible_sheet(user, pk)
    if not may_edit(user, sheet):
        raise PermissionDenied
    return sheet


def may_edit(user: User, sheet: Sheet) -> bool:
    return sheet.unit_id in user.unit_ids(REPORTER)


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
    """Raises Http404 for strangers, PermissionDenied for those who do not report for the unit."""
    known = Unit.objects.all()
    if not user.has_role(rules.CITY_WIDE_ROLES):
        known = known.filter(pk__in=user.unit_ids())
    unit = get_object_or_404(known, pk=pk)
    if unit.pk not in user.unit_ids(REPORTER):
        raise PermissionDenied
    return unit
