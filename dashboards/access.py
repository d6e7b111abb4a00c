"""Who may see which dashboard. A page that is not meant for a person does not exist for them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from units import rules
from units.models import Unit, User


def require_business(user: User) -> None:
    """Plans, targets and tasks: everybody but the three administrators."""
    _require(user.has_role(rules.BUSINESS_ROLES))


def require_city_wide(user: User) -> None:
    """The whole city at once: the office and the leaders it works for."""
    _require(user.has_role(rules.CITY_WIDE_ROLES))


def require_office(user: User) -> None:
    _require(user.has_role(rules.OFFICE_ROLES))


def require_unit(user: User) -> None:
    """A unit's own page: those who report, review or answer for one."""
    _require(user.has_role(rules.UNIT_ROLES))


def unit_with_dashboard(user: User, pk: int) -> Unit:
    """Of one's own unit, and of every unit for those who see the whole city."""
    _require(user.has_role(rules.CITY_WIDE_ROLES) or pk in user.unit_ids())
    return get_object_or_404(Unit, pk=pk)


def may_decide(user: User) -> bool:
    """Whether what a meeting decides may be written down as tasks by this person."""
    return user.has_role(rules.OFFICE_ROLES)


def _require(allowed: bool) -> None:
    if not allowed:
        raise Http404
